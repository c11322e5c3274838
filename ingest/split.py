"""What kind of file a text is, and where each of its decisions begins and ends."""

from typing import Any, NamedTuple

from models.resolution import Kind, Question


class Piece(NamedTuple):
    """A decision's slice of the text; `decides` is False where the slice can hold no result of the council's."""

    start: int
    end: int
    decides: bool = True
    inherited: tuple[tuple[str, tuple[int, int], Any, str], ...] = ()


class Parts(NamedTuple):
    """The kind of a text, whose it is, its decisions, and what could not be accounted for."""

    kind: Kind
    municipality: str | None
    pieces: tuple[Piece, ...]
    questions: tuple[Question, ...] = ()


def split(text: str) -> Parts:
    """Give the decisions of `text`."""
    return Parts(Kind.RESOLUTION, None, (Piece(0, len(text)),) if text.strip() else ())
