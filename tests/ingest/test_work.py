"""The worker: what waits gets done, one file's trouble is its own, and a stop loses nothing."""

import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from archive import Archive
from archive.settings import ArchiveSettings
from ingest.readers.pool import ReaderPool
from ingest.receive import Receiver
from ingest.settings import IngestSettings
from ingest.work import Worker
from models.document import Document, Page
from models.errors import ServiceDown, UnreadableFile

TEXT = "Karar No: {}\nTeklifin kabulüne oybirliği ile karar verildi.\n"


class Faults:
    """The door to the readers, where a fault waits for chosen files; all others get their plain text."""

    def __init__(self) -> None:
        self.at: dict[str, BaseException] = {}
        self.read_names: list[str] = []
        self.pages: list[int] = []
        self.held = threading.Event()
        self.held.set()

    def read(self, path: Path, name: str, progress: Callable[[int, int], None]) -> Document:
        for page in self.pages:
            progress(page, 8)
        self.held.wait()
        self.read_names.append(name)
        if name in self.at:
            raise self.at[name]
        text = path.read_text(encoding="utf-8")
        return Document(format="txt", text=text, pages=(Page(1, 0, len(text)),), reader="txt@1")


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    with Archive.open(ArchiveSettings(data_dir=tmp_path / "data", min_free_mb=0)) as archive:
        yield archive


@pytest.fixture
def faults() -> Faults:
    return Faults()


def new_worker(archive: Archive, pool: Any, **settings: Any) -> Worker:
    return Worker(archive, pool, IngestSettings(publish="on_intake", **settings))


def receive(archive: Archive, *names: str) -> dict[str, str]:
    receiver = Receiver(archive, IngestSettings())
    answers = [receiver.receive(f"{name}.txt", [TEXT.format(name).encode()], "test")[0] for name in names]
    return {answer.name.removesuffix(".txt"): answer.sha256 for answer in answers}


def finish(worker: Worker) -> None:
    while worker.run_once():
        pass


@pytest.mark.full
def test_a_file_is_read_understood_and_kept_by_the_real_readers(archive: Archive) -> None:
    sha256 = receive(archive, "412")["412"]
    with ReaderPool(IngestSettings(readers=1)) as pool, new_worker(archive, pool) as worker:
        finish(worker)
    [record] = archive.catalogue.current(None, 10)

    assert archive.catalogue.document(sha256).state == "understood"
    assert (record.decision.number, record.decision.outcome, record.decision.manner) == ("412", "adopted", "unanimous")
    text = archive.catalogue.text(sha256).text
    assert all(text[fact.start : fact.end] == fact.quote for fact in record.decision.facts)


@pytest.mark.parametrize(
    ("fault", "code"),
    [(UnreadableFile("pdf_encrypted", name="2.txt"), "pdf_encrypted"), (ZeroDivisionError(), "work_failed")],
)
def test_one_files_trouble_is_its_own(archive: Archive, faults: Faults, fault: BaseException, code: str) -> None:
    names = receive(archive, "1", "2", "3")
    faults.at["2.txt"] = fault
    with new_worker(archive, faults) as worker:
        finish(worker)

    found = {name: archive.catalogue.document(sha256) for name, sha256 in names.items()}
    assert {name: record.state for name, record in found.items()} == {
        "1": "understood",
        "2": "failed",
        "3": "understood",
    }
    assert found["2"].code == code


def test_a_file_that_takes_its_reader_down_three_times_is_set_aside_and_the_others_are_read(
    archive: Archive, faults: Faults
) -> None:
    names = receive(archive, "1", "2", "3")
    faults.at["2.txt"] = UnreadableFile("reader_memory", name="2.txt", limit=1)
    with new_worker(archive, faults) as worker:
        finish(worker)

    states = {name: archive.catalogue.document(sha256).state for name, sha256 in names.items()}
    assert states == {"1": "understood", "2": "quarantined", "3": "understood"}
    assert faults.read_names.count("2.txt") == 3
    assert archive.catalogue.document(names["2"]).details["reason"] == "reader_memory"


def test_readers_that_are_down_blame_no_file(archive: Archive, faults: Faults) -> None:
    names = receive(archive, "1", "2")
    faults.at = {f"{name}.txt": ServiceDown("readers_down", reason="test") for name in names}
    worker = new_worker(archive, faults)
    with pytest.raises(ServiceDown):
        worker.run_once()
    assert archive.catalogue.states()["received"] == 2
    faults.at.clear()
    finish(worker)
    worker.close()

    assert archive.catalogue.states()["understood"] == 2


def test_a_result_that_cannot_be_kept_spoils_no_other(
    archive: Archive, faults: Faults, monkeypatch: pytest.MonkeyPatch
) -> None:
    names = receive(archive, "1", "2", "3")
    real_store = type(archive.catalogue).store

    def store(catalogue: Any, results: Any, visibility: str) -> int:
        if any(result.job.sha256 == names["2"] for result in results):
            raise UnicodeEncodeError("utf-8", "\ud800", 0, 1, "surrogates not allowed")
        return real_store(catalogue, results, visibility)

    monkeypatch.setattr(type(archive.catalogue), "store", store)
    with new_worker(archive, faults) as worker:
        finish(worker)

    found = {name: archive.catalogue.document(sha256) for name, sha256 in names.items()}
    assert [found[name].state for name in ("1", "2", "3")] == ["understood", "failed", "understood"]
    assert found["2"].code == "result_not_kept"


def test_a_stop_hands_back_what_is_in_hand(archive: Archive, faults: Faults) -> None:
    receive(archive, *"abcdef")
    with new_worker(archive, faults, work_batch=4) as worker:
        worker.run_once()
        assert archive.catalogue.states()["reading"] > 0

    states = archive.catalogue.states()
    assert states["reading"] == 0
    assert {job.crashes for job in archive.catalogue.claim("next", 10)} == {0}


def test_a_living_worker_shows_signs_of_life_while_a_reader_takes_its_time(archive: Archive, faults: Faults) -> None:
    receive(archive, "1")
    faults.held.clear()
    slow = ArchiveSettings(data_dir=archive.settings.data_dir, min_free_mb=0, lease_seconds=0.2)
    worker = new_worker(Archive(archive.originals, archive.catalogue, slow), faults)
    thread = threading.Thread(target=finish, args=(worker,))
    thread.start()
    while not any(job.beat >= 2 for job in archive.catalogue.running()):
        assert thread.is_alive()
    faults.held.set()
    thread.join()
    worker.close()

    assert archive.catalogue.states()["understood"] == 1


def test_understanding_anew_does_not_read_anew(archive: Archive, faults: Faults) -> None:
    sha256 = receive(archive, "1")["1"]
    with new_worker(archive, faults) as worker:
        finish(worker)
        archive.catalogue.retry([sha256], stage="understand")
        finish(worker)

    assert faults.read_names == ["1.txt"]
    assert archive.catalogue.document(sha256).state == "understood"
    assert [record.version for record in archive.catalogue.current(None, 10)] == [1]


def test_two_workers_share_the_work_and_double_nothing(archive: Archive, faults: Faults) -> None:
    receive(archive, *map(str, range(30)))
    workers = [new_worker(archive, faults, work_batch=4) for _ in range(2)]
    threads = [threading.Thread(target=finish, args=(worker,)) for worker in workers]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for worker in workers:
        worker.close()

    assert sorted(faults.read_names) == sorted(f"{i}.txt" for i in range(30))
    assert len(archive.catalogue.current(None, 100)) == 30


def test_a_running_worker_takes_what_comes_in_and_stops_when_told(archive: Archive, faults: Faults) -> None:
    stop = threading.Event()
    worker = new_worker(archive, faults)
    thread = threading.Thread(target=worker.run, args=(stop,))
    thread.start()
    sha256 = receive(archive, "1")["1"]
    while archive.catalogue.document(sha256).state != "understood":
        assert thread.is_alive()
    stop.set()
    thread.join()

    assert archive.catalogue.running() == []


def test_a_scan_s_upload_tells_how_many_of_its_pages_are_read(
    archive: Archive, faults: Faults, monkeypatch: pytest.MonkeyPatch
) -> None:
    sha256 = receive(archive, "1")["1"]
    faults.pages = [2, 3]
    faults.held.clear()
    seen: list[tuple[int | None, int | None]] = []
    progressed = archive.catalogue.progressed

    def spied(pages: Any) -> None:
        progressed(pages)
        [upload] = archive.catalogue.uploads_of(sha256)
        seen.append((upload.page, upload.pages))
        faults.held.set()

    monkeypatch.setattr(archive.catalogue, "progressed", spied)
    with new_worker(archive, faults) as worker:
        finish(worker)

    assert seen[-1] == (3, 8)
    [upload] = archive.catalogue.uploads_of(sha256)
    assert (upload.page, upload.pages) == (None, None)  # all is read
