"""Puts each fact beside the words that state it: marks in the text, and rectangles on the page pictures."""

import threading
from bisect import bisect_left
from collections import OrderedDict
from collections.abc import Collection, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
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
    "candidate_vote",
    "number",
    "meeting_date",
    "subject",
    "municipality",
    "department",
    "committee",
    "law",
    "regulation",
    "document_no",
    "date",
    "ref",
    "person",
    "place",
    "parcel",
    "plan_scale",
    "area",
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
    "candidate_vote": "vote",
    "meeting_date": "when",
    "date": "when",
    "law": "rule",
    "regulation": "rule",
    "ref": "rule",
    "document_no": "rule",
    "number": "rule",
}
_QUOTE = 180
_MARGIN = 1.5
_PRINTED_LINE = 160
_FULL, _BRIMFUL = 0.65, 0.9
_REMEMBERED = 500

Places = Sequence[Sequence[Box]]


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


class Finder:
    """Finds where facts stand on their pages, beside the requests: a file that must first be drawn keeps no page waiting."""

    def __init__(self, pictures: PageRenderer, patience: float = 0.4) -> None:
        self._pictures = pictures
        self._patience = patience
        self._workers = ThreadPoolExecutor(2, thread_name_prefix="evidence")
        self._found: OrderedDict[tuple[str, str], Future[Places]] = OrderedDict()
        self._lock = threading.Lock()

    def places(self, sha256: str, version: str, facts: Sequence[Fact]) -> Places | None:
        """Give each fact's boxes, or None when they are not known in time; asking again later gives them.

        `version` says which reading the facts are of; boxes never change under one version.
        """
        key = (sha256, version)
        with self._lock:
            future = self._found.get(key)
            if future is None or (future.done() and future.exception() is not None):
                future = self._workers.submit(self._find, sha256, [(fact.start, fact.end) for fact in facts])
                self._found[key] = future
            self._found.move_to_end(key)
            while len(self._found) > _REMEMBERED:
                self._found.popitem(last=False)
        try:
            return future.result(timeout=self._patience)
        except TimeoutError:
            return None

    def _find(self, sha256: str, spans: Sequence[tuple[int, int]]) -> Places:
        try:
            return self._pictures.locate(sha256, spans)
        except KararError:
            return [()] * len(spans)


def outlines(facts: Sequence[Fact], places: Places, tongue: Language) -> dict[int, list[Outline]]:
    """Give, per page, the rectangles around each fact's words."""
    made: dict[int, list[Outline]] = {}
    for key, (fact, boxes) in enumerate(zip(facts, places, strict=False), start=1):
        title = f"{labels.label(fact.field, 'field', tongue)}: {labels.in_words(fact.field, fact.value, tongue)}"
        for page, rectangles in sorted(_rectangles(boxes).items()):
            made.setdefault(page, []).append(Outline(key, _TONES.get(fact.field, "who"), title[:200], rectangles))
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
    joined = _joined(text)
    made: list[list[Piece]] = [[]]
    waiting: list[int] = []
    for start, end in pairwise(cuts):
        part = text[start:end]
        waiting += starts.get(start, [])
        if part != "\n":
            made[-1].append(Piece(part, tones.get(start), waiting))
            waiting = []
        elif start in joined:
            made[-1].append(Piece(" ", tones.get(start), []))
        elif made[-1]:
            made.append([])
    return [pieces for pieces in made if any(piece.text.strip() or piece.starts for piece in pieces)]


def _joined(text: str) -> set[int]:
    """Give the line breaks that only the page's width made, so that the text can flow on any screen.

    They end a full line; a shorter line, a line of columns or a blank one ends on purpose. Text without such lines, from
    a Word file, breaks at its paragraphs alone.
    """
    lines, start = [], 0
    for line in text.split("\n"):
        lines.append((start, line))
        start += len(line) + 1
    longest = max((len(line) for _, line in lines), default=0)
    if longest > _PRINTED_LINE:
        return set()
    found = set()
    for (start, line), (_, following) in pairwise(lines):
        full = _FULL if not line.rstrip().endswith((".", ":", ";")) else _BRIMFUL
        columns = "   " in line.strip() or "\t" in line or "   " in following.strip()
        if len(line) >= full * longest and following.strip() and not columns:
            found.add(start + len(line))
    return found


def _rectangles(boxes: Sequence[Box]) -> dict[int, list[Rectangle]]:
    made: dict[int, list[Rectangle]] = {}
    for box in boxes:
        if box.x1 > box.x0 and box.bottom > box.top:
            x, y = round(box.x0 - _MARGIN, 1), round(box.top - _MARGIN, 1)
            width, height = round(box.x1 - box.x0 + 2 * _MARGIN, 1), round(box.bottom - box.top + 2 * _MARGIN, 1)
            made.setdefault(box.page, []).append(Rectangle(x, y, width, height))
    return made
