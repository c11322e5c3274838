"""When the resolutions of a search were decided: a column a month, or a year where there are many months."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from .. import language
from ..find import FacetValue
from ..language import Language
from ..parameters import SearchParameters
from ..rendering import link

_MOST_MONTHS = 36
_MOST_YEARS = 40
HEIGHT = 60.0
STEP = 14.0


@dataclass(frozen=True)
class Column:
    """A month or a year: its count, its rectangle, and the search that is narrowed to it."""

    label: str
    count: int
    x: float
    y: float
    height: float
    href: str


def histogram(asked: SearchParameters, tongue: Language, months: Sequence[FacetValue]) -> list[Column]:
    """Give the columns in order of time, empty months between them included; none where there are fewer than two."""
    counts = Counter({int(one.value): one.count for one in months if one.value.isdigit() and int(one.value) % 100})
    if len(counts) < 2:
        return []
    first, last = min(counts), max(counts)
    span = [year * 100 + month for year in range(first // 100, last // 100 + 1) for month in range(1, 13)]
    span = [month for month in span if first <= month <= last]
    if len(span) <= _MOST_MONTHS:
        rows = [(language.month(month, tongue), counts[month], (_address(month), _address(month))) for month in span]
    else:
        years = Counter(dict.fromkeys(range(first // 100, last // 100 + 1), 0))
        for month, count in counts.items():
            years[month // 100] += count
        rows = [(str(year), count, (f"{year}-01-01", f"{year}-12-31")) for year, count in sorted(years.items())]
        rows = rows[-_MOST_YEARS:]
    tallest = max(count for _, count, _ in rows) or 1
    kept = asked.pairs(without=("cursor", "from", "to", "year"))
    return [
        Column(
            label,
            count,
            place * STEP,
            round(HEIGHT - (height := max(1.5, HEIGHT * count / tallest) if count else 0.0), 2),
            round(height, 2),
            link(tongue, "/", [*kept, ("from", days[0]), ("to", days[1])]),
        )
        for place, (label, count, days) in enumerate(rows)
    ]


def _address(month: int) -> str:
    """Give a month as an address states it, as first or as last day alike."""
    return f"{month // 100}-{month % 100:02}"
