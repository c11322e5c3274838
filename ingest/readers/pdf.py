"""PDF: pdfium reads every page; tables, columns, margins, letters and scans are settled page by page."""

import ctypes
import io
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
import pypdfium2.raw as pdfium

from ingest.readers import pdf_extras, pdf_letters, pdf_margins, pdf_tables, progress
from ingest.readers.limits import Limits
from ingest.readers.pdf_columns import read_columns
from ingest.readers.pdf_continued import Standing, joined_tables
from ingest.readers.pdf_lines import is_divided
from ingest.readers.pdf_order import in_reading_order
from ingest.readers.pdf_page import Line, Opened, Place, Sheet, characters, lines, rectangles
from ingest.readers.pdf_rows import Laid, read_rows
from models.document import Box, Document, Notice, Page, Run
from models.errors import UnreadableFile

if TYPE_CHECKING:
    from PIL import Image

    from ingest.readers.ocr import Recognised

VERSION = "pdfium@1"

_FEWEST_PATHS_OF_A_DRAWN_PAGE = 50
_MOST_PIXELS = 40_000_000
_SHARE_OF_A_SCAN = 0.5

pdfium.FPDF_InitLibrary()


class _Seen(msgspec.Struct):
    """A page as read, before the pages are put behind each other."""

    lines: list[Line]
    size: tuple[float, float]
    upright_height: float
    rotation: int
    added: list[str]
    tables: list[Laid]
    mended: int = 0
    lossy: bool = False
    scan: "Recognised | None" = None
    is_scan: bool = False


def read(path: Path, limits: Limits) -> Document:
    """Give the words of a PDF; a page without any goes to OCR."""
    content = path.read_bytes()
    if not _has_an_end(content):
        raise UnreadableFile("pdf_truncated")
    try:
        with _opened(content, limits) as (document, count):
            seen = [_see(document, index, count, limits) for index in range(count)]
            described = pdf_extras.metadata(document)
            notices = pdf_extras.notices(document, content)
    except UnreadableFile as error:
        if error.code not in {"pdf_damaged", "pdf_no_pages"}:
            raise
        return _rescued(path, limits, error)
    return _compose(seen, described, notices)


def locate(path: Path, document: Document, start: int, end: int, limits: Limits) -> list[Box]:
    """Give the rectangles of the characters ``start`` to ``end`` on the page pictures."""
    from ingest.readers import ocr  # noqa: PLC0415 - loads the picture library

    found = ocr.boxes(document, start, end) if any(page.words for page in document.pages) else []
    wanted = [page for page in document.pages if page.runs and page.start < end and page.end > start]
    if not wanted:
        return found
    with _opened(path.read_bytes(), limits) as (opened, count):
        for page in wanted:
            if page.number <= count:
                with Opened(opened, page.number - 1) as sheet:
                    for first, length in _stretches(page, start, end):
                        spots = _merged(rectangles(sheet, first, length, sheet.shown))
                        found.extend(Box(page.number, *spot) for spot in spots)
    return sorted(found, key=lambda box: box.page)


def render_page(path: Path, document: Document, number: int, scale: float, limits: Limits) -> bytes:
    """Give a page's picture as PNG."""
    del document
    with _opened(path.read_bytes(), limits) as (opened, count):
        if not 1 <= number <= count:
            raise UnreadableFile("no_such_page", page=number)
        with Opened(opened, number - 1) as sheet:
            picture = _picture(sheet, scale, grey=False)
    into = io.BytesIO()
    picture.save(into, "PNG", compress_level=3)
    return into.getvalue()


def _has_an_end(content: bytes) -> bool:
    # A cut-off file may open, without the pages that were cut away: half a resolution is worse than none.
    return b"%%EOF" in content[-4096:] or b"startxref" in content[-4096:]


@contextmanager
def _opened(content: bytes, limits: Limits) -> Iterator[tuple[ctypes.c_void_p, int]]:
    document = pdfium.FPDF_LoadMemDocument64(content, len(content), None)
    if not document:
        code = pdfium.FPDF_GetLastError()
        raise UnreadableFile(
            "pdf_encrypted" if code in {pdfium.FPDF_ERR_PASSWORD, pdfium.FPDF_ERR_SECURITY} else "pdf_damaged"
        )
    try:
        count = pdfium.FPDF_GetPageCount(document)
        if count < 1:
            raise UnreadableFile("pdf_no_pages")
        if count > limits.pages:
            raise UnreadableFile("pdf_too_many_pages", pages=count, limit=limits.pages)
        yield document, count
    finally:
        pdfium.FPDF_CloseDocument(document)


def _see(document: ctypes.c_void_p, index: int, count: int, limits: Limits) -> _Seen:
    try:
        with Opened(document, index) as sheet:
            return _see_sheet(sheet, index, count, limits)
    except UnreadableFile as error:
        raise UnreadableFile(error.code, **{**error.details, "page": index + 1}) from error


def _see_sheet(sheet: Sheet, index: int, count: int, limits: Limits) -> _Seen:
    raw = characters(sheet, limits)
    turns, _, _, width, height = sheet.upright
    page = _Seen(
        lines=in_reading_order(sheet, raw, lines(sheet, raw)),
        size=sheet.size,
        upright_height=width if turns % 2 else height,
        rotation=90 * sheet.shown[0],
        added=pdf_extras.added_words(sheet.page),
        tables=[],
    )
    page.mended = pdf_letters.mend(page.lines)
    page.lossy = pdf_letters.loses_letters(raw)
    garbage = pdf_letters.is_garbage(raw)
    if garbage or page.lossy or (not page.lines and not page.added):
        page.is_scan = garbage or page.lossy or _is_drawn(sheet)
        if page.is_scan:
            page.scan = _recognised(sheet, limits)
            progress.report(index + 1, count)
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
    return page


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
    scale = _fitting(sheet, limits.ocr_dpi / 72)
    return ocr.read_page(_picture(sheet, scale, grey=True), 72 * scale, limits)


def _fitting(sheet: Sheet, scale: float) -> float:
    width, height = sheet.size
    pixels = max(width * height, 1.0) * scale * scale
    return float(scale * min(1.0, (_MOST_PIXELS / pixels) ** 0.5))


def _picture(sheet: Sheet, scale: float, *, grey: bool) -> "Image.Image":
    from PIL import Image  # noqa: PLC0415 - most files are only read

    scale = _fitting(sheet, scale)
    width, height = (max(round(side * scale), 1) for side in sheet.size)
    bitmap = pdfium.FPDFBitmap_CreateEx(width, height, pdfium.FPDFBitmap_BGRx, None, 0)
    if not bitmap:
        raise MemoryError
    try:
        pdfium.FPDFBitmap_FillRect(bitmap, 0, 0, width, height, 0xFFFFFFFF)
        pdfium.FPDF_RenderPageBitmap(bitmap, sheet.page, 0, 0, width, height, 0, pdfium.FPDF_ANNOT)
        stride = pdfium.FPDFBitmap_GetStride(bitmap)
        content = ctypes.string_at(pdfium.FPDFBitmap_GetBuffer(bitmap), stride * height)
    finally:
        pdfium.FPDFBitmap_Destroy(bitmap)
    picture = Image.frombuffer("RGB", (width, height), content, "raw", "BGRX", stride, 1)
    return picture.convert("L") if grey else picture


def _rescued(path: Path, limits: Limits, error: UnreadableFile) -> Document:
    from ingest.readers import pdf_rescue  # noqa: PLC0415 - seldom needed

    found = pdf_rescue.read(path, limits)
    if found is None:
        raise error
    return found


def _compose(seen: list[_Seen], described: dict[str, str], notices: list[Notice]) -> Document:
    from ingest.readers import ocr  # noqa: PLC0415 - loads the picture library

    margins = pdf_margins.part_margins([page.lines for page in seen], [page.upright_height for page in seen])
    text: list[str] = []
    pages: list[Page] = []
    standing: list[Standing] = []
    start = 0
    for number, (page, margin) in enumerate(zip(seen, margins, strict=True), start=1):
        runs: list[Run] = []
        spans: list[tuple[int, int]] = []
        if page.is_scan:
            made = ocr.page_of(page.scan, number, start, *page.size)
            words = page.scan.text if page.scan else ""
        else:
            words, runs, spans = _put_together(page.lines, page.added, start)
            made = Page(number=number, start=start, end=start + len(words), width=page.size[0], height=page.size[1])
        pages.append(
            msgspec.structs.replace(
                made,
                runs=tuple(runs),
                header=margin.header,
                footer=margin.footer,
                rotation=made.rotation or page.rotation,
            )
        )
        standing.extend(_standing(page, number, dict(zip(map(id, page.lines), spans, strict=False))))
        text.append(words)
        start += len(words) + 1
    if not any(words.strip() for words in text) and not any(page.is_scan for page in seen):
        raise UnreadableFile("no_text")
    return Document(
        format="pdf",
        text="\n".join(text),
        pages=tuple(pages),
        tables=joined_tables(standing),
        notices=(*notices, *_notices(seen)),
        metadata=described,
        reader=VERSION,
    )


def _standing(page: _Seen, number: int, spans: dict[int, tuple[int, int]]) -> Iterator[Standing]:
    for table in page.tables:
        held = [spans[id(line)] for line in table.lines if id(line) in spans]
        if held:
            first, last = min(a for a, _ in held), max(b for _, b in held)
            before = any(b <= first for _, b in spans.values())
            yield Standing(table, number, first, last, not before, not any(a >= last for a, _ in spans.values()))


def _put_together(held: list[Line], added: list[str], start: int) -> tuple[str, list[Run], list[tuple[int, int]]]:
    """Give a page's text, its runs and the span of each of its lines in the document."""
    parts: list[str] = []
    runs: list[Run] = []
    spans: list[tuple[int, int]] = []
    at = start
    for index, line in enumerate(held):
        following = held[index + 1].text if index + 1 < len(held) else ""
        text = line.text
        joined = bool(following) and (line.joins_next or is_divided(text, following))
        if joined:
            text = text.rstrip("-\u2010\xad\x02 ")
        for offset, length, source in line.pieces:
            kept = min(length, len(text) - offset)
            if kept > 0:
                runs.append(Run(at + offset, kept, source))
        spans.append((at, at + len(text)))
        ending = "" if joined or index + 1 == len(held) else "\n"
        parts.append(text + ending)
        at += len(text) + len(ending)
    body = "".join(parts)
    if added:
        body = "\n".join((*([body] if body else []), *added))
    return body, runs, spans


def _notices(seen: list[_Seen]) -> list[Notice]:
    found = []
    if mended := sum(page.mended for page in seen):
        found.append(Notice("pdf_letters_mended", {"letters": mended}))
    if lossy := sum(page.lossy for page in seen):
        found.append(Notice("pdf_letters_lost", {"pages": lossy}))
    waiting = [number for number, page in enumerate(seen, start=1) if page.is_scan and page.scan is None]
    if waiting:
        found.append(Notice("ocr_missing", {"pages": len(waiting)}))
    failed = [
        (number, page.scan.problem) for number, page in enumerate(seen, start=1) if page.scan and page.scan.problem
    ]
    found.extend(Notice("ocr_failed", {"page": number, "reason": problem}) for number, problem in failed)
    return found


def _merged(spots: list[Place]) -> list[Place]:
    """Join rectangles that follow one another on a line: pdfium draws one a letter where letters stand apart."""
    found: list[Place] = []
    for spot in spots:
        if found:
            x0, top, x1, bottom = found[-1]
            beside = min(bottom, spot[3]) - max(top, spot[1]) > 0.3 * min(bottom - top, spot[3] - spot[1])
            under = min(x1, spot[2]) - max(x0, spot[0]) > 0.3 * min(x1 - x0, spot[2] - spot[0])
            reach = max(bottom - top, spot[3] - spot[1], 1.0) if beside else max(x1 - x0, spot[2] - spot[0], 1.0)
            apart = max(spot[0] - x1, x0 - spot[2]) if beside else max(spot[1] - bottom, top - spot[3])
            if (beside or under) and apart <= reach and not (under and not beside and apart > 0.5 * reach):
                found[-1] = (min(x0, spot[0]), min(top, spot[1]), max(x1, spot[2]), max(bottom, spot[3]))
                continue
        found.append(spot)
    return found


def _stretches(page: Page, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Give (first pdfium index, length) of the runs between two offsets, neighbours joined."""
    first, length = -1, 0
    for run in page.runs:
        a, b = max(run.start, start), min(run.start + run.length, end)
        if a >= b or run.source < 0:
            continue
        source = run.source + a - run.start
        if first >= 0 and source in {first + length, first + length - 1}:
            length = source + b - a - first
            continue
        if first >= 0:
            yield first, length
        first, length = source, b - a
    if first >= 0:
        yield first, length
