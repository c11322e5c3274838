"""Words that stand side by side on a line: read column by column where a gutter runs through neighbouring lines.

Attendance lists and signatures stand in columns, and a name must never be joined to the one beside it. Lines such as
``Karar No      : 412`` or rows of amounts belong together from left to right and stay so.
"""

import re

from ingest.readers.pdf_page import Line, Piece, Place, Sheet, assemble, character_place, sources

_LEAST_ROWS = 2
_NARROWEST = 10.0
_NUMBERS = re.compile(r"[\d.,/%:()₺\s-]+(?:TL|₺|m²|m2|ha|adet)?", re.IGNORECASE)
_LEADERS = re.compile(r"[.…_\s]{4,}")

Band = tuple[float, float, float, float]


def read_columns(sheet: Sheet, lines: list[Line], tables: list[tuple[Band, list[float]]]) -> list[Line]:
    """Give the lines anew: wide gaps split, and neighbouring lines with one gutter read column by column.

    `tables` gives each ruled table's rectangle and the places of its upright rulings: a line inside is split at them.
    """
    inside = set()
    for line in lines:
        for band, rulings in tables:
            if _within(line.place, band):
                inside.add(id(line))
                line.gaps = [(a, b) for a, b in line.spaces if any(a - 1 <= ruling <= b + 1 for ruling in rulings)]
    found: list[Line] = []
    at = 0
    while at < len(lines):
        if not lines[at].gaps:
            found.append(lines[at])
            at += 1
            continue
        if id(lines[at]) in inside:
            found.append(_beside(_split(sheet, lines[at])))
            at += 1
            continue
        end, gutters = _run(lines, at, inside)
        rows = [_split(sheet, line) for line in lines[at:end]]
        if end - at >= _LEAST_ROWS and not _belongs_together(rows):
            found.extend(_by_column(rows, gutters))
        else:
            found.extend(_beside(row) for row in rows)
        at = end
    return found


def _run(lines: list[Line], at: int, inside: set[int]) -> tuple[int, list[tuple[float, float]]]:
    """Give the end of the run of lines from `at` on that share a gutter, and what is common of their gutters."""
    common = lines[at].gaps
    end = at + 1
    while end < len(lines):
        line = lines[end]
        spacing = line.place[1] - lines[end - 1].place[1]
        if id(line) in inside or not 0 < spacing < 4 * (line.place[3] - line.place[1]) + 12:
            break
        if not line.gaps:
            narrowed = _continued(lines[at:end], line, spacing, common)
            if not narrowed:
                break
            common = narrowed
            end += 1
            continue
        shared = [(max(a, c), min(b, d)) for a, b in common for c, d in line.gaps if min(b, d) - max(a, c) >= 6]
        if not shared:
            break
        common = shared
        end += 1
    return end, common


def _continued(
    above: list[Line], line: Line, spacing: float, gutters: list[tuple[float, float]]
) -> list[tuple[float, float]]:
    """Give what a line without a gap leaves of the gutters, if it is a column's next entry; else nothing.

    It is one where it begins under an entry and as far below it as that from the last.
    """
    if len(above) < _LEAST_ROWS or abs(spacing - (above[-1].place[1] - above[-2].place[1])) > 0.35 * spacing:
        return []
    starts = [above[-1].place[0], *(b for _, b in above[-1].gaps)]
    if not any(abs(line.place[0] - start) < 3 for start in starts):
        return []
    x0, x1 = line.place[0], line.place[2]
    left = [(a, b) if x1 <= a or x0 >= b else (max(a, x1), b) if x0 < a else (a, min(b, x0)) for a, b in gutters]
    return left if all(b - a >= _NARROWEST for a, b in left) else []


def _split(sheet: Sheet, line: Line) -> list[Line]:
    """Give the parts of a line between its gaps."""
    parts: list[list[tuple[str, int]]] = [[] for _ in range(len(line.gaps) + 1)]
    places: list[list[Place]] = [[] for _ in parts]
    edges = [(a + b) / 2 for a, b in line.gaps]
    current = 0
    for offset, source in sources(line.pieces):
        spot = character_place(sheet, source) if source >= 0 and not line.text[offset].isspace() else None
        if spot is not None:
            middle = (spot[0] + spot[2]) / 2
            current = sum(middle > edge for edge in edges)
            places[current].append(spot)
        parts[current].append((line.text[offset], source))
    cells = []
    for pairs, spots in zip(parts, places, strict=True):
        text, pieces = assemble(pairs)
        if text and spots:
            box = min(s[0] for s in spots), min(s[1] for s in spots), max(s[2] for s in spots), max(s[3] for s in spots)
            cells.append(Line(text, box, pieces))
    return cells


def _belongs_together(rows: list[list[Line]]) -> bool:
    """Tell rows that are read from left to right: a label and its value, a table without rulings."""
    labelled = sum(
        any(cell.text.startswith(":") or _LEADERS.match(cell.text) for cell in row[1:])
        or any(cell.text.endswith(":") for cell in row[:-1])
        for row in rows
    )
    numbered = sum(any(_NUMBERS.fullmatch(cell.text) for cell in row) for row in rows)
    return 2 * max(labelled, numbered) >= len(rows)


def _by_column(rows: list[list[Line]], gutters: list[tuple[float, float]]) -> list[Line]:
    edges = sorted((a + b) / 2 for a, b in gutters)
    columns: list[list[Line]] = [[] for _ in range(len(edges) + 1)]
    for row in rows:
        held: dict[int, list[Line]] = {}
        for cell in row:
            held.setdefault(sum((cell.place[0] + cell.place[2]) / 2 > edge for edge in edges), []).append(cell)
        for column, cells in held.items():
            columns[column].append(_beside(cells))
    return [line for column in columns for line in column]


def _beside(cells: list[Line]) -> Line:
    """Put cells of one row behind each other, a tab between them."""
    if len(cells) == 1:
        return cells[0]
    text = "\t".join(cell.text for cell in cells)
    pieces: list[Piece] = []
    offset = 0
    for cell in cells:
        pieces.extend((offset + start, length, source) for start, length, source in cell.pieces)
        offset += len(cell.text) + 1
    spots = [cell.place for cell in cells]
    box = min(s[0] for s in spots), min(s[1] for s in spots), max(s[2] for s in spots), max(s[3] for s in spots)
    return Line(text, box, pieces)


def _within(spot: Place, band: Band) -> bool:
    middle = (spot[1] + spot[3]) / 2
    return band[1] <= middle <= band[3] and spot[0] < band[2] and spot[2] > band[0]
