"""From a file's text to its decisions: split, read with the language model, checked."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

import msgspec

from ingest.check import questions_about, questions_between
from ingest.letterhead import Letterhead
from ingest.split import Piece, says_little, split
from models.document import Document
from models.language import VERSION, Mention, mentions_in, mentions_in_each
from models.language.repair import Repaired, repair
from models.language.resolution import decision_from
from models.resolution import Decision, Fact, Kind, Manner, Outcome, Reading


def understand(document: Document) -> Reading:
    """Give every decision of `document` with its facts and questions. No text makes it raise."""
    repaired = repair(document.text)
    parts = split(repaired.text)
    letterhead = Letterhead(document)
    outside = letterhead.facts([repaired.original(piece.start, piece.end)[0] for piece in parts.pieces])
    read = mentions_in_each(parts.text[piece.start : piece.end] for piece in parts.pieces)
    decisions = [
        _read(document, repaired, piece, parts.kind, mentions, facts, parts.text)
        for piece, mentions, facts in zip(parts.pieces, read, outside, strict=True)
    ]
    questions = tuple(
        msgspec.structs.replace(question, start=place[0], end=place[1])
        if question.start is not None
        and question.end is not None
        and (place := repaired.original(question.start, question.end))
        else question
        for question in parts.questions
    )
    return Reading(
        kind=parts.kind,
        municipality=letterhead.municipality or parts.municipality or letterhead.sender,
        decisions=tuple(decisions),
        questions=questions_between(decisions, questions),
        version=VERSION,
    )


def read_text(text: str) -> Decision:
    """Give the one decision that `text` is."""
    document = Document(format="txt", text=text, pages=())
    repaired = repair(text)
    return _read(document, repaired, None, Kind.RESOLUTION, mentions_in(repaired.text))


def _read(
    document: Document,
    repaired: Repaired,
    piece: Piece | None,
    kind: Kind,
    mentions: Sequence[Mention],
    outside: Sequence[Fact] = (),
    running_on: str | None = None,
) -> Decision:
    start, end = (piece.start, piece.end) if piece else (0, len(repaired.text))
    text = (running_on if running_on is not None else repaired.text)[start:end]

    def locate(a: int, b: int) -> tuple[int, int]:
        if piece is None and a == 0 and b == len(text):
            return 0, len(document.text)
        return repaired.original(start + a, start + b)

    inherited: list[Fact] = []
    if piece:
        for field, (a, b), value, rule in piece.inherited:
            place = repaired.original(a, b)
            quote = document.text[place[0] : place[1]]
            inherited.append(Fact(field, value, *place, document.page_at(place[0]), quote, rule, 0.95, "text"))
    inherited += outside
    decision = decision_from(mentions, text, document.text, locate, document.page_at, inherited)
    named = next((fact for fact in inherited if fact.field == "subject"), None)
    if named is not None and says_little(decision.subject):
        facts = (named, *(fact for fact in decision.facts if fact.field != "subject"))
        decision = msgspec.structs.replace(decision, subject=" ".join(str(named.value).split()), facts=facts)
    if piece is not None and not piece.decides:
        decision = msgspec.structs.replace(decision, outcome=Outcome.NONE, manner=Manner.UNSTATED, vote_on_text=None, counts=None, positions=(),
                                           facts=tuple(fact for fact in decision.facts if fact.field not in _VOTE_FIELDS))  # fmt: skip
    return msgspec.structs.replace(
        decision,
        page_starts=_page_starts(document, decision),
        questions=questions_about(decision, kind, repaired.damage),
    )


def _page_starts(document: Document, decision: Decision) -> tuple[int, ...]:
    """Give where pages begin inside a decision."""
    first = bisect_right(document.pages, decision.start, key=lambda page: page.start)
    last = bisect_left(document.pages, decision.end, key=lambda page: page.start)
    return tuple(page.start for page in document.pages[first:last])


_VOTE_FIELDS = frozenset({"outcome", "manner", "vote_on_text", "counts", "position", "procedural_vote"})
