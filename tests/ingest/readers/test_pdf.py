"""A PDF's words come out right to the letter, in reading order, and every one leads back to its place."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from reportlab.lib import colors
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Table

from ingest.readers.pool import ReaderPool
from models.document import Document
from tests.ingest.readers.documents import made, written

Read = Callable[..., Document]


@pytest.fixture
def read(pool: ReaderPool, tmp_path: Path) -> Read:
    def read_(*pages: Callable[[Canvas], None]) -> Document:
        path = tmp_path / "file.pdf"
        path.write_bytes(made(*pages))
        return pool.read(path, "file.pdf")

    return read_


def test_turkish_letters_come_out_as_they_are_drawn(read: Read) -> None:
    line = "Çağrı ŞİŞLİOĞLU’nun önergesi oybirliğiyle kabul edildi: ıIiİ âîû ğĞ şŞ üÜ öÖ"

    assert read(written(line)).text == line


def test_two_columns_of_names_never_join_two_people(read: Read) -> None:
    left = ["Ali VELİOĞLU", "Ayşe KAYALI", "Can DEMİRCİ", "Ece YILMAZER"]
    right = ["Fatma ÇELİKER", "Gül ÖZTÜRKER", "Hakan ŞAHİNER"]

    def rows(canvas: Canvas) -> None:
        for number, name in enumerate(left):
            canvas.drawString(60, 700 - 16 * number, name)
            if number < len(right):
                canvas.drawString(330, 700 - 16 * number, right[number])

    assert read(rows).text.split("\n") == [*left, *right]


def test_a_label_and_its_value_stay_on_one_line(read: Read) -> None:
    def rows(canvas: Canvas) -> None:
        for number, (label, value) in enumerate(
            [("Karar No", ": 412"), ("Karar Tarihi", ": 07.05.2018"), ("Konu", ": Su")]
        ):
            canvas.drawString(60, 700 - 16 * number, label)
            canvas.drawString(240, 700 - 16 * number, value)

    assert read(rows).text.split("\n") == ["Karar No\t: 412", "Karar Tarihi\t: 07.05.2018", "Konu\t: Su"]


def test_a_ruled_table_gives_whole_rows(read: Read) -> None:
    rows = [["Grup", "Kabul", "Ret"], ["AK Parti", "21", "0"], ["CHP", "0", "14"], ["İYİ Parti", "3", "1"]]

    def draw(canvas: Canvas) -> None:
        table = Table(
            rows, style=[("GRID", (0, 0), (-1, -1), 0.5, colors.black), ("FONT", (0, 0), (-1, -1), "DejaVu", 9)]
        )
        table.wrapOn(canvas, 400, 400)
        table.drawOn(canvas, 60, 500)

    document = read(draw)

    assert [list(row) for row in document.tables[0].rows] == rows
    assert document.text[document.tables[0].start : document.tables[0].end].split("\n")[1] == "AK Parti\t21\t0"


def test_running_headers_and_page_numbers_stand_beside_the_text(read: Read) -> None:
    def page(number: int) -> Callable[[Canvas], None]:
        def draw(canvas: Canvas) -> None:
            canvas.drawString(60, 810, "Örnekköy Belediyesi Meclis Tutanağı")
            canvas.drawString(60, 700, f"Söz alan üye {'abc'[number - 1]} konuştu.")
            canvas.drawString(290, 30, f"Sayfa {number} / 3")

        return draw

    document = read(page(1), page(2), page(3))

    assert document.text == "Söz alan üye a konuştu.\nSöz alan üye b konuştu.\nSöz alan üye c konuştu."
    assert [page.footer for page in document.pages] == ["Sayfa 1 / 3", "Sayfa 2 / 3", "Sayfa 3 / 3"]
    assert {page.header for page in document.pages} == {"Örnekköy Belediyesi Meclis Tutanağı"}


def test_a_letterhead_above_each_resolution_stays_in_the_text(read: Read) -> None:
    pages = [written("ÖRNEKKÖY BELEDİYESİ", f"Karar No: {number}", "Kabul edildi.", top=800) for number in (41, 42)]

    assert read(*pages).text.count("ÖRNEKKÖY BELEDİYESİ") == 2


def test_a_word_divided_at_the_end_of_a_line_is_joined(read: Read) -> None:
    assert read(written("Mahallesindeki taşın-", "mazın satışı")).text == "Mahallesindeki taşınmazın satışı"


def test_letters_that_a_font_calls_by_latin_names_are_mended_and_reported(read: Read) -> None:
    document = read(written("BELEDÝYE MECLÝSÝ KARARI", "Baþkanlýk yazýsý görüþüldü."))

    assert document.text == "BELEDİYE MECLİSİ KARARI\nBaşkanlık yazısı görüşüldü."
    assert "pdf_letters_mended" in {notice.code for notice in document.notices}


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_every_word_leads_to_its_own_box_however_the_page_is_turned(
    pool: ReaderPool, tmp_path: Path, turn: int
) -> None:
    def draw(canvas: Canvas) -> None:
        if turn % 180:
            canvas.setPageSize((842, 595))  # reportlab swaps the sides of a turned page
        canvas.setPageRotation(turn)
        canvas.drawString(100, 700, "Kurtuluş Mahallesi")

    path = tmp_path / "turned.pdf"
    path.write_bytes(made(draw))
    document = pool.read(path, "turned.pdf")
    start = document.text.index("Mahallesi")
    (box,) = pool.locate(path, document, start, start + len("Mahallesi"))

    # "Mahallesi" stands about 52 points right of x = 100, on the line 700 points above the bottom left corner.
    along, level = (149, 205), 842 - 700
    across = {
        0: (box.x0, box.x1),
        90: (box.top, box.bottom),
        180: (595 - box.x1, 595 - box.x0),
        270: (595 - box.bottom, 595 - box.top),
    }[turn]
    down = {0: box.bottom, 90: 842 - box.x0, 180: 842 - box.top, 270: box.x1}[turn]
    assert along[0] - 8 < across[0] < across[1] < along[1] + 8
    assert abs(down - level) < 4
    assert document.pages[0].rotation == turn


def test_every_word_of_the_samples_has_a_box_on_its_own_page(pool: ReaderPool, samples: Path) -> None:
    files = sorted(samples.glob("*.pdf"))[:8]
    assert files
    for path in files:
        document = pool.read(path, path.name)
        for match in list(re.finditer(r"\w{4,}", document.text))[::25]:
            boxes = pool.locate(path, document, *match.span())
            assert boxes, (path.name, match.group())
            page = document.pages[boxes[0].page - 1]
            assert page.number == document.page_at(match.start())
            assert all(
                -1 <= box.x0 < box.x1 <= page.width + 1 and -1 <= box.top < box.bottom <= page.height + 1
                for box in boxes
            )


def test_a_page_picture_has_the_size_of_the_page(pool: ReaderPool, tmp_path: Path) -> None:
    path = tmp_path / "file.pdf"
    path.write_bytes(made(written("Karar")))
    document = pool.read(path, "file.pdf")

    png = pool.render_page(path, document, 1, scale=2.0)

    assert png.startswith(b"\x89PNG")
    assert (int.from_bytes(png[16:20]), int.from_bytes(png[20:24])) == (1190, 1684)


def test_a_line_of_the_text_that_repeats_below_each_heading_stays(read: Read) -> None:
    pages = [
        written(f"KARAR {number}", "Meclis toplandı ve görüşmelere geçildi.", "Son.", top=815) for number in (7, 19, 23)
    ]

    assert read(*pages).text.count("Meclis toplandı") == 3
