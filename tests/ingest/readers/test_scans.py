"""What a scan is made ready by before Tesseract sees it: laid straight, ruled lines out, cut into pieces in reading order."""

from itertools import pairwise

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont

from ingest.readers import ocr, scan_layout, scan_letters, scan_lines
from ingest.readers.clean_scan import clean
from ingest.readers.limits import Limits
from ingest.readers.scan_colours import without_seals
from ingest.readers.scan_pieces import Piece
from ingest.readers.tesseract import Read

LIMITS = Limits()
TYPE = ImageFont.truetype("/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf", 30)
NAMES = ["1- Şükrü ÖZDAĞLI", "2- İlknur AĞAÇCI", "3- Ömer SAÇAKLI", "4- Nazlı KARGINLI"]
OTHERS = ["5- Işıl ÇINARLI", "6- Uğur OBRUKLU", "7- Gülşah IŞIKTEPE", "8- Fikret TINAZTEPELİ"]
SENTENCE = "Teklif görüşülerek oylamaya sunuldu ve kabul edildi."
ROWS = [["Grup", "Kabul", "Ret"], ["Çınar Grubu", "11", "0"], ["Irmak Grubu", "1", "6"]]


def _blank(height: int = 900) -> tuple[Image.Image, ImageDraw.ImageDraw]:
    picture = Image.new("L", (1654, height), 255)
    return picture, ImageDraw.Draw(picture)


def _table(draw: ImageDraw.ImageDraw, top: int) -> None:
    for row, cells in enumerate(ROWS):
        for column, cell in enumerate(cells):
            box = (150 + 400 * column, top + 60 * row, 550 + 400 * column, top + 60 * (row + 1))
            draw.rectangle(box, outline=0, width=2)
            draw.text((box[0] + 12, box[1] + 12), cell, fill=0, font=TYPE)


def _page() -> Image.Image:
    picture, draw = _blank()
    draw.text((150, 80), SENTENCE, fill=0, font=TYPE)
    for number, (left, right) in enumerate(zip(NAMES, OTHERS, strict=True)):
        draw.text((150, 200 + 50 * number), left, fill=0, font=TYPE)
        draw.text((900, 200 + 50 * number), right, fill=0, font=TYPE)
    draw.text((150, 460), SENTENCE, fill=0, font=TYPE)
    _table(draw, 560)
    return picture


def _zones(picture: Image.Image) -> list[scan_layout.Zone]:
    plain, rulings = scan_lines.erase_rulings(clean(picture), 200)
    return scan_layout.zones(plain, 200, rulings)


@pytest.mark.parametrize("degrees", [-4.0, -1.2, 0.0, 2.3, 5.0])
def test_a_slanted_page_is_told_how_far_to_turn_back(degrees: float) -> None:
    slanted = _page().rotate(degrees, Image.Resampling.BICUBIC, fillcolor=255)

    assert scan_lines.slant(slanted) == pytest.approx(-degrees, abs=0.15)


@pytest.mark.parametrize("turn", [Image.Transpose.ROTATE_90, Image.Transpose.ROTATE_270])
def test_a_page_on_its_side_is_told_from_one_that_stands(turn: Image.Transpose) -> None:
    assert not scan_lines.lies_on_side(_page())
    assert not scan_lines.lies_on_side(_page().rotate(3, fillcolor=255))
    assert scan_lines.lies_on_side(_page().transpose(turn))


def test_ruled_lines_are_found_and_taken_out_and_letters_stay() -> None:
    with_rules, draw = _blank()
    _table(draw, 200)
    without, draw = _blank()
    for row, cells in enumerate(ROWS):
        for column, cell in enumerate(cells):
            draw.text((162 + 400 * column, 212 + 60 * row), cell, fill=0, font=TYPE)

    plain, rulings = scan_lines.erase_rulings(with_rules, 200)

    assert len(rulings.level) == 4
    assert len(rulings.upright) == 4
    left_over = np.abs(np.asarray(plain, dtype=int) - np.asarray(without, dtype=int)) > 100
    assert left_over.sum() < 50


def test_a_page_is_cut_into_text_columns_and_tables_from_top_to_bottom() -> None:
    zones = _zones(_page())

    assert [type(zone).__name__ for zone in zones] == ["Text", "Columns", "Text", "Ruled"]
    assert isinstance(zones[3], scan_layout.Ruled)
    assert [len([cell for cell in row if cell]) for row in zones[3].rows] == [3, 3, 3]


def test_a_list_s_own_numbers_are_no_column() -> None:
    picture, draw = _blank()
    for number in range(5):
        draw.text((150, 100 + 60 * number), f"{number + 1}.", fill=0, font=TYPE)
        draw.text((220, 100 + 60 * number), SENTENCE, fill=0, font=TYPE)

    assert [type(zone).__name__ for zone in _zones(picture)] == ["Text"]


def test_wide_spaces_are_closed_and_boxes_lead_back_to_where_the_words_stand() -> None:
    picture, draw = _blank(200)
    draw.text((100, 80), "oybirliği", fill=0, font=TYPE)
    draw.text((900, 80), "ile", fill=0, font=TYPE)
    piece = Piece(picture, (90, 70, 1000, 130), 200)

    columns = np.flatnonzero((np.asarray(piece.image) < 128).any(axis=0))
    assert max(after - before for before, after in pairwise(columns)) < 30
    last = Read("ile", (), float(columns[-1]) - 30, 20, float(columns[-1]), 50, 0.9)
    (placed,) = piece.placed([last])
    assert 890 < placed.left < placed.right < 960


def test_a_word_where_no_ink_is_was_made_up() -> None:
    picture, draw = _blank(200)
    draw.text((100, 80), "karar", fill=0, font=TYPE)
    piece = Piece(picture, (90, 70, 1000, 130), 200)

    assert list(piece.placed([Read("o", (), 900, 30, 920, 50, 0.8)])) == []


@pytest.mark.ocr
@pytest.mark.full
def test_columns_are_read_one_after_the_other_and_tables_row_by_row() -> None:
    found = ocr.read_page(_page(), 200, LIMITS)

    assert found is not None
    assert (
        found.text.split()
        == " ".join([SENTENCE, *NAMES, *OTHERS, SENTENCE, *(cell for row in ROWS for cell in row)]).split()
    )
    assert "Irmak Grubu\t1\t6" in found.text


@pytest.mark.ocr
@pytest.mark.full
def test_labels_and_their_values_are_read_line_by_line() -> None:
    picture, draw = _blank()
    labels = [("Karar No", ": 412"), ("Karar Tarihi", ": 05.10.2026"), ("Birleşim", ": 3"), ("Konu", ": Su tarifesi")]
    for number, (label, value) in enumerate(labels):
        draw.text((150, 100 + 60 * number), label, fill=0, font=TYPE)
        draw.text((600, 100 + 60 * number), value, fill=0, font=TYPE)

    found = ocr.read_page(picture, 200, LIMITS)

    assert found is not None
    assert "".join(found.text.split()) == "".join(label + value for label, value in labels).replace(" ", "")


@pytest.mark.ocr
@pytest.mark.full
def test_a_slanted_scan_s_boxes_lie_on_its_ink() -> None:
    picture = _page().rotate(3, Image.Resampling.BICUBIC, fillcolor=255)

    found = ocr.read_page(picture, 200, LIMITS)

    assert found is not None
    assert found.text.startswith(SENTENCE)
    ink = picture.point(lambda value: 255 if value < 128 else 0)
    for word in found.words:
        box = tuple(round(edge * 200 / 72) for edge in (word.x0, word.top, word.x1, word.bottom))
        assert ink.crop(box).getbbox() is not None, found.text[word.start : word.start + word.length]


def _read(*texts: str) -> list[Read]:
    return [Read(text, (), 0, 0, 10, 10, 0.9) for text in texts]


@pytest.mark.parametrize(
    ("read", "printed"),
    [
        (["26,00", "TI."], "26,00 TL"),
        (["26,00", 'TI."den'], "26,00 TL'den"),
        (["(m?)"], "(m²)"),
        (["250", "m?"], "250 m²"),
        (["Ne", "m?"], "Ne m?"),
        (["5", "TIR"], "5 TIR"),
    ],
)
def test_letters_taken_for_others_are_put_right_where_their_neighbours_leave_no_doubt(
    read: list[str], printed: str
) -> None:
    assert " ".join(word.text for word in scan_letters.mended(_read(*read))) == printed


def test_a_lone_figure_read_as_a_letter_is_told_by_its_column_and_marked_doubtful() -> None:
    rows = [[_read("Grup"), _read("Ret")], [_read("Çınar"), _read("12")], [_read("I"), _read("O")], [[], _read("|")]]

    mended = scan_letters.figures(rows)

    assert [[" ".join(word.text for word in cell) for cell in row] for row in mended] == [
        ["Grup", "Ret"], ["Çınar", "12"], ["I", "0"], ["", "1"],
    ]  # fmt: skip
    assert mended[2][1][0].confidence < ocr.DOUBTFUL


def test_faint_writing_is_made_dark_and_full_stops_stay() -> None:
    picture, draw = _blank(200)
    draw.text((100, 80), "01.09.2023", fill=190, font=TYPE)
    draw.rectangle((0, 0, 1653, 60), fill=230)

    cleaned = np.asarray(clean(picture))

    assert cleaned.min() < 110
    stops = scan_layout.spans((cleaned[80:125, 100:330] < 150).any(axis=0))
    assert len(stops) == 10


def test_lone_specks_are_taken_out() -> None:
    picture, draw = _blank(200)
    draw.text((100, 80), "karar", fill=0, font=TYPE)
    for x in range(500, 1600, 90):
        draw.point((x, 50), fill=0)

    assert (np.asarray(clean(picture))[:, 480:] > 200).all()


def test_a_blue_seal_over_black_writing_is_taken_out_and_blue_writing_stays() -> None:
    page = Image.new("RGB", (1654, 2339), "white")
    draw = ImageDraw.Draw(page)
    draw.text((150, 300), SENTENCE, fill="black", font=TYPE)
    for top in range(1100, 1500, 60):
        draw.text((150, top), SENTENCE, fill="black", font=TYPE)
    draw.text((150, 900), SENTENCE, fill=(20, 40, 190), font=TYPE)
    for inner in (0, 24):
        draw.ellipse((500 + inner, 200 + inner, 760 - inner, 460 - inner), outline=(40, 60, 190), width=6)

    plain = np.asarray(without_seals(page))

    assert (plain[200:290, 480:800] > 200).all()  # the seal's upper rim
    crossed = Image.new("L", page.size, 255)
    ImageDraw.Draw(crossed).text((150, 300), SENTENCE, fill=0, font=TYPE)
    black = np.asarray(crossed)[290:350] < 60
    assert (plain[290:350][black] < 128).mean() > 0.9  # where the seal was drawn over a letter, a little is lost
    assert (plain[890:950] < 128).any()


def test_a_page_written_in_blue_is_left_as_it_is() -> None:
    page = Image.new("RGB", (800, 1100), "white")
    ImageDraw.Draw(page).ellipse((100, 100, 400, 400), outline=(20, 40, 190), width=9)

    assert (np.asarray(without_seals(page)) < 128).any()


@pytest.mark.parametrize(
    ("first", "second", "printed"),
    [
        ("1.G:", ["ÖRNEKOVA", "BELEDİYESİ"], "T.C."),
        ("E.G", ["ÖRNEKOVA", "VALİLİĞİ"], "T.C."),
        ("1.G:", ["Gündem"], "1.G:"),
        ("EK-1", ["ÖRNEKOVA", "BELEDİYESİ"], "EK-1"),
    ],
)
def test_the_head_of_an_official_letter_is_known_by_the_office_under_it(
    first: str, second: list[str], printed: str
) -> None:
    [word] = scan_letters.headed(_read(first), _read(*second))

    assert word.text == printed
    assert (word.confidence < ocr.DOUBTFUL) == (printed != first)


def test_dots_that_stand_clear_of_their_capitals_move_with_them() -> None:
    picture, draw = _blank(200)
    draw.rectangle((100, 100, 130, 130), fill=0)
    draw.rectangle((600, 100, 630, 130), fill=0)
    draw.rectangle((612, 92, 617, 96), fill=0)  # the dot, with white between it and all else
    piece = np.asarray(Piece(picture, (90, 80, 700, 140), 225).image) < 128

    rows = np.flatnonzero(piece.any(axis=1))
    dot = np.flatnonzero(piece[rows[0] : rows[0] + 3].any(axis=0))
    letters = scan_layout.spans(piece[rows[-1] - 5 : rows[-1]].any(axis=0))
    assert letters[1][0] < dot[0] < dot[-1] < letters[1][1]
