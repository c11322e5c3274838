"""A real Elasticsearch for the tests: started once a session, on its own ports, in a temporary folder.

``KARAR_TEST_ELASTICSEARCH_URL`` uses an existing one instead. What cannot be had is a failure that says what to install.
"""

import json
import os
import pwd
import shutil
import signal
import socket
import ssl
import subprocess
import tempfile
import threading
import time
import urllib.error
import urllib.request
import uuid
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.servers.java import java_home, maven_artifact

VERSION = "9.4.3"
GROUP = "org.elasticsearch.distribution.integ-test-zip"
ARTIFACT = f"{GROUP}:elasticsearch:{VERSION}:zip"
DEADLINE = 120.0
UNPRIVILEGED = "nobody"


@dataclass(frozen=True)
class ElasticsearchServer:
    """A running server; `pid` is None for one that was there before."""

    url: str
    folder: Path | None = None
    pid: int | None = None

    @contextmanager
    def name(self) -> Iterator[str]:
        """Give an index name that nobody uses, and remove the indices that begin with it after use."""
        name = f"test-{uuid.uuid4().hex[:12]}"
        yield name
        with urllib.request.urlopen(f"{self.url}/{name}*/_alias?expand_wildcards=all", timeout=30) as answer:
            left = ",".join(json.load(answer))
        if left:
            removal = urllib.request.Request(f"{self.url}/{left}", method="DELETE")
            urllib.request.urlopen(removal, timeout=30).close()


@pytest.fixture(scope="session")
def elasticsearch_server() -> Iterator[ElasticsearchServer]:
    """Give a running Elasticsearch for the whole session."""
    if existing := os.environ.get("KARAR_TEST_ELASTICSEARCH_URL"):
        yield ElasticsearchServer(existing.rstrip("/"))
        return
    with running() as server:
        yield server


@contextmanager
def running() -> Iterator[ElasticsearchServer]:
    """Start a server of its own, without passwords, and stop it after use."""
    with started({"xpack.security.enabled": "false"}, _plainly) as server:
        yield server


Prepare = Callable[[Path, Path, dict[str, str]], tuple[str, ssl.SSLContext | None, dict[str, str]]]


def _plainly(_program: Path, _folder: Path, _environment: dict[str, str]) -> tuple[str, None, dict[str, str]]:
    return "http", None, {}


@contextmanager
def started(settings: dict[str, str], prepare: Prepare) -> Iterator[ElasticsearchServer]:
    """Start a server with these settings; `prepare` may add to its configuration and says how to ask it."""
    program, java = _program(), java_home()
    with tempfile.TemporaryDirectory(prefix="karar-elasticsearch-", ignore_cleanup_errors=True) as temporary:
        folder = Path(temporary)
        port = _configure(folder, program, settings)
        environment = {
            "PATH": os.environ.get("PATH", "/usr/bin:/bin"),
            "ES_JAVA_HOME": str(java),
            "ES_JAVA_OPTS": "-Xms512m -Xmx512m",
            "ES_PATH_CONF": str(folder / "config"),
            "ES_TMPDIR": str(folder / "tmp"),
            "HOME": str(folder),
        }
        scheme, trust, headers = prepare(program, folder, environment)
        server = _start(folder, program, environment)
        try:
            url = f"{scheme}://127.0.0.1:{port}"
            health = urllib.request.Request(f"{url}/_cluster/health", headers=headers)
            _wait_until_green(health, trust, server, folder)
            yield ElasticsearchServer(url, folder, server.pid)
        finally:
            _stop(server)


def _program() -> Path:
    """Give the folder of the unpacked server, fetched by Maven into its own repository the first time."""
    cache = Path(tempfile.gettempdir()) / f"karar-test-servers-{os.getuid()}"
    program = cache / f"elasticsearch-{VERSION}"
    if program.is_dir():
        return program
    archive = maven_artifact(ARTIFACT)
    cache.mkdir(mode=0o755, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=cache) as unpacking:
        _unzip(archive, Path(unpacking))
        try:
            (Path(unpacking) / program.name).rename(program)
        except OSError:
            if not program.is_dir():  # another session may have been quicker
                raise
    return program


def _unzip(archive: Path, folder: Path) -> None:
    with zipfile.ZipFile(archive) as packed:
        for entry in packed.infolist():
            unpacked = Path(packed.extract(entry, folder))
            unpacked.chmod(0o755 if entry.is_dir() or (entry.external_attr >> 16) & 0o111 else 0o644)


def _configure(folder: Path, program: Path, settings: dict[str, str]) -> int:
    port, transport = _free_ports(2)
    for name in ("data", "logs", "snapshots", "tmp"):
        (folder / name).mkdir()
    shutil.copytree(program / "config", folder / "config")
    lines = {
        "cluster.name": "karar-tests",
        "discovery.type": "single-node",
        "network.host": "127.0.0.1",
        "http.port": str(port),
        "transport.port": str(transport),
        "path.data": str(folder / "data"),
        "path.logs": str(folder / "logs"),
        "path.repo": str(folder / "snapshots"),
        "xpack.security.autoconfiguration.enabled": "false",
        "cluster.routing.allocation.disk.threshold_enabled": "false",
        **settings,
    }
    (folder / "config/elasticsearch.yml").write_text("".join(f"{name}: {value}\n" for name, value in lines.items()))
    return port


def _free_ports(count: int) -> list[int]:
    held = [socket.socket() for _ in range(count)]
    try:
        for one in held:
            one.bind(("127.0.0.1", 0))
        return [one.getsockname()[1] for one in held]
    finally:
        for one in held:
            one.close()


def _start(folder: Path, program: Path, environment: dict[str, str]) -> subprocess.Popen[bytes]:
    """Start the server; it refuses to run as root, so root hands it to an account without rights."""
    account: dict[str, object] = {}
    if os.getuid() == 0:
        entry = pwd.getpwnam(UNPRIVILEGED)
        for path in (folder, *folder.rglob("*")):
            os.chown(path, entry.pw_uid, entry.pw_gid)
        account = {"user": entry.pw_uid, "group": entry.pw_gid, "extra_groups": []}
    with (folder / "output").open("wb") as output:
        return subprocess.Popen(
            [str(program / "bin/elasticsearch")],
            cwd=folder, env=environment, stdin=subprocess.DEVNULL, stdout=output, stderr=subprocess.STDOUT,
            start_new_session=True, **account,
        )  # type: ignore[call-overload]  # fmt: skip


def _wait_until_green(
    health: urllib.request.Request, trust: ssl.SSLContext | None, server: subprocess.Popen[bytes], folder: Path
) -> None:
    until = time.monotonic() + DEADLINE
    between = threading.Event()
    while time.monotonic() < until and server.poll() is None:
        try:
            with urllib.request.urlopen(health, timeout=5, context=trust) as answer:
                if json.load(answer)["status"] == "green":
                    return
        except (OSError, urllib.error.URLError, ValueError):
            pass
        between.wait(0.2)
    told = (folder / "output").read_text(errors="replace")[-3000:]
    ended = "ended" if server.poll() is not None else f"was not green after {DEADLINE:.0f} s"
    pytest.fail(f"Elasticsearch {ended}; it needs about 1 GB of free memory. It said:\n{told}")


def _stop(server: subprocess.Popen[bytes]) -> None:
    """Stop the server by its own id; its session's processes go with it if it does not end by itself."""
    server.terminate()
    try:
        server.wait(timeout=30)
    except subprocess.TimeoutExpired:
        os.killpg(server.pid, signal.SIGKILL)
        server.wait(timeout=30)
