"""What the relay brings to either engine is told to the saved searches that find it there."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from archive.catalogue import Catalogue, OutboxRow
from archive.index.compile import compiled
from archive.index.engine import Index, Prepared
from archive.index.matching import SavedQuery, match_batch
from archive.index.query import Filter, Query, Term
from archive.relay import Relay
from models.query import parse
from models.resolution import ResolutionRecord
from tests.contracts.corpus import generated

PUBLIC = frozenset({"public"})
TYPED = ("imar planı", '"imar planı"', "park OR otopark", "imar -park", '"su tarifesi"~4', "tari*", "2024/113")


class Unshared:
    """A database that nobody else uses."""

    @contextmanager
    def exclusive(self, name: str, *, wait: bool = False) -> Iterator[bool]:
        yield bool(name) and wait


class Outbox(Catalogue):
    """A catalogue of which only the changes are there, each a new resolution, the last ones gone again."""

    def __init__(self, records: Sequence[ResolutionRecord], gone: int) -> None:
        self.database = Unshared()  # type: ignore[assignment]
        self._rows = [OutboxRow(place, one.id, one.version, "put") for place, one in enumerate(records, 1)]
        self._records = {one.id: one for one in records[: len(records) - gone]}

    def outbox(self, after: int, limit: int) -> list[OutboxRow]:
        return self._rows[after : after + limit]

    def records(self, ids: Sequence[str]) -> dict[str, ResolutionRecord]:
        return {one: self._records[one] for one in ids if one in self._records}

    def mark_indexed(self, position: int) -> None:
        assert position == len(self._rows)

    def trim_outbox(self, position: int, limit: int = 5000) -> int:
        return 0 * position * limit


def saved_queries() -> Iterator[SavedQuery]:
    for typed in TYPED:
        part = parse(typed).part
        assert part is not None
        yield SavedQuery(typed, Query(visibilities=PUBLIC, match=compiled(part), limit=500))
    adopted = Filter("outcome", Term("outcome", "adopted"))
    yield SavedQuery("adopted", Query(visibilities=PUBLIC, filters=(adopted,), limit=500))


def test_saved_searches_are_told_what_they_find_of_what_is_new(index: Index) -> None:
    saved = list(saved_queries())
    told: list[dict[str, list[str]]] = []
    news: list[Prepared] = []

    def tell(batch: Sequence[Prepared]) -> None:
        news.extend(batch)
        told.append(match_batch(batch, saved))

    relay = Relay(Outbox(generated(300), gone=20), index, tell)
    assert relay.run_once() == 300
    assert relay.run_once() == 0
    assert len(news) == 280
    assert len(told) == 1
    for one in saved:
        assert sorted(told[0][one.id]) == sorted(hit.id for hit in index.search(one.query).hits), one.id
        assert told[0][one.id]
