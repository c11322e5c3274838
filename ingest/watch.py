"""A watched folder: what is put there is taken in as soon as it is whole."""

import threading
import time
from collections.abc import Iterator
from pathlib import Path

import structlog
from watchfiles import watch

from ingest.receive import Receiver
from models.errors import KararError, ServiceDown

log = structlog.get_logger()
_PIECE = 1 << 20
_STEP_MS = 200
_QUIET_SECONDS = 1.0
_RETRY_SECONDS = 10.0
_UNFINISHED = (".part", ".partial", ".crdownload", ".tmp", ".filepart", ".swp", "~")

_Look = tuple[int, int, int]  # inode, size and time of the last write


class Watcher:
    """Takes in every file that appears below a folder. Files stay where they are; the same bytes are kept once.

    A file is taken once its size and time have stood still for a while, so that a copy still under way is not kept by
    halves; should one be, the whole file is taken in too as soon as it has stood still again.
    """

    def __init__(self, receiver: Receiver, folder: Path, *, quiet_seconds: float = _QUIET_SECONDS) -> None:
        self._receiver = receiver
        self._folder = folder.absolute()
        self._quiet = quiet_seconds
        self._waiting: dict[Path, tuple[_Look, float]] = {}
        self._done: dict[Path, _Look] = {}

    def run(self, stop: threading.Event) -> None:
        """Watch until `stop`. What lay there before is taken in first; nothing is missed while the system is busy."""
        self.scan(time.monotonic())
        changes = watch(
            self._folder,
            stop_event=stop,
            step=_STEP_MS,
            rust_timeout=_STEP_MS,
            yield_on_timeout=True,
            watch_filter=None,
            raise_interrupt=False,
        )
        last_scan = time.monotonic()
        for batch in changes:
            now = time.monotonic()
            for _, path in batch:
                self._notice(Path(path), now)
            if now - last_scan > 60:  # notices can be lost, on network folders for example
                self.scan(now)
                last_scan = now
            self.take_ready(now)

    def scan(self, now: float) -> None:
        """Notice every file that lies below the folder."""
        for path in sorted(self._folder.rglob("*")):
            self._notice(path, now)

    def take_ready(self, now: float) -> int:
        """Take in what has stood still until the moment `now`; gives how many files."""
        taken = 0
        for path, (look, since) in list(self._waiting.items()):
            seen = _look(path)
            if seen is None:
                del self._waiting[path]
            elif seen != look:
                self._waiting[path] = (seen, now)
            elif now - since >= self._quiet:
                taken += self._take(path, look, now)
        return taken

    def _notice(self, path: Path, now: float) -> None:
        inside = path.relative_to(self._folder).parts if path.is_relative_to(self._folder) else ()
        if not inside or any(part.startswith(".") for part in inside) or path.name.lower().endswith(_UNFINISHED):
            return
        look = _look(path)
        if look is not None and self._done.get(path) != look and self._waiting.get(path, (None,))[0] != look:
            self._waiting[path] = (look, now)

    def _take(self, path: Path, look: _Look, now: float) -> bool:
        try:
            answers = self._receiver.receive(path.name, _pieces(path), "folder")
        except ServiceDown as error:
            log.warning("a file must wait", code=error.code)
            self._waiting[path] = (look, now + _RETRY_SECONDS)
            return False
        except (KararError, OSError) as error:
            code = error.code if isinstance(error, KararError) else type(error).__name__
            log.warning("a file was not taken in", file=path.name, code=code)
        else:
            log.info("taken in", files=len(answers), duplicates=sum(a.duplicate_of is not None for a in answers))
        del self._waiting[path]
        self._done[path] = look
        if _look(path) != look:  # it went on growing while it was read
            self._notice(path, now)
        return True


def _look(path: Path) -> _Look | None:
    try:
        found = path.stat(follow_symlinks=False)
    except OSError:
        return None
    if not path.is_file() or path.is_symlink():
        return None
    return found.st_ino, found.st_size, found.st_mtime_ns


def _pieces(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while piece := file.read(_PIECE):
            yield piece
