"""Nothing leaves by a public door that is not public."""

import pytest
from starlette.testclient import TestClient

from models.resolution import Outcome
from tests.search_api.shelf import Shelf, composed, the_seed

HIDDEN_WORD = "Gizlisözcük"


@pytest.fixture(scope="session")
def hidden(shelf: Shelf) -> tuple[str, str]:
    [record] = [one for one in shelf.archive.catalogue.current(None, 1000) if one.visibility == "restricted"]
    return record.id, record.sha256


@pytest.mark.parametrize(
    "path",
    [
        "/resolutions/{id}", "/en/resolutions/{id}", "/documents/{sha}", "/documents/{sha}/original", "/documents/{sha}/pages/1.png",
        "/en/documents/{sha}", "/en/documents/{sha}/original", "/en/documents/{sha}/pages/1.png", "/api/v1/resolutions/{id}", "/api/v1/documents/{sha}",
    ],
)  # fmt: skip
@pytest.mark.parametrize("who", ["visitor", "demonstrator"])
def test_what_is_hidden_answers_like_what_never_was(
    request: pytest.FixtureRequest, who: str, hidden: tuple[str, str], path: str
) -> None:
    client: TestClient = request.getfixturevalue(who)
    answer = client.get(path.format(id=hidden[0], sha=hidden[1]))
    nothing = client.get(path.format(id="x" * len(hidden[0]), sha="0" * 64))
    assert answer.status_code == nothing.status_code == 404
    assert answer.text.replace(hidden[0], "").replace(hidden[1], "") == nothing.text.replace(
        "x" * len(hidden[0]), ""
    ).replace("0" * 64, "")


@pytest.mark.parametrize("path", ["/", "/en/", "/overview", "/feed.atom", "/sitemap/0.xml", "/api/v1/resolutions"])
@pytest.mark.parametrize("query", ["", f"q={HIDDEN_WORD}", "municipality=Saklı Belediyesi", "q=karar:999", "year=2026"])
def test_no_search_feed_or_map_tells_of_it(visitor: TestClient, hidden: tuple[str, str], path: str, query: str) -> None:
    text = visitor.get(f"{path}?{query}").text
    assert hidden[0] not in text
    assert "Gizli kalması" not in text
    if "Saklı" not in query:
        assert "Saklı" not in text


def test_one_hidden_resolution_hides_the_file_they_share(own_shelf: Shelf) -> None:
    from tests.search_api.conftest import application, browser_of

    hidden = composed("77", "2026-02-02", "Ortak dosyadaki gizli karar", "Kabul edildi.", Outcome.ADOPTED)
    sha256 = own_shelf.put("ortak.pdf", None, [the_seed(), hidden])
    first, second = [line.id for line in own_shelf.archive.catalogue.document(sha256).resolutions]
    client = browser_of(application(own_shelf))
    assert client.get(f"/documents/{sha256}/original").status_code == 200
    own_shelf.archive.catalogue.publish([second], "restricted")
    shown = client.get(f"/resolutions/{first}")
    assert shown.status_code == 200
    assert f"/documents/{sha256}" not in shown.text
    for path in (
        f"/documents/{sha256}",
        f"/documents/{sha256}/original",
        f"/documents/{sha256}/pages/1.png",
        f"/resolutions/{second}",
    ):
        assert client.get(path).status_code == 404


def test_a_file_that_failed_is_fetched_by_its_uploader_alone(
    shelf: Shelf, visitor: TestClient, demonstrator: TestClient
) -> None:
    [failed] = [job.sha256 for job in shelf.archive.catalogue.jobs("failed")]
    assert visitor.get(f"/documents/{failed}/original").status_code == 404
    assert demonstrator.get(f"/documents/{failed}/original").content == b"composed bozuk.pdf"


def test_an_uploads_page_tells_nothing_of_what_is_hidden(
    shelf: Shelf, demonstrator: TestClient, hidden: tuple[str, str]
) -> None:
    [upload] = shelf.archive.catalogue.uploads_of(hidden[1])
    for prefix in ("", "/en"):
        text = demonstrator.get(f"{prefix}/uploads/{upload.id}").text
        assert hidden[0] not in text
        assert "Gizli kalması" not in text
        assert f"/documents/{hidden[1]}" not in text
