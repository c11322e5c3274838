"""Ruled tables: rulings from pdfium's paths, cells by pdfplumber's geometry, words by pdfium again.

pdfplumber's own way costs nine times the CPU for the same cells, because it builds every character first.
"""

import ctypes
import functools
from typing import Any

import pypdfium2.raw as pdfium

from ingest.readers.limits import Limits
from ingest.readers.pdf_page import Frame, Place, Sheet, place

Cell = tuple[float, float, float, float]
Grid = list[list[Cell | None]]

_THIN = 3.0
_SHORTEST = 5.0
_FEWEST_PATHS = 4
_DEEPEST_FORM = 4
_MOST_CELLS = 5000

# The same two functions on plain numbers: a page of single letters has thousands of objects, and a pointer object for
# each of them costs more than pdfium's answer.
_OBJECT = ctypes.CFUNCTYPE(ctypes.c_void_p, ctypes.c_void_p, ctypes.c_int)(
    ctypes.cast(pdfium.FPDFPage_GetObject, ctypes.c_void_p).value or 0
)
_TYPE = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p)(
    ctypes.cast(pdfium.FPDFPageObj_GetType, ctypes.c_void_p).value or 0
)


def find_grids(sheet: Sheet, limits: Limits) -> list[Grid]:
    """Give the page's tables as rows of cell rectangles (None where a cell is merged away), in the upright frame."""
    paths = _paths(sheet, limits)
    if not _FEWEST_PATHS <= len(paths) <= limits.page_paths:
        return []
    edges = [edge for path, matrices in paths for edge in _edges(path, matrices, sheet.upright)]
    if len(edges) < _FEWEST_PATHS:
        return []
    table = _geometry()
    merged = table.merge_edges(edges, 3, 3, 3, 3)
    level = sum(edge["orientation"] == "h" for edge in merged)
    if level * (len(merged) - level) > _MOST_CELLS:
        return []
    cells = table.intersections_to_cells(table.edges_to_intersections(merged, 3, 3))
    if len(cells) > _MOST_CELLS:
        return []
    grids = [_rows(group) for group in table.cells_to_tables(cells)]
    return [grid for grid in grids if len(grid) >= 2 and max(len(row) for row in grid) >= 2]


@functools.cache
def _geometry() -> Any:
    import pdfplumber.table  # noqa: PLC0415 - costs 0.2 s and 15 MB, and most pages hold no table

    return pdfplumber.table


def words_in(sheet: Sheet, cell: Cell) -> str:
    """Give the words inside a cell, one space between them."""
    left, bottom, right, top = _own_space(sheet.upright, cell)
    length = pdfium.FPDFText_GetBoundedText(sheet.text, left, top, right, bottom, None, 0)
    if length <= 0:
        return ""
    buffer = ctypes.create_string_buffer(2 * (length + 1))
    pdfium.FPDFText_GetBoundedText(
        sheet.text, left, top, right, bottom, ctypes.cast(buffer, ctypes.POINTER(ctypes.c_ushort)), length
    )
    return buffer.raw[: 2 * length].decode("utf-16-le", "replace").replace("\x00", "")


def around(grid: Grid) -> Cell:
    """Give the rectangle of a whole table."""
    cells = [cell for row in grid for cell in row if cell]
    return min(c[0] for c in cells), min(c[1] for c in cells), max(c[2] for c in cells), max(c[3] for c in cells)


def rulings(grid: Grid) -> list[float]:
    """Give the places of a table's upright rulings."""
    return sorted({edge for row in grid for cell in row if cell for edge in (cell[0], cell[2])})


def _paths(sheet: Sheet, limits: Limits) -> list[tuple[Any, list[Any]]]:
    """Give the page's paths, those inside form objects with the matrices to apply."""
    found: list[tuple[Any, list[Any]]] = []
    count = min(pdfium.FPDFPage_CountObjects(sheet.page), 4 * limits.page_paths)
    page = ctypes.cast(sheet.page, ctypes.c_void_p).value
    forms: list[tuple[Any, list[Any], int]] = []
    for index in range(count):
        handle = _OBJECT(page, index)
        kind = _TYPE(handle)
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


def _own_space(frame: Frame, cell: Cell) -> tuple[float, float, float, float]:
    turns, x, y, width, height = frame
    x0, top, x1, bottom = cell
    match turns:
        case 1:
            return x + top, y + x0, x + bottom, y + x1
        case 2:
            return x + width - x1, y + top, x + width - x0, y + bottom
        case 3:
            return x + width - bottom, y + height - x1, x + width - top, y + height - x0
        case _:
            return x + x0, y + height - bottom, x + x1, y + height - top
