"""Plain text: UTF-8, UTF-16 with or without its mark, Windows-1254; anything else is refused rather than guessed."""

import re
import unicodedata
from pathlib import Path

from ingest.readers.limits import Limits
from models.document import Document, Page
from models.errors import UnreadableFile

VERSION = "txt@1"

_MARKS = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))
_TURKISH_1254 = frozenset("ğĞıİşŞçÇöÖüÜâÂîÎûÛ’‘“”–—…•«»°²³§½¼¾·´`¨©®€¦ªº±µ¶×÷\xa0\xad")


def read(path: Path, limits: Limits) -> Document:
    """Give the text with plain line ends; a form feed begins a page."""
    del limits
    text = unicodedata.normalize("NFC", decode(path.read_bytes()))
    text = text.replace("\r\n", "\n").replace("\r", "\n").rstrip("\x1a\x00")
    if not text.strip():
        raise UnreadableFile("no_text")
    pages, start = [], 0
    for number, part in enumerate(text.split("\f"), start=1):
        pages.append(Page(number=number, start=start, end=start + len(part)))
        start += len(part) + 1
    return Document(format="txt", text=text.replace("\f", "\n"), pages=tuple(pages), reader=VERSION)


def decode(content: bytes) -> str:
    """Give the text of bytes in one of the encodings that Turkish offices use, or raise `text_undecodable`."""
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return _strictly(content[len(mark) :], encoding)
    if (unmarked := _unmarked_utf16(content)) is not None:
        return _strictly(content, unmarked)
    try:
        return _without_controls(content.decode("utf-8"))
    except UnicodeDecodeError:
        return _windows(content)


def _strictly(content: bytes, encoding: str) -> str:
    try:
        return _without_controls(content.decode(encoding))
    except UnicodeDecodeError as error:
        raise UnreadableFile("text_undecodable") from error


def _windows(content: bytes) -> str:
    # Every byte but seven means something in Windows-1254, so binary data decodes too: the letters must look Turkish.
    try:
        text = _without_controls(content.decode("cp1254"))
    except UnicodeDecodeError as error:
        raise UnreadableFile("text_undecodable") from error
    beyond = [character for character in text if character > "\x7f"]
    if sum(character in _TURKISH_1254 for character in beyond) < 0.9 * len(beyond):
        raise UnreadableFile("text_undecodable")
    return text


def _unmarked_utf16(content: bytes) -> str | None:
    sample = content[:4096]
    if len(sample) < 4 or sample.count(0) < 0.35 * len(sample):
        return None
    return "utf-16-le" if sample[1::2].count(0) >= sample[::2].count(0) else "utf-16-be"


def _without_controls(text: str) -> str:
    if re.search(r"[\x00-\x06\x0e-\x19]", text.rstrip("\x1a\x00")):
        raise UnreadableFile("text_undecodable")
    return text
