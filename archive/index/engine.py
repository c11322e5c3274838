"""The seam between Karar and a search engine: one embedded, one on a cluster, the same answers from both."""

from collections.abc import Iterator, Sequence
from typing import Protocol, runtime_checkable

import msgspec

from archive.index.entry import entry
from archive.index.query import Found, Query
from archive.index.schema import Entry
from models.resolution import ResolutionRecord


class Put(msgspec.Struct, frozen=True):
    """Index this version of a resolution in place of any other version of it."""

    record: ResolutionRecord

    @property
    def id(self) -> str:
        """Give the id of the resolution."""
        return self.record.id

    @property
    def version(self) -> int:
        """Give its version."""
        return self.record.version

    def fields(self) -> Entry:
        """Give what the index keeps of it."""
        return entry(self.record)


class Prepared(msgspec.Struct, frozen=True):
    """The same as `Put`, with what the index keeps of the resolution made ready before."""

    entry: Entry

    @property
    def id(self) -> str:
        """Give the id of the resolution."""
        return str(self.entry["id"])

    @property
    def version(self) -> int:
        """Give its version."""
        version = self.entry["version"]
        assert isinstance(version, int)
        return version

    def fields(self) -> Entry:
        """Give what the index keeps of it."""
        return self.entry


class Delete(msgspec.Struct, frozen=True):
    """Take a resolution out of the index."""

    id: str
    version: int


Change = Put | Prepared | Delete


class Indexed(msgspec.Struct, frozen=True):
    """What the index holds of one resolution, for comparing it with the catalogue."""

    id: str
    version: int
    visibility: str


class IndexStatus(msgspec.Struct, frozen=True):
    """How an index is doing.

    `engine` is ``tantivy`` or ``elasticsearch``; `state` is ``ready``, ``rebuilding``, ``stale`` (made by another
    version of the analysis: rebuild it) or ``down``; `detail` says why in plain words.
    """

    engine: str
    state: str
    generation: str
    documents: int
    position: int
    bytes: int
    detail: str = ""


@runtime_checkable
class Rebuild(Protocol):
    """A new generation being filled beside the one that serves."""

    def apply(self, changes: Sequence[Change]) -> None:
        """Add to the new generation."""

    def finish(self, position: int) -> None:
        """Make the new generation the one that serves, its outbox position included, and drop the old one."""

    def abandon(self) -> None:
        """Drop the new generation; the old one goes on serving."""


@runtime_checkable
class Index(Protocol):
    """A search index. All methods raise ServiceDown when the engine cannot be reached or does not answer in time."""

    def apply(self, changes: Sequence[Change], position: int | None = None) -> None:
        """Make changes durable and visible to the next search, together with the outbox `position` they lead to.

        Applying the same changes twice is the same as once; a change older than what is indexed is passed over.
        """

    def search(self, query: Query) -> Found:
        """Answer one query."""

    def stream(self, query: Query, size: int = 1000) -> Iterator[list[str]]:
        """Give the ids of all hits in the query's order, `size` at a time, all as of one moment.

        What changes meanwhile is neither skipped nor repeated. Relevance is read as newest; `limit` and `after` are
        not used.
        """

    def has_value(self, field: str, value: str) -> bool:
        """Tell whether any resolution holds this value in a keyword field."""

    def suggest(self, prefix: str, visibilities: frozenset[str], limit: int = 8) -> list[tuple[str, int]]:
        """Give the most frequent folded words (field ``x``) that begin with `prefix`, with their resolution counts."""

    def versions(self) -> Iterator[Indexed]:
        """Give every indexed resolution once, in id order."""

    def status(self) -> IndexStatus:
        """Say how the index is doing; never raises."""

    def position(self) -> int:
        """Give the last outbox row that is in the index (0 for a new index)."""

    def set_position(self, position: int) -> None:
        """Record an outbox position without any change."""

    def begin_rebuild(self) -> Rebuild:
        """Start a new, empty generation beside the one that serves."""

    def close(self) -> None:
        """Give back files and connections."""
