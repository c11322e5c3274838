"""Whose signature a PDF carries, and whether it still holds, is told with the text."""

import io
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

from ingest.readers.pool import ReaderPool
from ingest.settings import IngestSettings
from models import notices
from models.document import Document, Notice
from tests.ingest.readers.documents import made, written
from tests.ingest.readers.signing import Authority, signed

Read = Callable[[bytes], Document]
KARAR = made(written("Karar No: 412", "Oybirliği ile kabulüne karar verildi."))


@pytest.fixture(scope="module")
def authority() -> Authority:
    return Authority.founded("Örnek Kök Sertifika Makamı")


@pytest.fixture(scope="module")
def trusting(authority: Authority, tmp_path_factory: pytest.TempPathFactory) -> Iterator[ReaderPool]:
    roots = tmp_path_factory.mktemp("roots")
    (roots / "kok.pem").write_bytes(authority.pem)
    with ReaderPool(IngestSettings(readers=1, signature_roots=roots)) as opened:
        yield opened


@pytest.fixture
def read(trusting: ReaderPool, tmp_path: Path) -> Read:
    def read_(content: bytes) -> Document:
        path = tmp_path / "imzali.pdf"
        path.write_bytes(content)
        document = trusting.read(path, path.name)
        assert path.read_bytes() == content
        return document

    return read_


def _told(document: Document) -> list[Notice]:
    return [notice for notice in document.notices if notice.code.startswith("pdf_signature")]


def test_a_whole_signature_of_a_trusted_issuer_is_valid(read: Read, authority: Authority) -> None:
    document = read(signed(KARAR, authority.signer("Ayşe ÖRNEKOĞLU")))
    (notice,) = _told(document)

    assert notice.code == "pdf_signature_valid"
    assert notice.details["signer"] == "Ayşe ÖRNEKOĞLU"
    assert notice.details["issuer"] == "Örnek Kök Sertifika Makamı"
    assert "Oybirliği ile kabulüne" in document.text


def test_an_identity_number_in_the_certificate_is_not_told(read: Read, authority: Authority) -> None:
    (notice,) = _told(read(signed(KARAR, authority.signer("Ayşe ÖRNEKOĞLU"))))

    assert "10000000146" not in notices.message(notice, "tr") + repr(notice.details)


def test_words_changed_within_the_signed_bytes_are_told(read: Read, authority: Authority) -> None:
    content = signed(KARAR, authority.signer("Ayşe ÖRNEKOĞLU"))
    changed = content.replace(b"/MediaBox [ 0 0 595 842 ]", b"/MediaBox [ 0 0 596 842 ]", 1)
    assert changed != content

    assert [notice.code for notice in _told(read(changed))] == ["pdf_signature_altered"]


def test_a_page_changed_by_what_was_appended_is_told(read: Read, authority: Authority) -> None:
    writer = IncrementalPdfFileWriter(io.BytesIO(signed(KARAR, authority.signer("Ayşe ÖRNEKOĞLU"))))
    page = writer.root["/Pages"]["/Kids"][0].get_object()
    more = writer.add_object(generic.StreamObject(stream_data=b"q 0 0 400 400 re f Q"))
    page["/Contents"] = generic.ArrayObject([page.raw_get("/Contents"), more])
    writer.update_container(page)
    into = io.BytesIO()
    writer.write(into)

    assert [notice.code for notice in _told(read(into.getvalue()))] == ["pdf_signature_altered"]


def test_a_second_signature_does_not_break_the_first(read: Read, authority: Authority) -> None:
    content = signed(KARAR, authority.signer("Ayşe ÖRNEKOĞLU"), authority.signer("Can ÖRNEKER"))

    assert [(notice.code, notice.details["signer"]) for notice in _told(read(content))] == [
        ("pdf_signature_valid", "Ayşe ÖRNEKOĞLU"),
        ("pdf_signature_valid", "Can ÖRNEKER"),
    ]


def test_an_unknown_issuer_is_told(read: Read) -> None:
    stranger = Authority.founded("Bilinmeyen Makam")

    assert [notice.code for notice in _told(read(signed(KARAR, stranger.signer("Can ÖRNEKER"))))] == [
        "pdf_signature_untrusted"
    ]


def test_a_certificate_that_has_run_out_is_told(read: Read, authority: Authority) -> None:
    (notice,) = _told(read(signed(KARAR, authority.signer("Can ÖRNEKER", ended=True))))

    assert notice.code == "pdf_signature_expired"
    assert notice.details["until"] in notices.message(notice, "en")


def test_a_signature_that_cannot_be_understood_costs_no_words(read: Read, authority: Authority) -> None:
    content = signed(KARAR, authority.signer("Ayşe ÖRNEKOĞLU"))
    at = content.index(b"/Contents <3082") + len(b"/Contents <")
    document = read(content[:at] + b"ff" * 200 + content[at + 400 :])

    assert [notice.code for notice in _told(document)] == ["pdf_signature_unchecked"]
    assert "Karar No: 412" in document.text


def test_without_trusted_certificates_a_whole_signature_is_untrusted(
    pool: ReaderPool, authority: Authority, tmp_path: Path
) -> None:
    path = tmp_path / "imzali.pdf"
    path.write_bytes(signed(KARAR, authority.signer("Ayşe ÖRNEKOĞLU")))

    assert [notice.code for notice in _told(pool.read(path, path.name))] == ["pdf_signature_untrusted"]


def test_an_unsigned_file_says_nothing_of_signatures(read: Read) -> None:
    assert _told(read(KARAR)) == []
