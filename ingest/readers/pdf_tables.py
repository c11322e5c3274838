"""What is ruled on a page: lines from pdfium's paths, cells by pdfplumber's geometry.

pdfplumber's own way costs nine times the CPU for the same cells, because it builds every character first.
"""

import ctypes
import functools
from typing import Any

import msgspec
import pypdfium2.raw as pdfium

from ingest.readers.limits import Limits
from ingest.readers.pdf_page import Frame, Place, Sheet, place

Cell = tuple[float, float, float, float]
Grid = list[list[Cell | None]]

_THIN = 3.0
_SHORTEST = 5.0
_FEWEST_EDGES = 4
_DEEPEST_FORM = 4
_MOST_CELLS = 5000

# The same two functions on plain numbers: a page of single letters has thousands of objects, and a pointer object for
# each of them costs more than pdfium's answer.
_OBJECT = ctypes.PYFUNCTYPE(ctypes.c_void_p, ctypes.c_void_p, ctypes.c_int)(
    ctypes.cast(pdfium.FPDFPage_GetObject, ctypes.c_void_p).value or 0
)
_TYPE = ctypes.PYFUNCTYPE(ctypes.c_int, ctypes.c_void_p)(
    ctypes.cast(pdfium.FPDFPageObj_GetType, ctypes.c_void_p).value or 0
)


class Rulings(msgspec.Struct, frozen=True):
    """What is drawn on a page to set things apart: the tables closed by lines, and all level lines as (x0, x1, y)."""

    grids: list[Grid] = []
    levels: list[tuple[float, float, float]] = []


def find_rulings(sheet: Sheet, limits: Limits) -> Rulings:
    """Give the page's tables as rows of cell rectangles (None where a cell is merged away), in the upright frame."""
    paths = _paths(sheet, limits)
    if not 2 <= len(paths) <= limits.page_paths:
        return Rulings()
    edges: list[dict[str, Any]] = []
    shades: list[tuple[float, float, float]] = []
    for path, matrices in paths:
        if (shade := _shade(path, matrices, sheet.upright)) is None:
            edges.extend(_edges(path, matrices, sheet.upright))
        else:
            shades += [(shade[0], shade[2], shade[1]), (shade[0], shade[2], shade[3])]
    levels = [*shades, *((e["x0"], e["x1"], e["top"]) for e in edges if e["orientation"] == "h")]
    levels = sorted(levels, key=lambda level: level[2])[:_MOST_CELLS]
    return Rulings(_grids(edges) if len(edges) >= _FEWEST_EDGES else [], levels)


def _grids(edges: list[dict[str, Any]]) -> list[Grid]:
    table = _geometry()
    merged = table.merge_edges(edges, 3, 3, 3, 3)
    level = sum(edge["orientation"] == "h" for edge in merged)
    if level * (len(merged) - level) > _MOST_CELLS:
        return []
    merged += _missing_ends(merged)
    cells = table.intersections_to_cells(table.edges_to_intersections(merged, 3, 3))
    if len(cells) > _MOST_CELLS:
        return []
    grids = [_rows(group) for group in table.cells_to_tables(cells)]
    # One row of two cells is a frame around columns; of three it may be what a page break left of a table.
    return [grid for grid in grids if len(grid[0]) >= (2 if len(grid) > 1 else 3)]


def _missing_ends(edges: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Give the level lines that close a table whose upright ones run on to the page's end, where a row is divided."""
    level = [edge for edge in edges if edge["orientation"] == "h"]
    upright = [edge for edge in edges if edge["orientation"] == "v"]
    found: list[dict[str, Any]] = []
    for end in ("top", "bottom"):
        ends: dict[int, list[dict[str, Any]]] = {}
        for edge in upright:
            ends.setdefault(round(edge[end] / 3), []).append(edge)
        for group in ends.values():
            y = group[0][end]
            x0, x1 = min(edge["x0"] for edge in group), max(edge["x1"] for edge in group)
            closed = any(abs(e["top"] - y) <= 3 and e["x0"] <= x0 + 3 and e["x1"] >= x1 - 3 for e in level)
            if len(group) > 2 and not closed:
                found += _edge((x0, y, x1, y))
    return found


@functools.cache
def _geometry() -> Any:
    import pdfplumber.table  # noqa: PLC0415 - costs 0.2 s and 15 MB, and most pages hold no table

    return pdfplumber.table


def around(grid: Grid) -> Cell:
    """Give the rectangle of a whole table."""
    cells = [cell for row in grid for cell in row if cell]
    return min(c[0] for c in cells), min(c[1] for c in cells), max(c[2] for c in cells), max(c[3] for c in cells)


def _paths(sheet: Sheet, limits: Limits) -> list[tuple[Any, list[Any]]]:
    """Give the page's paths, those inside form objects with the matrices to apply."""
    found: list[tuple[Any, list[Any]]] = []
    count = min(pdfium.FPDFPage_CountObjects(sheet.page), 4 * limits.page_paths)
    page = ctypes.cast(sheet.page, ctypes.c_void_p).value
    forms: list[tuple[Any, list[Any], int]] = []
    words = pdfium.FPDF_PAGEOBJ_TEXT
    for handle, kind in [
        (handle, kind) for index in range(count) if (kind := _TYPE(handle := _OBJECT(page, index))) != words
    ]:
        if kind == pdfium.FPDF_PAGEOBJ_PATH:
            found.append((ctypes.cast(handle, pdfium.FPDF_PAGEOBJECT), []))
        elif kind == pdfium.FPDF_PAGEOBJ_FORM:
            forms.append((ctypes.cast(handle, pdfium.FPDF_PAGEOBJECT), [], 0))
    while forms and len(found) <= limits.page_paths:
        form, matrices, depth = forms.pop()
        matrix = pdfium.FS_MATRIX()
        pdfium.FPDFPageObj_GetMatrix(form, matrix)
        for index in range(min(pdfium.FPDFFormObj_CountObjects(form), limits.page_paths)):
            item = pdfium.FPDFFormObj_GetObject(form, index)
            kind = pdfium.FPDFPageObj_GetType(item)
            if kind == pdfium.FPDF_PAGEOBJ_PATH:
                found.append((item, [matrix, *matrices]))
            elif kind == pdfium.FPDF_PAGEOBJ_FORM and depth < _DEEPEST_FORM:
                forms.append((item, [matrix, *matrices], depth + 1))
    return found


def _shade(path: Any, matrices: list[Any], frame: Frame) -> Place | None:
    """Give the rectangle of a filled path without an outline, which shades a row and rules nothing."""
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    if matrices or not pdfium.FPDFPath_GetDrawMode(path, fill, stroke) or stroke.value or not fill.value:
        return None
    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    if not pdfium.FPDFPageObj_GetBounds(path, left, bottom, right, top):
        return None
    spot = place(frame, left.value, bottom.value, right.value, top.value)
    return spot if spot[2] - spot[0] > _THIN and spot[3] - spot[1] > _THIN else None


def _edges(path: Any, matrices: list[Any], frame: Frame) -> list[dict[str, Any]]:
    """Give the level and upright straight parts of a path."""
    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    if not matrices and pdfium.FPDFPageObj_GetBounds(path, left, bottom, right, top):
        spot = place(frame, left.value, bottom.value, right.value, top.value)
        if spot[2] - spot[0] <= _THIN or spot[3] - spot[1] <= _THIN:
            return _edge(spot)
    segments = pdfium.FPDFPath_CountSegments(path)
    if not 2 <= segments <= 2000:
        return []
    own = pdfium.FS_MATRIX()
    pdfium.FPDFPageObj_GetMatrix(path, own)
    chain = [own, *matrices]
    edges: list[dict[str, Any]] = []
    x, y = ctypes.c_float(), ctypes.c_float()
    begin = last = (0.0, 0.0)
    for index in range(segments):
        segment = pdfium.FPDFPath_GetPathSegment(path, index)
        pdfium.FPDFPathSegment_GetPoint(segment, x, y)
        point = _apply(chain, x.value, y.value)
        kind = pdfium.FPDFPathSegment_GetType(segment)
        if kind == pdfium.FPDF_SEGMENT_MOVETO:
            begin = point
        elif kind == pdfium.FPDF_SEGMENT_LINETO:
            edges.extend(_between(last, point, frame))
        last = point
        if pdfium.FPDFPathSegment_GetClose(segment):
            edges.extend(_between(last, begin, frame))
            last = begin
    return edges


def _apply(chain: list[Any], x: float, y: float) -> tuple[float, float]:
    for m in chain:
        x, y = m.a * x + m.c * y + m.e, m.b * x + m.d * y + m.f
    return x, y


def _between(one: tuple[float, float], other: tuple[float, float], frame: Frame) -> list[dict[str, Any]]:
    if abs(one[0] - other[0]) > 1 and abs(one[1] - other[1]) > 1:
        return []
    spot = place(frame, min(one[0], other[0]), min(one[1], other[1]), max(one[0], other[0]), max(one[1], other[1]))
    return _edge(spot)


def _edge(spot: Place) -> list[dict[str, Any]]:
    x0, top, x1, bottom = spot
    level = x1 - x0 >= bottom - top
    if max(x1 - x0, bottom - top) < _SHORTEST:
        return []
    if level:
        top = bottom = (top + bottom) / 2
    else:
        x0 = x1 = (x0 + x1) / 2
    orientation = "h" if level else "v"
    return [
        {
            "object_type": "line",
            "orientation": orientation,
            "x0": x0,
            "x1": x1,
            "top": top,
            "bottom": bottom,
            "width": x1 - x0,
            "height": bottom - top,
        }
    ]


def _rows(cells: list[Cell]) -> Grid:
    tops = sorted({cell[1] for cell in cells})
    lefts = sorted({cell[0] for cell in cells})
    held = {(cell[1], cell[0]): cell for cell in cells}
    return [[held.get((top, left)) for left in lefts] for top in tops]
