"""The papers that a decision stands on: the letter and office it answers, the committee reports it rests on."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from models.language.passage import Mention, plain

_REACH = 70
_UNITS = {"letter": "department", "report": "committee"}
_BREAK = re.compile(r"(?<=[a-z]{3})[.!?]\s|;|\n\s*\n")
_REPORT_NUMBER = re.compile(
    r"\s?[/-]\s?(?P<slashed>\d{1,4})(?![\d/.-])|\s*(?:tarih\w*|gun\w*)?\s*(?:,|ve)?\s*(?P<n>\d{1,4}(?:[/-]\d{1,4})?)\s*(?:sayili|no'?\s?lu|nolu|numarali)\b"
)
_REPORT = re.compile(r"['\s]*(?:n[iu]n|ca|nca)?\s*(?:\w+\s+){0,3}?rapor")
_LETTER = re.compile(
    r"['\s]*(?:n[iu]n|ca|nca|ce|nce)?\s*(?:[^\s.;]+\s+){0,6}?(?:yazisi|yazilari|teklif|talebi|talep|onergesi|muzekkere)"
)


class Found(NamedTuple):
    """A paper with its office or committee, its date and number, and the words that name it."""

    kind: str  # letter | report
    relation: str  # answers | mentions | rests_on
    unit: str | None
    date: str | None
    number: str | None
    start: int
    end: int


def grounds(mentions: Sequence[Mention], text: str) -> list[Found]:
    """Give the letters and committee reports that `mentions` of `text` name, in its order.

    The first letter is the one the decision answers; later ones are only mentioned. Every committee report read is one
    that it rests on.
    """
    view = plain(text)
    ordered = sorted(mentions, key=lambda mention: mention.start)
    found = [*_dated(ordered, view), *_undated(ordered, view)]
    kept: dict[tuple[str, str | None, str | None], Found] = {}
    named = {(one.kind, one.unit) for one in found if one.date is not None}
    for one in sorted(found, key=lambda one: one.start):
        if one.date is None and (one.kind, one.unit) in named:
            continue  # named again without its date
        kept.setdefault((one.kind, one.unit, one.date), one)
    answered = next((key for key, one in kept.items() if one.kind == "letter"), None)
    return [one._replace(relation="answers") if key == answered else one for key, one in kept.items()]


def _dated(ordered: Sequence[Mention], view: str) -> Iterator[Found]:
    of = {field: [one for one in ordered if one.field == field] for field in ("date", *_UNITS.values(), "document_no")}
    for index, date in enumerate(of["date"]):
        role = date.value["role"]
        if role not in _UNITS:
            continue
        floor = max(of["date"][index - 1].end if index else 0, date.start - 2 * _REACH)
        units = _units_before(_between(of[_UNITS[role]], floor, date.start), date.start, view)
        number, end = _number(of["document_no"], role, date, view)
        wrote: list[Mention | None] = [*units] if units else [None]
        for unit in wrote:
            start = unit.start if unit is not None else date.start
            name = unit.value if unit is not None else None
            relation = "mentions" if role == "letter" else "rests_on"
            yield Found(role, relation, name, date.value["date"], number, start, end)


def _between(mentions: Sequence[Mention], start: int, end: int) -> Sequence[Mention]:
    """Give the mentions that begin in a slice."""
    return mentions[bisect_left(mentions, start, key=_start) : bisect_left(mentions, end, key=_start)]


def _start(mention: Mention) -> int:
    return mention.start


def _units_before(before: Sequence[Mention], at: int, view: str) -> list[Mention]:
    """Give the unit named last before `at` in its sentence, or all that share its plural word."""
    before = [one for one in before if one.end <= at]
    if not before:
        return []
    last = max(before, key=lambda one: one.end)
    if at - last.end > _REACH or _BREAK.search(view, last.end, at):
        return []
    return [one for one in before if one.end == last.end or _joined(view, one.end, last.start)]


def _joined(view: str, end: int, start: int) -> bool:
    return 0 <= start - end < 24 and re.fullmatch(r"\w*\s*(?:ve|ile|,|-)\s+", view[end:start]) is not None


def _number(numbers: Sequence[Mention], role: str, date: Mention, view: str) -> tuple[str | None, int]:
    if role == "report":
        match = _REPORT_NUMBER.match(view, date.end)
        return (match[match.lastgroup or 0], match.end(match.lastgroup or 0)) if match is not None else (None, date.end)
    near = _between(numbers, date.end - 60, date.end + 40)
    behind = next((one for one in near if one.start >= date.end), near[-1] if near else None)
    return (behind.value, max(behind.end, date.end)) if behind is not None else (None, date.end)


def _undated(ordered: Sequence[Mention], view: str) -> Iterator[Found]:
    for mention in ordered:
        if mention.field == "committee":
            match = _REPORT.match(view, mention.end)
            if match is not None:
                yield Found("report", "rests_on", mention.value, None, None, mention.start, match.end())
        elif mention.field == "department":
            match = _LETTER.match(view, mention.end)
            if match is not None and not any(letter.isdigit() for letter in match.group()):
                yield Found("letter", "mentions", mention.value, None, None, mention.start, match.end())
