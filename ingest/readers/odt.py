"""OpenDocument text (.odt): content.xml walked like a Word body, tracked deletions and hidden words left out."""

import re
from pathlib import Path
from typing import Any

import msgspec

from ingest.readers.flow import PAGE_BREAK, Block, Cell, Grid, Paragraph, compose, plain
from ingest.readers.limits import Limits
from ingest.readers.number_formats import written
from ingest.readers.package import Package
from ingest.readers.pictures import Pictures, Shown, is_written
from ingest.readers.rendition import locate, render_page
from models.document import Document, Notice
from models.errors import UnreadableFile

__all__ = ["VERSION", "locate", "read", "render_page"]

VERSION = "odt@1"

_T = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
_FO = "{urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0}"
_DRAW = "{urn:oasis:names:tc:opendocument:xmlns:drawing:1.0}"
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_META = "{urn:oasis:names:tc:opendocument:xmlns:meta:1.0}"
_DC = "{http://purl.org/dc/elements/1.1/}"
_SVG = "{urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0}"
_XLINK = "{http://www.w3.org/1999/xlink}"
_MANIFEST = "{urn:oasis:names:tc:opendocument:xmlns:manifest:1.0}"

_UNSEEN = frozenset((
    f"{_T}tracked-changes", f"{_OFFICE}annotation", f"{_OFFICE}annotation-end", f"{_T}hidden-text", f"{_T}sequence-decls",
    f"{_OFFICE}forms", f"{_T}variable-decls", f"{_T}user-field-decls", f"{_T}change",
))  # fmt: skip
_WRAPPERS = frozenset((
    f"{_T}section", f"{_T}index-body", f"{_T}table-of-content", f"{_T}index-title", f"{_DRAW}text-box",
    f"{_T}alphabetical-index", f"{_T}illustration-index", f"{_T}bibliography", f"{_T}user-index",
))  # fmt: skip
_FORMATS = {"1": "decimal", "i": "lowerRoman", "I": "upperRoman", "a": "lowerLetter", "A": "upperLetter"}
_LENGTH = re.compile(r"(\d{1,6}(?:\.\d{1,6})?)(in|cm|mm|pt|px)")
_UNITS = {"in": 1.0, "cm": 1 / 2.54, "mm": 1 / 25.4, "pt": 1 / 72, "px": 1 / 96}
_CLOCKS = frozenset((f"{_T}date", f"{_T}time"))


class _ListLevel(msgspec.Struct, frozen=True):
    format: str = ""
    before: str = ""
    after: str = ""
    start: int = 1
    shown: int = 1
    bullet: str = ""


class _Known:
    """What the styles say that changes the text."""

    def __init__(self) -> None:
        self.hidden: set[str] = set()
        self.breaking: set[str] = set()
        self.parents: dict[str, str] = {}
        self.lists: dict[str, dict[int, _ListLevel]] = {}
        self.list_of_style: dict[str, str] = {}

    def add(self, root: Any) -> None:
        for style in root.iter(f"{_STYLE}style"):
            name = style.get(f"{_STYLE}name", "")
            self.parents[name] = style.get(f"{_STYLE}parent-style-name", "")
            if style.get(f"{_STYLE}list-style-name"):
                self.list_of_style[name] = style.get(f"{_STYLE}list-style-name")
            for properties in style.iterchildren(f"{_STYLE}text-properties"):
                if properties.get(f"{_T}display") == "none":
                    self.hidden.add(name)
            for properties in style.iterchildren(f"{_STYLE}paragraph-properties"):
                if properties.get(f"{_FO}break-before") == "page":
                    self.breaking.add(name)
            if style.get(f"{_STYLE}master-page-name"):
                self.breaking.add(name)
        for style in root.iter(f"{_T}list-style"):
            self.lists[style.get(f"{_STYLE}name", "")] = {
                int(level.get(f"{_T}level", "1")): _list_level(level)
                for level in style
                if isinstance(level.tag, str) and level.get(f"{_T}level", "").isdecimal()
            }

    def breaks(self, name: str) -> bool:
        return name in self.breaking

    def hides(self, name: str) -> bool:
        return self._inherited(name, self.hidden)

    def _inherited(self, name: str, known: set[str]) -> bool:
        for _ in range(20):
            if name in known:
                return True
            name = self.parents.get(name, "")
            if not name:
                return False
        return False


def _list_level(element: Any) -> _ListLevel:
    start, shown = element.get(f"{_T}start-value", "1"), element.get(f"{_T}display-levels", "1")
    bullet = element.get(f"{_T}bullet-char", "")
    return _ListLevel(
        format=_FORMATS.get(element.get(f"{_STYLE}num-format", ""), ""),
        before=element.get(f"{_STYLE}num-prefix", ""),
        after=element.get(f"{_STYLE}num-suffix", ""),
        start=int(start) if start.isdecimal() else 1,
        shown=int(shown) if shown.isdecimal() else 1,
        bullet="•" if any("\ue000" <= letter <= "\uf8ff" for letter in bullet) else bullet,
    )


def read(path: Path, limits: Limits) -> Document:
    """Give the words of an .odt."""
    with Package(path, limits) as package:
        _refuse_encrypted(package)
        known = _Known()
        styles = package.xml("styles.xml") if package.has("styles.xml") else None
        if styles is not None:
            known.add(styles)
        root = package.xml("content.xml")
        known.add(root)
        body = root.find(f"{_OFFICE}body/{_OFFICE}text")
        if body is None:
            raise UnreadableFile("word_damaged")
        pictures = Pictures(package, limits)
        walk = _Walk(known, pictures)
        blocks: list[Block] = []
        walk.blocks(body, blocks)
        composed = compose(blocks, limits)
        notices = (*walk.notices(body, package), *pictures.notices())
        if pictures.found and not is_written(blocks):
            text, pages = pictures.as_scan()
            notices = (*notices, Notice("word_only_pictures"))
            return Document(
                format="odt", text=text, pages=pages, notices=notices, metadata=_metadata(package), reader=VERSION
            )
        if not composed.text:
            raise UnreadableFile("no_text")
        header, footer = _running(styles, known, limits)
        return Document(
            format="odt",
            text=composed.text,
            pages=tuple(msgspec.structs.replace(page, header=header, footer=footer) for page in composed.pages),
            tables=composed.tables,
            notices=notices,
            metadata=_metadata(package) | ({"letterhead": header} if header else {}),
            reader=VERSION,
        )


def pictures_of(package: Package, limits: Limits) -> Pictures:
    """Find the large pictures of the body without reading them."""
    pictures = Pictures(package, limits, recognise=False)
    body = package.xml("content.xml").find(f"{_OFFICE}body/{_OFFICE}text")
    if body is not None:
        _Walk(_Known(), pictures).blocks(body, [])
    return pictures


def _refuse_encrypted(package: Package) -> None:
    if package.has("META-INF/manifest.xml") and b"encryption-data" in package.part("META-INF/manifest.xml"):
        raise UnreadableFile("word_encrypted")


class _Walk:
    def __init__(self, known: _Known, pictures: Pictures | None = None) -> None:
        self._known, self._pictures = known, pictures
        self._lists: list[tuple[str, str]] = []
        self._counts: dict[str, list[int | None]] = {}
        self._label = ""
        self._out: list[str] = []
        self._asides: list[Any] = []
        self.hidden = 0
        self.clocks = 0

    def blocks(self, parent: Any, into: list[Block]) -> None:
        for child in parent:
            tag = child.tag
            if tag in (f"{_T}p", f"{_T}h"):
                self._paragraph(child, into)
            elif tag == f"{_T}list":
                self._list(child, into)
            elif tag == f"{_TABLE}table":
                into.append(Grid(self._rows(child)))
            elif tag == f"{_T}numbered-paragraph":
                self.blocks(child, into)
            elif tag == f"{_T}soft-page-break":
                into.append(Paragraph(PAGE_BREAK))
            elif tag == f"{_T}section" and child.get(f"{_T}display") == "none":
                self.hidden += len("".join(child.itertext()))
            elif tag == f"{_DRAW}image":
                self._picture(child, parent, into)
            elif tag in _WRAPPERS or tag in (f"{_DRAW}frame", f"{_DRAW}g", f"{_DRAW}custom-shape"):
                self.blocks(child, into)

    def _picture(self, element: Any, frame: Any, into: list[Block]) -> None:
        if self._pictures is None:
            return  # of a header: a coat of arms
        size = (_inches(frame.get(f"{_SVG}{side}", "")) for side in ("width", "height"))
        written = self._pictures.paragraph(Shown(element.get(f"{_XLINK}href", "").removeprefix("./"), *size))
        if written is not None:
            into.append(written)

    def _paragraph(self, element: Any, into: list[Block]) -> None:
        style = element.get(f"{_T}style-name", "")
        outer = self._out, self._asides
        self._out, self._asides = [], []
        if self._known.breaks(style) and into:
            self._out.append(PAGE_BREAK)
        hidden = self._known.hides(style)
        self._inline(element, hidden=hidden)
        text, asides = "".join(self._out), self._asides
        self._out, self._asides = outer
        label, self._label = self._label, ""
        if not hidden:
            into.append(Paragraph(text, label))
        for aside in asides:
            self.blocks(aside, into)

    def _inline(self, element: Any, *, hidden: bool) -> None:
        self._words(element.text, hidden=hidden)
        for child in element:
            tag = child.tag
            if tag == f"{_T}s":
                count = child.get(f"{_T}c", "1")
                self._out.append(" " * (min(int(count), 500) if count.isdecimal() else 1))
            elif tag == f"{_T}tab":
                self._out.append("\t")
            elif tag == f"{_T}line-break":
                self._out.append("\n")
            elif tag == f"{_T}soft-page-break":
                self._out.append(PAGE_BREAK)
            elif tag == f"{_T}note":
                self._asides.extend(child.iterchildren(f"{_T}note-body"))
            elif tag in (f"{_DRAW}frame", f"{_DRAW}g", f"{_DRAW}custom-shape"):
                self._asides.append(child)
            elif tag == f"{_T}ruby":
                for base in child.iterchildren(f"{_T}ruby-base"):
                    self._inline(base, hidden=hidden)
            elif isinstance(tag, str) and tag not in _UNSEEN:
                if tag in _CLOCKS and child.get(f"{_T}fixed") != "true":
                    self.clocks += 1
                style = child.get(f"{_T}style-name", "") if tag == f"{_T}span" else ""
                self._inline(child, hidden=hidden or (bool(style) and self._known.hides(style)))
            self._words(child.tail, hidden=hidden)

    def _words(self, text: str | None, *, hidden: bool) -> None:
        if not text:
            return
        if hidden:
            self.hidden += len(text.strip())
        else:
            self._out.append(" ".join(text.split("\n")) if "\n" in text else text)

    def _list(self, element: Any, into: list[Block]) -> None:
        name = element.get(f"{_T}style-name") or (self._lists[-1][0] if self._lists else "")
        identity = self._lists[-1][1] if self._lists else name
        depth = len(self._lists) + 1
        if depth > 30:
            raise UnreadableFile("xml_too_deep", limit=30)
        goes_on = element.get(f"{_T}continue-numbering") == "true" or element.get(f"{_T}continue-list") is not None
        counts = self._counts.setdefault(identity, [None] * 31)
        if not goes_on:
            counts[depth] = None
        self._lists.append((name, identity))
        for item in element:
            if item.tag not in (f"{_T}list-item", f"{_T}list-header"):
                continue
            if item.tag == f"{_T}list-item" and next(item.iterchildren(f"{_T}p", f"{_T}h"), None) is not None:
                start = item.get(f"{_T}start-value", "")
                if start.isdecimal():
                    counts[depth] = int(start) - 1
                self._label = self._number(name, depth, counts)
            self.blocks(item, into)
            self._label = ""
        self._lists.pop()

    def _number(self, name: str, depth: int, counts: list[int | None]) -> str:
        levels = self._known.lists.get(name, {})
        level = levels.get(depth, _ListLevel())
        before = counts[depth]
        counts[depth] = level.start if before is None else before + 1
        counts[depth + 1 :] = [None] * (len(counts) - depth - 1)
        if level.bullet:
            return level.bullet
        if not level.format:
            return f"{level.before}{level.after}".strip()
        shown = range(max(depth - level.shown + 1, 1), depth + 1)
        parts = [written(counts[each] or 1, levels.get(each, level).format or "decimal") for each in shown]
        return f"{level.before}{'.'.join(parts)}{level.after}".strip()

    def _rows(self, table: Any) -> list[list[Cell]]:
        rows: list[list[Cell]] = []
        for row in table.iter(f"{_TABLE}table-row"):
            if next(row.iterancestors(f"{_TABLE}table")) is not table:
                continue
            cells: list[Cell] = []
            for cell in row:
                if cell.tag not in (f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell"):
                    continue
                blocks: list[Block] = []
                self.blocks(cell, blocks)
                repeated = cell.get(f"{_TABLE}number-columns-repeated", "1")
                times = min(int(repeated), 63) if repeated.isdecimal() else 1
                cells.extend([Cell(blocks)] * times)
            rows.append(cells)
        return rows

    def notices(self, body: Any, package: Package) -> list[Notice]:
        found: list[Notice] = []
        changes = body.find(f"{_T}tracked-changes")
        if changes is not None:
            insertions = sum(1 for _ in changes.iter(f"{_T}insertion"))
            deletions = sum(1 for _ in changes.iter(f"{_T}deletion"))
            if insertions or deletions:
                found.append(Notice("word_tracked_changes", {"insertions": insertions, "deletions": deletions}))
        if self.hidden:
            found.append(Notice("word_hidden_text", {"characters": self.hidden}))
        if self.clocks:
            found.append(Notice("word_clock_field", {"fields": self.clocks}))
        if comments := sum(1 for _ in body.iter(f"{_OFFICE}annotation")):
            found.append(Notice("word_comments", {"comments": comments}))
        if any(name.startswith(("Basic/", "Scripts/")) for name in package.names()):
            found.append(Notice("office_macros"))
        if any(
            image.get(f"{_XLINK}href", "").startswith(("http:", "https:", "file:", "//"))
            for image in body.iter(f"{_DRAW}image")
        ):
            found.append(Notice("word_external_content", {"kinds": "image"}))
        return found


def _inches(length: str) -> float:
    found = _LENGTH.fullmatch(length)
    return float(found[1]) * _UNITS[found[2]] if found else 0.0


def _running(styles: Any, known: _Known, limits: Limits) -> tuple[str, str]:
    """Give the header and the footer of the first page style that has any."""
    texts: list[str] = []
    for kind in ("header", "footer"):
        found = ""
        for element in styles.iter(f"{_STYLE}{kind}") if styles is not None else ():
            blocks: list[Block] = []
            _Walk(known).blocks(element, blocks)
            found = found or plain(blocks, limits)
        texts.append(found)
    return texts[0], texts[1]


def _metadata(package: Package) -> dict[str, str]:
    names = {
        f"{_DC}title": "title", f"{_DC}subject": "subject", f"{_META}creation-date": "created", f"{_DC}date": "modified",
        f"{_META}generator": "program",
    }  # fmt: skip
    if not package.has("meta.xml"):
        return {}
    try:
        root = package.xml("meta.xml")
    except UnreadableFile:
        return {}
    return {
        names[child.tag]: child.text.strip()[:500] for child in root.iter(*names) if child.text and child.text.strip()
    }
