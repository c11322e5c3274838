"""A snapshot of the cluster's own brings an index back with its position, and what came later is followed."""

import json
import urllib.request
from typing import Any

import pytest

from archive.index.elasticsearch import ElasticsearchIndex
from archive.index.engine import Change, Delete, Put
from archive.index.query import Query
from archive.index.settings import IndexSettings
from tests.contracts.corpus import generated
from tests.servers.elasticsearch import ElasticsearchServer

pytestmark = [pytest.mark.full, pytest.mark.elasticsearch]
SEEN = frozenset({"public", "restricted"})


def ask(server: ElasticsearchServer, method: str, path: str, body: Any = None) -> Any:
    request = urllib.request.Request(
        f"{server.url}/{path}",
        data=None if body is None else json.dumps(body).encode(),
        headers={"Content-Type": "application/json"},
        method=method,
    )
    with urllib.request.urlopen(request, timeout=60) as answer:
        return json.load(answer)


def test_a_snapshot_restored_is_followed_from_its_own_position(elasticsearch_server: ElasticsearchServer) -> None:
    server, records = elasticsearch_server, generated(30)
    with server.name() as name:
        index = ElasticsearchIndex(
            IndexSettings(elasticsearch_url=server.url, elasticsearch_index=name, elasticsearch_timeout=20)
        )
        index.apply([Put(one) for one in records[:20]], 20)
        ask(server, "PUT", f"_snapshot/{name}", {"type": "fs", "settings": {"location": name}})
        taken = ask(server, "PUT", f"_snapshot/{name}/first?wait_for_completion=true", {"indices": f"{name}-*"})
        assert taken["snapshot"]["state"] == "SUCCESS"
        changes: list[Change] = [*(Put(one) for one in records[20:]), Delete(records[0].id, records[0].version)]
        index.apply(changes, 31)
        after = list(index.versions())
        ask(server, "DELETE", f"{name}-000001")

        restored = ask(
            server, "POST", f"_snapshot/{name}/first/_restore?wait_for_completion=true", {"indices": f"{name}-*"}
        )
        assert restored["snapshot"]["shards"]["failed"] == 0
        fresh = ElasticsearchIndex(
            IndexSettings(elasticsearch_url=server.url, elasticsearch_index=name, elasticsearch_timeout=20)
        )
        assert fresh.status().state == "ready"
        assert (fresh.position(), fresh.search(Query(visibilities=SEEN)).total) == (20, 20)
        fresh.apply(changes, 31)
        assert list(fresh.versions()) == after
        ask(server, "DELETE", f"_snapshot/{name}/first")
        ask(server, "DELETE", f"_snapshot/{name}")
        index.close()
        fresh.close()
