"""A real PostgreSQL for the tests: Debian's own, in a temporary cluster on a free port, ended by its own process id.

``KARAR_TEST_DATABASE_URL`` names a server to use instead; tests make and drop databases of their own on it.
"""

import contextlib
import os
import pwd
import secrets
import shutil
import signal
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest
from psycopg import sql


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[str]:
    """Give the address of a running PostgreSQL."""
    if url := os.environ.get("KARAR_TEST_DATABASE_URL"):
        yield url
        return
    with running_postgres() as url:
        yield url


@pytest.fixture
def postgres_url(postgres_server: str) -> Iterator[str]:
    """Give the address of an empty database, dropped after the test."""
    with fresh_database(postgres_server) as url:
        yield url


@contextmanager
def fresh_database(server: str) -> Iterator[str]:
    """Make an empty database on a server and drop it at the end, whoever is still connected."""
    name = f"karar_test_{secrets.token_hex(6)}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
        try:
            yield f"{server.rpartition('/')[0]}/{name}"
        finally:
            connection.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))


@contextmanager
def running_postgres() -> Iterator[str]:
    """Run a PostgreSQL of our own while the block runs."""
    programs = _programs()
    folder = Path(tempfile.mkdtemp(prefix="karar-postgres-"))
    user = _unprivileged()
    if user:
        shutil.chown(folder, user)
    data, port = folder / "data", _free_port()
    as_user = {"user": user, "group": pwd.getpwnam(user).pw_gid, "extra_groups": []} if user else {}

    def run(*command: str) -> None:
        done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False, **as_user)  # type: ignore[call-overload]
        if done.returncode:
            log = folder / "log"
            pytest.fail(f"{command[0]}: {done.stdout}{done.stderr}{log.read_text() if log.exists() else ''}")

    try:
        run(
            str(programs / "initdb"),
            "-D",
            str(data),
            "-U",
            "karar",
            "-A",
            "trust",
            "-E",
            "UTF8",
            "--locale=C.UTF-8",
            "-N",
        )
        settings = (
            f"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories= -c fsync=off "
            "-c full_page_writes=off -c max_connections=60 -c shared_buffers=32MB"
        )
        run(str(programs / "pg_ctl"), "-D", str(data), "-l", str(folder / "log"), "-o", settings, "-w", "-s", "start")
        process = int((data / "postmaster.pid").read_text().split("\n", 1)[0])
        try:
            yield f"postgresql://karar@127.0.0.1:{port}/postgres"
        finally:
            _end(process)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _programs() -> Path:
    found = [path.parent for path in Path("/usr/lib/postgresql").glob("*/bin/initdb")]
    if on_path := shutil.which("initdb"):
        found.append(Path(on_path).resolve().parent)
    if not found:
        pytest.fail("These tests run on a real PostgreSQL: apt-get install postgresql (or set KARAR_TEST_DATABASE_URL)")
    return max(found, key=lambda path: [int(part) for part in path.parts if part.isdecimal()])


def _unprivileged() -> str | None:
    """Give the user PostgreSQL runs as: it refuses to be root."""
    if os.geteuid() != 0:
        return None
    for name in ("postgres", "nobody"):
        with contextlib.suppress(KeyError):
            return pwd.getpwnam(name).pw_name
    pytest.fail("PostgreSQL refuses to run as root, and there is no user postgres or nobody")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _end(process: int) -> None:
    """End the server at once and come back when it is gone."""
    with contextlib.suppress(ProcessLookupError):
        handle = os.pidfd_open(process)
        try:
            signal.pidfd_send_signal(handle, signal.SIGQUIT)
            import select

            select.select([handle], [], [], 30)
        finally:
            os.close(handle)
