"""Each reader of PDF reads what the other cannot, file by file and page by page."""

from collections.abc import Callable
from pathlib import Path

import pypdfium2.raw as pdfium
import pytest
from reportlab.pdfgen.canvas import Canvas

from ingest.readers import pdf, pdf_page
from ingest.readers.limits import Limits
from models.document import Document
from models.errors import UnreadableFile
from tests.ingest.hostile.files import raw_pdf
from tests.ingest.readers.documents import made, written

LINES = ("Karar No: 412", "Oybirliği ile kabulüne karar verildi ve toplantıya son verildi.")
Break = Callable[[pytest.MonkeyPatch], None]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "file.pdf"
    path.write_bytes(
        made(written("Birinci sayfanın sözleri burada yazılıdır."), written(*LINES), written("Son sayfa."))
    )
    return path


def _unopened(patch: pytest.MonkeyPatch) -> None:
    """Have pdfium open no second page, as it does where the page's own object is damaged."""
    load = pdfium.FPDF_LoadPage
    patch.setattr(
        pdf_page.pdfium, "FPDF_LoadPage", lambda document, index: None if index == 1 else load(document, index)
    )


def _garbled(patch: pytest.MonkeyPatch) -> None:
    """Have pdfium name the second page's letters wrongly, as it does where a font says nothing of them."""
    read = pdf_page.characters

    def characters(sheet: pdf_page.Sheet, limits: Limits) -> str:
        raw = read(sheet, limits)
        return "".join("\ufffd" if letter.isalpha() else letter for letter in raw) if "412" in raw else raw

    patch.setattr(pdf, "characters", characters)


def _rescued(document: Document) -> list[object]:
    return [notice.details["pages"] for notice in document.notices if notice.code == "pdf_rescued"]


@pytest.mark.parametrize("breaks", [_unopened, _garbled])
def test_a_page_that_one_cannot_read_is_read_by_the_other(
    file: Path, monkeypatch: pytest.MonkeyPatch, breaks: Break
) -> None:
    breaks(monkeypatch)
    document = pdf.read(file, Limits())

    assert document.text.split("\n")[1:3] == list(LINES)
    assert _rescued(document) == [1]
    assert [page.source for page in document.pages] == ["text"] * 3


def test_words_of_the_second_reader_have_places_too(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _unopened(monkeypatch)
    document = pdf.read(file, Limits())
    start = document.text.index("412")
    ((box,),) = pdf.locate(file, document, [(start, start + 3)], Limits())

    assert box.page == 2
    assert 60 < box.x0 < box.x1 < 140
    assert abs(box.bottom - (842 - 760)) < 6


def test_the_second_reader_joins_no_two_names_either(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    names = [("Ali VELİOĞLU", "Fatma ÇELİKER"), ("Ayşe KAYALI", "Gül ÖZTÜRKER"), ("Can DEMİRCİ", "Hakan ŞAHİNER")]

    def draw(canvas: Canvas) -> None:
        for number, (left, right) in enumerate(names):
            canvas.drawString(60, 700 - 16 * number, left)
            canvas.drawString(330, 700 - 16 * number, right)

    path = tmp_path / "names.pdf"
    path.write_bytes(made(written("Boş."), draw))
    _unopened(monkeypatch)

    assert pdf.read(path, Limits()).text.split("\n")[1:] == [left for left, _ in names] + [right for _, right in names]


def test_a_file_that_one_cannot_open_is_read_by_the_other(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf_page.pdfium, "FPDF_LoadMemDocument64", lambda *_: None)
    document = pdf.read(file, Limits())

    assert LINES[1] in document.text
    assert len(document.pages) == 3
    assert _rescued(document) == [3]


def test_a_page_that_neither_reads_is_an_error_with_its_number(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _unopened(monkeypatch)
    monkeypatch.setattr("pdfplumber.page.Page.extract_words", lambda *_, **__: 1 / 0)

    with pytest.raises(UnreadableFile) as refused:
        pdf.read(file, Limits())
    assert refused.value.code == "pdf_page_damaged"
    assert refused.value.details["page"] == 2


def test_no_page_at_all_is_an_error(tmp_path: Path) -> None:
    path = tmp_path / "none.pdf"
    path.write_bytes(raw_pdf([b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[]/Count 0>>"]))

    with pytest.raises(UnreadableFile) as refused:
        pdf.read(path, Limits())
    assert refused.value.code == "pdf_no_pages"
