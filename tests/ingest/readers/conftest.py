from collections.abc import Iterator

import pytest

from ingest.readers.pool import ReaderPool
from ingest.settings import IngestSettings


@pytest.fixture(scope="package")
def pool() -> Iterator[ReaderPool]:
    with ReaderPool(IngestSettings(readers=2)) as opened:
        yield opened
