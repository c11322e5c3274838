"""A copy of the whole record, made while everything goes on, and a record made from such a copy."""

import os
import shutil
import sqlite3
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from archive import Archive
from archive.database import FILE
from archive.originals import place_of
from archive.settings import ArchiveSettings
from models.errors import InputError, NotFound, WrongUse

ORIGINALS = "originals"
_PIECE = 1 << 20


def backup(archive: Archive, target: Path, progress: Callable[[int], None] = lambda _: None) -> int:
    """Copy catalogue and originals into a new or empty folder; gives how many originals it holds.

    The catalogue is copied as of one moment and the originals after it: every file it names was kept by then. It is
    put in its place last, so a folder that holds a catalogue is a whole backup.

    Raises:
        InputError: the folder is not empty, or an original is gone or damaged.
        WrongUse: the record lives on servers, which have their own tools for this.

    """
    _must_be_local(archive.settings)
    with _draft(target) as draft:
        _copy_catalogue(archive.settings.data_dir / FILE, draft / FILE)
        return _copy_originals(archive.settings, archive.settings.data_dir / ORIGINALS, draft, progress)


def restore(source: Path, settings: ArchiveSettings, progress: Callable[[int], None] = lambda _: None) -> int:
    """Make the data folder that the settings name from a backup; gives how many originals it holds.

    Every original is compared with its name on the way. The search index is no part of a backup: rebuild it afterwards.

    Raises:
        InputError: the data folder is not empty, or the backup is damaged; then nothing was restored.
        WrongUse: the record is to live on servers, which have their own tools for this.

    """
    _must_be_local(settings)
    if not (source / FILE).is_file():
        raise InputError("backup_damaged", reason=f"{source / FILE} is missing")
    with _draft(settings.data_dir) as draft:
        _copy_catalogue(source / FILE, draft / FILE, at_rest=True)
        return _copy_originals(settings, source / ORIGINALS, draft, progress)


def _copy_originals(settings: ArchiveSettings, source: Path, draft: Path, progress: Callable[[int], None]) -> int:
    copied = 0
    with Archive.open(settings.model_copy(update={"data_dir": draft})) as copy:
        for sha256 in copy.catalogue.sha256s():
            try:
                kept = copy.originals.keep(_pieces(place_of(source, sha256)), 1 << 62)
            except (OSError, NotFound) as error:
                raise InputError("backup_damaged", reason=f"{sha256}: {type(error).__name__}") from error
            if kept.sha256 != sha256:
                raise InputError("backup_damaged", reason=f"the bytes of {sha256} have changed")
            copied += 1
            progress(copied)
    return copied


def _copy_catalogue(source: Path, target: Path, *, at_rest: bool = False) -> None:
    mode = "immutable=1" if at_rest else "mode=ro"  # a backup may lie where nothing can be written
    try:
        with (
            closing(sqlite3.connect(f"{source.absolute().as_uri()}?{mode}", uri=True)) as old,
            closing(sqlite3.connect(target)) as new,
        ):
            old.backup(new)
            found = new.execute("PRAGMA integrity_check").fetchone()[0]
    except sqlite3.Error as error:
        raise InputError("backup_damaged", reason=str(error)) from error
    if found != "ok":
        raise InputError("backup_damaged", reason=str(found)[:200])


@contextmanager
def _draft(folder: Path) -> Iterator[Path]:
    """Give a folder inside `folder`, which takes the draft's content at the end, or is left as empty as it was."""
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise InputError("backup_not_empty", name=str(folder))
    folder.mkdir(parents=True, exist_ok=True)
    draft = Path(tempfile.mkdtemp(prefix=".draft-", dir=folder))
    try:
        yield draft
        (draft / ORIGINALS).rename(folder / ORIGINALS)
        (draft / FILE).rename(folder / FILE)
    finally:
        shutil.rmtree(draft, ignore_errors=True)
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _pieces(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while piece := file.read(_PIECE):
            yield piece


def _must_be_local(settings: ArchiveSettings) -> None:
    if settings.database_url:
        raise WrongUse("backup_remote", what="PostgreSQL")
    if settings.originals_url:
        raise WrongUse("backup_remote", what="an object store")
