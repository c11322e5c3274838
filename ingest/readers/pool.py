"""The reader processes: kept warm, used in turn, watched from outside and replaced as soon as one misbehaves."""

import itertools
import os
import queue
import shutil
import tempfile
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Self, TypeVar

from ingest.readers import kinds, office, protocol
from ingest.readers.limits import Limits
from ingest.readers.process import ReaderProcess
from ingest.settings import IngestSettings
from models.document import Box, Document
from models.errors import ServiceDown, UnreadableFile

# A file that ends with one of these took its reader process down: worth another try, and after three a quarantine.
LOST = frozenset({"reader_crashed", "reader_timeout", "reader_memory"})

_Wanted = TypeVar("_Wanted", bound=protocol.Reply)
_SECONDS_TO_START = 30.0
_SCRATCH = "karar-readers-"
_CERTIFICATES = frozenset({".pem", ".crt", ".cer", ".der"})


class ReaderPool:
    """Reads files in child processes; use it as a context manager, from any number of threads."""

    def __init__(self, settings: IngestSettings) -> None:
        self._limits = limits_from(settings)
        self._files = settings.reader_files
        self._trusted = _certificates(settings.signature_roots)
        self._size = settings.readers or os.cpu_count() or 1
        self._turns = threading.BoundedSemaphore(self._size)
        self._idle: queue.PriorityQueue[tuple[bool, int, ReaderProcess | Exception]] = queue.PriorityQueue()
        self._returns = itertools.count(0, -1)
        self._lock = threading.Lock()
        self._processes: set[ReaderProcess] = set()
        self._starting = 0
        self._closed = False
        _remove_leftovers()
        self._folder = Path(tempfile.mkdtemp(prefix=f"{_SCRATCH}{os.getpid()}-"))
        # A process dies with the thread that started it: this one thread starts them all and lives as long as the pool.
        self._starter = ThreadPoolExecutor(max_workers=1, thread_name_prefix="reader-starter")
        self._start_if_short()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """End every reader process and remove their scratch folders."""
        with self._lock:
            self._closed = True
        self._starter.shutdown(wait=True, cancel_futures=True)
        with self._lock:
            processes = list(self._processes)
            self._processes.clear()
        for process in processes:
            process.kill()
        shutil.rmtree(self._folder, ignore_errors=True)

    def read(self, path: Path, name: str, progress: Callable[[int, int], None] | None = None) -> Document:
        """Read the file at `path`, which came under the name `name`.

        `progress` is told (page, pages) while a scan is read. Raises `UnreadableFile` with the code of the reason, of
        `LOST` if the process ended over it; `ServiceDown` only where no reader process can be had.
        """
        request = protocol.Read(path=name, name=name)
        return self._ask(request, path, name, protocol.Text, progress).document

    def locate(self, path: Path, document: Document, start: int, end: int) -> list[Box]:
        """Give the boxes of ``document.text[start:end]`` on the page pictures; none where the format has no places."""
        return self.locate_all(path, document, [(start, end)])[0]

    def locate_all(self, path: Path, document: Document, spans: Sequence[tuple[int, int]]) -> list[list[Box]]:
        """Give the boxes of each span, the file opened once for all; none for a span outside the text."""
        inside = [number for number, (start, end) in enumerate(spans) if 0 <= start < end <= len(document.text)]
        found: list[list[Box]] = [[] for _ in spans]
        if inside:
            request = protocol.Locate(path="", document=document, spans=[spans[number] for number in inside])
            for number, boxes in zip(
                inside, self._ask(request, path, path.name, protocol.Boxes, None).boxes, strict=True
            ):
                found[number] = boxes
        return found

    def render_page(self, path: Path, document: Document, number: int, scale: float = 1.5) -> bytes:
        """Give page `number` as PNG, `scale` pixels to a point."""
        if number < 1 or (number > len(document.pages) and document.format not in kinds.FLOWING):
            raise UnreadableFile("no_such_page", page=number)
        request = protocol.Render(path="", document=document, number=number, scale=scale)
        return self._ask(request, path, path.name, protocol.Picture, None).png

    def warm(self) -> None:
        """Start LibreOffice in a process, so that the first page of a Word file is drawn without waiting for it.

        That process is taken first for as long as it is free. Where LibreOffice is missing nothing happens.
        """
        with self._turn() as process:
            process.warm(self._limits)

    def isolation(self) -> str:
        """Say, for an operator, what keeps the reader processes apart from the rest of the machine."""
        with self._turn() as process:
            return process.isolation

    def _ask(
        self,
        request: protocol.Read | protocol.Locate | protocol.Render,
        path: Path,
        name: str,
        wanted: type[_Wanted],
        progress: Callable[[int, int], None] | None,
    ) -> _Wanted:
        with self._turn() as process:
            reply = process.ask(request, path, self._limits, progress)
        if isinstance(reply, wanted):
            return reply
        if isinstance(reply, protocol.Refused):
            raise UnreadableFile(reply.code, **{**reply.details, "name": reply.details.get("name") or name})
        raise UnreadableFile("reader_crashed", name=name, signal="protocol")

    @contextmanager
    def _turn(self) -> Iterator[ReaderProcess]:
        with self._turns:
            process = self._take()
            try:
                yield process
            finally:
                self._give_back(process)

    def _take(self) -> ReaderProcess:
        while not self._closed:
            process = self._next()
            if process.alive():
                return process
            self._retire(process)
        raise ServiceDown("readers_down", reason="closed")

    def _next(self) -> ReaderProcess:
        try:
            found = self._idle.get_nowait()[2]
        except queue.Empty:
            self._start_if_short()
            try:
                found = self._idle.get(timeout=_SECONDS_TO_START)[2]
            except queue.Empty as error:
                raise ServiceDown("readers_down", reason="timeout") from error
        if isinstance(found, Exception):
            raise ServiceDown("readers_down", reason=str(found) or type(found).__name__) from found
        return found

    def _start_if_short(self) -> None:
        """Have one more process started, unless there is one for every turn and a spare."""
        with self._lock:
            if self._closed or len(self._processes) + self._starting > self._size:
                return
            self._starting += 1
            self._starter.submit(self._start)

    def _start(self) -> None:
        found: ReaderProcess | Exception
        try:
            found = ReaderProcess(self._limits, Path(tempfile.mkdtemp(dir=self._folder)), self._trusted)
        except Exception as error:  # noqa: BLE001 - whoever waits for the process is told
            found = error
        with self._lock:
            self._starting -= 1
            if isinstance(found, ReaderProcess):
                self._processes.add(found)
        self._put(found)

    def _put(self, found: ReaderProcess | Exception) -> None:
        """Line up what can be taken: a warm process first, then the one used last, whose memory is at hand."""
        self._idle.put((not getattr(found, "is_warm", False), next(self._returns), found))

    def _give_back(self, process: ReaderProcess) -> None:
        if process.alive() and process.served < self._files:
            self._put(process)
            return
        self._retire(process)
        self._start_if_short()

    def _retire(self, process: ReaderProcess) -> None:
        process.kill()
        with self._lock:
            self._processes.discard(process)


def limits_from(settings: IngestSettings) -> Limits:
    """Give the readers' limits that the settings ask for."""
    return Limits(
        file_bytes=settings.max_file_mb << 20,
        memory_bytes=settings.reader_memory_mb << 20,
        cpu_seconds=settings.reader_cpu_seconds,
        wall_seconds=settings.reader_wall_seconds,
        pages=settings.max_pages,
        zip_entries=settings.max_zip_entries,
        zip_bytes=settings.max_unpacked_mb << 20,
    )


def isolation(settings: IngestSettings) -> str:
    """Start a reader process to see what keeps it apart on this machine, in words for `karar verify`."""
    with ReaderPool(settings) as pool:
        return pool.isolation()


def _certificates(folder: Path | None) -> list[bytes]:
    """Give the certificates in a folder, as they lie there: a reader process may not look there itself."""
    if folder is None:
        return []
    return [path.read_bytes() for path in sorted(folder.iterdir()) if path.suffix.lower() in _CERTIFICATES]


def _remove_leftovers() -> None:
    """Remove the scratch folders of pools that were killed."""
    for folder in Path(tempfile.gettempdir()).glob(f"{_SCRATCH}*-*"):
        owner = folder.name.removeprefix(_SCRATCH).partition("-")[0]
        if owner.isdecimal() and not Path(f"/proc/{owner}").exists():
            for scratch in folder.iterdir():
                office.remove_sockets(scratch)
            shutil.rmtree(folder, ignore_errors=True)
