"""Dates in every notation, each with the role the words around it give: meeting, letter, report, earlier decision, other."""

import re
from bisect import bisect_left
from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from models.language.numerals import NUMBER_WORDS, number_in_words
from models.language.opening import read_opening
from models.language.passage import Mention, Passage
from models.language.taken import Taken

MONTHS = {
    "ocak": 1, "subat": 2, "mart": 3, "nisan": 4, "mayis": 5, "haziran": 6, "temmuz": 7, "agustos": 8, "eylul": 9,
    "ekim": 10, "kasim": 11, "aralik": 12,
}  # fmt: skip
_MONTH = "|".join(MONTHS)
_DATE = re.compile(
    r"(?=\d)(?:(?<![\d.,/])(?P<d>\d{1,2})\s?(?P<sep>[./-])\s?(?P<m>\d{1,2})\s?(?:(?P=sep)|[ ])\s?(?P<y>\d{4})(?!\d)"
    r"|(?<=tarih )(?P<d5>\d\d) (?P<m5>\d\d) (?P<y5>\d{4})(?!\d)"
    rf"|(?<![\d.,/])(?P<d2>\d{{1,2}})(?:'?\s?(?:inci|nci|uncu|uncu|ncu))?\s?[./-]?\s?(?P<m2>{_MONTH})\s?[./,-]?\s?(?P<y2>\d{{4}})(?!\d)"
    r"|(?<![\d.,/-])(?P<y3>(?:19|20)\d\d)-(?P<m3>\d\d)-(?P<d3>\d\d)(?!\d)"
    r"|(?<![\d.,/])(?P<d4>\d{1,2})\.(?P<m4>\d{1,2})\.(?P<y4>\d{2})(?=['\s]+(?:tarih|gun)))"
)
_WORD_DATE = re.compile(
    rf"(?<!\w)(?P<d>{NUMBER_WORDS})\s+(?P<m>{_MONTH})\s+(?P<y>\d{{4}}|ikibin(?:\s?(?:{NUMBER_WORDS}))?|iki\s?bin(?:\s?(?:{NUMBER_WORDS}))?)(?!\w)"
)
_SAME = re.compile(r"ayni (?:tarih|gun)(?:li|lu)?(?= (?:ve )?\S{1,30} (?:sayi|no))")

_LABEL_MEETING = re.compile(
    r"(?:karar|toplanti|top\.?|meclis|birlesim|oturum|toplanma|meclis karar|karar alma)(?:in|nin|inin)?\s*(?:tarih|gun|tar\.?)"
    r"(?:i|u)?(?:\s*(?:ve|/|-)\s*(?:no|sayi|saat|numara|gun)\w*)?\s*[:.;=-]*\s*(?:\w+\s*[:/]\s*)?$"
)
_LABEL_PLAIN = re.compile(r"(?:^|\n|\s{2,}|[|;,])\s*(?:tarih|tarihi|gunu)\s*[:.;=]+\s*$")
_LABEL_LETTER = re.compile(r"(?:evrak|yazi|dilekce|gelis|onerge|teklif|kayit)\w*\s*tarihi?\s*[:.;=]*\s*$")
_LABEL_REPORT = re.compile(r"rapor\w*\s*tarihi?\s*[:.;=]*\s*$")
_LABEL_REFERENCE = re.compile(r"(?:ilgi|onceki|ilgili)\s*(?:meclis )?karar\w*\s*(?:tarihi?)?\s*[:.;=]*\s*$")
_HEADS = (
    (
        "meeting",
        r"toplanti(?!nin iptal)\w*|birlesim\w*|oturum\w*|celse\w*|toplanmis\w*|toplandi|toplanarak|yoklama\w*|inikad\w*",
    ),
    (
        "letter",
        (
            r"yazi(?:si|lari|sin|larin|miz|nin|ya|lar|li|sina|yla)?\w*|dilekce\w*|onerge\w*|muzekkere\w*|teklif\w*|havale\w*|talep\w*|taleb\w*|basvuru\w*"
            r"|olur(?:u|lari|un|lu)\w*|evrak\w*|takrir\w*|onerisi\w*|mektu[bp]\w*|tezkere\w*|resmi yazi|e-posta|ust yazi|bildirim\w*"
        ),
    ),
    ("report", r"rapor\w*|tutanag\w*|gorus yazisi"),
    ("referenced_decision", r"karar\w*|kararname\w*|ilam\w*|hukm\w*"),
    (
        "stop",
        r"sozlesme\w*|protokol\w*|ihale\w*|plani\w*|plan\s+(?:tadil|degis)\w*|tasdik\w*|onayli\w*|onanli\w*|resmi gazete\w*|imzalan\w*|genelge\w*|yonetmelik\w*",
    ),
)
_HEAD = re.compile("|".join(rf"(?P<{role}>\b(?:{heads})\b)" for role, heads in _HEADS))
_ADJECTIVE = re.compile(
    r"^(?:['’]?\w{0,4})?\s*[,(]?\s*(?:\S{1,12}\s+)?(?:tarih(?:li|i)?\b(?!(?:nde|ne|nden|leri))|gun(?:lu)?\b|t\.|tarih ve|sayili|ve\b)"
)
_POINT = re.compile(
    r"^['\s]*(?:tarih(?:inde|inden|ine|leri\w*|i itibar\w*)|itibar\w*|gunu(?:nden|ne)|gunune|a kadar|e kadar|-|dan|den|da\b|de\b)"
)
_GATHERING = re.compile(r"toplanti|birlesim|oturum|toplan(?:di|mis|ar|il)|yoklama|celse|gerceklestiril")
_LATER = re.compile(
    r"(?:birlesim|toplanti|oturum)(?:de|da|inde|sinda|unda)?\s*(?:yeniden|tekrar)?\s*(?:gorusulme|gorusulecek|gorusulmek|ele alinma|karara baglanma|degerlendirilme|devam edil)"
)
_LATER_SET = re.compile(
    r"(?:tarih(?:inde|ine)|gunu\w*).{0,60}(?:ertelen|birakil|toplanil|yapilma|devam edilme|toplanma)"
)
_OWN = re.compile(
    r"^\s*tarih(?:li)?\s*(?:ve|,|/|-)?\s*(?:\S{1,14}\s*)(?:sayili|no'?lu|nolu)\s+(?:\w+\s){0,3}karar(?:i|lar|lari)?\s*[:.-]*\s*(?:\n|$|[-:])"
)


_HEADED = re.compile(
    r"(?:meclis\w*|belediye\w*).{0,60}karar\w*|karar(?:i|lari|lar)?\s*(?:ozet\w*)?\s*[-(/,:]|numarali\s+karar|^[^.;]{3,40}/\s*$"
)
_ITEM = re.compile(r"^\s*(?:[ivxl]+|\d+)\s*[.)-]+\s*\(\s*$")
_TABLE_HEAD = re.compile(
    r"(?:^|\n)[^\n\d]*tarih[^\n\d:]*karar[^\n\d:]*\n\s*$|(?:^|\n)[^\n\d]*karar[^\n\d:]*tarih[^\n\d:]*\n\s*$"
)
_DECIDED = re.compile(
    r"^['\s]*(?:tarih(?:inde|i itibariyle)|gunu(?:nde)?)\s+(?:\w+\s+){0,2}?(?:meclis\S*\s+)?(?:gorusul(?:du|mus|erek)|yapilan\s+(?:oylama|gorusme|meclis)|oy\s?birli|oy\s?coklu|oylan|karar\s+(?:ver|al)|kabul\s+ed|oya\s+sun)"
)


class Day(NamedTuple):
    """A date in the text: where it stands and which day it is."""

    start: int
    end: int
    iso: str


def days(passage: Passage) -> list[Day]:
    """Give every date that exists in the calendar, in the order of the text."""
    found: list[Day] = passage.remembered("days", _days)
    return found


def _days(passage: Passage) -> list[Day]:
    found: list[Day] = []
    for match in _DATE.finditer(passage.plain):
        groups = match.groupdict()
        day = next(groups[k] for k in ("d", "d2", "d3", "d4", "d5") if groups[k])
        month = next(groups[k] for k in ("m", "m2", "m3", "m4", "m5") if groups[k])
        year = next(groups[k] for k in ("y", "y2", "y3", "y4", "y5") if groups[k])
        iso = _iso(int(day), MONTHS.get(month) or int(month), int(year) + (2000 if len(year) == 2 else 0))
        if iso:
            found.append(Day(match.start(), match.end(), iso))
    if any(month in passage.plain for month in MONTHS):
        taken = Taken((day.start, day.end) for day in found)
        found += [day for day in _days_in_words(passage.plain) if taken.free(day.start, day.end)]
    return sorted(found)


def _days_in_words(plain: str) -> Iterator[Day]:
    for match in _WORD_DATE.finditer(plain):
        day, year = number_in_words(match["d"]), match["y"]
        number = int(year) if year.isdigit() else number_in_words(year)
        iso = _iso(day or 0, MONTHS[match["m"]], number or 0)
        if iso:
            yield Day(match.start(), match.end(), iso)


def _iso(day: int, month: int, year: int) -> str | None:
    if not 1900 <= year <= 2100:
        return None
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None


def find_dates(passage: Passage) -> list[Mention]:
    """Give every date as a mention of ``{"date", "role"}``; the meeting's is also given as ``meeting_date``."""
    plain = passage.plain
    found = days(passage)
    mentions: list[Mention] = []
    meetings: list[tuple[int, Day, str]] = []
    for index, day in enumerate(found):
        limit = found[index + 1].start if index + 1 < len(found) else len(plain)
        role, rule = _role(plain, day, limit)
        if role == "meeting":
            meetings.append((_certainty(rule, plain, day), day, rule))
        mentions.append(Mention("date", day.start, day.end, {"date": day.iso, "role": role}, f"dates.{rule}@1"))
    for match in _SAME.finditer(plain):
        before = found[: bisect_left(found, (match.start(),))][-1:]
        if before:
            role, _ = _role(plain, Day(match.start(), match.end(), ""), match.end() + 140)
            mentions.append(
                Mention(
                    "date",
                    match.start(),
                    match.end(),
                    {"date": before[-1].iso, "role": role},
                    "dates.same@1",
                    "derived",
                )
            )
    if not meetings and (place := read_opening(plain).date) is not None:
        for index, mention in enumerate(mentions):
            if mention.start == place[0]:
                meeting = {"date": mention.value["date"], "role": "meeting"}
                mentions[index] = mention._replace(value=meeting, rule="dates.opening@1")
                mentions.append(Mention("meeting_date", *place, meeting["date"], "dates.opening@1"))
                break
    if meetings:
        best = max(meetings, key=lambda entry: (entry[0], entry[1].start))
        first = next(entry for entry in meetings if entry[0] == best[0] and entry[1].iso == best[1].iso)
        mentions.append(Mention("meeting_date", first[1].start, first[1].end, best[1].iso, f"dates.{first[2]}@1"))
    return mentions


def _certainty(rule: str, plain: str, day: Day) -> int:
    if rule in {"label", "heading", "number_line"}:
        return 3
    after = plain[day.end : day.end + 160]
    if (
        re.search(r"(?:havale|sevk|gonderil|iade|ertelen|gorusul)\w*(?:en|an|ilen)\b", after.split(".")[0])
        and "okundu" not in after
    ):
        return 1
    return 2


def _role(plain: str, day: Day, limit: int) -> tuple[str, str]:
    line = plain.rfind("\n", 0, day.start) + 1
    line_end = plain.find("\n", day.end)
    line_end = min(len(plain) if line_end < 0 else line_end, day.end + 300)
    head = line
    line = max(line, day.start - 400)
    left = plain[max(0, day.start - 70) : day.start]
    right = plain[day.end : min(limit, day.end + 170)]
    if _LABEL_REFERENCE.search(left):
        return "referenced_decision", "label"
    if _LABEL_REPORT.search(left):
        return "report", "label"
    if _LABEL_LETTER.search(left):
        return "letter", "label"
    if _LABEL_MEETING.search(left):
        return "meeting", "label"
    if _OWN.match(right) and not plain[line : day.start].strip(' -*#"()[]'):
        return "meeting", "heading"
    before_on_line = plain[line : day.start]
    if re.search(r"karar\s*(?:no|numara|sayi)\w*\s*[:.=]?\s*[\w./-]+\s*$", before_on_line) or re.match(
        r"\s*(?:tarih\w*)?\s*[-/ ]*karar\s*(?:no|numara|sayi)", plain[day.end : line_end]
    ):
        return "meeting", "number_line"
    if (
        _HEADED.search(before_on_line)
        and (head < 200)
        and (re.match(r"\s*[)]?\s*(?:[:.-]|\n|$)", right or "\n") or re.match(r"\s*[/|-]", right))
    ):
        return "meeting", "heading"
    if _ITEM.match(before_on_line) and re.match(r"\s*[-/]\s*\d{1,4}\s*\)", right):
        return "meeting", "heading"
    if _TABLE_HEAD.search(plain[max(0, line - 160) : line]) and not before_on_line.strip(r" |\d"):
        return "meeting", "label"
    if plain[day.start - 1 : day.start] == "(" and re.match(r"\)\s*$", plain[day.end :]):
        return "meeting", "closing"
    if re.match(r"\s*[-/,]\s*e\s?[.-]\s?\d{3,}", plain[day.end : day.end + 14]):
        return "letter", "bracket"
    if re.search(r"\bsayi\s*[:.]", before_on_line):
        return "letter", "letterhead"
    if (
        _LABEL_PLAIN.search(left)
        or (day.start < 160 and re.search(r"\btarihi?\s*[:.]*\s*$", left) and "karar" in plain[: day.start])
        or (day.start - line < 3 and not before_on_line.strip() and _alone(plain, day, line_end))
    ):
        return _unlabelled(plain, day)
    return _by_head(plain, day, left, right)


def _alone(plain: str, day: Day, line_end: int) -> bool:
    return not plain[day.end : line_end].strip(" .,-") and day.start < 400


def _unlabelled(plain: str, day: Day) -> tuple[str, str]:
    """Read a bare ``Tarih :`` by what it heads: a report, a letter, or the decision itself."""
    above, below = plain[max(0, day.start - 260) : day.start], plain[day.end : day.end + 200]
    report = above.rfind("rapor")
    if report >= 0 and report > above.rfind("karar"):
        return "report", "report_head"
    if re.search(r"\bsayi\s*[:.]", above[-160:] + below[:60]) and not re.search(
        r"karar\s*(?:no|sayi|tarih)", above + below
    ):
        return ("report", "report_head") if "rapor" in below[:80] else ("letter", "letterhead")
    return "meeting", "label"


_WEEKDAY = re.compile(
    r"^\s*,?\s*(?:pazartesi|sali|carsamba|persembe|cuma(?:rtesi)?|pazar)(?![a-z])(?:\s+gun(?:u|unde)?(?=\s+(?:tarih|saat)))?"
)


def _by_head(plain: str, day: Day, left: str, right: str) -> tuple[str, str]:
    right = _WEEKDAY.sub("", right, count=1)
    sentence = re.split(r"(?<=[a-z]{3})[.!?](?=\s+[a-z]{3})|\n\s*\n", right)[0]
    if _LATER.search(sentence[:64]) and not re.search(r"okundu", sentence):
        return "other", "later"
    if _LATER_SET.search(sentence):
        return "other", "later"
    if re.search(r"toplanama|acilama|toplanilama", sentence[:90]):
        return "other", "point"
    if _DECIDED.match(right):
        return "meeting", "decided"
    if _POINT.match(right):
        gathering = _GATHERING.search(sentence[:70]) or re.search(r"toplan(?:mis|di|arak)", sentence[:150])
        if gathering and not re.search(r"tarihinden|tarihine|itibar", sentence[: gathering.start()]):
            return "meeting", "gathering"
        if (
            re.search(r"(?:meclis\w*|olagan\w*|toplanti\w*|birlesim\w*|oturum\w*)[\s,:;\w]{0,22}$", left)
            and not re.search(r"tarihinden|tarihine|kadar|itibar", sentence[:30])
            and re.search(r"toplanti|birlesim|oturum|meclis", left)
        ):
            return "meeting", "gathering"
        head = _HEAD.search(sentence[:75])
        if head and head.lastgroup in {"letter", "report"} and re.match(r"['\s]*tarihinde", right):
            return head.lastgroup, "head"
        if head and head.lastgroup == "referenced_decision" and re.search(r"alin|veril", sentence[: head.start()]):
            return "referenced_decision", "head"
        return "other", "point"
    if _ADJECTIVE.match(right) or re.match(
        r"^\s*[/-]\s*\d|^\s+(?:sali|pazar\w*|carsamba|persembe|cuma\w*)|^\s+(?:olagan|tarihi)", right
    ):
        head = _HEAD.search(sentence[:150])
        if head is not None and head.lastgroup != "stop" and head.lastgroup is not None:
            return head.lastgroup, "head"
    elif (head := _HEAD.search(sentence[:40])) and head.lastgroup == "meeting":
        return "meeting", "head"
    if re.search(r"(?:meclis\w*|toplanti\w*|birlesim\w*)\s*[,:(]?\s*$", left) and re.search(
        r"toplanti|birlesim|oturum", left + right[:60]
    ):
        return "meeting", "gathering"
    return "other", "none"
