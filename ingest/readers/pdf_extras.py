"""What a PDF carries beside its pages' words: metadata, attachments, signatures, form fields, notes, active content."""

import ctypes
import re
import zlib
from collections.abc import Callable

import pypdfium2.raw as pdfium

from ingest.readers import pdf_signatures
from models.document import Notice

_TITLES = ("Title", "Author", "Subject", "Creator", "Producer", "CreationDate", "ModDate")
_STATED = 500
_MOST = 200
_UNPACKED = 8 << 20
_OBJECT_STREAM = re.compile(rb"/ObjStm\b[^>]{0,400}?>>\s*stream\r?\n|/ObjStm\b.{0,400}?stream\r?\n", re.DOTALL)
_ACTIVE = {
    "pdf_javascript": re.compile(rb"/(?:JavaScript|JS)(?![A-Za-z])"),
    "pdf_launch": re.compile(rb"/Launch(?![A-Za-z])"),
}


def metadata(document: ctypes.c_void_p) -> dict[str, str]:
    """Give the entries of the document's information dictionary that are filled in."""
    found = {}
    for title in _TITLES:
        size = pdfium.FPDF_GetMetaText(document, title.encode(), None, 0)
        if 2 < size < 1 << 20:
            buffer = ctypes.create_string_buffer(size)
            pdfium.FPDF_GetMetaText(document, title.encode(), buffer, size)
            found[title.lower()] = _utf16(buffer.raw)[:_STATED]
    return found


def notices(document: ctypes.c_void_p, content: bytes) -> list[Notice]:
    """Give what a clerk should know: attachments, signatures, scripts, programs to launch."""
    found = []
    names = _attachments(document)
    if names:
        found.append(Notice("pdf_attachments", {"count": len(names), "names": ", ".join(names[:10])}))
    if (signed := pdfium.FPDF_GetSignatureCount(document)) > 0:
        found.extend(pdf_signatures.notices(content, signed))
    return found + active_content(content)


def active_content(content: bytes) -> list[Notice]:
    """Give what a file would do if it were let: run a script, start a program."""
    active = content + b"".join(_object_streams(content))
    return [Notice(code) for code, pattern in _ACTIVE.items() if pattern.search(active)]


def added_words(page: ctypes.c_void_p) -> list[str]:
    """Give the words of a page's filled form fields and of the notes put on it, which are no part of its content."""
    words = []
    for index in range(min(max(pdfium.FPDFPage_GetAnnotCount(page), 0), _MOST)):
        annotation = pdfium.FPDFPage_GetAnnot(page, index)
        if not annotation:
            continue
        try:
            kind = pdfium.FPDFAnnot_GetSubtype(annotation)
            if kind == pdfium.FPDF_ANNOT_WIDGET:
                words.append(_string(annotation, b"V"))
            elif kind in {pdfium.FPDF_ANNOT_FREETEXT, pdfium.FPDF_ANNOT_TEXT, pdfium.FPDF_ANNOT_STAMP}:
                words.append(_string(annotation, b"Contents"))
        finally:
            pdfium.FPDFPage_CloseAnnot(annotation)
    return [" ".join(entry.split()) for entry in words if entry.strip() and entry.strip() != "Off"]


def _string(annotation: ctypes.c_void_p, key: bytes) -> str:
    return _asked(lambda buffer, size: int(pdfium.FPDFAnnot_GetStringValue(annotation, key, buffer, size)))


def _asked(get: Callable[[object, int], int]) -> str:
    """Ask one of pdfium's functions that fill a UTF-16 buffer, first for the size it needs."""
    size = get(None, 0)
    if not 2 < size < 1 << 20:
        return ""
    buffer = ctypes.create_string_buffer(size)
    get(ctypes.cast(buffer, ctypes.POINTER(ctypes.c_ushort)), size)
    return _utf16(buffer.raw)


def _utf16(content: bytes) -> str:
    return content.decode("utf-16-le", "replace").rstrip("\x00")


def _attachments(document: ctypes.c_void_p) -> list[str]:
    names = []
    for index in range(min(max(pdfium.FPDFDoc_GetAttachmentCount(document), 0), _MOST)):
        item = pdfium.FPDFDoc_GetAttachment(document, index)
        names.append(_name_of(item) if item else "?")
    return names


def _name_of(item: ctypes.c_void_p) -> str:
    return _asked(lambda buffer, size: int(pdfium.FPDFAttachment_GetName(item, buffer, size)))[:100] or "?"


def _object_streams(content: bytes) -> list[bytes]:
    """Give what stands in compressed object streams, up to a bound: names hide there from a plain search."""
    found = []
    left = _UNPACKED
    for match in _OBJECT_STREAM.finditer(content):
        try:
            part = zlib.decompressobj().decompress(content[match.end() : match.end() + _UNPACKED], left)
        except zlib.error:
            continue
        found.append(part)
        left -= len(part)
        if left <= 0:
            break
    return found
