"""Whatever is typed becomes a bounded tree, or one of four clear refusals."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.errors import UnclearQuery
from models.query import parse
from models.query.parse import MAX_LENGTH, MAX_PARTS

HOSTILE = st.text(
    alphabet=st.sampled_from(list("\"'()[]{}*?~^:\\/-+|&!<>= \x00\t\u202e\ufeff\ud800aşİ1.,")), max_size=80
)


@pytest.mark.parametrize(
    ("typed", "reading"),
    [
        ("açık yönetim", "açık yönetim"),
        ('"imar planı" -park', '"imar planı" -park'),
        ("park OR bahçe", "(park OR bahçe)"),
        ("imar park VEYA bahçe", "imar (park OR bahçe)"),
        ("park*", "park*"),
        ("park* imar park* imar -su -su ada OR ada", "park* imar ada -su"),
        ('"su ücret"~5', '"su ücret"~5'),
        ("sonuc:ret karsi:MHP", "outcome:ret against:MHP"),
        ('birim:"Fen İşleri" -komisyon:imar', 'department:"Fen İşleri" -committee:imar'),
        ("tarih:2024-01..2024-06", "date:2024-01..2024-06"),
        ("2014-341", "2014/341"),
        ("“akıllı tırnak”", '"akıllı tırnak"'),
    ],
)
def test_the_query_language_is_read(typed: str, reading: str) -> None:
    assert parse(typed).reading == reading


@pytest.mark.parametrize(
    ("typed", "code", "reading"),
    [
        ('"kapanmayan tırnak', "quote_unclosed", "kapanmayan tırnak"),
        ("body:[a TO", "field_unknown", "body a to"),
        ("sonuc:belki", "value_unknown", "sonuc belki"),
        ("tarih:dün", "value_unknown", "tarih dün"),
        ("a* imar", "prefix_short", "a imar"),
        ("su ve yol", "stop_words", "su yol"),
    ],
)
def test_a_doubtful_piece_is_data_and_a_notice_says_so(typed: str, code: str, reading: str) -> None:
    parsed = parse(typed)
    assert code in [notice.code for notice in parsed.notices]
    assert parsed.reading == reading


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("ve ile", "query_without_words"),
        ("*** ((( \x00", "query_without_words"),
        ("-park", "query_only_excludes"),
        ("-park -sonuc:ret", "query_only_excludes"),
        ("a" * (MAX_LENGTH + 1), "query_too_long"),
        ("imar " * (MAX_PARTS + 1), "query_too_complex"),
        (" ".join(f"a{letter}*" for letter in "bcdefghij"), "query_too_costly"),
        ("ab* -ac* " + " ".join(f'"su {place}"' for place in range(7)), "query_too_costly"),
    ],
)
def test_a_query_that_asks_for_nothing_or_too_much_is_refused_with_a_reason(typed: str, code: str) -> None:
    with pytest.raises(UnclearQuery) as refused:
        parse(typed)
    assert refused.value.code == code


def test_an_empty_query_is_no_error() -> None:
    assert parse("  ").part is None


@given(HOSTILE | st.text(max_size=200))
def test_no_text_breaks_the_parser_or_becomes_a_query_for_everything(typed: str) -> None:
    refused: UnclearQuery | None = None
    try:
        parsed = parse(typed)
    except UnclearQuery as error:
        refused = error
    if refused is not None:
        assert refused.message("tr")
        assert refused.next_step("en")
    else:
        assert parsed.part is not None or parsed.filters or not typed.strip()
