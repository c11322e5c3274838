"""Where numbered things begin, in whatever style they are numbered, and the rows that their numbers form.

A style is not looked up in a list: what stands before a number (a label, a bracket), how it is written and what follows it
make its shape, and numbers of one shape that rise are a row.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from ingest.split.sheet import Sheet
from models.language.numerals import ORDINAL_WORDS, ordinal, roman


class Anchor(NamedTuple):
    """A place where something numbered begins, its number if it has one, and how it is marked."""

    start: int
    number: int | None
    style: str
    inline: bool = False


Row = list[Anchor]

_LEAD = r"[ ]*+(?:[-*•·▪●>]++[ ]*+)?+(?P<open>[(\[])?+[ ]*+"
_WORDS = r"(?:gundem(?:in)?|madde(?:si)?|sira|s|no|konu|teklif|onerge|birinci|dosya)"
_LABEL = rf"(?:(?P<label>{_WORDS}(?:[ .]{{1,2}}(?:{_WORDS}|no|nosu|numarasi|sayisi))*)[ ]*+[:.-]*+[ ]*+)?"
_NUMBER = rf"(?P<n>\d{{1,4}}(?:(?:[/-]|(?<=\d{{4}})[ ]?[/-][ ]?)\d{{1,4}}){{0,2}}(?!\d)|[ivxlc]{{1,7}}\b(?!\.\d)|[a-z][.-]\d{{1,2}}(?=[ ]?[-.)]+[ ])|[a-z]\b|(?:{ORDINAL_WORDS})\b)"
_AFTER = r"(?P<sep>[ ]?(?:\.|'?[ ]?(?:inci|nci|uncu|ncu|ci|cu))?[ ]?(?:(?:gundem[ ])?madde(?:si)?\b)[ ]*[-.:)]*|[ ]?[-.)\]:/]{1,3}[ ]?-?(?!\d)|[ ]*\||[ ]{2,}|(?=\n)|[ ])"
_LINE = re.compile(_LEAD + _LABEL + _NUMBER + _AFTER)
_INLINE = re.compile(
    r"(?<=[.,;:)])[ ]+(?P<open>[(\[])?(?:(?P<label>(?:gundem[ ])?madde(?:si)?)[ ]*+[:.-]*+[ ]*+)?(?P<n>\d{1,3}|[ivxlc]{1,7})(?P<sep>[ ]?[-.)\]:]{1,3}[ ]?-?)[ ]*(?=[a-z(\"']|(?<= )\d+[./,\d]*[ ]+[a-z%])"
)
_FIRST = re.compile(
    r"(?:(?<=[a-z:)\d])(?<!gundem)[ ]+)(?P<open>[(\[])?(?:(?P<label>(?:gundem[ ])?madde(?:si)?)[ ]*+[:.-]*+[ ]*+)?(?P<n>1|i)(?P<sep>[ ]?[-.)\]]{1,3}[ ]?-?)[ ]*(?=[a-z(\"])"
)
_ENDED = re.compile(
    r"(?:[dt][iu]|[dt][iu]r|n[ea]|yl[ea]|ile|[sm]i|yoklama|acilis)[.,;)]+\s*$|[.;]\s*$|karar\s*(?:no|sayisi)[ .:]*[\d/-]+\s*\)?\.?\s*$"
)
_DATE = re.compile(r"\d{1,2}[./-]\d{1,2}[./-]\d{2,4}")
_BULLET = re.compile(r"[ ]*(?P<mark>[•·▪●*]|-|o(?=[ ]))[ ]*(?=[^\s\d-]|(?<=[•·▪● ])\d+[ ]{1,3}[a-z])")
_GAP = 12


class _Candidate(NamedTuple):
    start: int
    numbers: tuple[int, ...]
    shape: tuple[str, str, str]
    inline: bool


def rows(sheet: Sheet, closed: Callable[[int, int], bool]) -> list[list[Row]]:
    """Give the rows of each shape; `closed` tells whether a slice is complete, so that a row may begin anew behind it."""
    shapes: dict[tuple[str, ...], list[_Candidate]] = {}
    for candidate in _candidates(sheet):
        alone = candidate.shape[-1].endswith("line")  # a page's number is no item of a list numbered "1-"
        for shape in dict.fromkeys((candidate.shape,) if alone else (candidate.shape, candidate.shape[:2])):
            shapes.setdefault(shape, []).append(candidate)
    every = [_rows(sheet, members, shape, closed) for shape, members in shapes.items()]
    return [*filter(None, every), *_bullets(sheet)]


def _candidates(sheet: Sheet) -> Iterator[_Candidate]:
    found: list[_Candidate] = []
    for start, end in sheet.lines:
        match = _LINE.match(sheet.cells, start, end + 1)
        if match is not None and (taken := _taken(sheet, match, start, inline=False)):
            found += taken
    for match in _INLINE.finditer(sheet.plain):
        found += _taken(sheet, match, match.start(), inline=True)
    first = _FIRST.search(sheet.plain[:900])
    if first is not None:
        found += _taken(sheet, first, first.start(), inline=False)
    found.sort(key=lambda candidate: candidate.start)
    yield from found


def _taken(sheet: Sheet, match: re.Match[str], start: int, *, inline: bool) -> list[_Candidate]:
    plain, written, sep = sheet.plain, match["n"], match["sep"]
    label = (match.groupdict().get("label") or "").replace(".", " ").strip()
    if "madde" in sep:
        label = "madde"
    kind = "madde" if "madde" in label else "gundem" if "gundem" in label else label.split()[0] if label else ""
    alone = not sep.strip() and plain[match.end() : match.end() + 1] in {"\n", "\r", ""}
    mark = "line" if alone and not label and not inline else _mark(sep)
    while start < len(plain) and plain[start] in "\n ":
        start += 1
    found: list[_Candidate] = []
    if written[0].isdigit():
        parts = tuple(int(part) for part in re.findall(r"\d+", written))
        if (
            _DATE.match(plain, match.start("n"))
            or (len(parts) == 1 and parts[0] > 999)
            or (mark == " " and not label and len(parts) == 1)
        ):
            return []
        found = [_Candidate(start, parts, (kind, str(len(parts)), (match["open"] or "") + mark), inline)]
        if len(parts) == 2 and parts[0] < 1000 <= parts[1] and "-" in written:  # "1-2023 yılı bütçesi" is item 1
            found.append(_Candidate(start, parts[:1], (kind, "1", (match["open"] or "") + "-"), inline))
        return found
    if written[-1].isdigit():  # "A.1-"
        letter = _letter(sheet.text[match.start("n")])
        return [_Candidate(start, (letter, int(written[2:])), (kind, "letter 2", (match["open"] or "") + mark), inline)]
    if mark in {" ", "||", "line"} and not label:
        return []
    value = ordinal(written)
    if value is not None:
        return [_Candidate(start, (value,), (kind, "1", mark), inline)] if kind == "madde" else []
    if (number := roman(written)) is not None:
        found.append(_Candidate(start, (number,), (kind, "roman", (match["open"] or "") + mark), inline))
    if len(written) == 1 and not inline and mark in ").-":
        found.append(
            _Candidate(
                start, (_letter(sheet.text[match.start("n")]),), (kind, "letter", (match["open"] or "") + mark), inline
            )
        )
    return found


def _mark(sep: str) -> str:
    if "|" in sep:
        return "|"
    bare = sep.replace(" ", "")
    if not bare:
        return " " if len(sep) < 2 else "||"
    return "madde" if "madde" in bare else ")" if ")" in bare or "]" in bare else bare[0]


_ALPHABET = "abcçdefgğhıijklmnoöprsştuüvyz"


def _letter(letter: str) -> int:
    return _ALPHABET.find(letter.replace("İ", "i").replace("I", "ı").lower()) + 1


def _rows(
    sheet: Sheet, members: Sequence[_Candidate], shape: tuple[str, ...], closed: Callable[[int, int], bool]
) -> list[Row]:
    which = _running(members)
    style = "letter" if shape[1] == "letter" else "line" if shape[-1] == "line" else shape[0] or "number"
    runs: list[Row] = []
    row: Row = []
    for candidate in members:
        number = candidate.numbers[which]
        if number == 0:
            continue
        anchor = Anchor(candidate.start, number, style, candidate.inline)
        last = row[-1].number if row else None
        if last is None:
            if not candidate.inline:
                row = [anchor]
        elif candidate.inline:
            if number == last + 1 and _ENDED.search(sheet.plain, max(0, candidate.start - 40), candidate.start):
                row.append(anchor)
        elif last < number <= last + _GAP:
            row.append(anchor)
        elif (
            number == 1
            and last > 1
            and (closed(row[-1].start, candidate.start) or _below_title(sheet, candidate.start))
        ):
            runs.append(row)
            row = [anchor]
        elif number <= last and len(row) == 1:
            row = [anchor]
    return [*runs, row] if row else runs


def _running(members: Sequence[_Candidate]) -> int:
    """Give which part of the numbers runs on: ``2025/06-1``, ``2025/06-2`` run in the third."""
    parts = len(members[0].numbers)
    return max(range(parts), key=lambda part: len({member.numbers[part] for member in members})) if parts > 1 else 0


def _below_title(sheet: Sheet, start: int) -> bool:
    before = sheet.line_before(start)
    return bool(before) and len(before) < 100 and not before.endswith((".", ",", ";"))


def _bullets(sheet: Sheet) -> list[list[Row]]:
    found: dict[str, Row] = {}
    for start, end in sheet.lines:
        match = _BULLET.match(sheet.plain, start, end)
        if match is not None:
            found.setdefault(match["mark"], []).append(Anchor(match.start("mark"), None, "bullet"))
    return [[row] for row in found.values() if len(row) > 1]
