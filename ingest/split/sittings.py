"""Sittings inside a list: "İKİNCİ BİRLEŞİM (08.02.2024)" dates the items below it and belongs to none of them."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from ingest.split.sheet import RESULT, Sheet
from models.language.days import days
from models.language.numerals import ORDINAL_WORDS
from models.language.passage import Passage

_SITTING = re.compile(
    rf"\W*(?:(?:{ORDINAL_WORDS}|\d{{1,2}}|[ivx]{{1,5}})\s?(?:\.|'?\s?(?:inci|nci|uncu|ncu))?\s*)?(?:\w+\s+){{0,4}}?(?:birlesim|oturum|toplanti|celse|ictima)\w*\b(?!\s*(?:toplan|yap|acil))"
)
_DATED_FIRST = re.compile(r"\W*\x01+\W{0,3}(?:\w+\W+){0,5}(?:birlesim|oturum|toplanti|celse|ictima)\w*\W*$")
_LONGEST = 90
_MOST_WORDS = 10


class Sitting(NamedTuple):
    """A line that names a sitting: where it begins, and the meeting's day that it tells."""

    start: int
    fact: tuple[str, tuple[int, int], str, str]


def sittings(sheet: Sheet, passage: Passage) -> list[Sitting]:
    """Give the lines that only name a sitting and its day."""
    found: list[Sitting] = []
    for day in days(passage):
        start = sheet.plain.rfind("\n", 0, day.start) + 1
        stop = sheet.plain.find("\n", day.end)
        stop = stop if stop >= 0 else len(sheet.plain)
        if stop - start > _LONGEST or (found and found[-1].start == start):
            continue
        line = sheet.plain[start:stop]
        masked = sheet.plain[start : day.start] + "\x01" + sheet.plain[day.end : stop]
        if len(line.split()) > _MOST_WORDS or RESULT.search(line) or line.rstrip().endswith((",", ";")):
            continue
        if _SITTING.match(sheet.plain, start, day.start) or _DATED_FIRST.match(masked):
            found.append(Sitting(start, ("meeting_date", (day.start, day.end), day.iso, "dates.sitting@1")))
    return found


def sitting_between(found: Sequence[Sitting], start: int, end: int) -> Sitting | None:
    """Give the last sitting named between two decisions, or above the first one."""
    return next((one for one in reversed(found) if start <= one.start < end), None)
