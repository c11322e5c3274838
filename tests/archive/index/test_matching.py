"""Matching saved queries against new resolutions is searching for them."""

from collections.abc import Iterator

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archive.index import Put
from archive.index.compile import compiled
from archive.index.engine import Prepared
from archive.index.entry import entry
from archive.index.matching import SavedQuery, match_batch
from archive.index.query import And, AnyNode, AtLeast, Best, Filter, Or, Phrase, Query, Term
from archive.index.tantivy_engine import TantivyIndex
from models.query import parse
from models.turkish.analysis import index_key
from tests.archive.index.conftest import RECORDS
from tests.contracts.corpus import WORDS, awkward, generated
from tests.contracts.queries import queries

BATCH = [Put(one) for one in (*generated(150, seed=11), *awkward())]
FEW = [Prepared(entry(one)) for one in RECORDS]
PUBLIC = frozenset({"public"})
some = settings(max_examples=12, deadline=None, derandomize=True, database=None)


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TantivyIndex]:
    opened = TantivyIndex(tmp_path_factory.mktemp("matching") / "index")
    opened.apply(BATCH)
    yield opened
    opened.close()


def searched(index: TantivyIndex, query: Query) -> list[str]:
    asked = msgspec.structs.replace(query, limit=1000, facets=())
    return sorted(hit.id for hit in index.search(asked).hits)


def agree(index: TantivyIndex, asked: list[Query]) -> None:
    found = match_batch(BATCH, [SavedQuery(str(place), query) for place, query in enumerate(asked)])
    for place, query in enumerate(asked):
        assert sorted(found.get(str(place), [])) == searched(index, query), query


@some
@given(asked=st.lists(queries, min_size=20, max_size=30))
def test_matching_finds_what_searching_finds(filled: TantivyIndex, asked: list[Query]) -> None:
    agree(filled, asked)


@some
@given(
    pairs=st.lists(
        st.tuples(st.lists(st.sampled_from(WORDS), min_size=2, max_size=2, unique_by=index_key), st.integers(1, 6)),
        min_size=10,
    )
)
def test_words_near_each_other_are_matched_by_the_engines_own_rule(
    filled: TantivyIndex, pairs: list[tuple[list[str], int]]
) -> None:
    near = [Phrase("s", tuple(map(index_key, words)), slop) for words, slop in pairs]
    agree(filled, [Query(visibilities=PUBLIC, match=node) for node in near])


def test_a_condition_of_no_parts_matches_as_it_is_searched(filled: TantivyIndex) -> None:
    empty: list[AnyNode] = [And(()), Or(()), Best(()), AtLeast(2, (Term("x", "imar"),)), AtLeast(1, ())]
    agree(filled, [Query(visibilities=PUBLIC, match=node) for node in empty])


def test_each_saved_query_gets_its_own_resolutions_in_their_order() -> None:
    asked = {"imar": "imar", "park": "parkın", "nothing": "zürafa", "number": "2024/12"}
    saved = [
        SavedQuery(name, Query(visibilities=PUBLIC, match=compiled(part)))
        for name, text in asked.items()
        if (part := parse(text).part)
    ]
    assert match_batch(FEW, saved) == {"imar": ["c", "f"], "park": ["b"], "number": ["a"]}


def test_what_may_not_be_seen_is_never_told() -> None:
    everything = Query(visibilities=PUBLIC)
    nobody = Query(visibilities=frozenset())
    found = match_batch(FEW, [SavedQuery("public", everything), SavedQuery("nobody", nobody)])
    assert found == {"public": ["a", "b", "c", "d", "f"]}
    assert match_batch([], [SavedQuery("public", everything)]) == {}


def test_a_saved_query_travels_as_json() -> None:
    rejected = Filter("outcome", Term("outcome", "rejected"))
    saved = SavedQuery("q", Query(visibilities=PUBLIC, match=Term("s", "imar"), filters=(rejected,)))
    again = msgspec.json.decode(msgspec.json.encode(saved), type=SavedQuery)
    assert match_batch(FEW, [again]) == {"q": ["c"]}
