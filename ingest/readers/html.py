"""Saved web pages: what a browser would show as text."""

import re
from pathlib import Path

from ingest.readers import txt
from ingest.readers.flow import compose
from ingest.readers.html_blocks import blocks
from ingest.readers.limits import Limits
from ingest.readers.rendition import locate, render_page
from models.document import Document, Notice
from models.errors import UnreadableFile

__all__ = ["VERSION", "locate", "read", "render_page"]

VERSION = "html@1"

_DECLARED = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([A-Za-z0-9_-]{2,30})""", re.IGNORECASE)
_TITLE = re.compile(r"<title[^>]*>([^<]{1,500})</title>", re.IGNORECASE)
# Pages in Turkish say Latin-1 or Latin-5 and mean Windows-1254, which browsers know.
_TURKISH = frozenset({"iso-8859-9", "latin5", "windows-1254", "cp1254", "iso-8859-1", "latin1", "windows-1252"})
_OUTSIDE = re.compile(r"<(?:script|iframe|object|embed)\b", re.IGNORECASE)


def read(path: Path, limits: Limits) -> Document:
    """Give the page's text; scripts are never run, nothing is fetched."""
    text = _decoded(path.read_bytes())
    composed = compose(blocks(text.encode("utf-8"), limits, "utf-8"), limits)
    if not composed.text:
        raise UnreadableFile("no_text")
    title = _TITLE.search(text)
    return Document(
        format="html",
        text=composed.text,
        pages=composed.pages,
        tables=composed.tables,
        notices=(Notice("html_active_content"),) if _OUTSIDE.search(text) else (),
        metadata={"title": " ".join(title[1].split())} if title else {},
        reader=VERSION,
    )


def _decoded(content: bytes) -> str:
    declared = _DECLARED.search(content[:4096])
    name = declared[1].decode("ascii").lower() if declared else ""
    if name in _TURKISH and b"\x00" not in content[:200]:
        try:
            return content.decode("utf-8" if content.startswith(b"\xef\xbb\xbf") else "cp1254")
        except UnicodeDecodeError:
            pass
    return txt.decode(content)
