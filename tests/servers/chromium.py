"""Debian's Chromium for the tests, driven by Playwright: one process a session, closed to the network outside."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

_FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost",
]


def executable() -> Path:
    """Give Debian's Chromium; a machine without it fails with what to install."""
    found = shutil.which("chromium")
    if found is None:
        pytest.fail("Chromium is missing: apt-get install chromium", pytrace=False)
    return Path(found)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """Give a running Chromium for the whole session."""
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=executable(), args=_FLAGS)
        yield browser
        browser.close()
