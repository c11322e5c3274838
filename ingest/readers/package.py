"""A document that is a ZIP of parts (.docx, .odt, .udf, .eyp): opened within limits, its XML read without entities."""

import posixpath
import zipfile
import zlib
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import msgspec
from lxml import etree

from ingest.readers.limits import Limits
from models.errors import UnreadableFile

_RELATION = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_SMALL = 1 << 20  # a part below this may be compressed as much as it likes
_TAGS = 3_000_000  # an element costs a hundred times its bytes: 50 MB of empty ones would fill the memory
_ENCRYPTED = 0x1
# Word's "Strict Open XML" says the same under other addresses.
_STRICT = (
    (
        b"http://purl.oclc.org/ooxml/wordprocessingml/main",
        b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    ),
    (
        b"http://purl.oclc.org/ooxml/officeDocument/relationships",
        b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    ),
)


class Relation(msgspec.Struct, frozen=True):
    """A part's link to another part of the package, or (`external`) to an address outside it."""

    id: str
    kind: str  # the last word of the relation's type: header, footnotes, image ...
    target: str
    external: bool
    type: str


class Package:
    """The parts of a document by name, read on demand.

    Opening raises `UnreadableFile` for too many entries, too many bytes, too high a ratio, a password, or a name that
    points outside. Sizes are those the directory declares: `zipfile` never inflates a part beyond its declared size.
    """

    def __init__(self, path: Path, limits: Limits) -> None:
        self._limits = limits
        try:
            self._zip = zipfile.ZipFile(path)
        except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
            raise UnreadableFile("word_damaged") from error
        try:
            self._entries = self._checked(self._zip.infolist())
        except BaseException:
            self._zip.close()
            raise
        self._lowered = {name.lower(): name for name in self._entries}

    def _checked(self, entries: list[zipfile.ZipInfo]) -> dict[str, zipfile.ZipInfo]:
        limits = self._limits
        if len(entries) > limits.zip_entries:
            raise UnreadableFile("zip_too_many_entries", entries=len(entries), limit=limits.zip_entries)
        if sum(entry.file_size for entry in entries) > limits.zip_bytes:
            raise UnreadableFile("zip_unpacks_too_large", limit=limits.zip_bytes >> 20)
        for entry in entries:
            if entry.flag_bits & _ENCRYPTED:
                raise UnreadableFile("word_encrypted")
            if entry.file_size > _SMALL and entry.file_size > limits.zip_ratio * max(entry.compress_size, 1):
                raise UnreadableFile("zip_bomb", ratio=limits.zip_ratio)
            parts = entry.filename.replace("\\", "/").split("/")
            if ".." in parts or (not parts[0] and len(parts) > 1 and entry.filename.startswith("//")):
                raise UnreadableFile("zip_unsafe_name", member=entry.filename[:100])
        return {entry.filename.replace("\\", "/").lstrip("/"): entry for entry in entries}

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._zip.close()

    def names(self) -> list[str]:
        """Give the names of all parts, in the order of the package's directory."""
        return list(self._entries)

    def has(self, name: str) -> bool:
        """Tell whether the package holds a part of this name (upper and lower case are one)."""
        return name.lower() in self._lowered

    def part(self, name: str) -> bytes:
        """Give a part's bytes; an absent or damaged part is `word_damaged`."""
        known = self._lowered.get(name.lower())
        if known is None:
            raise UnreadableFile("word_damaged")
        try:
            return self._zip.read(self._entries[known])
        except (
            zipfile.BadZipFile,
            zlib.error,
            OSError,
            EOFError,
            ValueError,
            NotImplementedError,
            RuntimeError,
        ) as error:
            raise UnreadableFile("word_damaged") from error

    def xml(self, name: str) -> Any:
        """Give the root element of an XML part."""
        size = self._entries[self._lowered[name.lower()]].file_size if self.has(name) else 0
        if size > self._limits.xml_part_bytes:
            raise UnreadableFile("xml_too_large", limit=self._limits.xml_part_bytes >> 20)
        return parse_xml(self.part(name), self._limits)

    def relations(self, name: str = "") -> dict[str, Relation]:
        """Give the relations of a part, or of the package itself, by their id; targets are names of parts."""
        folder, base = posixpath.split(name)
        part = posixpath.join(folder, "_rels", f"{base}.rels")
        if not self.has(part):
            return {}
        found: dict[str, Relation] = {}
        for entry in self.xml(part).iter(_RELATION):
            external = entry.get("TargetMode", "").lower() == "external"
            target = entry.get("Target", "")
            if not external:
                target = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
            type_ = entry.get("Type", "")
            identity = entry.get("Id", "")
            found[identity] = Relation(identity, type_.rsplit("/", 1)[-1], target, external, type_)
        return found


def parse_xml(data: bytes, limits: Limits, *, doctype: bool = False) -> Any:
    """Give the root element of an XML text: no entity is resolved, nothing is fetched, a DOCTYPE is refused.

    With `doctype` a declaration is let through (Java writes one into property files); its entities stay unread.
    """
    if len(data) > limits.xml_part_bytes or data.count(b"<") > _TAGS:
        raise UnreadableFile("xml_too_large", limit=limits.xml_part_bytes >> 20)
    if b"http://purl.oclc.org/ooxml/" in data[:4096]:
        for strict, usual in _STRICT:
            data = data.replace(strict, usual)
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, huge_tree=False, load_dtd=False, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        if b"<!DOCTYPE" in data[:4096] or b"<!ENTITY" in data:
            raise UnreadableFile("xml_forbidden") from error
        if "depth" in str(error).lower():
            raise UnreadableFile("xml_too_deep", limit=limits.xml_depth) from error
        raise UnreadableFile("word_damaged") from error
    if root.getroottree().docinfo.internalDTD is not None and not doctype:
        raise UnreadableFile("xml_forbidden")
    return root
