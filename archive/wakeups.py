"""How a worker learns at once that there is something to do, without a second queue.

PostgreSQL notifies. On SQLite a look at the file's change counter costs 3 microseconds, so it is looked at often; the
job rows remain the truth, and a wake-up that got lost costs a moment of waiting, never a file.
"""

import time
from types import TracebackType
from typing import Any, Self

import psycopg

from archive.database import WORK, Database
from models.errors import ServiceDown

_LOOK_SECONDS = 0.05


class Wakeups:
    """Waits for changes that others make to the catalogue; use it as a context manager, from one thread."""

    def __init__(self, database: Database) -> None:
        self._connection = database.engine.raw_connection()
        driver: Any = self._connection.driver_connection
        self._driver = driver
        self._is_sqlite = database.is_sqlite
        if self._is_sqlite:
            self._seen = self._counter()
        else:
            driver.autocommit = True
            driver.execute(f"LISTEN {WORK}")

    def wait(self, seconds: float) -> bool:
        """Come back when something changed since the last call, or after `seconds`; tells which."""
        if self._is_sqlite:
            return self._watch(seconds)
        try:
            return any(True for _ in self._driver.notifies(timeout=seconds, stop_after=1))
        except psycopg.OperationalError as error:
            raise ServiceDown("database_down") from error

    def close(self) -> None:
        """Give the connection back."""
        self._connection.invalidate()
        self._connection.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _watch(self, seconds: float) -> bool:
        end = time.monotonic() + seconds
        while (seen := self._counter()) == self._seen:
            left = end - time.monotonic()
            if left <= 0:
                return False
            time.sleep(min(left, _LOOK_SECONDS))
        self._seen = seen
        return True

    def _counter(self) -> int:
        return int(self._driver.execute("PRAGMA data_version").fetchone()[0])
