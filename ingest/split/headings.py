"""Headings that carry a decision's own number, headings without one, and the heads of committee reports."""

import re
from collections.abc import Sequence

from ingest.split.numbering import Anchor, Row
from ingest.split.sheet import Sheet

_START = r"(?:^|\n)[ ]*"
_DATE = r"\d{1,2}[./-]\d{1,2}[./-]\d{4}"
_NAMED = r"(?:no|numarasi|sayisi|sayi|nosu)"
_HEADING = re.compile(
    rf"{_START}(?:\S[^\n]{{0,60}}?)?(?<![a-z])(?:meclis\s+)?karar(?:in)?\s*{_NAMED}(?:\s*+ve\s*+tarihi)?\s*+[:;.=]*+\s*+(?P<label>[\d./-]+)"
    rf"|{_START}(?:\S[^\n]{{0,40}}?)?(?<![a-z])(?:meclis\s+)?karar\s*tarih\w*\s*(?:ve|/|-)\s*{_NAMED}\s*+[:.]*+\s*+{_DATE}\s*[-/]\s*(?P<dated>\d[\d/]*)"
    rf"|{_START}(?:\S+\s+tarih(?:li)?\s*+(?:ve|,)?+\s*+)?(?P<sayili>\d[\d/-]*)\s*+(?:sayili|no'?lu|nolu|no\.lu|numarali)\s*+(?:meclis\s*+)?karar(?:i|lar)?[ ]*+(?:[:.]*+[ ]*+(?=\n|$|\()|(?=[:-]))"
    rf"|{_START}karar\s*+[:-]?+\s*+\(?(?P<bare>\d{{1,4}}(?:/\d{{1,4}})?)(?:\s*+[-:.)](?!\d)|[ ]*+(?=\n))"
    rf"|{_START}(?P<ordinal>\d{{1,3}})\s*+\.\s*+karar(?:[ ]*+(?=\n|$)|[ ]*+[-:.]+(?=\s))"
    rf"|{_START}[^\n;]{{3,60}}?/\s*(?P<slashed>\d{{1,4}})\s*(?:numarali|nolu|no'?lu|sayili)\s+karar\b"
)
_INLINE = re.compile(
    rf"(?:(?<=[.,;:)])[ ]+|{_START})(?:meclis\s+)?karar\s*+(?:{_NAMED})?+\s*+[:.-]*+\s*+\(?(?P<n>\d{{1,4}}(?:[/-]\d{{1,4}})?)(?:[ ]*+[-:.)]++)?+[ ]++(?=\S)"
)
_ITEM_NUMBER = re.compile(r"\W*(?:\d{1,3}|[ivxl]{1,6}|[a-z])\s?[.)-]+\s*")
_PROSE = re.compile(r"sayili\s+karari?(?:nin|na|yla|ile|ndan)|tarih\w*\s+ve\s+$")
_TITLE = re.compile(r"(?:^|\n)[ ]*(?:belediye\s+)?(?:meclisi?\s+)?karari?\W*(?=\n)")
_REPORT = re.compile(
    r"(?:^|\n)(?:(?P<line>[^\n]{0,70}\bkomisyon\w*\s+(?:\w+\s+)?(?:raporu?(?:dur)?|karari)\W{0,6})(?=\n|$)"
    r"|(?P<body>[^\n]{3,70}\bkomisyonu\W{0,6})(?=\n|$)"
    r"|[^\n]{0,50}?\brapor\w*\s*(?:sira\s*)?(?:no|sayisi|numarasi|tarihi)\w*\s*[:.])"
)
_HEAD_LINES = 4


def headings(sheet: Sheet) -> Row:
    """Give the headings with a decision's number; a number that is only printed again on the next page is left out."""
    plain = sheet.plain
    found: Row = []
    for match in _HEADING.finditer(plain):
        start = match.start() + (1 if plain[match.start()] == "\n" else 0)
        end = plain.find("\n", match.end())
        line = plain[start : end if end >= 0 else len(plain)]
        before = line[: match.end() - start]
        if _PROSE.search(before + line[len(before) : len(before) + 4]) or "(karar" in before:
            continue  # a decision that is referred to, or a number that closes an item: "... verildi. (Karar No:51)"
        if match["sayili"] and _runs_on(sheet, match.end()):
            continue
        if found and start - found[-1].start < 12:
            continue
        printed = next(value for value in match.groupdict().values() if value)
        found.append(Anchor(start, _own(re.findall(r"\d+", printed)), "heading"))
    return _once_each(sheet, found)


def _own(numbers: Sequence[str]) -> int | None:
    """Give the running number of a printed one: ``31/2021`` is 31, ``2019/41`` is 41."""
    small = [number for number in numbers if not (len(number) == 4 and number[:2] in {"19", "20"})]
    return int((small or numbers)[-1][:9]) if numbers else None


def _runs_on(sheet: Sheet, at: int) -> bool:
    """Tell whether a line goes on in small letters on the next one."""
    while at < len(sheet.plain) and sheet.plain[at].isspace():
        at += 1
    return at < len(sheet.text) and sheet.text[at].islower()


def _once_each(sheet: Sheet, found: Row) -> Row:
    kept: Row = []
    for index, anchor in enumerate(found):
        stop = found[index + 1].start if index + 1 < len(found) else len(sheet.plain)
        again = bool(kept) and anchor.number is not None and kept[-1].number == anchor.number
        if again and not (sheet.results_in(kept[-1].start, anchor.start) and sheet.results_in(anchor.start, stop)):
            continue
        kept.append(anchor)
    return kept


def inline_headings(sheet: Sheet) -> Row:
    """Give decisions that run together on a line, each with its number: ``... edildi. KARAR NO 16: ...``."""
    row: Row = []
    counted = False
    for match in _INLINE.finditer(sheet.plain):
        number = _own(re.findall(r"\d+", match["n"]))
        if number is None or (row and row[-1].number is not None and number != row[-1].number + 1):
            continue
        start = match.end() - len(match.group().lstrip())
        line = sheet.plain.rfind("\n", 0, start) + 1
        if _ITEM_NUMBER.fullmatch(sheet.plain, line, start):  # "5. Karar 96: ..."
            start, counted = line, True
        row.append(Anchor(start, number, "heading", inline=bool(sheet.plain[line:start].strip())))
    return row if len(row) > 1 and (counted or any(anchor.inline for anchor in row)) else []


def titles(sheet: Sheet) -> Row:
    """Give lines that say only "Meclis kararı", where a file holds several decisions without a number."""
    row = [Anchor(match.end() - len(match.group().lstrip()), None, "heading") for match in _TITLE.finditer(sheet.plain)]
    return row if len(row) > 1 else []


def reports(sheet: Sheet) -> Row:
    """Give where committee reports begin: a title, or a report number that stands under no title of its own."""
    row: Row = []
    title: int | None = None
    for match in _REPORT.finditer(sheet.plain):
        start = match.start() + (1 if sheet.plain[match.start()] == "\n" else 0)
        if match["line"] or match["body"]:
            title = start
            if match["line"]:
                row.append(Anchor(start, None, "report"))
            continue
        if title is not None and _lines(sheet, title, start) <= _HEAD_LINES and not sheet.advice.inside(title, start):
            start = title
        title = None
        if not row or sheet.results_in(row[-1].start, start) or _lines(sheet, row[-1].start, start) > _HEAD_LINES:
            row.append(Anchor(start, None, "report"))
    return row


def _lines(sheet: Sheet, start: int, end: int) -> int:
    """Give how many lines with words a slice holds."""
    return sum(bool(line.strip()) for line in sheet.plain[start:end].split("\n"))
