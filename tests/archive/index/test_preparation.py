"""Resolutions are made ready by several processes as by one, and nothing is lost with a process."""

import multiprocessing
import os
import select
import signal
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from archive.index import Put
from archive.index.engine import Prepared
from archive.index.entry import entry
from archive.index.preparation import prepared
from archive.index.query import Query, Term
from archive.index.tantivy_engine import TantivyIndex
from archive.rebuild import rebuild
from models.resolution import ResolutionRecord
from tests.contracts.corpus import generated

RECORDS = generated(600)
PARTS = [RECORDS[first : first + 50] for first in range(0, 600, 50)]
EVERY = [Prepared(entry(record)) for record in RECORDS]


class Catalogue:
    """Current resolutions in id order, as the catalogue gives them; a thousand times too few of them at once."""

    def __init__(self, records: Sequence[ResolutionRecord]) -> None:
        self._records = records

    def current(self, after_id: str | None, limit: int) -> list[ResolutionRecord]:
        return [one for one in self._records if after_id is None or one.id > after_id][: limit // 20]

    def last_change(self) -> int:
        return len(self._records)


@pytest.mark.full
def test_several_processes_make_the_same_ready_in_the_same_order() -> None:
    assert [one for part in prepared(PARTS, 2) for one in part] == EVERY
    assert not multiprocessing.active_children()


def test_one_process_needs_no_other() -> None:
    assert [one for part in prepared(PARTS, 1) for one in part] == EVERY


@pytest.mark.full
def test_nothing_is_lost_with_a_process() -> None:
    def parts() -> Iterator[Sequence[ResolutionRecord]]:
        for number, part in enumerate(PARTS):
            if number == 7:
                for child in multiprocessing.active_children():
                    child.kill()
            yield part

    assert [one for part in prepared(parts(), 2) for one in part] == EVERY


@pytest.mark.full
def test_an_index_made_by_several_processes_is_the_same(tmp_path: Path) -> None:
    made = []
    for processes in (1, 2):
        index = TantivyIndex(tmp_path / str(processes))
        seen: list[int] = []
        assert rebuild(Catalogue(RECORDS), index, seen.append, processes) == 600
        assert seen == list(range(25, 601, 25))
        found = index.search(
            Query(
                visibilities=frozenset({"public"}), match=Term("s", "imar"), limit=200, facets=("municipality", "year")
            )
        )
        made.append((list(index.versions()), found.total, found.hits, found.facets))
        index.close()
    assert made[0] == made[1]


@pytest.mark.full
def test_a_rebuild_killed_half_way_leaves_the_old_serving_and_no_process(tmp_path: Path) -> None:
    index = TantivyIndex(tmp_path / "index")
    index.apply([Put(record) for record in RECORDS[:5]], 5)
    program = """
import multiprocessing, sys
from pathlib import Path
from archive.index.tantivy_engine import TantivyIndex
from archive.rebuild import rebuild
from tests.archive.index.test_preparation import RECORDS, Catalogue
def progress(done):
    if done == 200:
        print(*(child.pid for child in multiprocessing.active_children()), flush=True)
        sys.stdin.read()
if __name__ == "__main__":
    rebuild(Catalogue(RECORDS), TantivyIndex(Path(sys.argv[1])), progress, 2)
"""
    script = tmp_path / "killed.py"
    script.write_text(program)
    with subprocess.Popen(
        [sys.executable, str(script), str(tmp_path / "index")],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env=os.environ | {"PYTHONPATH": str(Path(__file__).parents[3])},
    ) as process:
        assert process.stdout is not None
        children = [os.pidfd_open(int(pid)) for pid in process.stdout.readline().split()]
        process.send_signal(signal.SIGKILL)
        process.stdout.close()
    assert len(children) == 2
    for child in children:
        assert select.select([child], [], [], 30)[0], "a process outlives the rebuild it worked for"
        os.close(child)
    assert index.status().documents == index.position() == 5
    assert rebuild(Catalogue(RECORDS), index, lambda _: None) == 600
    assert index.status().documents == 600
    assert len(list((tmp_path / "index").glob("gen-*"))) == 1
    index.close()
