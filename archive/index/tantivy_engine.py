"""The embedded engine: tantivy in a folder of generations.

``CURRENT`` names the generation that serves; a rebuild fills another one and swaps the name in one rename. The outbox
position is a document of its own, written in the same commit as the changes it stands for, so the two cannot disagree.
"""

import contextlib
import threading
from collections.abc import Iterator, Sequence
from pathlib import Path

import tantivy

from archive.index.engine import Change, Delete, Indexed, IndexStatus, Put
from archive.index.entry import entry
from archive.index.facets import FACETS, FETCH, counted
from archive.index.paging import Cursor
from archive.index.query import Count, Filter, Found, Hit, Query, Range, Sort
from archive.index.tantivy_document import document
from archive.index.tantivy_files import MADE_BY, Generations, schema
from archive.index.tantivy_query import narrowed
from models.errors import ServiceDown

POSITION_ID = "\x00position"
DEEPEST = 10_000
"""Hits that can be paged through by relevance; sorted by date or number there is no end."""
_TIES = 40
_KEYS = {Sort.NEWEST: "newest", Sort.OLDEST: "oldest", Sort.NUMBER: "number_order"}
_SCHEMA = schema()


class TantivyIndex:
    """An index on this machine's disk; safe to use from several threads and processes at once."""

    def __init__(self, folder: Path, memory: int = 64_000_000) -> None:
        self.files = Generations(folder)
        self._memory = memory
        self._lock = threading.Lock()
        self._open_name = ""
        self._made_by = ""
        self._stamp: tuple[int, int] = (0, 0)
        self._index: tantivy.Index | None = None

    # writing

    def apply(self, changes: Sequence[Change], position: int | None = None) -> None:
        with self.files.locked("write.lock"):
            self.write(self.files.current_name(), changes, position)

    def write(self, name: str, changes: Sequence[Change], position: int | None) -> None:
        """Commit changes to one generation; the caller holds its lock."""
        if self.files.made_by(name) != MADE_BY:
            raise ServiceDown("index_stale", found=self.files.made_by(name), needed=MADE_BY)
        index = tantivy.Index.open(str(self.files.folder / name))
        searcher = index.searcher()
        latest: dict[str, Change] = {}
        for change in changes:
            identity = change.record.id if isinstance(change, Put) else change.id
            if identity not in latest or _version(change) >= _version(latest[identity]):
                latest[identity] = change
        writer = index.writer(self._memory, 1)
        for identity, change in latest.items():
            if _version_of(searcher, identity) > _version(change):
                continue
            writer.delete_documents_by_term("id", identity)
            if isinstance(change, Put):
                writer.add_document(document(entry(change.record)))
        if position is not None:
            writer.delete_documents_by_term("id", POSITION_ID)
            writer.add_document(document({"id": POSITION_ID, "visibility": POSITION_ID, "version": position}))
        writer.commit()
        writer.wait_merging_threads()

    def writer(self, name: str) -> tantivy.IndexWriter:
        """Open the one writer of a generation."""
        return tantivy.Index.open(str(self.files.folder / name)).writer(self._memory, 1)

    def position(self) -> int:
        return max(0, _version_of(self._searcher(check=False), POSITION_ID))

    def set_position(self, position: int) -> None:
        self.apply((), position)

    def begin_rebuild(self) -> "TantivyRebuild":
        return TantivyRebuild(self)

    # reading

    def _searcher(self, *, check: bool = True) -> tantivy.Searcher:
        with self._lock:
            for attempt in range(5):
                name = self.files.current_name()
                try:
                    meta = (self.files.folder / name / "meta.json").stat()
                    stamp = (meta.st_mtime_ns, meta.st_ino)
                    if name != self._open_name or self._index is None:
                        self._made_by = self.files.made_by(name)
                        self._index = tantivy.Index.open(str(self.files.folder / name))
                        self._index.config_reader("manual")
                        self._index.reload()
                        self._open_name, self._stamp = name, stamp
                    elif stamp != self._stamp:
                        self._index.reload()
                        self._stamp = stamp
                    if check and self._made_by != MADE_BY:
                        raise ServiceDown("index_stale", found=self._made_by, needed=MADE_BY)
                    return self._index.searcher()
                except (OSError, ValueError) as fault:  # dropped by a rebuild of another process: look again
                    self._open_name = ""
                    if attempt == 4:
                        raise ServiceDown("index_unavailable", reason=str(fault)) from fault
            raise AssertionError

    def search(self, query: Query) -> Found:
        searcher = self._searcher()
        if query.sort is Sort.RELEVANCE and query.match is not None:
            total, hits, following = _by_relevance(searcher, query)
        else:
            total, hits, following = _by_key(searcher, query)
        return Found(total, hits, _facets(searcher, query), following)

    def stream(self, query: Query, size: int = 1000) -> Iterator[list[str]]:
        searcher = self._searcher()
        after: Cursor | None = None
        sort = Sort.NEWEST if query.sort is Sort.RELEVANCE else query.sort
        while True:
            page = Query(
                visibilities=query.visibilities,
                match=query.match,
                filters=query.filters,
                sort=sort,
                limit=size,
                after=after,
            )
            _, hits, after = _by_key(searcher, page, count=False)
            if hits:
                yield [hit.id for hit in hits]
            if after is None:
                return

    def has_value(self, field: str, value: str) -> bool:
        return bool(self._searcher().doc_freq(field, value))

    def suggest(self, prefix: str, visibilities: frozenset[str], limit: int = 8) -> list[tuple[str, int]]:
        if not prefix or not visibilities:
            return []
        seen = narrowed(None, [], visibilities, _SCHEMA)
        found = self._searcher().terms_with_prefix("x", prefix, seen, 400)
        return sorted(found, key=lambda one: (-one[1], one[0]))[:limit]

    def versions(self) -> Iterator[Indexed]:
        searcher = self._searcher(check=False)
        everything = tantivy.Query.all_query()
        count = searcher.num_docs
        found: list[tuple[str, int, str]] = []
        if count:
            addresses = [address for _, address in searcher.search(everything, limit=count, count=False).hits]
            for start in range(0, len(addresses), 10_000):
                chunk = addresses[start : start + 10_000]
                for address, version in zip(chunk, searcher.fast_field_values("version", chunk), strict=True):
                    stored = searcher.doc(address)
                    found.append((stored["id"][0], int(version or 0), stored["visibility"][0]))
        found.sort()
        for identity, version, visibility in found:
            if identity != POSITION_ID:
                yield Indexed(identity, version, visibility)

    def status(self) -> IndexStatus:
        name = self.files.current_name()
        made_by = self.files.made_by(name)
        try:
            searcher = self._searcher(check=False)
            position = max(0, _version_of(searcher, POSITION_ID))
            has_position = _version_of(searcher, POSITION_ID) >= 0
            documents = searcher.num_docs - has_position
        except (ServiceDown, OSError, ValueError) as fault:
            return IndexStatus("tantivy", "down", name, 0, 0, 0, str(fault))
        state = "ready" if made_by == MADE_BY else "stale"
        detail = "" if state == "ready" else f"made by {made_by}, needed {MADE_BY}"
        return IndexStatus("tantivy", state, name, documents, position, self.files.size(name), detail)

    def close(self) -> None:
        with self._lock:
            self._index, self._open_name = None, ""


class TantivyRebuild:
    """A new generation in its own folder. One rebuild at a time; a process that dies leaves nothing that serves."""

    def __init__(self, index: TantivyIndex) -> None:
        self.files = index.files
        self._held = contextlib.ExitStack()
        self._held.enter_context(self.files.locked("rebuild.lock", wait=1.0))
        self.files.drop_all_but(self.files.current_name())
        self._name = self.files.create()
        self._writer: tantivy.IndexWriter | None = index.writer(self._name)
        self._last = ""

    def apply(self, changes: Sequence[Change]) -> None:
        """Add to the new generation. One writer keeps on without a commit: nobody reads it before it is whole."""
        assert self._writer is not None
        for change in changes:
            identity = change.record.id if isinstance(change, Put) else change.id
            if identity <= self._last:
                self._writer.delete_documents_by_term("id", identity)
            if isinstance(change, Put):
                self._writer.add_document(document(entry(change.record)))
            self._last = max(self._last, identity)

    def finish(self, position: int) -> None:
        assert self._writer is not None
        self._writer.add_document(document({"id": POSITION_ID, "visibility": POSITION_ID, "version": position}))
        self._writer.commit()
        self._writer.wait_merging_threads()
        self._writer = None
        with self.files.locked("write.lock"):
            self.files.point_to(self._name)
        self.files.drop_all_but(self._name)
        self._held.close()

    def abandon(self) -> None:
        self._writer = None
        self.files.drop_all_but(self.files.current_name())
        self._held.close()


def _version(change: Change) -> int:
    return change.record.version if isinstance(change, Put) else change.version


def _version_of(searcher: tantivy.Searcher, identity: str) -> int:
    """Give the version that is indexed under an id, or -1."""
    found = searcher.search(
        tantivy.Query.term_query(_SCHEMA, "id", identity, index_option="basic"), limit=1, count=False
    )
    if not found.hits:
        return -1
    return int(searcher.fast_field_values("version", [found.hits[0][1]])[0] or 0)


def _count(result: tantivy.SearchResult) -> int:
    return int(result.count)  # type: ignore[attr-defined]  # the stub leaves it out


def _by_key(
    searcher: tantivy.Searcher, query: Query, *, count: bool = True
) -> tuple[int, tuple[Hit, ...], Cursor | None]:
    field = _KEYS.get(query.sort, "newest")
    descending = field == "newest"
    base = narrowed(query.match, list(query.filters), query.visibilities, _SCHEMA)
    asked = base
    if query.after is not None:
        key = query.after.key
        beyond = Range(field, None, key - 1) if descending else Range(field, key + 1, None)
        asked = narrowed(query.match, [*query.filters, Filter("", beyond)], query.visibilities, _SCHEMA)
    order = tantivy.Order.Desc if descending else tantivy.Order.Asc
    result = searcher.search(
        asked, limit=query.limit + 1, count=count and query.after is None, order_by_field=field, order=order
    )
    total = 0
    if count:
        total = (_count(result)) if query.after is None else (_count(searcher.search(base, limit=1)))
    shown = result.hits[: query.limit]
    hits = tuple(Hit(searcher.doc(address)["id"][0], 0.0) for _, address in shown)
    more = len(result.hits) > query.limit
    seen = (query.after.seen if query.after else 0) + len(hits)
    name = query.after.query if query.after else ""
    return total, hits, Cursor(name, int(shown[-1][0]), seen=seen) if more and shown else None


def _by_relevance(searcher: tantivy.Searcher, query: Query) -> tuple[int, tuple[Hit, ...], Cursor | None]:
    asked = narrowed(query.match, list(query.filters), query.visibilities, _SCHEMA)
    after = query.after
    seen = after.seen if after else 0
    wanted = seen + query.limit + _TIES
    while True:
        result = searcher.search(asked, limit=wanted)
        found = [(float(score), address) for score, address in result.hits]
        keys = searcher.fast_field_values("newest", [address for _, address in found])
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
    hits = tuple(Hit(searcher.doc(address)["id"][0], score) for score, _, address in shown)
    seen += len(shown)
    more = len(rest) > query.limit and seen < DEEPEST
    name = after.query if after else ""
    following = Cursor(name, shown[-1][1], shown[-1][0], seen) if more and shown else None
    return (_count(result)), hits, following


def _beyond(score: float, key: int, after: Cursor) -> bool:
    close = abs(score - after.score) <= 1e-6 * max(1.0, abs(after.score))
    return key < after.key if close else score < after.score


def _facets(searcher: tantivy.Searcher, query: Query) -> dict[str, tuple[Count, ...]]:
    groups: dict[tuple[Filter, ...], list[str]] = {}
    for name in query.facets:
        groups.setdefault(tuple(one for one in query.filters if one.facet != name), []).append(name)
    found = {}
    for filters, names in groups.items():
        asked = narrowed(query.match, list(filters), query.visibilities, _SCHEMA)
        fields = {FACETS[name].field for name in names}
        size = max(FETCH, query.values or 0)
        counts = searcher.aggregate(
            asked, {field: {"terms": {"field": field, "size": size}} for field in sorted(fields)}
        )
        for name in names:
            buckets = counts[FACETS[name].field]["buckets"]
            values = ((_value(bucket["key"]), bucket["doc_count"]) for bucket in buckets)
            found[name] = counted(name, values, query.values)
    return {name: found[name] for name in query.facets}


def _value(key: str | float) -> str | int:
    return key if isinstance(key, str) else int(key)


__all__ = ["Delete", "TantivyIndex", "TantivyRebuild"]
