"""Hypothesis strategies for what both engines are asked."""

from hypothesis import strategies as st

from archive.index.facets import FACETS
from archive.index.query import (
    And,
    AnyNode,
    AtLeast,
    Best,
    Boost,
    Constant,
    Everything,
    Filter,
    Not,
    Nothing,
    Or,
    Phrase,
    Prefer,
    Prefix,
    Query,
    Range,
    Sort,
    Term,
)
from models.turkish.analysis import exact, index_key
from tests.contracts.corpus import COMMITTEES, DEPARTMENTS, GROUPS, WORDS

_words = st.sampled_from(WORDS)
_forms = st.sampled_from((("x", exact), ("s", index_key), ("title_x", exact), ("title_s", index_key)))
_keywords = st.sampled_from(
    [("outcome", value) for value in ("adopted", "rejected", "none", "unknown")]
    + [("manner", "unanimous"), ("kind", "minutes"), ("law", "5393"), ("law", "5393/18/p"), ("flag", "dissent")]
    + [("position", f"{group}:{option}") for group in GROUPS for option in ("for", "against")]
    + [("department", value) for value in ("Fen İşleri Müdürlüğü", "unknown", DEPARTMENTS[2])]
    + [("committee", COMMITTEES[0]), ("municipality", "Çankaya Belediyesi"), ("municipality", "unknown")]
)
_ends = st.none() | st.integers(2014, 2027)


@st.composite
def _tokens(draw: st.DrawFn) -> AnyNode:
    field, form = draw(_forms)
    return Term(field, form(draw(_words)))


@st.composite
def _phrases(draw: st.DrawFn) -> AnyNode:
    field, form = draw(_forms)
    tokens = tuple(form(word) for word in draw(st.lists(_words, min_size=2, max_size=3, unique_by=form)))
    return Phrase(field, tokens)


@st.composite
def _prefixes(draw: st.DrawFn) -> AnyNode:
    word = exact(draw(_words))
    return Prefix(draw(st.sampled_from(("x", "title_x"))), word[: draw(st.integers(1, 9))])


@st.composite
def _ranges(draw: st.DrawFn) -> AnyNode:
    field, scale = draw(st.sampled_from((("year", 1), ("month", 100), ("day", 10_000), ("amount", 1000))))
    low, high = draw(_ends), draw(_ends)
    return Range(field, low and low * scale, high and high * scale)


leaves = st.one_of(
    _tokens(),
    _tokens(),
    _phrases(),
    _prefixes(),
    _ranges(),
    _keywords.map(lambda pair: Term(*pair)),
    st.integers(2015, 2026).map(lambda year: Term("year", year)),
    st.just(Everything()),
    st.just(Nothing()),
)


def _joined(inner: st.SearchStrategy[AnyNode]) -> st.SearchStrategy[AnyNode]:
    several = st.lists(inner, min_size=1, max_size=4).map(tuple)
    return st.one_of(
        several.map(And),
        several.map(Or),
        several.map(Best),
        st.tuples(st.integers(1, 4), several).map(lambda pair: AtLeast(min(pair[0], len(pair[1])), pair[1])),
        inner.map(Not),
        st.tuples(inner, st.sampled_from((0.5, 2.5))).map(lambda pair: Boost(*pair)),
        st.tuples(inner, st.sampled_from((1.0, 60.0))).map(lambda pair: Constant(*pair)),
        st.tuples(inner, several).map(lambda pair: Prefer(*pair)),
    )


nodes: st.SearchStrategy[AnyNode] = st.recursive(leaves, _joined, max_leaves=8)

_facets = st.lists(st.sampled_from(sorted(FACETS)), unique=True, max_size=6).map(tuple)
_filters = st.lists(st.builds(Filter, st.sampled_from(sorted(FACETS)), nodes), max_size=3).map(tuple)
_visible = st.sampled_from(
    (
        frozenset({"public"}),
        frozenset({"public"}),
        frozenset({"public", "restricted"}),
        frozenset({"restricted"}),
        frozenset(),
    )
)

queries = st.builds(
    Query,
    visibilities=_visible,
    match=st.none() | nodes,
    filters=_filters,
    sort=st.sampled_from(list(Sort)),
    limit=st.just(1000),
    facets=_facets,
    values=st.none() | st.integers(1, 30),
)
