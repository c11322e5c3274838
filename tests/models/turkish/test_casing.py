"""Turkish casing keeps lengths and meanings."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.turkish.casing import fold, lower, upper

TURKISH = st.text(alphabet="abcçdefgğhıijklmnoöprsştuüvyzâîûABCÇDEFGĞHIİJKLMNOÖPRSŞTUÜVYZÂÎÛ '.0123456789")


@pytest.mark.parametrize(
    ("given_text", "expected"),
    [
        ("OYBİRLİĞİ", "oybirliği"),
        ("IĞDIR", "ığdır"),
        ("İSTANBUL'UN", "istanbul'un"),
        ("IŞIK", "ışık"),
        ("HÂKİM", "hâkim"),
        ("I\u0307l", "i\u0307l"),
    ],
)
def test_turkish_capitals_become_their_own_small_letters(given_text: str, expected: str) -> None:
    assert lower(given_text) == expected


@pytest.mark.parametrize(
    ("given_text", "expected"),
    [("oybirliği", "OYBİRLİĞİ"), ("ığdır", "IĞDIR"), ("straße", "STRAßE"), ("ﬁkir", "ﬁKİR")],
)
def test_small_letters_become_their_own_capitals(given_text: str, expected: str) -> None:
    assert upper(given_text) == expected


@pytest.mark.parametrize(
    ("given_text", "expected"),
    [
        ("Çığ öyküsü", "cig oykusu"),
        ("ŞİŞLİ", "sisli"),
        ("ılıca", "ilica"),
        ("hâlâ, îmâ, sükûn", "hala, ima, sukun"),
        ("Café Łódź", "cafe lodz"),
    ],
)
def test_folding_gives_what_an_english_keyboard_types(given_text: str, expected: str) -> None:
    assert fold(given_text) == expected


@given(st.text())
def test_every_change_keeps_the_length(text: str) -> None:
    assert len(lower(text)) == len(upper(text)) == len(fold(text)) == len(text)


@given(st.text())
def test_doing_it_twice_changes_nothing_more(text: str) -> None:
    assert lower(lower(text)) == lower(text)
    assert upper(upper(text)) == upper(text)
    assert fold(fold(text)) == fold(text)


@given(TURKISH)
def test_a_turkish_text_survives_the_way_up_and_down(text: str) -> None:
    assert lower(upper(lower(text))) == lower(text)


@given(TURKISH)
def test_folding_leaves_plain_letters_only_and_ignores_case(text: str) -> None:
    assert fold(text).isascii()
    assert fold(upper(text)) == fold(text) == fold(lower(text))
