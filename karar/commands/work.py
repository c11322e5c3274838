"""`karar work` and `karar watch`: the long-running processes that read what was taken in, and take in what lies in a folder."""

import os
import signal
import threading
from pathlib import Path
from typing import Annotated

import typer

from archive.relay import Relay
from ingest.receive import Receiver
from ingest.watch import Watcher
from karar.settings import load_settings
from karar.wiring import opened_house

_PARENT_CHECK_SECONDS = 1.0


def work(
    parent: Annotated[int | None, typer.Option(hidden=True, help="End when this process is gone.")] = None,
) -> None:
    """Read what was taken in and keep the index in step, until stopped (Ctrl+C or SIGTERM).

    As many workers as wanted may run; each file is read by one of them. What a stopped worker held is read again by the next.
    """
    from ingest.work import Worker  # spaCy takes a second to import: not for --help

    stop = _stop_on_signals()
    if parent is not None:
        threading.Thread(target=_follow, args=(parent, stop), daemon=True).start()
    with opened_house(load_settings()) as house:
        relaying = threading.Thread(target=Relay(house.archive.catalogue, house.index).run, args=(stop,), name="relay")
        relaying.start()
        try:
            Worker(house.archive, house.pool, house.settings).run(stop)
        finally:
            stop.set()
            relaying.join()


def watch(
    folder: Annotated[Path, typer.Argument(help="Folder to watch; files that appear in it are taken in.")],
) -> None:
    """Take in every file that appears in a folder, once it is whole; runs until stopped. A worker reads them."""
    if not folder.is_dir():
        raise typer.BadParameter(f"there is no folder {folder}")
    stop = _stop_on_signals()
    with opened_house(load_settings()) as house:
        Watcher(Receiver(house.archive, house.settings), folder).run(stop)


def _stop_on_signals() -> threading.Event:
    stop = threading.Event()
    for name in (signal.SIGTERM, signal.SIGINT):
        signal.signal(name, lambda *_: stop.set())
    return stop


def _follow(parent: int, stop: threading.Event) -> None:
    while not stop.wait(_PARENT_CHECK_SECONDS):
        if os.getppid() != parent:
            stop.set()
