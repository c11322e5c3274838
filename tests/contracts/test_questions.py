"""Five questions of citizens, asked in four spellings each: the recorded answers, from both engines."""

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest

from archive.index import Index, Put
from archive.index.elasticsearch import ElasticsearchIndex
from archive.index.settings import IndexSettings
from archive.index.tantivy_engine import TantivyIndex
from models.resolution import ResolutionRecord
from search_api.find import SearchRequest, find
from tests.contracts.labelled import labelled
from tests.servers.elasticsearch import ElasticsearchServer

RECORDING = Path(__file__).with_name("questions.json")
QUESTIONS: list[dict[str, Any]] = json.loads(RECORDING.read_text(encoding="utf-8"))
FACETS = ("outcome", "manner", "against", "department")


class Shelf:
    """The catalogue's side: the records by id."""

    def __init__(self, records: Sequence[ResolutionRecord]) -> None:
        self.kept = {one.id: one for one in records}

    def records(self, ids: Sequence[str]) -> dict[str, ResolutionRecord]:
        return {one: self.kept[one] for one in ids}


@pytest.fixture(scope="module", params=["embedded", pytest.param("cluster", marks=pytest.mark.elasticsearch)])
def asked(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Index, Shelf]]:
    """Give each engine with the labelled decisions in it."""
    records = labelled()
    changes = [Put(one) for one in records]
    if request.param == "embedded":
        embedded = TantivyIndex(tmp_path_factory.mktemp("questions") / "index")
        embedded.apply(changes)
        yield embedded, Shelf(records)
        embedded.close()
        return
    server: ElasticsearchServer = request.getfixturevalue("elasticsearch_server")
    with server.name() as name:
        cluster = ElasticsearchIndex(
            IndexSettings(elasticsearch_url=server.url, elasticsearch_index=name, elasticsearch_timeout=20)
        )
        cluster.apply(changes)
        yield cluster, Shelf(records)
        cluster.close()


def answer(index: Index, shelf: Shelf, spelling: str) -> dict[str, Any]:
    """Give what the recording holds of one question."""
    page = find(index, shelf, SearchRequest(q=spelling, limit=10, facets=FACETS), frozenset({"public"}))
    everything = find(index, shelf, SearchRequest(q=spelling, limit=1000, sort="newest"), frozenset({"public"}))
    return {
        "total": page.total,
        "ids": sorted(hit.id for hit in everything.hits),
        "facets": {name: {one.value: one.count for one in values} for name, values in page.facets.items()},
        "first_page": [hit.id for hit in page.hits],
    }


@pytest.mark.full
@pytest.mark.parametrize("question", QUESTIONS, ids=lambda one: one["question"])
def test_every_spelling_is_answered_as_recorded(asked: tuple[Index, Shelf], question: dict[str, Any]) -> None:
    first_pages = question["first_pages"]
    assert len(first_pages) == 4
    for spelling, first_page in first_pages.items():
        expected = {name: question[name] for name in ("total", "ids", "facets")} | {"first_page": first_page}
        assert answer(*asked, spelling) == expected, spelling
