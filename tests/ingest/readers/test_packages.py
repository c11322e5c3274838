"""UYAP and e-Yazışma packages: the text or letter inside, and what the package says about it."""

import zipfile
from pathlib import Path

import pytest

from ingest.readers import eyp, udf
from ingest.readers.limits import Limits
from models.errors import UnreadableFile

LIMITS = Limits()
LETTER = "http://eyazisma.dpt/iliskiler/ustyazi"


def _zip(path: Path, parts: dict[str, str | bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return path


def _udf(path: Path, text: str, elements: str) -> Path:
    content = f"<template><content><![CDATA[{text}]]></content><elements>{elements}</elements></template>"
    return _zip(path, {"content.xml": content})


def _run(start: int, length: int) -> str:
    return f'<content startOffset="{start}" length="{length}"/>'


def test_offsets_of_a_udf_count_in_utf_16_as_its_editor_does(tmp_path: Path) -> None:
    text = "𝐀bc\nson\n"

    path = _udf(tmp_path / "a.udf", text, f"<paragraph>{_run(0, 5)}</paragraph><paragraph>{_run(5, 4)}</paragraph>")

    assert udf.read(path, LIMITS).text == "𝐀bc\nson"


def test_a_udf_whose_offsets_lose_words_is_read_line_by_line(tmp_path: Path) -> None:
    path = _udf(tmp_path / "a.udf", "birinci satır\nikinci satır\n", f"<paragraph>{_run(0, 7)}</paragraph>")

    assert udf.read(path, LIMITS).text == "birinci satır\nikinci satır"


def test_a_udf_header_is_page_data(tmp_path: Path) -> None:
    text = "BAŞLIK\ngövde metni\n"
    elements = f"<header><paragraph>{_run(0, 7)}</paragraph></header><paragraph>{_run(7, 12)}</paragraph>"

    document = udf.read(_udf(tmp_path / "a.udf", text, elements), LIMITS)

    assert (document.text, document.pages[0].header) == ("gövde metni", "BAŞLIK")


def test_a_udf_with_entities_is_refused(tmp_path: Path) -> None:
    path = _zip(
        tmp_path / "a.udf", {"content.xml": '<!DOCTYPE t [<!ENTITY a "b">]><template><content>&a;</content></template>'}
    )

    with pytest.raises(UnreadableFile) as refused:
        udf.read(path, LIMITS)

    assert refused.value.code == "xml_forbidden"


WORDS = "E-4471203 sayılı yazı okundu."


def _eyp(path: Path, letter: str = "UstYazi/yazi.txt", more: dict[str, str] | None = None, text: str = WORDS) -> Path:
    relations = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f'<Relationship Id="a" Type="{LETTER}" Target="/{letter}"/></Relationships>'
    )
    final = "<N xmlns='urn:x'><BelgeNo>E-4471203</BelgeNo><Tarih>2026-10-05</Tarih></N>"
    maker = "<U xmlns='urn:x'><Olusturan><Kurum><Adi>Örnekova Belediyesi</Adi></Kurum></Olusturan><Konu>Park</Konu></U>"
    return _zip(
        path,
        {
            "_rels/.rels": relations, "NihaiUstveri/NihaiUstveri.xml": final, "Ustveri/Ustveri.xml": maker,
            letter: text, **(more or {}),
        },
    )  # fmt: skip


def test_the_letter_is_found_by_its_relation_whatever_its_name(tmp_path: Path) -> None:
    document = eyp.read(_eyp(tmp_path / "a.eyp", "Baska/belge.txt", {"UstYazi/yem.txt": "yem"}), LIMITS)

    assert (document.format, document.text) == ("eyp", WORDS)


def test_the_package_s_metadata_are_the_document_s(tmp_path: Path) -> None:
    metadata = eyp.read(_eyp(tmp_path / "a.eyp"), LIMITS).metadata

    assert metadata["eyp:document_no"] == "E-4471203"
    assert metadata["eyp:date"] == "2026-10-05"
    assert metadata["eyp:subject"] == "Park"
    assert metadata["eyp:institution"] == "Örnekova Belediyesi"


def test_attachments_signatures_and_a_number_the_letter_lacks_are_told(tmp_path: Path) -> None:
    more = {"Ekler/ek.txt": "ek", "Imzalar/ImzaCades.imz": "x"}

    document = eyp.read(_eyp(tmp_path / "a.eyp", text="Sayısız yazı.", more=more), LIMITS)

    assert {notice.code for notice in document.notices} == {"eyp_attachments", "file_signed", "eyp_metadata_differs"}


@pytest.mark.parametrize(
    ("letter", "code"),
    [
        ("SifreliIcerik/a.txt", "eyp_encrypted"),
        ("Ustveri/yok.xml/", "eyp_no_letter"),
        ("UstYazi/ic.eyp", "extension_mismatch"),
    ],
    ids=["encrypted", "without a letter", "a letter that is no letter"],
)
def test_packages_that_cannot_be_read_have_their_own_codes(tmp_path: Path, letter: str, code: str) -> None:
    path = _eyp(tmp_path / "a.eyp", letter)
    if code == "eyp_no_letter":
        path = _zip(path, {"Ustveri/Ustveri.xml": "<a/>"})

    with pytest.raises(UnreadableFile) as refused:
        eyp.read(path, LIMITS)

    assert refused.value.code == code


def test_a_letter_whose_name_points_outside_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile) as refused:
        eyp.read(_eyp(tmp_path / "a.eyp", "../../etc/passwd.txt"), LIMITS)

    assert refused.value.code == "zip_unsafe_name"
