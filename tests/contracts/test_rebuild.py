"""A rebuild while people search: no request fails, none sees half of it; what drifted is mended in one pass."""

import threading
from collections.abc import Sequence
from typing import Self

import msgspec
import pytest

from archive.index.engine import Delete, Index, Put
from archive.index.query import Query, Sort, Term
from archive.rebuild import rebuild
from archive.reconcile import compare, repair
from models.errors import KararError
from models.resolution import ResolutionRecord
from tests.contracts.corpus import generated

SEEN = frozenset({"public", "restricted"})


class Catalogue:
    """Current resolutions in id order, as the catalogue gives them."""

    def __init__(self, records: Sequence[ResolutionRecord]) -> None:
        self._records = {one.id: one for one in sorted(records, key=lambda one: one.id)}

    def current(self, after_id: str | None, limit: int) -> list[ResolutionRecord]:
        return [one for one in self._records.values() if after_id is None or one.id > after_id][:limit]

    def versions(self, after_id: str | None, limit: int) -> list[tuple[str, int, str]]:
        return [(one.id, one.version, one.visibility) for one in self.current(after_id, limit)]

    def records(self, ids: Sequence[str]) -> dict[str, ResolutionRecord]:
        return {one: self._records[one] for one in ids if one in self._records}

    def last_change(self) -> int:
        return len(self._records)


class Searchers:
    """Threads that search until they are stopped, about fifty times a second together, and keep what they got."""

    def __init__(self, index: Index, count: int = 2) -> None:
        self.totals: set[int] = set()
        self.failures: list[str] = []
        self.asked = 0
        self._index = index
        self._stop = threading.Event()
        self._threads = [threading.Thread(target=self._search, args=(number,)) for number in range(count)]

    def __enter__(self) -> Self:
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stop.set()
        for thread in self._threads:
            thread.join()

    def _search(self, number: int) -> None:
        sorts = list(Sort)
        while not self._stop.wait(0.04):
            number += 1
            match = Term("s", "imar") if number % 3 else None
            query = Query(visibilities=SEEN, match=match, sort=sorts[number % 4], facets=("outcome", "year"))
            try:
                found = self._index.search(query)
            except KararError as error:
                self.failures.append(error.code)
            else:
                if match is None:
                    self.totals.add(found.total)
            self.asked += 1


@pytest.mark.full
def test_a_rebuild_fails_no_search_and_is_never_seen_by_half(index: Index) -> None:
    catalogue = Catalogue(generated(10_000))
    rebuild(catalogue, index, lambda _: None)
    with Searchers(index) as searchers:
        assert rebuild(catalogue, index, lambda _: None) == 10_000
    assert searchers.failures == []
    assert searchers.totals <= {10_000}
    assert searchers.asked


@pytest.mark.full
def test_a_hundred_drifts_are_found_and_mended_in_one_pass(index: Index) -> None:
    records = [msgspec.structs.replace(one, version=2, visibility="public") for one in generated(300)]
    catalogue = Catalogue(records)
    rebuild(catalogue, index, lambda _: None)
    assert compare(catalogue, index).is_empty()
    ahead = [msgspec.structs.replace(one, version=5) for one in records[25:50]]
    hidden = [msgspec.structs.replace(one, visibility="restricted") for one in records[50:75]]
    index.apply([Delete(one.id, 2) for one in records[:25]])
    index.apply([Put(one) for one in (*ahead, *hidden, *generated(25, seed=99))])
    drift = repair(catalogue, index)
    assert [len(drift.missing), len(drift.outdated), len(drift.visibility), len(drift.leftover)] == [25, 25, 25, 25]
    assert compare(catalogue, index).is_empty()
