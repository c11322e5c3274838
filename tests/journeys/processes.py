"""Real `karar` processes for the journeys: servers and workers, each ended by its own id alone."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit

import pytest

ROOT = Path(__file__).parents[2]
LIMIT_SECONDS = 240


class Process:
    """A real `karar` process of its own session, ended by its own id alone."""

    def __init__(self, module: str, command: str, environment: dict[str, str]) -> None:
        self._start = [sys.executable, "-m", module, command]
        self._environment = environment
        self.kills = 0
        self.start()

    def start(self) -> None:
        self.process = subprocess.Popen(
            self._start, cwd=ROOT, env=os.environ | self._environment, stderr=subprocess.PIPE, text=True
        )

    def kill(self) -> None:
        self.process.kill()
        self._end()

    def stop(self) -> None:
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
        self._end()

    def _end(self) -> None:
        self.process.wait()
        if self.process.stderr:
            self.process.stderr.close()


class Server(Process):
    """A server; its port is another one after every start."""

    def start(self) -> None:
        super().start()
        assert self.process.stderr
        said: list[str] = []
        for line in self.process.stderr:
            said.append(line)
            if "Open http" in line:
                address = urlsplit(line.partition("Open ")[2].split()[0])
                self.host, self.port = address.hostname or "", address.port or 0
                return
        pytest.fail(f"the server did not start: {''.join(said)}")


def until(true: Callable[[], bool], what: str) -> None:
    """Come back when something is so; fails when it does not come about."""
    end = time.monotonic() + LIMIT_SECONDS
    while not true():
        if time.monotonic() > end:
            pytest.fail(f"{what}: not within {LIMIT_SECONDS} s")
        time.sleep(0.002)


def upload(name: str, content: bytes) -> tuple[bytes, dict[str, str]]:
    """Give body and headers of a form that hands in one file."""
    mark = "karar-file-boundary"
    head = (
        f'--{mark}\r\nContent-Disposition: form-data; name="files"; filename="{name}"\r\n'
        "Content-Type: application/octet-stream\r\n\r\n"
    )
    body = head.encode() + content + f"\r\n--{mark}--\r\n".encode()
    return body, {"Content-Type": f"multipart/form-data; boundary={mark}"}
