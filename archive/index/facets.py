"""The facets: which field each counts, how its values are ordered and how many are shown.

Both engines fetch up to `FETCH` values of the field; `counted` then orders and cuts them, so ties fall the same way.
"""

from collections.abc import Iterable

import msgspec

from archive.index.query import Count

FETCH = 1000


class Facet(msgspec.Struct, frozen=True):
    """`suffix` picks the values of one kind out of a shared field (``:against`` of ``position``) and is cut off.

    `by_value` orders a histogram by its values; other facets are ordered by count.
    """

    field: str
    suffix: str = ""
    by_value: bool = False
    show: int = 12


FACETS: dict[str, Facet] = {
    "outcome": Facet("outcome"),
    "manner": Facet("manner"),
    "against": Facet("position", ":against"),
    "abstain": Facet("position", ":abstain"),
    "for": Facet("position", ":for"),
    "person_against": Facet("person_position", ":against"),
    "department": Facet("department"),
    "committee": Facet("committee"),
    "municipality": Facet("municipality"),
    "law": Facet("law"),
    "place": Facet("place"),
    "kind": Facet("kind"),
    "flag": Facet("flag"),
    "year": Facet("year", by_value=True, show=100),
    "month": Facet("month", by_value=True, show=600),
}

SHOWN = ("outcome", "manner", "against", "department", "committee", "municipality", "year")
"""The facets of a search page; the others are counted when asked for."""


def counted(name: str, buckets: Iterable[tuple[str | int, int]], limit: int | None = None) -> tuple[Count, ...]:
    """Order and cut the values an engine counted for a facet: by count, then by value (histograms by value).

    `limit` takes the place of what the facet shows.
    """
    facet = FACETS[name]
    shown = facet.show if limit is None else limit
    values = [
        Count(str(value).removesuffix(facet.suffix), count)
        for value, count in buckets
        if str(value).endswith(facet.suffix)
    ]
    if facet.by_value:
        return tuple(sorted(values, key=lambda one: int(one.value))[-shown:])
    return tuple(sorted(values, key=lambda one: (-one.count, one.value))[:shown])
