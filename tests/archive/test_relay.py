"""The relay: the index follows the catalogue, whatever fails in between."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from archive import Archive
from archive.index.engine import Change, Index
from archive.index.tantivy_engine import TantivyIndex
from archive.relay import Relay
from models.errors import ServiceDown
from tests.archive.conftest import Keep, understood


@pytest.fixture
def index(tmp_path: Path) -> Iterator[TantivyIndex]:
    index = TantivyIndex(tmp_path / "index", 15_000_000)
    yield index
    index.close()


def held(index: Index) -> list[tuple[str, int, str]]:
    return [(entry.id, entry.version, entry.visibility) for entry in index.versions()]


def read_one(archive: Archive, *numbers: str) -> None:
    archive.catalogue.store([understood(job, *numbers) for job in archive.catalogue.claim("w", 10)], "restricted")


def test_the_index_follows_every_change(archive: Archive, keep: Keep, index: TantivyIndex) -> None:
    sha256 = keep(b"one").sha256
    read_one(archive, "1", "2")
    relay = Relay(archive.catalogue, index)

    assert relay.run_once() == 2
    assert held(index) == archive.catalogue.versions(None, 10)
    assert archive.catalogue.document(sha256).state == "indexed"
    archive.catalogue.publish([sha256], "public")
    assert archive.catalogue.document(sha256).state == "understood"
    assert relay.run_once() == 2
    assert [visibility for _, _, visibility in held(index)] == ["public", "public"]
    archive.catalogue.retry([sha256])
    read_one(archive, "1")
    assert relay.run_once() == 1
    assert held(index) == archive.catalogue.versions(None, 10)
    assert len(held(index)) == 1
    assert relay.run_once() == 0


def test_a_document_without_resolutions_is_done_at_once(archive: Archive, keep: Keep, index: TantivyIndex) -> None:
    sha256 = keep(b"agenda").sha256
    read_one(archive)
    Relay(archive.catalogue, index).run_once()

    assert archive.catalogue.document(sha256).state == "indexed"


class BreakingIndex:
    """The real index, whose `apply` breaks off: before or after its work."""

    def __init__(self, index: TantivyIndex, *, after: bool) -> None:
        self.index, self.after = index, after

    def position(self) -> int:
        return self.index.position()

    def apply(self, changes: Sequence[Change], _position: int) -> None:
        if self.after:
            self.index.apply(changes, None)
        raise ServiceDown("database_down")


@pytest.mark.parametrize("after", [False, True])
def test_what_breaks_off_is_done_again_without_loss_or_doubling(
    archive: Archive, keep: Keep, index: TantivyIndex, after: bool
) -> None:
    keep(b"one")
    read_one(archive, "1", "2", "3")
    with pytest.raises(ServiceDown):
        Relay(archive.catalogue, BreakingIndex(index, after=after)).run_once()  # type: ignore[arg-type]
    assert archive.catalogue.states()["understood"] == 1
    keep(b"two")
    read_one(archive, "4")

    assert Relay(archive.catalogue, index).run_once() == 4
    assert held(index) == archive.catalogue.versions(None, 10)
    assert archive.catalogue.states()["indexed"] == 2


def test_a_lost_index_is_followed_from_the_beginning(
    archive: Archive, keep: Keep, index: TantivyIndex, tmp_path: Path
) -> None:
    keep(b"one")
    read_one(archive, "1", "2")
    Relay(archive.catalogue, index).run_once()
    fresh = TantivyIndex(tmp_path / "fresh", 15_000_000)
    Relay(archive.catalogue, fresh).run_once()

    assert held(fresh) == held(index)
    fresh.close()


def test_changes_that_later_ones_replaced_are_dropped_once_the_index_has_them(
    archive: Archive, keep: Keep, index: TantivyIndex, tmp_path: Path
) -> None:
    sha256 = keep(b"one").sha256
    read_one(archive, "1", "2")
    Relay(archive.catalogue, index).run_once()
    archive.catalogue.publish([sha256], "public")
    archive.catalogue.publish([sha256], "restricted")
    assert archive.catalogue.trim_outbox(index.position()) == 2
    assert len(archive.catalogue.outbox(0, 100)) == 4
    Relay(archive.catalogue, index).run_once()

    assert [row.seq for row in archive.catalogue.outbox(0, 100)] == [5, 6]
    assert archive.catalogue.last_change() == 6
    assert archive.catalogue.conservation().faults == ()
    fresh = TantivyIndex(tmp_path / "fresh", 15_000_000)
    Relay(archive.catalogue, fresh).run_once()
    assert held(fresh) == held(index) == archive.catalogue.versions(None, 10)
    fresh.close()


def test_dropping_changes_stops_at_its_limit_and_goes_on_next_time(archive: Archive, keep: Keep) -> None:
    sha256 = keep(b"one").sha256
    read_one(archive, "1")
    for seen in ("public", "restricted") * 3:
        archive.catalogue.publish([sha256], seen)
    assert [archive.catalogue.trim_outbox(100, 4) for _ in range(3)] == [4, 2, 0]
