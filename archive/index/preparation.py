"""Resolutions made ready for the index, by several processes and in order.

Analysing the words of a resolution takes most of the time of indexing it, and needs nothing but the resolution.
"""

import os
import threading
from collections import deque
from collections.abc import Generator, Iterable, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from itertools import islice
from multiprocessing import get_context, parent_process

import msgspec
import structlog

from archive.index.engine import Prepared
from archive.index.entry import entry
from models.resolution import ResolutionRecord
from models.turkish.analysis import remember

log = structlog.get_logger()
_ALONE = 4
"""Batches made ready without other processes: for a small archive these would take longer to start."""
_AHEAD = 2
"""Batches each process is given before the first is asked back."""
_REMEMBERED = 500_000
"""Words whose forms a process keeps: a whole archive holds more rare ones than a service needs at hand."""
_Batch = Sequence[ResolutionRecord]
_encoder = msgspec.msgpack.Encoder()
_records = msgspec.msgpack.Decoder(list[ResolutionRecord])
_entries = msgspec.msgpack.Decoder()


def prepared(batches: Iterable[_Batch], processes: int) -> Generator[list[Prepared]]:
    """Give batches of resolutions made ready, in order. Where a process is lost the rest is made ready without."""
    waiting = iter(batches)
    for batch in islice(waiting, _ALONE if processes > 1 else None):
        yield _alone(batch)
    first = next(waiting, None)
    if first is None:
        return
    pool = _Processes(processes)
    given = deque([(first, pool.give(first))])
    try:
        for batch in waiting:
            given.append((batch, pool.give(batch)))
            if len(given) > _AHEAD * processes:
                yield pool.take(*given.popleft())
        while given:
            yield pool.take(*given.popleft())
    finally:
        pool.close()


class _Processes:
    """Processes that make batches ready; what a lost one held is done here."""

    def __init__(self, count: int) -> None:
        self._pool = ProcessPoolExecutor(count, mp_context=get_context("spawn"), initializer=_begin)
        self._lost = False

    def give(self, batch: _Batch) -> Future[bytes] | None:
        """Have a batch made ready; None where there is no process left to do it."""
        if self._lost:
            return None
        try:
            return self._pool.submit(_ready, _encoder.encode(batch))
        except BrokenProcessPool:
            return None

    def take(self, batch: _Batch, future: Future[bytes] | None) -> list[Prepared]:
        """Give a batch that was given, made ready."""
        if future is not None:
            try:
                return [Prepared(fields) for fields in _entries.decode(future.result())]
            except BrokenProcessPool:
                log.warning("a process that makes resolutions ready was lost, going on without")
                self._lost = True
        return _alone(batch)

    def close(self) -> None:
        """End the processes, whatever they were given."""
        self._pool.shutdown(cancel_futures=True)


def _alone(batch: _Batch) -> list[Prepared]:
    return [Prepared(entry(record)) for record in batch]


def _ready(batch: bytes) -> bytes:
    return _encoder.encode([entry(record) for record in _records.decode(batch)])


def _begin() -> None:
    """Make a process ready: it remembers many words, and ends when the one that started it does, however that comes about."""
    remember(_REMEMBERED)

    def wait() -> None:
        parent = parent_process()
        if parent is not None:
            parent.join()
        os._exit(1)

    threading.Thread(target=wait, daemon=True).start()
