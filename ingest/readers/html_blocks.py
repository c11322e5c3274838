"""The blocks of an HTML page: what a browser shows as text, without scripts, styles and hidden parts."""

import re
from collections.abc import Sequence
from typing import Any

from lxml import etree
from lxml import html as lxml_html

from ingest.readers.flow import PAGE_BREAK, Block, Cell, Grid, Paragraph
from ingest.readers.limits import Limits
from models.errors import UnreadableFile

_UNSHOWN = frozenset(
    ("script", "style", "head", "template", "noscript", "iframe", "object", "svg", "select", "button", "nav")
)
_INLINE = frozenset(
    [
        "a",
        "abbr",
        "acronym",
        "b",
        "bdi",
        "bdo",
        "big",
        "cite",
        "code",
        "data",
        "del",
        "dfn",
        "em",
        "font",
        "i",
        "img",
        "ins",
        "kbd",
        "label",
        "mark",
        "q",
        "s",
        "samp",
        "small",
        "span",
        "strike",
        "strong",
        "sub",
        "sup",
        "time",
        "tt",
        "u",
        "var",
        "wbr",
        "input",
        "o:p",
    ]
)
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all", re.IGNORECASE)
_BREAKS = re.compile(r"(?:page-break-before|break-before)\s*:\s*(?:always|page)", re.IGNORECASE)
_WHITE = re.compile(r"[ \t\r\n\f]+")
_DEPTH = 200


def blocks(content: bytes, limits: Limits, encoding: str | None = None) -> Sequence[Block]:
    """Give the blocks of an HTML text; its bytes say their encoding, or `encoding` does."""
    if content.count(b"<") > 1_000_000:
        raise UnreadableFile("xml_too_large", limit=limits.xml_part_bytes >> 20)
    parser = lxml_html.HTMLParser(
        encoding=encoding, no_network=True, remove_comments=True, remove_pis=True, huge_tree=False
    )
    try:
        root = lxml_html.document_fromstring(content, parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError) as error:
        raise UnreadableFile("no_text") from error
    page = _Page()
    body = root.find("body")
    page.walk(root if body is None else body, 0)
    page.end_line()
    return page.into


class _Page:
    def __init__(self) -> None:
        self.into: list[Block] = []
        self._line: list[str] = []
        self._lists: list[int | None] = []
        self._label = ""
        self._verbatim = 0

    def walk(self, element: Any, depth: int) -> None:
        if depth > _DEPTH:
            raise UnreadableFile("xml_too_deep", limit=_DEPTH)
        self._words(element.text)
        for child in element:
            if isinstance(child.tag, str):
                self._element(child, depth)
            self._words(child.tail)

    def _element(self, element: Any, depth: int) -> None:
        tag = element.tag.lower()
        style = element.get("style", "")
        if tag in _UNSHOWN or element.get("hidden") is not None or _HIDDEN.search(style):
            return
        if tag == "br":
            self._line.append("\n")
        elif tag == "hr":
            self.end_line()
        elif tag == "table":
            self.end_line()
            self.into.append(Grid(_rows(element, depth)))
        elif tag in _INLINE:
            if tag != "del":
                self.walk(element, depth + 1)
        else:
            self._block(element, tag, style, depth)

    def _block(self, element: Any, tag: str, style: str, depth: int) -> None:
        self.end_line()
        if _BREAKS.search(style):
            self._line.append(PAGE_BREAK)
        if tag in ("ol", "ul"):
            start = element.get("start", "1")
            self._lists.append((int(start) if start.isdecimal() else 1) if tag == "ol" else None)
        elif tag == "li":
            if self._lists and (number := self._lists[-1]) is not None:
                self._label, self._lists[-1] = f"{number}.", number + 1
            else:
                self._label = "•"
        self._verbatim += tag == "pre"
        self.walk(element, depth + 1)
        self.end_line()
        self._verbatim -= tag == "pre"
        if tag in ("ol", "ul"):
            self._lists.pop()

    def _words(self, text: str | None) -> None:
        if text:
            self._line.append(text if self._verbatim else _WHITE.sub(" ", text))

    def end_line(self) -> None:
        text = "".join(self._line)
        if not self._verbatim:
            text = re.sub(r" *\n *", "\n", re.sub(r"  +", " ", text))
        if text.strip(" \n\t") or PAGE_BREAK in text:
            self.into.append(Paragraph(text, self._label))
            self._label = ""
        self._line = []


def _rows(table: Any, depth: int) -> list[list[Cell]]:
    rows: list[list[Cell]] = []
    for row in table.iter("tr"):
        if next(row.iterancestors("table", "td", "th")) is not table:
            continue  # it belongs to a cell, and is read with that: read twice at each depth, it never ends
        cells: list[Cell] = []
        for cell in row.iterchildren("td", "th"):
            page = _Page()
            page.walk(cell, depth + 1)
            page.end_line()
            span = cell.get("colspan", "1")
            cells.append(Cell(page.into, min(int(span), 63) if span.isdecimal() and int(span) else 1))
        rows.append(cells)
    return rows
