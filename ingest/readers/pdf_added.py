"""What was put on a PDF's pages later: values filled into form fields, notes, and files pinned to a page."""

import ctypes
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial

import msgspec
import pypdfium2.raw as pdfium

from ingest.readers.pdf_page import Line, Place, Sheet, place
from ingest.readers.pdf_strings import asked

_MOST = 500
_NOTES = {
    pdfium.FPDF_ANNOT_TEXT,
    pdfium.FPDF_ANNOT_FREETEXT,
    pdfium.FPDF_ANNOT_STAMP,
    pdfium.FPDF_ANNOT_HIGHLIGHT,
    pdfium.FPDF_ANNOT_UNDERLINE,
    pdfium.FPDF_ANNOT_SQUIGGLY,
    pdfium.FPDF_ANNOT_STRIKEOUT,
    pdfium.FPDF_ANNOT_CARET,
    pdfium.FPDF_ANNOT_INK,
    pdfium.FPDF_ANNOT_LINE,
    pdfium.FPDF_ANNOT_SQUARE,
    pdfium.FPDF_ANNOT_CIRCLE,
    pdfium.FPDF_ANNOT_POLYGON,
    pdfium.FPDF_ANNOT_POLYLINE,
}
_TICKED = {pdfium.FPDF_FORMFIELD_CHECKBOX, pdfium.FPDF_FORMFIELD_RADIOBUTTON}
_UNSEEN = pdfium.FPDF_ANNOT_FLAG_HIDDEN | pdfium.FPDF_ANNOT_FLAG_NOVIEW


class Added(msgspec.Struct):
    """A page's additions: lines that stand on it, each with its place as shown, and the names of files pinned to it."""

    fields: list[tuple[Line, Place]] = []
    notes: list[tuple[Line, Place]] = []
    files: list[str] = []


@contextmanager
def form_of(document: ctypes.c_void_p) -> Iterator[ctypes.c_void_p | None]:
    """Open a document's form for as long as the ``with`` block lasts; None where it has none."""
    if pdfium.FPDF_GetFormType(document) == pdfium.FORMTYPE_NONE:
        yield None
        return
    told = pdfium.FPDF_FORMFILLINFO(version=2)
    form = pdfium.FPDFDOC_InitFormFillEnvironment(document, told)
    try:
        yield form or None
    finally:
        if form:
            pdfium.FPDFDOC_ExitFormFillEnvironment(form)


def added_to(sheet: Sheet, form: ctypes.c_void_p | None) -> Added:
    """Give what was put on a page and can be seen there."""
    found = Added()
    for index in range(min(max(pdfium.FPDFPage_GetAnnotCount(sheet.page), 0), _MOST)):
        annotation = pdfium.FPDFPage_GetAnnot(sheet.page, index)
        if not annotation:
            continue
        try:
            _read(sheet, form, annotation, found)
        finally:
            pdfium.FPDFPage_CloseAnnot(annotation)
    return found


def with_fields(lines: list[Line], fields: list[tuple[Line, Place]]) -> list[Line]:
    """Give the lines with each filled field where it stands: before the first line below it."""
    found = list(lines)
    for field, _ in fields:
        middle = (field.place[1] + field.place[3]) / 2
        at = next((number for number, line in enumerate(found) if line.place[1] > middle), len(found))
        found.insert(at, field)
    return found


def _read(sheet: Sheet, form: ctypes.c_void_p | None, annotation: ctypes.c_void_p, found: Added) -> None:
    if pdfium.FPDFAnnot_GetFlags(annotation) & _UNSEEN:
        return
    kind = pdfium.FPDFAnnot_GetSubtype(annotation)
    if kind == pdfium.FPDF_ANNOT_WIDGET:
        words, into = _value(form, annotation), found.fields
    elif kind in _NOTES:
        words, into = _string(annotation, b"Contents"), found.notes
    elif kind == pdfium.FPDF_ANNOT_FILEATTACHMENT:
        pinned = pdfium.FPDFAnnot_GetFileAttachment(annotation)
        name = asked(partial(pdfium.FPDFAttachment_GetName, pinned)) if pinned else ""
        found.files.append(name[:100] or "?")
        return
    else:
        return
    told = " ".join(words.split())
    box = pdfium.FS_RECTF()
    if told and pdfium.FPDFAnnot_GetRect(annotation, box):
        corners = box.left, min(box.bottom, box.top), box.right, max(box.bottom, box.top)
        line = Line(told, place(sheet.upright, *corners), [(0, len(told), -1)])
        into.append((line, place(sheet.shown, *corners)))


def _value(form: ctypes.c_void_p | None, annotation: ctypes.c_void_p) -> str:
    """Give what a field was filled with; of a box that was ticked, its name."""
    if form is None:
        return "" if _string(annotation, b"FT") == "Btn" else _string(annotation, b"V")
    kind = pdfium.FPDFAnnot_GetFormFieldType(form, annotation)
    if kind in _TICKED:
        if _string(annotation, b"AS") in {"", "Off"}:
            return ""
        title = asked(partial(pdfium.FPDFAnnot_GetFormFieldName, form, annotation))
        return f"{title}: ✓"
    if kind in {pdfium.FPDF_FORMFIELD_PUSHBUTTON, pdfium.FPDF_FORMFIELD_SIGNATURE}:
        return ""
    return asked(partial(pdfium.FPDFAnnot_GetFormFieldValue, form, annotation)) or _string(annotation, b"V")


def _string(annotation: ctypes.c_void_p, key: bytes) -> str:
    return asked(partial(pdfium.FPDFAnnot_GetStringValue, annotation, key))
