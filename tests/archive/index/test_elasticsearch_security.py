"""The Elasticsearch engine with passwords and TLS on, on a real server."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import msgspec
import pytest

from archive.index.elasticsearch import ElasticsearchIndex
from archive.index.engine import Delete, Put
from archive.index.query import Query, Term
from archive.index.settings import IndexSettings
from models.errors import ServiceDown
from tests.contracts.corpus import generated
from tests.servers.elasticsearch_secured import INDEX, SecuredServer, secured

pytestmark = [pytest.mark.elasticsearch, pytest.mark.full]
SEEN = frozenset({"public", "restricted"})
EVERYTHING = Query(visibilities=frozenset({"public"}))
RECORDS = generated(60)


@pytest.fixture(scope="module")
def server() -> Iterator[SecuredServer]:
    with secured() as started:
        yield started


@contextmanager
def _as(server: SecuredServer, user: str, password: str | None = None) -> Iterator[ElasticsearchIndex]:
    """Give the index as one user has it."""
    engine = ElasticsearchIndex(
        IndexSettings(
            elasticsearch_url=server.url(user, password),
            elasticsearch_ca=server.certificate,
            elasticsearch_index=INDEX,
            elasticsearch_timeout=20,
        )
    )
    yield engine
    engine.close()


def _refused(url: str, authority: Path | None) -> str:
    engine = ElasticsearchIndex(
        IndexSettings(
            elasticsearch_url=url, elasticsearch_ca=authority, elasticsearch_index=INDEX, elasticsearch_timeout=20
        )
    )
    with pytest.raises(ServiceDown) as caught:
        engine.search(EVERYTHING)
    assert engine.status().state == "down"
    engine.close()
    return caught.value.code


def test_a_worker_needs_to_read_write_and_manage_the_index_names_alone(server: SecuredServer) -> None:
    with _as(server, "karar") as worker:
        worker.apply([Put(one) for one in RECORDS[:10]], 3)
        fresh = worker.begin_rebuild()
        fresh.apply([Put(one) for one in RECORDS])
        fresh.finish(4)
        worker.apply([Delete(RECORDS[0].id, RECORDS[0].version), Put(RECORDS[0])], 5)
        assert worker.begin_rebuild().abandon() is None
        assert (worker.status().state, worker.status().documents, worker.position()) == ("ready", len(RECORDS), 5)


def test_a_web_process_needs_to_read_and_look_alone(server: SecuredServer) -> None:
    with _as(server, "karar") as worker, _as(server, "reader") as web:
        worker.apply([Put(one) for one in RECORDS], 6)
        by_relevance = Query(visibilities=SEEN, match=Term("x", "imar"), limit=5, facets=("outcome",))
        first = web.search(by_relevance)
        assert first.next is not None
        assert first.next.snapshot
        second = web.search(msgspec.structs.replace(by_relevance, after=first.next))
        assert {hit.id for hit in first.hits}.isdisjoint(hit.id for hit in second.hits)
        found = [hit.id for hit in web.search(Query(visibilities=SEEN, limit=1000)).hits]
        assert [identity for page in web.stream(Query(visibilities=SEEN), 7) for identity in page] == found
        assert len(found) == len(RECORDS)
        assert web.suggest("im", SEEN)
        assert len(list(web.versions())) == len(RECORDS)
        assert (web.status().state, web.position()) == ("ready", 6)
        with pytest.raises(ServiceDown) as caught:
            web.apply([Put(RECORDS[0])], 7)
        assert caught.value.status == 503
        assert web.position() == 6


def test_a_wrong_password_is_told(server: SecuredServer) -> None:
    assert _refused(server.url("karar", "wrong"), server.certificate) == "elasticsearch_denied"


def test_a_user_without_rights_is_told(server: SecuredServer) -> None:
    assert _refused(server.url("stranger"), server.certificate) == "elasticsearch_denied"


def test_a_certificate_of_an_unknown_authority_is_told(server: SecuredServer) -> None:
    assert _refused(server.url("karar"), None) == "elasticsearch_certificate"
