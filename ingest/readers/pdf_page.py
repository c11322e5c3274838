"""One PDF page through pdfium: its characters as lines, each with its place and the way back to pdfium's own index."""

import ctypes
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager

import msgspec
import pypdfium2.raw as pdfium

from ingest.readers.limits import Limits
from models.errors import UnreadableFile

Frame = tuple[int, float, float, float, float]  # quarter turns clockwise, left, bottom, width and height before turning
Place = tuple[float, float, float, float]  # x0, top, x1, bottom
Piece = tuple[int, int, int]  # offset in the line's text, length, index of pdfium's character

_LIGATURES = {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"}
_ODD = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\xad\u0300-\u036f\u200b-\u200f\u2028\u2029\u2060\ufb00-\ufb06\ufeff\ufff9-\uffff]"
)
_LINE = re.compile("[^\r\n\x02\ufffe]+[\x02\ufffe]?")  # after a hyphen pdfium goes on without a line break
_HYPHEN = "\x02"
_SAMPLES_OF_DIRECTION = 9
_FINE = 10_000

pdfium.FPDF_InitLibrary()

# The same function on plain numbers: a line of single letters has a rectangle for each, and pointer objects for their
# corners cost more than pdfium's answer.
_RECTANGLE = ctypes.PYFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_int, *[ctypes.c_void_p] * 4)(
    ctypes.cast(pdfium.FPDFText_GetRect, ctypes.c_void_p).value or 0
)


class Line(msgspec.Struct):
    """A line of a page: `pieces` lead from its text to pdfium's characters.

    `spaces` are the white spaces between pdfium's rectangles on the line, `gaps` those that are wider than any space
    between two words.
    """

    text: str
    place: Place
    pieces: list[Piece]
    gaps: list[tuple[float, float]] = []
    spaces: list[tuple[float, float]] = []
    joins_next: bool = False


class Sheet(msgspec.Struct):
    """An open page: handles of pdfium, its frame as shown and the frame in which its text runs from left to right.

    A page that another library read has no handles but the places of its characters.
    """

    page: ctypes.c_void_p
    text: ctypes.c_void_p
    shown: Frame
    upright: Frame
    count: int
    places: list[Place] | None = None

    @property
    def size(self) -> tuple[float, float]:
        """Give width and height as shown."""
        turns, _, _, width, height = self.shown
        return (height, width) if turns % 2 else (width, height)


class Opened:
    """A page of a document, open for as long as the ``with`` block lasts."""

    def __init__(self, document: ctypes.c_void_p, index: int) -> None:
        self._document, self._index = document, index

    def __enter__(self) -> Sheet:
        self._page = pdfium.FPDF_LoadPage(self._document, self._index)
        if not self._page:
            raise UnreadableFile("pdf_page_damaged", page=self._index + 1)
        # The corners as shown, in the page's own space: pdfium swaps the sides of a turned page's bounding box.
        (x0, y0), (x1, y1) = self._corner(0), self._corner(_FINE)
        turns = pdfium.FPDFPage_GetRotation(self._page) % 4
        shown = (turns, min(x0, x1), min(y0, y1), abs(x1 - x0), abs(y1 - y0))
        self._text = self._loaded_text()
        count = max(pdfium.FPDFText_CountChars(self._text), 0)
        direction = _direction(self._text, count)
        if direction != turns:
            # pdfium puts letters in order as the page is shown: turned until its words stand upright, they are right.
            pdfium.FPDFText_ClosePage(self._text)
            pdfium.FPDFPage_SetRotation(self._page, direction)
            self._text = self._loaded_text()
            count = max(pdfium.FPDFText_CountChars(self._text), 0)
            pdfium.FPDFPage_SetRotation(self._page, turns)
        return Sheet(self._page, self._text, shown, (direction, *shown[1:]), count)

    def _loaded_text(self) -> ctypes.c_void_p:
        text: ctypes.c_void_p = pdfium.FPDFText_LoadPage(self._page)
        if not text:
            pdfium.FPDF_ClosePage(self._page)
            raise UnreadableFile("pdf_page_damaged", page=self._index + 1)
        return text

    def _corner(self, at: int) -> tuple[float, float]:
        x, y = ctypes.c_double(), ctypes.c_double()
        pdfium.FPDF_DeviceToPage(self._page, 0, 0, _FINE, _FINE, 0, at, at, x, y)
        return x.value, y.value

    def __exit__(self, *_: object) -> None:
        pdfium.FPDFText_ClosePage(self._text)
        pdfium.FPDF_ClosePage(self._page)


@contextmanager
def opened(content: bytes, limits: Limits) -> Iterator[tuple[ctypes.c_void_p, int]]:
    """Give the open document and its number of pages; raises `UnreadableFile` where pdfium cannot open it."""
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


def place(frame: Frame, left: float, bottom: float, right: float, top: float) -> Place:
    """Turn a rectangle of the page's own space into one from the top left corner of a frame."""
    turns, x, y, width, height = frame
    u0, u1 = left - x, right - x
    v0, v1 = bottom - y, top - y
    match turns:
        case 1:
            return v0, u0, v1, u1
        case 2:
            return width - u1, v0, width - u0, v1
        case 3:
            return height - v1, width - u1, height - v0, width - u0
        case _:
            return u0, height - v1, u1, height - v0


def characters(sheet: Sheet, limits: Limits) -> str:
    """Give the page's characters, exactly one for each of pdfium's indices."""
    if sheet.count > limits.page_characters:
        raise UnreadableFile("pdf_page_overfull", page=0, characters=sheet.count, limit=limits.page_characters)
    if not sheet.count:
        return ""
    buffer = ctypes.create_string_buffer(2 * (sheet.count + 1))
    written = pdfium.FPDFText_GetText(sheet.text, 0, sheet.count, ctypes.cast(buffer, ctypes.POINTER(ctypes.c_ushort)))
    text = buffer.raw[: 2 * max(written - 1, 0)].decode("utf-16-le", "replace")
    if len(text) == sheet.count:
        return text
    codes = (pdfium.FPDFText_GetUnicode(sheet.text, index) for index in range(sheet.count))
    return "".join(
        chr(code) if code and not 0xD800 <= code < 0xE000 and code < 0x110000 else "\ufffd" for code in codes
    )


def lines(sheet: Sheet, raw: str) -> list[Line]:
    """Give the page's lines in the order of its content."""
    found: list[Line] = []
    for match in _LINE.finditer(raw):
        start, end = match.span()
        text, pieces, joins = _clean(match.group(), start)
        if not text and not joins:
            continue
        spots = rectangles(sheet, start, end - start, sheet.upright)
        if not spots:
            spots = [found[-1].place if found else (0.0, 0.0, 0.0, 0.0)]
        found.append(with_spaces(Line(text, _around(spots), pieces, joins_next=joins), spots))
    return found


def rectangles(sheet: Sheet, start: int, length: int, frame: Frame) -> list[Place]:
    """Give the rectangles that pdfium draws around a run of its characters, in the given frame."""
    count = max(pdfium.FPDFText_CountRects(sheet.text, start, length), 0)
    text = ctypes.cast(sheet.text, ctypes.c_void_p).value
    corners = (ctypes.c_double * 4)()
    places = [ctypes.addressof(corners) + 8 * number for number in range(4)]
    turns, x, y, _, height = frame
    top_edge = y + height
    found = []
    for index in range(count):
        if _RECTANGLE(text, index, *places):
            left, top, right, bottom = corners
            if turns:
                found.append(place(frame, left, bottom, right, top))
            else:
                found.append((left - x, top_edge - top, right - x, top_edge - bottom))
    return found


def character_place(sheet: Sheet, index: int) -> Place | None:
    """Give the box of one character in the upright frame; None for one that pdfium made up."""
    if sheet.places is not None:
        return sheet.places[index]
    left, right, bottom, top = (ctypes.c_double() for _ in range(4))
    if not pdfium.FPDFText_GetCharBox(sheet.text, index, left, right, bottom, top):
        return None
    if left.value == right.value and top.value == bottom.value:
        return None
    return place(sheet.upright, left.value, bottom.value, right.value, top.value)


def sources(pieces: list[Piece]) -> Iterator[tuple[int, int]]:
    """Give every (offset in the text, index of pdfium's character)."""
    for offset, length, source in pieces:
        for step in range(length):
            yield offset + step, source + step if source >= 0 else -1


def _direction(text: ctypes.c_void_p, count: int) -> int:
    """Give the quarter turns after which most of the page's words run from left to right."""
    votes: Counter[int] = Counter()
    matrix = pdfium.FS_MATRIX()
    for step in range(_SAMPLES_OF_DIRECTION):
        index = count * step // _SAMPLES_OF_DIRECTION
        if index < count and pdfium.FPDFText_GetMatrix(text, index, matrix):
            across, up = matrix.a, matrix.b
            if abs(across) >= abs(up):
                votes[0 if across >= 0 else 2] += 1
            else:
                votes[1 if up > 0 else 3] += 1
    return votes.most_common(1)[0][0] if votes else 0


def _clean(raw: str, first: int) -> tuple[str, list[Piece], bool]:
    """Give a line's text in NFC without ligatures and controls, its pieces, and whether its word goes on in the next."""
    raw = raw.replace("\xa0", " ")
    joins = raw.rstrip(" ").endswith((_HYPHEN, "\xad", "\ufffe"))
    if _ODD.search(raw) is None:
        text = raw.strip(" \t")
        return text, [(0, len(text), first + len(raw) - len(raw.lstrip(" \t")))] if text else [], joins
    return *tidied([(character, first + index) for index, character in enumerate(raw)]), joins


def tidied(characters_: list[tuple[str, int]]) -> tuple[str, list[Piece]]:
    """Join (character, index) pairs to a text in NFC without ligatures and controls, and its pieces."""
    parts: list[tuple[str, int]] = []
    for character, index in characters_:
        if unicodedata.combining(character) and parts and parts[-1][0]:
            parts[-1] = (unicodedata.normalize("NFC", parts[-1][0] + character), parts[-1][1])
        elif character in _LIGATURES:
            parts.append((_LIGATURES[character], index))
        elif not _ODD.match(character) or character == "\ufffd":
            parts.append((character, index))
    return assemble(parts)


def assemble(parts: list[tuple[str, int]]) -> tuple[str, list[Piece]]:
    """Join (characters, index) pairs to a text without white space at its ends, and its pieces."""
    while parts and not parts[0][0].strip(" \t"):
        parts = parts[1:]
    while parts and not parts[-1][0].strip(" \t"):
        parts = parts[:-1]
    pieces: list[Piece] = []
    text: list[str] = []
    offset = 0
    for characters_, source in parts:
        if pieces and len(characters_) == 1 and pieces[-1][2] + pieces[-1][1] == source and pieces[-1][2] >= 0:
            pieces[-1] = (pieces[-1][0], pieces[-1][1] + 1, pieces[-1][2])
        else:
            pieces.extend((offset + step, 1, source) for step in range(len(characters_)))
        text.append(characters_)
        offset += len(characters_)
    return "".join(text), pieces


def _around(spots: list[Place]) -> Place:
    return min(s[0] for s in spots), min(s[1] for s in spots), max(s[2] for s in spots), max(s[3] for s in spots)


def with_spaces(line: Line, spots: list[Place]) -> Line:
    """Give a line the white spaces between the rectangles of its words."""
    if len(spots) < 2:
        return line
    wide = max(1.5 * max([spot[3] - spot[1] for spot in spots]), 14.0)
    spaces = []
    ordered = sorted(spots)
    reach = ordered[0][2]
    for x0, _, x1, _ in ordered:
        if x0 - reach > 2:
            spaces.append((reach, x0))
        if x1 > reach:  # noqa: PLR1730 - a call for each letter costs more than all else here
            reach = x1
    line.gaps, line.spaces = [space for space in spaces if space[1] - space[0] > wide], spaces
    return line
