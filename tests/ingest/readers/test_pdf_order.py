"""A page's words come out as a person reads them, in whatever order the file holds them."""

import random
from collections.abc import Callable
from pathlib import Path

import pytest
from reportlab.pdfgen.canvas import Canvas

from ingest.readers.pool import ReaderPool
from models.document import Document
from tests.ingest.readers.documents import made

Read = Callable[..., Document]
Spot = tuple[float, float, str]

NAMES = "Ali VELİOĞLU|Ayşe KAYALI|Can DEMİRCİ|Ece YILMAZER|Fatma ÇELİKER|Gül ÖZTÜRKER|Hakan ŞAHİNER|Jale TOPÇUER".split(
    "|"
)
PROSE = [
    "Belediye Meclisinin Nisan ayı toplantısının birinci birleşiminde okunan",
    "imar planı değişikliği teklifinin komisyona havale edilmesi hususu",
    "görüşüldü ve oybirliği ile kabul edildi.",
]


@pytest.fixture
def read(pool: ReaderPool, tmp_path: Path) -> Read:
    def read_(*pages: Callable[[Canvas], None]) -> Document:
        path = tmp_path / "file.pdf"
        path.write_bytes(made(*pages))
        return pool.read(path, "file.pdf")

    return read_


def drawn(spots: list[Spot]) -> Callable[[Canvas], None]:
    def draw(canvas: Canvas) -> None:
        for x, y, words in spots:
            canvas.drawString(x, y, words)

    return draw


def below(lines: list[str], x: float, top: float, step: float = 16) -> list[Spot]:
    return [(x, top - step * number, line) for number, line in enumerate(lines)]


def test_three_columns_of_names_are_read_one_after_another(read: Read) -> None:
    spots = [((60, 230, 400)[n % 3], 710 - 16 * (n // 3), name) for n, name in enumerate(NAMES)]
    after = "Meclis Başkanı toplantıyı açtı ve gündemin okunmasına geçildi, üyeler söz aldı."

    text = read(drawn([(60, 740, "KATILANLAR"), *spots, (60, 640, after)])).text

    assert text.split("\n") == ["KATILANLAR", *NAMES[::3], *NAMES[1::3], *NAMES[2::3], after]


def test_a_heading_across_two_columns_parts_the_lists(read: Read) -> None:
    first = [*below(NAMES[:3], 60, 700), *below(NAMES[3:6], 330, 700)]
    second = [*below(["Kaya DENER"], 60, 620), *below(["Lale SINARCI"], 330, 620)]

    text = read(drawn([*sorted(first, key=lambda spot: -spot[1]), (190, 644, "KATILMAYANLAR"), *second])).text

    assert text.split("\n") == [*NAMES[:3], *NAMES[3:6], "KATILMAYANLAR", "Kaya DENER\tLale SINARCI"]


def test_numbers_set_apart_stay_with_their_names_in_both_columns(read: Read) -> None:
    spots = []
    for n in range(4):
        y = 700 - 16 * n
        spots += [(60, y, f"{n + 1}."), (90, y, NAMES[n]), (300, y, f"{n + 5}."), (330, y, NAMES[n + 4])]

    assert read(drawn(spots)).text.split("\n") == [f"{n + 1}.\t{name}" for n, name in enumerate(NAMES)]


def test_names_and_what_repeats_beside_them_stay_together(read: Read) -> None:
    spots = [
        spot
        for n, name in enumerate(NAMES)
        for spot in ((60, 700 - 16 * n, name), (300, 700 - 16 * n, ("CHP", "MHP")[n % 2]))
    ]

    assert read(drawn(spots)).text.split("\n")[:2] == ["Ali VELİOĞLU\tCHP", "Ayşe KAYALI\tMHP"]


def test_each_signature_keeps_its_office(read: Read) -> None:
    who = [(60, "Ali VELİOĞLU", "Meclis Başkanı"), (250, "Ayşe KAYALI", "Kâtip Üye"), (430, "Can DEMİRCİ", "Kâtip Üye")]
    spots = [(x, 200, name) for x, name, _ in who] + [(x, 184, office) for x, _, office in who]

    assert read(drawn(spots)).text.split("\n") == [words for _, name, office in who for words in (name, office)]


@pytest.mark.parametrize("by_row", [True, False])
def test_prose_in_two_columns_is_read_column_by_column(read: Read, by_row: bool) -> None:
    left = [f"sol sütunun {n}. satırındaki sözler" for n in "abcdefg"]
    right = [f"sağ sütunun {n}. satırındaki sözler" for n in "abcdefg"]
    spots = [*below(left, 60, 700, 14), *below(right, 310, 700, 14)]
    if by_row:
        spots.sort(key=lambda spot: -spot[1])

    assert read(drawn(spots)).text.split("\n") == [*left, *right]


def test_lines_written_in_any_order_are_read_from_the_top(read: Read) -> None:
    spots = [(250, 800, "ÖRNEKKÖY"), *below(PROSE, 60, 760), *below(NAMES[:4], 60, 600), *below(NAMES[4:], 330, 600)]
    random.Random(3).shuffle(spots)

    assert read(drawn(spots)).text.split("\n") == ["ÖRNEKKÖY", *PROSE, *NAMES]


def test_words_written_in_any_order_form_their_lines(read: Read) -> None:
    def draw(canvas: Canvas) -> None:
        spots = []
        for n, line in enumerate(PROSE):
            x = 60.0
            for word in line.split():
                spots.append((x, 760 - 16 * n, word))
                x += canvas.stringWidth(word + " ", "DejaVu", 10)
        random.Random(5).shuffle(spots)
        drawn(spots)(canvas)

    document = read(draw)

    assert document.text.split("\n") == PROSE


@pytest.mark.parametrize("hyphen", ["-", "\u2010", "\xad"])
@pytest.mark.parametrize("seed", [None, 3, 8])
def test_a_divided_word_is_whole_in_whatever_order_its_lines_were_written(
    read: Read, hyphen: str, seed: int | None
) -> None:
    lines = [
        *PROSE,
        f"Çamlıca Mahallesindeki taşın{hyphen}",
        "mazın satışı görüşüldü.",
        "Oybirliği ile kabul edildi.",
        "Son.",
    ]
    spots = below(lines, 60, 760)
    if seed is not None:
        random.Random(seed).shuffle(spots)

    assert "Mahallesindeki taşınmazın satışı" in read(drawn(spots)).text


def test_words_put_together_anew_lead_to_their_place(pool: ReaderPool, tmp_path: Path) -> None:
    spots = below(PROSE * 3, 60, 760)
    random.Random(3).shuffle(spots)
    path = tmp_path / "file.pdf"
    path.write_bytes(made(drawn(spots)))
    document = pool.read(path, "file.pdf")
    start = document.text.index("görüşüldü")
    (box,) = pool.locate(path, document, start, start + len("görüşüldü"))

    assert abs(box.x0 - 60) < 3
    assert any(abs(box.bottom - (842 - y)) < 4 for _, y, words in spots if words.startswith("görüşüldü"))


def test_a_letterhead_written_last_comes_first(read: Read) -> None:
    head = [(260, 800, "T.C."), (200, 784, "ÖRNEKKÖY BELEDİYESİ"), (60, 750, "Karar No: 5")]

    assert read(drawn([*below(PROSE, 60, 700), *head])).text.split("\n") == [*(words for _, _, words in head), *PROSE]


def test_list_numbers_written_last_stand_before_their_items(read: Read) -> None:
    items = ["Alanın park olarak düzenlenmesine,", "Parka ad verilmesine,", "Ödenek aktarılmasına"]
    spots = [*below(items, 92, 700), *below(PROSE, 60, 640), *below(["1.", "2.", "3."], 78, 700)]

    assert read(drawn(spots)).text.split("\n") == [f"{n}. {item}" for n, item in enumerate(items, 1)] + PROSE


def test_a_foot_written_first_comes_last(read: Read) -> None:
    assert read(drawn([(60, 300, "Yazı İşleri Müdürü"), *below(PROSE, 60, 700)])).text.split("\n") == [
        *PROSE,
        "Yazı İşleri Müdürü",
    ]


def test_words_along_the_edge_do_not_run_into_the_lines(read: Read) -> None:
    def draw(canvas: Canvas) -> None:
        drawn(below(PROSE, 60, 700))(canvas)
        canvas.translate(580, 100)
        canvas.rotate(90)
        canvas.drawString(0, 0, "Elektronik imzalı aslı ile aynıdır.")

    assert read(draw).text.split("\n") == [*PROSE, "Elektronik imzalı aslı ile aynıdır."]


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_a_page_written_sideways_is_read_like_an_upright_one(read: Read, turn: int) -> None:
    def draw(canvas: Canvas) -> None:
        canvas.translate(300, 420)
        canvas.rotate(turn)
        canvas.setFont("DejaVu", 7)
        drawn([*below(PROSE, -280, 100), *below(NAMES[:3], -280, 20), *below(NAMES[3:6], 0, 20)])(canvas)

    assert read(draw).text.split("\n") == [*PROSE, *NAMES[:6]]


def test_a_page_that_counts_itself_keeps_the_count_out_of_the_text(read: Read) -> None:
    foot = "Örnek Mah. Cumhuriyet Cad. No: 1  Tel: 0 200 000 00 00  www.ornekkoy.bel.tr"
    document = read(
        drawn([(60, 815, "Meclis Tutanağı - Sayfa 1"), *below(PROSE, 60, 700), (60, 44, foot), (280, 28, "1 / 1")])
    )

    assert document.text.split("\n") == PROSE
    assert document.pages[0].header == "Meclis Tutanağı - Sayfa 1"
    assert document.pages[0].footer.split("\n")[1] == "1 / 1"
