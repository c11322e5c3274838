"""The search index made anew from the catalogue, beside the one that serves."""

from collections.abc import Callable, Iterator
from contextlib import closing
from typing import Protocol

from archive.index.engine import Index
from archive.index.preparation import prepared
from models.resolution import ResolutionRecord

BATCH = 500


class Current(Protocol):
    """The catalogue, as far as a rebuild reads it."""

    def current(self, after_id: str | None, limit: int) -> list[ResolutionRecord]:
        """Give current resolutions in id order."""

    def last_change(self) -> int:
        """Give the position of the newest change."""


def rebuild(catalogue: Current, index: Index, progress: Callable[[int], None], processes: int = 1) -> int:
    """Fill a new generation and let it serve; gives how many resolutions it holds.

    `processes` make the resolutions ready. The position is read before the first resolution, so the relay brings over
    again what changed meanwhile. A failure drops the new generation and leaves the old one serving.
    """
    position = catalogue.last_change()
    fresh = index.begin_rebuild()
    done = 0
    try:
        with closing(prepared(_batches(catalogue), processes)) as batches:
            for changes in batches:
                fresh.apply(changes)
                done += len(changes)
                progress(done)
        fresh.finish(position)
    except BaseException:
        fresh.abandon()
        raise
    return done


def _batches(catalogue: Current) -> Iterator[list[ResolutionRecord]]:
    after: str | None = None
    while records := catalogue.current(after, BATCH):
        yield records
        after = records[-1].id
