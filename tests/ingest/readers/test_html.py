"""A saved web page gives what a browser shows."""

from pathlib import Path

import pytest

from ingest.readers import html
from ingest.readers.limits import Limits
from models.document import Document
from models.errors import UnreadableFile

LIMITS = Limits()


def _read(tmp_path: Path, content: bytes | str) -> Document:
    (tmp_path / "a.html").write_bytes(content if isinstance(content, bytes) else content.encode())
    return html.read(tmp_path / "a.html", LIMITS)


@pytest.mark.parametrize("encoding", ["utf-8", "windows-1254", "iso-8859-9"])
def test_the_declared_encoding_is_the_one_read(tmp_path: Path, encoding: str) -> None:
    page = f'<html><head><meta charset="{encoding}"></head><body><p>Şişli, Iğdır, İzmir</p></body></html>'

    assert _read(tmp_path, page.encode("utf-8" if encoding == "utf-8" else "cp1254")).text == "Şişli, Iğdır, İzmir"


def test_a_page_that_says_latin_1_and_means_turkish_is_read_as_turkish(tmp_path: Path) -> None:
    page = '<html><head><meta charset="iso-8859-1"></head><body>Iğdır’ın şehri</body></html>'

    assert _read(tmp_path, page.encode("cp1254")).text == "Iğdır’ın şehri"


def test_scripts_styles_and_hidden_parts_are_not_text_and_scripts_are_told(tmp_path: Path) -> None:
    page = (
        "<html><head><title>Meclis  kararı</title><style>p{}</style></head><body><script>alert(1)</script>"
        '<p style="display:none">gizli</p><p hidden>gizli</p><del>eski</del><p>metin</p></body></html>'
    )

    document = _read(tmp_path, page)

    assert document.text == "metin"
    assert document.metadata == {"title": "Meclis kararı"}
    assert [notice.code for notice in document.notices] == ["html_active_content"]


def test_lists_tables_and_line_breaks_stand_as_shown(tmp_path: Path) -> None:
    page = (
        "<body><ol start='3'><li>üç<li>dört</ol><ul><li>im</ul><p>bir<br>iki\n  üç</p>"
        "<table><tr><th>Grup<th>Oy<tr><td>Çınar<td>11</table>son</body>"
    )

    document = _read(tmp_path, page)

    assert document.text.split("\n") == ["3. üç", "4. dört", "• im", "bir", "iki üç", "Grup\tOy", "Çınar\t11", "son"]
    assert document.tables[0].rows == (("Grup", "Oy"), ("Çınar", "11"))


def test_elements_nested_without_end_end_with_a_code_or_text(tmp_path: Path) -> None:
    page = "<div>" * 100_000 + "metin"

    try:
        assert "metin" in _read(tmp_path, page).text
    except UnreadableFile as refused:
        assert refused.code in {"xml_too_deep", "no_text"}  # noqa: PT017 - either end is right


def test_a_page_without_words_is_no_empty_success(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile) as refused:
        _read(tmp_path, "<html><body><img src='x.png'></body></html>")

    assert refused.value.code == "no_text"
