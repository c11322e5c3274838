"""The embedded engine: tantivy in a folder of generations.

``CURRENT`` names the generation that serves; a rebuild fills another one and swaps the name in one rename. The outbox
position is a document of its own, written in the same commit as the changes it stands for, so the two cannot disagree.
"""

import contextlib
import os
import threading
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import msgspec
import tantivy

from archive.index.engine import Change, Delete, Indexed, IndexStatus
from archive.index.query import Found, Query, Sort
from archive.index.schema import sound
from archive.index.tantivy_document import document
from archive.index.tantivy_files import MADE_BY, Generations, schema
from archive.index.tantivy_query import narrowed
from archive.index.tantivy_snapshot import Snapshot
from models.errors import ServiceDown

POSITION_ID = "\x00position"
_HELD = 8
_HELD_SECONDS = 600.0
"""How many commits are held for the pages still to come, and how long after the last page."""
_SCHEMA = schema()


class TantivyIndex:
    """An index on this machine's disk; safe to use from several threads and processes at once."""

    def __init__(self, folder: Path, memory: int = 64_000_000) -> None:
        self.files = Generations(folder)
        self._memory = memory
        self._lock = threading.Lock()
        self._open_name = ""
        self._made_by = ""
        self._index: tantivy.Index | None = None
        self._newest: Snapshot | None = None
        self._held: dict[str, tuple[Snapshot, float]] = {}

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
            if change.id not in latest or change.version >= latest[change.id].version:
                latest[change.id] = change
        writer = index.writer(self._memory, 1)
        for identity, change in latest.items():
            if _version_of(searcher, identity) > change.version:
                continue
            writer.delete_documents_by_term("id", identity)
            if not isinstance(change, Delete):
                writer.add_document(document(change.fields()))
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

    def _snapshot(self, *, check: bool = True) -> Snapshot:
        """Give the newest commit of the generation that serves."""
        with self._lock:
            for attempt in range(5):
                name = self.files.current_name()
                try:
                    meta = os.stat(f"{self.files.folder}/{name}/meta.json")  # noqa: PTH116 - looked at for every search
                    stamp = f"{name}-{meta.st_mtime_ns:x}-{meta.st_ino:x}"
                    if self._newest is None or stamp != self._newest.name:
                        self._newest = self._opened(name, stamp)
                    if check and self._made_by != MADE_BY:
                        raise ServiceDown("index_stale", found=self._made_by, needed=MADE_BY)
                except (OSError, ValueError) as fault:  # dropped by a rebuild of another process: look again
                    self._open_name, self._newest = "", None
                    if attempt == 4:
                        raise ServiceDown("index_unavailable", reason=str(fault)) from fault
                else:
                    return self._newest
            raise AssertionError

    def _opened(self, name: str, stamp: str) -> Snapshot:
        if name != self._open_name or self._index is None:
            self._made_by = self.files.made_by(name)
            self._index = tantivy.Index.open(str(self.files.folder / name))
            self._index.config_reader("manual")
        self._index.reload()
        self._open_name = name
        return Snapshot(self._index.searcher(), stamp)

    def _searcher(self, *, check: bool = True) -> tantivy.Searcher:
        return self._snapshot(check=check).searcher

    def search(self, query: Query) -> Found:
        return self._of(query).found(query)

    def _of(self, query: Query) -> Snapshot:
        """Give the commit that the pages before were read from, if it is still held, else the newest.

        Only relevance needs it: other orders go by a key of the resolution's own, which no other change moves.
        """
        newest = self._snapshot()
        with self._lock:
            now = time.monotonic()
            asked = self._held.get(query.after.snapshot) if query.after is not None else None
            snapshot = asked[0] if asked is not None else newest
            self._held.pop(snapshot.name, None)
            self._held[snapshot.name] = (snapshot, now)
            for name, (_, used) in list(self._held.items()):
                if len(self._held) > _HELD or now - used > _HELD_SECONDS:
                    del self._held[name]
        return snapshot

    def stream(self, query: Query, size: int = 1000) -> Iterator[list[str]]:
        snapshot = self._snapshot()
        sort = Sort.NEWEST if query.sort is Sort.RELEVANCE else query.sort
        page = msgspec.structs.replace(query, sort=sort, limit=size, after=None, facets=())
        while True:
            hits, after = snapshot.page(page)
            if hits:
                yield [hit.id for hit in hits]
            if after is None:
                return
            page = msgspec.structs.replace(page, after=after)

    def has_value(self, field: str, value: str) -> bool:
        return bool(self._searcher().doc_freq(field, sound(value)))

    def suggest(self, prefix: str, visibilities: frozenset[str], limit: int = 8) -> list[tuple[str, int]]:
        if not prefix or not visibilities:
            return []
        seen = narrowed(None, [], visibilities, _SCHEMA)
        found = self._searcher().terms_with_prefix("x", sound(prefix), seen, 400)
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
            self._index, self._open_name, self._newest = None, "", None
            self._held.clear()


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
            if change.id <= self._last:
                self._writer.delete_documents_by_term("id", change.id)
            if not isinstance(change, Delete):
                self._writer.add_document(document(change.fields()))
            self._last = max(self._last, change.id)

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


def _version_of(searcher: tantivy.Searcher, identity: str) -> int:
    """Give the version that is indexed under an id, or -1."""
    found = searcher.search(
        tantivy.Query.term_query(_SCHEMA, "id", identity, index_option="basic"), limit=1, count=False
    )
    if not found.hits:
        return -1
    return int(searcher.fast_field_values("version", [found.hits[0][1]])[0] or 0)
