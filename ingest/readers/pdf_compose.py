"""The pages of a PDF, each read by itself, put behind each other to one document."""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

import msgspec

from ingest.readers import pdf_margins
from ingest.readers.pdf_continued import Standing, joined_tables
from ingest.readers.pdf_lines import around, is_divided
from ingest.readers.pdf_page import Line, Place
from ingest.readers.pdf_rows import Laid
from models.document import Document, Notice, Page, Run, Word
from models.errors import UnreadableFile

if TYPE_CHECKING:
    from ingest.readers.ocr import Recognised

VERSION = "pdfium@2"


class Seen(msgspec.Struct):
    """A page as read, before the pages are put behind each other."""

    lines: list[Line]
    size: tuple[float, float]
    upright_height: float
    rotation: int
    tables: list[Laid]
    added: list[tuple[Line, Place]] = []  # those of the lines that were put on the page later, and where
    files: list[str] = []
    mended: int = 0
    lossy: bool = False
    scan: "Recognised | None" = None
    is_scan: bool = False
    places: list[Place] | None = None  # of a page that the second reader read


def compose(seen: list[Seen], described: dict[str, str], notices: list[Notice]) -> Document:
    """Give the document: running headers and footers taken out, tables joined over pages, every line with its runs.

    Raises `UnreadableFile` where no page holds a word or could.
    """
    margins = pdf_margins.part_margins([page.lines for page in seen], [page.upright_height for page in seen])
    text: list[str] = []
    pages: list[Page] = []
    standing: list[Standing] = []
    start = 0
    for number, (page, margin) in enumerate(zip(seen, margins, strict=True), start=1):
        runs: list[Run] = []
        spans: list[tuple[int, int]] = []
        if page.is_scan:
            from ingest.readers import ocr  # noqa: PLC0415 - loads the picture library

            made = ocr.page_of(page.scan, number, start, *page.size)
            words = page.scan.text if page.scan else ""
        else:
            words, runs, spans = _put_together(page.lines, start)
            made = Page(number=number, start=start, end=start + len(words), width=page.size[0], height=page.size[1])
            if page.places is not None:
                made = msgspec.structs.replace(made, words=tuple(_words_at(words, start, runs, page.places)))
                runs = []
            elif page.added:
                standing_at = dict(zip(map(id, page.lines), spans, strict=True))
                marks = [(standing_at[id(line)], spot) for line, spot in page.added if id(line) in standing_at]
                made = msgspec.structs.replace(
                    made, words=tuple(Word(a, b - a, *spot, confidence=1.0) for (a, b), spot in sorted(marks))
                )
        pages.append(
            msgspec.structs.replace(
                made,
                runs=tuple(runs),
                header=margin.header,
                footer=margin.footer,
                rotation=made.rotation or page.rotation,
            )
        )
        standing.extend(_standing(page, number, dict(zip(map(id, page.lines), spans, strict=False))))
        text.append(words)
        start += len(words) + 1
    if not any(words.strip() for words in text) and not any(page.is_scan for page in seen):
        raise UnreadableFile("no_text")
    return Document(
        format="pdf",
        text="\n".join(text),
        pages=tuple(pages),
        tables=joined_tables(standing),
        notices=(*notices, *_notices(seen)),
        metadata=described,
        reader=VERSION,
    )


def _standing(page: Seen, number: int, spans: dict[int, tuple[int, int]]) -> Iterator[Standing]:
    for table in page.tables:
        held = [spans[id(line)] for line in table.lines if id(line) in spans]
        if held:
            first, last = min(a for a, _ in held), max(b for _, b in held)
            before = any(b <= first for _, b in spans.values())
            yield Standing(table, number, first, last, not before, not any(a >= last for a, _ in spans.values()))


def _put_together(held: list[Line], start: int) -> tuple[str, list[Run], list[tuple[int, int]]]:
    """Give a page's text, its runs and the span of each of its lines in the document."""
    parts: list[str] = []
    runs: list[Run] = []
    spans: list[tuple[int, int]] = []
    at = start
    for index, line in enumerate(held):
        following = held[index + 1].text if index + 1 < len(held) else ""
        text = line.text
        joined = (line.joins_next and following[:1].islower()) or is_divided(text, following)
        if joined:
            text = text.rstrip("-\u2010\xad\x02 ")
        for offset, length, source in line.pieces:
            kept = min(length, len(text) - offset)
            if kept > 0:
                runs.append(Run(at + offset, kept, source))
        spans.append((at, at + len(text)))
        ending = "" if joined or index + 1 == len(held) else "\n"
        parts.append(text + ending)
        at += len(text) + len(ending)
    return "".join(parts), runs, spans


def _words_at(text: str, start: int, runs: list[Run], places: list[Place]) -> Iterator[Word]:
    """Give the words of a page that the second reader read, each with its place: pdfium could not find it again."""
    spots = {
        run.start + step: places[run.source + step] for run in runs for step in range(run.length) if run.source >= 0
    }
    for match in re.finditer(r"\S+", text):
        held = [spots[at] for at in range(start + match.start(), start + match.end()) if at in spots]
        if held:
            yield Word(start + match.start(), match.end() - match.start(), *around(held), confidence=1.0)


def _notices(seen: list[Seen]) -> list[Notice]:
    found = []
    if rescued := sum(page.places is not None for page in seen):
        found.append(Notice("pdf_rescued", {"pages": rescued}))
    if mended := sum(page.mended for page in seen):
        found.append(Notice("pdf_letters_mended", {"letters": mended}))
    if lossy := sum(page.lossy for page in seen):
        found.append(Notice("pdf_letters_lost", {"pages": lossy}))
    waiting = [number for number, page in enumerate(seen, start=1) if page.is_scan and page.scan is None]
    if waiting:
        found.append(Notice("ocr_missing", {"pages": len(waiting)}))
    failed = [
        (number, page.scan.problem) for number, page in enumerate(seen, start=1) if page.scan and page.scan.problem
    ]
    found.extend(Notice("ocr_failed", {"page": number, "reason": problem}) for number, problem in failed)
    return found
