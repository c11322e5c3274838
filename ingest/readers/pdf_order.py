"""Lines in the order in which they are read, where the file holds them in another.

Most programs write a page from top to bottom, and a column after the one before it: that order is kept. A line that was
written late, above others that stand under it, goes back before them. A page in pieces (single letters on lines of their
own, lines shuffled or written backwards) is put together anew from where its characters stand.
"""

import ctypes
from itertools import pairwise

import pypdfium2.raw as pdfium

from ingest.readers.pdf_lines import around, joined
from ingest.readers.pdf_page import Line, Place, Sheet, place, tidied, with_spaces

_SHARE_IN_PIECES = 0.2
_FEWEST_IN_PIECES = 4
_BUCKETS = 40
_WORD_SPACE = 0.16
_BESIDE = 3.0
_DIVIDED = "\x02\xad\ufffe"  # what pdfium makes of a hyphen that divides a word
_MOST_REBUILT = 60_000
_MOST_LINES = 3000


def in_reading_order(sheet: Sheet, raw: str, lines: list[Line]) -> list[Line]:
    """Give the page's lines as they are read; `raw` is one character for each of pdfium's indices."""
    if len(lines) < 2:
        return lines
    if len(raw) <= _MOST_REBUILT and _is_in_pieces(lines):
        return _rebuilt(sheet, raw)
    return _late_ones_moved(lines) if len(lines) <= _MOST_LINES else lines


def _is_in_pieces(lines: list[Line]) -> bool:
    """Tell a page whose neighbouring lines are often parts of one, or whose lines often stand above the one before."""
    broken = jumps = 0
    for one, other in pairwise(lines):
        height = min(one.place[3] - one.place[1], other.place[3] - other.place[1])
        beside = min(one.place[3], other.place[3]) - max(one.place[1], other.place[1]) > 0.5 * height
        apart = max(other.place[0] - one.place[2], one.place[0] - other.place[2])
        broken += beside and apart < 0.8 * height
        jumps += other.place[3] <= one.place[1] + 0.3 * height and _under(other, one)
    return max(broken, jumps) >= max(_FEWEST_IN_PIECES, _SHARE_IN_PIECES * len(lines))


def _under(one: Line, other: Line) -> bool:
    """Tell lines of one column: they share some of their width."""
    common = min(one.place[2], other.place[2]) - max(one.place[0], other.place[0])
    return common > 0.3 * min(one.place[2] - one.place[0], other.place[2] - other.place[0])


def _late_ones_moved(lines: list[Line]) -> list[Line]:
    if all(one.place[1] <= other.place[1] for one, other in pairwise(lines)):
        return lines
    left, right = min(line.place[0] for line in lines), max(line.place[2] for line in lines)
    width = max(right - left, 1.0) / _BUCKETS
    lowest = [-1e9] * (_BUCKETS + 1)
    found: list[Line] = []
    for line in lines:
        first, last = int((line.place[0] - left) / width), int((line.place[2] - left) / width)
        if line.place[3] <= max(lowest[first : last + 1]) + 0.3 * (line.place[3] - line.place[1]):
            _put_back(line, found)
        else:
            found.append(line)
        for bucket in range(first, last + 1):
            if line.place[1] > lowest[bucket]:  # noqa: PLR1730 - as quick as may be, for every line and bucket
                lowest[bucket] = line.place[1]
    return found


def _put_back(line: Line, found: list[Line]) -> None:
    """Put a line that was written late where it is read: beside the words of its own row, or above those under it."""
    for at, other in enumerate(found):
        height = min(line.place[3] - line.place[1], other.place[3] - other.place[1])
        level = min(line.place[3], other.place[3]) - max(line.place[1], other.place[1]) > 0.5 * height
        if level and -1 <= other.place[0] - line.place[2] < _BESIDE * height:
            found[at] = _beside(line, other)
            return
        if _is_before(line, other):
            found.insert(at, line)
            return
    found.append(line)


def _beside(mark: Line, line: Line) -> Line:
    """Give a line with what was written late to its left: a list's number, for most."""
    whole = joined([mark, line], " ")
    whole.gaps, whole.spaces = line.gaps, line.spaces
    return whole


def _is_before(line: Line, other: Line) -> bool:
    return line.place[3] <= other.place[1] + 0.3 * (line.place[3] - line.place[1]) and _under(line, other)


def _rebuilt(sheet: Sheet, raw: str) -> list[Line]:
    """Give the lines that the characters form by their places alone."""
    letters = _letters(sheet, raw)
    rows: list[list[tuple[Place, int]]] = []
    lows: list[tuple[float, float]] = []
    for spot, index in sorted(letters, key=lambda letter: letter[0][1] + letter[0][3]):
        middle = (spot[1] + spot[3]) / 2
        if rows and lows[-1][0] <= middle <= lows[-1][1]:
            rows[-1].append((spot, index))
        else:
            rows.append([(spot, index)])
            height = spot[3] - spot[1]
            lows.append((spot[1] + 0.25 * height, spot[3] - 0.25 * height))
    found = []
    for row in rows:
        row.sort(key=lambda letter: letter[0][0])
        parts: list[tuple[str, int]] = []
        for number, (spot, index) in enumerate(row):
            if number and spot[0] - row[number - 1][0][2] > _WORD_SPACE * (spot[3] - spot[1]):
                parts.append((" ", -1))
            parts.append((raw[index], index))
        text, pieces = tidied(parts)
        if text:
            spots = [spot for spot, _ in row]
            divided = raw[row[-1][1]] in _DIVIDED
            found.append(with_spaces(Line(text, around(spots), pieces, joins_next=divided), spots))
    return found


def _letters(sheet: Sheet, raw: str) -> list[tuple[Place, int]]:
    """Give the characters that are drawn, each with its place as wide as the next one leaves it."""
    box = pdfium.FS_RECTF()
    found = []
    for index, character in enumerate(raw):
        if character.isspace() or not pdfium.FPDFText_GetLooseCharBox(sheet.text, index, ctypes.byref(box)):
            continue
        spot = place(sheet.upright, box.left, box.bottom, box.right, box.top)
        if spot[2] > spot[0] and spot[3] > spot[1]:
            found.append((spot, index))
    return found
