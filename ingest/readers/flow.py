"""Text that flows (Word, ODT, HTML ...): paragraphs and grids put together as a document's text, pages and tables.

A format's reader makes blocks; this module alone decides what stands between them. A form feed inside a paragraph is a
page break. A cell of one paragraph is parted from the next by a tab, a longer one by a line break, so that side-by-side
lists are read one after the other. Runs point to paragraphs: `Run.source` is the paragraph's number from 0.
"""

import unicodedata
from collections.abc import Iterable, Iterator, Sequence

import msgspec

from ingest.readers.limits import Limits
from models.document import Page, Run, Table, Word
from models.errors import UnreadableFile

PAGE_BREAK = "\f"

_LIGATURES = {0xFB00: "ff", 0xFB01: "fi", 0xFB02: "fl", 0xFB03: "ffi", 0xFB04: "ffl", 0xFB05: "st", 0xFB06: "st"}
_SPACES = dict.fromkeys((0xA0, 0x2007, 0x202F, 0x2028, 0x2029), " ")
_UNSEEN: dict[int, None] = dict.fromkeys((*range(9), 0x0B, *range(0x0E, 0x20), 0x7F, 0xAD, 0x200B, 0x2060, 0xFEFF))
_LETTERS: dict[int, str | None] = {**_LIGATURES, **_SPACES, **_UNSEEN, 0x0D: "\n"}


class Paragraph(msgspec.Struct, frozen=True):
    """A paragraph's words, and the number its list gives it (which stands nowhere in the file).

    `words` are those of a recognised picture, by their places in `text`, which is then left as it is.
    """

    text: str
    label: str = ""
    words: tuple[Word, ...] = ()


class Section(msgspec.Struct, frozen=True):
    """From here on the pages belong to the section of this number, which has its own header."""

    number: int


class Cell(msgspec.Struct, frozen=True):
    """What stands in a cell, and the columns it spans; a cell that continues the one above is empty."""

    blocks: Sequence["Block"]
    columns: int = 1


class Grid(msgspec.Struct, frozen=True):
    """A table's rows of cells."""

    rows: Sequence[Sequence[Cell]]


Block = Paragraph | Grid | Section


class Composed(msgspec.Struct, frozen=True):
    """A document's text with its pages, tables and the section each page begins in."""

    text: str
    pages: tuple[Page, ...]
    tables: tuple[Table, ...]
    sections: tuple[int, ...]


def canonical(text: str) -> str:
    """Give the text composed (NFC), ligatures spelt out, every space a plain one, nothing invisible left.

    Not NFKC, which would also turn m² into m2.
    """
    if text.isascii() and text.isprintable():
        return text
    return unicodedata.normalize("NFC", text.replace("\r\n", "\n").translate(_LETTERS))


def compose(blocks: Iterable[Block], limits: Limits) -> Composed:
    """Put the blocks together; more text than `limits` allows is `text_too_long`."""
    writer = _Writer(limits)
    writer.write(blocks)
    return writer.done()


def plain(blocks: Iterable[Block], limits: Limits) -> str:
    """Give only the text of the blocks, as for a header or a footer."""
    return compose(blocks, limits).text


class _Writer:
    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._pieces: list[str] = []
        self._length = 0
        self._line_open = False  # the text does not end with a line break
        self._blank = True  # a blank line, or nothing, stands before
        self._paragraphs = 0
        self._runs: list[Run] = []
        self._words: list[Word] = []
        self._starts: list[int] = [0]
        self._sections: list[int] = [0]
        self._section = 0
        self._break_due = False
        self._tables: list[Table | None] = []

    def write(self, blocks: Iterable[Block]) -> None:
        for block in blocks:
            if isinstance(block, Paragraph):
                self._paragraph(block)
            elif isinstance(block, Grid):
                self._grid(block)
            else:
                self._section = block.number
                if self._length == 0:
                    self._sections[-1] = block.number

    def done(self) -> Composed:
        text = "".join(self._pieces).rstrip("\n")
        length = len(text)
        ends = [*self._starts[1:], length]
        pages = [
            Page(
                number=index + 1,
                start=min(start, length),
                end=min(end, length),
                runs=tuple(runs),
                words=tuple(word for word in self._words if start <= word.start < end),
            )
            for index, (start, end, runs) in enumerate(
                zip(self._starts, ends, _by_page(self._runs, ends, length), strict=True)
            )
        ]
        return Composed(text, tuple(pages), tuple(table for table in self._tables if table), tuple(self._sections))

    def _paragraph(self, paragraph: Paragraph) -> None:
        number = self._paragraphs
        self._paragraphs += 1
        pages = [canonical(part) for part in paragraph.text.split(PAGE_BREAK)]
        filled = [index for index, part in enumerate(pages) if part.strip()]
        if not filled and not paragraph.label:
            self._end_line()
            if len(pages) > 1:
                self._break_due = True
            elif not self._blank:
                self._put("\n")
                self._blank = True
            return
        self._end_line()
        for index, part in enumerate(pages):
            if index:
                self._break_due = True
            words = part.lstrip(" \t\n") if not filled or index <= filled[0] else part
            words = words.rstrip() if not filled or index >= filled[-1] else words
            if paragraph.label and index == (filled[0] if filled else 0):
                self._begin_page_if_due()
                self._put(f"{paragraph.label} " if words else paragraph.label)
            if words:
                self._begin_page_if_due()
                self._runs.append(Run(start=self._length, length=len(words), source=number))
                self._words.extend(
                    msgspec.structs.replace(word, start=word.start + self._length) for word in paragraph.words
                )
                self._put(words)
        self._line_open, self._blank = True, False

    def _grid(self, grid: Grid) -> None:
        self._end_line()
        place = len(self._tables)
        self._tables.append(None)
        start: int | None = None
        rows: list[tuple[str, ...]] = []
        page = len(self._starts)
        for row in grid.rows:
            texts: list[str] = []
            short_before: bool | None = None
            for cell in row:
                blocks = _without_outer_blanks(cell.blocks)
                short = len(blocks) == 1 and isinstance(blocks[0], Paragraph) and PAGE_BREAK not in blocks[0].text
                if blocks and self._line_open and short and short_before:
                    self._put("\t")
                    self._line_open = False
                elif blocks:
                    self._end_line()
                before = self._length
                if blocks:
                    self.write(blocks)
                    short_before = short
                    if start is None:
                        start, page = before, len(self._starts)
                texts.append("".join(self._tail(before)).strip("\n"))
                texts.extend([""] * (cell.columns - 1))
            self._end_line()
            if any(texts):
                rows.append(tuple(texts))
        if start is not None:
            end = self._length - 1  # without the last row's line break
            self._tables[place] = Table(page=page, start=start, end=end, rows=tuple(rows))

    def _tail(self, start: int) -> list[str]:
        """Give the pieces written from the offset `start` on."""
        found: list[str] = []
        at = self._length
        for piece in reversed(self._pieces):
            if at <= start:
                break
            found.append(piece)
            at -= len(piece)
        return found[::-1]

    def _put(self, text: str) -> None:
        self._pieces.append(text)
        self._length += len(text)
        if self._length > self._limits.text_characters:
            raise UnreadableFile("text_too_long", limit=self._limits.text_characters)

    def _end_line(self) -> None:
        if self._line_open:
            self._put("\n")
            self._line_open = False

    def _begin_page_if_due(self) -> None:
        if not self._break_due:
            return
        self._break_due = False
        if self._length > self._starts[-1]:
            self._starts.append(self._length)
            self._sections.append(self._section)
        else:
            self._sections[-1] = self._section


def _by_page(runs: list[Run], ends: list[int], length: int) -> Iterator[list[Run]]:
    at = 0
    for end in ends:
        found: list[Run] = []
        while at < len(runs) and runs[at].start < max(end, 1):
            run = runs[at]
            found.append(run if run.start + run.length <= length else Run(run.start, length - run.start, run.source))
            at += 1
        yield found


def _is_filled(blocks: Iterable[Block]) -> bool:
    return any(
        (block.label or block.text.strip())
        if isinstance(block, Paragraph)
        else isinstance(block, Grid) and any(_is_filled(cell.blocks) for row in block.rows for cell in row)
        for block in blocks
    )


def _without_outer_blanks(blocks: Sequence[Block]) -> Sequence[Block]:
    first, last = 0, len(blocks)
    while first < last and not _is_filled(blocks[first : first + 1]):
        first += 1
    while last > first and not _is_filled(blocks[last - 1 : last]):
        last -= 1
    return blocks[first:last]
