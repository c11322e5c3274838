"""The same originals in an S3-compatible store, for more than one machine."""

import hashlib
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path

import obstore
from obstore.exceptions import AlreadyExistsError, BaseError
from obstore.store import from_url

from archive.originals import Kept, Originals, Staged, place_of
from models.errors import NotFound, ServiceDown

_PIECE = 8 << 20
_COPIES = 500


class BucketOriginals(Originals):
    """Originals in an object store, which keeps them at least as safely as a synced file once it has answered.

    They are staged on this machine first, and copies that were read lately stay in a folder of it. Credentials come
    from the environment, under the names that the store's own tools use.
    """

    def __init__(self, url: str, folder: Path, *, min_free_mb: int) -> None:
        super().__init__(folder, min_free_mb=min_free_mb)
        with _answering():
            self._store = from_url(url)

    def add(self, staged: Staged) -> Kept:
        """Keep staged bytes. A name that exists is read back first: it may stand for an earlier, damaged object."""
        key, existed = _key(staged.sha256), False
        with _answering():
            try:
                obstore.put(self._store, key, staged.path, mode="create")
            except AlreadyExistsError:
                existed = self._hash(staged.sha256) == staged.sha256
                if not existed:
                    obstore.put(self._store, key, staged.path, mode="overwrite")
        return Kept(staged.sha256, staged.size, existed)

    def path(self, sha256: str) -> Path:
        """Give the path of a copy on this machine; raises `NotFound` where there is no such original."""
        place = place_of(self.folder, sha256)
        if place.is_file():
            os.utime(place)
            return place
        with _answering(), self.stage(self._pieces(sha256), 1 << 62) as staged:
            if staged.sha256 != sha256:
                raise ServiceDown("original_changed", sha256=sha256)
            super().add(staged)
        self._forget_old_copies(place)
        return place

    def verify(self, sha256: str) -> None:
        """Read the stored bytes once more; raises `ServiceDown` where they are gone or no longer match their name."""
        with _answering():
            try:
                found = self._hash(sha256)
            except NotFound as error:
                raise ServiceDown("original_missing", sha256=sha256) from error
        if found != sha256:
            raise ServiceDown("original_changed", sha256=sha256)

    def names(self) -> Iterator[str]:
        """Give the name of every kept original."""
        with _answering():
            for part in obstore.list(self._store):
                yield from (entry["path"].rpartition("/")[2] for entry in part)

    def remove_orphan(self, sha256: str, older_than: float) -> bool:
        """Remove an original that no document names, if it is older than that moment; tells whether it was."""
        with _answering():
            old = obstore.head(self._store, _key(sha256))["last_modified"] < datetime.fromtimestamp(older_than, UTC)
            if old:
                obstore.delete(self._store, _key(sha256))
        return old

    def _pieces(self, sha256: str) -> Iterator[bytes]:
        try:
            for piece in obstore.get(self._store, _key(sha256)).stream(_PIECE):
                yield bytes(piece)
        except FileNotFoundError as error:
            raise NotFound("document_unknown", name=sha256[:64]) from error

    def _hash(self, sha256: str) -> str:
        digest = hashlib.sha256()
        for piece in self._pieces(sha256):
            digest.update(piece)
        return digest.hexdigest()

    def _forget_old_copies(self, keep: Path) -> None:
        copies = [path for path in self.folder.glob("[0-9a-f][0-9a-f]/*") if path != keep]
        if len(copies) >= _COPIES:
            an_hour_ago = time.time() - 3600
            for path in copies:
                with suppress(FileNotFoundError):
                    if path.stat().st_mtime < an_hour_ago:
                        path.unlink()


def _key(sha256: str) -> str:
    return place_of(Path(), sha256).as_posix()


@contextmanager
def _answering() -> Iterator[None]:
    try:
        yield
    except BaseError as error:
        raise ServiceDown("store_down", reason=type(error).__name__) from error
