"""Both engines holding the same resolutions."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from archive.index.elasticsearch import ElasticsearchIndex
from archive.index.engine import Index, Put
from archive.index.settings import IndexSettings
from archive.index.tantivy_engine import TantivyIndex
from models.resolution import ResolutionRecord
from tests.contracts.corpus import awkward, generated
from tests.servers.elasticsearch import ElasticsearchServer


class Engines:
    """The same records in both; says little of itself, because Hypothesis prints it with every failure."""

    def __init__(self, embedded: Index, cluster: Index, records: tuple[ResolutionRecord, ...]) -> None:
        self.embedded = embedded
        self.cluster = cluster
        self.records = records


@contextmanager
def cluster_index(server: ElasticsearchServer) -> Iterator[ElasticsearchIndex]:
    """Give an empty index of its own on a server."""
    with server.name() as name:
        cluster = ElasticsearchIndex(
            IndexSettings(elasticsearch_url=server.url, elasticsearch_index=name, elasticsearch_timeout=20)
        )
        yield cluster
        cluster.close()


@pytest.fixture(scope="session")
def engines(elasticsearch_server: ElasticsearchServer, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engines]:
    """Give both engines, filled; tests only read them."""
    records = (*generated(400), *awkward())
    embedded = TantivyIndex(tmp_path_factory.mktemp("contract") / "index")
    with cluster_index(elasticsearch_server) as cluster:
        for index in (embedded, cluster):
            index.apply([Put(record) for record in records], 412)
        yield Engines(embedded, cluster, records)
        embedded.close()


@pytest.fixture(params=["embedded", pytest.param("cluster", marks=pytest.mark.elasticsearch)])
def index(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Index]:
    """Give one engine after the other, empty."""
    if request.param == "embedded":
        embedded = TantivyIndex(tmp_path / "index")
        yield embedded
        embedded.close()
        return
    server: ElasticsearchServer = request.getfixturevalue("elasticsearch_server")
    with cluster_index(server) as cluster:
        yield cluster
