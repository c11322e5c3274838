"""A list as a table: the heading of a column says whether its numbers are decisions' own or only count the rows."""

import re
from collections.abc import Sequence
from typing import Any

from models.language.days import days
from models.language.head_tokens import tokens_of
from models.language.labelled import SMALL
from models.language.labels import label_at
from models.language.passage import Passage

Cell = tuple[int, int]
Said = tuple[str, Cell, Any, str]
"""A field, the place of its words, the value, and the rule."""

_CELL = re.compile(r"[^|\t\n]+")
_LINE = re.compile(r"[^\s](?:[^\n]*[^\s])?")
_SPACED_CELL = re.compile(r"[^\s|](?:[ ]{0,2}[^\s|])*")
_DECISIONS = re.compile(r"\bkarar")


def own_values(passage: Passage, starts: Sequence[int]) -> dict[int, list[Said]]:
    """Give what the columns say of each row that begins at one of `starts`: its own number, the day of the meeting.

    A bare ``No`` names decisions in a list of decisions, ``Sıra No`` and ``Gündem No`` never do.
    """
    end = len(passage.text[: starts[0]].rstrip()) if starts else 0
    if not end:
        return {}
    begin = passage.text.rfind("\n", 0, end) + 1
    heads = _cells(passage.text, begin, end)
    decisions = _DECISIONS.search(passage.plain, 0, begin) is not None
    columns = {
        index: field for index, head in enumerate(heads) if (field := _field(passage, head, decisions=decisions))
    }
    if len(heads) < 2 or not columns:
        return {}
    found: dict[int, list[Said]] = {}
    for start in starts:
        stop = passage.text.find("\n", start)
        row = _cells(passage.text, start, stop if stop >= 0 else len(passage.text))
        if len(row) == 1:
            row = _lines(passage.text, start, len(heads))  # a table whose cells a reader gave a line each
        if len(row) > 1:
            cells = [(field, row[index]) for index, field in columns.items() if index < len(row)]
            found[start] = [said for field, cell in cells if (said := _said(passage, field, cell)) is not None]
    return found


def _field(passage: Passage, head: Cell, *, decisions: bool) -> str | None:
    """Give the field that a column fills, None where its heading names none of ours."""
    tokens = tokens_of(passage, *head)
    label = label_at(tokens, 0) if tokens else None
    if label is None:
        return None
    kind, owner = label.slots[0]
    if kind == "date":
        return "meeting_date" if owner in {"own", "meeting"} or (not owner and decisions) else None
    if kind in {"number", "any"} and (owner == "own" or (not owner and not label.bare and decisions)):
        return "number"
    return None


def _said(passage: Passage, field: str, cell: Cell) -> Said | None:
    if field == "number":
        whole = SMALL.fullmatch(passage.plain[slice(*cell)]) is not None
        return (field, cell, passage.text[slice(*cell)], "number.column@1") if whole else None
    day = next((day for day in days(passage) if cell[0] <= day.start and day.end <= cell[1]), None)
    return (field, (day.start, day.end), day.iso, "dates.column@1") if day is not None else None


def _cells(text: str, start: int, end: int) -> list[Cell]:
    """Give the cells of a line without the white space at their edges; without a mark between them, runs of spaces part them."""
    cells: list[Cell] = []
    marked = "|" in text[start:end] or "\t" in text[start:end]
    for match in (_CELL if marked else _SPACED_CELL).finditer(text, start, end):
        words = match.group()
        if words.strip():
            first = match.start() + len(words) - len(words.lstrip())
            cells.append((first, first + len(words.strip())))
    return cells


def _lines(text: str, start: int, most: int) -> list[Cell]:
    """Give up to `most` lines from `start` on, as cells."""
    cells: list[Cell] = []
    for match in _LINE.finditer(text, start):
        if len(cells) == most:
            break
        cells.append(match.span())
    return cells
