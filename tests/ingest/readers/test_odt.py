"""An .odt is read like a Word file: list numbers, notes and tables kept, deleted and hidden words left out."""

import zipfile
from pathlib import Path

import pytest

from ingest.readers import odt
from ingest.readers.limits import Limits
from models.document import Document
from models.errors import UnreadableFile

LIMITS = Limits()
SPACES = (
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    'xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" '
    'xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0" '
    'xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/"'
)


def _write(path: Path, body: str, styles: str = "", before: str = "", manifest: str = "") -> Path:
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        archive.writestr(
            "content.xml",
            f"<?xml version='1.0'?>{before}<office:document-content {SPACES}><office:automatic-styles>{styles}"
            f"</office:automatic-styles><office:body><office:text>{body}</office:text></office:body>"
            "</office:document-content>",
        )
        archive.writestr("META-INF/manifest.xml", manifest or "<manifest/>")
    return path


def _read(tmp_path: Path, body: str, styles: str = "") -> Document:
    return odt.read(_write(tmp_path / "a.odt", body, styles), LIMITS)


def test_a_tracked_deletion_is_dropped_and_told(tmp_path: Path) -> None:
    changes = (
        '<text:tracked-changes><text:changed-region text:id="c"><text:deletion><text:p>yüzde 10</text:p></text:deletion>'
        "</text:changed-region></text:tracked-changes>"
    )

    document = _read(tmp_path, f'{changes}<text:p>yüzde <text:change text:change-id="c"/>15</text:p>')

    assert document.text == "yüzde 15"
    assert [(n.code, n.details) for n in document.notices] == [
        ("word_tracked_changes", {"insertions": 0, "deletions": 1})
    ]


def test_hidden_words_and_comments_are_left_out_and_told(tmp_path: Path) -> None:
    styles = '<style:style style:name="H"><style:text-properties text:display="none"/></style:style>'
    body = (
        '<text:p>görünen<text:span text:style-name="H">gizli</text:span>'
        "<office:annotation><text:p>not</text:p></office:annotation></text:p>"
    )

    document = _read(tmp_path, body, styles)

    assert document.text == "görünen"
    assert {notice.code for notice in document.notices} == {"word_hidden_text", "word_comments"}


def test_lists_are_numbered_to_their_depth(tmp_path: Path) -> None:
    styles = (
        '<text:list-style style:name="L">'
        '<text:list-level-style-number text:level="1" style:num-format="1" style:num-suffix="."/>'
        '<text:list-level-style-number text:level="2" style:num-format="a" style:num-suffix=")"/>'
        '<text:list-level-style-number text:level="3" style:num-format="1" text:display-levels="2"/></text:list-style>'
    )
    deep = "<text:list><text:list-item><text:p>derin</text:p></text:list-item></text:list>"
    inner = (
        "<text:list><text:list-item><text:p>alt</text:p></text:list-item>"
        f"<text:list-item><text:p>alt</text:p>{deep}</text:list-item></text:list>"
    )
    body = (
        f'<text:list text:style-name="L"><text:list-item><text:p>bir</text:p>{inner}</text:list-item></text:list>'
        "<text:p>ara</text:p>"
        '<text:list text:style-name="L" text:continue-numbering="true"><text:list-item><text:p>iki</text:p>'
        "</text:list-item></text:list>"
    )

    assert _read(tmp_path, body, styles).text.split("\n") == [
        "1. bir",
        "a) alt",
        "b) alt",
        "b.1 derin",
        "ara",
        "2. iki",
    ]


def test_spaces_tabs_notes_boxes_and_tables_are_kept(tmp_path: Path) -> None:
    row = "<table:table-row><table:table-cell><text:p>Kabul</text:p></table:table-cell><table:table-cell><text:p>11</text:p></table:table-cell></table:table-row>"
    body = (
        '<text:p>a<text:s text:c="3"/>b<text:tab/>c<text:note><text:note-citation>1</text:note-citation>'
        "<text:note-body><text:p>dipnot</text:p></text:note-body></text:note></text:p>"
        "<text:p><draw:frame><draw:text-box><text:p>kutu</text:p></draw:text-box></draw:frame></text:p>"
        f"<table:table>{row}</table:table>"
    )

    document = _read(tmp_path, body)

    assert document.text.split("\n") == ["a   b\tc", "dipnot", "", "kutu", "Kabul\t11"]
    assert document.tables[0].rows == (("Kabul", "11"),)


def test_a_page_break_before_a_paragraph_begins_a_page(tmp_path: Path) -> None:
    styles = '<style:style style:name="P"><style:paragraph-properties fo:break-before="page"/></style:style>'

    document = _read(tmp_path, '<text:p>bir</text:p><text:p text:style-name="P">iki</text:p>', styles)

    assert [document.text[page.start : page.end] for page in document.pages] == ["bir\n", "iki"]


@pytest.mark.parametrize(
    ("before", "manifest", "code"),
    [
        ('<!DOCTYPE a [<!ENTITY b "c">]>', "", "xml_forbidden"),
        ("", "<manifest><encryption-data/></manifest>", "word_encrypted"),
    ],
    ids=["entities", "a password"],
)
def test_hostile_and_locked_files_have_their_own_codes(tmp_path: Path, before: str, manifest: str, code: str) -> None:
    path = _write(tmp_path / "a.odt", "<text:p>a</text:p>", before=before, manifest=manifest)

    with pytest.raises(UnreadableFile) as refused:
        odt.read(path, LIMITS)

    assert refused.value.code == code


def test_elements_nested_without_end_are_refused(tmp_path: Path) -> None:
    body = "<text:section>" * 5000 + "<text:p>a</text:p>" + "</text:section>" * 5000

    with pytest.raises(UnreadableFile) as refused:
        _read(tmp_path, body)

    assert refused.value.code == "xml_too_deep"
