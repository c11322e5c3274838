"""What a search answers with: the shape that the API, the command line and the page share."""

import msgspec


class FacetValue(msgspec.Struct, frozen=True):
    """A value of a facet, how it is called and how many hits hold it."""

    value: str
    label: str
    count: int


class CopyView(msgspec.Struct, frozen=True):
    """Another place where the same resolution stands: a copy of its file, another format of it, or a re-issue."""

    id: str
    file: str
    meeting_date: str | None
    url: str


class HitView(msgspec.Struct, frozen=True, kw_only=True):
    """A found resolution. In `snippets` everything but ``<mark>`` is HTML-escaped; `snippet_pages` are their pages.

    `copies` are the other places of the same resolution, filled only in a grouped search.
    """

    id: str
    number: str | None
    municipality: str | None
    meeting_date: str | None
    subject: str | None
    outcome: str
    manner: str
    against: tuple[str, ...]
    departments: tuple[str, ...]
    file: str
    sha256: str
    page: int
    score: float
    snippets: tuple[str, ...]
    snippet_pages: tuple[int, ...] = ()
    url: str
    copies: tuple[CopyView, ...] = ()


class SearchPage(msgspec.Struct, frozen=True, kw_only=True):
    """One page of hits. `next` is the cursor of the page behind it; `did_you_mean` a better spelling of the query.

    `nearby` are resolutions with most of the words, where a search asks for them and few have all; `total` and `facets`
    leave them out.
    """

    total: int
    took_ms: float
    reading: str
    notices: tuple[str, ...]
    hits: tuple[HitView, ...]
    facets: dict[str, tuple[FacetValue, ...]]
    next: str | None
    did_you_mean: str | None = None
    nearby: tuple[HitView, ...] = ()
