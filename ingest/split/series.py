"""The rows of anchors that could divide a file, each judged by what its slices hold.

A good division has a result in every piece, leaves no result outside, and is marked by something that decisions are marked by.
"""

import re
from collections.abc import Sequence
from typing import NamedTuple

from ingest.split import calls, headings, numbering
from ingest.split.numbering import Anchor, Row
from ingest.split.sheet import SUBJECT_END, Sheet

_STRENGTH = {"heading": 1.0, "closing": 1.0, "speaker": 0.9, "called": 0.6, "voted": 0.2, "gundem": 0.6, "madde": 0.5, "number": 0.4,
             "bullet": 0.1, "letter": 0.0, "line": -0.2, "paragraph": -0.3}  # fmt: skip
_OWN_VOICE = frozenset(
    {"heading", "speaker", "called", "voted", "gundem"}
)  # here a committee is quoted, and the council decides
_ITEM_LENGTH = 4000
_HEAD_LENGTH = 300
_SHAPES = 24


class Series(NamedTuple):
    """A row of anchors, and what its slices hold: council's results, only subjects, or a committee's advice."""

    anchors: tuple[Anchor, ...]
    decided: tuple[bool, ...]
    subjects: int
    advice: int
    score: float

    @property
    def style(self) -> str:
        """Give how its anchors are marked."""
        return self.anchors[0].style


def candidates(sheet: Sheet, heads: Row) -> tuple[Series | None, Series | None, Series | None]:
    """Give the best row whose pieces hold the council's results, the best of mere subjects, the best of a committee's advice."""
    chair = calls.turns(sheet)
    found = [
        _judged(sheet, row)
        for row in (heads, _closing(sheet, heads), headings.inline_headings(sheet), headings.titles(sheet))
        if row
    ]
    if len(chair) > 1:
        found += [_judged(sheet, row) for row in (calls.spoken(sheet, chair), calls.voted(sheet, chair)) if row]
    found += [_judged(sheet, row) for row in (calls.told(sheet), _paragraphs(sheet)) if len(row) > 1]
    enough = 0.3 if "gundem" in sheet.plain[:_HEAD_LENGTH] else 0.6
    shapes = numbering.rows(sheet, lambda start, end: _closed(sheet, start, end))
    for runs in sorted(shapes, key=lambda runs: -sum(map(len, runs)))[:_SHAPES]:
        stops = [*(run[0].start for run in runs[1:]), len(sheet.plain)]
        judged = [_judged(sheet, run, stop) for run, stop in zip(runs, stops, strict=True) if len(run) > 1]
        for kept in (
            [one for one in judged if sum(one.decided) >= 0.5 * len(one.decided)],
            [one for one in judged if one.subjects >= enough * len(one.anchors)],
            [one for one in judged if one.advice >= 0.5 * len(one.anchors)],
        ):
            if kept:
                found.append(_judged(sheet, [anchor for one in kept for anchor in one.anchors]))
    decided = [one for one in found if _divides(one)]
    subjects = [
        one
        for one in found
        if one.style not in {"heading", "closing", "paragraph"}
        and len(one.anchors) > 1
        and one.subjects >= enough * len(one.anchors)
    ]
    advice = [one for one in found if len(one.anchors) > 1 and one.advice >= 0.5 * len(one.anchors)]
    by_length = lambda one: (len(one.anchors), one.subjects)  # noqa: E731
    return (
        max(decided, key=lambda one: one.score, default=None),
        max(subjects, key=by_length, default=None),
        max(advice, key=by_length, default=None),
    )


def _divides(series: Series) -> bool:
    held = sum(series.decided)
    if series.style in {"heading", "closing"}:
        return held >= 1
    if len(series.anchors) < 2 or held < max(1, 0.5 * len(series.anchors)):
        return False
    return held > 1 and not _parts_of_one(series)


def _parts_of_one(series: Series) -> bool:
    """Tell whether numbered things are parts of one decision: only the last is followed by a verdict, or a subject opens them."""
    if series.style in {"speaker", "called", "voted", "gundem"}:
        return False
    return not any(series.decided[:-1])


def _judged(sheet: Sheet, row: Sequence[Anchor], end: int | None = None) -> Series:
    plain = sheet.plain
    end = len(plain) if end is None else end
    decided: list[bool] = []
    subjects = advice = gaps = crowded = 0
    for index, anchor in enumerate(row):
        stop = row[index + 1].start if index + 1 < len(row) else min(end, anchor.start + _ITEM_LENGTH)
        if anchor.style not in {"heading", "closing", "speaker", "called", "voted"} and index + 1 == len(row):
            blank = plain.find("\n\n", anchor.start, stop)
            stop = blank if blank >= 0 and sheet.results_in(anchor.start, blank) else stop
        is_subject = _is_subject(sheet, anchor.start, stop)
        is_advice = sheet.advice.inside(anchor.start, stop) and not sheet.council.inside(anchor.start, stop)
        held = sheet.results_in(anchor.start, stop)
        decided.append(bool(held) and not is_subject and not (is_advice and anchor.style not in _OWN_VOICE))
        subjects += is_subject
        advice += is_advice
        crowded += held > 4 and sheet.finite.inside(anchor.start, stop)
        if index + 1 < len(row) and anchor.number is not None:
            after = row[index + 1].number
            gaps += after is not None and after not in {anchor.number + 1, 1}
    first, last = row[0].start, row[-1].start
    inside = sheet.results_in(first, min(len(plain), last + _ITEM_LENGTH))
    covered = inside / max(1, len(sheet.results.spans))
    share = sum(decided) / len(row)
    score = 2 * share + 1.5 * covered + _STRENGTH.get(row[0].style, 0.4) - 0.8 * gaps / len(row)
    score -= 0.3 * crowded / len(row) + 0.05 * sum(anchor.inline for anchor in row) / len(row)
    score += 0.02 * min(len(row), 30)
    return Series(tuple(row), tuple(decided), subjects, advice, score)


def _is_subject(sheet: Sheet, start: int, stop: int) -> bool:
    """Tell whether a slice only names a subject, as an agenda does: it ends like one and no finished verb stands in it."""
    blank = sheet.plain.find("\n\n", start, stop)
    end = sheet.stripped(start, blank if blank > 0 else stop)[1]
    tail = sheet.plain[max(start, end - 60) : end].rstrip(" .,;:")
    return not sheet.finite.inside(start, end) and SUBJECT_END.search(tail) is not None


def _closed(sheet: Sheet, start: int, end: int) -> bool:
    return bool(sheet.results_in(start, end)) or _is_subject(sheet, start, end)


def _closing(sheet: Sheet, heads: Row) -> Row:
    """Give the blocks that end with their number, where results stand before the first number and none after the last."""
    if len(heads) < 2:
        return []
    after = sheet.plain.find("\n", heads[-1].start)
    if not sheet.results_in(0, heads[0].start) or (after >= 0 and sheet.results_in(after, len(sheet.plain))):
        return []
    starts = [0, *(sheet.plain.find("\n", anchor.start) for anchor in heads[:-1])]
    return [
        Anchor(sheet.stripped(start, len(sheet.plain))[0], anchor.number, "closing")
        for start, anchor in zip(starts, heads, strict=True)
    ]


def _paragraphs(sheet: Sheet) -> Row:
    """Give the paragraphs with a result, for lists without any numbering."""
    row: Row = []
    for match in re.finditer(r"(?:\n[ ]*){2,}(?=\S)", sheet.plain):
        start = match.end()
        end = sheet.plain.find("\n\n", start)
        end = end if end >= 0 else len(sheet.plain)
        if sheet.finite.inside(start, end):
            row.append(Anchor(start, None, "paragraph"))
    return row
