"""What a file really is: told by its content, and refused where its name says something else."""

import zipfile
from pathlib import Path, PurePosixPath
from typing import BinaryIO

import msgspec

from ingest.readers.limits import Limits
from models.errors import UnreadableFile


class Format(msgspec.Struct, frozen=True):
    """A format that a module of this package reads, and the name endings it may carry."""

    name: str
    module: str
    extensions: tuple[str, ...]
    media_type: str


_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
FORMATS: dict[str, Format] = {
    entry.name: entry
    for entry in (
        Format("pdf", "pdf", ("pdf",), "application/pdf"),
        Format("docx", "docx", ("docx",), _WORD),
        Format("doc", "doc", ("doc", "dot"), "application/msword"),
        Format("odt", "odt", ("odt",), "application/vnd.oasis.opendocument.text"),
        Format("rtf", "rtf", ("rtf", "doc"), "application/rtf"),
        Format("txt", "txt", ("txt", "text", ""), "text/plain"),
        Format("html", "html", ("html", "htm", "xhtml"), "text/html"),
        Format("udf", "udf", ("udf",), "application/x-udf"),
        Format("eyp", "eyp", ("eyp", "eyazisma"), "application/eyazisma"),
        Format("image", "image", ("tif", "tiff", "jpg", "jpeg", "png"), "image/*"),
    )
}
EXTENSIONS = frozenset(extension for entry in FORMATS.values() for extension in entry.extensions if extension)

# Their pages are known only once they are laid out: a page number may go beyond those of the document.
FLOWING = frozenset({"docx", "doc", "odt", "rtf", "html"})

_HEAD = 4096
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_PICTURES = (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"II*\x00", b"MM\x00*")
# Kinds that councils send by mistake: recognised, to say what they are, but not read.
_OTHERS: tuple[tuple[bytes, str], ...] = (
    (b"Rar!\x1a\x07", "RAR"),
    (b"7z\xbc\xaf\x27\x1c", "7z"),
    (b"\x1f\x8b", "gzip"),
    (b"GIF8", "GIF"),
    (b"BM", "BMP"),
    (b"MZ", "Windows program"),
    (b"\x7fELF", "program"),
    (b"%!PS", "PostScript"),
    (b"RIFF", "RIFF"),
    (b"SQLite format 3\x00", "SQLite"),
)


def extension(name: str) -> str:
    """Give the ending of a file's name in lower case, without its dot."""
    plain = name.replace("\\", "/").rsplit("/", 1)[-1].rstrip(" .")
    return PurePosixPath(plain).suffix[1:].lower().translate({0x131: "i", 0x307: None})


def is_zip(path: Path) -> bool:
    """Tell whether the file begins like a ZIP, which may be a batch of files or a Word file."""
    with path.open("rb") as file:
        return file.read(4) in {b"PK\x03\x04", b"PK\x05\x06"}


def detect(path: Path, name: str, limits: Limits | None = None) -> Format:
    """Give the format of the file at `path`, which came under the name `name`.

    Raises `UnreadableFile` for an empty, oversized, foreign, encrypted or macro file, and where the name's ending says
    another format than the content.
    """
    bounds = limits or Limits()
    size = path.stat().st_size
    if size == 0:
        raise UnreadableFile("file_empty", name=name)
    if size > bounds.file_bytes:
        raise UnreadableFile("file_too_large", name=name, megabytes=size >> 20, limit=bounds.file_bytes >> 20)
    with path.open("rb") as file:
        head = file.read(_HEAD)
        found = _by_content(head, file, name, bounds)
    ending = extension(name)
    if ending not in found.extensions:
        if ending not in EXTENSIONS and found.name != "txt" and _is_no_known_ending(ending):
            return found
        raise UnreadableFile("extension_mismatch", name=name, extension=ending or "-", found=found.name)
    return found


def _is_no_known_ending(ending: str) -> bool:
    # "karar.2018" and "Karar No. 412" have no ending in truth: the content alone decides.
    return not ending or not ending.isascii() or not ending.isalpha() or len(ending) > 5


def _by_content(head: bytes, file: BinaryIO, name: str, limits: Limits) -> Format:
    if b"%PDF-" in head[:1024]:
        return FORMATS["pdf"]
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")):
        return _in_zip(file, name, limits)
    if head.startswith(_OLE):
        return _in_ole(file, name)
    if head.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{\\rtf"):
        return FORMATS["rtf"]
    if head.startswith(_PICTURES):
        return FORMATS["image"]
    for magic, kind in _OTHERS:
        if head.startswith(magic) and not (magic == b"BM" and _looks_like_text(head)):
            raise UnreadableFile("kind_not_read", name=name, kind=kind)
    if not _looks_like_text(head):
        if extension(name) == "pdf":
            raise UnreadableFile("pdf_damaged", name=name)
        raise UnreadableFile("kind_unknown", name=name)
    return FORMATS["html"] if _looks_like_html(head) else FORMATS["txt"]


def _in_zip(file: BinaryIO, name: str, limits: Limits) -> Format:
    try:
        with zipfile.ZipFile(file) as archive:
            entries = [entry.filename for entry in archive.infolist()]
            names = set(entries)
            lowered = {entry.lower() for entry in names}
            mime = _first_bytes(archive, "mimetype", 100) if "mimetype" in names else b""
            types = _first_bytes(archive, "[Content_Types].xml", 1 << 20) if "[Content_Types].xml" in names else b""
    except Exception as error:
        raise UnreadableFile("word_damaged" if extension(name) in EXTENSIONS else "zip_damaged", name=name) from error
    if len(entries) > limits.zip_entries:
        raise UnreadableFile("zip_too_many_entries", name=name, entries=len(entries), limit=limits.zip_entries)
    if mime.startswith(b"application/vnd.oasis.opendocument.text"):
        return FORMATS["odt"]
    if any(entry.startswith("sifreliicerik/") for entry in lowered):
        raise UnreadableFile("eyp_encrypted", name=name)
    if any(entry.startswith(("ustveri/", "ustyazi/", "nihaiustveri/")) for entry in lowered):
        return FORMATS["eyp"]
    if b"macroEnabled" in types or any(entry.endswith("vbaproject.bin") for entry in lowered):
        raise UnreadableFile("word_macros", name=name)
    if b"wordprocessingml.document.main+xml" in types or (b"wordprocessingml.template.main+xml" in types):
        return FORMATS["docx"]
    for part, kind in (("xl/workbook.xml", "Excel"), ("ppt/presentation.xml", "PowerPoint")):
        if part in lowered:
            raise UnreadableFile("kind_not_read", name=name, kind=kind)
    if "content.xml" in lowered and not mime:
        return FORMATS["udf"]
    if mime.startswith(b"application/vnd.oasis.opendocument"):
        raise UnreadableFile("kind_not_read", name=name, kind="OpenDocument")
    if extension(name) in {"docx", "odt", "udf", "eyp"}:
        raise UnreadableFile("word_damaged", name=name)
    raise UnreadableFile("zip_not_a_document", name=name)


def _first_bytes(archive: zipfile.ZipFile, member: str, limit: int) -> bytes:
    with archive.open(member) as part:
        return part.read(limit)


def _in_ole(file: BinaryIO, name: str) -> Format:
    streams = _ole_names(file)
    if "EncryptedPackage" in streams:
        raise UnreadableFile("word_encrypted", name=name)
    if "WordDocument" in streams:
        return FORMATS["doc"]
    for stream, kind in (("Workbook", "Excel"), ("Book", "Excel"), ("PowerPoint Document", "PowerPoint")):
        if stream in streams:
            raise UnreadableFile("kind_not_read", name=name, kind=kind)
    if extension(name) in {"doc", "dot"}:
        raise UnreadableFile("word_damaged", name=name)
    raise UnreadableFile("kind_unknown", name=name)


def _ole_names(file: BinaryIO) -> set[str]:
    """Give the names of a compound file's streams, from the first 1000 sectors of its directory."""
    file.seek(0)
    header = file.read(512)
    if len(header) < 512:
        return set()
    shift = int.from_bytes(header[30:32], "little")
    if shift not in {9, 12}:
        return set()
    size = 1 << shift
    file.seek(0, 2)
    sectors = file.tell() // size
    table = [int.from_bytes(header[at : at + 4], "little") for at in range(76, 512, 4)]
    sector = int.from_bytes(header[48:52], "little")
    names: set[str] = set()
    for _ in range(1000):
        if sector >= sectors:
            break
        file.seek((sector + 1) * size)
        directory = file.read(size)
        for at in range(0, len(directory) - 127, 128):
            length = int.from_bytes(directory[at + 64 : at + 66], "little")
            if 2 <= length <= 64:
                names.add(directory[at : at + length - 2].decode("utf-16-le", "replace"))
        block, index = divmod(sector, size // 4)
        if block >= len(table) or table[block] >= sectors:
            break
        file.seek((table[block] + 1) * size + index * 4)
        sector = int.from_bytes(file.read(4), "little")
    return names


def _looks_like_text(head: bytes) -> bool:
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return True
    zeros = head.count(0)
    if zeros:  # UTF-16 without its mark: every second byte of Latin text is zero, on one side only
        even = head[::2].count(0)
        return len(head) >= 4 and zeros > len(head) * 0.35 and even in {0, zeros}
    controls = sum(byte < 32 and byte not in b"\t\n\r\f\x1a\x1b\x0b\x08" for byte in head)
    return controls <= len(head) // 100


def _looks_like_html(head: bytes) -> bool:
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if start.startswith(b"<?xml"):
        start = start.partition(b"?>")[2].lstrip()
    while start.startswith(b"<!--"):
        start = start.partition(b"-->")[2].lstrip()
    return start.startswith(
        (b"<!doctype html", b"<html", b"<head", b"<body", b"<div", b"<p>", b"<p ", b"<table", b"<meta")
    )
