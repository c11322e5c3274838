"""The embedded index as of one commit: a page of hits, counts and facets, the same however often it is asked.

What was counted is kept as long as the commit is the newest: the facets of a filter are counted without that filter, so
many searches share the same counts.
"""

import threading
from collections.abc import Callable, Hashable, Sequence
from typing import Any

import msgspec
import tantivy

from archive.index.facets import FACETS, FETCH, counted
from archive.index.paging import Cursor
from archive.index.query import AnyNode, Count, Filter, Found, Hit, Query, Range, Sort
from archive.index.scores import Tier, tiers
from archive.index.tantivy_files import schema
from archive.index.tantivy_query import narrowed

DEEPEST = 10_000
"""Hits that can be paged through by relevance; sorted by date or number there is no end."""
_TIES = 40
_KEPT = 100_000
"""Counted values that are kept: some ten megabytes."""
_KEYS = {Sort.NEWEST: "newest", Sort.OLDEST: "oldest", Sort.NUMBER: "number_order"}
_SCHEMA = schema()
_Values = dict[str, tuple[tuple[str | int, int], ...]]
_Page = tuple[tuple[Hit, ...], Cursor | None]


class Snapshot:
    """One commit of one generation; `name` is the same in every process that reads it."""

    def __init__(self, searcher: tantivy.Searcher, name: str) -> None:
        self.searcher = searcher
        self.name = name
        self._counted: dict[Hashable, Any] = {}
        self._size = 0
        self._lock = threading.Lock()

    def found(self, query: Query) -> Found:
        """Answer a query."""
        if query.sort is Sort.RELEVANCE and query.match is not None:
            total, (hits, following) = self._by_relevance(query, query.match)
            if following is not None:
                following = msgspec.structs.replace(following, snapshot=self.name)
        else:
            (hits, following), total = self.page(query, count=True), self._total(query)
        return Found(total, hits, self._facets(query), following)

    def page(self, query: Query, *, count: bool = False) -> _Page:
        """Give one page in the order of a unique key; `count` keeps how many hits there are in all."""
        field = _KEYS.get(query.sort, "newest")
        count = count and query.after is None
        found = self._in_order(query, field, query.match, query.after.key if query.after else None, count=count)
        shown = found[: query.limit]
        hits = tuple(Hit(identity, 0.0) for identity, _ in shown)
        seen = (query.after.seen if query.after else 0) + len(hits)
        name = query.after.query if query.after else ""
        return hits, Cursor(name, shown[-1][1], seen=seen) if len(found) > query.limit and shown else None

    def _in_order(
        self,
        query: Query,
        field: str,
        match: AnyNode | None,
        beyond: int | None,
        limit: int | None = None,
        *,
        count: bool = False,
    ) -> list[tuple[str, int]]:
        """Give (id, key) of the hits behind a key, one more than `limit`; `count` keeps their number as the total."""
        descending = field == "newest"
        filters = list(query.filters)
        if beyond is not None:
            behind = Range(field, None, beyond - 1) if descending else Range(field, beyond + 1, None)
            filters.append(Filter("", behind))
        result = self.searcher.search(
            narrowed(match, filters, query.visibilities, _SCHEMA),
            limit=(query.limit if limit is None else limit) + 1,
            count=count,
            order_by_field=field,
            order=tantivy.Order.Desc if descending else tantivy.Order.Asc,
        )
        if count:
            self._once(_asked(query), lambda: _count(result))
        return [(self._id(address), int(key)) for key, address in result.hits]

    def _by_relevance(self, query: Query, match: AnyNode) -> tuple[int, _Page]:
        if (divided := tiers(match)) is not None:
            return self._total(query), self._by_tiers(query, divided)
        asked = narrowed(match, list(query.filters), query.visibilities, _SCHEMA)
        after = query.after
        seen = after.seen if after else 0
        wanted = seen + query.limit + _TIES
        while True:
            result = self.searcher.search(asked, limit=wanted)
            found = [(float(score), address) for score, address in result.hits]
            keys = self.searcher.fast_field_values("newest", [address for _, address in found])
            ordered = sorted(
                ((score, int(key or 0), address) for (score, address), key in zip(found, keys, strict=True)),
                key=lambda one: (-one[0], -one[1]),
            )
            rest = [one for one in ordered if after is None or _beyond(one[0], one[1], after)]
            last = rest[query.limit - 1][0] if len(rest) >= query.limit else None
            complete = len(found) < wanted or (last is not None and found[-1][0] < last)
            if complete or wanted >= DEEPEST + query.limit + _TIES:
                break
            wanted = min(wanted * 4, DEEPEST + query.limit + _TIES)
        shown = rest[: query.limit]
        hits = tuple(Hit(self._id(address), score) for score, _, address in shown)
        return _count(result), (
            hits,
            self._behind(query, shown[-1][:2] if len(rest) > len(shown) > 0 else None, len(shown)),
        )

    def _by_tiers(self, query: Query, divided: Sequence[Tier]) -> _Page:
        """Give the hits score by score, each score's newest first."""
        after = query.after
        found: list[tuple[float, int, str]] = []
        for score, match in divided:
            if len(found) > query.limit or (after is not None and _above(score, after)):
                continue
            beyond = after.key if after is not None and _same(score, after) else None
            rest = self._in_order(query, "newest", match, beyond, query.limit - len(found))
            found += ((score, key, identity) for identity, key in rest)
        shown = found[: query.limit]
        hits = tuple(Hit(identity, score) for score, _, identity in shown)
        return hits, self._behind(query, shown[-1][:2] if len(found) > len(shown) > 0 else None, len(shown))

    @staticmethod
    def _behind(query: Query, last: tuple[float, int] | None, shown: int) -> Cursor | None:
        seen = (query.after.seen if query.after else 0) + shown
        if last is None or seen >= DEEPEST:
            return None
        return Cursor(query.after.query if query.after else "", last[1], last[0], seen)

    def _id(self, address: tantivy.DocAddress) -> str:
        return str(self.searcher.doc(address)["id"][0])

    def _total(self, query: Query) -> int:
        def count() -> int:
            asked = narrowed(query.match, list(query.filters), query.visibilities, _SCHEMA)
            return _count(self.searcher.search(asked, limit=1))

        return int(self._once(_asked(query), count))

    def _facets(self, query: Query) -> dict[str, tuple[Count, ...]]:
        groups: dict[tuple[Filter, ...], list[str]] = {}
        for name in query.facets:
            groups.setdefault(tuple(one for one in query.filters if one.facet != name), []).append(name)
        found = {}
        size = max(FETCH, query.values or 0)
        for filters, names in groups.items():
            fields = tuple(sorted({FACETS[name].field for name in names}))

            def count(filters: tuple[Filter, ...] = filters, fields: tuple[str, ...] = fields) -> _Values:
                counts = self.searcher.aggregate(
                    narrowed(query.match, list(filters), query.visibilities, _SCHEMA),
                    {field: {"terms": {"field": field, "size": size}} for field in fields},
                )
                return {
                    field: tuple((_value(one["key"]), one["doc_count"]) for one in counts[field]["buckets"])
                    for field in fields
                }

            values = self._once((query.match, filters, query.visibilities, fields, size), count)
            for name in names:
                found[name] = counted(name, values[FACETS[name].field], query.values)
        return {name: found[name] for name in query.facets}

    def _once(self, key: Hashable, count: Callable[[], Any]) -> Any:
        """Count, or give what was counted before; what was counted first goes first when it is too much to keep."""
        with self._lock:
            if key in self._counted:
                return self._counted[key]
        counts = count()
        with self._lock:
            if key not in self._counted:
                self._counted[key] = counts
                self._size += _size(counts)
            while self._size > _KEPT and len(self._counted) > 1:
                self._size -= _size(self._counted.pop(next(iter(self._counted))))
        return counts


def _size(counts: Any) -> int:
    return 1 + sum(map(len, counts.values())) if isinstance(counts, dict) else 1


def _asked(query: Query) -> Hashable:
    return query.match, query.filters, query.visibilities


def _count(result: tantivy.SearchResult) -> int:
    return int(result.count)  # type: ignore[attr-defined]  # the stub leaves it out


def _same(score: float, after: Cursor) -> bool:
    return abs(score - after.score) <= 1e-6 * max(1.0, abs(after.score))


def _above(score: float, after: Cursor) -> bool:
    return score > after.score and not _same(score, after)


def _beyond(score: float, key: int, after: Cursor) -> bool:
    return key < after.key if _same(score, after) else score < after.score


def _value(key: str | float) -> str | int:
    return key if isinstance(key, str) else int(key)
