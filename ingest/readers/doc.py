"""Word's old .doc: LibreOffice makes a .docx of it, which our own walk reads; `catdoc` checks the words.

LibreOffice keeps tracked changes as such in a .docx, so deleted words are told from standing ones. What it changes is the
result of a date field: it writes today's. So the stored results are taken from the .doc itself.
"""

import re
import shutil
import subprocess
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import msgspec

from ingest.readers import docx, office
from ingest.readers.flow import Paragraph, compose
from ingest.readers.limits import Limits
from ingest.readers.package import Package
from ingest.readers.rendition import locate, render_page
from models.document import Document, Notice, Table
from models.errors import UnreadableFile

__all__ = ["VERSION", "locate", "read", "render_page"]

VERSION = "doc@1"

_WORD = re.compile(r"\w+")
_ALIKE = 0.97  # share of words in common below which a clerk is told
_LOST = 0.9  # share below which so much went missing that the other reader's words are given
_FIELD_CODE = re.compile(r"(?:HYPERLINK|PAGEREF|PAGE|NUMPAGES|DATE|TIME|FORM\w+|TOC|REF)\b[^\n]{0,200}")
_MACROS = (b"_\x00V\x00B\x00A\x00_\x00P\x00R\x00O\x00J\x00E\x00C\x00T\x00", b"M\x00a\x00c\x00r\x00o\x00s\x00")
# A field in the file's text: 13h, its instruction, 14h, its stored result, 15h; in UTF-16 or in Windows letters.
_DATE_FIELD = re.compile(
    rb"\x13\x00(?: \x00)*(?:D\x00A\x00|T\x00I\x00M\x00|S\x00A\x00V\x00|P\x00R\x00I\x00N\x00T\x00D\x00)(?:[^\x13\x14\x15]\x00){1,200}"
    rb"\x14\x00((?:[^\x13\x14\x15].){0,100}?)\x15\x00"
    rb"|\x13 *(?:DATE|TIME|SAVEDATE|PRINTDATE)\b[^\x00\x13\x14\x15]{0,200}\x14([^\x00\x13\x14\x15]{0,100})\x15",
    re.DOTALL,
)
# The first block of the text: its mark and the version of Word. A short file's begins a small sector of 64 bytes.
_HEADS = re.compile(rb"\xec\xa5[\x60-\xff]\x00|\xec\xa5[\x00-\x20]\x01|\xdc\xa5[\x00-\xff]\x00")
_SMALLEST_SECTOR = 64
_ENCRYPTED = 0x0100
_UNSEEN_IN_RTF = re.compile(rb"\\(?:deleted|v)(?![a-z0])")  # words that are not to be read
_LONGEST_TABLE = 5000


def read(path: Path, limits: Limits) -> Document:
    """Give the words of a .doc; where LibreOffice fails, those that `catdoc` finds."""
    content = path.read_bytes()
    if _is_encrypted(content):
        raise UnreadableFile("word_encrypted")
    macros = [Notice("office_macros")] if any(mark in content for mark in _MACROS) else []
    return by_both(path, limits, "doc", VERSION, content, macros)


def by_both(
    path: Path, limits: Limits, format_: str, reader: str, content: bytes, notices: Sequence[Notice] = ()
) -> Document:
    """Read a file through LibreOffice, hold it against what `catdoc` finds, and fall back to that where the first fails.

    Where an .rtf without deleted or hidden words loses words on the way through LibreOffice, all that `catdoc` finds is
    given instead.
    """
    checked = _by_catdoc(path, limits)
    try:
        document = by_office(path, limits, format_, reader, _stored_dates(content) if format_ == "doc" else ())
    except office.OfficeFailed as failure:
        return _fallen_back(format_, checked, Notice("office_fallback", {"reason": failure.reason}), notices, limits)
    except UnreadableFile as error:
        if error.code == "office_missing" and checked.strip():
            return _fallen_back(
                format_, checked, Notice("office_fallback", {"reason": "not installed"}), notices, limits
            )
        raise
    if format_ == "doc":
        document = _with_last_table(document, content)
    margins = [part for page in document.pages for part in (page.header, page.footer) if part]
    alike = _share_in_common("\n".join([document.text, *margins]), checked)
    if alike < _ALIKE and not any(notice.code == "word_tracked_changes" for notice in document.notices):
        differs = Notice("office_text_differs", {"percent": round(alike * 100)})
        if (
            format_ == "rtf"
            and alike < _LOST
            and not _UNSEEN_IN_RTF.search(content)
            and _share_in_common(checked, document.text) >= _ALIKE
        ):
            return _fallen_back(format_, checked, differs, (*document.notices, *notices), limits)
        notices = [*notices, differs]
    return msgspec.structs.replace(document, notices=(*document.notices, *notices))


def by_office(path: Path, limits: Limits, format_: str, reader: str, stored_dates: Sequence[str] = ()) -> Document:
    """Read a file through the .docx that LibreOffice makes of it."""
    made = office.convert(path, office.DOCX, limits)
    with Package(made, limits) as package:
        return docx.read_package(package, limits, format_=format_, reader=reader, stored_dates=stored_dates)


def _fallen_back(format_: str, text: str, why: Notice, notices: Sequence[Notice], limits: Limits) -> Document:
    composed = compose([Paragraph(line) for line in text.split("\n")], limits)
    if not composed.text:
        raise UnreadableFile("office_failed", reason=str(why.details.get("reason", why.code)))
    return Document(
        format=format_, text=composed.text, pages=composed.pages, notices=(*notices, why), reader="catdoc@1"
    )


def _is_encrypted(content: bytes) -> bool:
    """Tell from its first block whether a Word file needs a password: Word 97 and later, or 6 and 95."""
    for head in _HEADS.finditer(content, 512):
        if head.start() % _SMALLEST_SECTOR == 0:
            return bool(int.from_bytes(content[head.start() + 10 : head.start() + 12], "little") & _ENCRYPTED)
    return False


def _stored_dates(content: bytes) -> list[str]:
    """Give the results that the file's date fields had when it was saved, in their order."""
    found: list[str] = []
    for match in _DATE_FIELD.finditer(content):
        wide, narrow = match[1], match[2]
        found.append(wide.decode("utf-16-le", "replace") if wide is not None else narrow.decode("cp1254", "replace"))
    return [text for text in found if text.isprintable()]


def _with_last_table(document: Document, content: bytes) -> Document:
    """Part the cells again that LibreOffice runs together where a table ends the file; the .doc marks each by 07h."""
    start = document.text.rfind("\n") + 1
    last = document.text[start:]
    if not last or len(last) > _LONGEST_TABLE:
        return document
    marked = re.search("\x07*".join(map(re.escape, last)), content.decode("utf-16-le", "replace"))
    if marked is None or "\x07" not in marked[0]:
        return document
    rows = [tuple(row.split("\x07")) for row in marked[0].split("\x07\x07")]
    text = "\n".join("\t".join(row) for row in rows)
    *pages, page = document.pages
    end = start + len(text)
    runs = tuple(run for run in page.runs if run.start < start)
    return msgspec.structs.replace(
        document,
        text=document.text[:start] + text,
        pages=(*pages, msgspec.structs.replace(page, end=end, runs=runs)),
        tables=(*document.tables, Table(page=page.number, start=start, end=end, rows=tuple(rows))),
    )


def _by_catdoc(path: Path, limits: Limits) -> str:
    program = shutil.which("catdoc")
    if program is None:
        return ""
    try:
        done = subprocess.run(  # noqa: S603 - a fixed program on our own copy
            [program, "-w", "-d", "utf-8", str(path)], capture_output=True, timeout=limits.cpu_seconds, check=False
        )
    except (OSError, subprocess.TimeoutExpired):
        return ""
    text = done.stdout.decode("utf-8", "replace") if done.returncode == 0 else ""
    return text if text.count("\ufffd") < max(len(text) // 100, 1) else ""


def _share_in_common(text: str, other: str) -> float:
    """Give the share of the check's words that the text has too; 1 where there is nothing to compare."""
    expected = Counter(_WORD.findall(_FIELD_CODE.sub(" ", other)))
    if expected.total() < 10:
        return 1.0
    return (expected & Counter(_WORD.findall(text))).total() / expected.total()
