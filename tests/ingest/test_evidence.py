"""Every fact of every sample leads back to the words that state it: in the text, and on the page's picture."""

from collections.abc import Iterator
from itertools import groupby
from pathlib import Path

import pypdfium2
import pytest

from ingest.readers.pool import ReaderPool
from ingest.settings import IngestSettings
from ingest.understand import understand
from models.document import Box, Document
from models.resolution import Fact

SAMPLES = Path(__file__).parents[2] / "samples"
DRAWN = sorted(SAMPLES.glob("*.pdf"))
FLOWING = sorted(SAMPLES.glob("*.docx"))


@pytest.fixture(scope="module")
def pool() -> Iterator[ReaderPool]:
    with ReaderPool(IngestSettings(readers=2)) as opened:
        yield opened


def facts_of(document: Document) -> list[Fact]:
    """Give the facts that the text states (those that a form or a file's name gave have no words)."""
    facts = [fact for decision in understand(document).decisions for fact in decision.facts]
    return [fact for fact in facts if fact.start < fact.end]


def letters(text: str) -> str:
    return "".join(character for character in text.casefold() if character.isalnum())


def within(pdf: pypdfium2.PdfDocument, boxes: list[Box]) -> str:
    """Give the letters that stand in the boxes, by their own middle."""
    found = []
    for number, held in groupby(boxes, key=lambda box: box.page):
        page = pdf[number - 1]
        words = page.get_textpage()
        height = page.get_height()
        spots = list(held)
        for index in range(words.count_chars()):
            left, bottom, right, top = words.get_charbox(index)
            x, y = (left + right) / 2, height - (bottom + top) / 2
            if any(box.x0 - 0.5 <= x <= box.x1 + 0.5 and box.top - 0.5 <= y <= box.bottom + 0.5 for box in spots):
                found.append(words.get_text_range(index, 1))
    return letters("".join(found))


@pytest.mark.full
@pytest.mark.parametrize("path", DRAWN, ids=lambda path: path.stem)
def test_the_boxes_of_a_fact_hold_its_words_and_no_others(pool: ReaderPool, path: Path) -> None:
    document = pool.read(path, path.name)
    facts = facts_of(document)
    places = pool.locate_all(path, document, [(fact.start, fact.end) for fact in facts])

    assert facts
    with pypdfium2.PdfDocument(path) as pdf:
        for fact, boxes in zip(facts, places, strict=True):
            assert document.text[fact.start : fact.end] == fact.quote
            assert boxes, fact.field
            assert fact.page == boxes[0].page
            assert within(pdf, boxes) == letters(fact.quote)


@pytest.mark.office
@pytest.mark.parametrize("path", FLOWING, ids=lambda path: path.stem)
def test_a_word_file_s_facts_are_found_on_its_rendition(pool: ReaderPool, path: Path) -> None:
    document = pool.read(path, path.name)
    facts = facts_of(document)
    places = pool.locate_all(path, document, [(fact.start, fact.end) for fact in facts])

    assert facts
    for fact, boxes in zip(facts, places, strict=True):
        assert document.text[fact.start : fact.end] == fact.quote
        assert boxes, (fact.field, fact.quote)


@pytest.mark.parametrize(
    "name",
    [
        "libreoffice.pdf",
        "e-yazisma.eyp",
        *(pytest.param(name, marks=[pytest.mark.ocr, pytest.mark.full]) for name in ("mixed.pdf", "scan-300dpi.png")),
    ],
)
def test_facts_of_letters_in_packages_and_of_scans_have_their_places(pool: ReaderPool, name: str) -> None:
    path = SAMPLES / "formats" / name
    document = pool.read(path, name)
    facts = facts_of(document)
    places = pool.locate_all(path, document, [(fact.start, fact.end) for fact in facts])

    assert facts
    assert [fact.quote for fact, boxes in zip(facts, places, strict=True) if not boxes] == []
    assert [boxes[0].page for boxes in places] == [fact.page for fact in facts]


@pytest.mark.full
def test_all_facts_at_once_have_the_boxes_they_have_alone(pool: ReaderPool) -> None:
    path = DRAWN[0]
    document = pool.read(path, path.name)
    spans = [(fact.start, fact.end) for fact in facts_of(document)]

    assert pool.locate_all(path, document, spans) == [pool.locate(path, document, *span) for span in spans]


def test_a_span_outside_the_text_has_no_place(pool: ReaderPool) -> None:
    document = pool.read(DRAWN[0], DRAWN[0].name)
    end = len(document.text)

    assert pool.locate_all(DRAWN[0], document, [(-1, 2), (5, 5), (end, end + 1)]) == [[], [], []]
