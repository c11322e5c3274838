"""Pages of a PDF as pictures, for the eye and for OCR."""

import ctypes
import io
from pathlib import Path
from typing import TYPE_CHECKING

import pypdfium2.raw as pdfium

from ingest.readers.limits import Limits
from ingest.readers.pdf_page import Opened, Sheet, opened
from models.document import Document
from models.errors import UnreadableFile

if TYPE_CHECKING:
    from PIL import Image

_MOST_PIXELS = 40_000_000


def render_page(path: Path, document: Document, number: int, scale: float, limits: Limits) -> bytes:
    """Give a page's picture as PNG."""
    del document
    with opened(path.read_bytes(), limits) as (document_, count):
        if not 1 <= number <= count:
            raise UnreadableFile("no_such_page", page=number)
        with Opened(document_, number - 1) as sheet:
            picture = picture_of(sheet, scale, grey=False)
    into = io.BytesIO()
    picture.save(into, "PNG", compress_level=3)
    return into.getvalue()


def fitting(sheet: Sheet, scale: float) -> float:
    """Give the scale, or a smaller one at which the page's picture stays within bounds."""
    width, height = sheet.size
    pixels = max(width * height, 1.0) * scale * scale
    return float(scale * min(1.0, (_MOST_PIXELS / pixels) ** 0.5))


def picture_of(sheet: Sheet, scale: float, *, grey: bool) -> "Image.Image":
    """Draw an open page, `scale` pixels to a point."""
    from PIL import Image  # noqa: PLC0415 - most files are only read

    scale = fitting(sheet, scale)
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
