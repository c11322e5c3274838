"""The API: one shape, cursor pages, problem+json, a description that fits."""

import dataclasses
from typing import Any
from xml.etree.ElementTree import fromstring

import msgspec
import pytest
from starlette.testclient import TestClient

from archive.index.engine import IndexStatus
from models.errors import ServiceDown
from search_api.api import examples, shapes
from search_api.app import create_app
from search_api.find import SearchPage
from search_api.services import Services
from search_api.settings import WebSettings
from tests.search_api.shelf import DrawnPages, Shelf


def test_a_search_answers_in_the_agreed_shape(visitor: TestClient) -> None:
    found = visitor.get("/api/v1/resolutions", params={"q": "acik yonetim", "against": "MHP"}).json()
    assert set(examples.SEARCH) <= set(found)
    [hit] = found["hits"]
    assert set(hit) == set(examples.SEARCH["hits"][0])
    assert (hit["number"], hit["outcome"], hit["manner"], hit["against"]) == (
        "412",
        "adopted",
        "majority",
        ["AK Parti", "MHP", "BBP"],
    )
    assert visitor.get("/api/v1/resolutions", params={"q": "acik yonetim", "outcome": "rejected"}).json()["total"] == 0


def test_the_cursor_leads_through_all_pages_once(visitor: TestClient) -> None:
    seen: list[str] = []
    cursor: str | None = ""
    while cursor is not None:
        page = visitor.get("/api/v1/resolutions", params={"limit": 4, "sort": "newest", "cursor": cursor}).json()
        seen += [hit["id"] for hit in page["hits"]]
        cursor = page["next"]
    assert len(seen) == len(set(seen)) == 9


def test_labels_come_in_the_language_asked_for(visitor: TestClient) -> None:
    def labels(**asked: Any) -> set[str]:
        return {one["label"] for one in visitor.get("/api/v1/resolutions", **asked).json()["facets"]["outcome"]}

    assert "Ret" in labels()
    assert "Rejected" in labels(headers={"accept-language": "en"})
    assert "Rejected" in labels(params={"language": "en"})


@pytest.mark.parametrize(
    ("path", "status", "code"),
    [
        ("/api/v1/resolutions?from=x", 400, "bad_parameter"), ("/api/v1/resolutions?cursor=x", 400, "cursor_unknown"), ("/api/v1/resolutions?q=" + "a" * 9000, 400, "query_too_long"),
        ("/api/v1/resolutions/nope", 404, "resolution_unknown"), ("/api/v1/documents/nope", 404, "document_unknown"), ("/api/v1/nothing", 404, "page_not_found"),
    ],
)  # fmt: skip
def test_every_error_is_a_problem_with_a_next_step(visitor: TestClient, path: str, status: int, code: str) -> None:
    for tongue in ("tr", "en"):
        answer = visitor.get(path, headers={"accept-language": tongue})
        assert answer.headers["content-type"] == "application/problem+json"
        told = answer.json()
        assert (answer.status_code, told["status"], told["code"]) == (status, status, code)
        assert told["detail"]
        assert told["next_step"]
    assert visitor.delete("/api/v1/resolutions").json()["code"] == "method_not_allowed"


def test_a_resolution_comes_with_every_fact_and_a_tag(visitor: TestClient, ids: dict[str, str]) -> None:
    answer = visitor.get(f"/api/v1/resolutions/{ids['412']}")
    decision = answer.json()["decision"]
    assert [decision["text"][one["start"] : one["end"]] for one in decision["facts"]] == [
        one["quote"] for one in decision["facts"]
    ]
    assert (
        visitor.get(f"/api/v1/resolutions/{ids['412']}", headers={"if-none-match": answer.headers["etag"]}).status_code
        == 304
    )


def test_a_document_comes_with_its_text_and_resolutions(visitor: TestClient, shelf: Shelf, ids: dict[str, str]) -> None:
    sha256 = shelf.archive.catalogue.resolution(ids["412"], {"public"}).sha256
    told = visitor.get(f"/api/v1/documents/{sha256}").json()
    assert [one["id"] for one in told["resolutions"]] == [ids["412"]]
    assert told["text"].startswith("Belediyemizin")
    assert visitor.get(told["original"]).status_code == 200


def test_health_tells_of_catalogue_index_and_lag(own_shelf: Shelf) -> None:
    client = TestClient(
        create_app(Services(own_shelf.archive, own_shelf.index, WebSettings(), DrawnPages())),
        base_url="http://localhost",
    )
    well = client.get("/api/v1/health").json()
    assert (well["status"], well["index"]["state"], well["index"]["lag"], well["index"]["resolutions"]) == (
        "ok",
        "ok",
        0,
        10,
    )
    changed = own_shelf.archive.catalogue.publish([next(own_shelf.archive.catalogue.sha256s())], "restricted")
    behind = client.get("/api/v1/health").json()
    assert (behind["status"], behind["index"]["lag"]) == ("ok", changed)


class DownIndex:
    """An engine that does not answer."""

    def __getattr__(self, name: str) -> Any:
        def down(*_: object, **__: object) -> object:
            raise ServiceDown("index_unavailable", reason="connection refused")

        return down

    def status(self) -> IndexStatus:
        return IndexStatus("elasticsearch", "down", "", 0, 0, 0, "connection refused")


def test_without_an_engine_search_says_when_to_come_back_and_documents_stay_readable(
    shelf: Shelf, ids: dict[str, str]
) -> None:
    services = Services(shelf.archive, DownIndex(), WebSettings(), DrawnPages())  # type: ignore[arg-type]
    client = TestClient(create_app(services), base_url="http://localhost")
    for path in ("/?q=park", "/en/?q=park", "/api/v1/resolutions", "/overview", "/feed.atom"):
        answer = client.get(path)
        assert (answer.status_code, answer.headers["retry-after"]) == (503, "5")
    health = client.get("/api/v1/health")
    assert (health.status_code, health.json()["index"]["state"]) == (503, "down")
    record = shelf.archive.catalogue.resolution(ids["412"], {"public"})
    for path in (
        f"/resolutions/{record.id}",
        f"/documents/{record.sha256}",
        f"/documents/{record.sha256}/original",
        f"/api/v1/resolutions/{record.id}",
    ):
        assert client.get(path).status_code == 200


@pytest.mark.parametrize(
    ("example", "kind"),
    [
        (examples.SEARCH, SearchPage), (examples.RESOLUTION, shapes.ResolutionShape), (examples.DOCUMENT, shapes.DocumentShape),
        (examples.UPLOADS, shapes.UploadsShape), (examples.UPLOAD, shapes.UploadShape), (examples.HEALTH, shapes.HealthShape),
        (examples.SIMILAR, shapes.SimilarShape), (examples.FACET, shapes.FacetShape),
    ],
)  # fmt: skip
def test_every_example_fits_its_shape(example: Any, kind: Any) -> None:
    msgspec.convert(example, kind, strict=True)


def test_the_description_names_every_route_with_examples_and_resolves(visitor: TestClient) -> None:
    told = visitor.get("/api/openapi.json").json()
    assert set(told["paths"]) == {
        "/api/v1/resolutions", "/api/v1/resolutions/{resolution_id}", "/api/v1/resolutions/{resolution_id}/similar", "/api/v1/facets/{name}",
        "/api/v1/documents/{sha256}", "/api/v1/uploads", "/api/v1/uploads/{upload_id}", "/api/v1/health",
    }  # fmt: skip
    names = {one["name"] for one in told["paths"]["/api/v1/resolutions"]["get"]["parameters"]}
    assert {"q", "outcome", "against", "for", "from", "to", "sort", "limit", "cursor"} <= names
    schemas = told["components"]["schemas"]

    def references(value: Any) -> list[str]:
        if isinstance(value, dict):
            own = [value["$ref"]] if isinstance(value.get("$ref"), str) else []
            return own + [one for inner in value.values() for one in references(inner)]
        return [one for inner in value for one in references(inner)] if isinstance(value, list) else []

    assert {one.rsplit("/", 1)[1] for one in references(told)} <= set(schemas)
    for path in told["paths"].values():
        for operation in path.values():
            [good] = [answer for status, answer in operation["responses"].items() if status.startswith("2")]
            assert "example" in good["content"]["application/json"]
    assert visitor.get("/api/docs").status_code == 200


def test_a_search_is_taken_away_whole_as_a_file(visitor: TestClient) -> None:
    lines = visitor.get("/export.jsonl?manner=majority&limit=1").text.splitlines()
    about, *rows = [msgspec.json.decode(line) for line in lines]
    assert about["about"]["total"] == "4"
    assert {row["number"] for row in rows} == {"412", "2024/114", "32", "33"}
    table = visitor.get("/en/export.csv?manner=majority")
    assert table.headers["content-disposition"] == 'attachment; filename="karar.csv"'
    assert "2024/114" in table.text
    assert visitor.get("/export.xlsx").content.startswith(b"PK")
    assert visitor.get("/export.exe").status_code == 404
    assert visitor.get("/export.csv?from=x").status_code == 400
    assert "Gizli" not in visitor.get("/export.csv").text


def test_feed_and_maps_are_well_formed(visitor: TestClient) -> None:
    for path in ("/feed.atom", "/en/feed.atom?q=%01karar", "/opensearch.xml", "/sitemap.xml", "/sitemap/0.xml"):
        answer = visitor.get(path)
        assert answer.status_code == 200
        fromstring(answer.text.encode())
    atom = fromstring(visitor.get("/feed.atom?against=MHP").text.encode())
    assert len(atom.findall("{http://www.w3.org/2005/Atom}entry")) == 2
    for name in ("title", "id", "updated"):
        assert atom.find(f"{{http://www.w3.org/2005/Atom}}{name}") is not None


def test_addresses_in_feeds_are_those_of_the_site(shelf: Shelf) -> None:
    settings = WebSettings(public_url="https://kararlar.example/")
    services = dataclasses.replace(Services(shelf.archive, shelf.index, settings, DrawnPages()))
    client = TestClient(create_app(services), base_url="http://localhost")
    assert "Sitemap: https://kararlar.example/sitemap.xml" in client.get("/robots.txt").text
    assert "https://kararlar.example/resolutions/" in client.get("/feed.atom").text
