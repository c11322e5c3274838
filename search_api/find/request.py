"""What a search is asked with."""

import msgspec


class SearchRequest(msgspec.Struct, frozen=True, kw_only=True):
    """The query as typed and the filters as chosen.

    Any value of one filter will do, and all filters must hold; a value that begins with ``-`` must not. Dates are
    ISO days, months or years; an amount is ``1000..250000`` in whole lira. A `grouped` search shows copies and re-issues of one resolution once on a page.
    A search for what is `nearby` adds resolutions with most of the words where few have all.
    """

    q: str = ""
    outcome: tuple[str, ...] = ()
    manner: tuple[str, ...] = ()
    against: tuple[str, ...] = ()
    abstain: tuple[str, ...] = ()
    for_: tuple[str, ...] = ()
    department: tuple[str, ...] = ()
    committee: tuple[str, ...] = ()
    municipality: tuple[str, ...] = ()
    law: tuple[str, ...] = ()
    kind: tuple[str, ...] = ()
    year: tuple[str, ...] = ()
    place: tuple[str, ...] = ()
    person: tuple[str, ...] = ()
    person_against: tuple[str, ...] = ()
    amount: tuple[str, ...] = ()
    flag: tuple[str, ...] = ()
    date_from: str | None = None
    date_to: str | None = None
    sort: str = "relevance"
    limit: int = 10
    cursor: str | None = None
    language: str = "tr"
    facets: tuple[str, ...] | None = None
    grouped: bool = False
    nearby: bool = False

    def chosen(self) -> list[tuple[str, tuple[str, ...]]]:
        """Give the filters that hold values, under their facet names."""
        names = (*_FIELDS, "for_")
        return [(name.removesuffix("_"), values) for name in names if (values := getattr(self, name))]


_FIELDS = (
    "outcome",
    "manner",
    "against",
    "abstain",
    "department",
    "committee",
    "municipality",
    "law",
    "kind",
    "year",
    "place",
    "person",
    "person_against",
    "amount",
    "flag",
)
