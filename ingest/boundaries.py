"""Where a resolution may begin in a council's text: the marks that clerks put before one, in the plain view."""

import re
from collections.abc import Iterator
from typing import NamedTuple

_NUMBER = r"[a-z]?\d{1,4}(?:\s?[-/.]\s?\d{1,5})?(?:-\d{1,3})?"
_DATE = r"\d{1,2}\s?[./-]\s?\d{1,2}\s?[./-]\s?\d{4}"
_ROMAN = r"[ivxlc]{1,7}"


class Mark(NamedTuple):
    """A possible beginning: where its line starts, its style, its place in a numbering, and a resolution's own number."""

    start: int
    style: str
    ordinal: int
    number: tuple[str, int, int] | None = None


# A line that only a full resolution or an entry with its own number begins with.
_OWN = re.compile(
    rf"^[ ]*(?:(?:meclis|karar|toplanti)\w*[ ]+tarihi?[ ]*[:.]+[ ]*{_DATE}[ |,;]*)?(?:alinan[ ]+|meclis[ ]+)?karar(?:in)?[ ]*"
    rf"(?:no|nosu|numarasi|sayisi|sira no|n0)[ ]*[:.=-]*[ ]*(?P<a>{_NUMBER})(?![\w./]*\d)"
    rf"|^[ ]*karar[ ]*[:-]?[ ]*(?P<b>\d{{1,4}}(?:[/-]\d{{1,4}})?)[ ]*[-:.](?!\d)"
    rf"|^[ ]*(?:{_DATE}[ ]+(?:tarih(?:li|i)?|gun(?:lu)?)[ ]*(?:ve|,)?[ ]*)?(?P<c>{_NUMBER})[ ]*(?:sayili|nolu|no'lu|no\.?lu|numarali)[ ]+"
    r"(?:meclis[ ]+)?karar(?:i|imiz)?[ ]*(?:[:.-]|$)"
    rf"|^[^\n]{{0,40}}{_DATE}[^\n]{{0,10}}[ ](?P<d>{_NUMBER})[ ]*(?:sayili|nolu|no'lu|numarali)[ ]+(?:meclis[ ]+)?karar[ ]*:"
    r"|^[ ]*(?P<e>(?:19|20)\d\d[ ]?[-/][ ]?\d{1,4})[ ]*[:-][ ]"
    rf"|^[ ]*no[ ]*[:.][ ]*(?P<f>{_NUMBER})[ ]*$",
    re.MULTILINE,
)
_LETTERHEAD = re.compile(r"^[ ]*t\.?[ ]?c\.?[ ]*$|^[ ]*t\.c\.?[ ]+\w", re.MULTILINE)
_REPORT = re.compile(
    r"^[ ]*rapor[ ]*(?:no|sayisi|numarasi)[ ]*[:.][ ]*\S+|^[^\n]{0,60}komisyon(?:u|larin?in|lari)?[^\n]{0,20}raporu[ ]*$",
    re.MULTILINE,
)
_REPORT_NUMBER = re.compile(r"^[ ]*rapor[ ]*(?:no|sayisi|numarasi)[ ]*[:.][ ]*\S+", re.MULTILINE)

_ITEMS = {
    "dash": re.compile(r"(?P<at>^[ ]*)(?P<n>\d{1,3})[ ]?(?:[.]?[ ]?-|-)[ ]?(?=[^\d\s])", re.MULTILINE),
    "dot": re.compile(r"(?P<at>^[ ]*)(?P<n>\d{1,3})\.[ ]?(?=[^\d\s.])", re.MULTILINE),
    "bracket": re.compile(r"(?P<at>^[ ]*)\(?(?P<n>\d{1,3})\)[ ]?(?=\S)", re.MULTILINE),
    "bar": re.compile(r"(?P<at>^[ ]*)\|?[ ]*(?P<n>\d{1,4})[ ]*\|[ ]*(?=\S)", re.MULTILINE),
    "article": re.compile(
        r"(?P<at>^[ ]*)(?:gundem[ ]*)?madde(?:si)?[ ]*(?:no)?[ ]*[:.]?[ ]*(?P<n>\d{1,3})[ ]?[-:.)]", re.MULTILINE
    ),
    "agenda": re.compile(
        r"(?P<at>^[ ]*)gundem(?:in|imizin)?[ ]*(?P<n>\d{1,3})(?:[.]|'?[ ]?(?:inci|nci|uncu|ncu))?[ ]*(?:sira(?:sinda)?\w*[ ]*)?madde",
        re.MULTILINE,
    ),
    "roman": re.compile(rf"(?P<at>^[ ]*)(?P<r>{_ROMAN})[ ]?[-.)][ ]?(?=[^\s.])", re.MULTILINE),
}
_INLINE = {
    "dash": re.compile(r"(?P<at>[.,;)][ ]+)(?P<n>\d{1,3})[ ]?-[ ]?(?=[^\d\s])"),
    "dot": re.compile(r"(?P<at>[.,;)][ ]+)(?P<n>\d{1,3})\.[ ](?=[^\d\s])"),
    "bracket": re.compile(r"(?P<at>[.,;)][ ]+)(?P<n>\d{1,3})\)[ ](?=\S)"),
    "article": re.compile(r"(?P<at>[.;)][ ]+)madde[ ]*(?P<n>\d{1,3})[ ]?[-:)]"),
    "roman": re.compile(
        rf"(?P<at>[.,;)][ ]+)(?P<r>{_ROMAN})[ ]?[-)][ ]?(?=\S)|(?P<at2>[.;)][ ]+)(?P<r2>{_ROMAN})\.[ ](?=\S)"
    ),
}
_DIGITS = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}


def own_numbers(plain: str) -> list[Mark]:
    """Give the beginnings that carry a resolution's own number, one for each number, in the order of the text."""
    found: list[Mark] = []
    for match in _OWN.finditer(plain):
        style = next(name for name, value in match.groupdict().items() if value)
        start, end = match.span(style)
        value = re.sub(r"\s", "", match.group(style))
        last = re.findall(r"\d+", value)[-1]
        found.append(Mark(_line(plain, match.start()), style, int(last), (value, start, end)))
    return found


def letterheads(plain: str) -> list[int]:
    """Give the places where a page's ``T.C.`` heads a new document."""
    return [match.start() for match in _LETTERHEAD.finditer(plain)]


def report_heads(plain: str) -> list[int]:
    """Give the places where a committee's report begins; numbered reports each, else the titles."""
    numbered = [match.start() for match in _REPORT_NUMBER.finditer(plain)]
    return numbered or [match.start() for match in _REPORT.finditer(plain)]


def item_chains(plain: str) -> Iterator[list[Mark]]:
    """Give, for each numbering style, its longest run of growing numbers, items inside a line included."""
    for style, pattern in _ITEMS.items():
        marks = list(_marks(plain, pattern, style))
        chain = longest_run(marks)
        if style in _INLINE and chain:
            more = list(_marks(plain, _INLINE[style], style))
            chain = longest_run(sorted({mark.start: mark for mark in [*more, *marks]}.values()))
        if len(chain) > 1:
            yield chain


def longest_run(marks: list[Mark], gap: int = 3) -> list[Mark]:
    """Give the longest run of marks whose ordinals grow by one, or by at most `gap` where some are missing."""
    best: list[list[Mark]] = []
    for mark in marks:
        before = [run for run in best if 0 < mark.ordinal - run[-1].ordinal <= gap]
        longest = max(before, key=lambda run: (len(run), -(mark.ordinal - run[-1].ordinal)), default=[])
        best.append([*longest, mark])
        best = sorted(best, key=len, reverse=True)[:40]
    return max(best, key=len, default=[])


def _marks(plain: str, pattern: re.Pattern[str], style: str) -> Iterator[Mark]:
    for match in pattern.finditer(plain):
        groups = match.groupdict()
        roman = groups.get("r") or groups.get("r2")
        ordinal = _roman(roman) if roman else int(groups["n"])
        if ordinal is None:
            continue
        lead = "at" if groups.get("at") is not None else "at2"
        number = (groups["n"], *match.span("n")) if style == "bar" else None
        yield Mark(match.end(lead), style, ordinal, number)


def _roman(letters: str) -> int | None:
    values = [_DIGITS[letter] for letter in letters]
    total = sum(-a if a < b else a for a, b in zip(values, [*values[1:], 0], strict=True))
    return total if 0 < total < 200 else None


def _line(plain: str, at: int) -> int:
    while at < len(plain) and plain[at] in " \n":
        at += 1
    return at
