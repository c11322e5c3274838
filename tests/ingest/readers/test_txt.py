"""Plain text is read in the encodings Turkish offices use, and refused rather than guessed."""

from pathlib import Path

import pytest

from ingest.readers import txt
from ingest.readers.limits import Limits
from models.errors import UnreadableFile

WORDS = "Oybirliği ile kabulüne, ŞİŞLİ Belediyesi “ilçe” ığüşöç ÂÎÛ"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1254", "utf-16", "utf-16-le", "utf-16-be"])
def test_each_encoding_gives_the_same_words(encoding: str, tmp_path: Path) -> None:
    path = tmp_path / "note.txt"
    path.write_bytes(WORDS.encode(encoding))

    assert txt.read(path, Limits()).text == WORDS


@pytest.mark.parametrize(
    "content",
    [bytes(range(128, 256)), "Привет мир, это решение".encode("cp1251"), b"Karar\x01\x02", b"\xff\xfeK\x00a\x00\xd8"],
)
def test_other_bytes_are_refused(content: bytes) -> None:
    with pytest.raises(UnreadableFile) as refused:
        txt.decode(content)

    assert refused.value.code == "text_undecodable"


def test_a_form_feed_begins_a_page(tmp_path: Path) -> None:
    path = tmp_path / "note.txt"
    path.write_bytes(b"birinci\r\n\fikinci")
    document = txt.read(path, Limits())

    assert document.text == "birinci\n\nikinci"
    assert [document.text[page.start : page.end] for page in document.pages] == ["birinci\n", "ikinci"]
