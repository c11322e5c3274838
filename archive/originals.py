"""The files as they came in: write-once, named by the SHA-256 of their bytes, in a local folder."""

import hashlib
import os
import shutil
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

import msgspec

from models.errors import NotFound, ServiceDown, UnreadableFile

_PIECE = 1 << 20
_HEX = frozenset("0123456789abcdef")


class Kept(msgspec.Struct, frozen=True):
    """What became of handed-in bytes; `existed` says that the same bytes were here before."""

    sha256: str
    size: int
    existed: bool


class Staged(msgspec.Struct, frozen=True):
    """Bytes that lie on this machine, counted and named, but are not among the originals yet."""

    path: Path
    sha256: str
    size: int


class Originals:
    """Originals in a folder of this machine. Safe for many threads and processes.

    A name stands for its bytes for ever: the file is whole and on disk before it gets its name, and is never written to
    again.
    """

    def __init__(self, folder: Path, *, min_free_mb: int) -> None:
        self.folder = folder.absolute()
        self._min_free = min_free_mb << 20
        self._incoming = self.folder / "incoming"
        self._certain: set[Path] = set()
        with _disk_errors():
            self._make(self._incoming)

    @contextmanager
    def stage(self, chunks: Iterable[bytes], limit: int, name: str = "") -> Iterator[Staged]:
        """Hold the bytes aside while the block runs, on disk already; what is not added by its end is thrown away.

        Raises:
            UnreadableFile: more than `limit` bytes come.
            ServiceDown: the disk is full, or reports an error.

        """
        self._need_room()
        with _disk_errors():
            handle, place = tempfile.mkstemp(dir=self._incoming)
        path = Path(place)
        try:
            try:
                staged = _write(handle, path, chunks, limit, name)
            finally:
                os.close(handle)
            yield staged
        finally:
            with suppress(FileNotFoundError):
                path.unlink()

    def add(self, staged: Staged) -> Kept:
        """Keep staged bytes: once this returns, they and their name survive a power cut."""
        target = place_of(self.folder, staged.sha256)
        with _disk_errors():
            self._make(target.parent)
            if self._holds(target, staged):
                return Kept(staged.sha256, staged.size, existed=True)
            staged.path.chmod(0o440)
            staged.path.rename(target)
            _sync(target.parent)
        return Kept(staged.sha256, staged.size, existed=False)

    def keep(self, chunks: Iterable[bytes], limit: int, name: str = "") -> Kept:
        """Keep the bytes: once this returns, they and their name survive a power cut. Raises as `stage` and `add` do."""
        with self.stage(chunks, limit, name) as staged:
            return self.add(staged)

    def path(self, sha256: str) -> Path:
        """Give the path under which the bytes can be read, never written.

        Raises:
            NotFound: `sha256` names no kept original.

        """
        place = place_of(self.folder, sha256)
        if not place.is_file():
            raise NotFound("document_unknown", name=sha256[:64])
        return place

    def open(self, sha256: str) -> BinaryIO:
        """Open the bytes for reading; raises `NotFound` as `path` does."""
        return self.path(sha256).open("rb")

    def verify(self, sha256: str) -> None:
        """Read the bytes once more; raises `ServiceDown` where they are gone or no longer match their name."""
        try:
            with place_of(self.folder, sha256).open("rb") as file:
                found = hashlib.file_digest(file, "sha256").hexdigest()
        except OSError as error:
            raise ServiceDown("original_missing", sha256=sha256) from error
        if found != sha256:
            raise ServiceDown("original_changed", sha256=sha256)

    def names(self) -> Iterator[str]:
        """Give the name of every kept original, in order."""
        for first in sorted(self.folder.glob("[0-9a-f][0-9a-f]")):
            yield from sorted(path.name for path in first.iterdir() if _is_name(path.name))

    def tidy(self, older_than: float) -> int:
        """Throw away what interrupted uploads left behind before the moment `older_than`; gives how many."""
        left = [path for path in self._incoming.iterdir() if path.stat().st_mtime < older_than]
        for path in left:
            path.unlink(missing_ok=True)
        return len(left)

    def remove_orphan(self, sha256: str, older_than: float) -> bool:
        """Remove an original that no document names, if it is older than that moment; tells whether it was."""
        place = place_of(self.folder, sha256)
        old = place.stat().st_mtime < older_than
        if old:
            place.unlink()
        return old

    def _holds(self, target: Path, staged: Staged) -> bool:
        # A name that exists proves little: an earlier attempt may have been cut off before its bytes were on disk, so
        # they are compared and synced once more. Damaged ones are replaced by the good bytes at hand.
        try:
            with target.open("rb") as file:
                if hashlib.file_digest(file, "sha256").hexdigest() != staged.sha256:
                    return False
                os.fsync(file.fileno())
        except FileNotFoundError:
            return False
        _sync(target.parent)
        return True

    def _make(self, folder: Path) -> None:
        # A folder made by a process that was cut off may not be on disk yet either: once per process, it is synced.
        if folder in self._certain:
            return
        folder.mkdir(mode=0o750, parents=True, exist_ok=True)
        for place in (folder, *folder.parents):
            if place == self.folder.parent:
                break
            _sync(place.parent)
        self._certain.add(folder)

    def _need_room(self) -> None:
        free = shutil.disk_usage(self._incoming).free
        if free < self._min_free:
            raise ServiceDown("disk_full", free_mb=free >> 20, needed_mb=self._min_free >> 20)


def place_of(folder: Path, sha256: str) -> Path:
    """Give the path of an original below the folder of originals; raises `NotFound` for what cannot be a name."""
    if not _is_name(sha256):
        raise NotFound("document_unknown", name=sha256[:64])
    return folder / sha256[:2] / sha256


def _write(handle: int, path: Path, chunks: Iterable[bytes], limit: int, name: str) -> Staged:
    digest, size = hashlib.sha256(), 0
    for chunk in chunks:
        size += len(chunk)
        if size > limit:
            raise UnreadableFile("file_too_large", name=name, megabytes=size >> 20, limit=limit >> 20)
        digest.update(chunk)
        with _disk_errors():
            view = memoryview(chunk)
            while view:
                view = view[os.write(handle, view) :]
    with _disk_errors():
        os.fsync(handle)
    return Staged(path, digest.hexdigest(), size)


def _sync(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


@contextmanager
def _disk_errors() -> Iterator[None]:
    # After a failed fsync the kernel may have dropped the bytes: nothing is tried again on the same file.
    try:
        yield
    except OSError as error:
        raise ServiceDown("original_not_kept", reason=error.strerror or type(error).__name__) from error


def _is_name(text: str) -> bool:
    return len(text) == 64 and _HEX.issuperset(text)
