"""Word's .docx: opened as a package of parts, its body walked element by element.

`python-docx` leaves out what has legal weight (inserted words, list numbers, content controls, text boxes) and reads every
part of the package; this reader opens only the parts that hold words and takes half the time.
"""

from collections.abc import Callable, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

import msgspec

from ingest.readers import html_blocks
from ingest.readers.docx_body import Seen, W, Walk, clock_fields
from ingest.readers.docx_numbering import Numbering, numbering
from ingest.readers.docx_styles import Styles, styles
from ingest.readers.flow import Block, Composed, Paragraph, compose, plain
from ingest.readers.limits import Limits
from ingest.readers.package import Package, Relation
from ingest.readers.pictures import Pictures, Shown, is_written
from ingest.readers.rendition import locate, render_page
from models.document import Document, Notice, Page
from models.errors import UnreadableFile

__all__ = ["VERSION", "locate", "read", "render_page"]

VERSION = "docx@1"

_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_DC = "{http://purl.org/dc/elements/1.1/}"
_DCTERMS = "{http://purl.org/dc/terms/}"
_WORDS_OF_PROPERTIES = {
    f"{_DC}title": "title",
    f"{_DC}subject": "subject",
    f"{_DCTERMS}created": "created",
    f"{_DCTERMS}modified": "modified",
}
_HARMLESS = frozenset({"hyperlink"})


def read(path: Path, limits: Limits) -> Document:
    """Give the words of a .docx, deleted and hidden ones left out and reported."""
    with Package(path, limits) as package:
        return read_package(package, limits)


def read_package(
    package: Package,
    limits: Limits,
    *,
    format_: str = "docx",
    reader: str = VERSION,
    stored_dates: Sequence[str] = (),
) -> Document:
    """Give the words of an opened package; `format_` names what it was before it was converted.

    `stored_dates` are the results that date fields had before a conversion put today's date in their place.
    """
    main = _main_part(package)
    root = package.xml(main)
    story = _Story(package, main, limits, stored_dates if clock_fields(root) == len(stored_dates) else ())
    body = root.find(f"{W}body")
    if body is None:
        raise UnreadableFile("word_damaged")
    blocks = story.blocks(body)
    sections = [_Section(story, element) for element in body.iter(f"{W}sectPr")]
    letterhead = sections[0].first_header_only() if sections else []
    composed = compose([*letterhead, *blocks], limits)
    notices = _notices(story.seen, package, main) + story.pictures.notices()
    if story.pictures.found and not is_written([*letterhead, *blocks]):
        text, pages = story.pictures.as_scan()
        notices.append(Notice("word_only_pictures"))
        return Document(
            format=format_, text=text, pages=pages, notices=tuple(notices), metadata=_metadata(package), reader=reader
        )
    if not composed.text:
        raise UnreadableFile("no_text")
    metadata = _metadata(package)
    if sections and (head := sections[0].words("header", 1, first=True)):
        metadata["letterhead"] = head
    return Document(
        format=format_,
        text=composed.text,
        pages=_with_headers(composed, sections),
        tables=composed.tables,
        notices=tuple(notices),
        metadata=metadata,
        reader=reader,
    )


def pictures_of(package: Package, limits: Limits) -> Pictures:
    """Find the large pictures of the body without reading them."""
    main = _main_part(package)
    story = _Story(package, main, limits, (), recognise=False)
    body = package.xml(main).find(f"{W}body")
    if body is not None:
        story.blocks(body)
    return story.pictures


def _main_part(package: Package) -> str:
    for relation in package.relations().values():
        if relation.kind == "officeDocument" and package.has(relation.target):
            return relation.target
    if package.has("word/document.xml"):
        return "word/document.xml"
    raise UnreadableFile("word_damaged")


class _Story:
    """The main part with all that belongs to it: styles, numbering, notes, headers."""

    def __init__(
        self, package: Package, main: str, limits: Limits, stored_dates: Sequence[str], *, recognise: bool = True
    ) -> None:
        self.package, self.limits, self.seen = package, limits, Seen()
        self.pictures = Pictures(package, limits, recognise=recognise)
        self._in_margin = False
        self.stored_dates = stored_dates
        self.relations = package.relations(main)
        self._by_kind = {relation.kind: relation for relation in self.relations.values() if not relation.external}
        self.styles: Styles = self._read("styles", styles, Styles())
        self.numbering: Numbering = self._read("numbering", numbering, Numbering())
        self._notes: dict[str, dict[str, Any]] = {}
        self.even_differs = False
        if (settings := self._by_kind.get("settings")) is not None and package.has(settings.target):
            self.even_differs = b"evenAndOddHeaders" in package.part(settings.target)

    def _read(self, kind: str, reader: Callable[[bytes, Limits], Any], otherwise: Any) -> Any:
        relation = self._by_kind.get(kind)
        if relation is None or not self.package.has(relation.target):
            return otherwise
        return reader(self.package.part(relation.target), self.limits)

    def blocks(self, element: Any) -> list[Block]:
        """Walk a story; where a field never ends, walk again and take its instruction's words for text."""
        walk = Walk(self, self.seen)
        found = walk.story(element)
        if walk.fields_are_open():
            for mark in list(element.iter(f"{W}fldChar")):
                mark.getparent().remove(mark)
            self.seen = Seen()
            found = Walk(self, self.seen).story(element)
        return found

    def note(self, kind: str, identity: str) -> Any:
        if kind not in self._notes:
            relation = self._by_kind.get(f"{kind}s")
            found: dict[str, Any] = {}
            if relation is not None and self.package.has(relation.target):
                root = self.package.xml(relation.target)
                found = {note.get(f"{W}id", ""): note for note in root.iterchildren(f"{W}{kind}")}
            self._notes[kind] = found
        return self._notes[kind].get(identity)

    def picture(self, identity: str, width: float, height: float) -> Paragraph | None:
        """Give what is written on a large picture of the body, through its relation."""
        relation = self.relations.get(identity)
        if self._in_margin or relation is None or relation.external:
            return None
        return self.pictures.paragraph(Shown(relation.target, width, height))

    def chunk(self, identity: str) -> Sequence[Block] | None:
        """Give the blocks of a foreign part that Word shows in place: HTML or plain text; None for any other."""
        relation = self.relations.get(identity)
        if relation is None or relation.external or not self.package.has(relation.target):
            return None
        ending = relation.target.lower().rsplit(".", 1)[-1]
        content = self.package.part(relation.target)
        if ending in {"htm", "html", "xhtml"}:
            return html_blocks.blocks(content, self.limits)
        if ending == "txt":
            return [Paragraph(line) for line in content.decode("utf-8", "replace").splitlines()]
        return None

    def text_of(self, identity: str) -> list[Block]:
        """Give the blocks of a header or footer by its relation."""
        relation = self.relations.get(identity)
        if relation is None or relation.external or not self.package.has(relation.target):
            return []
        self._in_margin = True  # whose pictures are coats of arms, and known by relations of its own
        found = self.blocks(self.package.xml(relation.target))
        self._in_margin = False
        return found


class _Section:
    """A section's headers and footers; what it does not name it takes from the section before."""

    def __init__(self, story: _Story, element: Any) -> None:
        self._story = story
        self.parts: dict[tuple[str, str], list[Block]] = {}
        for kind in ("header", "footer"):
            for reference in element.iterchildren(f"{W}{kind}Reference"):
                self.parts[kind, reference.get(f"{W}type", "default")] = story.text_of(reference.get(f"{_R}id", ""))
        self.first_differs = element.find(f"{W}titlePg") is not None

    def inherit(self, before: "_Section") -> None:
        self.parts = before.parts | self.parts

    def first_header_only(self) -> list[Block]:
        """Give the header that stands on the first page alone: not a running title, but the letterhead."""
        return self.parts.get(("header", "first"), []) if self.first_differs else []

    def words(self, kind: str, page: int, *, first: bool) -> str:
        """Give the header or footer of a page, which may be the section's `first`."""
        which = "default"
        if first and self.first_differs:
            which = "first"
        elif self._story.even_differs and page % 2 == 0:
            which = "even"
        return plain(self.parts.get((kind, which), []), self._story.limits)


def _with_headers(composed: Composed, sections: list[_Section]) -> tuple[Page, ...]:
    if not sections:
        return composed.pages
    for earlier, later in pairwise(sections):
        later.inherit(earlier)
    pages: list[Page] = []
    number_before = -1
    for page, number in zip(composed.pages, composed.sections, strict=True):
        section, first = sections[min(number, len(sections) - 1)], number != number_before
        pages.append(
            msgspec.structs.replace(
                page,
                header=section.words("header", page.number, first=first),
                footer=section.words("footer", page.number, first=first),
            )
        )
        number_before = number
    return tuple(pages)


def _notices(seen: Seen, package: Package, main: str) -> list[Notice]:
    found: list[Notice] = []
    if seen.insertions or seen.deletions:
        found.append(Notice("word_tracked_changes", {"insertions": seen.insertions, "deletions": seen.deletions}))
    if seen.hidden:
        found.append(Notice("word_hidden_text", {"characters": seen.hidden}))
    if seen.clock_fields:
        found.append(Notice("word_clock_field", {"fields": seen.clock_fields}))
    if seen.comments:
        found.append(Notice("word_comments", {"comments": seen.comments}))
    if seen.unread_parts:
        found.append(Notice("word_part_not_read", {"parts": seen.unread_parts}))
    if outside := sorted({relation.kind for relation in _all_relations(package, main) if _reaches_out(relation)}):
        found.append(Notice("word_external_content", {"kinds": ", ".join(outside)}))
    if any("/embeddings/" in f"/{name.lower()}" for name in package.names()):
        found.append(Notice("word_embedded_files"))
    return found


def _all_relations(package: Package, main: str) -> list[Relation]:
    found = list(package.relations(main).values())
    for relation in list(found):
        if relation.kind in {"settings", "header", "footer", "footnotes"} and not relation.external:
            found.extend(package.relations(relation.target).values())
    return found


def _reaches_out(relation: Relation) -> bool:
    return relation.external and relation.kind not in _HARMLESS


def _metadata(package: Package) -> dict[str, str]:
    found: dict[str, str] = {}
    for name in ("docProps/core.xml", "docProps/app.xml"):
        if not package.has(name):
            continue
        try:
            root = package.xml(name)
        except UnreadableFile:
            continue  # a damaged property part costs its properties, not the letter
        for child in root:
            key = _WORDS_OF_PROPERTIES.get(child.tag)
            if key is None and isinstance(child.tag, str) and child.tag.endswith("}Application"):
                key = "program"
            if key and child.text and child.text.strip():
                found[key] = child.text.strip()[:500]
    return found
