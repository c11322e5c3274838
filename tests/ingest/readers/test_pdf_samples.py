"""One resolution as PDF from many hands: right to the letter, its votes as rows, every word found on the page."""

from pathlib import Path

import pytest

from ingest.readers.pool import ReaderPool

FILES = [
    "libreoffice.pdf",
    "chromium.pdf",
    "weasyprint.pdf",
    "reportlab-sideways.pdf",
    "reportlab-shuffled.pdf",
    "signed.pdf",
]


@pytest.mark.parametrize("name", FILES)
def test_every_producers_file_reads_the_same(pool: ReaderPool, samples: Path, name: str) -> None:
    path = samples / "formats" / name
    document = pool.read(path, name)

    assert document.text.split() == Path(f"{path}.expected").read_text(encoding="utf-8").split()


@pytest.mark.parametrize("name", FILES)
def test_the_votes_are_rows_whether_ruled_or_not(pool: ReaderPool, samples: Path, name: str) -> None:
    (table,) = pool.read(samples / "formats" / name, name).tables

    assert table.rows == (
        ("Grup", "Kabul", "Ret", "Çekimser"),
        ("Çınar Grubu", "11", "0", "1"),
        ("Irmak Grubu", "2", "6", "0"),
    )


@pytest.mark.parametrize("name", FILES)
def test_a_word_of_the_resolution_has_its_place(pool: ReaderPool, samples: Path, name: str) -> None:
    path = samples / "formats" / name
    document = pool.read(path, name)
    start = document.text.index("ödeneğin")
    boxes = pool.locate(path, document, start, start + len("ödeneğin"))

    assert len(boxes) == 1
    assert boxes[0].x1 > boxes[0].x0


def test_the_signed_sample_names_its_signer(pool: ReaderPool, samples: Path) -> None:
    document = pool.read(samples / "formats" / "signed.pdf", "signed.pdf")
    (told,) = [notice for notice in document.notices if notice.code.startswith("pdf_signature")]

    assert told.code == "pdf_signature_untrusted"
    assert told.details["signer"] == "Şükrü ÖZDAĞLI"
