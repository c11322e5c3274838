"""Overlap scores: a label is found where its words were touched, and places are found in every notation."""

from typing import Any

import pytest

from ingest.flat import to_flat
from ingest.understand import read_text
from models.language.overlap import Read, Tally, overlaps
from models.language.printed import Printed
from models.language.scores import SETS

EMPTY: dict[str, Any] = {field: [] for field in SETS}


def told(text: str, **labels: Any) -> dict[str, Tally]:
    decision = read_text(text)
    return overlaps([Read({"id": "1", "text": text, **EMPTY, **labels}, to_flat(decision), decision.facts)])


@pytest.mark.parametrize(
    ("field", "entry", "text", "words"),
    [
        ("departments", "Fen İşleri Müdürlüğü", "FEN İŞLERİ MÜDÜRLÜĞÜNÜN yazısı", "FEN İŞLERİ MÜDÜRLÜĞÜNÜN"),
        ("departments", "Fen İşleri Müdürlüğü", "Fen  İşleri\nMüdürlüğü’nün", "Fen  İşleri\nMüdürlüğü"),
        ("departments", "Genel Sekreterlik", "Genel Sekreterliğin yazısı", "Genel Sekreterliğin"),
        ("committees", "Plan ve Bütçe Komisyonu", "Plan-Bütçe Komisyonunca", "Plan-Bütçe Komisyonunca"),
        ("dates", {"date": "2019-04-03", "role": "letter"}, "03.04.2019 gün", "03.04.2019"),
        ("dates", {"date": "2019-04-03", "role": "letter"}, "3 NİSAN 2019 günü", "3 NİSAN 2019"),
        ("dates", {"date": "2019-04-03", "role": "letter"}, "03/04/2019", "03/04/2019"),
        ("document_nos", "M.34-12/ 5", "M.34-12/5 sayılı", "M.34-12/5"),
        ("people", {"name": "M.Fahri ÖZGEN"}, "M. Fahri Özgen’in", "M. Fahri Özgen"),
        ("places", {"kind": "mah", "name": "Fatih Mahallesi"}, "Fatih Mah. sakinleri", "Fatih"),
        ("money", {"amount": 4217.35}, "net 4.217,35.-TL", "4.217"),
        ("parcels", {"ada": "131", "parsel": ["5"]}, "131 Ada, 5 Parsel", "131"),
        ("parcels", {"ada": None, "parsel": ["3310"]}, "3310 nolu parsel", "3310"),
        ("refs", {"number": None, "date": "2020-11-05"}, "05.11.2020 tarihli karar", "05.11.2020"),
        ("departments", "Fen İşleri Müdürlüğü", "Fen Ýþleri Müdürlüðü", "Fen Ýþleri Müdürlüðü"),
    ],
)
def test_a_value_is_found_where_it_is_printed(field: str, entry: Any, text: str, words: str) -> None:
    assert [text[start:end] for start, end in Printed(text).places(field, entry)] == [words]


def test_what_is_printed_in_another_form_has_no_place() -> None:
    text = "Zabıta ve İtfaiye Müdürlüklerine 3 milyon 500 bin TL"
    assert Printed(text).places("departments", "Zabıta Müdürlüğü") == []
    assert Printed(text).places("money", {"amount": 3500000.0}) == []


def test_a_wrong_role_is_an_overlap_and_no_exact_match() -> None:
    text = "Fen İşleri Müdürlüğünün 03.04.2019 tarihli yazısının kabulüne karar verildi."
    found = told(text, dates=[{"date": "2019-04-03", "role": "report"}])
    assert found["dates"] == Tally(1, 1, 1, 1)


def test_what_no_label_has_is_wrong_and_what_was_not_read_is_missed() -> None:
    text = "Fen İşleri Müdürlüğünün yazısının kabulüne karar verildi. Zabıta."
    found = told(text, departments=["Zabıta"])
    assert found["departments"] == Tally(0, 1, 0, 1)
    assert found["departments"].figures == {"precision": 0.0, "recall": 0.0, "f1": 0.0}


def test_facts_of_a_document_are_placed_in_its_decision() -> None:
    text = "Fen İşleri Müdürlüğünün 03.04.2019 tarihli yazısının kabulüne karar verildi."
    before = "Önce gelen söz başka bir şeydi. "
    decision = read_text(before + text)
    gold = {"id": "1", "text": text, **EMPTY, "dates": [{"date": "2019-04-03", "role": "other"}]}
    assert overlaps([Read(gold, to_flat(decision), decision.facts, len(before))])["dates"] == Tally(1, 1, 1, 1)
    assert overlaps([Read(gold, to_flat(decision), decision.facts, 0)])["dates"] == Tally(0, 1, 0, 1)


def test_a_field_that_a_label_leaves_out_is_left_out() -> None:
    found = told("Fen İşleri Müdürlüğünün yazısının kabulüne karar verildi.", not_scored=["departments"])
    assert found["departments"] == Tally()
    assert found["departments"].figures == {"precision": None, "recall": None, "f1": None}


def test_a_decision_that_was_not_found_misses_every_label() -> None:
    gold = {"id": "1", "text": "Zabıta Müdürlüğü", **EMPTY, "departments": ["Zabıta Müdürlüğü"]}
    assert overlaps([Read(gold, None)])["departments"] == Tally(0, 0, 0, 1)
