"""Fixtures of the whole suite: the real servers, and the folders the tests read."""

from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
pytest_plugins = ["tests.servers.chromium", "tests.servers.elasticsearch", "tests.servers.postgres"]


@pytest.fixture(scope="session")
def samples() -> Path:
    """Give the folder of sample resolutions."""
    return ROOT / "samples"
