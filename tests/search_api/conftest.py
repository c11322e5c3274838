"""The web face over a small real archive and the embedded index."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient

from archive.index.tantivy_engine import TantivyIndex
from search_api.app import create_app
from search_api.services import Services
from search_api.settings import WebSettings
from tests.search_api.shelf import DrawnPages, Shelf, filled


@pytest.fixture(scope="session")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shelf]:
    """Give the archive with every composed resolution. Tests read it; one that changes it makes its own."""
    index = TantivyIndex(tmp_path_factory.mktemp("index"), 64_000_000)
    made = filled(tmp_path_factory.mktemp("data"), index)
    yield made
    index.close()
    made.archive.close()


def application(shelf: Shelf, *, demo: bool = False) -> FastAPI:
    settings = WebSettings(demo=demo, request_limit_mb=1, upload_files=5)
    return create_app(Services(shelf.archive, shelf.index, settings, DrawnPages(), shelf))


def browser_of(app: FastAPI, client: str = "127.0.0.1") -> TestClient:
    return TestClient(
        app, base_url="http://localhost", client=(client, 50000), raise_server_exceptions=False, follow_redirects=False
    )


@pytest.fixture(scope="session")
def visitor(shelf: Shelf) -> TestClient:
    """Give a client of the site as the public sees it."""
    return browser_of(application(shelf))


@pytest.fixture(scope="session")
def demonstrator(shelf: Shelf) -> TestClient:
    """Give a client at the very machine, with the demo setting on."""
    return browser_of(application(shelf, demo=True))


@pytest.fixture(scope="session")
def ids(shelf: Shelf) -> dict[str, str]:
    """Give the resolutions' ids by their number."""
    return {str(record.decision.number): record.id for record in shelf.archive.catalogue.current(None, 1000)}


@pytest.fixture
def own_shelf(tmp_path: Path) -> Iterator[Shelf]:
    """Give an archive of this test's own."""
    index = TantivyIndex(tmp_path / "index", 64_000_000)
    made = filled(tmp_path / "data", index)
    yield made
    index.close()
    made.archive.close()
