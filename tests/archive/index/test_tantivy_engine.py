"""The embedded engine finds, counts, pages, forgets and survives."""

import subprocess
import sys
from pathlib import Path
from typing import Any

import msgspec
import pytest

from archive.index import Delete, Put
from archive.index.compile import compiled
from archive.index.query import Filter, Not, Query, Sort, Term
from archive.index.tantivy_engine import TantivyIndex
from archive.rebuild import rebuild
from archive.reconcile import compare, repair
from models.errors import ServiceDown
from models.query import parse
from models.resolution import Outcome, ResolutionRecord

PUBLIC = frozenset({"public"})


def asked(text: str = "", **more: Any) -> Query:
    part = parse(text).part
    return Query(**{"visibilities": PUBLIC, "match": compiled(part) if part else None} | more)


def ids(index: TantivyIndex, text: str = "", **more: Any) -> list[str]:
    return [hit.id for hit in index.search(asked(text, **more)).hits]


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("acik yonetim", {"d"}),
        ("AÇIK YÖNETİMİN", {"d"}),
        ("su", {"a"}),
        ("tarif*", {"a"}),
        ('"imar planı"', {"c"}),
        ('"planı imar"', set()),
        ('"imar değişiklik"~3', {"c"}),
        ("imar -plan", {"f"}),
        ("tarife OR park", {"a", "b"}),
        ("2024-12", {"a"}),
        ("zürafa", set()),
    ],
)
def test_a_query_finds_what_it_says(index: TantivyIndex, typed: str, found: set[str]) -> None:
    assert set(ids(index, typed)) == found


def test_nothing_restricted_is_found_or_counted_without_leave(index: TantivyIndex) -> None:
    assert index.search(asked("gizli")).total == 0
    assert index.search(asked(facets=("outcome",))).total == 5
    assert index.search(asked("gizli", visibilities=frozenset({"public", "restricted"}))).total == 1
    assert index.search(asked(visibilities=frozenset())).total == 0


def test_a_facet_is_counted_as_if_its_own_filter_were_absent(index: TantivyIndex) -> None:
    rejected = Filter("outcome", Term("outcome", "rejected"))
    found = index.search(asked(filters=(rejected,), facets=("outcome", "against", "department")))
    assert found.total == 2
    assert {one.value: one.count for one in found.facets["outcome"]} == {"adopted": 3, "rejected": 2}
    assert {one.value: one.count for one in found.facets["against"]} == {"MHP": 2, "CHP": 1}


def test_counts_that_are_kept_are_those_of_the_newest_commit(
    index: TantivyIndex, make: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("archive.index.tantivy_counts._KEPT", 4)
    rejected = Filter("outcome", Term("outcome", "rejected"))
    for added in range(4):
        for _ in range(2):
            found = index.search(asked(filters=(rejected,), facets=("outcome", "year"), sort=Sort.NEWEST))
            assert found.total == 2 + added
            assert {one.value: one.count for one in found.facets["outcome"]} == {"adopted": 3, "rejected": 2 + added}
        index.apply([Put(make(f"n{added}", "yeni", outcome=Outcome.REJECTED))])


def test_a_department_is_one_value_however_it_is_capitalised(index: TantivyIndex) -> None:
    counts = {one.value: one.count for one in index.search(asked(facets=("department",))).facets["department"]}
    assert counts["Fen İşleri Müdürlüğü"] == 2
    assert counts["unknown"] == 3


def test_a_filter_can_be_turned_round(index: TantivyIndex) -> None:
    assert set(ids(index, filters=(Filter("outcome", Not(Term("outcome", "rejected"))),))) == {"a", "d", "f"}


@pytest.mark.parametrize("sort", list(Sort))
def test_pages_show_every_hit_once(index: TantivyIndex, make: Any, sort: Sort) -> None:
    index.apply([Put(make(f"p{n}", "imar " * (1 + n % 3), date=f"2020-01-{n % 9 + 1:02}")) for n in range(57)])
    seen: list[str] = []
    query = asked("imar", sort=sort, limit=10)
    while True:
        found = index.search(query)
        seen += [hit.id for hit in found.hits]
        if found.next is None:
            break
        query = msgspec.structs.replace(query, after=found.next)
    assert len(seen) == len(set(seen)) == found.total == 59


def test_unknown_dates_come_last_in_both_directions(index: TantivyIndex) -> None:
    assert ids(index, sort=Sort.NEWEST)[-1] == "f"
    assert ids(index, sort=Sort.OLDEST)[0] == "b"
    assert ids(index, sort=Sort.OLDEST)[-1] == "f"


def test_an_export_is_as_of_one_moment(index: TantivyIndex, make: Any) -> None:
    stream = index.stream(asked(), size=2)
    first = next(stream)
    index.apply([Put(make("g", "yeni")), Delete("a", 9)])
    assert sorted([*first, *(one for batch in stream for one in batch)]) == ["a", "b", "c", "d", "f"]


def test_changes_are_applied_once_and_never_backwards(index: TantivyIndex, make: Any) -> None:
    index.apply([Put(make("a", "otopark", version=3))])
    index.apply([Put(make("a", "eski metin", version=2)), Delete("a", 1)])
    assert ids(index, "otopark") == ["a"]
    index.apply([Delete("a", 3)])
    index.apply([Delete("a", 3)])
    assert ids(index, "otopark") == []


def test_the_position_is_kept_with_the_changes_and_is_no_resolution(index: TantivyIndex) -> None:
    assert index.position() == 6
    index.set_position(9)
    assert index.position() == index.status().position == 9
    assert index.status().documents == 6
    assert [one.id for one in index.versions()] == ["a", "b", "c", "d", "e", "f"]


def test_another_process_sees_what_was_written(index: TantivyIndex, tmp_path: Path, make: Any) -> None:
    reader = TantivyIndex(tmp_path / "index")
    assert ids(reader, "otopark") == []
    index.apply([Put(make("x", "otopark"))])
    assert ids(reader, "otopark") == ["x"]


def test_a_second_writer_waits_and_then_says_the_index_is_busy(
    index: TantivyIndex, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = TantivyIndex(tmp_path / "index")
    locked = other.files.locked
    monkeypatch.setattr(other.files, "locked", lambda name: locked(name, wait=0.01))
    with index.files.locked("write.lock"), pytest.raises(ServiceDown) as refused:
        other.set_position(1)
    assert refused.value.code == "index_busy"


class _Catalogue:
    def __init__(self, records: list[ResolutionRecord]) -> None:
        self._records = {one.id: one for one in records}

    def current(self, after_id: str | None, limit: int) -> list[ResolutionRecord]:
        return [one for _, one in sorted(self._records.items()) if after_id is None or one.id > after_id][:limit]

    def versions(self, after_id: str | None, limit: int) -> list[tuple[str, int, str]]:
        return [(one.id, one.version, one.visibility) for one in self.current(after_id, limit)]

    def records(self, wanted: Any) -> dict[str, ResolutionRecord]:
        return {one: self._records[one] for one in wanted if one in self._records}

    def last_change(self) -> int:
        return 42


def test_a_rebuild_serves_the_old_until_the_new_is_whole(index: TantivyIndex, tmp_path: Path, make: Any) -> None:
    reader = TantivyIndex(tmp_path / "index")
    fresh = index.begin_rebuild()
    fresh.apply([Put(make("z", "yeni kuşak"))])
    assert ids(reader, "imar") == ids(index, "imar") != []
    fresh.finish(11)
    assert ids(reader) == ids(index) == ["z"]
    assert reader.position() == 11
    assert len(list((tmp_path / "index").glob("gen-*"))) == 1


def test_a_rebuild_that_fails_leaves_the_old_serving(index: TantivyIndex, tmp_path: Path) -> None:
    class Broken(_Catalogue):
        def current(self, after_id: str | None, limit: int) -> list[ResolutionRecord]:
            raise OSError(f"disk, after {after_id}, {limit}")

    with pytest.raises(OSError, match="disk"):
        rebuild(Broken([]), index, lambda _: None)
    assert len(ids(index)) == 5
    assert len(list((tmp_path / "index").glob("gen-*"))) == 1
    assert rebuild(_Catalogue([]), index, lambda _: None) == 0


def test_every_drift_is_found_and_mended_in_one_pass(index: TantivyIndex, make: Any) -> None:
    wanted = [make(f"r{n:03}", f"karar {n}", version=2) for n in range(120)]
    catalogue = _Catalogue(wanted)
    rebuild(catalogue, index, lambda _: None)
    assert compare(catalogue, index).is_empty()
    index.apply([Delete(f"r{n:03}", 2) for n in range(25)])
    index.apply([Put(make(f"r{n:03}", "yeni", version=5)) for n in range(25, 50)])
    index.apply([Put(make(f"x{n:03}", "artık")) for n in range(25)])
    index.apply([Put(make(f"r{n:03}", "gizli", version=2, visibility="restricted")) for n in range(50, 75)])
    drift = repair(catalogue, index)
    assert [len(drift.missing), len(drift.outdated), len(drift.leftover), len(drift.visibility)] == [25, 25, 25, 25]
    assert compare(catalogue, index).is_empty()


def test_an_index_of_another_analysis_says_so_instead_of_answering(index: TantivyIndex, tmp_path: Path) -> None:
    (tmp_path / "index" / index.status().generation / "karar.json").write_text('{"made_by": "fields 0, analysis 0"}')
    again = TantivyIndex(tmp_path / "index")
    assert again.status().state == "stale"
    with pytest.raises(ServiceDown) as refused:
        ids(again)
    assert refused.value.code == "index_stale"
    rebuild(_Catalogue([]), again, lambda _: None)
    assert again.status().state == "ready"


@pytest.mark.full
def test_a_writer_that_is_killed_leaves_what_it_committed(tmp_path: Path) -> None:
    program = """
import os, signal, sys
from pathlib import Path
from archive.index import Put
from archive.index.tantivy_engine import TantivyIndex
from tests.archive.index.conftest import record
index = TantivyIndex(Path(sys.argv[1]))
for n in range(1000):
    index.apply([Put(record(f"k{n}", f"karar {n}"))], n + 1)
    print(n + 1, flush=True)
"""
    with subprocess.Popen(
        [sys.executable, "-c", program, str(tmp_path / "index")], stdout=subprocess.PIPE, text=True
    ) as writer:
        assert writer.stdout is not None
        acknowledged = 0
        for line in writer.stdout:
            acknowledged = int(line)
            if acknowledged == 7:
                writer.kill()
    index = TantivyIndex(tmp_path / "index")
    assert index.position() >= acknowledged >= 7
    assert index.status().documents == index.position()
    index.set_position(5000)
