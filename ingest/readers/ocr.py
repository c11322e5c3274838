"""Writing recognised on a picture: words in reading order, with their places and how sure the engine is of each.

The picture is cleaned and laid straight, its ruled lines are taken out, and it is cut into even pieces of writing
(`scan_layout`), which Tesseract reads one by one.
"""

import math
import re
import time
from collections.abc import Callable, Iterator, Sequence

import msgspec
from PIL import Image

from ingest.readers import scan_layout, scan_letters, scan_lines, tesseract
from ingest.readers.clean_scan import clean
from ingest.readers.limits import Limits
from ingest.readers.scan_pieces import FINE, Piece
from ingest.readers.tesseract import Read, available
from models.document import Box, Document, Page, Word

__all__ = ["DOUBTFUL", "Recognised", "available", "boxes", "page_of", "read_page"]

DOUBTFUL = 0.6  # words below this confidence are marked for a clerk

_POINTS = 72.0
_SHARE_OF_WALL = 0.8  # of the time by the clock that a page may take: the pool must not lose patience first
_LOW = 0.6  # below this mean confidence the page may lie on its side or head
_ONE_LINE = 0.32  # inches: a cell lower than this holds one line
_TURNS = {90: Image.Transpose.ROTATE_270, 180: Image.Transpose.ROTATE_180, 270: Image.Transpose.ROTATE_90}
_NUMBER = re.compile(r"[\d.,/%:()₺-]+")
_LABELLED = re.compile(r"^[:.…_]|:$")


class Recognised(msgspec.Struct, frozen=True):
    """What stands on a picture: `words` index into `text`, their boxes are points from the picture's top left corner.

    `rotation` is by how many degrees clockwise the picture must be turned to be read; the boxes are those of the picture
    as it was given. `problem` says why nothing was recognised, where the engine failed.
    """

    text: str
    words: tuple[Word, ...] = ()
    confidence: float | None = None
    rotation: int = 0
    problem: str = ""


class _Line(msgspec.Struct):
    """Words beside each other, and what parts them from the line before."""

    glue: str
    words: list[Read]


def read_page(picture: Image.Image, dpi: float, limits: Limits) -> Recognised | None:
    """Recognise the words of one page; None where no engine is installed.

    A page that reads badly is tried again the way it lies by Tesseract's own orientation detection.
    """
    if not available():
        return None
    until = time.monotonic() + _SHARE_OF_WALL * limits.ocr_wall_seconds_per_page
    cleaned = clean(picture)
    found: list[Recognised] = []
    try:
        for turn in _turns(cleaned, dpi, found, until):
            found.append(_read_turned(cleaned, dpi, turn, until))
            if (found[-1].confidence or 0.0) >= _LOW and len(found[-1].words) > 3:
                return found[-1]
    except tesseract.Failed as failure:
        if not found:
            return Recognised("", problem=failure.reason)
    return max(found, key=lambda one: (one.confidence or 0.0) * len(one.words))


def _turns(cleaned: Image.Image, dpi: float, tried: Sequence[Recognised], until: float) -> Iterator[int]:
    """Give the ways the page may lie, the likeliest first; the next is asked for where the one before reads badly."""
    if not scan_lines.lies_on_side(cleaned):
        yield 0
        if (turn := tesseract.orientation(cleaned, dpi, until)) in _TURNS:
            yield turn
        return
    first = 270 if tesseract.orientation(cleaned, dpi, until) == 270 else 90
    yield from (first, 360 - first)
    if not any(one.words for one in tried):
        yield 0


def page_of(recognised: Recognised | None, number: int, start: int, width: float, height: float) -> Page:
    """Give the page that holds what was recognised, its text beginning at `start` of the document's."""
    if recognised is None:
        return Page(number=number, start=start, end=start, width=width, height=height, source="waiting")
    return Page(
        number=number,
        start=start,
        end=start + len(recognised.text),
        width=width,
        height=height,
        source="ocr",
        confidence=recognised.confidence,
        rotation=recognised.rotation,
        words=tuple(msgspec.structs.replace(word, start=word.start + start) for word in recognised.words),
    )


def boxes(document: Document, start: int, end: int) -> list[Box]:
    """Give the rectangles of ``document.text[start:end]`` on its recognised pages, one for each stretch of a line."""
    found: list[Box] = []
    for page in document.pages:
        if page.start >= end or page.end <= start:
            continue
        line: list[Word] = []
        for word in page.words:
            if word.start >= end or word.start + word.length <= start:
                continue
            word = _part_of(word, start, end)  # noqa: PLW2901 - the part of the word that is quoted
            if line and not _same_line(line[-1], word):
                found.append(_around(page.number, line))
                line = []
            line.append(word)
        if line:
            found.append(_around(page.number, line))
    return found


def _read_turned(cleaned: Image.Image, dpi: float, turn: int, until: float) -> Recognised:
    """Read the picture turned clockwise by `turn` and then laid straight; boxes are those of the picture as given."""
    turned = cleaned.transpose(_TURNS[turn]) if turn else cleaned
    slant = scan_lines.slant(turned)
    straight = turned.rotate(slant, Image.Resampling.BICUBIC, fillcolor=255) if slant else turned
    plain, rulings = scan_lines.erase_rulings(straight, dpi)
    lines = list(_lines(plain, scan_layout.zones(plain, dpi, rulings), dpi, until))
    if len(lines) > 1:
        lines[0].words = scan_letters.headed(lines[0].words, lines[1].words)
    centre = straight.width / 2, straight.height / 2
    scale = _POINTS / dpi
    size = cleaned.width * scale, cleaned.height * scale

    def back(word: Word) -> Word:
        return _turned_back(_slanted_back(word, slant, centre[0] * scale, centre[1] * scale), turn, *size)

    return msgspec.structs.replace(_composed(lines, scale, back), rotation=turn)


def _lines(picture: Image.Image, zones: Sequence[scan_layout.Zone], dpi: float, until: float) -> Iterator[_Line]:
    """Give the lines of all zones in reading order, their words' boxes in pixels of the picture."""
    blocks: list[scan_layout.Box] = []
    singles: list[scan_layout.Box] = []
    for zone in zones:
        if isinstance(zone, scan_layout.Ruled):
            for cell in (cell for row in zone.rows for cell in row if cell):
                (singles if cell[3] - cell[1] < _ONE_LINE * dpi else blocks).append(cell)
        else:
            blocks.extend(zone.boxes if isinstance(zone, scan_layout.Columns) else (zone.box,))
    words = _words_in(picture, blocks, tesseract.BLOCK, dpi, until)
    words |= _words_in(picture, singles, tesseract.LINE, dpi, until)
    for zone in zones:
        if isinstance(zone, scan_layout.Ruled):
            yield from _rows(zone, words)
        elif isinstance(zone, scan_layout.Columns):
            yield from _columns([_parted(words[box]) for box in zone.boxes])
        else:
            yield from _parted(words[zone.box])


def _words_in(
    picture: Image.Image, boxes: Sequence[scan_layout.Box], mode: int, dpi: float, until: float
) -> dict[scan_layout.Box, list[Read]]:
    pieces = [Piece(picture, box, dpi) for box in boxes]
    found = tesseract.read([piece.image for piece in pieces], mode, FINE, until)
    return {
        box: list(scan_letters.mended(piece.placed(words)))
        for box, piece, words in zip(boxes, pieces, found, strict=True)
    }


def _parted(words: Sequence[Read]) -> list[_Line]:
    found: list[_Line] = []
    before: tuple[str, ...] | None = None
    for word in words:
        if word.line != before:
            glue = "\n" if before is not None and before[:2] == word.line[:2] else "\n\n"
            found.append(_Line(glue, []))
            before = word.line
        found[-1].words.append(word)
    return found


def _rows(table: scan_layout.Ruled, words: dict[scan_layout.Box, list[Read]]) -> Iterator[_Line]:
    """Give a table row by row: cells of one line parted by tabs, longer ones by line breaks."""
    glue = "\n\n"
    read = scan_letters.figures([[words[cell] if cell else [] for cell in row] for row in table.rows])
    for row in read:
        cells = [_parted(held) for held in row if held]
        for lines in cells:
            for place, line in enumerate(lines):
                yield _Line(glue if place == 0 else "\n", line.words)
            glue = "\t" if len(lines) == 1 else "\n"
        if cells:
            glue = "\n"


def _columns(columns: list[list[_Line]]) -> Iterator[_Line]:
    """Give columns one after the other, but rows of labels or figures from left to right."""
    lines = [line for column in columns for line in column]
    rows: list[list[_Line]] = []
    for line in sorted(lines, key=_middle):
        if rows and abs(_middle(rows[-1][0]) - _middle(line)) < 0.5 * _height(line):
            rows[-1].append(line)
        else:
            rows.append([line])
    shared = [row for row in rows if len(row) > 1]
    labelled = sum(
        any(_LABELLED.search(line.words[0].text) for line in row[1:])
        or any(line.words[-1].text.endswith(":") for line in row[:-1])
        for row in shared
    )
    numbered = sum(any(all(_NUMBER.fullmatch(word.text) for word in line.words) for line in row) for row in shared)
    if shared and 2 * max(labelled, numbered) >= len(shared):
        for row in rows:
            for place, line in enumerate(sorted(row, key=lambda line: line.words[0].left)):
                yield _Line("\t" if place else "\n", line.words)
    else:
        yield from lines


def _middle(line: _Line) -> float:
    return sum(word.top + word.bottom for word in line.words) / (2 * len(line.words))


def _height(line: _Line) -> float:
    return sum(word.bottom - word.top for word in line.words) / len(line.words)


def _composed(lines: Sequence[_Line], scale: float, back: Callable[[Word], Word]) -> Recognised:
    pieces: list[str] = []
    words: list[Word] = []
    length = 0
    for line in lines:
        for place, word in enumerate(line.words):
            glue = " " if place else line.glue
            if not pieces:
                glue = ""
            elif not place and glue != "\t" and _is_hyphenated(pieces[-1], word.text):
                glue = ""
                pieces[-1] = pieces[-1][:-1]
                length -= 1
                words[-1] = msgspec.structs.replace(words[-1], length=words[-1].length - 1)
            pieces += [glue, word.text]
            length += len(glue)
            x0, top, x1, bottom = (edge * scale for edge in (word.left, word.top, word.right, word.bottom))
            words.append(back(Word(length, len(word.text), x0, top, x1, bottom, word.confidence)))
            length += len(word.text)
    mean = sum(word.confidence for word in words) / len(words) if words else None
    return Recognised("".join(pieces), tuple(words), None if mean is None else round(mean, 3))


def _is_hyphenated(before: str, after: str) -> bool:
    return len(before) > 2 and before[-1] in "-‐¬" and before[-2].isalpha() and after[0].islower()


def _slanted_back(word: Word, degrees: float, x: float, y: float) -> Word:
    """Give the word's box on the picture as it was before it was turned counterclockwise about (`x`, `y`)."""
    if not degrees:
        return word
    angle = math.radians(degrees)
    across, down = (word.x0 + word.x1) / 2 - x, (word.top + word.bottom) / 2 - y
    moved = (
        across * math.cos(angle) - down * math.sin(angle) - across,
        across * math.sin(angle) + down * math.cos(angle) - down,
    )
    return msgspec.structs.replace(
        word, x0=word.x0 + moved[0], x1=word.x1 + moved[0], top=word.top + moved[1], bottom=word.bottom + moved[1]
    )


def _turned_back(word: Word, turn: int, width: float, height: float) -> Word:
    """Give the word's box on the picture as it was given, from the one on the picture turned clockwise by `turn`."""
    match turn:
        case 90:
            x0, top, x1, bottom = word.top, height - word.x1, word.bottom, height - word.x0
        case 180:
            x0, top, x1, bottom = width - word.x1, height - word.bottom, width - word.x0, height - word.top
        case 270:
            x0, top, x1, bottom = width - word.bottom, word.x0, width - word.top, word.x1
        case _:
            x0, top, x1, bottom = word.x0, word.top, word.x1, word.bottom
    return msgspec.structs.replace(word, x0=round(x0, 2), top=round(top, 2), x1=round(x1, 2), bottom=round(bottom, 2))


def _part_of(word: Word, start: int, end: int) -> Word:
    """Narrow a word that is quoted in part, as if its letters were of one width."""
    first, last = max(start - word.start, 0), min(end - word.start, word.length)
    if (first, last) == (0, word.length):
        return word
    if word.x1 - word.x0 < word.bottom - word.top and word.length > 2:
        return word  # it stands upright on a turned page
    letter = (word.x1 - word.x0) / word.length
    return msgspec.structs.replace(word, x0=word.x0 + first * letter, x1=word.x0 + last * letter)


def _same_line(before: Word, after: Word) -> bool:
    overlap = min(before.bottom, after.bottom) - max(before.top, after.top)
    level = overlap > 0.3 * min(before.bottom - before.top, after.bottom - after.top)
    beside = min(before.x1, after.x1) - max(before.x0, after.x0) > 0.5 * min(before.x1 - before.x0, after.x1 - after.x0)
    return (level and after.x0 >= before.x0 - 1) or (
        not level and beside and before.bottom - before.top > before.x1 - before.x0
    )


def _around(page: int, words: list[Word]) -> Box:
    return Box(
        page=page,
        x0=min(word.x0 for word in words),
        top=min(word.top for word in words),
        x1=max(word.x1 for word in words),
        bottom=max(word.bottom for word in words),
    )
