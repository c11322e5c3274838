"""The head of a decision: its own number, the day of its meeting, and whose the other numbers and dates there are.

What labels name comes first; the rest is told by its place: beside the own number, in the title, in the phrase
"45 sayılı karar".
"""

import re
from bisect import bisect_left
from typing import NamedTuple

from models.language.days import MONTHS, days
from models.language.head_tokens import NUMBER, WEEKDAY
from models.language.labelled import ROLES, SMALL, Candidate, Labelled
from models.language.passage import Passage
from models.language.patterns import Pattern
from models.language.sentences import Span

_LATER = 6000  # characters in which a decision may still print its number
_LATER_LABEL = Pattern(r"\bkarar(?:in|i)?\s*(?:tarihi?\s*(?:ve|/|-)\s*)?(?:sira\s*)?(?:no|nosu|numarasi|sayisi)\b")
_SAYILI = re.compile(
    rf"(?<![\w./-])(?P<n>{NUMBER})['\s]*(?:(?:sira\s)?(?:sayili|s\.|nolu|no\s?['.]?\s?'?lu|numarali)|(?:karar\s)?(?:no|sayi|numarasi|sayisi)\sile\salinan|\.(?=\s*karar)|[iu]nc[iu](?=\s+karar))\s*"
    r"(?:(?:ve|,)\s+[^\n;:]{6,25}tarih(?:li)?\s+)?"
    r"(?:belediye\s+)?(?:meclis\w*\s+)?karar(?:i|imiz)?"
    r"(?:(?P<is>dir|idir)\b|(?P<named>\s+olarak\b)|\s+(?:ornegi|ozeti|sureti)(?:dir)?\b|\s*(?P<stop>[:;()-]|,(?=\s*\d))|\s+(?=tarih|gun)|[ ]*+\.?+[ ]*+(?P<line>\n|$))"
)
_REGISTERED = Pattern(
    r"\b(?P<n>\d{1,4}(?:[/-]\d{1,4})?) (?:sayi|numara|no|sira no)\s?(?:ile|yla) (?:karar|kayd|kayit|tescil|defter)"
)
_TOLD_LAST = re.compile(
    r"\bkarar\s*(?:no|numarasi|sayisi)\w*\s*:?\s*(?P<n>\d{1,4}(?:[/-]\d{1,4})?)\s?'?\s?(?:d|t)[iu]r\b"
)
_CLOSING = re.compile(r"\s?[/-]\s?(?P<n>\d{1,4})\s*\)?\s*\.?\s*$")
_KARAR = Pattern(r"\bkarar")
_BY_NUMBER = re.compile(r"sayili|lu\b|numarali|alinan|\ds?\s?s\.|\d[.']|nc[iu]\b")
_MONTH_BEFORE = re.compile(rf"(?:{'|'.join(MONTHS)})\s*$")
_ELSEWHERE = re.compile(
    r"[;\"]|[a-z]{4}\.\s|encumen|komisyon|\bkurul|mahkeme|\bilgi\b|bakan|\bilce\s+belediye|\b(?:ile|hakkinda|kapsaminda|dair)\b|gundem"
)
_LINKS = re.compile(
    r"(?:[\s/|(),.:;*\[\]-]|\b(?:tarih(?:i|li|inde)?|gun(?:u|lu|lemeli)?|ve|t|s|no|nosu|nolu|lu|su|sayi(?:li|si)?|numarali|meclis\w*|belediye\w*|karar\w*|toplanti\w*"
    rf"|birlesim\w*|oturum\w*|ictima\w*|ittihaz|olunan|alinan|aldigi|olagan\w*|konulu|{WEEKDAY})\b)*"
)
_TOWN = re.compile(r"\s*[a-z]{3,15}\s?,\s*")  # "Sayı: 45    Ortaköy, 05.03.2024"
_STOPS = re.compile(
    rf"\s*,?\s*(?:{WEEKDAY}(?:\s+gunu)?)?\s*(?:$|[\n:;|)\]/]|-(?!\s?\d)|\.\s*(?:\n|$)|\s{3}|,\s*(?:madde|saat))"
)
_OWN_DAY = re.compile(r"\s*(?:tarih(?:li)?|gun(?:lu)?)\s+(?:meclis\w*\s+)?(?:karar|toplanti|birlesim|oturum)")
_TITLE = re.compile(r"meclis|\bkarar|tutanag|tutanak|zabit|birlesim|toplanti|oturum")
_FOREIGN_TITLE = re.compile(
    r"rapor|komisyon|\bilgi\b|dilekce|\bsayi\b|encumen|onerge|yazi|\bgelis|\bkonu|gundem\w*\s+\d|\d\s*\.?\s*madde"
)
_PROSE = re.compile(
    r"n\w*\s*:?\s*\d+\. [a-z]{3}|[a-z]{4}\. [a-z]|\d{4}$"
)  # a sentence, or the beginning of a span of days
_BRACKETED = re.compile(r"\([^()\n]{8,24}\)[ .]*(?:\n|$)")
_HEADLINE = re.compile(
    r"(?:^|\n)[^\n:;]{0,80}\bkarar(?:i|lari|idir|lar)?\s*(?:ornegi|ozeti)?\s*(?:\n|$|[-(),]|\s\s|no\b|sayi)|\(\s*meclis karari\s*\)"
)
_BARE_HEAD = re.compile(  # "TARİH : 01.10.2012 / NO : 60 / ÖZET : ...", which no letter has
    r"\s*(?:tarih\w*\s*:[^\n]*\n\s*no\w*\s*:[^\n]*\n|no\w*\s*:[^\n]*\n\s*tarih\w*\s*:[^\n]*\n)(?:[^\n]*\n){0,2}?\s*(?:ozet|ozu|konu)\w*\s*:"
)
_CAPITALS = re.compile(r"meclis\w* karari?\b|\bkarar (?:ornegi|ozeti|sureti)\b")
_CODE = re.compile(  # in the plain text with its dates masked by DATE
    r"\s*(?P<n>(?:19|20)\d\d\s?[-/]\s?\d{1,4})\s*[:-]\s"
    r"|\s*(?P<n2>(?:19|20)\d\d-[a-z]{2,12}-\d{1,4})\s*(?:\n|$)"
    r"|[^\n]{5,90}\((?P<n3>(?:19|20)\d\d/\d{1,4})\)\s*\n"
    r"|\s*(?:[ivxl]+|\d+)\s*[.)-]+\s*\(\s*DATE\s*[-/]\s*(?P<n4>\d{1,4})\s*\)"
    r"|\s*\[(?P<n6>(?:19|20)\d\d[/-]\d{1,4})\]"
    r"|\s*DATE\s?[/-]\s?(?P<n7>\d{1,4})\s*[:)]"
    r"|\s*(?P<n5>\d{1,4})\s*[-/]\s*DATE\s+tarihli\s+(?:meclis\s+)?karar".replace("DATE", "\x01+")
)
_YEAR_CODE = re.compile(
    r"(?:^|\n)[ ]*(?:[-*•·>]+[ ]*)?(?P<code>(?:19|20)\d\d\s?[-/]\s?(?!(?:19|20)\d\d)\d{1,4})(?:\s*[:.)-]+\s|\s+(?!yil|donem|esas|sayili|no|mali|tarih|sezon|egitim|ogretim)(?=[a-z]{3}))"
)
_DATED_LINE = re.compile(
    r"karar(?:i|idir)?\W*\n[ ]*\x01+\s?[/-]\s?(?P<under>\d{1,4})[ ]*(?:\n|$)"
    r"|(?:^|\n)[ ]*\x01+\s?[/-]\s?(?P<slashed>\d{1,4})\s*[:)]"
    r"|(?:^|\n)[ ]*tarih\w*\s*(?:ve|/|-)\s*(?:sayi|no)\w*\s*:\s*\x01+\s?[/-]\s?(?P<both>\d{1,3}(?:/\d{1,3})?)[ ]*(?:\n|$)"
    r"|(?:^|\n)[ ]*(?P<alone>\d{1,2}/\d{1,4})[ ]*\n+[ ]*tarih\w*\s*:\s*\x01"
    r"|(?:^|\n)[ ]*\x01+\s+(?:tarih\w*|gun\w*)\s*(?:,|ve)?\s*(?P<dated>\d{1,4}(?:[/-]\d{1,4})?)\s+(?:sayi|no|nolu|numara)\.?\s*(?:\n|$)"
)
_MAY_BE_DATED = re.compile(r"\n|k(?=arar)")
_LISTED = re.compile(r"(?:^|\n)[ ]*[*•·▪●]\s*(?P<bullet>\d{2,4})\s?[-.)]\s")
_ROW = re.compile(r"\s*\|\s*(?P<row>\d{2,4})\s*\|")
_LIST_TITLE = re.compile(r"karar(?:lari?|\s+ozet\w*|\s+listesi)\b|alinan\s+karar")
_PAPER_NO = re.compile(r"[\s/,.:|-]*(?:(?:rapor|evrak|yazi)\w*)?\s*(?:no|sayi\w*)?[\s.:]*")


def _dated_line(masked: str) -> re.Match[str] | None:
    """Find a line that dates and numbers the decision, tried at the beginning, at line breaks and at "karar" alone."""
    places = [0, *(match.start() for match in _MAY_BE_DATED.finditer(masked))]
    return next((match for place in places if (match := _DATED_LINE.match(masked, place)) is not None), None)


class Opening(NamedTuple):
    """What a head says: the own number's place, the role of each date by its place, the owner of each other number."""

    number: Span | None
    rule: str
    dates: dict[int, tuple[str, str]]
    owners: dict[int, str]


def opening_of(passage: Passage) -> Opening:
    """Give what the head of a decision says, worked out once for each passage."""
    found: Opening = passage.remembered("opening", lambda passage: _Reader(passage).read())
    return found


class _Reader:
    """Add to what labels say what no label says."""

    def __init__(self, passage: Passage) -> None:
        self._text, self._plain, self._view = passage.text, passage.plain, passage.view
        self._days = days(passage)
        self._labelled = Labelled(passage)
        self._numbers, self._dates = self._labelled.numbers, self._labelled.dates
        self._owners = self._labelled.owners

    def read(self) -> Opening:
        plain = self._plain
        head_end = self._labelled.read()
        if "karar" in plain:
            self._phrases()
            for match in self._view.matches(_LATER_LABEL, head_end, _LATER):
                floor = max(0, match.start() - 60)
                line = plain.rfind("\n", floor, match.start()) + 1
                bracketed = plain[match.start() - 1 : match.start()] in {"(", "["}
                if bracketed or not _ELSEWHERE.search(plain, max(line, floor), match.start()):
                    self._labelled.read_line(match.start())
            self._closing()
        code = _CODE.match(self._masked(200)) or self._coded_line()
        if code is not None:
            self._numbers.append(Candidate(3, *code.span(str(code.lastgroup)), "number.code@1"))
        self._settle_weak(head_end)
        best = max(self._numbers, key=lambda one: (one.score, -one.start), default=None)
        number = (best.start, best.end) if best else None
        self._beside(number)
        self._titles(number, head_end)
        return Opening(number, best.rule if best else "", self._dates, self._owners)

    def _coded_line(self) -> re.Match[str] | None:
        """Find a number of the year that opens a line below the title of a list: ``2024/45 : ...``, ``* 45 - ...``."""
        masked = self._masked(300)
        dated = _dated_line(masked) if "\x01" in masked else None
        if dated is not None:
            return dated
        if _LIST_TITLE.search(self._plain, 0, 300) is None and not _YEAR_CODE.match(self._plain):
            return _ROW.match(self._plain)
        return _YEAR_CODE.search(self._plain, 0, 500) or _LISTED.search(self._plain, 0, 500)

    def _masked(self, limit: int) -> str:
        """Give the beginning of the text with a mark for every character of a date."""
        plain = self._plain[:limit]
        for day in self._days:
            if day.start >= limit:
                break
            plain = plain[: day.start] + "\x01" * (min(day.end, limit) - day.start) + plain[day.end :]
        return plain

    def _phrases(self) -> None:
        """Read "45 sayılı karar" where it names this decision and not one that the text points to."""
        plain, text = self._plain, self._text
        at = 0
        for karar in self._view.matches(_KARAR, 0, 1500):
            if not _BY_NUMBER.search(plain, max(at, karar.start() - 44), karar.start()):
                continue
            match = _SAYILI.search(plain, max(at, karar.start() - 60))
            if match is None:
                break
            at = karar.end()
            start, end = match.span("n")
            for day in self._days[bisect_left(self._days, (start,)) : bisect_left(self._days, (end,))]:
                start = next((at for at in range(day.end, end) if plain[at].isdigit()), end)
            if _MONTH_BEFORE.search(plain, max(0, start - 12), start):  # "Mart 2024 / 45 nolu karar"
                start = next((at for at in range(start + 4, end) if plain[at].isdigit()), start)
            line = plain.rfind("\n", 0, start) + 1
            if not match["named"] and (start - line > 160 or _ELSEWHERE.search(plain[line:start])):
                continue
            if match["line"] is not None and text[match.end() : match.end() + 1].islower():
                continue
            if match["stop"] == "-" and text[match.end() : match.end() + 1].islower():
                continue
            rule = "named" if match["named"] else "heading"
            self._numbers.append(Candidate(8, start, end, f"number.{rule}@1"))

    def _closing(self) -> None:
        """Read a number that the last words give: "45 sayı ile karar defterine yazıldı", "... karar verildi. 05.03.2024/45"."""
        plain = self._plain
        registered = self._view.first(_REGISTERED) if " ile " in plain else None
        if registered is not None:
            self._numbers.append(Candidate(4, *registered.span("n"), "number.closing@1"))
        told = _TOLD_LAST.search(plain, max(0, len(plain) - 200)) if "karar" in plain[-200:] else None
        if told is not None:
            self._numbers.append(Candidate(4, *told.span("n"), "number.closing@1"))
        last = self._days[-1] if self._days else None
        closing = _CLOSING.match(plain, last.end) if last is not None else None
        if (
            closing is not None
            and last is not None
            and plain[max(0, last.start - 40) : last.start].rstrip(" (\n").endswith((".", ","))
        ):
            self._numbers.append(Candidate(4, *closing.span("n"), "number.closing@1"))
            self._dates.setdefault(last.start, ("meeting", "closing"))

    def _settle_weak(self, head_end: int) -> None:
        if not self._labelled.weak:
            return
        headline = _HEADLINE.search(self._plain, 0, head_end) is not None or any(
            self._text[slice(*title.span())].isupper()
            for title in _CAPITALS.finditer(self._plain, 0, max(head_end, 200))
        )
        headline = headline or _BARE_HEAD.match(self._plain) is not None
        for token, section in self._labelled.weak:
            if token.kind == "date":
                continue
            printed = self._plain[token.start : token.end]
            if not SMALL.fullmatch(printed):
                self._owners.setdefault(token.start, "report" if section == "report" else "letter")
            elif section == "own" or (not section and headline):
                self._numbers.append(Candidate(5 if section else 4, token.start, token.end, "number.no@1"))
                self._owners.setdefault(token.start, "own")
            elif section:
                self._owners.setdefault(token.start, section)
        letter = next((start for start, owner in self._owners.items() if owner == "letter"), None)
        for token, section in self._labelled.weak:
            if token.kind == "date":
                role = ROLES.get(section, "")
                if not role and letter is not None and abs(letter - token.start) < 160:
                    line = self._plain[min(letter, token.start) : max(letter, token.start)]
                    role = "letter" if not headline or "\n" not in line else ""
                if not role and (self._numbers or _TITLE.search(self._plain[:head_end])):
                    role = "meeting"
                if role:
                    self._dates.setdefault(token.start, (role, "label"))

    def _beside(self, number: Span | None) -> None:
        """Give a date that stands beside a number, with nothing but linking words between, to the same owner."""
        for start, owner in [*([(number[0], "own")] if number else []), *self._owners.items()]:
            role = ROLES[owner]
            end = number[1] if number and number[0] == start else start
            for day in self._days:
                if day.start > start + 120:
                    break
                if day.start in self._dates:
                    continue
                between = self._plain[day.end : start] if day.end <= start else self._plain[end : day.start]
                if len(between) > 110 or "\n" in between:
                    continue
                if day.end <= start:
                    fits = owner == "own" and _LINKS.fullmatch(between)
                    fits = fits or (owner in {"report", "letter"} and _PAPER_NO.fullmatch(between))
                else:
                    rest = self._plain[day.end : day.end + 40]
                    fits = owner in {"own", "report", "letter"} and (_STOPS.match(rest) or _OWN_DAY.match(rest))
                    between = between.lstrip("0123456789./-")
                    fits = fits and (_LINKS.fullmatch(between) or _TOWN.fullmatch(between))
                if fits:
                    self._dates[day.start] = (role, "number_line")

    def _titles(self, number: Span | None, head_end: int) -> None:
        """Give the meeting a date that closes a line of the title or has a line for itself."""
        plain = self._plain
        for day in self._days:
            if day.start > min(head_end, 400):
                break
            line = plain.rfind("\n", 0, day.start) + 1
            left = plain[line : day.start].strip(" -*#\"'([|.:")
            if day.start in self._dates or not _STOPS.match(plain[day.end : day.end + 40]):
                continue
            if number is not None and line <= number[0] < day.start and _BRACKETED.match(plain, day.start - 1):
                self._dates[day.start] = ("meeting", "heading")  # "KARAR 45 - Faaliyet raporu. (05.03.2024)"
                continue
            if _FOREIGN_TITLE.search(left):
                continue
            above = plain[:line]
            titled = _TITLE.search(left) is not None and line < 200 and len(left) < 130 and not _PROSE.search(left)
            alone = not left or (number is not None and len(left.split()) <= 2)
            if titled or (
                alone and (number is not None or (_TITLE.search(above) and not _FOREIGN_TITLE.search(above)))
            ):
                self._dates[day.start] = ("meeting", "heading")
