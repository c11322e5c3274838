"""The Elasticsearch engine on a real server: what it makes there, and what it says when something is wrong."""

import json
import socket
import threading
import urllib.request
from collections.abc import Iterator
from typing import Any

import msgspec
import pytest

from archive.index import open_index
from archive.index.elasticsearch import ElasticsearchIndex
from archive.index.engine import Index, Put
from archive.index.query import AnyNode, Not, Prefer, Query, Sort, Term
from archive.index.settings import IndexSettings
from models.errors import ServiceDown, WrongUse
from models.resolution import Decision, Kind, ResolutionRecord
from tests.servers.elasticsearch import ElasticsearchServer
from tests.servers.faults import FaultProxy, before

pytestmark = pytest.mark.elasticsearch
EVERYTHING = Query(visibilities=frozenset({"public"}))


def record(identity: str, text: str = "imar planı", version: int = 1) -> ResolutionRecord:
    return ResolutionRecord(
        id=identity,
        version=version,
        visibility="public",
        sha256="0" * 64,
        file="karar.pdf",
        kind=Kind.RESOLUTION,
        municipality="Örnek Belediyesi",
        ordinal=1,
        page=1,
        received="2026-01-01T00:00:00Z",
        decision=Decision(start=0, end=len(text), text=text),
    )


@pytest.fixture
def name(elasticsearch_server: ElasticsearchServer) -> Iterator[str]:
    with elasticsearch_server.name() as free:
        yield free


@pytest.fixture
def engine(elasticsearch_server: ElasticsearchServer, name: str) -> Iterator[ElasticsearchIndex]:
    opened = ElasticsearchIndex(_settings(elasticsearch_server.url, name))
    yield opened
    opened.close()


@pytest.fixture
def proxy(elasticsearch_server: ElasticsearchServer) -> Iterator[FaultProxy]:
    with before(elasticsearch_server.url) as standing:
        yield standing


@pytest.fixture
def behind(proxy: FaultProxy, name: str) -> Iterator[ElasticsearchIndex]:
    """Give an engine that reaches the server through the proxy, as quick to give up as in service."""
    opened = ElasticsearchIndex(IndexSettings(elasticsearch_url=proxy.url, elasticsearch_index=name))
    yield opened
    opened.close()


def _settings(url: str, name: str) -> IndexSettings:
    return IndexSettings(elasticsearch_url=url, elasticsearch_index=name, elasticsearch_timeout=20)


def _ask(server: ElasticsearchServer, method: str, path: str, body: Any = None) -> Any:
    request = urllib.request.Request(
        f"{server.url}/{path}",
        data=None if body is None else json.dumps(body).encode(),
        headers={"Content-Type": "application/json"},
        method=method,
    )
    with urllib.request.urlopen(request, timeout=30) as answer:
        return json.load(answer)


def _refused(engine: Index, code: str) -> ServiceDown:
    with pytest.raises(ServiceDown) as caught:
        engine.search(EVERYTHING)
    assert caught.value.code == code, caught.value
    return caught.value


class TestSettingUp:
    def test_an_address_in_the_settings_picks_this_engine(self, elasticsearch_server: ElasticsearchServer) -> None:
        opened = open_index(IndexSettings(elasticsearch_url=elasticsearch_server.url))
        assert isinstance(opened, ElasticsearchIndex)
        assert isinstance(opened, Index)
        opened.close()

    def test_fields_are_strict_and_carry_who_made_them(
        self, elasticsearch_server: ElasticsearchServer, engine: ElasticsearchIndex, name: str
    ) -> None:
        engine.apply([Put(record("a"))])
        mapping = _ask(elasticsearch_server, "GET", f"{name}/_mapping")[f"{name}-000001"]["mappings"]
        assert mapping["dynamic"] == "strict"
        assert set(mapping["_meta"]["made_by"]) == {"fields", "analysis"}
        kept = _ask(elasticsearch_server, "GET", f"{name}-000001/_doc/a")["_source"]
        assert kept == {"id": "a", "visibility": "public", "version": 1}

    def test_two_processes_starting_at_once_make_one_index(
        self, elasticsearch_server: ElasticsearchServer, name: str
    ) -> None:
        engines = [ElasticsearchIndex(_settings(elasticsearch_server.url, name)) for _ in range(4)]
        threads = [threading.Thread(target=one.apply, args=([Put(record(f"r{n}"))],)) for n, one in enumerate(engines)]
        for one in threads:
            one.start()
        for one in threads:
            one.join()
        assert engines[0].search(EVERYTHING).total == 4
        assert engines[0].status().state == "ready"
        for one in engines:
            one.close()

    @pytest.mark.parametrize(
        "settings",
        [{"elasticsearch_url": "no address"}, {"elasticsearch_url": "http://h:1", "elasticsearch_ca": "/no"}],
    )
    def test_a_setting_that_cannot_be_is_named(self, settings: dict[str, str]) -> None:
        with pytest.raises(WrongUse, match="KARAR_ELASTICSEARCH_"):
            ElasticsearchIndex(IndexSettings.model_validate(settings))

    def test_the_api_key_is_sent(self, proxy: FaultProxy, name: str) -> None:
        engine = ElasticsearchIndex(
            IndexSettings.model_validate(
                {"elasticsearch_url": proxy.url, "elasticsearch_index": name, "elasticsearch_api_key": "a2V5"}
            )
        )
        engine.search(EVERYTHING)
        engine.close()
        assert all("authorization: apikey a2v5" in head.lower() for head in proxy.heads)

    def test_the_root_of_the_server_is_never_asked(self, proxy: FaultProxy, behind: ElasticsearchIndex) -> None:
        behind.apply([Put(record("a"))], 1)
        behind.search(EVERYTHING)
        behind.status()
        asked = {head.split()[1].split("?")[0] for head in proxy.heads}
        assert asked
        assert "/" not in asked
        assert not [path for path in asked if any(word in path for word in ("_by_query", "_reindex", "_scripts"))]


class TestRequests:
    def test_a_page_by_relevance_costs_two_requests_and_one_where_no_other_page_will_follow(
        self, proxy: FaultProxy, behind: ElasticsearchIndex
    ) -> None:
        behind.apply([Put(record(name)) for name in "abcd"], 4)
        asked = Query(visibilities=frozenset({"public"}), match=Term("s", "imar"), limit=2)
        behind.search(asked)
        for query, paths in [
            (asked, ["_pit", "_search"]),
            (msgspec.structs.replace(asked, paged=False), ["_search"]),
            (msgspec.structs.replace(asked, sort=Sort.NEWEST), ["_search"]),
        ]:
            before_it = len(proxy.heads)
            assert len(behind.search(query).hits) == 2
            heads = proxy.heads[before_it:]
            assert [head.split()[1].split("?")[0].rpartition("/")[2] for head in heads] == paths


class TestFaults:
    def test_a_refused_connection_is_told(self) -> None:
        with socket.create_server(("127.0.0.1", 0)) as held:
            port = held.getsockname()[1]
        engine = ElasticsearchIndex(
            IndexSettings(elasticsearch_url=f"http://127.0.0.1:{port}", elasticsearch_index="nobody")
        )
        _refused(engine, "elasticsearch_unreachable")
        assert engine.status().state == "down"
        engine.close()

    @pytest.mark.parametrize(
        ("fault", "code"),
        [
            ("silent", "elasticsearch_slow"),
            ("429", "elasticsearch_busy"),
            ("503", "elasticsearch_busy"),
            ("401", "elasticsearch_denied"),
            ("403", "elasticsearch_denied"),
            ("foreign", "elasticsearch_foreign"),
        ],
    )
    def test_a_fault_is_told_after_one_attempt_and_heals_by_itself(
        self, proxy: FaultProxy, behind: ElasticsearchIndex, fault: str, code: str
    ) -> None:
        behind.apply([Put(record("a"))], 5)
        asked = len(proxy.heads)
        proxy.fault = fault
        told = _refused(behind, code)
        assert len(proxy.heads) == asked + 1
        assert IndexSettings().elasticsearch_timeout < 3
        assert told.details.get("seconds", "2.5") == "2.5"
        assert told.status == 503
        assert behind.status().state == "down"
        proxy.fault = ""
        assert behind.search(EVERYTHING).total == 1
        assert behind.position() == 5

    @pytest.mark.parametrize("fault", ["429", "503", "401"])
    def test_what_was_not_kept_leaves_the_position(
        self, proxy: FaultProxy, behind: ElasticsearchIndex, fault: str
    ) -> None:
        behind.apply([Put(record("a"))], 5)
        proxy.fault = fault
        with pytest.raises(ServiceDown):
            behind.apply([Put(record("b"))], 6)
        proxy.fault = ""
        assert behind.position() == 5

    def test_an_index_that_takes_no_writes_is_told_and_caught_up_with(
        self, elasticsearch_server: ElasticsearchServer, engine: ElasticsearchIndex, name: str
    ) -> None:
        engine.apply([Put(record("a"))], 1)
        _ask(elasticsearch_server, "PUT", f"{name}-000001/_settings", {"index.blocks.write": True})
        with pytest.raises(ServiceDown) as caught:
            engine.apply([Put(record("b")), Put(record("c"))], 3)
        assert caught.value.code == "elasticsearch_not_kept"
        assert (caught.value.details["count"], caught.value.details["id"]) == (2, "b")
        assert engine.position() == 1
        _ask(elasticsearch_server, "PUT", f"{name}-000001/_settings", {"index.blocks.write": None})
        engine.apply([Put(record("b")), Put(record("c"))], 3)
        assert engine.search(EVERYTHING).total == 3

    def test_after_three_faults_callers_are_told_without_waiting(
        self, proxy: FaultProxy, behind: ElasticsearchIndex
    ) -> None:
        behind.search(EVERYTHING)
        proxy.fault = "503"
        for _ in range(3):
            _refused(behind, "elasticsearch_busy")
        asked = len(proxy.heads)
        _refused(behind, "elasticsearch_busy")
        assert len(proxy.heads) == asked

    def test_a_name_taken_by_an_index_is_told(
        self, elasticsearch_server: ElasticsearchServer, engine: ElasticsearchIndex, name: str
    ) -> None:
        _ask(elasticsearch_server, "PUT", name, {})
        told = _refused(engine, "elasticsearch_alias_taken")
        assert name in told.message()
        assert engine.status().state == "down"

    def test_an_alias_to_two_indices_is_told(
        self, elasticsearch_server: ElasticsearchServer, engine: ElasticsearchIndex, name: str
    ) -> None:
        engine.apply([Put(record("a"))])
        _ask(elasticsearch_server, "PUT", f"{name}-other", {"aliases": {name: {}}})
        with pytest.raises(ServiceDown) as caught:
            engine.apply([Put(record("b"))])
        assert caught.value.code == "elasticsearch_alias_taken"

    def test_fields_changed_by_hand_are_told_and_a_rebuild_mends_them(
        self, elasticsearch_server: ElasticsearchServer, engine: ElasticsearchIndex, name: str
    ) -> None:
        engine.apply([Put(record("a"))])
        _ask(elasticsearch_server, "PUT", f"{name}-000001/_mapping", {"properties": {"extra": {"type": "keyword"}}})
        status = engine.status()
        assert status.state == "stale"
        assert "extra" in status.detail
        _refused(engine, "elasticsearch_mapping_changed")
        fresh = engine.begin_rebuild()
        fresh.apply([Put(record("a"))])
        fresh.finish(1)
        assert engine.search(EVERYTHING).total == 1

    def test_an_index_of_another_analysis_is_stale(
        self, elasticsearch_server: ElasticsearchServer, engine: ElasticsearchIndex, name: str
    ) -> None:
        engine.apply([Put(record("a"))])
        _ask(
            elasticsearch_server, "PUT", f"{name}-000001/_mapping", {"_meta": {"made_by": {"fields": 0, "analysis": 0}}}
        )
        assert engine.status().state == "stale"
        _refused(engine, "index_stale")

    def test_an_index_removed_by_hand_is_made_anew_and_followed_from_the_start(
        self, elasticsearch_server: ElasticsearchServer, engine: ElasticsearchIndex, name: str
    ) -> None:
        engine.apply([Put(record("a"))], 9)
        _ask(elasticsearch_server, "DELETE", f"{name}-000001")
        assert engine.search(EVERYTHING).total == 0
        assert engine.position() == 0
        engine.apply([Put(record("a"))], 9)
        assert engine.search(EVERYTHING).total == 1


class TestRebuild:
    def test_searches_go_on_without_a_fault(self, engine: ElasticsearchIndex) -> None:
        records = [record(f"r{number}") for number in range(200)]
        engine.apply([Put(one) for one in records], 1)
        totals: list[int] = []
        faults: list[Exception] = []
        done = threading.Event()

        def search() -> None:
            while not done.is_set():
                try:
                    totals.append(engine.search(EVERYTHING).total)
                except ServiceDown as fault:
                    faults.append(fault)

        searching = threading.Thread(target=search)
        searching.start()
        for _ in range(3):
            fresh = engine.begin_rebuild()
            fresh.apply([Put(one) for one in records])
            fresh.finish(1)
        done.set()
        searching.join()
        assert faults == []
        assert set(totals) == {200}

    def test_an_export_under_way_is_finished_from_the_old_generation(self, engine: ElasticsearchIndex) -> None:
        engine.apply([Put(record(f"r{number}")) for number in range(30)])
        export = engine.stream(EVERYTHING, 10)
        seen = next(export)
        fresh = engine.begin_rebuild()
        fresh.apply([Put(record("other"))])
        fresh.finish(1)
        seen += [identity for page in export for identity in page]
        assert len(set(seen)) == 30

    def test_the_old_generation_goes(
        self, elasticsearch_server: ElasticsearchServer, engine: ElasticsearchIndex, name: str
    ) -> None:
        engine.apply([Put(record("a"))])
        fresh = engine.begin_rebuild()
        assert engine.status().state == "rebuilding"
        fresh.finish(1)
        assert list(_ask(elasticsearch_server, "GET", f"{name}-*/_alias")) == [f"{name}-000002"]

    def test_a_dropped_generation_is_never_made_again_by_a_late_write(
        self, elasticsearch_server: ElasticsearchServer, engine: ElasticsearchIndex, name: str
    ) -> None:
        engine.apply([Put(record("a"))])
        late = engine.begin_rebuild()
        engine.begin_rebuild().finish(1)
        engine.begin_rebuild().finish(1)
        with pytest.raises(ServiceDown):
            late.apply([Put(record("b"))])
        assert list(_ask(elasticsearch_server, "GET", f"{name}-*/_alias")) == [f"{name}-000003"]

    def test_a_position_read_before_the_swap_is_not_written_after_it(
        self, elasticsearch_server: ElasticsearchServer, engine: ElasticsearchIndex, name: str
    ) -> None:
        engine.apply([Put(record("a"))], 5)
        assert engine.position() == 5
        other = ElasticsearchIndex(_settings(elasticsearch_server.url, name))
        fresh = other.begin_rebuild()
        fresh.finish(3)
        engine.apply([Put(record("b"))], 6)
        assert engine.position() == 3
        assert engine.search(EVERYTHING).total == 1
        other.close()


class TestKeeping:
    def test_thousands_at_once_are_all_kept(self, engine: ElasticsearchIndex) -> None:
        engine.apply([Put(record(f"r{number:05}")) for number in range(1700)], 1700)
        assert engine.status().documents == 1700
        assert [one.id for one in engine.versions()] == [f"r{number:05}" for number in range(1700)]

    def test_the_newest_version_stays_whatever_the_order(self, engine: ElasticsearchIndex) -> None:
        versions = [msgspec.structs.replace(record("a"), version=number) for number in (3, 1, 5, 2)]
        engine.apply([Put(one) for one in versions])
        assert [one.version for one in engine.versions()] == [5]

    def test_the_deepest_query_a_person_can_type_is_answered(self, engine: ElasticsearchIndex) -> None:
        node: AnyNode = Term("x", "imar")
        for _ in range(7):
            node = Prefer(Not(Not(node)), (Term("s", "plan"),))
        engine.apply([Put(record("a"))])
        assert engine.search(msgspec.structs.replace(EVERYTHING, match=node)).total == 1
