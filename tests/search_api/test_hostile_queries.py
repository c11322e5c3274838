"""Whatever is typed into an address, the answer is a page or a reason, never a fault and never everything."""

from urllib.parse import quote

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from starlette.testclient import TestClient

NAMES = st.sampled_from(
    [
        "q",
        "outcome",
        "manner",
        "against",
        "for",
        "department",
        "law",
        "kind",
        "year",
        "place",
        "flag",
        "from",
        "to",
        "sort",
        "limit",
        "cursor",
        "x",
    ]
)
PIECES = st.sampled_from(
    [
        '"',
        "(",
        ")",
        "-",
        "*",
        "OR",
        "AND",
        "body:[a TO",
        "sonuc:",
        "tarih:",
        "~5",
        "..",
        "\x00",
        "\ud800",
        "\u202e",
        "ı",
        "İ",
        "5393/18",
        "karar",
        "%",
        "&",
        "<",
        "\\",
    ]
)
TEXT = st.one_of(
    st.text(max_size=60), st.lists(PIECES, max_size=8).map(" ".join), st.lists(PIECES, max_size=8).map("".join)
)


def encoded(pairs: list[tuple[str, str]]) -> str:
    return "&".join(f"{name}={quote(value, errors='surrogatepass')}" for name, value in pairs)


@pytest.mark.full
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(pairs=st.lists(st.tuples(NAMES, TEXT), max_size=5))
@example(pairs=[("q", "body:[a TO")])
@example(pairs=[("q", '"')])
@example(pairs=[("cursor", "gaWhYQ")])
@example(pairs=[("year", "-2024"), ("year", "9" * 40)])
@example(pairs=[("from", "0000-00-00"), ("to", "9999-99-99")])
@example(pairs=[("q", "tarih:0000..9999"), ("q", "tutar:9999999999999999999999")])
def test_no_query_is_a_fault(visitor: TestClient, pairs: list[tuple[str, str]]) -> None:
    for path in ("/", "/api/v1/resolutions"):
        assert visitor.get(f"{path}?{encoded(pairs)}").status_code in {200, 400, 414}


@pytest.mark.parametrize("path", ["/en/", "/overview", "/feed.atom"])
@pytest.mark.full
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(pairs=st.lists(st.tuples(NAMES, TEXT), max_size=4))
def test_no_other_page_of_a_search_is_a_fault(visitor: TestClient, path: str, pairs: list[tuple[str, str]]) -> None:
    assert visitor.get(f"{path}?{encoded(pairs)}").status_code in {200, 400, 414}


@pytest.mark.full
@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(name=TEXT)
@example(name="..")
@example(name="%2e%2e%2f")
@example(name="\x00")
def test_no_path_is_a_fault(demonstrator: TestClient, name: str) -> None:
    part = quote(name, safe="", errors="surrogatepass") or "x"
    for path in (
        f"/resolutions/{part}",
        f"/documents/{part}",
        f"/documents/{part}/original",
        f"/documents/{'0' * 64}/pages/{part}.png",
        f"/uploads/{part}",
        f"/sitemap/{part}.xml",
        f"/static/{part}",
        f"/{part}",
    ):
        assert demonstrator.get(path).status_code < 500


@pytest.mark.parametrize(
    "words",
    ['"', "( ) -", "body:[a TO", "\x00\x01", "ve ile bir", "*", "-karar", "OR OR", "'; DROP TABLE", "a" * 10_000],
)
def test_nonsense_never_finds_everything(visitor: TestClient, words: str) -> None:
    answer = visitor.get("/api/v1/resolutions", params={"q": words})
    assert answer.status_code in {200, 400}
    assert answer.json().get("total", 0) < 9
