"""Processes that take one file from the door into the index, the n-th one killing itself at its n-th step on the way.

``python -m tests.journeys.dying FOLDER [FAULT]`` runs them one after the other, each in ``FOLDER/n``, until one gets
through. ``FOLDER/n/said`` tells what that process said: each step it passed, and ``accepted`` as soon as the door in
had answered. Then ``FOLDER/n`` is copied to ``FOLDER/n-after`` and a process that does not die goes on from there.

`FAULT` makes them wrongly built, which the test has to notice: ``row_before_blob`` records a file before its bytes are
kept, ``dual_write`` tells the index instead of the outbox.
"""

import os
import shutil
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from archive import Archive
from archive.catalogue import Catalogue
from archive.database import Database
from archive.index.engine import Put
from archive.index.tantivy_engine import TantivyIndex
from archive.intake import Arrival
from archive.relay import Relay
from archive.settings import ArchiveSettings
from archive.sweep import owner_name
from ingest.receive import Receiver
from ingest.settings import IngestSettings
from tests.archive.conftest import understood

NEVER = 1_000_000
CONTENT = b"Karar No: 1 Teklif oybirligi ile kabul edildi.\n" * 400


class Steps:
    """Counts the steps that change anything on disk, and ends the process at the chosen one."""

    def __init__(self, last: int) -> None:
        self.left = last

    def step(self, name: str) -> None:
        self.left -= 1
        if self.left == 0:
            os.kill(os.getpid(), signal.SIGKILL)
        say(name)

    def around(self, owner: Any, name: str) -> None:
        """Make a step before and after every call of a function."""
        real = getattr(owner, name)

        def wrapped(*args: Any, **more: Any) -> Any:
            self.step(f"before {name}")
            answer = real(*args, **more)
            self.step(f"after {name}")
            return answer

        setattr(owner, name, wrapped)

    def around_commits(self) -> None:
        """Make a step before and after every commit of the catalogue."""
        real = Database.writing

        @contextmanager
        def writing(database: Database) -> Iterator[Any]:
            with real(database) as connection:
                yield connection
                self.step("before commit")
            self.step("after commit")

        Database.writing = writing  # type: ignore[method-assign]


def say(word: str) -> None:
    with Path("said").open("a", encoding="utf-8") as said:
        said.write(f"{word}\n")


def row_before_blob(archive: Archive) -> None:
    """Record the file first; where it is known already, take its bytes for kept."""
    with archive.originals.stage([CONTENT], 1 << 20) as staged:
        [answer] = archive.catalogue.accept([Arrival("karar.txt", staged.sha256, staged.size)], "test")
        if answer.duplicate_of is None:
            archive.originals.add(staged)


def run(folder: Path, steps: Steps, fault: str) -> None:
    archive = Archive.open(ArchiveSettings(data_dir=folder, min_free_mb=0))
    index = TantivyIndex(folder / "index", 15_000_000)
    for owner, name in ((os, "fsync"), (os, "write"), (Path, "rename"), (TantivyIndex, "apply")):
        steps.around(owner, name)
    steps.around_commits()
    if fault == "row_before_blob":
        row_before_blob(archive)
    else:
        Receiver(archive, IngestSettings()).receive("karar.txt", [CONTENT], "test")
    say("accepted")
    for held in archive.catalogue.running():
        archive.catalogue.crashed([held], 1000)
    work(archive, index, fault)


def work(archive: Archive, index: TantivyIndex, fault: str) -> None:
    catalogue: Catalogue = archive.catalogue
    results = [understood(job, "1", "2") for job in catalogue.claim(owner_name(), 8)]
    if results:
        catalogue.store(results, "public")
        if fault == "dual_write":
            index.apply([Put(record) for record in catalogue.current(None, 100)], catalogue.last_change())
    if fault != "dual_write":
        Relay(catalogue, index).run_once()


def in_a_process_of_its_own(folder: Path, step: int, fault: str) -> bool:
    """Run once; tells whether it got through."""
    folder.mkdir(exist_ok=True)
    process = os.fork()
    if process == 0:
        status = 1
        try:
            os.chdir(folder)
            run(Path("data"), Steps(step), fault)
            say("finished")
            status = 0
        finally:
            os._exit(status)
    _, status = os.waitpid(process, 0)
    if not os.WIFSIGNALED(status) and os.waitstatus_to_exitcode(status) != 0:
        raise SystemExit(f"the process of step {step} failed")
    return not os.WIFSIGNALED(status)


def main(folder: Path, fault: str) -> None:
    step, through = 0, False
    while not through:
        step += 1
        through = in_a_process_of_its_own(folder / str(step), step, fault)
        shutil.copytree(folder / str(step), folder / f"{step}-after")
        in_a_process_of_its_own(folder / f"{step}-after", NEVER, fault)


if __name__ == "__main__":
    main(Path(sys.argv[1]).absolute(), sys.argv[2] if len(sys.argv) > 2 else "")
