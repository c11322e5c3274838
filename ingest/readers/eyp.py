"""An e-Yazışma package (.eyp): the official letter inside it, and the metadata that an EBYS signs with it.

The letter is normally a PDF/A. It is found by its relation and read by the reader of its own kind; numbers and dates of
the metadata become the document's metadata. Versions 1.3 and 2.0 of the package differ in element names, not in order.
"""

import importlib
import os
import tempfile
from collections.abc import Sequence
from pathlib import Path, PurePosixPath
from typing import Any

import msgspec

from ingest.readers import kinds
from ingest.readers.limits import Limits
from ingest.readers.package import Package
from models.document import Box, Document, Notice
from models.errors import UnreadableFile

VERSION = "eyp@1"

_LETTER = "http://eyazisma.dpt/iliskiler/ustyazi"
_METADATA = ("NihaiUstveri/NihaiUstveri.xml", "Ustveri/Ustveri.xml")
# The elements of the metadata by their local names, and what they are called here.
_FIELDS = {
    "BelgeNo": "document_no",
    "Tarih": "date",
    "Konu": "subject",
    "BelgeId": "package_id",
    "GuvenlikKodu": "confidentiality",
    "Dil": "language",
    "DosyaAdi": "file_name",
}
_MAKERS = ("Olusturan", "OlusturanKurum")
_NAMES = ("Adi", "KKK")


def read(path: Path, limits: Limits) -> Document:
    """Give the letter's text, with the package's metadata."""
    with Package(path, limits) as package:
        names = package.names()
        if any(name.lower().startswith("sifreliicerik/") for name in names):
            raise UnreadableFile("eyp_encrypted")
        letter = _letter(package)
        metadata = _metadata(package)
        attachments = sum(name.startswith(("Ekler/", "ImzasizEkler/")) and not name.endswith("/") for name in names)
        signed = any(name.startswith(("Imzalar/", "Muhur/", "Muhurler/")) for name in names)
        with _taken_out(package, letter) as file:
            inner = _reader(file, letter, limits)
            document: Document = inner.read(file, limits)
    notices = list(document.notices)
    if attachments:
        notices.append(Notice("eyp_attachments", {"attachments": attachments}))
    if signed:
        notices.append(Notice("file_signed", {"kind": "e-Yazışma"}))
    number = metadata.get("eyp:document_no")
    if number and _squeezed(number) not in _squeezed(document.text):
        notices.append(Notice("eyp_metadata_differs", {"field": "document_no", "value": number}))
    return msgspec.structs.replace(
        document,
        format="eyp",
        notices=tuple(notices),
        metadata={**document.metadata, **metadata, "eyp:letter_format": document.format},
        reader=f"{VERSION}+{document.reader}",
    )


def locate(path: Path, document: Document, spans: Sequence[tuple[int, int]], limits: Limits) -> list[list[Box]]:
    """Give each span's boxes on the letter's pages."""
    with Package(path, limits) as package, _taken_out(package, letter := _letter(package)) as file:
        inner = _reader(file, letter, limits)
        if not hasattr(inner, "locate"):
            return [[] for _ in spans]
        return list(inner.locate(file, _as_letter(document), spans, limits))


def render_page(path: Path, document: Document, number: int, scale: float, limits: Limits) -> bytes:
    """Give a page of the letter as PNG."""
    with Package(path, limits) as package, _taken_out(package, letter := _letter(package)) as file:
        inner = _reader(file, letter, limits)
        if not hasattr(inner, "render_page"):
            raise UnreadableFile("page_has_no_picture", format=document.format)
        return bytes(inner.render_page(file, _as_letter(document), number, scale, limits))


def _as_letter(document: Document) -> Document:
    return msgspec.structs.replace(document, format=document.metadata.get("eyp:letter_format", "pdf"))


def _letter(package: Package) -> str:
    for relation in package.relations().values():
        if relation.type.lower() == _LETTER and not relation.external and package.has(relation.target):
            return relation.target
    for name in package.names():
        if name.lower().startswith("ustyazi/") and PurePosixPath(name).suffix and "_rels" not in name:
            return name
    raise UnreadableFile("eyp_no_letter")


class _taken_out:  # noqa: N801 - reads as the phrase it is in a with statement
    """The letter as a file of its own under a name of ours, for the time of a with statement."""

    def __init__(self, package: Package, letter: str) -> None:
        self._package, self._letter = package, letter

    def __enter__(self) -> Path:
        handle, name = tempfile.mkstemp(prefix="letter-")
        with os.fdopen(handle, "wb") as file:
            file.write(self._package.part(self._letter))
        self._path = Path(name)
        return self._path

    def __exit__(self, *_: object) -> None:
        self._path.unlink(missing_ok=True)


def _reader(file: Path, letter: str, limits: Limits) -> Any:
    found = kinds.detect(file, PurePosixPath(letter).name, limits)
    if found.name == "eyp":
        raise UnreadableFile("zip_nested", member=letter[:100])
    return importlib.import_module(f"ingest.readers.{found.module}")


def _metadata(package: Package) -> dict[str, str]:
    found: dict[str, str] = {}
    for part in _METADATA:
        if not package.has(part):
            continue
        for element in package.xml(part).iter():
            if not isinstance(element.tag, str):
                continue
            name = element.tag.rpartition("}")[2]
            key, text = _FIELDS.get(name), (element.text or "").strip()
            if key and text:
                found.setdefault(f"eyp:{key}", text[:500])
            elif name in _MAKERS and "eyp:institution" not in found:
                found |= _institution(element)
    return found


def _institution(maker: Any) -> dict[str, str]:
    """Give the name of the office that made the letter, never a person's."""
    for element in maker.iter():
        if isinstance(element.tag, str) and element.tag.rpartition("}")[2] in _NAMES:
            parent = element.getparent().tag.rpartition("}")[2]
            if element.tag.endswith("Adi") and "Kisi" not in parent and (element.text or "").strip():
                return {"eyp:institution": element.text.strip()[:500]}
    return {}


def _squeezed(text: str) -> str:
    return "".join(letter for letter in text.casefold() if letter.isalnum())
