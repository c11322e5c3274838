"""Originals: kept once, bit for bit, and on disk before anybody is told so."""

import errno
import hashlib
import os
import random
import shutil
from collections import namedtuple
from collections.abc import Iterator
from pathlib import Path

import pytest

from archive.bucket import BucketOriginals
from archive.originals import Originals
from models.errors import NotFound, ServiceDown, UnreadableFile

BYTES = b"Karar No: 412\n" * 1000


@pytest.fixture
def originals(tmp_path: Path) -> Originals:
    return Originals(tmp_path / "originals", min_free_mb=0)


@pytest.fixture(params=["folder", "object store"])
def either(request: pytest.FixtureRequest, tmp_path: Path) -> Originals:
    """Give originals in a folder, and in an object store (the store client's own, kept in a folder)."""
    if request.param == "folder":
        return Originals(tmp_path / "originals", min_free_mb=0)
    (tmp_path / "bucket").mkdir()
    return BucketOriginals((tmp_path / "bucket").as_uri(), tmp_path / "copies", min_free_mb=0)


def stored(originals: Originals, sha256: str) -> Path:
    """Give the file that holds an original in truth, wherever that is."""
    folder = originals.folder.parent / "bucket"
    return (folder if folder.is_dir() else originals.folder) / sha256[:2] / sha256


def test_what_is_kept_is_given_back_bit_for_bit(either: Originals) -> None:
    kept = either.keep([BYTES[:500], b"", BYTES[500:]], 1 << 20)

    assert kept.sha256 == hashlib.sha256(BYTES).hexdigest()
    with either.open(kept.sha256) as file:
        assert file.read() == BYTES
    assert (kept.size, kept.existed) == (len(BYTES), False)
    assert list(either.names()) == [kept.sha256]


def test_the_same_bytes_are_kept_once(either: Originals) -> None:
    first = either.keep([BYTES], 1 << 20)
    again = either.keep([BYTES], 1 << 20)

    assert again.existed
    assert list(either.names()) == [first.sha256]


def test_nobody_may_write_to_an_original(originals: Originals) -> None:
    path = originals.path(originals.keep([BYTES], 1 << 20).sha256)

    assert path.stat().st_mode & 0o777 == 0o440


def test_more_bytes_than_the_limit_leave_nothing_behind(either: Originals) -> None:
    with pytest.raises(UnreadableFile, match="file_too_large"):
        either.keep([b"x" * 600, b"x" * 600], 1000, "büyük.pdf")

    assert [path for path in either.folder.parent.rglob("*") if path.is_file()] == []


def test_an_upload_that_breaks_off_leaves_nothing_behind(originals: Originals) -> None:
    def broken() -> Iterator[bytes]:
        yield b"half"
        raise ConnectionError

    with pytest.raises(ConnectionError):
        originals.keep(broken(), 1000)

    assert [path for path in originals.folder.rglob("*") if path.is_file()] == []


@pytest.mark.parametrize("name", ["", "..", "../../etc/passwd", "A" * 64, "a" * 63, "a" * 64 + "\0"])
def test_only_a_hash_names_an_original(either: Originals, name: str) -> None:
    with pytest.raises(NotFound):
        either.path(name)


def test_a_full_disk_is_said_before_anything_is_written(originals: Originals, monkeypatch: pytest.MonkeyPatch) -> None:
    usage = namedtuple("usage", "total used free")
    monkeypatch.setattr(shutil, "disk_usage", lambda _: usage(100 << 30, 99 << 30, 5 << 20))
    crowded = Originals(originals.folder, min_free_mb=10)

    with pytest.raises(ServiceDown) as refused:
        crowded.keep([BYTES], 1 << 20)

    assert (refused.value.code, refused.value.status) == ("disk_full", 507)


class Recorder:
    """Records the system calls that matter for durability, in order, by what they touch."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.calls: list[tuple[str, str]] = []
        self.failing: int | None = None
        real_fsync, real_rename = os.fsync, Path.rename

        def fsync(handle: int) -> None:
            name = Path(f"/proc/self/fd/{handle}").readlink()
            self.calls.append(("fsync", name.name))
            if self.failing is not None:
                self.failing -= 1
                if self.failing == 0:
                    raise OSError(errno.EIO, "Input/output error")
            real_fsync(handle)

        def rename(path: Path, target: Path) -> Path:
            self.calls.append(("rename", target.name))
            return real_rename(path, target)

        monkeypatch.setattr(os, "fsync", fsync)
        monkeypatch.setattr(Path, "rename", rename)


def test_bytes_are_synced_before_the_name_and_the_name_before_the_answer(
    originals: Originals, monkeypatch: pytest.MonkeyPatch
) -> None:
    originals.keep([b"first"], 1 << 20)
    recorder = Recorder(monkeypatch)

    sha256 = originals.keep([BYTES], 1 << 20).sha256

    assert recorder.calls[0][0] == "fsync"
    assert recorder.calls[0][1].startswith("tmp")
    renamed = recorder.calls.index(("rename", sha256))
    assert recorder.calls[renamed + 1 :] == [("fsync", sha256[:2])]


def test_bytes_that_were_here_before_are_read_and_synced_once_more(
    originals: Originals, monkeypatch: pytest.MonkeyPatch
) -> None:
    sha256 = originals.keep([BYTES], 1 << 20).sha256
    recorder = Recorder(monkeypatch)

    assert originals.keep([BYTES], 1 << 20).existed
    assert recorder.calls[-2:] == [("fsync", sha256), ("fsync", sha256[:2])]


@pytest.mark.parametrize("damage", [b"", BYTES[:-1], b"Y" + BYTES[1:]], ids=["emptied", "cut off", "one byte changed"])
def test_a_damaged_original_is_replaced_by_the_good_bytes_at_hand(either: Originals, damage: bytes) -> None:
    path = stored(either, either.keep([BYTES], 1 << 20).sha256)
    path.chmod(0o640)
    path.write_bytes(damage)

    kept = either.keep([BYTES], 1 << 20)

    assert not kept.existed
    either.verify(kept.sha256)


@pytest.mark.parametrize("nth", [1, 2, 3])
def test_a_failed_sync_is_never_answered_as_kept_and_the_retry_trusts_nothing(
    originals: Originals, monkeypatch: pytest.MonkeyPatch, nth: int
) -> None:
    recorder = Recorder(monkeypatch)
    recorder.failing = nth

    with pytest.raises(ServiceDown, match="original_not_kept"):
        originals.keep([BYTES], 1 << 20)
    recorder.failing = None
    recorder.calls.clear()
    kept = originals.keep([BYTES], 1 << 20)

    originals.verify(kept.sha256)
    assert ("fsync", kept.sha256[:2]) in recorder.calls
    assert recorder.calls[-1] == ("fsync", kept.sha256[:2])
    assert list((originals.folder / "incoming").iterdir()) == []


def test_every_flipped_bit_is_found_and_no_clean_file_is_accused(either: Originals) -> None:
    chance = random.Random(7)
    names = [either.keep([f"karar {i}".encode() * 50], 1 << 20).sha256 for i in range(60)]
    damaged = set(names[::2])
    for name in damaged:
        path = stored(either, name)
        content = bytearray(path.read_bytes())
        content[chance.randrange(len(content))] ^= 1 << chance.randrange(8)
        path.chmod(0o640)
        path.write_bytes(content)

    def accused(name: str) -> str | None:
        try:
            either.verify(name)
        except ServiceDown as error:
            return error.code
        return None

    assert {name: accused(name) for name in names} == {
        name: "original_changed" if name in damaged else None for name in names
    }


def test_an_original_that_is_gone_is_said_to_be_missing(either: Originals) -> None:
    sha256 = either.keep([BYTES], 1 << 20).sha256
    stored(either, sha256).unlink()

    with pytest.raises(ServiceDown, match="original_missing"):
        either.verify(sha256)
    with pytest.raises(NotFound):
        either.path(sha256)


def test_only_an_old_orphan_is_removed(either: Originals) -> None:
    sha256 = either.keep([BYTES], 1 << 20).sha256
    written = stored(either, sha256).stat().st_mtime

    assert not either.remove_orphan(sha256, written - 60)
    assert either.remove_orphan(sha256, written + 60)
    assert list(either.names()) == []


@pytest.mark.full
def test_a_store_that_does_not_answer_is_said_to_be_down(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in {"AWS_ACCESS_KEY_ID": "x", "AWS_SECRET_ACCESS_KEY": "x", "AWS_REGION": "x"}.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setenv("AWS_ENDPOINT", "http://127.0.0.1:9")
    monkeypatch.setenv("AWS_ALLOW_HTTP", "true")
    originals = BucketOriginals("s3://kararlar", tmp_path / "copies", min_free_mb=0)

    with pytest.raises(ServiceDown, match="store_down"):
        originals.keep([BYTES], 1 << 20)
