"""From a document's words back to their places on the pages of its PDF."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from ingest.readers.limits import Limits
from ingest.readers.pdf_page import Opened, Place, Sheet, opened, rectangles
from models.document import Box, Document, Page

Span = tuple[int, int]


def locate(path: Path, document: Document, spans: Sequence[Span], limits: Limits) -> list[list[Box]]:
    """Give, for each span of the text, the rectangles of its characters on the page pictures."""
    found: list[list[Box]] = [[] for _ in spans]
    if any(page.words for page in document.pages):
        from ingest.readers import ocr  # noqa: PLC0415 - loads the picture library

        found = [ocr.boxes(document, start, end) for start, end in spans]
    if any(_touches(page, spans) for page in document.pages):
        with opened(path.read_bytes(), limits) as (handle, count):
            for page in document.pages:
                if page.number <= count and _touches(page, spans):
                    with Opened(handle, page.number - 1) as sheet:
                        for (start, end), boxes in zip(spans, found, strict=True):
                            boxes.extend(_on_page(sheet, page, start, end))
    return [sorted(boxes, key=lambda box: box.page) for boxes in found]


def _touches(page: Page, spans: Sequence[Span]) -> bool:
    return bool(page.runs) and any(page.start < end and page.end > start for start, end in spans)


def _on_page(sheet: Sheet, page: Page, start: int, end: int) -> Iterator[Box]:
    for first, length in _stretches(page, start, end):
        for spot in _merged(rectangles(sheet, first, length, sheet.shown)):
            yield Box(page.number, *spot)


def _merged(spots: list[Place]) -> list[Place]:
    """Join rectangles that follow one another on a line: pdfium draws one a letter where letters stand apart."""
    found: list[Place] = []
    for spot in spots:
        if found:
            x0, top, x1, bottom = found[-1]
            beside = min(bottom, spot[3]) - max(top, spot[1]) > 0.3 * min(bottom - top, spot[3] - spot[1])
            under = min(x1, spot[2]) - max(x0, spot[0]) > 0.3 * min(x1 - x0, spot[2] - spot[0])
            reach = max(bottom - top, spot[3] - spot[1], 1.0) if beside else max(x1 - x0, spot[2] - spot[0], 1.0)
            apart = max(spot[0] - x1, x0 - spot[2]) if beside else max(spot[1] - bottom, top - spot[3])
            if (beside or under) and apart <= reach and not (under and not beside and apart > 0.5 * reach):
                found[-1] = (min(x0, spot[0]), min(top, spot[1]), max(x1, spot[2]), max(bottom, spot[3]))
                continue
        found.append(spot)
    return found


def _stretches(page: Page, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Give (first pdfium index, length) of the runs between two offsets, neighbours joined."""
    first, length = -1, 0
    for run in page.runs:
        a, b = max(run.start, start), min(run.start + run.length, end)
        if a >= b or run.source < 0:
            continue
        source = run.source + a - run.start
        if first >= 0 and source in {first + length, first + length - 1}:
            length = source + b - a - first
            continue
        if first >= 0:
            yield first, length
        first, length = source, b - a
    if first >= 0:
        yield first, length
