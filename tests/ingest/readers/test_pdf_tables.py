"""A table's rows come out whole, from whatever program made the file and however it is ruled."""

from collections.abc import Callable
from pathlib import Path

import pytest
from reportlab.lib import colors
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Table

from benchmarks import table_files
from benchmarks.reading_tables import compared, told
from benchmarks.table_cases import cases
from ingest.readers.pool import ReaderPool
from models.document import Document
from tests.ingest.readers.documents import made

Read = Callable[..., Document]
GRID = [("GRID", (0, 0), (-1, -1), 0.5, colors.black), ("FONT", (0, 0), (-1, -1), "DejaVu", 9)]


@pytest.fixture
def read(pool: ReaderPool, tmp_path: Path) -> Read:
    def read_(*pages: Callable[[Canvas], None]) -> Document:
        path = tmp_path / "file.pdf"
        path.write_bytes(made(*pages))
        return pool.read(path, "file.pdf")

    return read_


def table(
    rows: list[list[str]], widths: list[float], top: float = 700, style: list[tuple[object, ...]] = GRID
) -> Callable[[Canvas], None]:
    def draw(canvas: Canvas) -> None:
        drawn = Table(rows, colWidths=widths, style=[*style, ("VALIGN", (0, 0), (-1, -1), "TOP")])
        _, height = drawn.wrapOn(canvas, 500, 700)
        drawn.drawOn(canvas, 60, top - height)

    return draw


@pytest.mark.full
@pytest.mark.parametrize(
    "producer",
    [
        "reportlab",
        "WeasyPrint",
        pytest.param("LibreOffice", marks=pytest.mark.office),
        pytest.param("Chromium", marks=pytest.mark.browser),
    ],
)
def test_whole_rows_of_every_kind_of_table_are_right(producer: str, tmp_path: Path) -> None:
    right = missing = wrong = 0
    for case, path in table_files.made(producer, cases(), tmp_path / producer):
        found, lost, other = compared(case.truth, told(path))
        right, missing, wrong = right + found, missing + len(lost), wrong + len(other)

    assert right / (right + missing) >= 0.97
    assert right / (right + wrong) >= 0.97


def test_a_wrapped_cell_is_one_text_that_no_other_column_runs_through(read: Read) -> None:
    rows = [["Konu", "Üye"], ["İmar planı\ndeğişikliği", "Ayşe\nÖRNEKER"], ["Su tarifesi", "Can ÖRNEKSOY"]]
    document = read(table(rows, [70, 60]))

    assert "İmar planı değişikliği\tAyşe ÖRNEKER\n" in document.text.replace("Ayşe\nÖRNEKER", "Ayşe ÖRNEKER")
    assert document.tables[0].rows[1] == ("İmar planı değişikliği", "Ayşe ÖRNEKER")


def test_lines_that_end_on_purpose_stay_lines_within_their_cell(read: Read) -> None:
    rows = [["Grup", "Üyeler"], ["Çınar", "Ali VELİ\nAyşe KAYA\nCan DEMİR"], ["Irmak", "Ece YILMAZ"]]
    document = read(table(rows, [90, 300]))

    assert "Çınar\tAli VELİ\nAyşe KAYA\nCan DEMİR\nIrmak" in document.text


def test_a_frame_around_two_columns_of_names_is_no_table(read: Read) -> None:
    names = [("Ali VELİOĞLU", "Fatma ÇELİKER"), ("Ayşe KAYALI", "Gül ÖZTÜRKER"), ("Can DEMİRCİ", "Hakan ŞAHİNER")]

    def draw(canvas: Canvas) -> None:
        for y in (600, 720, 760):
            canvas.line(50, y, 500, y)
        for x in (50, 500):
            canvas.line(x, 600, x, 760)
        canvas.line(275, 720, 275, 760)
        canvas.drawString(60, 740, "KATILANLAR")
        canvas.drawString(285, 740, "Nisan ayı")
        for n, (left, right) in enumerate(names):
            canvas.drawString(60, 700 - 16 * n, left)
            canvas.drawString(330, 700 - 16 * n, right)

    lines = read(draw).text.split("\n")

    assert not any(left in line and right in line for left, right in names for line in lines)


def test_a_table_over_two_pages_is_one_with_its_heading_once(read: Read) -> None:
    head = ["Sıra", "Mahalle", "Bedel"]
    first, second = ([[str(n), f"{n}. Mahalle", f"{n}0,00"] for n in span] for span in (range(1, 20), range(20, 30)))
    document = read(table([head, *first], [60, 200, 90]), table([head, *second], [60, 200, 90]))

    assert [list(row) for row in document.tables[0].rows] == [head, *first, *second]
    assert len(document.tables) == 1


def test_two_tables_of_one_shape_with_words_between_stay_two(read: Read) -> None:
    rows = [["Grup", "Kabul", "Ret"], ["Çınar", "11", "0"], ["Irmak", "2", "6"]]

    def second(canvas: Canvas) -> None:
        canvas.drawString(60, 760, "İkinci oylamanın sonucu:")
        table(rows, [90, 60, 60])(canvas)

    assert len(read(table(rows, [90, 60, 60]), second).tables) == 2


def test_a_row_that_the_page_divides_is_whole(read: Read) -> None:
    head = ["Sıra", "Konu", "Sonuç"]
    first = [head, ["1", "Su tarifesi", "Kabul"], ["2", "Çamlıca Mahallesi 2305", "Ret"]]
    second = [head, ["", "ada 1 parselin satışı", ""], ["3", "Park adı", "Kabul"]]
    document = read(table(first, [60, 200, 90]), table(second, [60, 200, 90]))

    assert document.tables[0].rows[2] == ("2", "Çamlıca Mahallesi 2305 ada 1 parselin satışı", "Ret")
    assert document.tables[0].rows[3] == ("3", "Park adı", "Kabul")


def test_a_heading_in_the_middle_heads_the_amounts_to_its_right(read: Read) -> None:
    rows = [("Su", "12,50"), ("Atık su", "6,25"), ("Bakım", "110,00"), ("Sayaç", "40,00")]

    def draw(canvas: Canvas) -> None:
        canvas.drawString(60, 700, "Tarife")
        canvas.drawCentredString(250, 700, "Bedel")
        for number, (name, amount) in enumerate(rows, start=1):
            canvas.drawString(60, 700 - 16 * number, name)
            canvas.drawRightString(340, 700 - 16 * number, amount)

    assert read(draw).tables[0].rows == (("Tarife", "Bedel"), *rows)


def test_a_table_drawn_sideways_gives_its_rows(read: Read) -> None:
    rows = [["Grup", "Kabul", "Ret"], ["Çınar", "11", "0"], ["Irmak", "2", "6"]]

    def draw(canvas: Canvas) -> None:
        canvas.translate(300, 200)
        canvas.rotate(90)
        drawn = Table(rows, style=GRID)
        drawn.wrapOn(canvas, 400, 400)
        drawn.drawOn(canvas, 0, 0)

    assert [list(row) for row in read(draw).tables[0].rows] == rows


def test_a_tables_span_holds_its_words_and_no_others(read: Read) -> None:
    rows = [["Grup", "Kabul", "Ret"], ["Çınar", "11", "0"], ["Irmak", "2", "6"]]

    def draw(canvas: Canvas) -> None:
        canvas.drawString(60, 760, "Oylama sonucu aşağıdadır.")
        table(rows, [90, 60, 60])(canvas)
        canvas.drawString(60, 500, "Teklif kabul edildi.")

    document = read(draw)
    told = document.text[document.tables[0].start : document.tables[0].end]

    assert told.split("\n") == ["\t".join(row) for row in rows]
