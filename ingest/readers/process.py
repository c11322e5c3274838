"""One reader process seen from outside: started confined, asked, watched by its own end and by the clock."""

import contextlib
import os
import select
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import msgspec

from ingest.readers import office, protocol
from ingest.readers.limits import Limits

_SECONDS_TO_BE_READY = 20.0
_KEPT_VARIABLES = ("PATH", "LANG", "LC_ALL", "TZ", "LD_LIBRARY_PATH", "TESSDATA_PREFIX", "PYTHONPATH")


class ProcessLostError(Exception):
    """The process ended, or had to be ended, before it answered."""

    def __init__(self, code: str, details: dict[str, str | int | float | None]) -> None:
        super().__init__(f"{code} {details}")
        self.code, self.details = code, details


class ReaderProcess:
    """A child that runs `ingest.readers.child`; not thread-safe, one request at a time."""

    def __init__(self, limits: Limits, scratch: Path, trusted: Sequence[bytes] = ()) -> None:
        self.served = 0
        self.is_warm = False
        self._scratch, self._limits = scratch, limits
        ours, theirs = socket.socketpair()
        apart = _apart(scratch)
        with theirs:
            self._process = subprocess.Popen(  # noqa: S603 - our own interpreter and module
                [*apart, sys.executable, "-m", "ingest.readers.child", str(theirs.fileno())],
                pass_fds=[theirs.fileno()],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                env=_environment(scratch),
                cwd=Path(__file__).resolve().parents[2],
                start_new_session=True,
            )
        self._channel = ours
        self._channel.setblocking(False)
        self._end = os.pidfd_open(self._process.pid)
        self._ended = False
        try:
            setup = protocol.Setup(limits=limits, scratch=str(scratch), trusted=list(trusted))
            self._send(setup, time.monotonic() + _SECONDS_TO_BE_READY)
            reply = self._receive(limits, _SECONDS_TO_BE_READY, None)
        except BaseException:
            self.kill()
            raise
        self.isolation = reply.isolation if isinstance(reply, protocol.Ready) else ""
        if apart:
            self.isolation = f"bubblewrap (own processes, own temporary folder), {self.isolation}"

    def alive(self) -> bool:
        """Tell whether the process can be asked again."""
        return not self._ended and self._process.poll() is None

    def kill(self) -> None:
        """End the process and everything it started, and remove its scratch folder."""
        if not self._ended:
            self._ended = True
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.killpg(self._process.pid, signal.SIGKILL)
            self._process.wait()
            self._channel.close()
            os.close(self._end)
            office.remove_sockets(self._scratch)
        shutil.rmtree(self._scratch, ignore_errors=True)

    def ask(
        self,
        request: protocol.Read | protocol.Locate | protocol.Render,
        file: Path,
        limits: Limits,
        progress: Callable[[int, int], None] | None,
    ) -> protocol.Reply:
        """Have the process work on a copy of `file`; a lost process is a `Refused` with its own code."""
        self.served += 1
        copy = self._scratch / "in" / "file"
        try:
            copy.parent.mkdir()
            shutil.copyfile(file, copy)
            self._send(msgspec.structs.replace(request, path=str(copy)), time.monotonic() + limits.wall_seconds)
            reply = self._receive(limits, limits.wall_seconds, progress)
        except ProcessLostError as lost:
            self.kill()
            return protocol.Refused(lost.code, lost.details)
        except BaseException:
            self.kill()
            raise
        self._empty_scratch()
        if isinstance(reply, protocol.Refused) and reply.exhausted:
            self.kill()
        return reply

    def warm(self, limits: Limits) -> None:
        """Have the process start what takes long to start; one that is lost over it is replaced like any other."""
        try:
            self._send(protocol.Warm(), time.monotonic() + limits.wall_seconds)
            self._receive(limits, limits.wall_seconds, None)
            self.is_warm = True
        except ProcessLostError:
            self.kill()
        except BaseException:
            self.kill()
            raise

    def _empty_scratch(self) -> None:
        for entry in self._scratch.iterdir():
            if entry.name.startswith(office.PROFILES):
                continue  # LibreOffice is kept running from there
            if entry.is_dir() and not entry.is_symlink():
                shutil.rmtree(entry, ignore_errors=True)
            else:
                entry.unlink(missing_ok=True)

    def _send(self, message: protocol.Request, deadline: float) -> None:
        rest = memoryview(protocol.pack(message))
        watch = select.poll()
        watch.register(self._channel, select.POLLOUT)
        while rest:
            try:
                rest = rest[self._channel.send(rest) :]
            except BlockingIOError:
                self._wait(watch, deadline, self._limits.wall_seconds)
            except OSError as error:
                raise self._lost() from error

    def _receive(self, limits: Limits, seconds: float, progress: Callable[[int, int], None] | None) -> protocol.Reply:
        """Wait for the answer, or for the end of the process itself: a pipe may be held open by a grandchild."""
        deadline = time.monotonic() + seconds
        got = bytearray()
        watch = select.poll()
        watch.register(self._channel, select.POLLIN)
        watch.register(self._end, select.POLLIN)
        ended = False
        while True:
            if (body := _whole_message(got, limits.answer_bytes)) is not None:
                reply = _checked(body)
                if not isinstance(reply, protocol.Progress):
                    return reply
                del got[: protocol.PREFIX.size + len(body)]
                if progress is not None:
                    progress(reply.done, reply.total)
                deadline = time.monotonic() + max(seconds, limits.ocr_wall_seconds_per_page)
                continue
            if ended:
                raise self._lost()
            ready = self._wait(watch, deadline, int(seconds))
            ended = self._end in ready
            try:
                while chunk := self._channel.recv(1 << 20):
                    got += chunk
                    if len(got) > limits.answer_bytes + protocol.PREFIX.size:
                        break
                else:
                    ended = True
            except BlockingIOError:
                pass
            except OSError as error:
                raise self._lost() from error

    def _wait(self, watch: select.poll, deadline: float, seconds: int) -> set[int]:
        left = deadline - time.monotonic()
        ready = watch.poll(left * 1000) if left > 0 else []
        if not ready:
            raise ProcessLostError("reader_timeout", {"seconds": seconds})
        return {number for number, _ in ready}

    def _lost(self) -> ProcessLostError:
        """Say from its exit status why the process is gone."""
        try:
            status = self._process.wait(timeout=5)
        except subprocess.TimeoutExpired:
            return ProcessLostError("reader_crashed", {"signal": "closed its channel"})
        number = -status if status < 0 else status - 128
        if number == signal.SIGXCPU:
            return ProcessLostError("reader_timeout", {"seconds": self._limits.cpu_seconds})
        if number == signal.SIGKILL:
            return ProcessLostError("reader_memory", {"megabytes": self._limits.memory_bytes >> 20})
        name = signal.Signals(number).name if number in set(signal.Signals) else f"exit status {status}"
        return ProcessLostError("reader_crashed", {"signal": name})


def _whole_message(got: bytearray, largest: int) -> bytes | None:
    if len(got) < protocol.PREFIX.size:
        return None
    length = protocol.PREFIX.unpack_from(got)[0]
    if length > largest:
        raise ProcessLostError("reader_crashed", {"signal": "answer too long"})
    body = got[protocol.PREFIX.size : protocol.PREFIX.size + length]
    return bytes(body) if len(body) == length else None


def _checked(body: bytes) -> protocol.Reply:
    try:
        return protocol.replies.decode(body)
    except msgspec.DecodeError as error:
        raise ProcessLostError("reader_crashed", {"signal": "answer not understood"}) from error


def _apart(scratch: Path) -> list[str]:
    """Give the bubblewrap command to start under, where it is installed and works; nothing elsewhere."""
    program = shutil.which("bwrap")
    if program is None or not _works(program):
        return []
    return [program, *_BUBBLE, *_kept_in_sight(), "--bind", str(scratch), str(scratch)]


def _kept_in_sight() -> list[str]:
    """Give what the process runs from and the empty temporary folder would hide."""
    temporary = Path(tempfile.gettempdir()).resolve()
    wanted = {Path(__file__).resolve().parents[2], Path(sys.prefix), Path(sys.base_prefix), *map(Path, sys.path)}
    inside = sorted(str(path) for path in wanted if path.is_absolute() and temporary in path.resolve().parents)
    return [word for path in inside for word in ("--ro-bind-try", path, path)]


_BUBBLE = (
    "--ro-bind",
    "/",
    "/",
    "--dev",
    "/dev",
    "--proc",
    "/proc",
    "--tmpfs",
    "/tmp",  # noqa: S108 - LibreOffice makes its socket there; nobody else sees this one
    "--unshare-net",
    "--unshare-pid",
    "--unshare-ipc",
    "--unshare-uts",
    "--die-with-parent",
)
_verdicts: dict[str, bool] = {}


def _works(program: str) -> bool:
    if program not in _verdicts:
        tried = subprocess.run([program, *_BUBBLE, "true"], capture_output=True, check=False, timeout=10)  # noqa: S603
        _verdicts[program] = tried.returncode == 0
    return _verdicts[program]


def _environment(scratch: Path) -> dict[str, str]:
    kept = {name: os.environ[name] for name in _KEPT_VARIABLES if name in os.environ}
    home = str(scratch)
    return kept | {
        "HOME": home,
        "TMPDIR": home,
        "XDG_RUNTIME_DIR": home,
        "OMP_THREAD_LIMIT": "1",
        "PYTHONNOUSERSITE": "1",
        "PYTHONDONTWRITEBYTECODE": "1",
    }
