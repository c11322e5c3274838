"""One page of hits: the request that asks for it and what the answer says."""

from collections.abc import Iterable
from typing import Any

import msgspec

from archive.index.elasticsearch_query import Json, narrowed, translated
from archive.index.facets import FACETS, FETCH, counted
from archive.index.paging import Cursor, fingerprint
from archive.index.query import Filter, Found, Hit, Query, Sort

_KEYS = {Sort.NEWEST: {"newest": "desc"}, Sort.OLDEST: {"oldest": "asc"}, Sort.NUMBER: {"number_order": "asc"}}
_VALUES = "values"
BY_COLUMNS: Json = {"source": False, "stored_fields": "_none_", "docvalue_fields": ["id"]}
"""Read ids from their column: ``_id`` stands with what is stored, where each hit costs unpacking a block of many others."""


def body(query: Query) -> Json:
    """Give the search for one page: hits, total and facets in a single request.

    Filters of a facet that is counted come after the counting (`post_filter`), because that facet ignores them; each
    count then applies the filters of the other facets by itself.
    """
    early = [one for one in query.filters if one.facet not in query.facets]
    late = [one for one in query.filters if one.facet in query.facets]
    asked: Json = {
        "query": narrowed(query.match, early, query.visibilities),
        "size": query.limit + 1 if query.limit else 0,
        "track_total_hits": True,
        **BY_COLUMNS,
        "sort": [{"_score": "desc"}, {"newest": "desc"}] if scored(query) else [by_key(query.sort)],
    }
    if late:
        asked["post_filter"] = _all_of(late)
    if query.after is not None:
        asked["search_after"] = [query.after.score, query.after.key] if scored(query) else [query.after.key]
    if query.facets:
        asked["aggs"] = {
            name: {
                "filter": _all_of(one for one in late if one.facet != name),
                "aggs": {_VALUES: {"terms": {"field": FACETS[name].field, "size": max(FETCH, query.values or 0)}}},
            }
            for name in query.facets
        }
    # The same copy of each shard answers the pages of one query: copies may differ in scores by deleted documents.
    asked["preference"] = fingerprint(msgspec.json.encode(asked["query"]).decode())
    return asked


def found_page(query: Query, answer: dict[str, Any]) -> Found:
    """Give what an answer to `body` says."""
    hits = answer["hits"]["hits"]
    shown = hits[: query.limit]
    by_score = scored(query)
    following = None
    if len(hits) > len(shown) and shown:
        before = query.after
        key = int(shown[-1]["sort"][1 if by_score else 0])  # a moment adds a value of its own behind them
        score = float(shown[-1]["_score"]) if by_score else 0.0
        following = Cursor(before.query if before else "", key, score, (before.seen if before else 0) + len(shown))
    return Found(
        int(answer["hits"]["total"]["value"]),
        tuple(Hit(identity(hit), float(hit["_score"]) if by_score else 0.0) for hit in shown),
        {name: counted(name, _buckets(answer["aggregations"][name]), query.values) for name in query.facets},
        following,
    )


def identity(hit: dict[str, Any]) -> str:
    """Give the id of a hit that was asked for `BY_COLUMNS`."""
    return str(hit["fields"]["id"][0])


def by_key(sort: Sort) -> dict[str, str]:
    """Give the sort by a unique key; relevance is read as newest."""
    return _KEYS.get(sort, _KEYS[Sort.NEWEST])


def scored(query: Query) -> bool:
    """Tell whether hits are ordered by score."""
    return query.sort is Sort.RELEVANCE and query.match is not None


def _all_of(filters: Iterable[Filter]) -> Json:
    conditions = [translated(one.node) for one in filters]
    return {"bool": {"filter": conditions}} if conditions else {"match_all": {}}


def _buckets(counts: dict[str, Any]) -> Iterable[tuple[str | int, int]]:
    return ((bucket["key"], bucket["doc_count"]) for bucket in counts[_VALUES]["buckets"])
