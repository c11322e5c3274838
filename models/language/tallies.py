"""Printed numbers of votes: "12 kabul, 4 ret", "Kabul (19)", "12'ye karşı 17 oyla", "23 üyenin oybirliği"."""

import re
from bisect import bisect_left
from collections.abc import Sequence
from typing import NamedTuple

from models.language.attachment import describes
from models.language.ballot_words import SIDES, Ballot, number_of
from models.language.numerals import number_in_words
from models.language.pairing import Pair, pairs
from models.language.taken import Taken
from models.language.verdicts import Verdict
from models.language.words import Words

_GLOSS = r"(?:\([nwz]{1,5}\))?"
_COLUMNS = re.compile(
    r"(?P<sides>[fabi]o?s?(?:[|,/]?[fabi]o?s?){1,3})[|:,]*(?P<numbers>n(?:[|,/]?n){1,3})(?![|,/]?[nfabi])"
)
_VERSUS = re.compile(rf"(?P<n>d|n(?=m?u?[oO]?k)|w+(?=m?u?[oO]?k)){_GLOSS}m?u?[oO]?k?(?P<m>n|w+){_GLOSS}m?u?(?P<oy>[oO]|(?=[zf]))|(?P<first>n)-(?P<second>n)(?=m?u?[oO])")  # fmt: skip
_AGAINST_IT = re.compile(rf"(?P<n>n|d|w+d?){_GLOSS}m?u?[oO]?k[GPzh]{{0,3}}$")
_AGAINST_WHICH = re.compile(rf"o?k[GPzh]{{0,3}}(?P<n>n|w+){_GLOSS}m?u?[oO]")
_BY = re.compile(rf"(?P<n>n|w+){_GLOSS}m?u?[zt]?(?:O|oz)")
_EVENLY = re.compile(
    r"(?P<one>[fab])[oOesz,]{0,6}(?P<other>[fab])[oes]{0,3}z?(?P<n>[jn])|(?P<each>[jn])[zu]?(?P<first>[fab])[oez,]{0,3}(?P<second>[fab])"
)
_AS_ONE = re.compile(rf"(?P<n>n|w+){_GLOSS}m?u[zt]?(?:oz?)?q|q\((?P<m>n|w+)m?[uo]\)")
_DECIDES = re.compile(r"kabul|onay|redd|\bre[td]\b|\bdus|\bgec|alinma")
_FROM_COMMITTEE = re.compile(r"komisyon\w*?(?:dan|da|unda|undan)?\s+(?:gelen\s+)?$")
_SUBJECT = re.compile(r"\b(?:komisyonu?|encumeni?)\b(?!\s+(?:rapor|karar|uye|gorus|baskan|onerge|teklif))")
_COUNCIL = re.compile(r"meclis(?:imiz|ce|te)|oylama|oya\s|[.;]\s")
_SCORE = re.compile(
    r"\boy\s?coklu\w*(?:\s+ile)?\s*[(:,]?\s*(?P<ayes>\d{1,3})\s?[-/]\s?(?P<noes>\d{1,3})(?![\d./-]|\s?(?:sayili|no))"
)
_FORMERLY = re.compile(r"\b(?:gecen|onceki|gecmis|evvelki)\s+\w+[^.;]*$|\b(?:ay|yil|sene)\s+once[^.;]*$")
_HAD_BEEN = re.compile(r"[^.;]{0,40}\b(?:vardi|idi|\w{2,12}m[iu]st[iu])\b")
_JUDGES = re.compile(r"[^.;]{0,50}\b(?:bul|gor|et|ver|benimse)(?:mus|mis|du|di|ti)(?:tur|tir)?\b")
_REQUIRED = re.compile(
    r"(?:\s+(?!ve\b|ile\b|cik|kul)\w+){0,3}\s+(?:gerek(?:ir|en|li|tir|mek)|aran(?:ir|mak|an|di)|zorunlu|yeterli\s+ol)"
)
_OF_THOSE = re.compile(r"\b(?:bu|soz\s+konusu|adi\s+gecen|anilan)\s+$")
_VOTED_ON = re.compile(r"\boyla(?:ma|n)|\boya\s")
_AT_LEAST = re.compile(r"(?:en\s+az|asgari|gereken|gerekli|aranan)\s+(?:\w+\s+)?$")
_JUDGING = re.compile(r"olum|mus[bp]et|menfi|leh|aleyh|yeter|muhal|kararsiz")
_NEAR = 14  # letters between a pair that says too little by itself and one that says enough
_ANY = re.compile(
    r"[ndw](?:\([nwz]{1,5}\))?[^nw.;]{0,6}[fabOoq]|[fabxeq][^nwc;]{0,16}[nwc]|d[nw]|n-n|j[zu]?[fab]|[fab][oes]{0,3}z?j"
)
_MOST = 700


class Tally(NamedTuple):
    """A printed number of votes on one side of what was put to the vote."""

    start: int
    end: int
    side: str
    number: int
    word: tuple[int, int]  # where the side is said, the whole where it is not


def find_tallies(words: Words, ballot: Ballot, end: int, verdict: Verdict) -> list[Tally]:
    """Give the numbers of votes in a stretch that ends at `end`, in the order of the text."""
    start = words.starts[ballot.first] if ballot.letters else end
    if _ANY.search(ballot.letters) is None and _SCORE.search(words.plain, start, end) is None:
        return []
    reader = _Reader(words, ballot, end)
    reader.in_columns()
    reader.in_pairs()
    reader.evenly()
    reader.versus(winning(verdict))
    if not reader.found:
        reader.behind_manner(verdict)
    if not reader.found:
        reader.as_one()
    carried = "against" if verdict.passed is False else "for"
    if not any(tally.side == carried for tally in reader.found):
        reader.by_verb(verdict)
    return sorted(reader.found)


def winning(verdict: Verdict) -> str:
    """Give the side that carried the vote; where a report against the motion was accepted, those for the report."""
    if verdict.report and verdict.passed is not False:
        return "for"
    return "against" if verdict.passed is False or verdict.outcome == "rejected" else "for"


def told_tallies(words: Words, ballot: Ballot, end: int) -> list[Tally]:
    """Give the numbers that only describe how somebody else voted: "3 kabul 2 ret oyuyla kabul edilen rapor"."""
    if _ANY.search(ballot.letters) is None:
        return []
    reader = _Reader(words, ballot, end, told=True)
    reader.in_pairs()
    return sorted(reader.found)


def _is_near(pair: Pair, others: Sequence[Pair]) -> bool:
    """Tell whether one of `others`, in the order of the text, stands near `pair`."""
    index = bisect_left(others, pair.start, key=lambda one: one.start)
    return any(
        pair.start - one.end < _NEAR and one.start - pair.end < _NEAR for one in others[max(0, index - 1) : index + 1]
    )


class _Reader:
    def __init__(self, words: Words, ballot: Ballot, end: int, told: bool = False) -> None:
        self.told = told
        self.words = words
        self.ballot = ballot
        self.end = end
        self.found: list[Tally] = []
        self._taken = Taken()

    def _number(self, span: tuple[int, int]) -> int | None:
        first, last = span
        number = number_of(self.words.texts[self.ballot.first + first : self.ballot.first + last])
        return number if number is not None and number <= _MOST else None

    def _is_taken(self, start: int, end: int) -> bool:
        return not self._taken.free(start, end)

    def _take(self, tally: Tally) -> None:
        self.found.append(tally)
        self._taken.add(tally.start, tally.end)

    def in_columns(self) -> None:
        """Read a row of numbers below a row of sides: "Kabul | Ret | Çekimser" and "16 | 11 | 0"."""
        letters = self.ballot.letters
        for match in _COLUMNS.finditer(letters):
            sides = [SIDES.get(letter, "void") for letter in match["sides"] if letter in "fabi"]
            first = match.start("numbers")
            places = [first + place for place, letter in enumerate(match["numbers"]) if letter == "n"]
            if len(sides) != len(places) or len(set(sides)) != len(sides):
                continue
            for side, place in zip(sides, places, strict=True):
                if side != "void":
                    self.add((place, place + 1), (place, place + 1), side)

    def in_pairs(self) -> None:
        """Read every number beside its side; a pair that says too little by itself needs a full one near it."""
        found = [(pair, self._is_certain(pair)) for pair in pairs(self.ballot.letters)]
        sides = {pair.side for pair, _ in found}
        if not any(certain for _, certain in found) and len(found) > 1 and len(sides) > 1:
            found = [(pair, True) for pair, _ in found]  # "kabul 19, ret 8"
        elif len(found) == 1 and found[0][0].loose and self._is_called(found[0][0]):
            found = [(found[0][0], True)]
        certain = [pair for pair, sure in found if sure]
        for pair, sure in found:
            if (sure or _is_near(pair, certain)) and pair.side != "void" and not self._is_share_of(pair):
                self.add((pair.start, pair.end), pair.number, pair.side, pair.side_at)

    def _is_called(self, pair: Pair) -> bool:
        """Tell whether a number alone behind its side ends what an "oylama" came to: "Oylama: İade teklifi, kabul 25."."""
        start = self.words.starts[self.ballot.first]
        ends = self.ballot.letters[pair.end : pair.end + 1] in {"", ".", ";", ",", ")"}
        return (
            ends and pair.number[0] > pair.side_at and _VOTED_ON.search(self.words.plain, start, self.end) is not None
        )

    def _is_share_of(self, pair: Pair) -> bool:
        """Tell whether the number behind a side stands in the genitive: "ret oyu kullanan üyelerden üçünün"."""
        last = self.words.texts[self.ballot.first + pair.number[1] - 1]
        if pair.side_at > pair.number[0] or not last.endswith("n"):
            return False
        return last[0].isdigit() or number_in_words(last) is None

    def _is_certain(self, pair: Pair) -> bool:
        if pair.loose:
            return False
        letters = self.ballot.letters
        said = self.words.texts[self.ballot.first + pair.side_at]
        if _JUDGING.match(said) is None:
            return True
        return (
            any(letter in "oOuke" for letter in letters[pair.start : pair.end + 3]) or letters[pair.side_at + 1] == ":"
        )

    def add(self, span: tuple[int, int], number_span: tuple[int, int], side: str, said_at: int = -1) -> None:
        start, end = self.ballot.places(self.words, *span)
        number = self._number(number_span)
        if number is None or self._is_taken(start, end):
            return
        plain = self.words.plain
        if _OF_THOSE.search(plain, max(0, start - 20), start):
            return  # "bu iki üyenin muhalefetine karşın"
        if _REQUIRED.match(plain, end, self.end) or _AT_LEAST.search(plain, max(0, start - 30), start):
            return
        told = describes(self.words, end, self.end) or self._is_of_another_body(start, end)
        if told is not self.told:
            return
        word = self.ballot.places(self.words, said_at, said_at + 1) if said_at >= 0 else (start, end)
        self._take(Tally(start, end, side, number, word))

    def _is_of_another_body(self, start: int, end: int) -> bool:
        """Tell whether a committee or the board voted so: "Komisyondan 3 kabul", "Komisyon 5 kabul 4 ret oyuyla uygun bulmuş"."""
        plain = self.words.plain
        if _FROM_COMMITTEE.search(plain, max(0, start - 30), start):
            return True
        if _FORMERLY.search(plain, max(0, start - 100), start) and _HAD_BEEN.match(plain, end, min(self.end, end + 60)):
            return True  # "geçen oturumda 20 kabul, 3 ret vardı"
        subject = None
        for subject in _SUBJECT.finditer(plain, max(0, start - 120), start):
            pass
        if subject is None or _COUNCIL.search(plain, subject.end(), start):
            return False
        return _JUDGES.match(plain, end, min(self.end, end + 80)) is not None

    def evenly(self) -> None:
        """Read a number that both sides have: "kabul ve ret oylarının sekizer olduğu"."""
        for match in _EVENLY.finditer(self.ballot.letters):
            names = ("one", "other", "n") if match["n"] else ("first", "second", "each")
            number = self._number(match.span(names[2]))
            each = self.words.texts[self.ballot.first + match.start(names[2])]
            if number is None or not each.endswith(("er", "ar")) or match[names[0]] == match[names[1]]:
                continue
            for name in names[:2]:
                place = self.ballot.places(self.words, *match.span(name))
                if not self._is_taken(*place):
                    self._take(Tally(*place, SIDES[match[name]], number, place))

    def versus(self, won: str) -> None:
        """Read "12'ye karşı 17 oyla" and "11-3 oyla": the larger number is with the result."""
        letters = self.ballot.letters
        beaten = "for" if won == "against" else "against"
        for match in _VERSUS.finditer(letters):
            one, other = ("first", "second") if match["first"] else ("n", "m")
            first, second = self._number(match.span(one)), self._number(match.span(other))
            start, end = self.ballot.places(self.words, match.start(), max(match.end(), match.start() + 1))
            if first is None or second is None or self._is_taken(start, end) or describes(self.words, end, self.end):
                continue
            if one == "n" and not match["oy"] and not _DECIDES.match(self.words.plain[end : end + 24].strip()):
                continue
            high, low = (other, one) if second >= first else (one, other)
            for side, group, number in ((won, high, max(first, second)), (beaten, low, min(first, second))):
                place = self.ballot.places(self.words, *match.span(group))
                self._take(Tally(*place, side, number, place))
        sides = {tally.side for tally in self.found}
        for tally in self.found[:]:
            self._opposed(tally, sides)

    def _opposed(self, tally: Tally, sides: set[str]) -> None:
        """Read the number across "karşı" whose own side is not said: "8 oya karşı 17 kabul oyuyla"."""
        opposite = {"for": "against", "against": "for"}.get(tally.side)
        letters = self.ballot.letters
        first = self.words.at(tally.start) - self.ballot.first
        last = self.words.at(tally.end) - self.ballot.first
        match = _AGAINST_IT.search(letters, max(0, first - 12), first) or _AGAINST_WHICH.match(letters, last)
        if match is None or opposite is None or opposite in sides:
            return
        start, end = self.ballot.places(self.words, *match.span("n"))
        number = self._number(match.span("n"))
        if number is not None and not self._is_taken(start, end):
            self._take(Tally(start, end, opposite, number, (start, end)))
            sides.add(opposite)

    def behind_manner(self, verdict: Verdict) -> None:
        """Read "Oyçokluğu 17-9", votes for before votes against, where that is how the vote went."""
        start = self.words.starts[self.ballot.first] if self.ballot.letters else self.end
        for match in _SCORE.finditer(self.words.plain, start, self.end):
            ayes, noes = int(match["ayes"]), int(match["noes"])
            if (ayes > noes) is (winning(verdict) == "for") and ayes != noes:
                for side, number in (("for", ayes), ("against", noes)):
                    place = match.span("ayes" if side == "for" else "noes")
                    self._take(Tally(*place, side, number, place))
                return

    def as_one(self) -> None:
        """Read "23 üyenin oybirliği" and "oybirliği (25 üye)": all who voted were for it."""
        for match in _AS_ONE.finditer(self.ballot.letters):
            first = self.ballot.first
            if "adet" not in self.words.texts[first + match.start() : first + match.end()]:
                self.add(match.span(), match.span("n" if match["n"] else "m"), "for")

    def by_verb(self, verdict: Verdict) -> None:
        """Read "17 oy ile reddine": the number goes with what the verb does."""
        for match in _BY.finditer(self.ballot.letters):
            _, end = self.ballot.places(self.words, *match.span())
            last = self.words.texts[self.ballot.first + match.end() - 1]
            if match.group().endswith("oz") and last not in {"ile", "ve"}:
                continue
            after = self.words.plain[end : self.end]
            if re.match(r"\s*(?!alarak\s+(?:kabul|redd|gec))(?:al|secil)", after):
                continue
            done = _DECIDES.search(after)
            refuses = done is not None and not done.group().startswith(("kabul", "onay", "gec"))
            denied = verdict.passed is False and done is not None and not refuses
            side = winning(verdict) if refuses or denied or done is None else "for"
            self.add(match.span(), match.span("n"), side)
