"""What holds for every text: quotes are the words themselves, nothing raises, cost stays linear."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.understand import read_text, understand
from models.document import Document, Page
from models.language import load, mentions_in
from models.language.components import mention_of
from models.language.repair import repair

WORDS = st.sampled_from(
    'oybirliği ile kabulüne karar verildi . , ; ( ) " ’ \n \n\n 5393 sayılı Kanunun 18 (p) maddesi 13.03.2026 tarihli E-2158955 yazısı '
    "AK Parti MHP Gurubunun ret oylarına rağmen Komisyonuna havale Müdürlüğünün Ahmet KARA 12 ada 3,4 parsel 7.500.-TL K A R A R "
    "KARAR NO : 412 1- II- BAŞKAN - gündemin maddesi Ġmar ýþð ta1ebin reddine geri çekildi seçilmiştir İli ilçesi Mahallesi".split(
        " "
    )
)
MIXED = st.lists(WORDS | st.text(max_size=4), max_size=60).map(" ".join)


def _document(text: str) -> Document:
    return Document(format="txt", text=text, pages=(Page(1, 0, len(text)),))


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=300) | MIXED)
def test_every_fact_quotes_the_original_at_its_place(text: str) -> None:
    reading = understand(_document(text))

    for decision in reading.decisions:
        assert decision.text == text[decision.start : decision.end]
        for fact in decision.facts:
            assert fact.quote == text[fact.start : fact.end]


@settings(max_examples=60, deadline=None)
@given(MIXED)
def test_reading_without_tokens_marks_what_the_pipeline_marks(text: str) -> None:
    assert mentions_in(text) == [mention_of(entry) for entry in load()(text)._.mentions]


@settings(max_examples=150, deadline=None)
@given(MIXED)
def test_repair_leads_back_into_the_original(text: str) -> None:
    repaired = repair(text)

    for start in range(0, len(repaired.text) + 1, 7):
        a, b = repaired.original(start, min(start + 9, len(repaired.text)))
        assert 0 <= a <= b <= len(text)


HOSTILE = {
    "capitals": "ABCDE FGHIJ KLMNO " * 1400,
    "one word": "A" * 25_000,
    "one damaged word": "A" * 25_000 + " bl ii rn aI a?b c?d §e f|g",
    "digits": "12 34 5.6 " * 2500,
    "brackets": "(" * 12_000 + ")" * 12_000,
    "formula": "oybirliği ile kabulüne " * 1100,
    "lines": "\n" * 25_000,
    "names": "Ahmet KARA ve " * 1800,
    "letter-spaced": "K A R A R " * 2500,
    "dates": "01.02.2020 tarih ve 5 sayılı " * 860,
    "spaces": "12 sayılı karar" + " " * 25_000 + "x",
    "counts": "21 kabul 14 ret " * 1500,
    "votes": "14 kabul 3 ret oyuyla kabul edildi. " * 1400,
    "counts of groups": "AK Parti 21 kabul, CHP 14 ret " * 800,
    "numbers": "karar no: 5 " * 2000,
    "items": "1- a\n2- b\n" * 2500,
    "signatures": "başkan üye iii " * 1600,
    "pieces": "oy bir liği ka bul " * 1300,
    "lost letters": "o?lu ba?kan? " * 1900,
    "votes that nobody called": "BAŞKAN: Kabul edenler? Etmeyenler? Oy birliği ile kabul edildi.\n" * 400,
}


@pytest.mark.full
@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_text_is_read_without_raising(name: str) -> None:
    assert read_text(HOSTILE[name]).start == 0
    assert understand(_document(HOSTILE[name])) is not None


@pytest.mark.parametrize(
    "text",
    [
        "Kabulüne Reddine\nOybirliği / Oyçokluğu ile karar verildi.",
        "a) Parkın kabulüne oybirliği/oyçokluğu ile,\nb) yolun reddine oyçokluğu ile karar verildi.",
    ],
)
def test_a_form_that_nobody_filled_in_is_read_without_raising(text: str) -> None:
    assert all(vote.manner in {"unstated", "majority"} for vote in read_text(text).votes)


def test_an_empty_text_holds_no_decision() -> None:
    assert understand(_document("  \n ")).decisions == ()


def test_the_language_lowers_capitals_the_turkish_way() -> None:
    token = load().make_doc("IŞIK")[0]

    assert (token.lower_, token.norm_) == ("ışık", "isik")


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("IŞIK’ın önerisi", ["IŞIK", "’ın", "önerisi"]),
        ("E-2158955 sayılı", ["E-2158955", "sayılı"]),
        ("1. Başkan", ["1.", "Başkan"]),
    ],
)
def test_numbers_stay_whole_and_suffixes_part_from_names(text: str, tokens: list[str]) -> None:
    assert [token.text for token in load().make_doc(text)] == tokens
