"""UYAP's .udf: a ZIP whose content.xml holds the whole text in one piece and says by offsets what is a paragraph."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from ingest.readers.flow import PAGE_BREAK, Block, Cell, Grid, Paragraph, compose, plain
from ingest.readers.limits import Limits
from ingest.readers.package import Package, parse_xml
from models.document import Document, Notice, Page
from models.errors import UnreadableFile

VERSION = "udf@1"

_RUNS = frozenset(("content", "field", "space", "tab", "line-break"))


def read(path: Path, limits: Limits) -> Document:
    """Give the text of a .udf; where its offsets do not fit its text, the text line by line."""
    with Package(path, limits) as package:
        if not package.has("content.xml"):
            raise UnreadableFile("word_damaged")
        root = parse_xml(package.part("content.xml"), limits)
        text = _Text("".join(element.text or "" for element in root.iterchildren("content")))
        elements = root.find("elements")
        blocks: list[Block] = []
        header = footer = ""
        if elements is not None:
            blocks = _blocks(elements, text)
            header = plain(_running(elements, "header", text), limits)
            footer = plain(_running(elements, "footer", text), limits)
        composed = compose(blocks, limits)
        if _letters(composed.text) + _letters(header) + _letters(footer) < 0.98 * _letters(text.whole):
            composed = compose([Paragraph(line) for line in text.whole.split("\n")], limits)
        if not composed.text:
            raise UnreadableFile("no_text")
        metadata = _properties(package, limits)
        notices = [Notice("file_signed", {"kind": "UYAP"})] if package.has("sign.sgn") else []
    pages = tuple(
        Page(number=page.number, start=page.start, end=page.end, header=header, footer=footer, runs=page.runs)
        for page in composed.pages
    )
    return Document(
        format="udf",
        text=composed.text,
        pages=pages,
        tables=composed.tables,
        notices=tuple(notices),
        metadata=metadata | ({"letterhead": header} if header else {}),
        reader=VERSION,
    )


class _Text:
    """The text with the offsets of the Java program that wrote it: in UTF-16 units."""

    def __init__(self, whole: str) -> None:
        self.whole = whole
        wide = any(letter > "\uffff" for letter in whole)
        self._units = whole.encode("utf-16-le") if wide else b""

    def slice(self, start: int, length: int) -> str:
        if self._units:
            return self._units[2 * start : 2 * (start + length)].decode("utf-16-le", "replace")
        return self.whole[start : start + length]


def _blocks(parent: Any, text: _Text) -> list[Block]:
    found: list[Block] = []
    for child in parent:
        if child.tag == "paragraph":
            words = "".join(_inline(child, text))
            # A paragraph's own line end belongs to its last run.
            found.append(Paragraph(words.removesuffix("\n").removesuffix("\r")))
        elif child.tag == "table":
            rows = [
                [Cell(_blocks(cell, text)) for cell in row.iterchildren("cell")] for row in child.iterchildren("row")
            ]
            found.append(Grid(rows))
        elif child.tag == "page-break":
            found.append(Paragraph(PAGE_BREAK))
        elif child.tag not in ("header", "footer") and isinstance(child.tag, str):
            found.extend(_blocks(child, text))
    return found


def _inline(paragraph: Any, text: _Text) -> list[str]:
    pieces: list[str] = []
    for run in paragraph:
        start, length = run.get("startOffset", ""), run.get("length", "")
        if start.isdecimal() and length.isdecimal() and run.tag in _RUNS:
            pieces.append(text.slice(int(start), int(length)))
        elif isinstance(run.tag, str) and len(run):
            pieces.extend(_inline(run, text))
    return pieces


def _running(elements: Any, kind: str, text: _Text) -> Sequence[Block]:
    return [block for element in elements.iterchildren(kind) for block in _blocks(element, text)]


def _letters(text: str) -> int:
    return sum(not letter.isspace() for letter in text)


def _properties(package: Package, limits: Limits) -> dict[str, str]:
    """Give the document's properties; Java writes a DOCTYPE before them, which is let through and not followed."""
    if not package.has("documentproperties.xml"):
        return {}
    try:
        root = parse_xml(package.part("documentproperties.xml"), limits, doctype=True)
    except UnreadableFile:
        return {}
    return {
        f"udf:{entry.get('key')}"[:100]: (entry.text or "").strip()[:500]
        for entry in root.iter("entry")
        if entry.get("key") and (entry.text or "").strip()
    }
