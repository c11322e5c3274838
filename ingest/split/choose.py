"""Which row of anchors divides a file, and what kind of file it is: both by weighed evidence, not by the first rule that fits.

The kind is what most clues speak for (`data/kinds.toml`), together with the shape of the division.
"""

import itertools
import re
from collections.abc import Sequence
from functools import cache
from statistics import median
from typing import NamedTuple

from ingest.split import headings
from ingest.split.numbering import Anchor, Row
from ingest.split.series import Series, candidates
from ingest.split.sheet import RESULT, SIGNATURE, Sheet, table_of
from models.resolution import Kind

_OWN_NUMBERS = frozenset({"heading", "closing"})
_TITLE_LINES, _TITLE_LENGTH, _END_LENGTH = 4, 300, 400


class Choice(NamedTuple):
    """The kind of a file, its anchors, and for each whether its piece can hold a result of the council's.

    `agenda` are the items of an agenda that is printed above the first decision.
    """

    kind: Kind
    anchors: tuple[Anchor, ...]
    decides: tuple[bool, ...]
    agenda: tuple[Anchor, ...] = ()


def choose(sheet: Sheet) -> Choice:
    """Give the kind of a file and where its decisions begin."""
    heads = headings.headings(sheet)
    reports = [anchor for anchor in headings.reports(sheet) if not heads or _speaks_for_committee(sheet, anchor, heads)]
    decided, subjects, advice = candidates(sheet, heads)
    clues = _clues(
        sheet, min((series.anchors[0].start for series in (decided, subjects) if series), default=len(sheet.plain))
    )
    if reports and heads and (parts := _reports_and_decisions(sheet, heads, reports)) is not None:
        return parts
    if _is_report(sheet, clues):
        rows = [list(reports), list(heads), list(advice.anchors) if advice else []]
        row = next((row for row in rows if len(row) > 1), [])
        return Choice(Kind.COMMITTEE_REPORT, tuple(row), (False,) * len(row))
    if decided is not None:
        return _decided(sheet, decided, subjects, clues)
    if subjects is not None and (clues["agenda"] >= 1.5 or not sheet.finite.spans):
        return Choice(Kind.AGENDA, subjects.anchors, (False,) * len(subjects.anchors))
    return Choice(_of_one(sheet, clues, has_number=bool(heads)), (), ())


def _speaks_for_committee(sheet: Sheet, anchor: Anchor, heads: Row) -> bool:
    """Tell whether a report's head opens a report: at the top or behind a decision that is complete, in a committee's voice."""
    before = [head for head in heads if head.start <= anchor.start]
    after = next((head.start for head in heads if head.start > anchor.start), len(sheet.plain))
    if before and not sheet.results_in(before[-1].start, anchor.start):
        return False
    return sheet.advice.inside(anchor.start, after)


def _reports_and_decisions(sheet: Sheet, heads: Row, reports: Row) -> Choice | None:
    """Give a file of committee reports beside the council's decisions on them."""
    row = sorted([*heads, *reports])
    kept: Row = []
    for index, anchor in enumerate(row):
        stop = row[index + 1].start if index + 1 < len(row) else len(sheet.plain)
        if (
            anchor.style == "heading"
            and kept
            and kept[-1].style == "report"
            and not sheet.results_in(anchor.start, stop)
        ):
            continue  # the committee's own number
        kept.append(anchor)
    if not any(anchor.style == "heading" for anchor in kept):
        return None
    kept[0] = kept[0]._replace(start=sheet.stripped(0, len(sheet.plain))[0]) if kept[0].style == "report" else kept[0]
    return Choice(Kind.MIXED, tuple(kept), tuple(anchor.style == "heading" for anchor in kept))


def _is_report(sheet: Sheet, clues: dict[str, float]) -> bool:
    return clues["committee_report"] >= 4.5 and not sheet.council.spans and clues["agenda"] < 3


def _decided(sheet: Sheet, series: Series, subjects: Series | None, clues: dict[str, float]) -> Choice:
    anchors = series.anchors
    before = sheet.plain[: anchors[0].start]
    every = (True,) * len(anchors)
    if _LETTER.search(before) and _ENCLOSED.search(before):
        return Choice(Kind.MIXED, anchors, every)
    if len(anchors) == 1:
        return Choice(_of_one(sheet, clues, has_number=True), (), ())
    if (
        subjects is not None
        and subjects.anchors[-1].start < anchors[0].start
        and series.style == "heading"
        and _LETTERHEAD.search(before)
    ):
        return Choice(Kind.MIXED, anchors, every)
    kinds = {Kind.RESOLUTION: 0.0, Kind.SUMMARY_LIST: clues["summary_list"], Kind.MINUTES: clues["minutes"]}
    slices = [sheet.plain[one.start : other.start] for one, other in itertools.pairwise(anchors)]
    length = median(len(one) for one in slices)
    if series.style in {"heading", "closing"}:
        if _one_line_each(sheet, anchors):
            kinds[Kind.SUMMARY_LIST] += 1.5
        else:
            kinds[Kind.RESOLUTION] += 1.5
    elif series.style in {"speaker", "voted"}:
        kinds[Kind.MINUTES] += 3
    else:
        kinds[Kind.MINUTES if series.style == "called" else Kind.SUMMARY_LIST] += 1.5
    kinds[Kind.SUMMARY_LIST] += 0.5 if length < 600 else 0
    kinds[Kind.RESOLUTION] += 1.0 if length > 900 else 0
    signed = sum(
        bool(_LETTERHEAD.search(one) or any(SIGNATURE.match(line) for line in one.split("\n"))) for one in slices
    )
    kinds[Kind.RESOLUTION] += 2.5 * signed / len(slices)
    above = subjects is not None and subjects.anchors[-1].start < anchors[0].start
    agenda = subjects.anchors if subjects is not None and above and series.style not in _OWN_NUMBERS else ()
    return Choice(max(kinds, key=lambda kind: kinds[kind]), anchors, every, agenda)


_LETTER = re.compile(r"(?:^|\n)[ ]*sayi\s*[:.]")
_ENCLOSED = re.compile(r"ekte|ilisikte|gonderil|arz\s+eder|rica\s+eder|sunulmustur")
_LETTERHEAD = re.compile(r"(?:^|\n)[ ]*t\s?\.\s?c\s?\.?[ ]*(?:\n|$)")


def _one_line_each(sheet: Sheet, anchors: Sequence[Anchor]) -> bool:
    """Tell whether each heading goes on with its text on the same line, as summaries do."""
    lengths = []
    for index, anchor in enumerate(anchors):
        end = sheet.plain.find("\n", anchor.start)
        stop = anchors[index + 1].start if index + 1 < len(anchors) else len(sheet.plain)
        line = sheet.plain[anchor.start : min(end if end >= 0 else len(sheet.plain), stop)]
        lengths.append(len(line) if RESULT.search(line) or len(line) > 60 else 0)
    return min(lengths) > 30


def _of_one(sheet: Sheet, clues: dict[str, float], *, has_number: bool) -> Kind:
    """Give the kind of a file with one decision or none."""
    finished = bool(sheet.results.spans)
    kinds = {
        Kind.RESOLUTION: (2.0 if finished else 0.0) + (3.0 if has_number else 0.0),
        Kind.MINUTES: clues["minutes"],
        Kind.AGENDA: clues["agenda"] if not sheet.finite.spans else 0.0,
        Kind.COMMITTEE_REPORT: clues["committee_report"] if not sheet.council.spans else 0.0,
        Kind.OTHER: 1.6,
    }
    return max(kinds, key=lambda kind: kinds[kind])


@cache
def _table() -> list[tuple[str, re.Pattern[str], dict[str, float]]]:
    return [
        (
            clue["where"],
            re.compile(clue["pattern"], re.MULTILINE),
            {name: value for name, value in clue.items() if name not in {"where", "pattern"}},
        )
        for clue in table_of("kinds.toml")["clue"]
    ]


def _clues(sheet: Sheet, first: int) -> dict[str, float]:
    """Give for each kind how much speaks for it; `first` is where the first decision begins."""
    lines = [line for line in sheet.plain[:2000].split("\n") if line.strip() and not sheet.is_furniture(line)]
    title = "\n".join(line[:_TITLE_LENGTH] for line in lines[:_TITLE_LINES])[:_TITLE_LENGTH]
    title = title[: max(first, 80)] if first < len(title) else title
    places = {
        "title": title,
        "head": sheet.plain[:first][:4000],
        "text": sheet.plain,
        "end": sheet.plain[-_END_LENGTH:],
    }
    sums = dict.fromkeys((kind.value for kind in Kind), 0.0)
    for where, pattern, gives in _table():
        if pattern.search(places[where]):
            for kind, weight in gives.items():
                sums[kind] += weight
    return sums
