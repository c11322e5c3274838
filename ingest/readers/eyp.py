"""An e-Yazışma package (.eyp): the official letter inside it, and the metadata that an EBYS signs with it.

The letter is normally a PDF/A. It is found by its relation and read by the reader of its own kind; numbers and dates of
the metadata become the document's metadata. Versions 1.3 and 2.0 of the package differ in element names, not in order.
"""

import base64
import hashlib
import importlib
import os
import tempfile
from collections.abc import Sequence
from pathlib import Path, PurePosixPath
from typing import Any
from urllib.parse import unquote

import msgspec

from ingest.readers import kinds
from ingest.readers.limits import Limits
from ingest.readers.package import Package
from models.document import Box, Document, Notice
from models.errors import UnreadableFile

VERSION = "eyp@1"

_LETTER = "http://eyazisma.dpt/iliskiler/ustyazi"
_FINAL, _GENERAL = "http://eyazisma.dpt/iliskiler/nihaiustveri", "http://eyazisma.dpt/iliskiler/ustveri"
_DIGESTS = "http://eyazisma.dpt/iliskiler/paketozeti"
_PLACES = {
    _FINAL: "NihaiUstveri/NihaiUstveri.xml",
    _GENERAL: "Ustveri/Ustveri.xml",
    _DIGESTS: "PaketOzeti/PaketOzeti.xml",
}
# The children of the metadata's root by their local names, and what they are called here.
_FIELDS = {
    "BelgeNo": "document_no",
    "Tarih": "date",
    "Konu": "subject",
    "BelgeId": "package_id",
    "GuvenlikKodu": "confidentiality",
    "Dil": "language",
    "DosyaAdi": "file_name",
}
_LISTS = {"DagitimListesi": "recipients", "Ilgiler": "references", "Ekler": "attachments"}
_PUBLIC = frozenset({"TSD", ""})  # "tasnif dışı": everybody may read it
_ALGORITHMS = ("sha256", "sha384", "sha512")


def read(path: Path, limits: Limits) -> Document:
    """Give the letter's text, with the package's metadata."""
    with Package(path, limits) as package:
        names = package.names()
        if any(name.lower().startswith("sifreliicerik/") for name in names):
            raise UnreadableFile("eyp_encrypted")
        letter = _letter(package)
        metadata = _metadata(package)
        attachments = sum(name.startswith(("Ekler/", "ImzasizEkler/")) and not name.endswith("/") for name in names)
        altered = _is_altered(package, letter)
        signed = any(name.startswith(("Imzalar/", "Muhur/", "Muhurler/")) for name in names)
        with _taken_out(package, letter) as file:
            inner = _reader(file, letter, limits)
            document: Document = inner.read(file, limits)
    notices = list(document.notices)
    if attachments:
        notices.append(Notice("eyp_attachments", {"attachments": attachments}))
    if signed:
        notices.append(Notice("file_signed", {"kind": "e-Yazışma"}))
    if metadata.get("eyp:confidentiality", "") not in _PUBLIC:
        notices.append(Notice("eyp_confidential", {"code": metadata["eyp:confidentiality"]}))
    if altered:
        notices.append(Notice("eyp_letter_altered"))
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


def _part(package: Package, relation: str) -> str:
    """Give the name of the part a relation leads to, by its usual place where the relation is missing."""
    for found in package.relations().values():
        if found.type.lower() == relation and not found.external and package.has(found.target):
            return found.target
    return _PLACES[relation] if package.has(_PLACES[relation]) else ""


def _readable(package: Package, part: str) -> Any:
    """Give the root of a part; None where it is missing or damaged, which costs its facts and not the letter."""
    try:
        return package.xml(part) if part else None
    except UnreadableFile as error:
        if error.code != "word_damaged":
            raise
        return None


def _metadata(package: Package) -> dict[str, str]:
    """Give what the package says of its letter; only its root's own children: a reference has a number and a day too."""
    found: dict[str, str] = {}
    for part in filter(None, (_part(package, _FINAL), _part(package, _GENERAL))):
        if (root := _readable(package, part)) is None:
            continue
        if "eyazisma" in root.tag:
            found.setdefault("eyp:version", "1.3" if root.tag.partition("}")[0].endswith("-1") else "2.0")
        for element in root:
            name = _local(element)
            text = (element.text or "").strip()
            if (key := _FIELDS.get(name)) and text:
                found.setdefault(f"eyp:{key}", text[:500])
            elif (key := _LISTS.get(name)) and (told := [_told(entry) for entry in element]):
                found.setdefault(f"eyp:{key}", "; ".join(filter(None, told))[:2000])
            elif name == "Olusturan" and (institution := _institution(element)):
                found.setdefault("eyp:institution", institution)
            elif name == "SdpBilgisi" and (plan := _first(element, "Kod", "SdpKod")):
                found.setdefault("eyp:file_plan", plan)
    return {key: value for key, value in found.items() if value}


def _told(entry: Any) -> str:
    """Give an entry of a list in short: the office a letter goes to, the number and day of a reference, an attachment's name."""
    if _local(entry) == "Dagitim":
        return _institution(entry)
    number, day = _first(entry, "BelgeNo"), _first(entry, "Tarih")
    return " ".join(filter(None, (number, day[:10]))) or _first(entry, "Ad", "DosyaAdi")


def _institution(maker: Any) -> str:
    """Give the name of an office, never a person's."""
    for office in maker.iter():
        if _local(office) in {"KurumKurulus", "TuzelSahis", "Kurum"} and (name := _first(office, "Adi", "Ad")):
            return name
    return ""


def _first(element: Any, *names: str) -> str:
    for child in element.iter():
        if _local(child) in names and (child.text or "").strip():
            return str(child.text).strip()[:500]
    return ""


def _local(element: Any) -> str:
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def _is_altered(package: Package, letter: str) -> bool:
    """Tell whether the letter is another than the one whose digest the package's summary holds."""
    summary = _readable(package, _part(package, _DIGESTS))
    for reference in () if summary is None else summary.iter():
        if _local(reference) != "Reference" or unquote(reference.get("URI", "")).lstrip("/").lower() != letter.lower():
            continue
        algorithm, known = "", []
        for element in reference.iter():
            if _local(element) == "DigestMethod":
                named = element.get("Algorithm", "").lower().replace("-", "")
                algorithm = next((one for one in _ALGORITHMS if named.endswith(one)), "")
            elif _local(element) == "DigestValue" and algorithm:
                known.append((algorithm, "".join((element.text or "").split())))
        content = package.part(letter)
        made = [base64.b64encode(hashlib.new(one, content).digest()).decode() for one, _ in known]
        return bool(known) and not any(one == value for one, (_, value) in zip(made, known, strict=True))
    return False


def _squeezed(text: str) -> str:
    return "".join(letter for letter in text.casefold() if letter.isalnum())
