"""`karar work` and `karar watch`: the long-running processes that read what was taken in, and take in what lies in a folder."""

import os
import signal
import threading
from pathlib import Path
from typing import Annotated

import structlog
import typer

from archive.relay import Relay
from ingest.receive import Receiver
from ingest.watch import Watcher
from karar.settings import load_settings
from karar.wiring import House, opened_house
from models.errors import KararError, ServiceDown

log = structlog.get_logger()
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
        relaying = threading.Thread(target=_relay, args=(house, stop), name="relay")
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


def _relay(house: House, stop: threading.Event) -> None:
    """Bring what changed in the catalogue to the index; an engine that is down is tried again, intake goes on."""
    relay = Relay(house.archive.catalogue, house.index)
    pause = 0.2
    while not stop.is_set():
        try:
            if relay.run_once():
                continue
            pause = 0.2
        except ServiceDown as error:
            log.warning("index is down, trying again", code=error.code, seconds=pause)
            pause = min(pause * 2, 10.0)
        except KararError as error:
            log.exception("relay failed, trying again", code=error.code)
            pause = min(pause * 2, 10.0)
        stop.wait(pause)


def _follow(parent: int, stop: threading.Event) -> None:
    while not stop.wait(_PARENT_CHECK_SECONDS):
        if os.getppid() != parent:
            stop.set()
