"""The rows of ruled tables: a page's words given to the cells they stand in, one line for a row."""

from collections.abc import Sequence
from functools import partial
from itertools import pairwise

import msgspec

from ingest.readers.pdf_lines import flowed, joined, parted, replaced
from ingest.readers.pdf_page import Line, Place, Sheet
from ingest.readers.pdf_tables import Cell, Grid, around

_GUTTER = 6.0
_MOST_TRIED = 2_000_000


class Laid(msgspec.Struct):
    """A table as it stands on a page: its rows, the lines of the page that hold them, and where its columns begin."""

    place: Place
    columns: list[float]
    rows: list[list[str]]
    lines: list[Line]


def read_rows(sheet: Sheet, lines: list[Line], grids: Sequence[Grid]) -> tuple[list[Line], list[Laid]]:
    """Give the page's lines with each table's words row by row in their place, and the tables."""
    tables = []
    for grid in sorted(grids, key=lambda grid: _area(around(grid))):
        band = around(grid)
        inside = [line for line in lines if _touches(line.place, band)]
        cells = _placed(sheet, inside, grid)
        if cells is None:
            continue
        held, rest = cells
        rows, made = [], []
        for row in grid:
            parts = [flowed(held[cell], cell[0], cell[2]) if cell and held.get(cell) else None for cell in row]
            if any(parts):
                rows.append([" ".join(part.text.split()) if part else "" for part in parts])
                made.append(joined([part for part in parts if part], "\t"))
        if made:
            tables.append(Laid(band, sorted({cell[0] for row in grid for cell in row if cell}), rows, made))
            lines = replaced(lines, inside, made + rest)
    return lines, tables


def _placed(sheet: Sheet, inside: list[Line], grid: Grid) -> tuple[dict[Cell, list[Line]], list[Line]] | None:
    """Give each cell's lines, and what stands beside the table; None for a frame around columns, or a maze."""
    cells = [cell for row in grid for cell in row if cell]
    if len(cells) * len(inside) > _MOST_TRIED:
        return None
    held: dict[Cell, list[Line]] = {}
    rest: list[Line] = []
    in_columns: dict[Cell, list[Line]] = {}
    for line in inside:
        whole = next((cell for cell in cells if _holds(cell, line.place)), None)
        if whole is not None:
            held.setdefault(whole, []).append(line)
            if line.gaps:
                in_columns.setdefault(whole, []).append(line)
            continue
        near = [cell for cell in cells if cell[1] < line.place[3] and cell[3] > line.place[1]]
        for number, part in parted(sheet, line, partial(_cell_at, near)).items():
            if number < 0:
                rest.append(part)
            else:
                held.setdefault(near[number], []).append(part)
    if any(_share_a_gap(one, other) for column in in_columns.values() for one, other in pairwise(column)):
        return None
    return held, rest


def _holds(cell: Cell, spot: Place) -> bool:
    return cell[0] - 1 <= spot[0] and spot[2] <= cell[2] + 1 and cell[1] - 2 <= spot[1] and spot[3] <= cell[3] + 2


def _cell_at(cells: list[Cell], x: float, y: float) -> int:
    return next((n for n, cell in enumerate(cells) if cell[0] <= x < cell[2] and cell[1] <= y < cell[3]), -1)


def _share_a_gap(one: Line, other: Line) -> bool:
    return any(min(b, d) - max(a, c) >= _GUTTER for a, b in one.gaps for c, d in other.gaps)


def _touches(spot: Place, band: Place) -> bool:
    middle = (spot[1] + spot[3]) / 2
    return band[1] <= middle <= band[3] and spot[0] < band[2] and spot[2] > band[0]


def _area(spot: Place) -> float:
    return (spot[2] - spot[0]) * (spot[3] - spot[1])
