"""A search, from what is typed to the page that is shown."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from archive.index import Delete, Put
from archive.index.tantivy_engine import TantivyIndex
from models.errors import UnclearQuery
from models.resolution import ResolutionRecord
from search_api.find import SearchPage, SearchRequest, find
from tests.archive.index.conftest import RECORDS, record

PUBLIC = frozenset({"public"})


class Shelf:
    """A catalogue of a few records."""

    def __init__(self, records: Sequence[ResolutionRecord]) -> None:
        self.kept = {one.id: one for one in records}

    def records(self, ids: Sequence[str]) -> dict[str, ResolutionRecord]:
        return {one: self.kept[one] for one in ids if one in self.kept}


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[TantivyIndex, Shelf]]:
    more = [record(f"n{n}", f"Numaralı karar {n} hakkında <b>düzen</b> & nizam", number=f"2022/{n}") for n in range(30)]
    folder: Path = tmp_path_factory.mktemp("find")
    index = TantivyIndex(folder / "index")
    index.apply([Put(one) for one in (*RECORDS, *more)])
    yield index, Shelf((*RECORDS, *more))
    index.close()


House = tuple[TantivyIndex, Shelf]


def search(house: House, q: str = "", visibilities: frozenset[str] = PUBLIC, **more: Any) -> SearchPage:
    return find(*house, SearchRequest(q=q, language="en", **more), visibilities)


def test_an_inflected_form_is_found_and_marked_on_the_original_text(house: House) -> None:
    found = search(house, "acik yonetim")
    assert [hit.id for hit in found.hits] == ["d"]
    assert found.hits[0].snippets == ("<mark>Açık</mark> <mark>yönetimin</mark> güçlendirilmesi.",)


def test_everything_but_the_marks_is_escaped(house: House) -> None:
    snippet = search(house, "nizam").hits[0].snippets[0]
    assert "&lt;b&gt;düzen&lt;/b&gt; &amp; <mark>nizam</mark>" in snippet


@pytest.mark.parametrize("typed", ["2022/7", "2022-7", "karar:2022/7"])
def test_a_number_in_any_shape_finds_its_decision_first(house: House, typed: str) -> None:
    assert search(house, typed).hits[0].id == "n7"


@pytest.mark.parametrize(
    ("typed", "chosen", "found"),
    [
        ("", {"against": ("MHP",)}, {"b", "c"}),
        ("", {"against": ("mhp",), "outcome": ("ret",)}, {"b", "c"}),
        ("karsi:CHP", {}, {"c"}),
        ("imar sonuc:ret", {}, {"c"}),
        ('birim:"fen isleri"', {}, {"a", "d"}),
        ("", {"department": ("Fen İşleri Müdürlüğü",)}, {"a", "d"}),
        ("", {"department": ("bahceler",)}, {"d"}),
        ("tarih:2023-01", {}, {"b"}),
        ("", {"date_to": "2021-12-31"}, set()),
        ("imar", {"year": ("unknown",)}, {"f"}),
        ("imar", {"outcome": ("-rejected",)}, {"f"}),
        ("imar -sonuc:ret", {}, {"f"}),
        ("belediye:örnek imar", {}, {"c", "f"}),
    ],
)
def test_filters_typed_and_chosen_narrow_the_search(
    house: House, typed: str, chosen: dict[str, Any], found: set[str]
) -> None:
    assert {hit.id for hit in search(house, typed, **chosen).hits} == found


def test_an_unknown_value_of_a_closed_filter_is_refused_with_the_values_there_are(house: House) -> None:
    with pytest.raises(UnclearQuery) as refused:
        search(house, outcome=("belki",))
    assert refused.value.code == "filter_value_unknown"
    assert "rejected" in refused.value.next_step()


def test_most_of_the_words_are_enough_when_nothing_has_all(house: House) -> None:
    found = search(house, "imar planı zürafa")
    assert [hit.id for hit in found.hits] == ["c"]
    assert found.notices == ("No resolution has all the words; those with most of them are shown.",)


def test_a_misspelt_word_gets_a_better_spelling(house: House) -> None:
    assert search(house, "tarifesi yonetm").did_you_mean in {"tarifesi yönetim", "tarifesi yönetimin"}
    assert search(house, "imar").did_you_mean is None


def test_pages_follow_each_other_and_a_cursor_of_another_query_is_refused(house: House) -> None:
    first = search(house, "numaralı", limit=20, sort="newest")
    second = search(house, "numaralı", limit=20, sort="newest", cursor=first.next)
    assert len({hit.id for page in (first, second) for hit in page.hits}) == first.total == 30
    assert second.next is None
    for cursor in (first.next, "kötü", "A" * 500, ""):
        if cursor:
            with pytest.raises(UnclearQuery, match="cursor_unknown"):
                search(house, "başka", cursor=cursor)


def test_what_became_restricted_meanwhile_is_not_shown(house: House) -> None:
    index, shelf = house
    hidden = {**shelf.kept, "a": msgspec.structs.replace(shelf.kept["a"], visibility="restricted")}
    assert find(index, Shelf(list(hidden.values())), SearchRequest(q="su"), PUBLIC).hits == ()


def test_the_answer_has_the_published_shape(house: House) -> None:
    answer = msgspec.to_builtins(search(house, "imar"))
    assert set(answer) >= {"total", "took_ms", "reading", "notices", "hits", "facets", "next"}
    assert answer["facets"]["outcome"][0] == {"value": "adopted", "label": "Adopted", "count": 1}


HOSTILE = [
    '"kapanmayan',
    "body:[a TO",
    "((((((",
    "*:*",
    "*",
    "a:b:c",
    '+-&&||!(){}[]^"~*?:\\/',
    "\x00\x01\x02",
    "\ud800\udfff",
    "\u202eters\u202c",
    "x" * 10_000,
    "ve ile bir",
    "-imar",
    "sonuc:",
    "tarih:9999-99..0000-00",
    "tutar:..",
    "/.*/",
    "%27 OR 1=1 --",
    "<script>alert(1)</script>",
    "NOT",
    "OR OR OR",
    '"" ""',
    "'''",
    "٣٤",
    "karar:",
    "madde://",
    'birim:"\'"',
]


@pytest.mark.parametrize("typed", HOSTILE)
def test_hostile_queries_are_answered_or_refused_and_never_find_everything(house: House, typed: str) -> None:
    _answered_or_refused(house, typed)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=300)
@given(
    st.text(alphabet=st.sampled_from(list("\"'()[]{}*?~^:\\/-+|&!<>= \x00\u202e\ud800aşıİ12.,")), max_size=60)
    | st.text(max_size=120)
)
def test_no_typed_text_breaks_a_search(house: House, typed: str) -> None:
    _answered_or_refused(house, typed)


def _answered_or_refused(house: House, typed: str) -> None:
    refused: UnclearQuery | None = None
    try:
        found = search(house, typed)
    except UnclearQuery as error:
        refused = error
    if refused is not None:
        assert refused.status == 400
        assert refused.message("tr")
        return
    assert found.total < search(house).total or not typed.strip()
    for hit in found.hits:
        for snippet in hit.snippets:
            assert "<" not in snippet.replace("<mark>", "").replace("</mark>", "")


def test_a_deleted_resolution_is_not_found(house: House) -> None:
    index, shelf = house
    index.apply([Put(record("gone", "kaybolan karar"))])
    index.apply([Delete("gone", 1)])
    assert find(index, shelf, SearchRequest(q="kaybolan"), PUBLIC).total == 0
