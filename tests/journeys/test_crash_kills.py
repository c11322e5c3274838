"""`kill -9` of server and worker while files stream in: nothing that was answered as received is missing or doubled."""

import http.client
import json
import random
import threading
import time
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from archive import Archive
from archive.index.tantivy_engine import TantivyIndex
from archive.settings import ArchiveSettings
from archive.sweep import is_dead
from archive.verify import check_originals
from benchmarks.ingest import copies
from tests.journeys.processes import LIMIT_SECONDS, Process, Server, until, upload


class Sender(threading.Thread):
    """Sends one file after the other, each until it is answered as received, as a careful clerk would."""

    def __init__(self, server: Server) -> None:
        super().__init__(name="sender")
        self.server, self.done = server, threading.Event()
        self.received: dict[str, str] = {}
        self.sent: set[str] = set()
        self.sending = threading.Event()
        self.broken_off = 0
        self.problem: BaseException | None = None

    def run(self) -> None:
        try:
            for name, content in copies(100_000):
                while not self.done.is_set() and (sha256 := self._send(name, content)) is None:
                    self.done.wait(0.02)
                if self.done.is_set():
                    return
                self.received[sha256 or ""] = name.split(" ", 2)[2]
        except BaseException as error:  # noqa: BLE001 - shown by the test's own thread
            self.problem = error

    def _send(self, name: str, content: bytes) -> str | None:
        connection = http.client.HTTPConnection(self.server.host, self.server.port, timeout=60)
        try:
            connection.connect()
            self.sending.set()
            connection.request("POST", "/api/v1/uploads", *upload(name, content))
            answer = connection.getresponse()
            told = answer.read()
        except (OSError, http.client.HTTPException):
            self.broken_off += self.sending.is_set()
            return None
        finally:
            self.sending.clear()
            connection.close()
        assert answer.status == 201, told
        [one] = json.loads(told)["uploads"]
        return str(one["sha256"])


@contextmanager
def running(folder: Path, module: str, *, works: bool) -> Iterator[tuple[Server, Process | None]]:
    environment = {
        "KARAR_DATA_DIR": str(folder),
        "KARAR_DEMO": "true",
        "KARAR_PORT": "0",
        "KARAR_PUBLISH": "on_intake",
        "KARAR_MIN_FREE_MB": "0",
        "KARAR_READERS": "1",
        "KARAR_CRASHES_TO_QUARANTINE": "100",  # the kills are ours, no file is to blame
    }
    server = Server(module, "serve", environment)
    worker = Process(module, "work", environment) if works else None
    try:
        yield server, worker
    finally:
        server.stop()
        if worker:
            worker.stop()


def kill_while_sending(sender: Sender, server: Server, chance: random.Random) -> bool:
    """Kill the server while a file is on its way; tells whether its sender was left without an answer."""
    before = sender.broken_off
    sender.sending.wait(LIMIT_SECONDS)
    time.sleep(chance.random() * 0.01)  # at another point of the request each time
    server.kill()
    server.start()
    return sender.broken_off > before


def kill_while_working(archive: Archive, worker: Process, chance: random.Random) -> bool:
    """Kill the worker while it holds files; tells whether it left some unfinished."""
    until(lambda: any(not is_dead(job.owner) for job in archive.catalogue.running()), "the worker holds files")
    time.sleep(chance.random() * 0.3)
    worker.kill()
    left = any(is_dead(job.owner) for job in archive.catalogue.running())
    worker.start()
    return left


def wrongs(archive: Archive, sender: Sender, folder: Path) -> list[str]:
    """Say everything that breaks a promise once all is quiet."""
    kept = list(archive.catalogue.sha256s())
    states = archive.catalogue.conservation()
    found = list(states.faults)
    found += [f"original: {code}" for code in check_originals(archive).wrong.values()]
    found += [f"received but not kept: {name}" for sha256, name in sender.received.items() if sha256 not in set(kept)]
    found += [f"{count} {state}" for state, count in states.states.items() if count and state != "indexed"]
    decisions: defaultdict[str, set[int]] = defaultdict(set)
    for sha256, name in sender.received.items():
        if sha256 in set(kept):
            decisions[name].add(archive.catalogue.document(sha256).decisions)
    found += [f"{name}: {counts} resolutions" for name, counts in decisions.items() if len(counts) > 1]
    index = TantivyIndex(folder / "index", 15_000_000)
    if [(entry.id, entry.version, entry.visibility) for entry in index.versions()] != archive.catalogue.versions(
        None, 10_000_000
    ):
        found.append("index differs from catalogue")
    index.close()
    return found


def ordeal(folder: Path, *, server_kills: int, worker_kills: int, module: str = "karar") -> tuple[Sender, list[str]]:
    """Send files while server and worker are killed, let everything settle, and say what is wrong then."""
    chance = random.Random(412)
    with Archive.open(ArchiveSettings(data_dir=folder, min_free_mb=0)) as archive:
        with running(folder, module, works=worker_kills > 0) as (server, worker):
            sender = Sender(server)
            sender.start()
            try:
                until(lambda: bool(sender.received) or sender.problem is not None, "a file is received")
                while server_kills > 0 or worker_kills > 0:
                    if worker and worker_kills > 0:
                        worker_kills -= kill_while_working(archive, worker, chance)
                    if server_kills > 0:
                        server_kills -= kill_while_sending(sender, server, chance)
                    assert sender.problem is None, sender.problem
            finally:
                sender.done.set()
                sender.join()
            if worker:
                until(lambda: archive.catalogue.open_jobs() == 0, "everything is read")
                until(lambda: archive.catalogue.states()["understood"] == 0, "everything is indexed")
        return sender, wrongs(archive, sender, folder)


@pytest.mark.full
def test_twenty_kills_with_work_in_flight_lose_and_double_nothing(tmp_path: Path) -> None:
    sender, found = ordeal(tmp_path / "data", server_kills=10, worker_kills=10)

    assert len(sender.received) > 50
    assert found == []


@pytest.mark.full
def test_a_server_that_answers_before_the_bytes_are_kept_is_caught(tmp_path: Path) -> None:
    _, found = ordeal(tmp_path / "data", server_kills=4, worker_kills=0, module="tests.journeys.wrongly_built")

    assert any("original_missing" in words for words in found)
