"""Pages for formats that have none of their own: a PDF rendition, and where on it a quoted passage stands.

The rendition is found again by its letters alone (figures and letters, case folded), since layout adds line breaks,
hyphens, headers and page numbers between the words.
"""

import importlib
import io
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pypdfium2

from ingest.readers import docx_resolve, office, pictures
from ingest.readers.limits import Limits
from ingest.readers.package import Package
from models.document import Box, Document
from models.errors import UnreadableFile

_CONTEXT = 60  # letters before and after a passage that tell it from another of the same words
_ENDS = 40  # letters of a long passage's beginning and end, where a page break parts it


def locate(path: Path, document: Document, spans: Sequence[tuple[int, int]], limits: Limits) -> list[list[Box]]:
    """Give each span's boxes on the rendition's pages; none where the passage is not found."""
    if pictures.is_scan(document):
        return [pictures.located(document, start, end) for start, end in spans]
    with _rendition(path, document, limits) as pdf:
        drawn = _Drawn(pdf)
        found = []
        for start, end in spans:
            text = document.text
            places = drawn.find(_letters(text[:start]), _letters(text[start:end]), text, end)
            found.append([box for page, first, last in places for box in _boxes(pdf, page, first, last)])
        return found


def render_page(path: Path, document: Document, number: int, scale: float, limits: Limits) -> bytes:
    """Give a page of the rendition as PNG."""
    if pictures.is_scan(document):
        return _scan(path, document, number, scale, limits)
    with _rendition(path, document, limits) as pdf:
        if not 1 <= number <= len(pdf):
            raise UnreadableFile("no_such_page", page=number)
        page = pdf[number - 1]
        pixels = page.get_width() * page.get_height() * scale * scale
        if pixels > limits.picture_megapixels * 1e6:
            raise UnreadableFile("picture_too_large", megapixels=round(pixels / 1e6), limit=limits.picture_megapixels)
        return _png(page.render(scale=scale).to_pil())


def _scan(path: Path, document: Document, number: int, scale: float, limits: Limits) -> bytes:
    """Give the picture that is a page of a file of nothing but pictures."""
    reader: Any = importlib.import_module(f"ingest.readers.{'odt' if document.format == 'odt' else 'docx'}")
    source = path
    if document.format not in {"docx", "odt"}:
        try:
            source = office.convert(path, office.DOCX, limits)
        except office.OfficeFailed as failure:
            raise UnreadableFile("office_failed", reason=failure.reason) from failure
    with Package(source, limits) as package:
        return pictures.shown_page(reader.pictures_of(package, limits), number, scale, limits)


def _png(picture: Any) -> bytes:
    into = io.BytesIO()
    picture.save(into, "PNG")
    return into.getvalue()


@contextmanager
def _rendition(path: Path, document: Document, limits: Limits) -> Iterator[Any]:
    try:
        pdf = pypdfium2.PdfDocument(_as_pdf(path, document, limits))
    except (office.OfficeFailed, pypdfium2.PdfiumError) as failure:
        raise UnreadableFile("office_failed", reason=str(failure)) from failure
    try:
        yield pdf
    finally:
        pdf.close()


def _as_pdf(path: Path, document: Document, limits: Limits) -> Path:
    if document.format == "html":
        return office.convert(path, office.PDF, limits)
    source = path if document.format == "docx" else office.convert(path, office.DOCX, limits)
    settled = path.parent / "settled.docx"
    docx_resolve.resolve(source, settled, limits)
    return office.convert(settled, office.PDF, limits)


class _Drawn:
    """The rendition's letters, and for each its page and its place in the page's own text."""

    def __init__(self, pdf: Any) -> None:
        pieces: list[str] = []
        self._places: list[tuple[int, int]] = []
        for index in range(len(pdf)):
            text = _page_text(pdf[index])
            for at, character in enumerate(text):
                for letter in _letters(character):
                    pieces.append(letter)
                    self._places.append((index, at))
        self._all = "".join(pieces)

    def find(self, before: str, wanted: str, text: str, end: int) -> list[tuple[int, int, int]]:
        """Give (page, first, last) for each page that holds part of the passage."""
        if not wanted or not self._all:
            return []
        after = _letters(text[end : end + 3 * _CONTEXT])[:_CONTEXT]
        expected = len(before) * len(self._all) // max(len(before) + len(_letters(text[end - 1 :])), 1)
        for lead, tail in ((before[-_CONTEXT:], after), (before[-_CONTEXT:], ""), ("", after), ("", "")):
            at = self._nearest(lead + wanted + tail, expected)
            if at >= 0:
                return self._spans(at + len(lead), at + len(lead) + len(wanted))
        first = self._nearest(wanted[:_ENDS], expected)
        last = self._all.find(wanted[-_ENDS:], first) if first >= 0 else -1
        if 0 <= first < last < first + 2 * len(wanted) + 500:
            return self._spans(first, last + len(wanted[-_ENDS:]))
        return []

    def _nearest(self, wanted: str, expected: int) -> int:
        best, at = -1, self._all.find(wanted)
        while at >= 0:
            if best < 0 or abs(at - expected) < abs(best - expected):
                best = at
            at = self._all.find(wanted, at + 1)
        return best

    def _spans(self, start: int, end: int) -> list[tuple[int, int, int]]:
        found: list[tuple[int, int, int]] = []
        for page, at in self._places[start:end]:
            if found and found[-1][0] == page:
                found[-1] = (page, min(found[-1][1], at), max(found[-1][2], at))
            else:
                found.append((page, at, at))
        return found


def _page_text(page: Any) -> str:
    """Give one character for each of the page's own."""
    textpage = page.get_textpage()
    count = textpage.count_chars()
    text: str = textpage.get_text_range(0, count) if count else ""
    if len(text) != count:
        raw = pypdfium2.raw
        text = "".join(chr(raw.FPDFText_GetUnicode(textpage.raw, at) or 32) for at in range(count))
    return text


def _boxes(pdf: Any, index: int, first: int, last: int) -> list[Box]:
    page = pdf[index]
    height = page.get_height()
    textpage = page.get_textpage()
    found: list[Box] = []
    for number in range(textpage.count_rects(first, last - first + 1)):
        left, bottom, right, top = textpage.get_rect(number)
        found.append(Box(page=index + 1, x0=left, top=height - top, x1=right, bottom=height - bottom))
    return found


def _letters(text: str) -> str:
    return "".join(letter for letter in text.translate(_SAME).lower() if letter.isalnum())


# One letter each, whatever the case, so that a capital İ is not two characters.
_SAME = str.maketrans({"İ": "i", "I": "ı", "â": "a", "î": "i", "û": "u", "Â": "a", "Î": "i", "Û": "u"})
