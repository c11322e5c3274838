"""The rooms put together: archive and index opened, readers handed to the pages, intake to the upload route."""

from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from functools import cached_property

from archive import Archive
from archive.index import open_index
from archive.index.engine import Index
from ingest.readers.pool import ReaderPool
from karar.settings import Settings
from models.document import Box


@contextmanager
def opened_archive(settings: Settings) -> Iterator[Archive]:
    """Open the archive (its catalogue is brought up to date) and close it after use."""
    archive = Archive.open(settings)
    try:
        yield archive
    finally:
        archive.close()


@contextmanager
def opened_index(settings: Settings) -> Iterator[Index]:
    """Open the engine that the settings pick and close it after use."""
    index = open_index(settings)
    try:
        yield index
    finally:
        index.close()


@dataclass
class House:
    """An opened archive and index, and readers that start when first needed."""

    settings: Settings
    archive: Archive
    index: Index
    _stack: ExitStack

    @cached_property
    def pool(self) -> ReaderPool:
        """Give the reader processes; they start with the first use and end with the house."""
        return self._stack.enter_context(ReaderPool(self.settings))


@contextmanager
def opened_house(settings: Settings) -> Iterator[House]:
    """Open archive and index together and close both after use."""
    with ExitStack() as stack:
        archive = stack.enter_context(opened_archive(settings))
        index = stack.enter_context(opened_index(settings))
        yield House(settings, archive, index, stack)


class PagePictures:
    """Page pictures and evidence boxes for the pages, drawn by the reader processes from the kept original."""

    def __init__(self, house: House) -> None:
        self._house = house

    def render(self, sha256: str, page: int) -> bytes:
        """Give a page as PNG; raises `UnreadableFile` where there is no such page or picture."""
        document = self._house.archive.catalogue.text(sha256)
        return self._house.pool.render_page(self._house.archive.originals.path(sha256), document, page)

    def locate(self, sha256: str, spans: Sequence[tuple[int, int]]) -> Sequence[Sequence[Box]]:
        """Give, for each span of the text, its boxes on the page pictures."""
        document = self._house.archive.catalogue.text(sha256)
        return self._house.pool.locate_all(self._house.archive.originals.path(sha256), document, spans)
