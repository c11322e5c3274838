"""A batch gives its files, and nothing it says about itself is trusted."""

import io
import zipfile
from pathlib import Path

import pytest

from ingest.readers.limits import Limits
from ingest.readers.unpack import is_batch, members
from models.errors import UnreadableFile
from tests.ingest.hostile.files import zipped


def _batch(folder: Path, content: bytes) -> Path:
    path = folder / "batch.zip"
    path.write_bytes(content)
    return path


def test_the_files_of_a_batch_come_with_their_plain_names(tmp_path: Path) -> None:
    path = _batch(
        tmp_path, zipped({"2024/Mayıs/karar 12.txt": b"on iki", "__MACOSX/x": b"x", "karar 13.txt": "on üç".encode()})
    )

    assert is_batch(path, "batch.zip")
    assert [(member.name, b"".join(member.chunks()).decode()) for member in members(path, "batch.zip", Limits())] == [
        ("karar 12.txt", "on iki"),
        ("karar 13.txt", "on üç"),
    ]


@pytest.mark.parametrize("name", ["../evil.pdf", "a/../../evil.pdf", "/etc/passwd", "..\\evil.pdf", "C:\\evil.pdf"])
def test_a_name_that_points_outside_refuses_the_batch(name: str, tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile) as refused:
        list(members(_batch(tmp_path, zipped({"good.txt": b"x", name: b"x"})), "batch.zip", Limits()))

    assert refused.value.code == "zip_unsafe_name"


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"PK\x03\x04" + bytes(100), "zip_damaged"),
        (zipped({}), "zip_empty"),
        (zipped({f"{number}.txt": b"" for number in range(2500)}), "zip_too_many_entries"),
        (zipped({"inner.zip": b"PK"}), "zip_nested"),
        (zipped({"zeros.txt": bytes(30_000_000)}), "zip_bomb"),
        (
            zipped({f"{number}.txt": bytes(45 << 20) for number in range(5)}, method=zipfile.ZIP_STORED),
            "zip_unpacks_too_large",
        ),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_each_bad_batch_has_its_own_code(content: bytes, code: str, tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile) as refused:
        list(members(_batch(tmp_path, content), "batch.zip", Limits()))

    assert refused.value.code == code


def test_a_size_that_lies_is_found_while_unpacking(tmp_path: Path) -> None:
    honest = zipped({"zeros.txt": bytes(30_000_000)})
    size = (30_000_000).to_bytes(4, "little")
    lying = honest.replace(size, (1000).to_bytes(4, "little"))
    assert lying != honest
    (member,) = members(_batch(tmp_path, lying), "batch.zip", Limits())

    with pytest.raises(UnreadableFile) as refused:
        list(member.chunks())

    assert refused.value.code in {"zip_bomb", "zip_damaged"}


def test_names_from_windows_keep_their_turkish_letters(tmp_path: Path) -> None:
    into = io.BytesIO()
    with zipfile.ZipFile(into, "w") as archive:
        entry = zipfile.ZipInfo("xxxxx.txt")
        archive.writestr(entry, b"x")
    content = into.getvalue().replace(b"xxxxx", "ığşçö".encode("cp857"))

    assert [member.name for member in members(_batch(tmp_path, content), "batch.zip", Limits())] == ["ığşçö.txt"]
