"""Carries changes from the catalogue to the search index, in order, as often as needed and never too far."""

import threading
import time
from collections.abc import Callable, Sequence

import structlog

from archive.catalogue import Catalogue
from archive.index.engine import Delete, Index, Prepared
from archive.index.entry import entry
from models.errors import KararError

log = structlog.get_logger()
_ROWS = 500
_TRIMMED_AFTER = 2000
"""Changes after which those that later ones replaced are dropped; a process begins with it."""
_PAUSE_SECONDS = 0.2
_LONGEST_PAUSE = 10.0
_REST = 4  # rests this many times as long as it worked: a commit of the index is dear, however few rows it holds


class Relay:
    """Follows the outbox. What the index holds after a crash, however far it got, is corrected by going on.

    `tell` gets every batch once it can be found, made ready for `archive.index.matching.match_batch`: whoever is to be
    told of what is new hangs on there. A crash between the two tells nobody of that batch.
    """

    def __init__(
        self, catalogue: Catalogue, index: Index, tell: Callable[[Sequence[Prepared]], None] | None = None
    ) -> None:
        self._catalogue = catalogue
        self._index = index
        self._tell = tell
        self._followed = _TRIMMED_AFTER

    def run_once(self) -> int:
        """Bring the next changes to the index; gives how many rows of the outbox that settled.

        The position is kept in the index itself, so an index that was lost or restored is followed from where it stands.
        Raises `ServiceDown` while the engine does not answer; then nothing is lost and nothing else is held up.
        """
        with self._catalogue.database.exclusive("relay", wait=True):
            position = self._index.position()
            rows = self._catalogue.outbox(position, _ROWS)
            if rows:
                current = self._catalogue.records(list({row.id for row in rows}))
                newest = {row.id: row for row in rows}
                changes = [
                    Prepared(entry(current[row.id])) if row.id in current else Delete(row.id, row.version)
                    for row in newest.values()
                ]
                position = rows[-1].seq
                self._index.apply(changes, position)
                if self._tell is not None:
                    self._tell([one for one in changes if isinstance(one, Prepared)])
            self._catalogue.mark_indexed(position)
            self._followed += len(rows)
            if self._followed >= _TRIMMED_AFTER:
                self._followed = 0
                self._catalogue.trim_outbox(position)
        return len(rows)

    def run(self, stop: threading.Event) -> None:
        """Follow the catalogue until `stop`. An engine that is down is tried again; nothing else is held up by it."""
        pause = _PAUSE_SECONDS
        while not stop.is_set():
            started = time.monotonic()
            try:
                full = self.run_once() == _ROWS
            except KararError as error:
                log.warning("the index cannot follow, trying again", code=error.code, seconds=pause)
                stop.wait(pause)
                pause = min(pause * 2, _LONGEST_PAUSE)
                continue
            pause = _PAUSE_SECONDS
            if not full:
                spent = time.monotonic() - started
                stop.wait(min(max(_REST * spent, _PAUSE_SECONDS), 2.0))
