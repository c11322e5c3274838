"""UYAP and e-Yazışma packages: the text or letter inside, and what the package says about it."""

import base64
import hashlib
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


TYPES = "urn:dpt:eyazisma:schema:xsd:Tipler"
GENERAL_2 = f"""<u:UstVeri xmlns:u="urn:dpt:eyazisma:schema:xsd:Ustveri-2" xmlns="{TYPES}-2"><BelgeId>3f0c</BelgeId>
<Konu>Park adı</Konu><GuvenlikKodu>HZO</GuvenlikKodu><DagitimListesi><Dagitim><KurumKurulus><KKK>1</KKK>
<Adi>Örnekova Kaymakamlığı</Adi></KurumKurulus></Dagitim><Dagitim><GercekSahis><Kisi><IlkAdi>Ad</IlkAdi><Soyadi>Soyad</Soyadi>
</Kisi></GercekSahis></Dagitim></DagitimListesi><Ekler><Ek><Ad>Komisyon raporu</Ad></Ek></Ekler>
<Ilgiler><Ilgi><BelgeNo>E-99</BelgeNo><Tarih>2026-09-01T00:00:00</Tarih></Ilgi></Ilgiler><Dil>tur</Dil>
<Olusturan><KurumKurulus><KKK>2</KKK><Adi>Örnekova Belediyesi</Adi></KurumKurulus></Olusturan>
<SdpBilgisi><AnaSdp><Kod>105.03</Kod></AnaSdp></SdpBilgisi></u:UstVeri>"""
FINAL_2 = f"""<n:NihaiUstVeri xmlns:n="urn:dpt:eyazisma:schema:xsd:NihaiUstveri-2" xmlns="{TYPES}-2">
<Tarih>2026-10-05T10:00:00</Tarih><BelgeNo>E-4471203</BelgeNo></n:NihaiUstVeri>"""
GENERAL_1 = f"""<u:Ustveri xmlns:u="urn:dpt:eyazisma:schema:xsd:Ustveri-1" xmlns="{TYPES}-1"><BelgeId>3f0c</BelgeId>
<Konu>Park adı</Konu><Tarih>2016-10-05T10:00:00</Tarih><BelgeNo>4471203</BelgeNo><GuvenlikKodu>TSD</GuvenlikKodu>
<Olusturan><KurumKurulus><KKK>2</KKK><Adi>Örnekova Belediyesi</Adi></KurumKurulus></Olusturan></u:Ustveri>"""


def _package(path: Path, parts: dict[str, str]) -> Path:
    kinds = {"ustyazi": "UstYazi/yazi.txt", "ustveri": "Genel/Veri.xml", "nihaiustveri": "Son/Veri.xml"}
    links = "".join(
        f'<Relationship Id="{kind}" Type="http://eyazisma.dpt/iliskiler/{kind}" Target="/{name}"/>'
        for kind, name in kinds.items()
        if name in parts
    )
    relations = (
        f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{links}</Relationships>'
    )
    return _zip(path, {"_rels/.rels": relations, "Ustveri/": "", **parts})


def test_a_package_of_version_2_tells_sender_addressees_references_and_its_confidentiality(tmp_path: Path) -> None:
    path = _package(
        tmp_path / "a.eyp", {"UstYazi/yazi.txt": WORDS, "Genel/Veri.xml": GENERAL_2, "Son/Veri.xml": FINAL_2}
    )

    document = eyp.read(path, LIMITS)

    told = {key.removeprefix("eyp:"): value for key, value in document.metadata.items() if key.startswith("eyp:")}
    assert told == {
        "version": "2.0", "document_no": "E-4471203", "date": "2026-10-05T10:00:00", "package_id": "3f0c",
        "subject": "Park adı", "confidentiality": "HZO", "recipients": "Örnekova Kaymakamlığı", "language": "tur",
        "references": "E-99 2026-09-01", "attachments": "Komisyon raporu", "institution": "Örnekova Belediyesi",
        "file_plan": "105.03", "letter_format": "txt",
    }  # fmt: skip
    assert ("eyp_confidential", {"code": "HZO"}) in [(notice.code, notice.details) for notice in document.notices]


def test_a_package_of_version_1_has_number_and_day_in_its_general_part(tmp_path: Path) -> None:
    path = _package(tmp_path / "a.eyp", {"UstYazi/yazi.txt": WORDS, "Genel/Veri.xml": GENERAL_1})

    document = eyp.read(path, LIMITS)

    assert document.metadata["eyp:version"] == "1.3"
    assert document.metadata["eyp:document_no"] == "4471203"
    assert document.metadata["eyp:date"] == "2016-10-05T10:00:00"
    assert document.notices == ()


def test_a_reference_s_number_is_not_the_letter_s(tmp_path: Path) -> None:
    path = _package(tmp_path / "a.eyp", {"UstYazi/yazi.txt": WORDS, "Genel/Veri.xml": GENERAL_2})

    assert "eyp:document_no" not in eyp.read(path, LIMITS).metadata


@pytest.mark.parametrize(("signed", "told"), [(WORDS, False), ("Başka bir yazı.", True)], ids=["same", "another"])
def test_a_letter_that_is_not_the_one_that_was_summed_up_is_told(tmp_path: Path, signed: str, told: bool) -> None:
    digest = base64.b64encode(hashlib.sha256(signed.encode()).digest()).decode()
    summary = (
        '<PaketOzeti xmlns="urn:dpt:eyazisma:schema:xsd:PaketOzeti-2"><Reference URI="/UstYazi/yazi.txt"><DigestItem>'
        '<DigestMethod Algorithm="http://www.w3.org/2001/04/xmlenc#sha256"/>'
        f"<DigestValue>{digest}</DigestValue></DigestItem></Reference></PaketOzeti>"
    )
    path = _eyp(tmp_path / "a.eyp", more={"PaketOzeti/PaketOzeti.xml": summary})

    assert ("eyp_letter_altered" in [notice.code for notice in eyp.read(path, LIMITS).notices]) is told


def test_a_udf_s_lists_are_numbered_as_its_editor_shows_them(tmp_path: Path) -> None:
    lines = ["bir", "alt", "alt iki", "iki", "nokta", "romen", "tire"]
    kinds = [
        'Numbered="true" ListId="1" ListLevel="0"',
        'Numbered="true" ListId="1" ListLevel="1" NumberType="NUMBER_TYPE_CHAR_SMALL_PARENTHESIS"',
        'Numbered="true" ListId="1" ListLevel="1" NumberType="NUMBER_TYPE_CHAR_SMALL_PARENTHESIS"',
        'Numbered="true" ListId="1" ListLevel="0" NumberType="NUMBER_TYPE_NUMBER_DOT"',
        'Bulleted="true" ListId="2" ListLevel="0"',
        'Numbered="true" ListId="3" ListLevel="1" NumberType="NUMBER_TYPE_ROMAN_BIG_DOT"',
        'Numbered="true" ListId="4" ListLevel="0" NumberType="NUMBER_TYPE_NUMBER_TRE"',
    ]
    at, elements = 0, ""
    for line, kind in zip(lines, kinds, strict=True):
        elements += f"<paragraph {kind}>{_run(at, len(line) + 1)}</paragraph>"
        at += len(line) + 1

    document = udf.read(_udf(tmp_path / "a.udf", "".join(f"{line}\n" for line in lines), elements), LIMITS)

    assert document.text == "1. bir\na) alt\nb) alt iki\n2. iki\n• nokta\nI. romen\n1- tire"


def test_a_picture_s_place_in_a_udf_leaves_no_trace_and_wide_cells_span_columns(tmp_path: Path) -> None:
    cell = f'<cell colspan="2"><paragraph>{_run(6, 6)}</paragraph></cell>'
    elements = f"<paragraph>{_run(0, 6)}</paragraph><table><row>{cell}</row></table>"

    document = udf.read(_udf(tmp_path / "a.udf", "\ufffcönce\nsonra\n", elements), LIMITS)

    assert document.text == "önce\nsonra"
    assert document.tables[0].rows == (("sonra", ""),)
