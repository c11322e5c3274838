"""The large pictures in a Word or OpenDocument file: scanned pages and pasted tables, whose writing is recognised.

Small ones (coats of arms, signatures) are left. Where a file holds nothing but pictures, each of them is a page of its own,
with the places of its words, as if it had been scanned to a picture file. Elsewhere what is recognised stands as a paragraph
where the picture stands.
"""

import io
from collections.abc import Sequence

import msgspec
from PIL import Image

from ingest.readers import image, ocr, progress
from ingest.readers.flow import Block, Grid, Paragraph
from ingest.readers.limits import Limits
from ingest.readers.package import Package
from models.document import Box, Document, Notice, Page
from models.errors import UnreadableFile

_SQUARE_INCHES = 12.0  # of a picture that is read, as it is shown: an eighth of a page
_NARROWEST = 2.5  # inches
_USUAL_DPI = 150.0
_COARSEST = 60  # dots per inch
_PAPERS = (8.27, 11.69), (8.5, 11.0)  # inches
_LIKE_PAPER = 0.03  # how far the shape of a scanned page may be from that of its paper
_POINTS = 72.0
_SCANNED = frozenset({"ocr", "waiting"})


class Shown(msgspec.Struct, frozen=True):
    """A picture part, and how wide and high the document shows it, in inches; 0 where that is not told."""

    part: str
    width: float = 0.0
    height: float = 0.0


class Pictures:
    """The large pictures of one document, recognised as its walk meets them."""

    def __init__(self, package: Package, limits: Limits, *, recognise: bool = True) -> None:
        self._package, self._limits, self._recognise = package, limits, recognise
        self._known: dict[str, Paragraph] = {}
        self.found: list[tuple[Shown, Page, str]] = []
        self._problems: list[Notice] = []

    def paragraph(self, shown: Shown) -> Paragraph | None:
        """Give what is written on a picture; None for one too small to hold a page, or not a picture that can be read."""
        if shown.part not in self._known:
            with image.taken_apart(self._content(shown), self._limits) as opened:
                if opened is None or (sized := _sized(opened, shown)) is None:
                    return None
                self._known[shown.part] = self._read(opened, sized)
        return self._known[shown.part]

    def _content(self, shown: Shown) -> bytes:
        try:
            return self._package.part(shown.part) if self._package.has(shown.part) else b""
        except UnreadableFile:
            return b""  # a damaged picture costs its words, not the letter

    def _read(self, opened: Image.Image, shown: Shown) -> Paragraph:
        number = len(self.found) + 1
        if number > self._limits.pages:
            raise UnreadableFile("pdf_too_many_pages", pages=number, limit=self._limits.pages)
        size = shown.width * _POINTS, shown.height * _POINTS
        recognised = None
        if self._recognise:
            picture, dpi = image.ready(opened, opened.width / shown.width, self._limits)
            recognised = ocr.read_page(picture, dpi, self._limits)
            progress.report(number, number)
        page = ocr.page_of(recognised, number, 0, *size)
        text = recognised.text if recognised else ""
        if recognised is not None and recognised.problem:
            self._problems.append(Notice("ocr_failed", {"page": number, "reason": recognised.problem}))
        self.found.append((shown, page, text))
        return Paragraph(text, words=page.words)

    def notices(self) -> list[Notice]:
        """Give what a clerk should know: pictures were read, wait, or hold doubtful words."""
        if not self.found:
            return []
        read = [Notice("word_pictures_read", {"pictures": sum(page.source == "ocr" for _, page, _ in self.found)})]
        waiting = all(page.source == "waiting" for _, page, _ in self.found)
        return [*([] if waiting else read), *self._problems, *image.doubts([page for _, page, _ in self.found])]

    def as_scan(self) -> tuple[str, tuple[Page, ...]]:
        """Give text and pages of a document that is nothing but its pictures."""
        pieces: list[str] = []
        pages: list[Page] = []
        length = 0
        for _, page, text in self.found:
            if pieces and text:
                pieces.append("\n\n")
                length += 2
            words = tuple(msgspec.structs.replace(word, start=word.start + length) for word in page.words)
            pages.append(msgspec.structs.replace(page, start=length, end=length + len(text), words=words))
            pieces.append(text)
            length += len(text)
        return "".join(pieces), tuple(pages)


def is_written(blocks: Sequence[Block]) -> bool:
    """Tell whether anything is written outside the pictures."""
    return any(
        not block.words and bool(block.label or block.text.strip())
        if isinstance(block, Paragraph)
        else isinstance(block, Grid) and any(is_written(cell.blocks) for row in block.rows for cell in row)
        for block in blocks
    )


def is_scan(document: Document) -> bool:
    """Tell a document that is nothing but its pictures, each of them a page."""
    return bool(document.pages) and all(page.source in _SCANNED for page in document.pages)


def located(document: Document, start: int, end: int) -> list[Box]:
    """Give the rectangles of the recognised words of a document that is nothing but its pictures."""
    return ocr.boxes(document, start, end)


def shown_page(pictures: Pictures, number: int, scale: float, limits: Limits) -> bytes:
    """Give the picture that is page `number`, as PNG."""
    if not 1 <= number <= len(pictures.found):
        raise UnreadableFile("no_such_page", page=number)
    shown, page, _ = pictures.found[number - 1]
    with image.taken_apart(pictures._content(shown), limits) as opened:  # noqa: SLF001 - of this module
        if opened is None:
            raise UnreadableFile("picture_damaged")
        size = max(round(page.width * scale), 1), max(round(page.height * scale), 1)
        into = io.BytesIO()
        opened.convert("RGB").resize(size, Image.Resampling.LANCZOS).save(into, "PNG")
    return into.getvalue()


def _sized(opened: Image.Image, shown: Shown) -> Shown | None:
    """Give the picture with the size it is shown in; None for one too small to hold a page's writing."""
    width, height = shown.width, shown.height
    if width <= 0 or height <= 0:
        width, height = opened.width / _USUAL_DPI, opened.height / _USUAL_DPI
    if width < _NARROWEST or width * height < _SQUARE_INCHES or opened.width / width < _COARSEST:
        return None
    shape = opened.width / opened.height
    paper = min(_PAPERS, key=lambda size: abs(size[0] / size[1] - shape))
    if abs(paper[0] / paper[1] - shape) < _LIKE_PAPER:
        width, height = paper  # a page that was made smaller to fit between the margins: its letters were not
    return Shown(shown.part, width, height)
