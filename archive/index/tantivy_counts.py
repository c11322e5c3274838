"""Totals and facets of one commit of the embedded index, and how frequent its words are.

What was counted is kept as long as the commit is the newest: the facets of a filter are counted without that filter, so
many searches share the same counts. A count walks as few resolutions as it can: what may not be seen is counted off
what there is, and of a condition that holds for most resolutions those are counted for which it does not.
"""

import threading
from collections.abc import Callable, Hashable
from typing import Any

import tantivy

from archive.index.facets import FACETS, FETCH, counted
from archive.index.leading import deciding, words_alone
from archive.index.query import And, AnyNode, Count, Filter, Not, Or, Query, Term
from archive.index.schema import sound
from archive.index.tantivy_files import schema
from archive.index.tantivy_query import narrowed, translated

_KEPT = 100_000
"""Counted values that are kept: some ten megabytes."""
_MOST = 0.6
_FEW = 0.3
"""Shares of all resolutions: from `_MOST` on the others are counted; up to `_FEW` what is hidden is counted off."""
_VISIBILITIES = 1000
_SCHEMA = schema()
_Values = dict[str, tuple[tuple[str | int, int], ...]]


class Counts:
    """What one searcher counts."""

    def __init__(self, searcher: tantivy.Searcher) -> None:
        self.searcher = searcher
        self._visibilities = dict(searcher.terms_with_prefix("visibility", "", limit=_VISIBILITIES))
        self.everything = sum(self._visibilities.values())
        """Resolutions of the commit, with those that are removed and not yet forgotten."""
        self._whole = self.everything == searcher.num_docs and len(self._visibilities) < _VISIBILITIES
        self._counted: dict[Hashable, Any] = {}
        self._size = 0
        self._lock = threading.Lock()

    def frequency(self, field: str, value: str) -> int:
        """Give in how many of `everything` a field holds a token or value."""
        return self.searcher.doc_freq(field, sound(value))

    def total(self, query: Query) -> int:
        """Give how many resolutions a query finds."""
        return int(self._once(_asked(query), lambda: self._found(query)))

    def keep(self, query: Query, total: int) -> None:
        """Keep a total that was counted on the way."""
        self._once(_asked(query), lambda: total)

    def facets(self, query: Query) -> dict[str, tuple[Count, ...]]:
        """Give the facets of a query, each counted without its own filter."""
        groups: dict[tuple[Filter, ...], list[str]] = {}
        for name in query.facets:
            groups.setdefault(tuple(one for one in query.filters if one.facet != name), []).append(name)
        found = {}
        size = max(FETCH, query.values or 0)
        for filters, names in groups.items():
            fields = tuple(sorted({FACETS[name].field for name in names}))
            values = self._values(query, filters, fields, size)
            for name in names:
                found[name] = counted(name, values[FACETS[name].field], query.values)
        return {name: found[name] for name in query.facets}

    def _found(self, query: Query) -> int:
        match = None if query.match is None else deciding(query.match)
        hidden = [name for name in self._visibilities if name not in query.visibilities]
        if match is None or query.filters or not words_alone(match) or self._share(hidden) > _FEW:
            return self._number(narrowed(match, list(query.filters), query.visibilities, _SCHEMA))
        if isinstance(match, Term) and self._whole:
            found = self.frequency(match.field, str(match.value))
        else:
            found = self._number(translated(match, _SCHEMA))
        if hidden and found:
            found -= self._number(translated(And((_any("visibility", hidden), match)), _SCHEMA))
        return found

    def _number(self, asked: tantivy.Query) -> int:
        """Count; an order by a field keeps the engine from scoring what is only counted."""
        return number_of(self.searcher.search(asked, limit=1, order_by_field="newest"))

    def _share(self, visibilities: list[str]) -> float:
        return sum(self._visibilities[name] for name in visibilities) / max(1, self.everything)

    def _values(self, query: Query, filters: tuple[Filter, ...], fields: tuple[str, ...], size: int) -> _Values:
        match = None if query.match is None else deciding(query.match)

        def aggregated(match: AnyNode | None) -> _Values:
            counts = self.searcher.aggregate(
                narrowed(match, list(filters), query.visibilities, _SCHEMA),
                {field: {"terms": {"field": field, "size": size}} for field in fields},
            )
            return {
                field: tuple((_value(one["key"]), one["doc_count"]) for one in counts[field]["buckets"])
                for field in fields
            }

        def count() -> _Values:
            if match is None or filters or self.total(query) < _MOST * self.everything:
                return aggregated(match)
            every = self._once((None, filters, query.visibilities, fields, size), lambda: aggregated(None))
            if any(len(values) >= size for values in every.values()):
                return aggregated(match)
            others = aggregated(Not(match))
            return {field: _without(every[field], others[field]) for field in fields}

        return self._once((match, filters, query.visibilities, fields, size), count)  # type: ignore[no-any-return]

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


def _any(field: str, values: list[str]) -> AnyNode:
    terms = tuple(Term(field, value) for value in values)
    return terms[0] if len(terms) == 1 else Or(terms)


def _without(every: tuple[tuple[str | int, int], ...], others: tuple[tuple[str | int, int], ...]) -> Any:
    less = dict(others)
    return tuple((value, left) for value, count in every if (left := count - less.get(value, 0)))


def _size(counts: Any) -> int:
    return 1 + sum(map(len, counts.values())) if isinstance(counts, dict) else 1


def _asked(query: Query) -> Hashable:
    return query.match, query.filters, query.visibilities


def number_of(result: tantivy.SearchResult) -> int:
    """Give how many hits a search that counted found in all."""
    return int(result.count)  # type: ignore[attr-defined]  # the stub leaves it out


def _value(key: str | float) -> str | int:
    return key if isinstance(key, str) else int(key)
