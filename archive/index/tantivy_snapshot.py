"""The embedded index as of one commit: a page of hits, the same however often it is asked."""

from collections.abc import Sequence

import msgspec
import tantivy

from archive.index.leading import at_most, ceiling, rarest, words_alone
from archive.index.paging import Cursor
from archive.index.query import AnyNode, Filter, Found, Hit, Or, Query, Range, Sort
from archive.index.scores import Tier, tiers
from archive.index.tantivy_counts import Counts, number_of
from archive.index.tantivy_files import schema
from archive.index.tantivy_query import narrowed

DEEPEST = 10_000
"""Hits that can be paged through by relevance; sorted by date or number there is no end."""
_TIES = 40
_FREQUENT = 40_000
"""So many hits are not all scored when the first of them can be told sooner."""
_RARE = 0.12
_FEW = 0.2
"""What is looked at first: at most these shares of all resolutions and of the hits."""
_ROUNDED = 1.0001
"""What the engine's shorter numbers may round away."""
_KEYS = {Sort.NEWEST: "newest", Sort.OLDEST: "oldest", Sort.NUMBER: "number_order"}
_SCHEMA = schema()
_Page = tuple[tuple[Hit, ...], Cursor | None]


class Snapshot:
    """One commit of one generation; `name` is the same in every process that reads it."""

    def __init__(self, searcher: tantivy.Searcher, name: str) -> None:
        self.searcher = searcher
        self.name = name
        self._counts = Counts(searcher)

    def found(self, query: Query) -> Found:
        """Answer a query."""
        if query.sort is Sort.RELEVANCE and query.match is not None:
            hits, following = self._by_relevance(query, query.match)
            if following is not None:
                following = msgspec.structs.replace(following, snapshot=self.name)
        else:
            hits, following = self.page(query, count=True)
        return Found(self._counts.total(query), hits, self._counts.facets(query), following)

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
            self._counts.keep(query, number_of(result))
        return [(self._id(address), int(key)) for key, address in result.hits]

    def _by_relevance(self, query: Query, match: AnyNode) -> _Page:
        if (divided := tiers(match)) is not None:
            return self._by_tiers(query, divided)
        if words_alone(match) and (first := self._first(match)):
            page, left = self._best(query, match, (Filter("", first[0] if len(first) == 1 else Or(first)),))
            if left > ceiling(match, frozenset(first), self._counts.frequency, self._counts.everything) * _ROUNDED:
                return page
        return self._best(query, match)[0]

    def _first(self, match: AnyNode) -> tuple[AnyNode, ...]:
        """Give conditions whose hits come first; none where all hits are as quickly ranked."""
        frequency, everything = self._counts.frequency, self._counts.everything
        hits = at_most(match, frequency, everything)
        return rarest(match, frequency, min(_FEW * hits, _RARE * everything)) if hits >= _FREQUENT else ()

    def _best(self, query: Query, match: AnyNode, among: Sequence[Filter] = ()) -> tuple[_Page, float]:
        """Give the best hits, of those alone that `among` holds for, and the score of the best one left (0: none is).

        Their number is kept as the total.
        """
        asked = narrowed(match, [*query.filters, *among], query.visibilities, _SCHEMA)
        after = query.after
        wanted = (after.seen if after else 0) + query.limit + _TIES
        while True:
            result = self.searcher.search(asked, limit=wanted, count=not among)
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
        if not among:
            self._counts.keep(query, number_of(result))
        shown, left = rest[: query.limit], rest[query.limit :]
        hits = tuple(Hit(self._id(address), score) for score, _, address in shown)
        return (hits, self._behind(query, shown[-1][:2] if left and shown else None, len(shown))), (
            left[0][0] if left else 0.0
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


def _same(score: float, after: Cursor) -> bool:
    return abs(score - after.score) <= 1e-6 * max(1.0, abs(after.score))


def _above(score: float, after: Cursor) -> bool:
    return score > after.score and not _same(score, after)


def _beyond(score: float, key: int, after: Cursor) -> bool:
    return key < after.key if _same(score, after) else score < after.score
