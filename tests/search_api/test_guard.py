"""What never reaches a page, and what every answer carries."""

import pytest
from pydantic import ValidationError
from starlette.testclient import TestClient

from search_api.security import host_name
from search_api.settings import WebSettings, is_loopback

PATHS = [
    "/",
    "/en/",
    "/overview",
    "/about",
    "/upload",
    "/nowhere",
    "/api/v1/resolutions",
    "/api/v1/health",
    "/static/karar.css",
    "/feed.atom",
]


@pytest.mark.parametrize("path", PATHS)
def test_every_answer_is_protected(visitor: TestClient, path: str) -> None:
    headers = visitor.get(path).headers
    assert "default-src 'none'" in headers["content-security-policy"]
    assert "unsafe" not in headers["content-security-policy"]
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["x-frame-options"] == "DENY"


@pytest.mark.parametrize("path", PATHS)
def test_a_head_request_gets_the_headers_alone(visitor: TestClient, path: str) -> None:
    whole, head = visitor.get(path), visitor.head(path)
    assert (head.status_code, head.content) == (whole.status_code, b"")
    assert head.headers["content-type"] == whole.headers["content-type"]


@pytest.mark.parametrize("path", ["/", "/about", "/overview", "/api/docs", "/nowhere"])
def test_no_page_needs_an_inline_script_or_style(visitor: TestClient, path: str) -> None:
    text = visitor.get(path).text
    assert " style=" not in text
    assert "<style" not in text
    assert "onclick" not in text
    assert text.count("<script") == text.count('<script src="/static/')


@pytest.mark.parametrize(
    "host",
    ["evil.example", "localhost.evil.example", "localhost@evil.example", "localhost:80:80", "", "[::1", "localhost/x"],
)
def test_an_unknown_host_is_refused(visitor: TestClient, host: str) -> None:
    answer = visitor.get("/", headers={"host": host})
    assert answer.status_code == 400
    assert "unknown_host" in answer.text


@pytest.mark.parametrize("host", ["localhost", "LOCALHOST:8000", "127.0.0.1:1", "[::1]:8000", "localhost."])
def test_a_known_host_is_served_on_any_port(visitor: TestClient, host: str) -> None:
    assert visitor.get("/about", headers={"host": host}).status_code == 200


@pytest.mark.parametrize(
    ("header", "name"),
    [("a.example:80", "a.example"), ("[::1]:8", "[::1]"), ("[::1]", "[::1]"), ("a b", None), ("a:x", None)],
)
def test_a_host_header_is_read_strictly(header: str, name: str | None) -> None:
    assert host_name(header) == name


def test_a_long_address_is_refused(visitor: TestClient) -> None:
    answer = visitor.get("/", params={"q": "a" * 20_000})
    assert (answer.status_code, "address_too_long" in answer.text) == (414, True)


def test_a_body_no_page_wants_is_refused(demonstrator: TestClient) -> None:
    assert demonstrator.post("/about", content=b"x" * 70_000).status_code == 413


@pytest.mark.parametrize("length", ["-1", "x", "1" * 30, "٣"])
def test_an_absurd_length_is_refused(demonstrator: TestClient, length: str) -> None:
    answer = demonstrator.post("/upload", content=b"", headers={"content-length": length.encode()})  # type: ignore[dict-item]
    assert answer.status_code in {400, 413}


@pytest.mark.parametrize(
    "headers",
    [
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
        {"origin": "https://evil.example"},
        {"origin": "null"},
        {"origin": "http://[bad"},
    ],
)
def test_another_sites_form_changes_nothing(demonstrator: TestClient, headers: dict[str, str]) -> None:
    answer = demonstrator.post("/api/v1/uploads", files={"files": ("a.txt", b"a")}, headers=headers)
    assert (answer.status_code, answer.json()["code"]) == (403, "cross_site_request")


def test_the_demo_setting_and_an_open_address_exclude_each_other() -> None:
    with pytest.raises(ValidationError, match="KARAR_DEMO"):
        WebSettings(demo=True, host="0.0.0.0")
    assert WebSettings(demo=True, host="::1").demo


@pytest.mark.parametrize(
    ("host", "loopback"),
    [("localhost", True), ("127.8.8.8", True), ("[::1]", True), ("10.0.0.1", False), ("example", False), (None, False)],
)
def test_loopback_is_this_machine_alone(host: str | None, loopback: bool) -> None:
    assert is_loopback(host) is loopback


def test_a_fault_of_ours_is_told_without_its_words(visitor: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> object:
        raise RuntimeError("secret words")

    monkeypatch.setattr("search_api.pages.search.find", broken)
    answer = visitor.get("/?q=x")
    assert answer.status_code == 500
    assert "internal_fault" in answer.text
    assert "secret words" not in answer.text


def test_static_files_may_be_kept_for_ever_only_by_their_content(visitor: TestClient) -> None:
    assert "immutable" in visitor.get("/static/karar.css?v=1").headers["cache-control"]
    assert "immutable" not in visitor.get("/static/karar.css").headers["cache-control"]
    assert visitor.get("/static/../settings.py").status_code == 404
