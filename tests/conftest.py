"""Fixtures of the whole suite: the real servers, and the folders the tests read."""

import signal
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
pytest_plugins = ["tests.servers.chromium", "tests.servers.elasticsearch", "tests.servers.postgres"]

signal.signal(signal.SIGTERM, signal.default_int_handler)  # a run that is told to stop still stops its servers


@pytest.fixture(scope="session")
def samples() -> Path:
    """Give the folder of sample resolutions."""
    return ROOT / "samples"
