"""The worker: claims files, has them read by child processes, understands their text and has the results kept."""

import threading
import time
from collections import deque
from concurrent.futures import Future, ThreadPoolExecutor
from concurrent.futures import TimeoutError as NotYet
from functools import partial
from types import TracebackType
from typing import Any, Self

import msgspec
import structlog

from archive import Archive
from archive.jobs import Job
from archive.results import Failed, Understood
from archive.sweep import Sweep, owner_name
from archive.wakeups import Wakeups
from ingest.readers.pool import LOST, ReaderPool
from ingest.settings import IngestSettings
from ingest.understand import understand
from models.document import Document
from models.errors import KararError, ServiceDown

log = structlog.get_logger()
_WAIT_SECONDS = 0.5
_LONGEST_PAUSE = 30.0
_SECONDS_BETWEEN_PAGES = 1.0  # at most so often is told how many pages of a scan are read


class _InHand(msgspec.Struct, frozen=True):
    job: Job
    document: "Future[Document]"


class Worker:
    """Works on what waits. Any number may run, on one machine or on many; one belongs to one thread.

    Files are claimed and kept by the batch: a commit is dear, and whatever a crash undoes is simply done again.
    """

    def __init__(self, archive: Archive, pool: ReaderPool, settings: IngestSettings) -> None:
        self._archive = archive
        self._catalogue = archive.catalogue
        self._pool = pool
        self._visibility = "public" if settings.publish == "on_intake" else "restricted"
        self._batch = settings.work_batch
        self._crashes = archive.settings.crashes_to_quarantine
        self._beat_every = archive.settings.lease_seconds / 4
        self._owner = owner_name()
        self._threads = ThreadPoolExecutor(self._batch, thread_name_prefix="reading")
        self._in_hand: deque[_InHand] = deque()
        self._pages: dict[Job, tuple[int, int]] = {}
        self._last_beat = self._last_sweep = time.monotonic()
        self._wakeups: Wakeups | None = None
        self._sweep = Sweep(
            self._catalogue,
            lease_seconds=archive.settings.lease_seconds,
            crashes_to_quarantine=self._crashes,
        )

    def run_once(self) -> bool:
        """Finish one batch of files; gives False where none waits.

        Raises `ServiceDown` where database, originals or readers do not answer; the files in hand wait again.
        """
        self._look_for_lost()
        self._claim()
        if not self._in_hand:
            return False
        done: list[Understood | Failed] = []
        try:
            for _ in range(min(self._batch, len(self._in_hand))):
                result = self._finish(self._in_hand[0])
                if result is not None:
                    done.append(result)
                self._in_hand.popleft()
                if len(self._in_hand) == self._batch // 2:
                    self._claim()  # so that the readers have work while this batch is understood and kept
            self._keep(done)
        except BaseException:
            self._hand_back([result.job for result in done])
            raise
        return True

    def wait(self, seconds: float = _WAIT_SECONDS) -> None:
        """Come back as soon as something changes, or after `seconds`."""
        if self._wakeups is None:
            self._wakeups = Wakeups(self._catalogue.database)
        self._wakeups.wait(seconds)

    def run(self, stop: threading.Event) -> None:
        """Work until `stop`; what is then in hand waits for another worker. Services that are down are tried again."""
        pause = _WAIT_SECONDS
        try:
            while not stop.is_set():
                try:
                    if not self.run_once():
                        self.wait()
                    pause = _WAIT_SECONDS
                except ServiceDown as error:
                    log.warning("a service is down, trying again", code=error.code, seconds=pause)
                    stop.wait(pause)
                    pause = min(pause * 2, _LONGEST_PAUSE)
        finally:
            self.close()

    def close(self) -> None:
        """Hand back what is in hand and let go of everything."""
        self._hand_back([])
        self._threads.shutdown(cancel_futures=True)
        if self._wakeups is not None:
            self._wakeups.close()
            self._wakeups = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _claim(self) -> None:
        if any(held.job.crashes for held in self._in_hand):
            return
        for job in self._catalogue.claim(self._owner, self._batch, alone=not self._in_hand):
            self._in_hand.append(_InHand(job, self._threads.submit(self._read, job)))

    def _read(self, job: Job) -> Document:
        if job.stage == "understand":
            return self._catalogue.text(job.sha256)
        return self._pool.read(self._archive.originals.path(job.sha256), job.name, partial(self._page_read, job))

    def _page_read(self, job: Job, page: int, pages: int) -> None:
        self._pages[job] = page, pages  # told to the catalogue by the loop, which alone writes to it

    def _finish(self, held: _InHand) -> Understood | Failed | None:
        """Give the result of one file, or None where its reader was lost and the catalogue has been told so."""
        job = held.job
        try:
            document = self._wait_for(held.document)
            return Understood(job, document, understand(document))
        except ServiceDown:
            raise
        except KararError as error:
            if error.code in LOST:
                aside = self._catalogue.crashed([job], self._crashes, error.code)
                log.warning("a reader was lost", sha256=job.sha256, code=error.code, set_aside=bool(aside))
                return None
            return Failed(job, error.code, error.details)
        except Exception as error:  # one file's surprise is that file's failure, never the worker's end
            log.exception("a file could not be worked on", sha256=job.sha256)
            return Failed(job, "work_failed", {"name": job.name, "reason": type(error).__name__})

    def _wait_for(self, future: "Future[Document]") -> Document:
        while True:
            self._beat()
            try:
                return future.result(timeout=min(self._beat_every, _SECONDS_BETWEEN_PAGES))
            except NotYet:
                if future.done():
                    raise

    def _beat(self) -> None:
        # Signs of life come from the loop that does the work: a worker that hangs goes silent, and loses its files.
        now = time.monotonic()
        if now - self._last_beat >= self._beat_every:
            self._catalogue.heartbeat([held.job for held in self._in_hand])
            self._last_beat = now
        if pages := {job: self._pages.pop(job) for job in list(self._pages)}:
            self._catalogue.progressed(pages)

    def _look_for_lost(self) -> None:
        now = time.monotonic()
        if now - self._last_sweep >= min(self._beat_every, 5.0):
            self._last_sweep = now
            lost = self._sweep.run_once()
            if lost:
                log.warning("files of a lost worker wait again", files=lost)

    def _keep(self, done: list[Understood | Failed]) -> None:
        if not done:
            return
        try:
            self._catalogue.store(done, self._visibility)
        except ServiceDown:
            raise
        except Exception as error:
            if len(done) > 1:  # one of them spoils the transaction of all: each gets its own
                for result in done:
                    self._keep([result])
                return
            log.exception("a result could not be kept", sha256=done[0].job.sha256)
            details: dict[str, Any] = {"name": done[0].job.name, "reason": type(error).__name__}
            self._catalogue.fail(done[0].job, "result_not_kept", details)

    def _hand_back(self, more: list[Job]) -> None:
        held = [*more, *(entry.job for entry in self._in_hand)]
        for entry in self._in_hand:
            entry.document.cancel()
        self._in_hand.clear()
        if held:
            try:
                self._catalogue.release(held)
            except ServiceDown as error:
                log.warning("files in hand will wait for their lease to end", code=error.code, files=len(held))
