"""One database, SQLite or PostgreSQL: connections, transactions, migrations at open, and what only one process may do."""

import fcntl
import os
import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from importlib.resources import files
from pathlib import Path
from typing import Any
from zlib import crc32

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, Table, create_engine, event, make_url, text
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import DBAPIError, OperationalError

from archive.settings import ArchiveSettings
from models.errors import ServiceDown

FILE = "catalogue.sqlite"
WORK = "karar_work"
_BUSY_MS = 30_000
_WRITE = "karar_write"


def utc_now() -> str:
    """Give this moment in UTC, to the microsecond, in one fixed width that sorts as time does."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


class Database:
    """Where the catalogue's rows live. Safe for many threads and many processes.

    On SQLite every commit is on disk before it returns (WAL, synchronous FULL), and writers queue for the one place.
    """

    def __init__(self, settings: ArchiveSettings) -> None:
        self.folder = settings.data_dir.absolute()
        self.folder.mkdir(parents=True, exist_ok=True)
        self._writing = threading.Lock()
        self._min_free_mb = settings.min_free_mb
        self.engine = _connect(settings, self.folder)
        self.is_sqlite = self.engine.dialect.name == "sqlite"
        try:
            with self.exclusive("migrate", wait=True):
                self._migrate()
        except BaseException:
            self.engine.dispose()
            raise

    def close(self) -> None:
        """Let go of every connection."""
        self.engine.dispose()

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """Give a connection on which nothing is changed."""
        with self._answering(), self.engine.connect() as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """Give a transaction that is kept, durably, when the block ends; an error leaves nothing behind."""
        if not self.is_sqlite:
            with self._answering(), self.engine.begin() as connection:
                yield connection
            return
        # Threads of one process queue here: SQLite itself only makes them sleep and try again.
        with (
            self._answering(),
            self._writing,
            self.engine.connect().execution_options(**{_WRITE: True}) as connection,
            connection.begin(),
        ):
            yield connection

    def insert(self, table: Table) -> Any:
        """Give an insert statement that knows ``on_conflict_do_nothing`` and ``on_conflict_do_update``."""
        return sqlite.insert(table) if self.is_sqlite else postgresql.insert(table)

    def in_order(self, connection: Connection) -> None:
        """Make this transaction's outbox rows visible only after those of every earlier one.

        PostgreSQL hands out numbers before it commits: a reader that has seen 8 could otherwise miss a late 7.
        """
        if not self.is_sqlite:
            connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _lock_key("outbox")})

    def wake(self, connection: Connection) -> None:
        """Tell waiting workers about this transaction, once it is kept."""
        if not self.is_sqlite:
            connection.execute(text(f"NOTIFY {WORK}"))

    @contextmanager
    def exclusive(self, name: str, *, wait: bool = False) -> Iterator[bool]:
        """Tell whether this process now holds the lock `name`; a process that dies lets go of it.

        With `wait`, come back only when it is held.
        """
        if self.is_sqlite:
            with _file_lock(self.folder / f"{name}.lock", wait=wait) as held:
                yield held
            return
        with self._answering(), self.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            key = {"key": _lock_key(name)}
            if wait:
                connection.execute(text("SELECT pg_advisory_lock(:key)"), key)
            held = wait or bool(connection.scalar(text("SELECT pg_try_advisory_lock(:key)"), key))
            try:
                yield held
            finally:
                if held:
                    connection.execute(text("SELECT pg_advisory_unlock(:key)"), key)

    @contextmanager
    def _answering(self) -> Iterator[None]:
        try:
            yield
        except OperationalError as error:
            if self.is_sqlite and "disk is full" in str(error.orig):
                free = shutil.disk_usage(self.folder).free >> 20
                raise ServiceDown("disk_full", free_mb=free, needed_mb=self._min_free_mb) from error
            raise ServiceDown("database_down") from error
        except DBAPIError as error:
            if error.connection_invalidated:
                raise ServiceDown("database_down") from error
            raise

    def _migrate(self) -> None:
        config = Config()
        config.set_main_option("script_location", str(files("archive").joinpath("migrations")))
        known = ScriptDirectory.from_config(config)
        with self.engine.connect() as connection:
            at = MigrationContext.configure(connection).get_current_revision()
        if at == known.get_current_head():
            return
        if at is not None and at not in {script.revision for script in known.walk_revisions()}:
            raise ServiceDown("database_newer", revision=at)
        with self.writing() as connection:
            config.attributes["connection"] = connection
            command.upgrade(config, "head")


def _connect(settings: ArchiveSettings, folder: Path) -> Engine:
    if settings.database_url:
        url = make_url(settings.database_url)
        if url.get_backend_name() == "postgresql":
            url = url.set(drivername="postgresql+psycopg")
        return create_engine(url, pool_size=8, max_overflow=16, pool_pre_ping=True, pool_timeout=30)
    engine = create_engine(f"sqlite:///{folder / FILE}", pool_size=8, max_overflow=32, pool_timeout=30)
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _prepare_sqlite(connection: Any, _: Any) -> None:
    connection.isolation_level = None  # transactions begin where `_begin_sqlite` says, not where the driver guesses
    for pragma in (
        f"busy_timeout = {_BUSY_MS}",
        "journal_mode = WAL",
        "synchronous = FULL",
        "foreign_keys = ON",
        "wal_autocheckpoint = 4000",
        "cache_size = -16384",
        "temp_store = MEMORY",
    ):
        connection.execute(f"PRAGMA {pragma}")


def _begin_sqlite(connection: Connection) -> None:
    # A writer takes its place at once: a reader that later wants to write would fail instead of waiting.
    immediate = connection.get_execution_options().get(_WRITE)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if immediate else "BEGIN")


@contextmanager
def _file_lock(path: Path, *, wait: bool) -> Iterator[bool]:
    handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
        except BlockingIOError:
            yield False
            return
        yield True
    finally:
        os.close(handle)


def _lock_key(name: str) -> int:
    return 0x6B617261 << 16 ^ crc32(name.encode())
