"""What both engines are asked: a small tree over ready tokens, filters, a sort and the facets to count.

The tree knows no query syntax and no Turkish: `models.query` reads what a person typed and `archive.index.compile`
turns it into these nodes. Each engine translates the nodes one to one, so both answer with the same set of ids.
"""

from enum import StrEnum
from typing import Any

import msgspec

from archive.index.paging import Cursor


class Node(msgspec.Struct, frozen=True, tag_field="node"):
    """A condition on one resolution."""


class Everything(Node, frozen=True, tag="everything"):
    """Every resolution; scores 1."""


class Nothing(Node, frozen=True, tag="nothing"):
    """No resolution."""


class Term(Node, frozen=True, tag="term"):
    """One token of a token field, or one value of a keyword or integer field.

    Only token fields give a BM25 score; others score 1.
    """

    field: str
    value: str | int


class Phrase(Node, frozen=True, tag="phrase"):
    """At least two tokens one after another; `slop` counts the moves allowed, as in Lucene (a swap costs two)."""

    field: str
    tokens: tuple[str, ...]
    slop: int = 0


class Prefix(Node, frozen=True, tag="prefix"):
    """A token that begins with `prefix` (letters, digits and ``/.-`` only); every match scores 1."""

    field: str
    prefix: str


class Range(Node, frozen=True, tag="range"):
    """An integer field with any value in ``[low, high]``; None leaves that end open. Scores 1."""

    field: str
    low: int | None = None
    high: int | None = None


class And(Node, frozen=True, tag="and"):
    """All of `nodes`; their scores add up."""

    nodes: tuple["AnyNode", ...]


class Or(Node, frozen=True, tag="or"):
    """At least one of `nodes`; the scores of those that match add up."""

    nodes: tuple["AnyNode", ...]


class AtLeast(Node, frozen=True, tag="at_least"):
    """At least `count` of `nodes`; the scores of those that match add up."""

    count: int
    nodes: tuple["AnyNode", ...]


class Best(Node, frozen=True, tag="best"):
    """At least one of `nodes`; the best score counts (a dis_max without tie breaker)."""

    nodes: tuple["AnyNode", ...]


class Not(Node, frozen=True, tag="not"):
    """Every resolution that `inner` does not match; scores nothing of its own beside other nodes of an `And`."""

    inner: "AnyNode"


class Boost(Node, frozen=True, tag="boost"):
    """`inner` with its score multiplied by `factor`."""

    inner: "AnyNode"
    factor: float


class Constant(Node, frozen=True, tag="constant"):
    """`inner` with `score` for every match."""

    inner: "AnyNode"
    score: float


class Prefer(Node, frozen=True, tag="prefer"):
    """What `inner` matches; a match of `bonus` adds its score and decides nothing else."""

    inner: "AnyNode"
    bonus: tuple["AnyNode", ...]


AnyNode = (
    Everything | Nothing | Term | Phrase | Prefix | Range | And | Or | AtLeast | Best | Not | Boost | Constant | Prefer
)


class Sort(StrEnum):
    """The order of the hits. Every order is total: ties are broken by date (newest first) and then by id."""

    RELEVANCE = "relevance"
    NEWEST = "newest"
    OLDEST = "oldest"
    NUMBER = "number"


class Filter(msgspec.Struct, frozen=True):
    """A condition that scores nothing and belongs to a facet: that facet is counted as if the filter were absent.

    Several filters all hold at once, those of one facet too.
    """

    facet: str
    node: AnyNode


class Query(msgspec.Struct, frozen=True, kw_only=True):
    """One search. `visibilities` is part of every compiled query; an empty set finds nothing.

    `match` None means: whatever the filters leave. `facets` are names of `archive.index.facets.FACETS`; `values` is how
    many of each to give, None meaning as many as the facet shows. `paged` False says that nobody will ask for the page
    behind this one, so no engine has to remember its moment.
    """

    visibilities: frozenset[str]
    match: AnyNode | None = None
    filters: tuple[Filter, ...] = ()
    sort: Sort = Sort.RELEVANCE
    limit: int = 10
    after: Cursor | None = None
    facets: tuple[str, ...] = ()
    values: int | None = None
    paged: bool = True


class Hit(msgspec.Struct, frozen=True):
    """A found resolution. `score` is 0 where the order is not by relevance."""

    id: str
    score: float


class Count(msgspec.Struct, frozen=True):
    """How many hits hold one value of a facet."""

    value: str
    count: int


class Found(msgspec.Struct, frozen=True):
    """The hits of one page, how many there are in all, the facets asked for and where the next page begins."""

    total: int
    hits: tuple[Hit, ...]
    facets: dict[str, tuple[Count, ...]]
    next: Cursor | None


def shape(node: AnyNode) -> dict[str, Any]:
    """Give a node as plain JSON values, for logs of tests and for permalinks of saved queries."""
    return msgspec.to_builtins(node)  # type: ignore[no-any-return]
