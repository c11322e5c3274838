"""`karar ingest`: files, folders and ZIP batches are kept, read, understood and found by search."""

import json
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from archive.intake import Accepted
from archive.relay import Relay
from ingest.receive import Receiver
from karar.commands.extract import files_below
from karar.settings import load_settings
from karar.wiring import House, opened_house
from models.errors import InputError, KararError

_PIECE = 1 << 20
_FOLLOW_SECONDS = 2.0


def ingest(
    paths: Annotated[list[Path], typer.Argument(help="Files, folders or ZIP batches.")],
    wait: Annotated[
        bool,
        typer.Option(
            "--wait/--no-wait", help="Wait until everything is found by search, or only queue it for a worker."
        ),
    ] = True,
    as_json: Annotated[bool, typer.Option("--json", help="Print a report as one JSON object.")] = False,
) -> None:
    """Take files in: keep the originals, read them, understand their resolutions and make them searchable.

    The same bytes twice are one document; the report names the first. A file that cannot be read is kept all the same, and the
    report says why and what to do. Progress is shown on the terminal.

        karar ingest kararlar-2026/ eski-kararlar.zip
    """
    with opened_house(load_settings()) as house:
        report = _Report()
        with _progress() as progress:
            _receive(house, paths, report, progress)
            if wait:
                _finish(house, report, progress)
        report.settle(house)
        report.print(as_json=as_json)
        raise typer.Exit(1 if report.failed else 0)


class _Report:
    """What became of each file, in the order it came."""

    def __init__(self) -> None:
        self.accepted: list[Accepted] = []
        self.files: list[dict[str, Any]] = []
        self.failed = False

    def add(self, answers: list[Accepted]) -> None:
        self.accepted += answers

    def refuse(self, name: str, error: KararError) -> None:
        self.files.append(
            {"file": name, "sha256": error.details.get("sha256"), "state": "refused", "error": error.to_json()}
        )

    def settle(self, house: House) -> None:
        """Look up the state every accepted file has reached."""
        for answer in self.accepted:
            line: dict[str, Any] = {"file": answer.name, "sha256": answer.sha256, "duplicate_of": answer.duplicate_of}
            if answer.error is not None:
                self.files.append(line | {"state": "refused", "error": answer.error.to_json()})
                continue
            document = house.archive.catalogue.document(answer.sha256)
            line |= {"state": document.state, "decisions": document.decisions, "url": answer.url}
            if document.code:
                line["error"] = InputError(document.code, **{"name": answer.name} | document.details).to_json()
            self.files.append(line)
        self.failed = any("error" in line for line in self.files)

    def print(self, *, as_json: bool) -> None:
        if as_json:
            counts = {"files": len(self.files), "failed": sum("error" in line for line in self.files)}
            counts["duplicates"] = sum(bool(line.get("duplicate_of")) for line in self.files)
            counts["decisions"] = sum(line.get("decisions") or 0 for line in self.files)
            sys.stdout.write(json.dumps({"summary": counts, "files": self.files}, ensure_ascii=False, indent=1) + "\n")
            return
        console = Console()
        for line in self.files:
            if "error" in line:
                error = line["error"]
                console.print(
                    f"[red]✗[/] {line['file']}: {error['message']} {error['next_step']} ({error['code']})",
                    highlight=False,
                )
            elif line.get("duplicate_of"):
                console.print(
                    f"= {line['file']}: the same bytes as {line['duplicate_of']} ({line['url']})", highlight=False
                )
        good = [line for line in self.files if "error" not in line]
        decisions = sum(line.get("decisions") or 0 for line in good if not line.get("duplicate_of"))
        console.print(f"{len(good)} of {len(self.files)} files taken in, {decisions} resolutions.", highlight=False)


def _progress() -> Progress:
    return Progress(
        TextColumn("{task.description:<12}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
        console=Console(stderr=True),
        disable=not sys.stderr.isatty(),
    )


def _receive(house: House, paths: list[Path], report: _Report, progress: Progress) -> None:
    receiver = Receiver(house.archive, house.settings)
    found = list(files_below(paths))
    task = progress.add_task("Keeping", total=len(found))
    for path in found:
        try:
            report.add(receiver.receive(path.name, _pieces(path), "command"))
        except InputError as error:
            report.refuse(str(path), error)
        progress.advance(task)


def _pieces(path: Path) -> Iterator[bytes]:
    if not path.is_file():
        raise InputError("path_missing", name=str(path))
    with path.open("rb") as file:
        while piece := file.read(_PIECE):
            yield piece


def _finish(house: House, report: _Report, progress: Progress) -> None:
    from ingest.work import Worker  # spaCy takes a second to import: not for --help

    wanted = [answer.sha256 for answer in report.accepted if answer.error is None]
    total = house.archive.catalogue.open_jobs(wanted)
    task = progress.add_task("Reading", total=total)
    relay, followed = Relay(house.archive.catalogue, house.index), time.monotonic()
    with Worker(house.archive, house.pool, house.settings) as worker:
        while open_now := house.archive.catalogue.open_jobs(wanted):
            progress.update(task, completed=total - open_now)
            if not worker.run_once():
                worker.wait()
            if time.monotonic() - followed > _FOLLOW_SECONDS:  # a commit of the index is dear, however little it holds
                relay.run_once()
                followed = time.monotonic()
    progress.update(task, completed=total)
    while relay.run_once():
        pass
