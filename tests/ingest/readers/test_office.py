"""Old Word files: through LibreOffice, checked by a second reader, and readable when the first one fails."""

import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from ingest.readers import doc, docx_resolve, office, rtf
from ingest.readers.docx import read as read_docx
from ingest.readers.limits import Limits
from ingest.readers.pool import ReaderPool
from models.errors import UnreadableFile
from tests.ingest.readers.docx_builder import paragraph, table, write

LIMITS = Limits()
DELETED = (
    '<w:del w:id="1" w:author="A" w:date="2026-01-01T00:00:00Z"><w:r><w:delText>yüzde 10</w:delText></w:r></w:del>'
)
INSERTED = '<w:ins w:id="2" w:author="A" w:date="2026-01-01T00:00:00Z"><w:r><w:t>yüzde 15</w:t></w:r></w:ins>'
SENTENCES = paragraph("Belediye Meclisi su tarifesini görüştü ve karara bağladı, tutanak imzalandı, gündem tamamlandı.")


@pytest.fixture(autouse=True)
def own_libreoffice(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Give each test that reads in this process a LibreOffice and a scratch folder of its own."""
    (tmp_path / "scratch").mkdir()
    monkeypatch.setenv("TMPDIR", str(tmp_path / "scratch"))
    monkeypatch.setattr(office, "_ready", [])
    yield
    for process in office._ready:
        process.stop()


@pytest.fixture
def old_word(tmp_path: Path) -> Path:
    """Give a .doc whose words are those of the sample, in a folder of its own."""
    source = Path(__file__).parents[3] / "samples/formats/libreoffice.doc"
    return Path(shutil.copy(source, tmp_path / "file"))


def _as(format_: str, source: Path) -> Path:
    """Have LibreOffice write `source` in another format, as an office would."""
    folder = source.parent / "written"
    subprocess.run(
        ["soffice", f"-env:UserInstallation=file://{source.parent}/profile", "--headless", "--convert-to", format_, "--outdir", str(folder), str(source)],
        check=True, capture_output=True,
    )  # fmt: skip
    return folder / f"{source.stem}.{format_}"


@pytest.mark.office
@pytest.mark.full
@pytest.mark.parametrize("format_", ["doc", "rtf", "odt"])
def test_deleted_words_do_not_stand_in_the_text_of_an_old_file(pool: ReaderPool, tmp_path: Path, format_: str) -> None:
    path = write(tmp_path / "a.docx", SENTENCES + f"<w:p><w:r><w:t>Zam: </w:t></w:r>{DELETED}{INSERTED}</w:p>")

    document = pool.read(_as(format_, path), f"a.{format_}")

    assert "yüzde 15" in document.text
    assert "yüzde 10" not in document.text
    assert "word_tracked_changes" in {notice.code for notice in document.notices}


@pytest.mark.office
@pytest.mark.full
def test_a_page_picture_shows_no_deleted_word(pool: ReaderPool, tmp_path: Path) -> None:
    path = write(tmp_path / "a.docx", f"<w:p><w:r><w:t>Zam: </w:t></w:r>{DELETED}{INSERTED}</w:p>")
    settled = tmp_path / "settled.docx"

    docx_resolve.resolve(path, settled, LIMITS)

    document = read_docx(settled, LIMITS)
    assert document.text == read_docx(path, LIMITS).text
    assert document.notices == ()
    assert b"delText" not in settled.read_bytes()


# AbiWord writes a list's items into the group that holds an item's number, which LibreOffice leaves out.
@pytest.mark.office
@pytest.mark.full
def test_a_list_that_vanishes_from_an_rtf_is_read_by_the_second_reader(pool: ReaderPool) -> None:
    path = Path(__file__).parent / "vanishing-list.rtf"

    document = pool.read(path, path.name)

    for item in ("Alanın çocuk parkı olarak düzenlenmesine", "adının verilmesine", "yedek akçeden aktarılmasına"):
        assert item in document.text
    assert "office_text_differs" in {notice.code for notice in document.notices}


@pytest.mark.parametrize("words", ["{\\v gizli}", "{\\deleted silinen}", "{\\b\\v1 gizli}"])
def test_hidden_and_deleted_words_of_an_rtf_never_come_by_the_second_reader(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: str
) -> None:
    (tmp_path / "a.rtf").write_text("{\\rtf1 " + words + "}", encoding="ascii")
    write(tmp_path / "a.docx", paragraph("Karar verildi."))
    read = read_docx(tmp_path / "a.docx", LIMITS)
    monkeypatch.setattr(doc, "by_office", lambda *_: read)
    monkeypatch.setattr(doc, "_by_catdoc", lambda *_: "Karar verildi. " + "gizli " * 12)

    assert rtf.read(tmp_path / "a.rtf", LIMITS).text == "Karar verildi."


@pytest.mark.office
@pytest.mark.full
def test_twenty_old_files_are_read_by_one_libreoffice(pool: ReaderPool, old_word: Path) -> None:
    texts = {pool.read(old_word, "a.doc").text for _ in range(20)}

    assert len(texts) == 1


@pytest.mark.office
def test_where_libreoffice_fails_catdoc_s_words_are_given_and_it_is_told(
    old_word: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> Path:
        raise office.OfficeFailed("crash")

    monkeypatch.setattr(office, "convert", fail)

    document = doc.read(old_word, LIMITS)

    assert "oy çokluğu ile karar verildi" in document.text
    assert ("office_fallback", {"reason": "crash"}) in [(n.code, n.details) for n in document.notices]


def test_without_libreoffice_and_catdoc_the_error_says_what_is_missing(
    old_word: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(office, "program", lambda: None)
    monkeypatch.setattr(shutil, "which", lambda _: None)

    with pytest.raises(UnreadableFile) as refused:
        doc.read(old_word, LIMITS)

    assert refused.value.code == "office_missing"


@pytest.mark.office
def test_words_that_only_the_second_reader_finds_are_told(old_word: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doc, "_by_catdoc", lambda *_: "bambaşka sözcükler " * 20)
    monkeypatch.setattr(doc, "by_office", lambda *_: read_docx(old_word.with_suffix(".docx"), LIMITS))
    write(old_word.with_suffix(".docx"), SENTENCES + table(("a", "b")))

    document = doc.read(old_word, LIMITS)

    assert ("office_text_differs", {"percent": 0}) in [(n.code, n.details) for n in document.notices]


def test_a_password_is_seen_before_libreoffice_is_asked(old_word: Path) -> None:
    content = bytearray(old_word.read_bytes())
    block = next(at for at in range(512, len(content), 512) if content[at : at + 2] == b"\xec\xa5")
    content[block + 11] |= 0x01
    old_word.write_bytes(content)

    with pytest.raises(UnreadableFile) as refused:
        doc.read(old_word, LIMITS)

    assert refused.value.code == "word_encrypted"


# LibreOffice 7.4 saved .doc and .odt, msoffcrypto-tool 6 the .docx, each with a password.
@pytest.mark.parametrize("ending", ["doc", "docx", "odt"])
def test_a_file_that_a_program_saved_with_a_password_is_told_as_such(pool: ReaderPool, ending: str) -> None:
    path = Path(__file__).parent / "locked" / f"locked.{ending}"

    with pytest.raises(UnreadableFile) as refused:
        pool.read(path, path.name)

    assert refused.value.code == "word_encrypted"


@pytest.mark.parametrize(
    "head", [b"\xec\xa5\xc1\x00", b"\xec\xa5\x01\x01", b"\xdc\xa5\x68\x00"], ids=["97", "2000", "95"]
)
def test_the_password_of_every_word_is_seen_where_its_text_begins(head: bytes) -> None:
    block = head + bytes(6) + b"\x00\x01"
    elsewhere = bytes(512) + b"\x00" + block + bytes(51)

    assert doc._is_encrypted(bytes(512) + bytes(64) + block)
    assert not doc._is_encrypted(bytes(512) + bytes(64) + head + bytes(8))
    assert not doc._is_encrypted(elsewhere)


def test_a_failed_rtf_is_an_error_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> Path:
        raise office.OfficeFailed("timeout")

    monkeypatch.setattr(office, "convert", fail)
    monkeypatch.setattr(doc, "_by_catdoc", lambda *_: "")
    (tmp_path / "file").write_bytes(b"{\\rtf1 a}")

    with pytest.raises(UnreadableFile) as refused:
        rtf.read(tmp_path / "file", LIMITS)

    assert refused.value.code == "office_failed"


@pytest.mark.office
@pytest.mark.full
def test_a_date_field_of_an_old_file_keeps_the_day_it_was_saved(tmp_path: Path) -> None:
    field = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> DATE \\@ "dd.MM.yyyy" </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>01.01.2020</w:t></w:r>'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
    old = _as("doc", write(tmp_path / "a.docx", SENTENCES + f"<w:p><w:r><w:t>Tarih: </w:t></w:r>{field}</w:p>"))
    content = old.read_bytes()
    (today,) = doc._stored_dates(content)
    old.write_bytes(content.replace(today.encode("utf-16-le"), "13.03.2014".encode("utf-16-le")))

    document = doc.read(old, LIMITS)

    assert document.text.endswith("13.03.2014")
    assert "word_clock_field" in {notice.code for notice in document.notices}


@pytest.mark.office
@pytest.mark.full
def test_cells_of_a_table_that_ends_an_old_file_do_not_run_together(tmp_path: Path) -> None:
    old = _as("doc", write(tmp_path / "a.docx", SENTENCES + table(("Kabul", "11"), ("Ret", "6"))))

    document = doc.read(old, LIMITS)

    assert document.text.endswith("Kabul\t11\nRet\t6")
    assert document.tables[-1].rows == (("Kabul", "11"), ("Ret", "6"))
