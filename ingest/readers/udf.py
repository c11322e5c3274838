"""UYAP's .udf: a ZIP whose content.xml holds the whole text in one piece and says by offsets what is a paragraph."""

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from ingest.readers.flow import PAGE_BREAK, Block, Cell, Grid, Paragraph, compose, plain
from ingest.readers.limits import Limits
from ingest.readers.number_formats import written
from ingest.readers.package import Package, parse_xml
from models.document import Document, Notice, Page
from models.errors import UnreadableFile

VERSION = "udf@1"

# The editor counts its lists as it shows them; the numbers stand nowhere in the file.
_NUMBERS = {
    "NUMBER": "decimal", "CHAR_SMALL": "lowerLetter", "CHAR_BIG": "upperLetter", "ROMAN_SMALL": "lowerRoman",
    "ROMAN_BIG": "upperRoman", "LETTER_SMALL": "lowerLetter", "LETTER_BIG": "upperLetter",
}  # fmt: skip
_ENDINGS = {"DOT": ".", "PARENTHESIS": ")", "TRE": "-"}
_NUMBER_TYPE = re.compile(r"NUMBER_TYPE_(\w+?)(?:_(DOT|PARENTHESIS|TRE))?")
_PICTURE = "\ufffc"  # stands in the text where a picture does
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
            blocks = _blocks(elements, text, _Lists())
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


class _Lists:
    """Counts the paragraphs of each list and level."""

    def __init__(self) -> None:
        self._counts: dict[str, list[int]] = {}

    def label(self, paragraph: Any) -> str:
        if paragraph.get("Bulleted") == "true":
            return "•"
        if paragraph.get("Numbered") != "true":
            return ""
        level = paragraph.get("ListLevel", "0")
        depth = min(int(level), 30) if level.isdecimal() else 0
        counts = self._counts.setdefault(paragraph.get("ListId", ""), [])
        counts += [0] * (depth + 1 - len(counts))
        del counts[depth + 1 :]
        counts[depth] += 1
        told = _NUMBER_TYPE.fullmatch(paragraph.get("NumberType", ""))
        format_, ending = (_NUMBERS.get(told[1], "decimal"), _ENDINGS[told[2] or "DOT"]) if told else ("decimal", ".")
        return written(counts[depth], format_) + ending


def _blocks(parent: Any, text: _Text, lists: _Lists) -> list[Block]:
    found: list[Block] = []
    for child in parent:
        if child.tag == "paragraph":
            words = "".join(_inline(child, text)).replace(_PICTURE, "")
            # A paragraph's own line end belongs to its last run.
            words = words.removesuffix("\n").removesuffix("\r")
            found.append(Paragraph(words, lists.label(child) if words.strip("\u200b \t") else ""))
        elif child.tag == "table":
            found.append(
                Grid(
                    [
                        [Cell(_blocks(cell, text, lists), _columns(cell)) for cell in row.iterchildren("cell")]
                        for row in child.iterchildren("row")
                    ]
                )
            )
        elif child.tag == "page-break":
            found.append(Paragraph(PAGE_BREAK))
            found.extend(_blocks(child, text, lists))
        elif child.tag not in ("header", "footer") and isinstance(child.tag, str):
            found.extend(_blocks(child, text, lists))
    return found


def _columns(cell: Any) -> int:
    span = cell.get("colspan", "1")
    return min(max(int(span), 1), 63) if span.isdecimal() and len(span) < 4 else 1


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
    return [block for element in elements.iterchildren(kind) for block in _blocks(element, text, _Lists())]


def _letters(text: str) -> int:
    return sum(not letter.isspace() and letter not in "\u200b\ufffc" for letter in text)


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
