"""Batches: a ZIP of documents, opened member by member without trusting anything it says about itself.

A member's name is data and never becomes a path; sizes are counted while the bytes come out of the decompressor.
"""

import stat
import unicodedata
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import msgspec

from ingest.readers import kinds
from ingest.readers.limits import Limits
from models.errors import UnreadableFile

_CHUNK = 1 << 16
_ENCRYPTED = 0x1
_UTF8_NAME = 0x800
_LITTER = ("__MACOSX/", ".DS_Store", "Thumbs.db", "desktop.ini")
_RATIO_COUNTS_FROM = 1 << 20


class Member(msgspec.Struct, frozen=True):
    """A file of a batch: the name it came under and, each time it is asked, its bytes piece by piece.

    The pieces raise `UnreadableFile` as soon as a bound is passed or the data is damaged.
    """

    name: str
    chunks: Callable[[], Iterator[bytes]]


def is_batch(path: Path, name: str) -> bool:
    """Tell a ZIP of documents from a document that is itself a ZIP (Word, ODT, UDF, EYP)."""
    return kinds.is_zip(path) and kinds.extension(name) not in kinds.EXTENSIONS


def members(path: Path, name: str, limits: Limits) -> Iterator[Member]:
    """Give the files of the ZIP at `path`, which came as `name`, in its own order.

    The whole list is judged before the first member is given: too many entries, names that point outside, passwords,
    a ZIP inside and absurd sizes refuse the batch as a whole.
    """
    try:
        archive = zipfile.ZipFile(path)
    except Exception as error:
        raise UnreadableFile("zip_damaged", name=name) from error
    with archive:
        entries = archive.infolist()
        if len(entries) > limits.zip_entries:
            raise UnreadableFile("zip_too_many_entries", name=name, entries=len(entries), limit=limits.zip_entries)
        wanted = [e for e in entries if not e.filename.endswith("/") and not _is_litter(e.filename)]
        names = [_judged(entry, name, limits) for entry in wanted]
        if not wanted:
            raise UnreadableFile("zip_empty", name=name)
        if sum(entry.file_size for entry in wanted) > limits.zip_bytes:
            raise UnreadableFile("zip_unpacks_too_large", name=name, limit=limits.zip_bytes >> 20)
        spent = _Spent(name, limits)
        for entry, plain in zip(wanted, names, strict=True):
            yield Member(plain, _opener(archive, entry, spent))


class _Spent:
    """What the members of one batch have unpacked to so far, together."""

    def __init__(self, name: str, limits: Limits) -> None:
        self._name, self._limits = name, limits
        self._largest: dict[int, int] = {}

    def count(self, entry: zipfile.ZipInfo, size: int) -> None:
        self._largest[entry.header_offset] = max(size, self._largest.get(entry.header_offset, 0))
        if size > _RATIO_COUNTS_FROM and size > self._limits.zip_ratio * max(entry.compress_size, 1):
            raise UnreadableFile("zip_bomb", name=self._name, ratio=self._limits.zip_ratio)
        if sum(self._largest.values()) > self._limits.zip_bytes:
            raise UnreadableFile("zip_unpacks_too_large", name=self._name, limit=self._limits.zip_bytes >> 20)

    def damaged(self) -> UnreadableFile:
        return UnreadableFile("zip_damaged", name=self._name)


def _opener(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, spent: _Spent) -> Callable[[], Iterator[bytes]]:
    def chunks() -> Iterator[bytes]:
        size = 0
        try:
            with archive.open(entry) as part:
                while chunk := part.read(_CHUNK):
                    size += len(chunk)
                    spent.count(entry, size)
                    yield chunk
        except UnreadableFile:
            raise
        except Exception as error:
            raise spent.damaged() from error

    return chunks


def _judged(entry: zipfile.ZipInfo, name: str, limits: Limits) -> str:
    """Give the plain name of a member that may be opened."""
    shown = _decoded(entry)
    parts = shown.replace("\\", "/").split("/")
    if (
        ".." in parts
        or not parts[-1]
        or shown.startswith(("/", "\\"))
        or shown[1:2] == ":"
        or "\x00" in entry.orig_filename
    ):
        raise UnreadableFile("zip_unsafe_name", name=name, member=shown[:200])
    if stat.S_ISLNK(entry.external_attr >> 16):
        raise UnreadableFile("zip_unsafe_name", name=name, member=shown[:200])
    if entry.flag_bits & _ENCRYPTED:
        raise UnreadableFile("zip_encrypted", name=name)
    if kinds.extension(shown) == "zip":
        raise UnreadableFile("zip_nested", name=name, member=shown[:200])
    if entry.file_size > _RATIO_COUNTS_FROM and entry.file_size > limits.zip_ratio * max(entry.compress_size, 1):
        raise UnreadableFile("zip_bomb", name=name, ratio=limits.zip_ratio)
    return parts[-1]


def _decoded(entry: zipfile.ZipInfo) -> str:
    """Give a member's name; Windows writes Turkish ones in code page 857 without saying so."""
    if entry.flag_bits & _UTF8_NAME:
        return unicodedata.normalize("NFC", entry.filename)
    raw = entry.filename.encode("cp437", "replace")
    for encoding in ("utf-8", "cp857"):
        try:
            return unicodedata.normalize("NFC", raw.decode(encoding))
        except UnicodeDecodeError:
            continue
    return entry.filename


def _is_litter(filename: str) -> bool:
    return filename.startswith(_LITTER[0]) or filename.rsplit("/", 1)[-1] in _LITTER[1:]
