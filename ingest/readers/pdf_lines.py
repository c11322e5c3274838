"""Lines of a page taken apart and put together, with every character's way back to the page kept."""

import re
from collections.abc import Callable, Iterable, Sequence
from itertools import pairwise

from ingest.readers.pdf_page import Line, Piece, Place, Sheet, assemble, character_place, sources

_HYPHENS = "-\u2010"
_CUT = "-\u2010\xad\x02 "


def around(spots: Iterable[Place]) -> Place:
    """Give the rectangle around rectangles."""
    held = list(spots)
    return min(s[0] for s in held), min(s[1] for s in held), max(s[2] for s in held), max(s[3] for s in held)


def parted(sheet: Sheet, line: Line, part_at: Callable[[float, float], int]) -> dict[int, Line]:
    """Give the parts of a line by the number that `part_at` gives for the middle (x, y) of each character."""
    pairs: dict[int, list[tuple[str, int]]] = {}
    spots: dict[int, list[Place]] = {}
    current: int | None = None
    waiting: list[tuple[str, int]] = []
    for offset, source in sources(line.pieces):
        spot = character_place(sheet, source) if source >= 0 and not line.text[offset].isspace() else None
        if spot is not None:
            current = part_at((spot[0] + spot[2]) / 2, (spot[1] + spot[3]) / 2)
            spots.setdefault(current, []).append(spot)
        if current is None:
            waiting.append((line.text[offset], source))
        else:
            pairs.setdefault(current, []).append((line.text[offset], source))
    found = {}
    for number, held in pairs.items():
        text, pieces = assemble(held)
        if text:
            found[number] = Line(text, around(spots[number]), pieces)
    if waiting and not found:
        text, pieces = assemble(waiting)
        middle = (line.place[0] + line.place[2]) / 2, (line.place[1] + line.place[3]) / 2
        return {part_at(*middle): Line(text, line.place, pieces)} if text else {}
    return found


def joined(lines: Sequence[Line], between: str) -> Line:
    """Put lines behind each other, `between` them."""
    return _chained([(between, line) for line in lines])


def _chained(links: Sequence[tuple[str, Line]]) -> Line:
    """Put lines behind each other, each with what stands before it."""
    if len(links) == 1:
        return links[0][1]
    text: list[str] = []
    pieces: list[Piece] = []
    offset = 0
    for between, line in links:
        if text:
            text.append(between)
            offset += len(between)
        pieces.extend((offset + start, length, source) for start, length, source in line.pieces)
        text.append(line.text)
        offset += len(line.text)
    return Line("".join(text), around(line.place for _, line in links), pieces, joins_next=links[-1][1].joins_next)


def flowed(lines: Sequence[Line], left: float, right: float) -> Line:
    """Put the lines of a cell between `left` and `right` behind each other.

    A line that the cell's width ended goes on after a space, a word divided there is whole again, and a line that ended
    on purpose stays one.
    """
    rows = [joined(row, " ") for row in in_rows(lines)]
    pad = max(min(min(row.place[0] - left, right - row.place[2]) for row in rows), 0.0)
    room = right - left - 2 * pad + 1
    links = [("", rows[0])]
    for last, row in pairwise(rows):
        if (last.joins_next and row.text[:1].islower()) or is_divided(last.text, row.text):
            links[-1] = (links[-1][0], _cut(last))
            links.append(("", row))
        else:
            links.append((" " if _is_ended_by_width(last, row, room) else "\n", row))
    return _chained(links)


def _cut(line: Line) -> Line:
    """Give a line without the hyphen at its end."""
    text = line.text.rstrip(_CUT)
    kept = [(at, min(length, len(text) - at), source) for at, length, source in line.pieces]
    return Line(text, line.place, [piece for piece in kept if piece[1] > 0])


def is_divided(text: str, following: str) -> bool:
    """Tell a word that a hyphen divides at the end of a line."""
    return (
        len(text) > 2
        and text[-1] in _HYPHENS
        and text[-2].islower()
        and following[:1].islower()
        and bool(re.search(r"[^\W\d_]{2,}.$", text))
    )


def in_rows(lines: Iterable[Line]) -> list[list[Line]]:
    """Give lines as they stand on the page: rows from the top, each from the left."""
    rows: list[list[Line]] = []
    for line in sorted(lines, key=lambda line: (line.place[1] + line.place[3], line.place[0])):
        middle = (line.place[1] + line.place[3]) / 2
        if rows and _reaches(rows[-1], middle):
            rows[-1].append(line)
        else:
            rows.append([line])
    return [sorted(row, key=lambda line: line.place[0]) for row in rows]


def replaced(lines: list[Line], old: list[Line], new: list[Line]) -> list[Line]:
    """Give the lines with new ones where the first of the old ones stood."""
    gone = {id(line) for line in old}
    at = next(number for number, line in enumerate(lines) if id(line) in gone)
    kept = [line for line in lines[at:] if id(line) not in gone]
    return [*lines[:at], *new, *kept]


def _reaches(row: list[Line], middle: float) -> bool:
    tallest = max(row, key=lambda line: line.place[3] - line.place[1])
    height = tallest.place[3] - tallest.place[1]
    return tallest.place[1] + 0.2 * height <= middle <= tallest.place[3] - 0.2 * height


def _is_ended_by_width(line: Line, following: Line, room: float) -> bool:
    first = following.text.split(maxsplit=1)[0] if following.text.strip() else ""
    letter = (following.place[2] - following.place[0]) / max(len(following.text), 1)
    return bool(line.place[2] - line.place[0] + (len(first) + 1) * letter > room)
