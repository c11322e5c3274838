"""Running headers, footers and page numbers: told by what repeats from page to page, kept beside the text.

A letterhead is no running header: a file that binds single resolutions repeats it on every page, above a line with the
resolution's own number, and there it belongs to the text.
"""

import re
import tomllib
from collections import Counter
from functools import cache
from importlib.resources import files
from itertools import takewhile

import msgspec

from ingest.readers.pdf_page import Line

_HEAD, _FOOT = 0.12, 0.88
_MOST_LINES = 4
_NUMBERED = re.compile(r"\d+")
_LONE_NUMBER = re.compile(
    r"(?:sayfa\s*(?:no)?\s*[:.]?\s*)?[-–—]?\s*\(?\d{1,4}\)?\s*[-–—]?(?:\s*(?:/|\|)\s*\d{1,4})?(?:\.?\s*sayfa)?",
    re.IGNORECASE,
)
_OWN_NUMBER = re.compile(r"karar\s*(?:no|sayısı|numarası|tarihi)|(?:toplantı|birleşim)\s*(?:no|tarihi)", re.IGNORECASE)


class Margins(msgspec.Struct, frozen=True):
    """What stands above and below a page's own text."""

    header: str = ""
    footer: str = ""


def part_margins(pages: list[list[Line]], heights: list[float]) -> list[Margins]:
    """Take running headers, footers and page numbers out of the pages' lines and give them for every page."""
    tops = [_in_band(lines, height, top=True) for lines, height in zip(pages, heights, strict=True)]
    feet = [_in_band(lines, height, top=False) for lines, height in zip(pages, heights, strict=True)]
    heads = _running(tops)
    bottoms = _running(feet)
    if heads and any(_letterhead(lines, top) for lines, top in zip(pages, tops, strict=True)):
        heads = set()
    found = []
    for number, (lines, top, foot) in enumerate(zip(pages, tops, feet, strict=True), start=1):
        # From the page's edge inward, as far as lines run: what stands below a line of the text is text.
        header = _outermost(top, number, heads, "counters", numbered=len(pages) > 1)
        footer = _outermost(foot[::-1], number, bottoms, "counters feet", numbered=True)[::-1]
        gone = {id(line) for line in (*header, *footer)}
        if len(gone) < len(lines):
            lines[:] = [line for line in lines if id(line) not in gone]
            found.append(Margins("\n".join(line.text for line in header), "\n".join(line.text for line in footer)))
        else:
            found.append(Margins())
    return found


def _outermost(
    band: list[Line], number: int, running: set[tuple[str, int]], told_by: str, *, numbered: bool
) -> list[Line]:
    def is_margin(line: Line) -> bool:
        return (
            _key(line, number) in running
            or (numbered and _is_page_number(line, number))
            or any(_patterns(kind).search(line.text) for kind in told_by.split())
        )

    return list(takewhile(is_margin, band))


@cache
def _patterns(kind: str) -> re.Pattern[str]:
    told = tomllib.loads(files("ingest.readers").joinpath("data/margins.toml").read_text(encoding="utf-8"))
    return re.compile("|".join(told[kind]), re.IGNORECASE)


def _in_band(lines: list[Line], height: float, *, top: bool) -> list[Line]:
    if not height:
        return []
    if top:
        inside = [line for line in lines if line.place[3] <= _HEAD * height]
        return sorted(inside, key=lambda line: line.place[1])[:_MOST_LINES]
    inside = [line for line in lines if line.place[1] >= _FOOT * height]
    return sorted(inside, key=lambda line: line.place[1])[-_MOST_LINES:]


def _running(bands: list[list[Line]]) -> set[tuple[str, int]]:
    """Give the keys of the lines that most pages carry at one height."""
    if len(bands) < 2:
        return set()
    counts = Counter(key for number, band in enumerate(bands, start=1) for key in {_key(line, number) for line in band})
    needed = max(2, round(0.6 * len(bands)))
    return {key for key, count in counts.items() if count >= needed}


def _key(line: Line, number: int) -> tuple[str, int]:
    """Give what stays the same of a running line: its words, its height, and numbers that do not count the pages."""
    masked = _NUMBERED.sub(lambda match: "#" if int(match.group()[:6]) == number else match.group(), line.text)
    return " ".join(masked.split()), round(line.place[1] / 4)


def _is_page_number(line: Line, number: int) -> bool:
    if not _LONE_NUMBER.fullmatch(line.text.strip()):
        return False
    first = _NUMBERED.search(line.text)
    return first is not None and (int(first.group()) == number or not line.text.strip().isdecimal())


def _letterhead(lines: list[Line], band: list[Line]) -> bool:
    """Tell whether a resolution's own number stands in or right below the band."""
    if not band:
        return False
    below = [line for line in lines if line.place[1] >= band[0].place[1]][: len(band) + 4]
    return any(_OWN_NUMBER.search(line.text) for line in below)
