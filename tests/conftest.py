"""Fixtures of the whole suite: the real servers, and the folders the tests read."""

import signal
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
pytest_plugins = ["tests.servers.chromium", "tests.servers.elasticsearch", "tests.servers.postgres"]

signal.signal(signal.SIGTERM, signal.default_int_handler)  # a run that is told to stop still stops its servers


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Run what drives the session's browser last: once it is up its event loop runs in this thread, and others could start none."""
    items.sort(key=lambda item: "chromium" in getattr(item, "fixturenames", ()))


@pytest.fixture(scope="session")
def samples() -> Path:
    """Give the folder of sample resolutions."""
    return ROOT / "samples"
