"""What the web face needs from the other rooms; `karar/` hands it in, so that no import goes around the house."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol

from archive import Archive
from archive.index.engine import Index
from archive.intake import Accepted
from models.document import Box

from .settings import WebSettings


class Intake(Protocol):
    """The door in: keeps what is handed in and answers once it is safe on disk."""

    def receive(self, name: str, chunks: Iterable[bytes], source: str) -> Sequence[Accepted]: ...


class PageRenderer(Protocol):
    """Draws a document's pages and finds words on them."""

    def render(self, sha256: str, page: int) -> bytes:
        """Give page `page` (from 1) as a PNG picture; raises `KararError` where there is none."""
        ...

    def locate(self, sha256: str, spans: Sequence[tuple[int, int]]) -> Sequence[Sequence[Box]]:
        """Give, for each ``[start, end)`` of the document's text, the rectangles that hold its characters."""
        ...


@dataclass(frozen=True)
class Services:
    """Everything a request may use."""

    archive: Archive
    index: Index
    settings: WebSettings
    pictures: PageRenderer
    intake: Intake | None = None
