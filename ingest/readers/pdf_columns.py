"""Words that stand side by side on a line: lists are read column by column, tables without rulings row by row.

Attendance lists and signatures stand in columns, and a name must never be joined to the one beside it. Lines such as
``Karar No      : 412`` or rows of amounts belong together from left to right and stay so.
"""

import re
from collections.abc import Sequence
from functools import partial
from itertools import pairwise

from ingest.readers.pdf_lines import around, flowed, in_rows, joined, parted, replaced
from ingest.readers.pdf_page import Line, Place, Sheet, with_spaces
from ingest.readers.pdf_rows import Laid

_LEAST_ROWS = 2
_MOST_LINES = 3000  # a page of more is drawn to keep readers busy, or is no page
_LEAST_ROWS_OF_A_TABLE = 3
_MOST_HEADING_ROWS = 2
_NARROWEST = 4.0
_NARROWEST_SPACE = 6.0
_NUMBERS = re.compile(r"(?=.*\d)[\d.,/%:()₺\s-]+(?:TL|₺|m²|m2|ha|adet)?|[-–—]", re.IGNORECASE)
_ORDINAL = re.compile(r"\d{1,3}\s*[.)\-–]{0,2}")
_LEADERS = re.compile(r"[.…_\s]{4,}")

Space = tuple[float, float]


def read_columns(
    sheet: Sheet, lines: list[Line], levels: Sequence[tuple[float, float, float]], fixed: set[int]
) -> tuple[list[Line], list[Laid]]:
    """Give the lines anew, and the tables among them that no ruling closes.

    Neighbouring lines with one gutter are read column by column, those of a table row by row; `levels` are the page's
    level rulings, which part a table's rows. Lines whose id is in `fixed` stay as they are.
    """
    if len(lines) > _MOST_LINES:
        return lines, []
    lines, tables = _tables_written_by_cell(sheet, lines, levels, fixed)
    fixed = fixed | {id(line) for table in tables for line in table.lines}
    found: list[Line] = []
    at = 0
    while at < len(lines):
        if not lines[at].gaps or id(lines[at]) in fixed:
            found.append(lines[at])
            at += 1
            continue
        end = _run(lines, at, fixed)
        run = lines[at:end]
        rows = _split(sheet, run)
        edges = _edges(rows)
        grid = [_in_columns(row, edges) for row in rows]
        table = _table(run, grid, edges, levels)
        if table is not None:
            tables.append(table)
            found.extend(table.lines)
        elif len(rows) >= _LEAST_ROWS and (len(_ordinals(grid)) > 1 or not _belongs_together(rows)):
            found.extend(_by_column(grid))
        else:
            found.extend(joined(row, "\t") for row in rows)
        at = end
    return found, tables


def _tables_written_by_cell(
    sheet: Sheet, lines: list[Line], levels: Sequence[tuple[float, float, float]], fixed: set[int]
) -> tuple[list[Line], list[Laid]]:
    """Find the tables whose cells stand in the file one after another, each with all its lines.

    Such a file holds no line with a gap: only side by side on the page do the cells show their rows.
    """
    rows = in_rows(lines)
    if not any(len(row) > 1 for row in rows):
        return lines, []
    parts: dict[int, list[Line]] = {}
    level: list[Line] = []
    for row in rows:
        line = row[0] if len(row) == 1 else _level(row)
        parts[id(line)] = row
        level.append(line)
        if any(id(part) in fixed for part in row):
            fixed = fixed | {id(line)}
    tables = []
    at = 0
    while at < len(level):
        end = _run(level, at, fixed) if level[at].gaps and id(level[at]) not in fixed else at + 1
        held = [part for line in level[at:end] for part in parts[id(line)]]
        if len(held) > end - at:
            rows = _split(sheet, level[at:end])
            edges = _edges(rows)
            table = _table(level[at:end], [_in_columns(row, edges) for row in rows], edges, levels)
            if table is not None:
                tables.append(table)
                lines = replaced(lines, held, table.lines)
        at = end
    return lines, tables


def _level(row: list[Line]) -> Line:
    """Give the lines that stand beside each other as one, the spaces between them told."""
    line = joined(row, " ")
    spots = [spot for part in row for spot in _words(part)]
    line = with_spaces(Line(line.text, line.place, line.pieces), spots)
    between = [(a.place[2], b.place[0]) for a, b in pairwise(row)]
    line.gaps = sorted({*line.gaps, *(space for space in between if space[1] - space[0] >= _NARROWEST)})
    return line


def _words(line: Line) -> list[Place]:
    edges = [line.place[0], *(edge for space in line.spaces for edge in space), line.place[2]]
    return [(a, line.place[1], b, line.place[3]) for a, b in zip(edges[::2], edges[1::2], strict=True)]


class _Taken:
    """The stretches of width that hold words on any of a run's lines, and the gutters that all of them leave free."""

    def __init__(self) -> None:
        self.rows: list[list[Space]] = []
        self.starts: list[float] = []
        self._spaces: list[Space] = []

    def add(self, cells: list[Space]) -> None:
        self.rows.append(cells)
        for start, _ in cells:
            if not self.is_start(start):
                self.starts.append(start)
        merged: list[Space] = []
        for a, b in sorted([*self._spaces, *cells]):
            if merged and a - merged[-1][1] < _NARROWEST:
                merged[-1] = (merged[-1][0], max(merged[-1][1], b))
            else:
                merged.append((a, b))
        self._spaces = merged

    def is_start(self, x: float) -> bool:
        return any(abs(x - start) < 3 for start in self.starts)

    def gutters(self) -> list[Space]:
        return [(one[1], other[0]) for one, other in pairwise(self._spaces)]


def _run(lines: list[Line], at: int, fixed: set[int]) -> int:
    """Give the end of the run of lines from `at` on that leave the same gutters free."""
    taken = _Taken()
    taken.add(_cells(lines[at], _below(lines, at, fixed)))
    spacings: list[float] = []
    widest = 0.0
    end = at + 1
    last_with_gaps = at
    while end < len(lines):
        line, before = lines[end], lines[end - 1]
        spacing = line.place[1] - before.place[1]
        height = line.place[3] - line.place[1]
        if id(line) in fixed or not 0 < spacing < 4 * height + 12:
            break
        gutters = taken.gutters()
        new = _cells(line, gutters)
        if not _leaves(taken.rows, new, gutters):
            break
        # A lone stretch is a column's next entry or the next line of one, and begins where that column does.
        lone = len(new) == 1
        if lone and (end - at < _LEAST_ROWS or spacing > 1.35 * widest or not taken.is_start(new[0][0])):
            break
        taken.add(new)
        spacings.append(spacing)
        widest = max(widest, spacing)
        end += 1
        if not lone:
            last_with_gaps = end - 1
    while end - 1 > last_with_gaps and not _is_regular(spacings, end - 2 - at):
        end -= 1
    return end


def _below(lines: list[Line], at: int, fixed: set[int]) -> list[Space]:
    """Give the gaps of the line below: a heading often fills its narrow column, and only the entries show the gutter."""
    following = lines[at + 1] if at + 1 < len(lines) else None
    return following.gaps if following is not None and id(following) not in fixed else []


def _cells(line: Line, gutters: list[Space]) -> list[Space]:
    """Give the stretches of a line that hold words; a narrower space parts them too where a gutter runs through it.

    It must still be twice as wide as the line's other spaces: those of a justified line are wide as well.
    """
    spaces = list(line.gaps)
    widths = sorted(b - a for a, b in line.spaces)
    for one in line.spaces:
        width = one[1] - one[0]
        usual = (widths[1] if width == widths[0] else widths[0]) if len(widths) > 1 else 0.0
        wide = width >= max(_NARROWEST_SPACE, 2 * usual)
        if wide and one not in line.gaps and any(_common(one, gutter) >= 3 for gutter in gutters):
            spaces.append(one)
    edges = [line.place[0], *(edge for space in sorted(spaces) for edge in space), line.place[2]]
    return [(a, b) for a, b in zip(edges[::2], edges[1::2], strict=True) if b > a]


def _leaves(cells: list[list[Space]], new: list[Space], gutters: list[Space]) -> bool:
    """Tell whether a line leaves every gutter free that two lines before it have words on both sides of."""
    kept = 0
    for gutter in gutters:
        if any(_narrowed(gutter, cell) < _NARROWEST for cell in new):
            sides = sum(any(b <= gutter[0] for _, b in row) and any(a >= gutter[1] for a, _ in row) for row in cells)
            if sides >= _LEAST_ROWS:
                return False
        else:
            kept += 1
    return kept > 0


def _narrowed(gutter: Space, cell: Space) -> float:
    """Give what a cell that reaches into a gutter leaves of it."""
    a, b = gutter
    if cell[1] <= a or cell[0] >= b:
        return b - a
    return max(cell[0] - a, b - cell[1])


def _is_regular(spacings: list[float], at: int) -> bool:
    return at > 0 and abs(spacings[at] - spacings[at - 1]) <= 0.35 * spacings[at]


def _split(sheet: Sheet, run: list[Line]) -> list[list[Line]]:
    """Give the parts of each line of a run, parted where the run's gutters are."""
    taken = _Taken()
    for at, line in enumerate(run):
        taken.add(_cells(line, taken.gutters() if at else _below(run, 0, set())))
    gutters = taken.gutters()
    rows = []
    for line in run:
        own = [(a + b) / 2 for a, b in line.gaps if not any(_common((a, b), g) >= 3 for g in gutters)]
        edges = sorted([*own, *((a + b) / 2 for a, b in gutters)])
        parts = parted(sheet, line, partial(_part_at, edges))
        rows.append([parts[number] for number in sorted(parts)])
    return [row for row in rows if row]


def _part_at(edges: list[float], x: float, _: float) -> int:
    return sum(x > edge for edge in edges)


def _edges(rows: list[list[Line]]) -> list[float]:
    taken = _Taken()
    for row in rows:
        taken.add([(cell.place[0], cell.place[2]) for cell in row])
    return [(a + b) / 2 for a, b in taken.gutters()]


def _in_columns(row: list[Line], edges: list[float]) -> list[Line | None]:
    held: list[list[Line]] = [[] for _ in range(len(edges) + 1)]
    for cell in row:
        held[sum((cell.place[0] + cell.place[2]) / 2 > edge for edge in edges)].append(cell)
    return [joined(cells, "\t") if cells else None for cells in held]


def _belongs_together(rows: list[list[Line]]) -> bool:
    """Tell rows that are read from left to right: a label and its value, amounts, names with what repeats beside them."""
    labelled = sum(
        any(cell.text.startswith(":") or _LEADERS.match(cell.text) for cell in row[1:])
        or any(cell.text.endswith(":") for cell in row[:-1])
        for row in rows
    )
    numbered = sum(any(_NUMBERS.fullmatch(cell.text) for cell in row) for row in rows)
    return 2 * max(labelled, numbered) >= len(rows)


def _table(
    run: list[Line], grid: list[list[Line | None]], edges: list[float], levels: Sequence[tuple[float, float, float]]
) -> Laid | None:
    """Give the run as a table, where its columns say that it is one."""
    lasting = len([row for row in grid if sum(cell is not None for cell in row) > 1])
    if lasting < _LEAST_ROWS_OF_A_TABLE or not edges or not _is_table(grid):
        return None
    grid = _with_headings(grid)
    band = around(line.place for line in run)
    lefts = [min(row[n].place[0] for row in grid if row[n]) for n in range(len(grid[0]))]  # type: ignore[union-attr]
    rights = [*(left - _NARROWEST for left in lefts[1:]), max(band[2], lefts[-1])]
    rows, lines = [], []
    for group in _logical_rows(grid, lefts, rights, levels, band):
        cells = [[row[n] for row in group if row[n]] for n in range(len(lefts))]
        parts = [
            flowed([cell for cell in held if cell], left, right) if held else None
            for held, left, right in zip(cells, lefts, rights, strict=True)
        ]
        rows.append([" ".join(part.text.split()) if part else "" for part in parts])
        lines.append(joined([part for part in parts if part], "\t"))
    return Laid(band, lefts, rows, lines)


def _with_headings(grid: list[list[Line | None]]) -> list[list[Line | None]]:
    """Join neighbouring columns of which one holds nothing but a heading: it stands beside what it heads, not above."""
    n = 1
    while n < len(grid[0]):
        first, second = ([at for at, row in enumerate(grid) if row[column]] for column in (n - 1, n))
        alone = first if len(first) < len(second) else second
        if not set(first) & set(second) and len(alone) <= _MOST_HEADING_ROWS and max(alone) < _MOST_HEADING_ROWS:
            grid = [[*row[: n - 1], row[n - 1] or row[n], *row[n + 1 :]] for row in grid]
        else:
            n += 1
    return grid


def _is_table(grid: list[list[Line | None]]) -> bool:
    """Tell columns that belong to each other: a column of numbers, or one whose words repeat, as no list of names does."""
    columns = [[row[n].text for row in grid if row[n]] for n in range(len(grid[0]))]  # type: ignore[union-attr]
    if len(_ordinals(grid)) > 1:
        return False
    labels = sum(any(cell and cell.text.startswith(":") for cell in row[1:]) for row in grid)
    if 2 * labels >= len(grid):
        return False
    for column in columns:
        under = column[1:]
        if len(under) >= 2 and sum(bool(_NUMBERS.fullmatch(text)) for text in under) >= 0.6 * len(under):
            return True
        if len(under) >= 4 and len(set(under)) <= 0.6 * len(under):
            return True
    return False


def _logical_rows(
    grid: list[list[Line | None]],
    lefts: list[float],
    rights: list[float],
    levels: Sequence[tuple[float, float, float]],
    band: tuple[float, float, float, float],
) -> list[list[list[Line | None]]]:
    """Give the lines of a table in groups, one for each of its rows."""
    drawn = sorted({y for x0, x1, y in levels if min(x1, band[2]) - max(x0, band[0]) > 0.6 * (band[2] - band[0])})
    tops = [around(cell.place for cell in row if cell)[1] for row in grid]
    if sum(any(a < y <= b + 3 for y in drawn) for a, b in pairwise(tops)) >= _LEAST_ROWS_OF_A_TABLE:
        starts = [any(a < y <= b + 3 for y in drawn) for a, b in pairwise(tops)]
    else:
        titles = [row[0].text for row in grid if row[0]]
        counted = len(titles) > 2 and all(_ORDINAL.fullmatch(title) for title in titles[1:])
        first = counted or len(titles) >= 0.4 * len(grid)
        starts = [not _goes_on(above, row, lefts, rights, first=first) for above, row in pairwise(grid)]
    groups = [[grid[0]]]
    for row, begins in zip(grid[1:], starts, strict=True):
        if begins:
            groups.append([row])
        else:
            groups[-1].append(row)
    return groups


def _goes_on(
    above: list[Line | None], row: list[Line | None], lefts: list[float], rights: list[float], *, first: bool
) -> bool:
    """Tell a line that goes on with the row above: nothing in the first column, or only cells that their width ended."""
    if row[0] is None:
        return first
    held = [n for n, cell in enumerate(row) if cell]
    if len(held) == len(row) or any(above[n] is None for n in held):
        return False
    ended = [flowed([above[n], row[n]], lefts[n], rights[n]).text for n in held]  # type: ignore[list-item]
    return all("\n" not in text for text in ended)


def _ordinals(grid: list[list[Line | None]]) -> list[int]:
    """Give the columns of ordinals that have words to their right: two of them number one list in two columns."""
    found = []
    for n in range(len(grid[0]) - 1):
        held = [cell.text for row in grid if (cell := row[n])]
        beside = [cell.text for row in grid if (cell := row[n + 1])]
        words = sum(not _NUMBERS.fullmatch(text) for text in beside) >= 0.8 * len(beside)
        if held and words and all(_ORDINAL.fullmatch(text) for text in held):
            found.append(n)
    return found


def _by_column(grid: list[list[Line | None]]) -> list[Line]:
    """Give a list's entries column by column; a column of ordinals goes with the words to its right."""
    count = len(grid[0])
    ordinals = _ordinals(grid)
    starts = [n for n in range(count) if n - 1 not in ordinals]
    found = []
    for start, end in zip(starts, [*starts[1:], count], strict=True):
        for row in grid:
            held = [cell for cell in row[start:end] if cell]
            if held:
                found.append(joined(held, "\t"))
    return found


def _common(one: Space, other: Space) -> float:
    return min(one[1], other[1]) - max(one[0], other[0])
