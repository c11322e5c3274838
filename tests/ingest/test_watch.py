"""The watched folder: every file is taken in once, and only when it is whole."""

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from archive import Archive
from archive.settings import ArchiveSettings
from archive.wakeups import Wakeups
from ingest.receive import Receiver
from ingest.settings import IngestSettings
from ingest.watch import Watcher

PDF = b"%PDF-1.7\n" + b"body of a file " * 20


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    with Archive.open(ArchiveSettings(data_dir=tmp_path / "data", min_free_mb=0)) as archive:
        yield archive


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "gelen"
    folder.mkdir()
    return folder


@pytest.fixture
def watcher(archive: Archive, folder: Path) -> Watcher:
    return Watcher(Receiver(archive, IngestSettings()), folder, quiet_seconds=1.0)


def names(archive: Archive) -> list[str]:
    return sorted(job.name for job in archive.catalogue.jobs())


def test_a_file_that_is_still_being_written_waits_until_it_stands_still(
    archive: Archive, folder: Path, watcher: Watcher
) -> None:
    path = folder / "karar.pdf"
    path.write_bytes(PDF[:50])
    watcher.scan(0.0)
    assert watcher.take_ready(0.9) == 0
    path.write_bytes(PDF)

    assert watcher.take_ready(1.5) == 0
    assert watcher.take_ready(2.4) == 0
    assert watcher.take_ready(2.6) == 1
    [job] = archive.catalogue.claim("w", 9)
    assert job.size == len(PDF)


def test_a_file_is_taken_in_once_and_again_only_when_it_changes(
    archive: Archive, folder: Path, watcher: Watcher
) -> None:
    path = folder / "alt" / "karar.pdf"
    path.parent.mkdir()
    path.write_bytes(PDF)
    for now in (0.0, 2.0, 4.0):
        watcher.scan(now)
        watcher.take_ready(now)
    assert names(archive) == ["karar.pdf"]
    path.write_bytes(PDF + b"more")
    for now in (6.0, 8.0):
        watcher.scan(now)
        watcher.take_ready(now)

    assert names(archive) == ["karar.pdf", "karar.pdf"]


@pytest.mark.parametrize("name", [".gizli.pdf", "karar.pdf.part", "karar.pdf.crdownload", "~$karar.docx~"])
def test_leavings_of_programs_that_still_write_are_passed_over(
    archive: Archive, folder: Path, watcher: Watcher, name: str
) -> None:
    (folder / name).write_bytes(PDF)
    watcher.scan(0.0)

    assert watcher.take_ready(10.0) == 0


def test_a_link_out_of_the_folder_is_not_followed(tmp_path: Path, folder: Path, watcher: Watcher) -> None:
    (tmp_path / "secret.pdf").write_bytes(PDF)
    (folder / "karar.pdf").symlink_to(tmp_path / "secret.pdf")
    watcher.scan(0.0)

    assert watcher.take_ready(10.0) == 0


def test_a_file_that_cannot_be_taken_in_does_not_stop_the_next(
    archive: Archive, folder: Path, watcher: Watcher
) -> None:
    (folder / "a.pdf").write_bytes(b"")
    (folder / "b.pdf").write_bytes(PDF)
    watcher.scan(0.0)
    watcher.take_ready(2.0)

    assert names(archive) == ["b.pdf"]


def test_a_full_disk_makes_files_wait_and_loses_none(
    archive: Archive, folder: Path, watcher: Watcher, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "a.pdf").write_bytes(PDF)
    monkeypatch.setattr(archive.originals, "_min_free", 1 << 62)
    watcher.scan(0.0)
    assert watcher.take_ready(2.0) == 0
    monkeypatch.undo()

    assert watcher.take_ready(100.0) == 1


@pytest.mark.full
def test_a_file_put_into_the_folder_is_taken_in_without_anybody_asking(archive: Archive, folder: Path) -> None:
    (folder / "before.pdf").write_bytes(PDF)
    stop = threading.Event()
    watcher = Watcher(Receiver(archive, IngestSettings()), folder, quiet_seconds=0.0)
    thread = threading.Thread(target=watcher.run, args=(stop,))
    with Wakeups(archive.catalogue.database) as wakeups:
        thread.start()
        try:
            assert wakeups.wait(60)
            (folder / "after.pdf").write_bytes(PDF + b"2")
            assert wakeups.wait(60)
        finally:
            stop.set()
            thread.join()

    assert names(archive) == ["after.pdf", "before.pdf"]
