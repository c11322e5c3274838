"""LibreOffice as a converter: one process kept ready for the life of a reader, its profile private, macros off.

A start costs most of a second, a conversion a fiftieth: so the process is kept, and asked over the same socket by which
LibreOffice's own launcher hands a file to a process that already runs. It stays because it holds an empty document open.
"""

import atexit
import contextlib
import hashlib
import os
import resource
import shutil
import socket
import subprocess
import tempfile
import time
from pathlib import Path

from ingest.readers.limits import Limits
from models.errors import UnreadableFile

PROFILES = "office-"  # a profile's folder in the scratch folder: kept between files
DOCX = "docx:MS Word 2007 XML"
PDF = "pdf:writer_pdf_Export"

_STARTS = 64  # profiles one reader process may use up
_CONVERSIONS = 40  # then a fresh process: memory creeps
_SECONDS_TO_START = 25.0
_CPU_SECONDS = 300
_RESTART = 81  # its first start makes the profile and asks to be started again
_GREETING, _DONE = b"InternalIPC::SendArguments\0", b"InternalIPC::ProcessingDone\0"
_PLACES = ("/usr/lib/libreoffice/program", "/usr/lib64/libreoffice/program", "/opt/libreoffice/program")
_SETTINGS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema"
 xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="MacroSecurityLevel" oor:op="fuse">
<value>3</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="DisableMacrosExecution" oor:op="fuse">
<value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Writer/Content/Update"><prop oor:name="Link" oor:op="fuse">
<value>0</value></prop></item>
<item oor:path="/org.openoffice.Office.Writer/Content/Update"><prop oor:name="Field" oor:op="fuse">
<value>false</value></prop></item>
</oor:items>
"""


class OfficeFailed(Exception):
    """LibreOffice crashed, hung or wrote nothing; `reason` says which."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def program() -> Path | None:
    """Give the LibreOffice program of this machine, or None."""
    found = shutil.which("soffice") or shutil.which("libreoffice")
    folders = [*([Path(found).resolve().parent] if found else []), *(Path(place) for place in _PLACES)]
    return next((folder / "soffice.bin" for folder in folders if (folder / "soffice.bin").exists()), None)


def convert(source: Path, to: str, limits: Limits) -> Path:
    """Give the file that LibreOffice makes of `source` in the format `to` (`DOCX` or `PDF`), in a folder beside it.

    Raises `OfficeFailed`, or `UnreadableFile` (`office_missing`) where LibreOffice is not installed.
    """
    return _office().convert(source, to, limits)


def warm(limits: Limits) -> None:
    """Start LibreOffice, where it is installed, and have it draw a page, which loads all that drawing needs."""
    if program() is None:
        return
    scratch = Path(tempfile.mkdtemp(prefix="warm-"))
    try:
        (scratch / "page.html").write_text("<!doctype html><p>Karar</p>", encoding="utf-8")
        convert(scratch / "page.html", PDF, limits)
    except OfficeFailed:
        pass  # the first file finds out why
    finally:
        shutil.rmtree(scratch, ignore_errors=True)


def stop() -> None:
    """End LibreOffice, where it runs; the next file starts it again."""
    while _ready:
        _ready.pop().stop()


def socket_of(profile: Path) -> Path:
    """Give the socket in /tmp that LibreOffice makes for a profile, and may not remove when it is confined."""
    digest = hashlib.md5(f"file://{profile}".encode("utf-16-le"), usedforsecurity=False).digest()
    return Path(f"/tmp/OSL_PIPE_{os.getuid()}_SingleOfficeIPC_{''.join(f'{byte:x}' for byte in digest)}")  # noqa: S108


def remove_sockets(scratch: Path) -> None:
    """Remove what the processes of a reader that is gone left in /tmp; for the pool, which is not confined."""
    for number in range(_STARTS):
        socket_of(scratch / f"{PROFILES}{number}").unlink(missing_ok=True)


class _Office:
    def __init__(self, binary: Path, scratch: Path) -> None:
        self._binary, self._scratch = binary, scratch
        self._process: subprocess.Popen[bytes] | None = None
        self._socket = scratch
        self._starts = 0
        self._conversions = 0

    def convert(self, source: Path, to: str, limits: Limits) -> Path:
        into = source.parent / "converted"
        into.mkdir(exist_ok=True)
        made = into / f"{source.stem}.{to.partition(':')[0]}"
        made.unlink(missing_ok=True)
        deadline = time.monotonic() + limits.office_wall_seconds
        if self._process is None or self._process.poll() is not None or self._conversions >= _CONVERSIONS:
            self.stop()
            self._start(limits, deadline)
        self._conversions += 1
        try:
            self._ask(["--headless", "--convert-to", to, "--outdir", str(into), str(source)], deadline)
        except OfficeFailed:
            self.stop()
            raise
        if not made.exists() or not made.stat().st_size:
            raise OfficeFailed("no output")
        return made

    def stop(self) -> None:
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            self._process = None
            profile = self._scratch / f"{PROFILES}{self._starts - 1}"
            with contextlib.suppress(OSError):  # confined, it is left to the pool
                socket_of(profile).unlink(missing_ok=True)

    def _start(self, limits: Limits, deadline: float) -> None:
        for _ in range(3):
            profile = self._next_profile()
            self._process = self._spawn(profile, limits)
            if self._stands(socket_of(profile), min(deadline, time.monotonic() + _SECONDS_TO_START)):
                self._conversions = 0
                return
            status = self._process.poll()
            self.stop()
            if status != _RESTART:
                raise OfficeFailed("timeout" if status is None else f"status {status}")
        raise OfficeFailed("start")

    def _next_profile(self) -> Path:
        """Give a profile under a name not used before: its socket may still stand."""
        if self._starts >= _STARTS:
            raise OfficeFailed("too many restarts")
        profile = self._scratch / f"{PROFILES}{self._starts}"
        before = self._scratch / f"{PROFILES}{self._starts - 1}"
        self._starts += 1
        shutil.rmtree(profile, ignore_errors=True)
        if before.exists():
            before.rename(profile)
        else:
            (profile / "user").mkdir(parents=True)
            (profile / "user" / "registrymodifications.xcu").write_text(_SETTINGS, encoding="utf-8")
        return profile

    def _spawn(self, profile: Path, limits: Limits) -> "subprocess.Popen[bytes]":
        temporary = profile / "tmp"  # not the scratch folder, which is emptied under it after every file
        temporary.mkdir(exist_ok=True)
        process = subprocess.Popen(  # noqa: S603 - the program found above, and our own arguments
            [
                self._binary,
                f"-env:UserInstallation=file://{profile}",
                "--headless",
                "--norestore",
                "--nologo",
                "--nolockcheck",
                "private:factory/swriter",
            ],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            cwd=profile,
            env={
                **os.environ,
                "HOME": str(profile),
                "TMPDIR": str(temporary),
                "OSL_SOCKET_PATH": str(self._scratch),
                "SAL_USE_VCLPLUGIN": "svp",
            },
        )
        hard = resource.getrlimit(resource.RLIMIT_AS)[1]
        memory = limits.office_memory_bytes
        memory = memory if hard == resource.RLIM_INFINITY else min(memory, hard)
        resource.prlimit(process.pid, resource.RLIMIT_AS, (memory, hard))
        seconds = resource.getrlimit(resource.RLIMIT_CPU)[1]
        allowed = _CPU_SECONDS if seconds == resource.RLIM_INFINITY else min(_CPU_SECONDS, seconds)
        resource.prlimit(process.pid, resource.RLIMIT_CPU, (allowed, seconds))
        return process

    def _stands(self, path: Path, deadline: float) -> bool:
        """Wait until the process answers at its socket; False once it has ended or the time is over."""
        assert self._process is not None
        while time.monotonic() < deadline and self._process.poll() is None:
            for place in (path, self._scratch / path.name):
                with contextlib.suppress(OSError), self._connected(place, deadline):
                    self._socket = place
                    return True
            with contextlib.suppress(subprocess.TimeoutExpired):
                self._process.wait(0.02)
        return False

    def _connected(self, path: Path, deadline: float) -> socket.socket:
        channel = socket.socket(socket.AF_UNIX)
        try:
            channel.settimeout(max(deadline - time.monotonic(), 0.1))
            channel.connect(str(path))
            if channel.recv(len(_GREETING), socket.MSG_WAITALL) != _GREETING:
                raise OSError("not the office")  # noqa: TRY301 - closes the channel below
        except BaseException:
            channel.close()
            raise
        return channel

    def _ask(self, arguments: list[str], deadline: float) -> None:
        escaped = [argument.replace("\\", "\\\\").replace(",", "\\,") for argument in arguments]
        message = f"InternalIPC::Arguments1file://{self._scratch}," + ",".join(escaped)
        try:
            with self._connected(self._socket, deadline) as channel:
                channel.sendall(message.encode() + b"\0")
                answer = channel.recv(len(_DONE), socket.MSG_WAITALL)
        except TimeoutError as error:
            raise OfficeFailed("timeout") from error
        except OSError as error:
            raise OfficeFailed("crash") from error
        if answer != _DONE:
            raise OfficeFailed("crash")


_ready: list[_Office] = []


def _office() -> _Office:
    if not _ready:
        binary = program()
        if binary is None:
            raise UnreadableFile("office_missing")
        scratch = Path(os.environ.get("TMPDIR", "/tmp"))  # noqa: S108 - the scratch folder of a reader process
        _ready.append(_Office(binary, scratch))
        atexit.register(stop)
    return _ready[0]
