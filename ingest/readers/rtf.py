"""Rich text (.rtf, and the .doc that is one): through LibreOffice, which knows its tables, lists and tracked changes."""

from pathlib import Path

from ingest.readers import doc, office
from ingest.readers.limits import Limits
from ingest.readers.rendition import locate, render_page
from models.document import Document
from models.errors import UnreadableFile

__all__ = ["VERSION", "locate", "read", "render_page"]

VERSION = "rtf@1"


def read(path: Path, limits: Limits) -> Document:
    """Give the words of an .rtf."""
    try:
        return doc.by_office(path, limits, "rtf", VERSION)
    except office.OfficeFailed as failure:
        raise UnreadableFile("office_failed", reason=failure.reason) from failure
