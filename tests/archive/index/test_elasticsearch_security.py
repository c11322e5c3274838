"""The Elasticsearch engine with passwords and TLS on, on a real server."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from archive.index.elasticsearch import ElasticsearchIndex
from archive.index.query import Query
from archive.index.settings import IndexSettings
from models.errors import ServiceDown
from tests.servers.elasticsearch_secured import INDEX, SecuredServer, secured

pytestmark = [pytest.mark.elasticsearch, pytest.mark.full]
EVERYTHING = Query(visibilities=frozenset({"public"}))


@pytest.fixture(scope="module")
def server() -> Iterator[SecuredServer]:
    with secured() as started:
        yield started


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


def test_a_user_with_rights_on_the_index_names_alone_is_enough(server: SecuredServer) -> None:
    engine = ElasticsearchIndex(
        IndexSettings(
            elasticsearch_url=server.url("karar"),
            elasticsearch_ca=server.certificate,
            elasticsearch_index=INDEX,
            elasticsearch_timeout=20,
        )
    )
    engine.apply([], 3)
    fresh = engine.begin_rebuild()
    fresh.finish(4)
    assert engine.search(EVERYTHING).total == 0
    assert list(engine.stream(EVERYTHING)) == []
    assert (engine.status().state, engine.position()) == ("ready", 4)
    engine.close()


def test_a_wrong_password_is_told(server: SecuredServer) -> None:
    assert _refused(server.url("karar", "wrong"), server.certificate) == "elasticsearch_denied"


def test_a_user_without_rights_is_told(server: SecuredServer) -> None:
    assert _refused(server.url("stranger"), server.certificate) == "elasticsearch_denied"


def test_a_certificate_of_an_unknown_authority_is_told(server: SecuredServer) -> None:
    assert _refused(server.url("karar"), None) == "elasticsearch_certificate"
