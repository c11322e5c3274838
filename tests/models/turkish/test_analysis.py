"""Words come to the same key however they are inflected, written or typed."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.turkish.analysis import analysed, exact, index_key, indexed, query_keys
from models.turkish.words import ANY_TOKEN, TOKEN, number, tokens


@pytest.mark.parametrize(
    ("word", "lemma"),
    [
        ("belediyelerinin", "belediye"),
        ("Belediyesi'nin", "belediye"),
        ("BAŞKANLIĞINCA", "başkanlık"),
        ("suyu", "su"),
        ("reddine", "ret"),
        ("kaydının", "kayıt"),
        ("protokolü", "protokol"),
        ("işyerlerinin", "işyeri"),
        ("oybirliğiyle", "oybirliği"),
        ("görüşülmesine", "görüşülme"),
        ("görüşülerek", "görüşülme"),
        ("onaylanmıştır", "onaylanma"),
        ("gurubunun", "grup"),
        ("BELEDIYESI", "belediye"),
        ("merkezinin", "merkez"),
        ("ayının", "ay"),
        ("hata", "hata"),
        ("hattının", "hat"),
        ("Bolu", "bolu"),
        ("halı", "halı"),
        ("sitelerde", "site"),
    ],
)
def test_a_form_is_read_to_its_dictionary_form(word: str, lemma: str) -> None:
    assert index_key(word) == lemma


def test_a_word_of_no_known_root_keeps_its_first_seven_plain_letters() -> None:
    assert index_key("Zürtüpköprülüler") == "~zurtupk"
    assert query_keys("zurtupkoprululer") == ("~zurtupk",)


@pytest.mark.parametrize(
    ("damaged", "right"),
    [
        ("Ýmar", "İmar"),
        ("baþkanlýðýnýn", "başkanlığının"),
        ("BELEDĠYESĠ", "BELEDİYESİ"),
        ("BAġKANLIĞI", "BAŞKANLIĞI"),
        ("görüĢülmesi", "görüşülmesi"),
        ("ĐMAR", "İMAR"),
        ("Zürtüpköprülü̧ð", "Zürtüpköprülü̧ğ"),
        ("Sýrapýnarlý", "Sırapınarlı"),
    ],
)
def test_a_word_with_damaged_letters_is_the_word_it_was(damaged: str, right: str) -> None:
    assert (exact(damaged), index_key(damaged), query_keys(damaged)) == (
        exact(right),
        index_key(right),
        query_keys(right),
    )


@pytest.mark.parametrize("typed", ["seçim", "secim", "SEÇİM", "SECIM", "Secim", "seçım"])
def test_a_word_is_searched_however_its_letters_are_typed(typed: str) -> None:
    assert index_key("seçimlerinin") in query_keys(typed)


def test_a_word_spelled_with_turkish_letters_means_itself() -> None:
    assert query_keys("şu") == ("şu",)
    assert query_keys("köy") == ("köy",)


@pytest.mark.parametrize(
    ("written", "shape"),
    [
        ("13.3.2026", "2026-03-13"),
        ("13/03/2026", "2026-03-13"),
        ("2014-341", "2014/341"),
        ("2024/113", "2024/113"),
        ("E-2158955", "e-2158955"),
        ("1.250.000,00", "1250000"),
        ("120000.00", "120000"),
        ("5393/18/P", "5393/18/p"),
        ("2024'te", "2024"),
    ],
)
def test_a_number_has_one_shape_and_is_never_cut(written: str, shape: str) -> None:
    assert [token.text for token in tokens(written)] == [written]
    assert number(written) == index_key(written) == exact(written) == shape


@given(st.text())
def test_any_text_gives_tokens_that_are_its_own_slices_and_keys_without_gaps(text: str) -> None:
    for token, form, key in analysed(text):
        assert text[token.start : token.end] == token.text
        assert form
        assert key
        assert not any(letter.isspace() for letter in form + key)


@given(st.text(alphabet="abcçdefgğhıijklmnoöprsştuüvyzABCÇIİĞÖŞÜ'’", min_size=1, max_size=30))
def test_any_word_finds_itself(word: str) -> None:
    for _, form, key in analysed(word):
        assert form == exact(form) or "'" in form
        assert key in query_keys(next(iter(tokens(word))).text) or len(list(tokens(word))) > 1


@given(st.text(alphabet="ab cIİğZ'’-–_./,1290\u0307\u0301\u00adéж\u0660~*\n E") | st.text())
def test_looking_for_plain_words_first_gives_the_same_tokens(text: str) -> None:
    assert TOKEN.findall(text) == re.findall(ANY_TOKEN, text, re.VERBOSE)


@given(st.text(alphabet="abcIİğış '1/.-") | st.text())
def test_a_whole_text_is_indexed_as_its_words_are(text: str) -> None:
    assert indexed(text) == (tuple(form for _, form, _ in analysed(text)), tuple(key for _, _, key in analysed(text)))


def test_words_met_again_keep_their_forms_when_those_met_lately_are_many(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("models.turkish.analysis._forms.kept", 3)
    text = "başkanın kararı belediyenin parkı başkanın suyu oyunu kararı başkanın"
    assert indexed(text) == indexed(text) == (tuple(map(exact, text.split())), tuple(map(index_key, text.split())))
