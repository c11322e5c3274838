"""PDF: pdfium reads every page; tables, columns, margins, letters and scans are settled page by page."""

import ctypes
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING

import msgspec
import pypdfium2.raw as pdfium

from ingest.readers import pdf_added, pdf_extras, pdf_letters, pdf_tables, progress
from ingest.readers.limits import Limits
from ingest.readers.pdf_columns import read_columns
from ingest.readers.pdf_compose import VERSION, Seen, compose
from ingest.readers.pdf_order import in_reading_order
from ingest.readers.pdf_page import Opened, Sheet, characters, lines, opened
from ingest.readers.pdf_picture import fitting, picture_of, render_page
from ingest.readers.pdf_places import locate
from ingest.readers.pdf_rows import read_rows
from models.document import Document
from models.errors import UnreadableFile

if TYPE_CHECKING:
    from ingest.readers.ocr import Recognised
    from ingest.readers.pdf_rescue import Rescued

__all__ = ["VERSION", "locate", "read", "render_page"]

_FEWEST_PATHS_OF_A_DRAWN_PAGE = 50
_SHARE_OF_A_SCAN = 0.5
_MOST_FOR_THE_SECOND = 60_000  # letters; it takes a hundred times as long for each


def read(path: Path, limits: Limits) -> Document:
    """Give the words of a PDF; a page without any goes to OCR."""
    content = path.read_bytes()
    if not _has_an_end(content):
        raise UnreadableFile("pdf_truncated")
    try:
        with opened(content, limits) as (document, count), pdf_added.form_of(document) as form:
            file = _File(document, path, count, form, limits)
            seen = [_see(file, index) for index in range(count)]
            described = pdf_extras.metadata(document)
            pinned = [name for page in seen for name in page.files]
            notices = pdf_extras.notices(document, content, pinned)
    except UnreadableFile as error:
        if error.code not in {"pdf_damaged", "pdf_no_pages"}:
            raise
        seen = [as_seen(page) for page in _second().read_pages(path, limits)]
        if not seen:
            raise
        described, notices = {}, pdf_extras.active_content(content)
    return compose(seen, described, notices)


def _has_an_end(content: bytes) -> bool:
    # A cut-off file may open, without the pages that were cut away: half a resolution is worse than none.
    return b"%%EOF" in content[-4096:] or b"startxref" in content[-4096:]


class _File(msgspec.Struct, frozen=True):
    document: ctypes.c_void_p
    path: Path
    count: int
    form: ctypes.c_void_p | None
    limits: Limits


def _see(file: _File, index: int) -> Seen:
    try:
        with Opened(file.document, index) as sheet:
            return _see_sheet(sheet, file, index)
    except UnreadableFile as error:
        if error.code == "pdf_page_damaged" and (rescued := _second().read_page(file.path, index, file.limits)):
            return as_seen(rescued)
        raise UnreadableFile(error.code, **{**error.details, "page": index + 1}) from error


def _second() -> ModuleType:
    from ingest.readers import pdf_rescue  # noqa: PLC0415 - seldom needed

    return pdf_rescue


def as_seen(page: "Rescued") -> Seen:
    """Give a page of the second reader like one of the first."""
    return Seen(page.lines, page.size, page.size[1], page.rotation, page.tables, places=page.places)


def _see_sheet(sheet: Sheet, file: _File, index: int) -> Seen:
    limits = file.limits
    raw = characters(sheet, limits)
    turns, _, _, width, height = sheet.upright
    page = Seen(
        lines=in_reading_order(sheet, raw, lines(sheet, raw)),
        size=sheet.size,
        upright_height=width if turns % 2 else height,
        rotation=90 * sheet.shown[0],
        tables=[],
    )
    page.mended = pdf_letters.mend(page.lines)
    page.lossy = pdf_letters.loses_letters(raw)
    garbage = pdf_letters.is_garbage(raw)
    if len(raw) <= _MOST_FOR_THE_SECOND and (garbage or page.lossy or (not page.lines and _writes(sheet))):
        rescued = _second().read_page(file.path, index, limits)
        if rescued is not None:
            return as_seen(rescued)
    added = pdf_added.added_to(sheet, file.form)
    page.files = added.files
    if garbage or page.lossy or not (page.lines or added.fields or added.notes):
        page.is_scan = garbage or page.lossy or _is_drawn(sheet)
        if page.is_scan:
            page.scan = _recognised(sheet, limits)
            progress.report(index + 1, file.count)
        page.is_scan = page.is_scan and (garbage or not page.lossy or page.scan is not None)
        if page.is_scan or not page.lossy:
            page.lines = []
            return page
    rulings = pdf_tables.find_rulings(sheet, limits)
    if rulings.grids:
        page.lines, page.tables = read_rows(sheet, page.lines, rulings.grids)
    if any(line.gaps for line in page.lines):
        ruled = {id(line) for table in page.tables for line in table.lines}
        page.lines, more = read_columns(sheet, page.lines, rulings.levels, ruled)
        page.tables += more
    page.added = [*added.fields, *added.notes]
    page.lines = [*pdf_added.with_fields(page.lines, added.fields), *(line for line, _ in added.notes)]
    return page


def _writes(sheet: Sheet) -> bool:
    """Tell whether a page draws words at all."""
    return any(
        pdfium.FPDFPageObj_GetType(pdfium.FPDFPage_GetObject(sheet.page, index)) == pdfium.FPDF_PAGEOBJ_TEXT
        for index in range(min(pdfium.FPDFPage_CountObjects(sheet.page), 500))
    )


def _is_drawn(sheet: Sheet) -> bool:
    """Tell whether a page without words shows any: a picture over much of it, or letters drawn as paths."""
    area = max(sheet.size[0] * sheet.size[1], 1.0)
    covered, paths = 0.0, 0
    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    for index in range(min(pdfium.FPDFPage_CountObjects(sheet.page), 5000)):
        item = pdfium.FPDFPage_GetObject(sheet.page, index)
        kind = pdfium.FPDFPageObj_GetType(item)
        if kind in {pdfium.FPDF_PAGEOBJ_IMAGE, pdfium.FPDF_PAGEOBJ_FORM}:
            if pdfium.FPDFPageObj_GetBounds(item, left, bottom, right, top):
                covered += abs((right.value - left.value) * (top.value - bottom.value))
        elif kind == pdfium.FPDF_PAGEOBJ_PATH:
            paths += 1
    return covered > _SHARE_OF_A_SCAN * area or paths >= _FEWEST_PATHS_OF_A_DRAWN_PAGE


def _recognised(sheet: Sheet, limits: Limits) -> "Recognised | None":
    from ingest.readers import ocr  # noqa: PLC0415 - loads the picture library

    if not ocr.available():
        return None
    scale = fitting(sheet, limits.ocr_dpi / 72)
    return ocr.read_page(picture_of(sheet, scale, grey=False), 72 * scale, limits)
