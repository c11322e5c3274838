"""Every day a text names, in every notation of council papers, as one list that the rules for dates and numbers share."""

import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from typing import NamedTuple

from models.language.numerals import NUMBER_WORDS, number_in_words, ordinal_in_words, roman
from models.language.passage import Passage
from models.language.patterns import Pattern
from models.language.taken import Taken
from models.language.words import Words

MONTHS = {
    "ocak": 1, "subat": 2, "mart": 3, "nisan": 4, "mayis": 5, "haziran": 6, "temmuz": 7, "agustos": 8, "eylul": 9,
    "ekim": 10, "kasim": 11, "aralik": 12,
}  # fmt: skip
_SHORT = {
    "oca": 1, "sub": 2, "mar": 3, "nis": 4, "may": 5, "haz": 6, "tem": 7, "agu": 8, "eyl": 9, "eki": 10, "kas": 11,
    "ara": 12,
}  # fmt: skip
_MONTH = "|".join(MONTHS)
_ABBREVIATED = rf"(?:{'|'.join(_SHORT)})(?![a-z])"
_NTH = r"(?:'?\s?(?:inci|nci|uncu|ncu))"
_MANY = r"(?:\d{1,2}(?:-|, ?)){0,9}\d{1,2}(?: ve |-)"
_DAY = Pattern(
    r"(?<!\d)(?=\d)(?:"
    # 13.03.2026, 13/03/2026, 13-3-2026, 13 . 03 . 2026, 20.05 2009, 13.03/2026
    r"(?<![\d,])(?<!\d\.)(?P<d>\d{1,2})\s?(?P<sep>[./-])\s?(?P<m>\d{1,2})\s?(?:[./-]|[ ])\s?(?P<y>\d{4})(?!\d)"
    # 13 Mart 2026, 13.MART.2026, 13 üncü Mart 2026, 03-04-05 ve 07 Ağustos 2021
    rf"|(?<![\d.,])(?P<more>{_MANY})?(?P<d2>\d{{1,2}}){_NTH}?\s?[./-]?\s?(?P<m2>{_MONTH}|{_ABBREVIATED})\s?[./,-]?\s?(?P<y2>\d{{4}})(?!\d)"
    # 2026-03-13, 2026.03.13
    r"|(?<![\d.,/-])(?P<y3>(?:19|20)\d\d)(?P<sep3>[-.])(?P<m3>\d\d)(?P=sep3)(?P<d3>\d\d)(?![\d./-])"
    # 13.3.26 where the word says that it is a day
    r"|(?<![\d.,/])(?P<d4>\d{1,2})(?P<sep4>[./-])(?P<m4>\d{1,2})(?P=sep4)(?P<y4>\d\d)(?=['\s]+(?:tarih|gun))"
    # 13.III.2026
    r"|(?<![\d.,/])(?P<d6>\d{1,2})(?P<sep6>[./-])(?P<m6>i{1,3}|i?v|vi{1,3}|i?x|xi{1,2})(?P=sep6)(?P<y6>\d{4})(?!\d)"
    # 2026 yılı Mart ayının 13 üncü günü
    rf"|(?P<y5>(?:19|20)\d\d)\s+(?:yili|senesi)\w*\s+(?P<m5>{_MONTH})\s+ayi(?:nin)?\s+(?P<d5>\d{{1,2}})(?:{_NTH}|'?\s?(?:i|u|si|\.))?\s+(?:gun|pazartesi|sali|carsamba|persembe|cuma)"
    r")"
)
# Only tried where the letters around digits, or the label before them, show that they may be a date.
_A_MONTH = Pattern(rf"\b(?:{_MONTH})")
_MISREAD = re.compile(
    r"(?<![\w.,/])(?P<d>[\doil|]{1,2})\s?(?P<sep>[./-])\s?(?P<m>[\doil|]{1,2})\s?(?P=sep)\s?(?P<y>[2z][\doil|]{3})(?![\w])"
)
_MIXED = re.compile(r"\d(?:[oil|]|(?<=[oil|]\d))")
_LABELLED = re.compile(
    r"tarih(?:i|li)?[ ]{0,3}[:.]?[ ]{0,3}(?P<whole>(?P<d>\d{1,2})(?:(?P<sep>[./,-])(?P<m>\d{1,2})(?P=sep)(?P<y>\d{4}|\d\d)"
    r"|[ ](?P<m2>\d\d)[ ](?P<y2>\d{4})))(?![\d./-])"
)
_IN_WORDS = Pattern(
    rf"(?<!\w)(?P<d>{NUMBER_WORDS})\s+(?P<m>{_MONTH})\s+(?P<y>\d{{4}}|(?:iki\s?bin|bin\s?dokuz\s?yuz)(?:\s?(?:{NUMBER_WORDS}))?)(?!\w)"
)
_YEAR_FIRST = Pattern(
    rf"(?<!\w)(?P<y>\d{{4}}|(?:iki\s?bin|bin\s?dokuz\s?yuz)(?:\s?(?:{NUMBER_WORDS}))?)\s+(?:yili|senesi)\w*\s+(?P<m>{_MONTH})\s+ayi(?:nin)?\s+(?P<d>[a-z]{{3,12}}(?:\s[a-z]{{3,12}})?)\s+gun"
)
_DIGITS = str.maketrans({"o": "0", "i": "1", "l": "1", "|": "1", "z": "2"})


class Day(NamedTuple):
    """A date in the text: where it stands and which day it is."""

    start: int
    end: int
    iso: str


def days(passage: Passage) -> list[Day]:
    """Give every date that exists in the calendar, in the order of the text; days of a list (``3, 4 ve 5 Mart``) singly."""
    found: list[Day] = passage.remembered("days", _days)
    return found


def _days(passage: Passage) -> list[Day]:
    found: list[Day] = []
    for match in passage.view.matches(_DAY):
        kind = str(match.lastgroup)[1:]  # each notation's last group is its day or year: d3, y2, d
        day, month, year = int(match[f"d{kind}"]), match[f"m{kind}"], int(match[f"y{kind}"])
        number = MONTHS.get(month) or _SHORT.get(month) or roman(month) or int(month)
        year += 2000 if kind == "4" else 0
        if match["more"]:
            found += _listed(match, day, number, year)
        start = match.start("d2") if kind == "2" else match.start()
        end = match.end("d5") if kind == "5" else match.end()
        iso = _iso(day, number, year)
        if iso:
            found.append(Day(start, end, iso))
    rarer = list(_rarer(passage.view, found))
    if rarer:
        taken = Taken((day.start, day.end) for day in found)
        found += [day for day in rarer if taken.free(day.start, day.end)]
        found.sort()
    return found


def _listed(match: re.Match[str], last: int, month: int, year: int) -> list[Day]:
    """Give the days before the last of a list that rises; ``3-15 Mart 2024`` is an item's number and a day."""
    pieces = list(re.finditer(r"\d+", match["more"]))
    numbers = [*(int(piece.group()) for piece in pieces), last]
    if sorted(set(numbers)) != numbers or (len(pieces) == 1 and last - numbers[0] > 3):
        return []
    shift = match.start("more")
    return [
        Day(shift + piece.start(), shift + piece.end(), iso)
        for piece in pieces
        if (iso := _iso(int(piece.group()), month, year))
    ]


def _rarer(view: Words, found: Sequence[Day]) -> Iterator[Day]:
    """Give the days in notations that few texts use: in words, misread by OCR, with spaces."""
    plain = view.plain
    if _MIXED.search(plain) is not None:
        yield from _each(_MISREAD.finditer(plain), lambda day: int(day.translate(_DIGITS)))
    for match in _LABELLED.finditer(plain):
        year = match["y"] or match["y2"]
        iso = _iso(int(match["d"]), int(match["m"] or match["m2"]), int(year) + (2000 if len(year) == 2 else 0))
        if iso:
            yield Day(*match.span("whole"), iso)
    for month in view.matches(_A_MONTH):
        at = month.start()
        before = bisect_left(found, (at,)) - 1
        if before < 0 or found[before].end <= at:  # no part of a day that was read already
            start, stop = max(0, at - 60), at + 60
            yield from _each(view.matches(_IN_WORDS, start, stop), number_in_words)
            yield from _each(view.matches(_YEAR_FIRST, start, stop), ordinal_in_words)


def _each(matches: Iterable[re.Match[str]], number: Callable[[str], int | None]) -> Iterator[Day]:
    for match in matches:
        written = match["m"]
        month = MONTHS.get(written) or int(written.translate(_DIGITS))
        iso = _iso(number(match["d"]) or 0, month, _year(match["y"]))
        if iso:
            yield Day(match.start(), match.end("d") if match.end("d") > match.end("y") else match.end(), iso)


def _year(written: str) -> int:
    digits = written.translate(_DIGITS)
    return int(digits) if digits.isdigit() else number_in_words(written) or 0


def _iso(day: int, month: int, year: int) -> str | None:
    if not 1900 <= year <= 2100:
        return None
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None
