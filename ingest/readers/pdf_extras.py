"""What a PDF carries beside its pages: metadata, attachments, signatures, and what it would do if it were let."""

import ctypes
import re
import zlib
from collections.abc import Iterator, Sequence
from functools import partial
from itertools import islice

import pypdfium2.raw as pdfium

from ingest.readers import pdf_signatures
from ingest.readers.pdf_strings import asked
from models.document import Notice

_TITLES = ("Title", "Author", "Subject", "Creator", "Producer", "CreationDate", "ModDate")
_STATED = 500
_MOST = 200
_UNPACKED = 8 << 20
_MOST_STREAMS = 20_000


def _named(*names: str) -> bytes:
    """Give the pattern of a PDF name, any of whose letters may be written as ``#`` and its code."""
    told = (b"".join(b"(?:%c|#(?i:%02x))" % (ord(letter), ord(letter)) for letter in name) for name in names)
    return b"/(?:" + b"|".join(told) + rb")(?![A-Za-z#])"


_ACTIVE = {
    "pdf_javascript": re.compile(_named("JavaScript", "JS")),
    "pdf_launch": re.compile(_named("Launch")),
}
_OBJECT_STREAM = re.compile(_named("ObjStm") + rb".{0,600}?\bstream\r?\n", re.DOTALL)


def metadata(document: ctypes.c_void_p) -> dict[str, str]:
    """Give the entries of the document's information dictionary that are filled in."""
    found = {}
    for title in _TITLES:
        told = asked(partial(pdfium.FPDF_GetMetaText, document, title.encode()))
        if told:
            found[title.lower()] = told[:_STATED]
    return found


def notices(document: ctypes.c_void_p, content: bytes, pinned: Sequence[str]) -> list[Notice]:
    """Give what a clerk should know: attachments (`pinned` are those of the pages), signatures, active content."""
    found = []
    names = [*_attachments(document), *pinned]
    if names:
        found.append(Notice("pdf_attachments", {"count": len(names), "names": ", ".join(names[:10])}))
    if (signed := pdfium.FPDF_GetSignatureCount(document)) > 0:
        found.extend(pdf_signatures.notices(content, signed))
    return found + active_content(content)


def active_content(content: bytes) -> list[Notice]:
    """Give what a file would do if it were let: run a script, start a program."""
    parts = [content, *_object_streams(content)]
    return [Notice(code) for code, pattern in _ACTIVE.items() if any(pattern.search(part) for part in parts)]


def _attachments(document: ctypes.c_void_p) -> list[str]:
    names = []
    for index in range(min(max(pdfium.FPDFDoc_GetAttachmentCount(document), 0), _MOST)):
        item = pdfium.FPDFDoc_GetAttachment(document, index)
        name = asked(partial(pdfium.FPDFAttachment_GetName, item)) if item else ""
        names.append(name[:100] or "?")
    return names


def _object_streams(content: bytes) -> Iterator[bytes]:
    """Give what stands in compressed object streams, up to a bound: names hide there from a plain search."""
    left = _UNPACKED
    packed = memoryview(content)
    for match in islice(_OBJECT_STREAM.finditer(content), _MOST_STREAMS):
        try:
            part = zlib.decompressobj().decompress(packed[match.end() : match.end() + _UNPACKED], left)
        except zlib.error:
            continue
        yield part
        left -= len(part)
        if left <= 0:
            break
