"""One file becomes its resolutions: kinds, boundaries and numbers on the composed documents, and the laws that always hold."""

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.split import split
from ingest.understand import understand
from models.document import Document, Page
from models.language.repair import repair
from models.resolution import Kind
from models.turkish.casing import upper
from tests.ingest.marked_documents import Marked, marked

DOCUMENTS = Path(__file__).parents[1] / "quality/corpus/documents-dev.jsonl"
MARKED = marked(Path(__file__).parent / "documents")
LINES = [json.loads(line) for line in DOCUMENTS.read_text(encoding="utf-8").splitlines()]


@pytest.mark.parametrize("document", LINES, ids=lambda line: line["id"])
def test_a_file_is_divided_where_a_reader_would(document: dict) -> None:
    found = split(document["text"])
    assert found.kind == document["kind"]
    places = [(piece.start, piece.end) for piece in found.pieces]
    wanted = [(decision["start"], decision["end"]) for decision in document["decisions"]]
    if document["id"] == "kd10":  # a signature line after the last report may stay with it
        places[-1] = (places[-1][0], wanted[-1][1])
    assert places == wanted


@pytest.mark.parametrize("document", MARKED, ids=lambda document: document.name)
def test_a_composed_file_is_known_and_divided_as_marked(document: Marked) -> None:
    found = split(document.text)
    assert found.kind in document.kinds
    assert tuple((piece.start, piece.end) for piece in found.pieces) == document.places
    assert [question.code for question in found.questions] == ([document.asks] if document.asks else [])


LAYOUTS = {
    "carriage-returns": lambda text: text.replace("\n", "\r\n"),
    "hard-spaces": lambda text: text.replace(" ", "\u00a0"),
    "justified": lambda text: text.replace(" ", "  "),
    "empty-lines": lambda text: text.replace("\n", "\n\n"),
    "indented": lambda text: "\n".join(f"   {line}" for line in text.split("\n")),
    "trailing-spaces": lambda text: text.replace("\n", "  \n"),
    "capitals": upper,
    "english-keyboard": lambda text: text.translate(str.maketrans("çğıöşüÇĞİÖŞÜ", "cgiosuCGIOSU")),
    "read-as-latin-1": lambda text: text.encode().decode("latin-1"),
    "old-font": lambda text: text.translate(str.maketrans("ıİğĞşŞ", "›‹¤⁄ﬂﬁ")),
}


@pytest.mark.full
@pytest.mark.parametrize("name", LAYOUTS)
def test_layout_and_damage_change_neither_kind_nor_number_of_decisions(name: str) -> None:
    wrong = []
    for document in MARKED:
        found = split(repair(LAYOUTS[name](document.text)).text)
        if found.kind not in document.kinds or len(found.pieces) != len(document.places):
            wrong.append(document.name)

    assert len(MARKED) > 140
    assert wrong == []


STYLES = (
    "{}- ", "{}. ", "{}) ", "({}) ", "{}.- ", "{} - ", "{}-) ", "[{}] ", "{}/ ", "{}: ",
    "MADDE {}- ", "Madde {}: ", "MADDE {}. ", "Madde {}\n", "{}. Madde: ", "{}. MADDE - ", "{}’inci madde: ", "Gündem Maddesi {}- ", "GÜNDEM {}: ",
    "Gündem No: {} ", "Sıra No {}: ", "S.No: {} - ", "No: {} ",
    "KARAR {}: ", "KARAR {}- ", "KARAR: {} - ", "Karar No: {} ", "KARAR NO:{}\n", "Karar Sayısı: {} ", "KARAR NUMARASI : {} - ", "Karar ({}): ",
    "{} Nolu Karar: ", "{} no’lu karar - ", "{} SAYILI KARAR\n", "{}. KARAR: ", "Karar No: 2024/{} ", "KARAR NO: {}/2024 ", "2024/{} - ", "2024-{}: ",
    "2024/06-{}: ", "Karar No\t: {}\n", "{} | ", "{}\t", "{}      ", "1/{}- ",
)  # fmt: skip
RUN_TOGETHER = (
    "{}- ",
    "{}. ",
    "{}) ",
    "({}) ",
    "{}.- ",
    "MADDE {}- ",
    "KARAR {}: ",
    "KARAR NO: {} ",
    "Karar No {}- ",
    "KARAR {}- ",
)
VERDICTS = (
    "teklifinin kabulüne oybirliği ile karar verildi.",
    "yazısının İmar Komisyonuna havalesine oy birliğiyle,",
    "talebi oy çokluğuyla reddedilmiştir.",
    "önergesi geri çekilmiştir.",
    "raporu Meclisin bilgisine sunuldu.",
)
NAMES = (
    "Fen İşleri Müdürlüğünün",
    "Zabıta Müdürlüğünün",
    "Emlak Müdürlüğünün",
    "Meclis üyesinin",
    "Denetim Komisyonunun",
)


@pytest.mark.parametrize("first", [1, 18], ids=["from-1", "from-18"])
@pytest.mark.parametrize("style", STYLES, ids=lambda style: style.format("N").strip())
def test_a_numbered_list_is_divided_in_every_style(style: str, first: int) -> None:
    items = [
        style.format(first + n) + f"{name} {verdict}"
        for n, (name, verdict) in enumerate(zip(NAMES, VERDICTS, strict=True))
    ]
    text = "ÖRNEK BELEDİYE MECLİSİ KARAR ÖZETLERİ\n" + "\n".join(items)

    found = split(text)

    assert found.kind == Kind.SUMMARY_LIST
    assert [text[piece.start : piece.end] for piece in found.pieces] == items
    assert found.questions == ()


@pytest.mark.parametrize("style", RUN_TOGETHER, ids=lambda style: style.format("N").strip())
def test_items_that_run_together_on_a_line_are_divided(style: str) -> None:
    items = [
        style.format(n) + f"{name} {verdict}" for n, (name, verdict) in enumerate(zip(NAMES, VERDICTS, strict=True), 1)
    ]
    text = "ÖRNEK BELEDİYE MECLİSİ KARAR ÖZETLERİ: " + " ".join(items)

    found = split(text)

    assert found.kind == Kind.SUMMARY_LIST
    assert [text[piece.start : piece.end] for piece in found.pieces] == items


@pytest.mark.parametrize(
    "numerals",
    [("I", "II", "III", "IV", "V"), ("a", "b", "c", "ç", "d"), ("A", "B", "C", "D", "E")],
    ids=["roman", "small", "capital"],
)
@pytest.mark.parametrize("mark", ["- ", ". ", ") ", ".- "])
def test_a_list_with_letters_for_numbers_is_divided(numerals: tuple[str, ...], mark: str) -> None:
    items = [
        f"{numeral}{mark}{name} {verdict}" for numeral, name, verdict in zip(numerals, NAMES, VERDICTS, strict=True)
    ]
    text = "ÖRNEK BELEDİYE MECLİSİ KARAR ÖZETLERİ\n" + "\n".join(items)

    assert [text[piece.start : piece.end] for piece in split(text).pieces] == items


def test_a_missing_item_number_is_asked_about() -> None:
    items = [f"{n}- Yazının komisyona havalesine oybirliğiyle karar verildi." for n in (1, 2, 4, 5)]
    found = split("\n".join(items))
    assert "number_gap" in [question.code for question in found.questions]


def test_a_numbered_attendance_list_is_not_a_list_of_resolutions() -> None:
    text = "KARAR NO: 4\nKatılanlar:\n1- Ali VURAL\n2- Ayşe TEZ\n3- Can ÖREN\nTeklifin kabulüne oybirliği ile karar verildi."
    assert len(split(text).pieces) == 1


def test_a_decision_that_minutes_call_by_number_only_is_named_by_the_agenda() -> None:
    text = (
        "X BELEDİYE MECLİSİ TUTANAĞI\nGÜNDEM\n1- Yoklama ve açılış\n2- Fen İşleri Müdürlüğünün yol teklifi\n3- Park adının görüşülmesi\n"
        "GÖRÜŞMELER\nGündemin 1. maddesi görüşüldü. Oybirliği ile kabul edildi.\nGündemin 2. maddesi okundu. Oyçokluğu ile kabul edildi.\n"
        "Gündemin 3. maddesi olan park adının Çınar Parkı olması teklifi oybirliği ile kabul edildi."
    )

    decisions = understand(Document(format="txt", text=text, pages=(Page(1, 0, len(text)),))).decisions

    assert [decision.subject for decision in decisions][:2] == [
        "Yoklama ve açılış",
        "Fen İşleri Müdürlüğünün yol teklifi",
    ]
    assert "Çınar Parkı" in str(decisions[2].subject)
    assert all(fact.quote == text[fact.start : fact.end] for decision in decisions for fact in decision.facts)


@pytest.mark.parametrize(
    ("text", "council"),
    [
        ("T.C.\nÇANKAYA BELEDİYESİ\nBELEDİYE MECLİSİ", "Çankaya Belediyesi"),
        ("ESKİŞEHİR BÜYÜKŞEHİR BELEDİYE MECLİSİ\n10.09.2024", "Eskişehir Büyükşehir Belediyesi"),
        ("Ürgüp Belediyesi Mart 2018 Meclis Kararları", "Ürgüp Belediyesi"),
    ],
)
def test_the_council_is_named_in_its_usual_spelling(text: str, council: str) -> None:
    assert split(text).municipality == council


@settings(deadline=None)
@given(
    st.text(alphabet=st.sampled_from("KARAR NO: 12-3.)\n IVX oybirliği ile karar verildi. MADDE ğüşİı|'"), max_size=400)
)
def test_pieces_never_overlap_and_stay_inside(text: str) -> None:
    place = 0
    for piece in split(text).pieces:
        assert place <= piece.start < piece.end <= len(text)
        place = piece.end


def test_a_sentence_runs_on_over_the_pages_number() -> None:
    text = "KARAR ÖZETLERİ\n\n1- Üyenin 13.08.2009\n\n          2\n\ntarihli dilekçesinin reddine oyçokluğu ile karar verildi.\n\n2- Teklif oybirliği ile kabul edildi.\n"

    found = split(text)
    first = understand(Document(format="txt", text=text, pages=())).decisions[0]

    assert len(found.text) == len(text)
    assert found.text.split() == [word for word in text.split() if word != "2"]
    assert [(one.date, one.role) for one in first.dates] == [("2009-08-13", "letter")]
