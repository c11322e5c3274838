"""Answers of the embedded engine are the same whether every hit is scored and counted or as few as will do."""

from collections.abc import Iterator
from contextlib import contextmanager
from unittest.mock import patch

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archive.index import Delete, Put
from archive.index.compile import compiled
from archive.index.leading import at_most, ceiling, deciding, rarest
from archive.index.query import And, Best, Boost, Everything, Found, Not, Or, Phrase, Prefer, Query, Sort, Term
from archive.index.tantivy_engine import TantivyIndex
from models.query import parse
from tests.contracts.corpus import WORDS, generated
from tests.contracts.queries import queries

typed = st.lists(st.sampled_from(WORDS), min_size=1, max_size=3).map(
    lambda words: Query(
        visibilities=frozenset({"public"}), match=compiled(parse(" ".join(words)).part), facets=("outcome", "year")
    )
)


@contextmanager
def shortened(rare: float, *, on: bool = True) -> Iterator[None]:
    """Take every short way, for small indexes too, or none."""
    snapshot = {"_FREQUENT": 0 if on else 10**9, "_RARE": rare, "_FEW": 1.0}
    counts = {"_MOST": 0.0 if on else 2.0, "_FEW": 2.0 if on else -1.0}
    with (
        patch.multiple("archive.index.tantivy_snapshot", **snapshot),
        patch.multiple("archive.index.tantivy_counts", **counts),
    ):
        yield


@pytest.fixture(scope="module", params=[False, True], ids=["whole", "with removed ones"])
def both(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[list[TantivyIndex]]:
    records = generated(400, seed=11)
    folder = tmp_path_factory.mktemp("leading") / "index"
    opened = [TantivyIndex(folder), TantivyIndex(folder)]
    opened[0].apply([Put(record) for record in records], 7)
    if request.param:
        opened[0].apply([Delete(record.id, 99) for record in records[::7]], 8)
    yield opened
    for one in opened:
        one.close()


def pages(index: TantivyIndex, query: Query) -> list[Found]:
    """Give the first three pages."""
    found = [index.search(query)]
    while len(found) < 3 and (following := found[-1].next) is not None:
        found.append(index.search(msgspec.structs.replace(query, after=following)))
    return found


@pytest.mark.full
@settings(max_examples=300, deadline=None, derandomize=True, database=None)
@given(query=typed | queries, rare=st.sampled_from((0.02, 0.1, 0.5)))
def test_short_ways_lead_to_the_same_pages_totals_and_facets(
    both: list[TantivyIndex], query: Query, rare: float
) -> None:
    asked = msgspec.structs.replace(query, limit=5)
    with shortened(rare, on=False):
        every = pages(both[0], asked)
    with shortened(rare):
        short = pages(both[1], asked)
    assert [(one.total, one.facets) for one in short] == [(one.total, one.facets) for one in every]
    assert [[hit.id for hit in one.hits] for one in short] == [[hit.id for hit in one.hits] for one in every]


def test_the_best_hits_of_a_frequent_word_are_found_without_scoring_all(both: list[TantivyIndex]) -> None:
    query = Query(visibilities=frozenset({"public"}), match=compiled(parse("imar").part), limit=3)
    with shortened(0.5):
        snapshot = both[0]._snapshot()
        with patch.object(snapshot, "_best", wraps=snapshot._best) as best:
            assert len(snapshot.found(query).hits) == 3
    assert [bool(call.args[2:]) for call in best.call_args_list] == [True]


def frequency(field: str, value: str) -> int:
    return {"s imar": 900, "title_s imar": 30, "x imar": 200, "s plan": 500}.get(f"{field} {value}", 0)


IMAR = Prefer(Term("s", "imar"), (Boost(Term("title_s", "imar"), 2.5), Boost(Term("x", "imar"), 0.4)))


def test_the_rarest_words_of_a_condition_are_told() -> None:
    assert rarest(IMAR, frequency, 100) == (Term("title_s", "imar"),)
    assert rarest(IMAR, frequency, 230) == (Term("title_s", "imar"), Term("x", "imar"))
    assert rarest(And((IMAR, Not(Term("s", "su")))), frequency, 20) == ()


def test_no_score_is_above_the_ceiling() -> None:
    without = frozenset({Term("title_s", "imar")})
    assert ceiling(IMAR, frozenset(), frequency, 1000) > ceiling(IMAR, without, frequency, 1000) > 0
    assert ceiling(Term("s", "nowhere"), frozenset(), frequency, 1000) == 0
    assert ceiling(Best((Term("s", "imar"), Term("s", "plan"))), frozenset(), frequency, 1000) == pytest.approx(
        ceiling(Term("s", "plan"), frozenset(), frequency, 1000)
    )


def test_a_condition_holds_for_no_more_than_is_told() -> None:
    assert at_most(And((IMAR, Term("s", "plan"))), frequency, 1000) == 500
    assert at_most(Or((IMAR, Term("s", "plan"))), frequency, 1000) == 1000
    assert at_most(Phrase("s", ("imar", "plan")), frequency, 1000) == 500
    assert at_most(Not(IMAR), frequency, 1000) == 1000


def test_what_only_ranks_is_left_out_of_counting() -> None:
    assert deciding(And((IMAR, Not(Boost(Everything(), 2.0))))) == And((Term("s", "imar"), Not(Everything())))
    assert deciding(Best((Term("s", "imar"), Term("s", "plan")))) == Or((Term("s", "imar"), Term("s", "plan")))


def test_a_sorted_page_is_not_hurried(both: list[TantivyIndex]) -> None:
    query = Query(visibilities=frozenset({"public", "restricted"}), match=IMAR, sort=Sort.OLDEST, limit=4)
    with shortened(0.5):
        assert [len(one.hits) for one in pages(both[0], query)] == [4, 4, 4]
