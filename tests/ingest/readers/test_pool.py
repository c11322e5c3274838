"""The pool gives every file a confined process, and a fresh one after trouble."""

import os
import signal
import socket
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from ingest.readers import office, process
from ingest.readers.limits import Limits
from ingest.readers.pool import ReaderPool
from ingest.settings import IngestSettings
from models.errors import UnreadableFile

_CANARY = """
import json, os, socket, sys
from pathlib import Path
from ingest.readers.confine import confine
from ingest.readers.limits import Limits
scratch, secret, port = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])
words = confine(Limits(), scratch)
def tried(action):
    try:
        action()
    except Exception as error:
        return type(error).__name__
    return "done"
print(json.dumps({
    "words": words,
    "connect": tried(lambda: socket.create_connection(("127.0.0.1", port), timeout=2)),
    "read": tried(lambda: Path(secret).read_bytes()),
    "write": tried(lambda: Path(secret + ".new").write_bytes(b"x")),
    "scratch": tried(lambda: (scratch / "mine").write_bytes(b"x")),
    "memory": tried(lambda: bytearray(5 << 30)),
}))
"""


def test_a_confined_process_reaches_neither_network_nor_files(tmp_path: Path) -> None:
    import json

    scratch, secret = tmp_path / "scratch", tmp_path / "secret"
    scratch.mkdir()
    secret.write_text("secret")
    with socket.create_server(("127.0.0.1", 0)) as server:
        done = subprocess.run(
            [sys.executable, "-c", _CANARY, str(scratch), str(secret), str(server.getsockname()[1])],
            capture_output=True,
            text=True,
            check=True,
            cwd=Path(__file__).parents[3],
        )
    seen = json.loads(done.stdout)

    assert seen["memory"] == "MemoryError"
    assert seen["scratch"] == "done"
    if "no network" in seen["words"]:
        assert seen["connect"] != "done"
    if "files restricted" in seen["words"]:
        assert seen["read"] == seen["write"] == "PermissionError"


def test_a_killed_process_fails_its_file_alone(tmp_path: Path) -> None:
    note = tmp_path / "note.txt"
    note.write_text("Karar kabul edildi.", encoding="utf-8")
    with ReaderPool(IngestSettings(readers=1)) as pool:
        assert pool.read(note, "note.txt").text == "Karar kabul edildi."
        for process in list(pool._processes):
            os.kill(process._process.pid, signal.SIGKILL)
            process._process.wait()

        assert pool.read(note, "note.txt").text == "Karar kabul edildi."


def test_a_process_is_replaced_after_its_share_of_files(tmp_path: Path) -> None:
    note = tmp_path / "note.txt"
    note.write_text("Karar", encoding="utf-8")
    seen = set()
    with ReaderPool(IngestSettings(readers=1, reader_files=3)) as pool:
        for _ in range(9):
            with pool._turn() as process:
                seen.add(process._process.pid)
            pool.read(note, "note.txt")

    assert len(seen) >= 3


def test_many_threads_read_at_once(pool: ReaderPool, tmp_path: Path) -> None:
    found: dict[int, str] = {}

    def one(number: int) -> None:
        path = tmp_path / f"{number}.txt"
        path.write_text(f"Karar {number}", encoding="utf-8")
        found[number] = pool.read(path, path.name).text

    threads = [threading.Thread(target=one, args=(number,)) for number in range(24)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert found == {number: f"Karar {number}" for number in range(24)}


def test_a_file_that_takes_too_long_ends_with_its_own_code(tmp_path: Path) -> None:
    from tests.ingest.hostile.files import page_of

    slow = tmp_path / "slow.pdf"
    slow.write_bytes(page_of(b"BT /F 1 Tf 1 0 0 1 9 9 Tm " + (b"(" + b"a" * 30_000 + b") Tj ") * 600 + b"ET"))
    with ReaderPool(IngestSettings(readers=1, reader_wall_seconds=1)) as pool, pytest.raises(UnreadableFile) as refused:
        pool.read(slow, "slow.pdf")

    assert refused.value.code == "reader_timeout"


def test_no_scratch_folder_is_left_behind() -> None:
    pool = ReaderPool(IngestSettings(readers=1))
    folder = pool._folder
    assert folder.exists()
    pool.close()

    assert not folder.exists()


@pytest.mark.parametrize("wrapped", [True, False])
def test_the_words_on_isolation_say_whether_bubblewrap_stands(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, wrapped: bool
) -> None:
    note = tmp_path / "note.txt"
    note.write_text("Karar kabul edildi.", encoding="utf-8")
    if not wrapped:
        monkeypatch.setattr(process.shutil, "which", lambda _: None)
    stands = wrapped and bool(process._apart(tmp_path))
    with ReaderPool(IngestSettings(readers=1)) as pool:
        assert pool.read(note, "note.txt").text == "Karar kabul edildi."
        assert pool.isolation().startswith("bubblewrap") == stands
        assert "no network" in pool.isolation()


def test_under_bubblewrap_other_processes_and_the_temporary_folder_are_out_of_sight(tmp_path: Path) -> None:
    command = process._apart(tmp_path)
    told = subprocess.run(
        [
            *command,
            sys.executable,
            "-c",
            "import os; print(len([p for p in os.listdir('/proc') if p.isdigit()]), *os.listdir('/tmp'))",
        ],
        capture_output=True,
        text=True,
        check=True,
        cwd="/",
    ).stdout

    if command:
        processes, *seen = told.split()
        needed = [Path(one) for one in (tmp_path, sys.prefix, sys.base_prefix)]  # the program itself may lie there too
        assert int(processes) <= 2
        assert set(seen) == {one.parts[2] for one in needed if one.is_relative_to("/tmp")}


@pytest.mark.office
@pytest.mark.full
def test_a_warm_process_is_taken_first_however_many_stand_by() -> None:
    with ReaderPool(IngestSettings(readers=2)) as pool:
        pool.warm()
        with pool._turn() as first, pool._turn() as second:
            assert (first.is_warm, second.is_warm) == (True, False)
        with pool._turn() as again:
            assert again is first


def test_without_libreoffice_there_is_nothing_to_warm(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(office, "program", lambda: None)

    office.warm(Limits())

    assert office._ready == []
