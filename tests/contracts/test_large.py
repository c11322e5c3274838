"""Both engines give the same answers over many resolutions, and rank the samples alike."""

from collections.abc import Iterator
from contextlib import ExitStack

import msgspec
import pytest
from hypothesis import Phase, given, settings

from archive.index.engine import Put
from archive.index.query import Query, Sort
from archive.index.tantivy_engine import TantivyIndex
from models.errors import UnclearQuery
from models.query import parse
from models.resolution import ResolutionRecord
from search_api.find import SearchRequest, query_of
from tests.contracts.conftest import Engines, cluster_index
from tests.contracts.corpus import awkward, generated
from tests.contracts.queries import queries
from tests.contracts.samples import labelled_queries, sample_resolutions
from tests.servers.elasticsearch import ElasticsearchServer

pytestmark = [pytest.mark.full, pytest.mark.elasticsearch]
SEEN = frozenset({"public", "restricted"})


@pytest.fixture(scope="module")
def samples_read() -> tuple[ResolutionRecord, ...]:
    return sample_resolutions()


def filled(
    server: ElasticsearchServer, folder: pytest.TempPathFactory, records: tuple[ResolutionRecord, ...], stack: ExitStack
) -> Engines:
    embedded = TantivyIndex(folder.mktemp("large") / "index")
    stack.callback(embedded.close)
    cluster = stack.enter_context(cluster_index(server))
    for index in (embedded, cluster):
        fresh = index.begin_rebuild()
        for first in range(0, len(records), 2000):
            fresh.apply([Put(one) for one in records[first : first + 2000]])
        fresh.finish(1)
    return Engines(embedded, cluster, records)


@pytest.fixture(scope="module")
def large(
    elasticsearch_server: ElasticsearchServer,
    tmp_path_factory: pytest.TempPathFactory,
    samples_read: tuple[ResolutionRecord, ...],
) -> Iterator[Engines]:
    records = sorted((*generated(20_000), *awkward(), *samples_read), key=lambda one: one.id)
    with ExitStack() as stack:
        yield filled(elasticsearch_server, tmp_path_factory, tuple(records), stack)


@pytest.fixture(scope="module")
def small(
    elasticsearch_server: ElasticsearchServer,
    tmp_path_factory: pytest.TempPathFactory,
    samples_read: tuple[ResolutionRecord, ...],
) -> Iterator[Engines]:
    records = sorted(samples_read, key=lambda one: one.id)
    with ExitStack() as stack:
        yield filled(elasticsearch_server, tmp_path_factory, tuple(records), stack)


@settings(max_examples=2000, deadline=None, derandomize=True, database=None, phases=(Phase.explicit, Phase.generate))
@given(query=queries)
def test_two_thousand_queries_have_one_answer(large: Engines, query: Query) -> None:
    asked = msgspec.structs.replace(query, limit=200)
    ours, theirs = large.embedded.search(asked), large.cluster.search(asked)
    assert (theirs.total, theirs.facets) == (ours.total, ours.facets), query
    if query.sort is not Sort.RELEVANCE or query.match is None:
        assert [hit.id for hit in theirs.hits] == [hit.id for hit in ours.hits], query
    for one, other in zip(large.embedded.stream(query, 5000), large.cluster.stream(query, 5000), strict=True):
        assert one == other, query


def test_the_samples_are_ranked_alike(small: Engines) -> None:
    differing = {}
    for typed in labelled_queries():
        try:
            query = query_of(small.embedded, parse(typed), SearchRequest(q=typed), SEEN)
        except UnclearQuery:
            continue
        ours, theirs = small.embedded.search(query), small.cluster.search(query)
        if [hit.id for hit in ours.hits] != [hit.id for hit in theirs.hits]:
            differing[typed] = [(one.score, other.score) for one, other in zip(ours.hits, theirs.hits, strict=True)]
    assert differing == {}
