"""A head laid out as a table: a row of labels, and below it a row of values that stand under them."""

import itertools
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from models.language.head_tokens import Token
from models.language.labels import Slot, label_at

_LEAST_COLUMNS = 3
_VALUES = frozenset({"number", "date", "time"})


class _Row(NamedTuple):
    """The cells of a line and where the line begins."""

    start: int
    cells: list[list[Token]]


def values_under_labels(tokens: Sequence[Token]) -> Iterator[tuple[Slot, Token]]:
    """Give for each label of a row of labels the number or date that stands in its column on the next row.

    Columns are told by their count where both rows have as many cells, else by where they stand on the line.
    """
    rows = [row for row in _rows(tokens) if row.cells]
    for labels, values in itertools.pairwise(rows):
        if len(labels.cells) < _LEAST_COLUMNS:
            continue
        slots = [_slot(cell) for cell in labels.cells]
        if sum(slot is not None for slot in slots) < _LEAST_COLUMNS - 1:
            continue
        if any(token.kind in {"number", "date"} for cell in labels.cells for token in cell):
            continue
        of_decisions = any(slot is not None and slot == ("number", "own") for slot in slots)
        for index, slot in enumerate(slots):
            cell = _below(labels, values, index)
            if slot == ("date", "") and of_decisions:
                slot = Slot("date", "meeting")
            if slot is None or cell is None:
                continue
            fitting = [token for token in cell if token.kind == slot.kind]
            if len(fitting) == 1:
                yield slot, fitting[0]


def _rows(tokens: Sequence[Token]) -> Iterator[_Row]:
    cells: list[list[Token]] = [[]]
    start = tokens[0].start if tokens else 0
    for token in tokens:
        if token.kind == "line":
            yield _Row(start, [cell for cell in cells if cell])
            cells, start = [[]], token.end + 1
        elif token.kind == "gap":
            cells.append([])
        else:
            cells[-1].append(token)
    yield _Row(start, [cell for cell in cells if cell])


def _slot(cell: Sequence[Token]) -> Slot | None:
    """Give what a cell asks for, None where it is no label."""
    label = label_at(cell, 0)
    if label is None:
        return None
    slot = label.slots[0]
    return Slot("number", slot.owner) if slot.kind == "any" else slot


def _below(labels: _Row, values: _Row, index: int) -> list[Token] | None:
    """Give the cell of `values` that stands under the label at `index`."""
    if len(labels.cells) == len(values.cells):
        return values.cells[index]
    if sum(token.kind in _VALUES for cell in values.cells for token in cell) == 0:
        return None
    starts = [cell[0].start - labels.start for cell in labels.cells]
    under = [cell for cell in values.cells if _nearest(starts, cell[0].start - values.start) == index]
    return under[0] if len(under) == 1 else None


def _nearest(starts: Sequence[int], at: int) -> int:
    return min(range(len(starts)), key=lambda index: abs(starts[index] - at))
