"""The second reader of PDF: pdfplumber, for files that pdfium cannot open and pages that it cannot read."""

import ctypes
from pathlib import Path
from typing import Any

import msgspec

from ingest.readers import progress
from ingest.readers.limits import Limits
from ingest.readers.pdf_columns import read_columns
from ingest.readers.pdf_letters import is_garbage
from ingest.readers.pdf_lines import around
from ingest.readers.pdf_page import Line, Place, Sheet, tidied, with_spaces
from ingest.readers.pdf_rows import Laid
from ingest.readers.stopwatch import at_most

_SECONDS_TO_OPEN = 4.0
_SECONDS_A_PAGE = 4.0
_NOT_OPEN = ctypes.c_void_p()


class Rescued(msgspec.Struct):
    """A page as the second reader sees it; its lines' pieces lead to `places`."""

    lines: list[Line]
    tables: list[Laid]
    size: tuple[float, float]
    rotation: int
    places: list[Place]


def read_page(path: Path, index: int, limits: Limits) -> Rescued | None:
    """Give one page of the file; None where pdfplumber cannot read it either."""
    found = _read(path, limits, [index])
    return found[0] if found and found[0].lines else None


def read_pages(path: Path, limits: Limits) -> list[Rescued]:
    """Give all pages of the file; none where pdfplumber finds no words in it, or a page that it cannot read."""
    found = _read(path, limits, None)
    return found if any(page.lines for page in found) else []


def _read(path: Path, limits: Limits, wanted: list[int] | None) -> list[Rescued]:
    import pdfplumber  # noqa: PLC0415 - slow to import and seldom needed

    found = []
    try:
        # Not closed by pdfplumber, which would read the pages once more to close each: the child's memory ends with it.
        with path.open("rb") as stream:
            # pdfminer follows an object that refers to itself without end.
            with at_most(_SECONDS_TO_OPEN):
                pages = pdfplumber.open(stream).pages
            if len(pages) > limits.pages:
                return []
            for index in range(len(pages)) if wanted is None else wanted:
                with at_most(_SECONDS_A_PAGE):
                    page = _page(pages[index])
                if page is None:
                    return []
                found.append(page)
                pages[index].close()
                progress.report(index + 1, len(pages))
    except MemoryError:
        raise
    except Exception:  # noqa: BLE001 - pdfminer raises what it likes, and pdfium has failed already
        return []
    return found


def _page(page: Any) -> Rescued | None:
    """Give a page's words in reading order; None where they are no language."""
    size = (float(page.width), float(page.height))
    places: list[Place] = []
    lines = []
    for row in _rows(page.extract_words(keep_blank_chars=False)):
        parts: list[tuple[str, int]] = []
        for word in row:
            parts += [(" ", -1)] if parts else []
            spot = (float(word["x0"]), float(word["top"]), float(word["x1"]), float(word["bottom"]))
            width = (spot[2] - spot[0]) / max(len(word["text"]), 1)
            for step, character in enumerate(word["text"]):
                places.append((spot[0] + step * width, spot[1], spot[0] + (step + 1) * width, spot[3]))
                parts.append((character, len(places) - 1))
        text, pieces = tidied(parts)
        if text:
            spots = [(float(w["x0"]), float(w["top"]), float(w["x1"]), float(w["bottom"])) for w in row]
            lines.append(with_spaces(Line(text, around(spots), pieces), spots))
    told = "\n".join(line.text for line in lines)
    if is_garbage(told) or "(cid:" in told:
        return None
    frame = (0, 0.0, 0.0, *size)
    tables: list[Laid] = []
    if any(line.gaps for line in lines):
        lines, tables = read_columns(Sheet(_NOT_OPEN, _NOT_OPEN, frame, frame, len(places), places), lines, [], set())
    return Rescued(lines, tables, size, int(page.rotation or 0) % 360, places)


def _rows(words: list[dict[str, Any]]) -> list[list[dict[str, Any]]]:
    """Give the words as they stand on the page: rows from the top, each from the left."""
    rows: list[list[dict[str, Any]]] = []
    for word in sorted(words, key=lambda word: (word["top"] + word["bottom"], word["x0"])):
        if rows and word["top"] < (rows[-1][0]["top"] + rows[-1][0]["bottom"]) / 2:
            rows[-1].append(word)
        else:
            rows.append([word])
    return [sorted(row, key=lambda word: float(word["x0"])) for row in rows]
