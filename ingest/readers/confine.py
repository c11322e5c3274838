"""Take from the calling process what a reader does not need: network, files, memory, time, privileges.

Linux only, by system calls and without any privilege: a network namespace of its own, Landlock (files may be read only
where programs, fonts and this package lie, and written only in the scratch folder) and resource limits. Whatever the
kernel does not offer is left out, and the returned words say what stands.
"""

import ctypes
import os
import resource
import signal
import socket
import struct
import sys
from pathlib import Path

from ingest.readers.limits import Limits

_CLONE_NEWNET, _CLONE_NEWUSER = 0x40000000, 0x10000000
_PR_SET_PDEATHSIG, _PR_SET_DUMPABLE, _PR_SET_NO_NEW_PRIVS = 1, 4, 38
# The same numbers on every architecture that has Landlock.
_LANDLOCK_CREATE, _LANDLOCK_ADD, _LANDLOCK_RESTRICT = 444, 445, 446
_EXECUTE, _WRITE_FILE, _READ_FILE, _READ_DIR = 1, 2, 4, 8
_MAKE_SOCKET = 1 << 9
_READING = _EXECUTE | _READ_FILE | _READ_DIR
_FILE_RIGHTS = {1: (1 << 13) - 1, 2: (1 << 14) - 1}
_FILE_RIGHTS_SINCE_3 = (1 << 15) - 1
_TCP_BIND_AND_CONNECT = 3
_PROGRAMS = (
    "/usr",
    "/lib",
    "/lib64",
    "/lib32",
    "/bin",
    "/sbin",
    "/etc/fonts",
    "/etc/ld.so.cache",
    "/etc/libreoffice",
    "/etc/locale.alias",
    "/var/lib/libreoffice",
    "/var/spool/libreoffice",
    "/etc/localtime",
    "/etc/passwd",
    "/etc/nsswitch.conf",
    "/etc/ssl/openssl.cnf",
    "/etc/java-17-openjdk",
    "/etc/alternatives",
    "/etc/papersize",
    "/etc/mime.types",
    "/var/cache/fontconfig",
    "/proc",
    "/sys/devices/system/cpu",
    "/opt",
)
_DEVICES = ("/dev/null", "/dev/zero", "/dev/urandom", "/dev/random")

_libc = ctypes.CDLL(None, use_errno=True)


def confine(limits: Limits, scratch: Path) -> str:
    """Confine this process for good and give, in words, what keeps it apart."""
    _libc.prctl(_PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
    _libc.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)
    network = _leave_the_network()
    files = _restrict_files(scratch)
    _libc.prctl(_PR_SET_DUMPABLE, 0, 0, 0, 0)
    hard = max(limits.memory_bytes, limits.office_memory_bytes)
    _limit(resource.RLIMIT_AS, limits.memory_bytes, hard)
    _limit(resource.RLIMIT_FSIZE, limits.written_bytes, limits.written_bytes)
    _limit(resource.RLIMIT_NOFILE, limits.open_files, max(limits.open_files, 1024))
    _limit(resource.RLIMIT_CORE, 0, 0)
    return f"{network}, {files}, limits on memory, CPU time, open files and file size"


def allow_seconds(seconds: float) -> None:
    """Let this process use `seconds` more of CPU time than it has used by now, and be killed after that."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    _limit(resource.RLIMIT_CPU, int(used.ru_utime + used.ru_stime + seconds) + 1, None)


def _limit(kind: int, soft: int, hard: int | None) -> None:
    ceiling = resource.getrlimit(kind)[1]
    wanted = ceiling if hard is None else hard
    if ceiling != resource.RLIM_INFINITY:
        wanted = ceiling if wanted == resource.RLIM_INFINITY else min(wanted, ceiling)
        soft = min(soft, ceiling)
    resource.setrlimit(kind, (soft, wanted))


def _leave_the_network() -> str:
    if not _sees_a_network():
        return "no network"
    user, group = os.getuid(), os.getgid()
    # Root keeps its user namespace: in a new one it could no longer read files that belong to others.
    if user == 0 and _libc.unshare(_CLONE_NEWNET) == 0:
        return "no network (namespace)"
    if _libc.unshare(_CLONE_NEWUSER | _CLONE_NEWNET) != 0:
        return "network not cut off"
    try:
        Path("/proc/self/setgroups").write_text("deny")
        Path("/proc/self/uid_map").write_text(f"{user} {user} 1")
        Path("/proc/self/gid_map").write_text(f"{group} {group} 1")
    except OSError:
        return "no network (namespace without user map)"
    return "no network (namespace)"


def _sees_a_network() -> bool:
    return any(name != "lo" for _, name in socket.if_nameindex())


def _restrict_files(scratch: Path) -> str:
    version = _libc.syscall(_LANDLOCK_CREATE, None, 0, 1)
    if version < 1:
        return "files not restricted"
    rights = _FILE_RIGHTS.get(version, _FILE_RIGHTS_SINCE_3)
    rules = struct.pack("<Q", rights) + (struct.pack("<Q", _TCP_BIND_AND_CONNECT) if version >= 4 else b"")
    ruleset = _libc.syscall(_LANDLOCK_CREATE, rules, len(rules), 0)
    if ruleset < 0:
        return "files not restricted"
    try:
        package = Path(__file__).resolve().parents[2]
        reading = {
            *_PROGRAMS,
            sys.prefix,
            sys.base_prefix,
            sys.exec_prefix,
            *(str(package / room) for room in ("ingest", "models")),
        }
        reading |= {entry for entry in sys.path if entry and Path(entry) != package and Path(entry).exists()}
        for entry in reading:
            _allow(ruleset, entry, _READING)
        for device in _DEVICES:
            _allow(ruleset, device, _READ_FILE | _WRITE_FILE)
        _allow(ruleset, str(scratch), rights)
        _allow(ruleset, "/tmp", _MAKE_SOCKET)  # noqa: S108 - LibreOffice makes its socket there and nowhere else
        if _libc.syscall(_LANDLOCK_RESTRICT, ruleset, 0) != 0:
            return "files not restricted"
    finally:
        os.close(ruleset)
    return "files restricted (Landlock)"


def _allow(ruleset: int, path: str, rights: int) -> None:
    try:
        target = os.open(path, os.O_PATH | os.O_CLOEXEC)
    except OSError:
        return
    try:
        if not Path(path).is_dir():
            rights &= _EXECUTE | _WRITE_FILE | _READ_FILE
        _libc.syscall(_LANDLOCK_ADD, ruleset, 1, struct.pack("<Qi", rights, target), 0)
    finally:
        os.close(target)
