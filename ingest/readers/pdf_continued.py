"""Tables that go on over pages: one table again, its heading once, and a row that a page break divided whole."""

import msgspec

from ingest.readers.pdf_rows import Laid
from models.document import Table

_APART = 25.0
_MOST_HEADING_ROWS = 3


class Standing(msgspec.Struct, frozen=True):
    """A page's table, its span of the text, and whether it is the first and the last thing on its page."""

    laid: Laid
    page: int
    start: int
    end: int
    first: bool
    last: bool


def joined_tables(standing: list[Standing]) -> tuple[Table, ...]:
    """Give the tables of a file; what goes on on the next page belongs to the table before."""
    found: list[Table] = []
    before: Standing | None = None
    for one in standing:
        rows = one.laid.rows
        if before is not None and _goes_on(before, one):
            table = found[-1]
            rows = _continued(table.rows, rows)
            found[-1] = msgspec.structs.replace(table, end=one.end, rows=_with_divided_row(table.rows, rows))
        else:
            found.append(Table(one.page, one.start, one.end, tuple(tuple(row) for row in rows)))
        before = one
    return tuple(found)


def _goes_on(before: Standing, one: Standing) -> bool:
    return (
        one.page == before.page + 1
        and before.last
        and one.first
        and len(before.laid.columns) == len(one.laid.columns)
        and all(abs(a - b) < _APART for a, b in zip(before.laid.columns, one.laid.columns, strict=True))
    )


def _continued(above: tuple[tuple[str, ...], ...], rows: list[list[str]]) -> list[list[str]]:
    """Give the rows without the heading that the page repeats."""
    heading = [list(row) for row in above[:_MOST_HEADING_ROWS]]
    repeated = 0
    while repeated < min(len(heading), len(rows)) and heading[repeated] == rows[repeated]:
        repeated += 1
    if repeated or not rows or not heading:
        return rows[repeated:]
    if all(heading[0]) and all(cell.startswith(title) for title, cell in zip(heading[0], rows[0], strict=True)):
        # No line stands between the heading and the rest of a divided row.
        rest = [cell[len(title) :].strip() for title, cell in zip(heading[0], rows[0], strict=True)]
        return [rest, *rows[1:]]
    return rows


def _with_divided_row(above: tuple[tuple[str, ...], ...], rows: list[list[str]]) -> tuple[tuple[str, ...], ...]:
    if not rows or not _is_rest(above, rows[0]):
        return above + tuple(tuple(row) for row in rows)
    whole = tuple(" ".join(filter(None, pair)) for pair in zip(above[-1], rows[0], strict=True))
    return (*above[:-1], whole, *(tuple(row) for row in rows[1:]))


def _is_rest(above: tuple[tuple[str, ...], ...], row: list[str]) -> bool:
    """Tell the rest of a divided row: nothing in the first column, which every row fills, and gaps or words gone on with."""
    if row[0] or not any(row) or 5 * sum(bool(r[0]) for r in above) < 4 * len(above):
        return False
    told = [cell for cell in row[1:] if cell]
    return len(told) < len(row) - 1 or any(cell[:1].islower() for cell in told)
