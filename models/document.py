"""A file as text: pages, tables and the way from a character back to its place on the page."""

from typing import Any

import msgspec


class Box(msgspec.Struct, frozen=True):
    """A rectangle on a page picture, in points from the page's top left corner (a Word file has none)."""

    page: int
    x0: float
    top: float
    x1: float
    bottom: float


class Run(msgspec.Struct, frozen=True):
    """`length` characters of the document's text from `start` on, which came from the page's own characters from `source` on.

    A run of source ``-1`` has no place on the page (a joining line break, for example).
    """

    start: int
    length: int
    source: int


class Word(msgspec.Struct, frozen=True):
    """A word that OCR recognised: its `length` characters from `start` of the document's text on, its place and confidence."""

    start: int
    length: int
    x0: float
    top: float
    x1: float
    bottom: float
    confidence: float


class Page(msgspec.Struct, frozen=True):
    """One page: its number from 1, its slice ``[start, end)`` of the document's text and how that text was read."""

    number: int
    start: int
    end: int
    width: float = 0.0
    height: float = 0.0
    source: str = "text"  # text | ocr | waiting (a scan that no OCR engine has read yet)
    header: str = ""
    footer: str = ""
    runs: tuple[Run, ...] = ()
    confidence: float | None = None  # mean OCR word confidence, 0 to 1
    rotation: int = 0
    words: tuple[Word, ...] = ()  # of a page read by OCR


class Table(msgspec.Struct, frozen=True):
    """A table's cells row by row, and the slice of the text that holds it."""

    page: int
    start: int
    end: int
    rows: tuple[tuple[str, ...], ...]


class Notice(msgspec.Struct, frozen=True):
    """Something a clerk should know about a file that was read all the same: one stable code and its details."""

    code: str
    details: dict[str, Any] = {}


class Document(msgspec.Struct, frozen=True):
    """What a reader makes of a file. ``text[start:end]`` is the quoted words, for every fact, in every format."""

    format: str  # pdf | docx | doc | odt | rtf | txt | html | udf | eyp | image
    text: str
    pages: tuple[Page, ...]
    tables: tuple[Table, ...] = ()
    notices: tuple[Notice, ...] = ()
    metadata: dict[str, str] = {}
    reader: str = ""  # name@version of what read it

    def page_at(self, offset: int) -> int:
        """Give the number of the page that holds the character at `offset` (the last page for the text's end)."""
        low, high = 0, len(self.pages) - 1
        while low < high:
            middle = (low + high + 1) // 2
            if self.pages[middle].start <= offset:
                low = middle
            else:
                high = middle - 1
        return self.pages[low].number if self.pages else 1
