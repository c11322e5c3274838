"""What stands where on a scan: ruled tables cell by cell, columns of writing side by side, and the text between them.

Tesseract reads one even piece of writing better than a whole page: it joins columns line by line, loses single figures in
tables and the numbers that hang before a list's items. So a page is cut into such pieces first, by its white spaces.
"""

from collections.abc import Sequence
from itertools import pairwise
from typing import Any

import msgspec
import numpy as np
from PIL import Image, ImageFilter

from ingest.readers.scan_lines import Rulings, ink

Box = tuple[int, int, int, int]  # left, top, right, bottom in pixels
Cell = tuple[float, float, float, float]

_DPI = 75  # at which white spaces are looked for
_GUTTER = 14  # pixels of that: the narrowest white space between two columns ...
_OF_LINE = 1.5  # ... and how many times the height of a line it is at least
_SHARED = 8  # what neighbouring lines must have in common of it
_NARROW = 34  # a column narrower than this holds an item's numbers, and belongs to the next one
_COLON = 3  # pixels: the widest colon
_LINE = 9  # the usual height of a line, where a page does not tell
_MOST_CELLS = 2500  # of a page: more of them are a pattern, not a table
_MARGIN = 8  # pixels of paper left around a piece
_BESIDE = 0.018  # inches left off a cell's sides, where what is left of a ruling looks like a letter ...
_ABOVE = 0.006  # ... and off its top and bottom, where hooks of letters come close to the rulings


class Text(msgspec.Struct, frozen=True):
    """A piece of running text."""

    box: Box


class Columns(msgspec.Struct, frozen=True):
    """Pieces that stand side by side."""

    boxes: tuple[Box, ...]


class Ruled(msgspec.Struct, frozen=True):
    """A ruled table: its rows of cells, None where a cell is merged away or empty."""

    box: Box
    rows: tuple[tuple[Box | None, ...], ...]


Zone = Text | Columns | Ruled


def zones(picture: Image.Image, dpi: float, rulings: Rulings) -> list[Zone]:
    """Cut a cleaned and upright picture without its rulings into zones, in reading order."""
    scale = dpi / _DPI
    tables = _tables(picture, dpi, rulings)
    size = max(round(picture.width / scale), 1), max(round(picture.height / scale), 1)
    dark = ink(picture.filter(ImageFilter.MedianFilter(3)))
    mask = np.asarray(Image.fromarray(dark).convert("L").resize(size, Image.Resampling.BOX)) > 24
    found: list[tuple[int, Zone]] = [(table.box[1], table) for table in tables]
    for table in tables:
        x0, top, x1, bottom = (round(edge / scale) for edge in table.box)
        mask[max(top - 1, 0) : bottom + 1, max(x0 - 1, 0) : x1 + 1] = False
    edges = sorted(round(table.box[1] / scale) for table in tables)
    for zone in _cut(mask, edges):
        boxes = zone.boxes if isinstance(zone, Columns) else (zone.box,)
        full = tuple(_scaled(box, scale, picture.size) for box in boxes)
        found.append((full[0][1], Columns(full) if isinstance(zone, Columns) else Text(full[0])))
    return [zone for _, zone in sorted(found, key=lambda item: item[0])]


def _tables(picture: Image.Image, dpi: float, rulings: Rulings) -> list[Ruled]:
    crossings = len(rulings.level) * len(rulings.upright)
    if len(rulings.level) < 2 or len(rulings.upright) < 2 or crossings > _MOST_CELLS:
        return []
    dark = ink(picture)
    found = []
    for cells in _grids(rulings, dpi / 20):
        grid = _rows(cells)
        box = (
            int(min(cell[0] for cell in cells)), int(min(cell[1] for cell in cells)),
            int(max(cell[2] for cell in cells)), int(max(cell[3] for cell in cells)),
        )  # fmt: skip
        found.append(Ruled(box, tuple(tuple(_inside(dark, cell, dpi) for cell in row) for row in grid)))
    return found


def _grids(rulings: Rulings, tolerance: float) -> list[list[Cell]]:
    """Give the cells of each table that the rulings make, by pdfplumber's geometry."""
    from pdfplumber import table  # noqa: PLC0415 - costs 0.2 s, and most scans hold no table

    edges = [_edge("h", line.start, line.at, line.end, line.at) for line in rulings.level]
    edges += [_edge("v", line.at, line.start, line.at, line.end) for line in rulings.upright]
    merged = table.merge_edges(edges, *[tolerance] * 4)
    cells = table.intersections_to_cells(table.edges_to_intersections(merged, tolerance, tolerance))
    return [group for group in table.cells_to_tables(cells) if len(group) > 1]


def _edge(orientation: str, x0: float, top: float, x1: float, bottom: float) -> dict[str, Any]:
    edge = {"x0": x0, "x1": x1, "top": top, "bottom": bottom, "width": x1 - x0, "height": bottom - top}
    return edge | {"orientation": orientation, "object_type": "line"}


def _rows(cells: list[Cell]) -> list[list[Cell | None]]:
    tops, lefts = sorted({cell[1] for cell in cells}), sorted({cell[0] for cell in cells})
    held = {(cell[1], cell[0]): cell for cell in cells}
    return [[held.get((top, left)) for left in lefts] for top in tops]


def _inside(dark: Any, cell: Cell | None, dpi: float) -> Box | None:
    """Give a cell without its edges; None where it holds no ink to speak of."""
    if cell is None:
        return None
    beside, above = round(_BESIDE * dpi), round(_ABOVE * dpi)
    x0, top, x1, bottom = int(cell[0]) + beside, int(cell[1]) + above, int(cell[2]) - beside, int(cell[3]) - above
    return (x0, top, x1, bottom) if x1 > x0 and bottom > top and dark[top:bottom, x0:x1].sum() > beside**2 else None


def _scaled(box: Box, scale: float, size: tuple[int, int]) -> Box:
    x0, top, x1, bottom = box
    return (
        max(round(x0 * scale) - _MARGIN, 0), max(round(top * scale) - _MARGIN, 0),
        min(round(x1 * scale) + _MARGIN, size[0]), min(round(bottom * scale) + _MARGIN, size[1]),
    )  # fmt: skip


def spans(filled: Any) -> list[tuple[int, int]]:
    """Give (start, end) of the stretches that are True."""
    change = np.flatnonzero(np.diff(np.concatenate(([0], filled.astype(np.int8), [0]))))
    return [(int(start), int(end)) for start, end in zip(change[::2], change[1::2], strict=True)]


class _Strip(msgspec.Struct):
    """Rows of a picture that hold ink without a white row between them, mostly one line of writing."""

    top: int
    bottom: int
    x0: int
    x1: int
    gaps: list[tuple[int, int]]


def _cut(mask: Any, edges: Sequence[int]) -> list[Text | Columns]:
    """Give the zones of a page outside its tables, which begin at `edges`."""
    strips, usual = _strips(mask)
    found: list[Text | Columns] = []
    plain: list[_Strip] = []

    def text_done() -> None:
        if plain:
            found.append(Text(_around(plain)))
            plain.clear()

    at = 0
    while at < len(strips):
        end, gutters = _run(strips, at)
        if plain and (
            strips[at].top - plain[-1].bottom > usual
            or any(plain[-1].bottom <= edge <= strips[at].top for edge in edges)
        ):
            text_done()
        columns = _columns(strips[at:end], gutters, mask) if end > at else []
        if len(columns) > 1:
            text_done()
            found.append(Columns(tuple(columns)))
            at = end
        else:
            plain.append(strips[at])
            at += 1
    text_done()
    return found


def _strips(mask: Any) -> tuple[list[_Strip], float]:
    """Give the strips of a page, and the usual height of a line."""
    rows = spans(mask.any(axis=1))
    heights = [bottom - top for top, bottom in rows]
    usual = float(np.median([height for height in heights if height >= 4] or [_LINE]))
    joined: list[list[int]] = []
    for top, bottom in rows:  # dots and hooks of letters belong to the line they stand by
        small = bottom - top < 0.4 * usual or (joined and joined[-1][1] - joined[-1][0] < 0.4 * usual)
        if joined and small and top - joined[-1][1] <= 2:
            joined[-1][1] = bottom
        else:
            joined.append([top, bottom])
    narrowest = max(_GUTTER, _OF_LINE * usual)
    found = []
    for top, bottom in joined:
        words = spans(mask[top:bottom].any(axis=0))
        gaps = [(a[1], b[0]) for a, b in pairwise(words) if b[0] - a[1] >= narrowest]
        found.append(_Strip(top, bottom, words[0][0], words[-1][1], gaps))
    return found, usual


def _run(strips: list[_Strip], at: int) -> tuple[int, list[tuple[int, int]]]:
    """Give the end of the run of strips from `at` on that share white spaces, and what is common of those."""
    common = strips[at].gaps
    if not common:
        return at, []
    end = at + 1
    while end < len(strips):
        strip, above = strips[end], strips[end - 1]
        if strip.top - above.bottom > 3 * (above.bottom - above.top):
            break
        shared = [(max(a, c), min(b, d)) for a, b in common for c, d in strip.gaps if min(b, d) - max(a, c) >= _SHARED]
        if not shared and not _continues(strips[at:end], strip, common):
            break
        common = shared or common
        end += 1
    tall = strips[at].bottom - strips[at].top > 2.5 * _LINE
    return (end, common) if end - at > 1 or tall else (at, [])


def _continues(above: list[_Strip], strip: _Strip, gutters: list[tuple[int, int]]) -> bool:
    """Tell whether a line without a gap is the next of one column, standing alone: at its place and distance."""
    if any(strip.x0 < right - 2 and strip.x1 > left + 2 for left, right in gutters):
        return False
    if _is_running_text(above, gutters):
        return strip.top - above[-1].bottom < 1.5 * _LINE
    if len(above) < 2:
        return False
    spacing, before = strip.top - above[-1].top, above[-1].top - above[-2].top
    starts = [above[-1].x0, *(right for _, right in above[-1].gaps)]
    return abs(spacing - before) <= 0.35 * before and any(abs(strip.x0 - start) <= 3 for start in starts)


def _is_running_text(strips: list[_Strip], gutters: list[tuple[int, int]]) -> bool:
    """Tell columns of running text from lists: their lines do not meet, or most of them fill the left column."""
    if any(strip.bottom - strip.top > 2.5 * _LINE for strip in strips):
        return True
    left = gutters[0][0]
    full = sum(any(abs(gap[0] - left) <= 4 for gap in strip.gaps) for strip in strips)
    return len(strips) > 3 and 2 * full > len(strips)


def _columns(strips: list[_Strip], gutters: list[tuple[int, int]], mask: Any) -> list[Box]:
    top, bottom = strips[0].top, strips[-1].bottom
    x0, x1 = min(strip.x0 for strip in strips), max(strip.x1 for strip in strips)
    cuts = [x0]
    for left, right in sorted(gutters):
        if left - cuts[-1] >= _NARROW and not _before_colons(strips, mask, left, right):
            cuts.append((left + right) // 2)
    cuts.append(x1)
    found = []
    for left, right in pairwise(cuts):
        rows = np.flatnonzero(mask[top:bottom, left:right].any(axis=1))
        columns = np.flatnonzero(mask[top:bottom, left:right].any(axis=0))
        if len(rows):
            found.append((
                left + int(columns[0]), top + int(rows[0]), left + int(columns[-1]) + 1, top + int(rows[-1]) + 1,
            ))  # fmt: skip
    return found


def _before_colons(strips: list[_Strip], mask: Any, left: int, right: int) -> bool:
    """Tell the space between labels and their values, each of which begins with a colon."""
    seen = colons = 0
    for strip in strips:
        words = spans(mask[strip.top : strip.bottom, (left + right) // 2 : strip.x1].any(axis=0))
        seen += bool(words)
        colons += bool(words) and words[0][1] - words[0][0] <= _COLON
    return colons > 0.7 * seen


def _around(strips: list[_Strip]) -> Box:
    return (
        min(strip.x0 for strip in strips), strips[0].top, max(strip.x1 for strip in strips), strips[-1].bottom,
    )  # fmt: skip
