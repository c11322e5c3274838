"""Finds files whose worker is gone: at once where it died on this machine, else when it has long shown no sign of life.

Only durations on the observer's own steady clock count, so no clock of any machine has to be right.
"""

import os
import socket
import time
from collections.abc import Callable
from pathlib import Path

from archive.catalogue import Catalogue
from archive.jobs import Held


class Sweep:
    """Watches running jobs from outside. Every worker runs one; fencing tokens make a wrong guess harmless."""

    def __init__(
        self,
        catalogue: Catalogue,
        *,
        lease_seconds: float,
        crashes_to_quarantine: int,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._catalogue = catalogue
        self._lease = lease_seconds
        self._limit = crashes_to_quarantine
        self._clock = clock
        self._seen: dict[tuple[int, int, int], float] = {}

    def run_once(self) -> int:
        """Give back the files of workers that are gone; gives how many."""
        now, running = self._clock(), self._catalogue.running()
        self._seen = {key: self._seen.get(key, now) for key in map(_sign, running)}
        lost = [job for job in running if is_dead(job.owner) or now - self._seen[_sign(job)] >= self._lease]
        if lost:
            self._catalogue.crashed(lost, self._limit)
        return len(lost)


def owner_name() -> str:
    """Name this process so that any other on the same machine can tell whether it still lives."""
    return f"{_place()}/{os.getpid()}/{_started(os.getpid())}"


def is_dead(owner: str) -> bool:
    """Tell whether the process of that name is known to be gone; False where it cannot be known from here."""
    parts = owner.split("/")
    if len(parts) != 5:
        return False
    host, boot, processes, process, started = parts
    here, now, ours = _place().split("/")
    if host != here:
        return False
    if boot != now:
        return True  # this machine before it was started anew: nothing of that time lives on
    return processes == ours and _started(int(process)) != started


def _place() -> str:
    boot = Path("/proc/sys/kernel/random/boot_id").read_text(encoding="ascii").strip()
    processes = Path("/proc/self/ns/pid").readlink().name  # containers may share a host name, never this and the boot
    return f"{socket.gethostname()}/{boot}/{processes}"


def _started(process: int) -> str:
    try:
        fields = Path(f"/proc/{process}/stat").read_text(encoding="ascii", errors="replace").rpartition(")")[2].split()
    except OSError:
        return ""
    return "" if fields[0] in {"Z", "X"} else fields[19]


def _sign(job: Held) -> tuple[int, int, int]:
    return job.id, job.token, job.beat
