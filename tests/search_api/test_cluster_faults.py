"""While Elasticsearch fails: its state is told, search asks to come back, everything in the catalogue stays readable."""

import asyncio
import json
import threading
import urllib.request
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import httpx2
import pytest
from starlette.testclient import TestClient

from archive.index.elasticsearch import ElasticsearchIndex
from archive.index.settings import IndexSettings
from models.resolution import ResolutionRecord
from tests.search_api.conftest import application, browser_of
from tests.search_api.shelf import Shelf, filled
from tests.servers.elasticsearch import ElasticsearchServer
from tests.servers.faults import FaultProxy, before

pytestmark = [pytest.mark.full, pytest.mark.elasticsearch]
FOUND = "/api/v1/resolutions?q=belediye"


class House:
    """An archive whose index stands on a cluster, behind a proxy that can be told to fail."""

    def __init__(self, shelf: Shelf, server: ElasticsearchServer, proxy: FaultProxy, name: str) -> None:
        self.shelf, self.server, self.proxy, self.name = shelf, server, proxy, name
        self.browser: TestClient = browser_of(application(shelf))

    def ask(self, method: str, path: str, body: Any = None) -> None:
        """Ask the server itself, past the proxy."""
        request = urllib.request.Request(
            f"{self.server.url}/{path}",
            data=None if body is None else json.dumps(body).encode(),
            headers={"Content-Type": "application/json"},
            method=method,
        )
        urllib.request.urlopen(request, timeout=30).close()

    def is_down(self, state: str, code: str) -> None:
        """Expect a clear state, a search that asks to come back, and a catalogue that stays readable."""
        search = self.browser.get(FOUND)
        assert (search.status_code, search.json()["code"]) == (503, code)
        assert int(search.headers["retry-after"]) > 0
        page = self.browser.get("/?q=belediye")
        assert page.status_code == 503
        assert page.headers["retry-after"]
        health = self.browser.get("/api/v1/health")
        assert health.status_code == 503
        assert health.headers["retry-after"]
        told = health.json()
        assert (told["catalogue"]["state"], told["index"]["state"]) == ("ok", state)
        assert told["index"]["detail"]
        record = self.public()[-1]
        assert self.browser.get(f"/resolutions/{record.id}").status_code == 200
        assert self.browser.get(f"/api/v1/resolutions/{record.id}").status_code == 200

    def public(self) -> list[ResolutionRecord]:
        """Give what anybody may see."""
        return [one for one in self.shelf.archive.catalogue.current(None, 100) if one.visibility == "public"]

    def is_well(self, state: str = "ok") -> None:
        """Expect everything in service, once the pause after several faults is over; an index may be ``behind`` still."""
        for _ in range(200):
            if self.browser.get(FOUND).status_code == 200:
                break
            threading.Event().wait(0.05)
        assert self.browser.get(FOUND).json()["total"] > 0
        assert self.browser.get("/api/v1/health").json()["index"]["state"] == state


@pytest.fixture
def house(elasticsearch_server: ElasticsearchServer, tmp_path: Path) -> Iterator[House]:
    with elasticsearch_server.name() as name, before(elasticsearch_server.url) as proxy:
        patient = ElasticsearchIndex(
            IndexSettings(
                elasticsearch_url=elasticsearch_server.url, elasticsearch_index=name, elasticsearch_timeout=20
            )
        )
        shelf = filled(tmp_path, patient)
        patient.close()
        shelf.index = index = ElasticsearchIndex(IndexSettings(elasticsearch_url=proxy.url, elasticsearch_index=name))
        yield House(shelf, elasticsearch_server, proxy, name)
        index.close()
        shelf.archive.close()


@pytest.mark.parametrize(
    ("fault", "code"), [("silent", "elasticsearch_slow"), ("429", "elasticsearch_busy"), ("503", "elasticsearch_busy")]
)
def test_a_cluster_that_does_not_answer_heals_by_itself(house: House, fault: str, code: str) -> None:
    house.is_well()
    house.proxy.fault = fault
    house.is_down("down", code)
    house.proxy.fault = ""
    house.is_well()


def test_nothing_else_waits_while_many_searches_wait_for_a_silent_cluster(house: House) -> None:
    record = house.public()[-1]
    others = (
        f"/api/v1/resolutions/{record.id}",
        f"/api/v1/documents/{record.sha256}",
        "/static/karar.css",
        "/api/docs",
    )
    done: list[str] = []

    async def ask(client: httpx2.AsyncClient, path: str) -> int:
        status = (await client.get(path)).status_code
        done.append(path)
        return status

    async def together() -> list[int]:
        transport = httpx2.ASGITransport(house.browser.app, client=("127.0.0.1", 50_000))
        async with httpx2.AsyncClient(transport=transport, base_url="http://localhost") as client:
            searches = [asyncio.create_task(ask(client, FOUND)) for _ in range(60)]
            await asyncio.sleep(0)
            read = await asyncio.gather(*(ask(client, path) for path in others * 5))
            assert FOUND not in done
            house.proxy.close()
            assert {await one for one in searches} == {503}
            return read

    patient = IndexSettings(elasticsearch_url=house.proxy.url, elasticsearch_index=house.name, elasticsearch_timeout=60)
    house.shelf.index = ElasticsearchIndex(patient)
    house.browser = browser_of(application(house.shelf))
    house.is_well()
    house.proxy.fault = "silent"
    with ThreadPoolExecutor(1) as aside:  # a browser of other tests may have its event loop in this thread
        assert max(aside.submit(asyncio.run, together()).result()) < 400


def test_a_cluster_that_refuses_connections_is_told(house: House) -> None:
    house.proxy.close()
    house.is_down("down", "elasticsearch_unreachable")


def test_what_was_taken_in_meanwhile_is_caught_up_with(house: House) -> None:
    before_it = house.browser.get(FOUND).json()["total"]
    record = house.public()[0]
    house.proxy.fault = "503"
    house.shelf.archive.catalogue.publish([record.sha256], "restricted")
    house.is_down("down", "elasticsearch_busy")
    house.proxy.fault = ""
    house.is_well("behind")
    house.shelf.index_all()
    assert house.browser.get("/api/v1/health").json()["index"]["lag"] == 0
    assert house.browser.get(FOUND).json()["total"] <= before_it


def test_fields_changed_by_hand_are_told(house: House) -> None:
    house.ask("PUT", f"{house.name}-000001/_mapping", {"properties": {"extra": {"type": "keyword"}}})
    assert house.browser.get("/api/v1/health").json()["index"]["state"] == "stale"
    house.is_down("stale", "elasticsearch_mapping_changed")


def test_an_index_made_by_another_analysis_is_told(house: House) -> None:
    other = {"_meta": {"made_by": {"fields": 0, "analysis": 0}}}
    house.ask("PUT", f"{house.name}-000001/_mapping", other)
    assert house.browser.get("/api/v1/health").json()["index"]["state"] == "stale"
    house.is_down("stale", "index_stale")


def test_an_alias_squatted_by_an_index_is_told(house: House) -> None:
    house.ask("DELETE", f"{house.name}-000001")
    house.ask("PUT", house.name, {})
    house.is_down("down", "elasticsearch_alias_taken")
