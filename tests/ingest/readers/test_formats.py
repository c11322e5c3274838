"""One resolution in every format: right to the letter, and each word found again on its page."""

from pathlib import Path

import pytest

from ingest.readers.pool import ReaderPool
from tests.ingest.readers.letters import error_rate

TEXT = ["python-docx.docx", "libreoffice.docx", "libreoffice.odt", "libreoffice.pdf", "utf-8.txt", "windows-1254.txt",
        "utf-16.txt", "page.html", "pandoc.docx", "pandoc.odt", "docx-js.docx", "uyap.udf", "e-yazisma.eyp"]  # fmt: skip
OFFICE = ["libreoffice.doc", "libreoffice.rtf", "pandoc.rtf"]
SCANS = {
    "scan-300dpi.png": 0.006,
    "scan-200dpi.jpg": 0.01,
    "scan-sideways.tif": 0.01,
    "mixed.pdf": 0.01,
    "scan-in-word.docx": 0.01,
}
PASSAGES = ["05.10.2026 tarihli", "oy çokluğu ile karar verildi", "Gökçe Işık Parkı", "Irmak Grubu"]


@pytest.fixture(scope="module")
def folder(samples: Path) -> Path:
    return samples / "formats"


def _expected(file: Path) -> str:
    return Path(f"{file}.expected").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "name", [*TEXT, *(pytest.param(name, marks=pytest.mark.office) for name in OFFICE)], ids=[*TEXT, *OFFICE]
)
def test_every_word_is_read_and_none_more(pool: ReaderPool, folder: Path, name: str) -> None:
    document = pool.read(folder / name, name)

    assert document.text.split() == _expected(folder / name).split()


@pytest.mark.ocr
@pytest.mark.full
@pytest.mark.parametrize(("name", "most"), SCANS.items(), ids=SCANS)
def test_scans_are_recognised_within_the_error_they_may_have(
    pool: ReaderPool, folder: Path, name: str, most: float
) -> None:
    document = pool.read(folder / name, name)

    assert error_rate(document.text, _expected(folder / name)) <= most
    assert {page.source for page in document.pages if page.words} == {"ocr"}


@pytest.mark.parametrize(
    "name", ["python-docx.docx", "libreoffice.odt", "libreoffice.pdf", "page.html", "e-yazisma.eyp"]
)
def test_the_vote_table_is_given_as_rows(pool: ReaderPool, folder: Path, name: str) -> None:
    (table,) = pool.read(folder / name, name).tables

    assert table.rows == (
        ("Grup", "Kabul", "Ret", "Çekimser"),
        ("Çınar Grubu", "11", "0", "1"),
        ("Irmak Grubu", "2", "6", "0"),
    )


@pytest.mark.office
@pytest.mark.full
@pytest.mark.parametrize(
    "name", ["python-docx.docx", "libreoffice.doc", "libreoffice.odt", "libreoffice.rtf", "page.html"]
)
def test_a_word_file_s_passages_are_found_on_its_page_pictures(pool: ReaderPool, folder: Path, name: str) -> None:
    document = pool.read(folder / name, name)

    places = []
    for passage in PASSAGES:
        start = document.text.index(passage)
        boxes = pool.locate(folder / name, document, start, start + len(passage))
        assert boxes, passage
        assert all(0 < box.x0 < box.x1 < 620 and 0 < box.top < box.bottom < 850 for box in boxes)
        places.append(boxes[0].top)
    assert places[0] < places[2] < places[1] < places[3]  # in the order in which they are printed
    assert pool.render_page(folder / name, document, 1).startswith(b"\x89PNG")


@pytest.mark.ocr
@pytest.mark.full
@pytest.mark.parametrize("name", ["scan-300dpi.png", "mixed.pdf"])
def test_a_scan_s_passages_are_found_on_its_pages(pool: ReaderPool, folder: Path, name: str) -> None:
    document = pool.read(folder / name, name)
    page = document.pages[-1]

    for passage in ("05.10.2026 tarihli", "karar verildi"):
        start = document.text.index(passage, page.start)
        boxes = pool.locate(folder / name, document, start, start + len(passage))
        assert [box.page for box in boxes] == [page.number] * len(boxes)
        assert all(0 < box.x0 < box.x1 < page.width and 0 < box.top < box.bottom < page.height for box in boxes)
        assert all(box.bottom - box.top < 30 for box in boxes)


@pytest.mark.parametrize("name", TEXT)
def test_pages_tile_the_text_and_runs_stay_inside_them(pool: ReaderPool, folder: Path, name: str) -> None:
    document = pool.read(folder / name, name)

    assert document.pages[0].start == 0
    assert document.pages[-1].end == len(document.text)
    assert all(
        page.start <= run.start < run.start + run.length <= page.end for page in document.pages for run in page.runs
    )
