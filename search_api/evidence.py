"""Puts each fact beside the words that state it: marks in the text, and rectangles on the page pictures."""

from bisect import bisect_left
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import pairwise

from models.document import Box
from models.errors import KararError
from models.resolution import Decision, Fact

from . import labels
from .language import Language
from .services import PageRenderer

_ORDER = (
    "outcome",
    "manner",
    "vote_on_text",
    "counts",
    "position",
    "procedural_vote",
    "committee_vote",
    "number",
    "meeting_date",
    "subject",
    "municipality",
    "department",
    "committee",
    "law",
    "document_no",
    "date",
    "ref",
    "person",
    "place",
    "parcel",
    "money",
)
_TONES = {
    "outcome": "vote",
    "manner": "vote",
    "vote_on_text": "vote",
    "counts": "vote",
    "position": "vote",
    "procedural_vote": "side",
    "committee_vote": "side",
    "meeting_date": "when",
    "date": "when",
    "law": "rule",
    "ref": "rule",
    "document_no": "rule",
    "number": "rule",
}
_QUOTE = 180
_Locate = Callable[[str, int, int], Sequence[Box]]


@dataclass(frozen=True)
class Stated:
    """A fact as the page shows it. `key` names its mark in the text (``w-key``) and its rectangles (``p-key``)."""

    key: int
    field: str
    value: str
    quote: str
    page: int
    in_text: bool
    placed: bool
    pictured: bool
    rule: str
    confidence: float
    source: str


@dataclass(frozen=True)
class FactGroup:
    """All facts of one field."""

    field: str
    facts: list[Stated]


@dataclass(frozen=True)
class Piece:
    """A stretch of text under the same marks; `starts` are the facts whose mark begins here."""

    text: str
    tone: str | None
    starts: list[int]


@dataclass(frozen=True)
class Rectangle:
    """A box on a page picture, in points."""

    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True)
class Outline:
    """The rectangles of one fact on one page."""

    key: int
    tone: str
    title: str
    boxes: list[Rectangle] = field(default_factory=list)


def outlines(
    pictures: PageRenderer, sha256: str, version: str, facts: Sequence[Fact], tongue: Language
) -> dict[int, list[Outline]]:
    """Give, per page, where each fact's words stand; empty where the file's places cannot be had.

    `version` is part of the memory's key: another reading of the file may move the characters.
    """
    made: dict[int, list[Outline]] = {}
    for key, fact in enumerate(facts, start=1):
        title = f"{labels.label(fact.field, 'field', tongue)}: {labels.in_words(fact.field, fact.value, tongue)}"
        for page, boxes in sorted(_places(pictures, sha256, version, fact.start, fact.end).items()):
            made.setdefault(page, []).append(Outline(key, _TONES.get(fact.field, "who"), title[:200], boxes))
    return made


def groups(
    decision: Decision,
    facts: Sequence[Fact],
    placed: dict[int, list[Outline]],
    pages: Collection[int],
    tongue: Language,
) -> list[FactGroup]:
    """Give the facts by field, the vote first; `placed` and `pages` are the outlines and pictures the page shows."""
    seen = {outline.key for page in placed.values() for outline in page}
    made: dict[str, list[Stated]] = {}
    for key, fact in enumerate(facts, start=1):
        quote = " ".join(fact.quote.split())
        stated = Stated(
            key=key,
            field=fact.field,
            value=labels.in_words(fact.field, fact.value, tongue),
            quote=quote if len(quote) <= _QUOTE else quote[: _QUOTE - 1].rstrip() + "…",
            page=fact.page,
            in_text=decision.start <= fact.start < fact.end <= decision.end,
            placed=key in seen,
            pictured=fact.page in pages,
            rule=fact.rule,
            confidence=fact.confidence,
            source=fact.source,
        )
        made.setdefault(fact.field, []).append(stated)
    rank = {name: place for place, name in enumerate(_ORDER)}
    return [FactGroup(name, made[name]) for name in sorted(made, key=lambda name: (rank.get(name, len(rank)), name))]


def paragraphs(decision: Decision, facts: Sequence[Fact]) -> list[list[Piece]]:
    """Give the decision's text cut into paragraphs, and those into pieces at every mark's start and end."""
    text, shift = decision.text, decision.start
    marks = [
        (fact.start - shift, fact.end - shift, key, _TONES.get(fact.field, "who"))
        for key, fact in enumerate(facts, start=1)
        if shift <= fact.start < fact.end <= decision.end and fact.field not in {"subject", "municipality"}
    ]
    whole = [
        (fact.start - shift, key)
        for key, fact in enumerate(facts, start=1)
        if shift <= fact.start < fact.end <= decision.end and fact.field in {"subject", "municipality"}
    ]
    breaks = {0, len(text)} | {place for mark in marks for place in mark[:2]} | {start for start, _ in whole}
    breaks |= {place for place, character in enumerate(text) if character == "\n"}
    breaks |= {place + 1 for place, character in enumerate(text) if character == "\n"}
    cuts = sorted(breaks)
    starts: dict[int, list[int]] = {}
    for start, _, key, _ in marks:
        starts.setdefault(start, []).append(key)
    for start, key in whole:
        starts.setdefault(start, []).append(key)
    marks.sort(key=lambda mark: mark[1] - mark[0], reverse=True)
    tones: dict[int, str] = {}
    for start, end, _, tone in marks:
        for cut in cuts[bisect_left(cuts, start) : bisect_left(cuts, end)]:
            tones[cut] = tone
    made: list[list[Piece]] = [[]]
    waiting: list[int] = []
    for start, end in pairwise(cuts):
        part = text[start:end]
        waiting += starts.get(start, [])
        if part == "\n":
            if made[-1]:
                made.append([])
            continue
        made[-1].append(Piece(part, tones.get(start), waiting))
        waiting = []
    return [pieces for pieces in made if any(piece.text.strip() or piece.starts for piece in pieces)]


@lru_cache(maxsize=20_000)
def _boxes(locate: _Locate, sha256: str, version: str, start: int, end: int) -> tuple[Box, ...]:  # noqa: ARG001
    """Remember places, which cost a look into the file; they never change under one version of its reading."""
    return tuple(locate(sha256, start, end))


def _places(pictures: PageRenderer, sha256: str, version: str, start: int, end: int) -> dict[int, list[Rectangle]]:
    try:
        boxes = _boxes(pictures.locate, sha256, version, start, end)
    except KararError:
        return {}
    made: dict[int, list[Rectangle]] = {}
    for box in boxes:
        if box.x1 > box.x0 and box.bottom > box.top:
            rectangle = Rectangle(
                round(box.x0 - 1.5, 1),
                round(box.top - 1.5, 1),
                round(box.x1 - box.x0 + 3, 1),
                round(box.bottom - box.top + 3, 1),
            )
            made.setdefault(box.page, []).append(rectangle)
    return made
