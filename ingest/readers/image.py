"""Scanned pictures (.tif with its pages, .jpg, .png): recognised page by page."""

import io
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from PIL import Image, ImageOps, UnidentifiedImageError

from ingest.readers import ocr, progress
from ingest.readers.limits import Limits
from models.document import Box, Document, Notice, Page
from models.errors import UnreadableFile

VERSION = "image@1"

Image.MAX_IMAGE_PIXELS = None  # the limits say how many, before any is unpacked

_FORMATS = ("TIFF", "JPEG", "PNG")
_A4_INCHES = 8.27, 11.69
_POINTS = 72.0


def read(path: Path, limits: Limits) -> Document:
    """Give the recognised text; where no engine is installed the pages wait and nothing fails."""
    pages: list[Page] = []
    pieces: list[str] = []
    notices: list[Notice] = []
    length = 0
    with _opened(path) as picture:
        count = _count(picture, limits)
        for number in range(1, count + 1):
            page_picture, dpi = _page(picture, number, limits)
            found = ocr.read_page(page_picture, dpi, limits)
            if pages and found is not None and found.text:
                pieces.append("\n\n")
                length += 2
            size = page_picture.width * _POINTS / dpi, page_picture.height * _POINTS / dpi
            pages.append(ocr.page_of(found, number, length, *size))
            if found is not None:
                pieces.append(found.text)
                length += len(found.text)
                if found.problem:
                    notices.append(Notice("ocr_failed", {"page": number, "reason": found.problem}))
            progress.report(number, count)
    text = "".join(pieces)
    return Document(format="image", text=text, pages=tuple(pages), notices=(*notices, *doubts(pages)), reader=VERSION)


def doubts(pages: list[Page]) -> list[Notice]:
    """Give the notices that recognised pages call for: some wait, or many words are doubtful."""
    found: list[Notice] = []
    if waiting := sum(page.source == "waiting" for page in pages):
        found.append(Notice("ocr_missing", {"pages": waiting}))
    words = [word for page in pages for word in page.words]
    doubtful = sum(word.confidence < ocr.DOUBTFUL for word in words)
    if doubtful:
        found.append(Notice("ocr_doubtful", {"words": len(words), "doubtful": doubtful}))
    return found


def locate(path: Path, document: Document, spans: Sequence[tuple[int, int]], limits: Limits) -> list[list[Box]]:
    """Give, for each span, the rectangles of the recognised words."""
    del path, limits
    return [ocr.boxes(document, start, end) for start, end in spans]


def render_page(path: Path, document: Document, number: int, scale: float, limits: Limits) -> bytes:
    """Give the scan itself, in the size of the page."""
    page = document.pages[number - 1]
    with _opened(path) as picture:
        if number > _count(picture, limits):
            raise UnreadableFile("no_such_page", page=number)
        shown, _ = _page(picture, number, limits)
    size = max(round(page.width * scale), 1), max(round(page.height * scale), 1)
    into = io.BytesIO()
    shown.convert("RGB").resize(size, Image.Resampling.LANCZOS).save(into, "PNG")
    return into.getvalue()


@contextmanager
def _opened(path: Path) -> Iterator[Image.Image]:
    try:
        with Image.open(path, formats=_FORMATS) as picture:
            yield picture
    except UnreadableFile:
        raise
    except (UnidentifiedImageError, Image.DecompressionBombError, OSError, SyntaxError, ValueError, EOFError) as error:
        raise UnreadableFile("picture_damaged") from error


def _count(picture: Image.Image, limits: Limits) -> int:
    count = getattr(picture, "n_frames", 1)
    if count > limits.pages:
        raise UnreadableFile("pdf_too_many_pages", pages=count, limit=limits.pages)
    return count


def _page(picture: Image.Image, number: int, limits: Limits) -> tuple[Image.Image, float]:
    """Give one page upright as its EXIF data says, no finer than needed, and its dots per inch."""
    if number > 1 or getattr(picture, "n_frames", 1) > 1:
        picture.seek(number - 1)
    return ready(picture, _dpi(picture), limits)


def ready(picture: Image.Image, dpi: float, limits: Limits) -> tuple[Image.Image, float]:
    """Give an opened picture upright, without its transparency, no finer than needed, and its dots per inch."""
    megapixels = picture.width * picture.height / 1e6
    if megapixels > limits.picture_megapixels:
        raise UnreadableFile("picture_too_large", megapixels=round(megapixels), limit=limits.picture_megapixels)
    upright = ImageOps.exif_transpose(picture)
    if upright.mode in {"RGBA", "LA", "P", "PA"}:
        upright = _on_white(upright.convert("RGBA"))
    upright = upright.convert("L") if upright.mode not in {"L", "RGB"} else upright
    if dpi > 1.5 * limits.ocr_dpi:
        factor = limits.ocr_dpi / dpi
        size = max(round(upright.width * factor), 1), max(round(upright.height * factor), 1)
        upright, dpi = upright.resize(size, Image.Resampling.BOX), float(limits.ocr_dpi)
    return upright, dpi


@contextmanager
def taken_apart(content: bytes, limits: Limits) -> Iterator[Image.Image | None]:
    """Open the bytes of a picture inside another file; None where they are of no kind that is read, damaged or too large."""
    try:
        opened = Image.open(io.BytesIO(content), formats=(*_FORMATS, "BMP", "GIF"))
        large = opened.width * opened.height > limits.picture_megapixels * 1e6
        if not large:
            opened.load()
    except Exception:  # noqa: BLE001 - picture libraries raise what they like
        yield None
        return
    with opened:
        yield None if large else opened


def _dpi(picture: Image.Image) -> float:
    """Give the resolution the file states, or the one at which it is a page of A4."""
    stated = picture.info.get("dpi", (0, 0))
    try:
        dpi = float(stated[0])
    except (TypeError, ValueError, IndexError, ZeroDivisionError):
        dpi = 0.0
    if 100 <= dpi <= 1200:
        return dpi
    short, long = sorted((picture.width, picture.height))
    return min(max(short / _A4_INCHES[0], long / _A4_INCHES[1], 70.0), 1200.0)


def _on_white(picture: Image.Image) -> Image.Image:
    paper = Image.new("RGBA", picture.size, "white")
    paper.alpha_composite(picture)
    return paper.convert("RGB")
