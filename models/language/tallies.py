"""Printed numbers of votes: "12 kabul, 4 ret", "Kabul (19)", "12'ye karşı 17 oyla", "23 üyenin oybirliği"."""

import re
from typing import NamedTuple

from models.language.attachment import describes
from models.language.ballot_words import SIDES, Ballot, number_of
from models.language.statements import Verdict
from models.language.words import Words

_GLOSS = r"(?:\([nwz]{1,5}\))?"
_LABELLED = re.compile(r"(?P<side>[fab])[oesz]{0,2}?s?(?:[:=?]\.*\(?|\()(?P<n>n|w+)(?![:=])|(?P<against>f?x)[sz]?(?:[:=?]\.*\(?|\(|)(?P<nx>n|w+)|(?P<sidee>[fab])es?(?P<ne>n|w+)(?!u?[fab])")  # fmt: skip
_DASHED = re.compile(r"(?P<side>[fab])o?s?-(?P<n>n|w+)(?!u?[fab])")
_BEFORE = re.compile(rf"(?P<n>n|d|w+){_GLOSS}m?u?t?[oO]?(?P<side>[fab])(?!:n|=n)")
_IN_TURN = re.compile(r"(?<![nwdu])(?:[fab]o?s?(?:n|w+)[|,/]?){2,3}(?!m?u?o?[fabOq])")
_ONE_IN_TURN = re.compile(r"(?P<side>[fab])o?s?(?P<n>n|w+)")
_COLUMNS = re.compile(
    r"(?P<sides>[fab]o?s?(?:[|,/]?[fab]o?s?){1,2})[|:,]*(?P<numbers>n(?:[|,/]?n){1,2})(?![|,/]?[nfab])"
)
_BRACKETED = re.compile(r"\((?P<n>n)\)o?(?P<side>[fab])")
_VERSUS = re.compile(r"(?P<n>d|n(?=m?u?[oO]?k)|w+(?=m?u?[oO]?k))m?u?[oO]?k?(?P<m>n|w+)m?u?(?P<oy>[oO]|(?=[zf]))")
_BY = re.compile(rf"(?P<n>n|w+){_GLOSS}m?u?[zt]?(?:O|oz)")
_AS_ONE = re.compile(rf"(?P<n>n|w+){_GLOSS}m?u[zt]?o?q|q\((?P<m>n|w+)m?u\)")
_WITH = re.compile(r"ile\b")
_DECIDES = re.compile(r"kabul|onay|redd|\bre[td]\b|\bdus|\bgec|alinma")
_FROM_COMMITTEE = re.compile(r"komisyon\w*?(?:dan|da|unda|undan)?\s+(?:gelen\s+)?$")
_ANY = re.compile(r"[ndw](?:\([nwz]{1,5}\))?[^nw.;]{0,6}[fabOoq]|[fabxeq][^nw.;]{0,5}.?[.(]*[nw]|d[nw]")
_MOST = 700


class Tally(NamedTuple):
    """A printed number of votes on one side of what was put to the vote."""

    start: int
    end: int
    side: str
    number: int


def find_tallies(words: Words, ballot: Ballot, end: int, verdict: Verdict) -> list[Tally]:
    """Give the numbers of votes in a stretch that ends at `end`, in the order of the text."""
    letters = ballot.letters
    if _ANY.search(letters) is None:
        return []
    reader = _Reader(words, ballot, end)
    reader.in_columns()
    reader.in_turn()
    for pattern in (_LABELLED, _BRACKETED, _BEFORE, _DASHED):
        reader.sides(pattern)
    lost = verdict.passed is False or verdict.outcome == "rejected"
    reader.versus(lost)
    if not reader.found:
        for match in _AS_ONE.finditer(letters):
            reader.add(match, "n" if match["n"] else "m", "for")
    carried = "against" if verdict.passed is False else "for"
    if not any(tally.side == carried for tally in reader.found):
        reader.by_verb(verdict, lost)
    return sorted(reader.found)


def told_tallies(words: Words, ballot: Ballot, end: int) -> list[Tally]:
    """Give the numbers that only describe how somebody else voted: "3 kabul 2 ret oyuyla kabul edilen rapor"."""
    if _ANY.search(ballot.letters) is None:
        return []
    reader = _Reader(words, ballot, end, told=True)
    for pattern in (_LABELLED, _BRACKETED, _BEFORE, _DASHED):
        reader.sides(pattern)
    return sorted(reader.found)


class _Reader:
    def __init__(self, words: Words, ballot: Ballot, end: int, told: bool = False) -> None:
        self.told = told
        self.words = words
        self.ballot = ballot
        self.end = end
        self.found: list[Tally] = []

    def number(self, match: re.Match[str], group: str) -> int | None:
        first, last = match.span(group)
        number = number_of(self.words.texts[self.ballot.first + first : self.ballot.first + last])
        return number if number is not None and number <= _MOST else None

    def place(self, match: re.Match[str], group: str | int = 0) -> tuple[int, int]:
        start, end = match.span(group)
        return self.ballot.places(self.words, start, max(end, start + 1))

    def sides(self, pattern: re.Pattern[str]) -> None:
        for match in pattern.finditer(self.ballot.letters):
            groups = match.groupdict()
            name = next((key for key in ("side", "sidee", "against") if groups.get(key)), "")
            number = next(key for key in ("n", "nx", "ne") if groups.get(key))
            self.add(match, number, "against" if name == "against" else SIDES[match[name]])

    def in_turn(self) -> None:
        """Read "kabul 19, ret 8": each side before its number, two sides at least."""
        for run in _IN_TURN.finditer(self.ballot.letters):
            for match in _ONE_IN_TURN.finditer(self.ballot.letters, *run.span()):
                self.add(match, "n", SIDES[match["side"]])

    def in_columns(self) -> None:
        """Read a row of numbers below a row of sides: "Kabul | Ret | Çekimser" and "16 | 11 | 0"."""
        letters = self.ballot.letters
        for match in _COLUMNS.finditer(letters):
            sides = [SIDES[letter] for letter in match["sides"] if letter in SIDES]
            first = match.start("numbers")
            places = [first + place for place, letter in enumerate(match["numbers"]) if letter == "n"]
            if len(sides) != len(places) or len(set(sides)) != len(sides):
                continue
            for side, place in zip(sides, places, strict=True):
                found = re.compile("(?P<n>n)").match(letters, place)
                if found is not None:
                    self.add(found, "n", side)

    def add(self, match: re.Match[str], group: str, side: str) -> None:
        start, end = self.place(match)
        number = self.number(match, group)
        plain = self.words.plain
        if number is None or any(tally.start < end and start < tally.end for tally in self.found):
            return
        told = describes(self.words, end, self.end) or bool(_FROM_COMMITTEE.search(plain, max(0, start - 30), start))
        if told is not self.told:
            return
        self.found.append(Tally(start, end, side, number))

    def versus(self, lost: bool) -> None:
        """Read "12'ye karşı 17 oyla": the larger number is with the result."""
        for match in _VERSUS.finditer(self.ballot.letters):
            start, end = self.place(match)
            first, second = self.number(match, "n"), self.number(match, "m")
            if first is None or second is None or describes(self.words, end, self.end):
                continue
            after = self.words.plain[end : end + 24]
            if not match["oy"] and not _DECIDES.match(after.strip()):
                continue
            inside = [tally for tally in self.found if tally.start < end and start < tally.end]
            if len(inside) > 1 or (inside and match["oy"] != "O" and not match["oy"]):
                continue
            self.found = [tally for tally in self.found if tally not in inside]
            won, beaten = ("against", "for") if lost else ("for", "against")
            ahead = second >= first
            self.found.append(Tally(*self.place(match, "m"), won if ahead else beaten, second))
            self.found.append(Tally(*self.place(match, "n"), beaten if ahead else won, first))

    def by_verb(self, verdict: Verdict, lost: bool) -> None:
        """Read "17 oy ile reddine": the number goes with what the verb does."""
        for match in _BY.finditer(self.ballot.letters):
            _, end = self.place(match)
            last = self.words.texts[self.ballot.first + match.end() - 1]
            if match.group().endswith("oz") and last != "ile":
                continue
            after = self.words.plain[end : self.end]
            if re.match(r"\s*(?:alarak|al|alan|secil)", after):
                continue
            done = _DECIDES.search(after)
            refuses = done is not None and not done.group().startswith(("kabul", "onay", "gec"))
            denied = verdict.passed is False and done is not None and not refuses
            self.add(match, "n", "against" if lost and (refuses or denied or done is None) else "for")
