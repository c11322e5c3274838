r"""Rich text (.rtf, and the .doc that is one): through LibreOffice, which knows its tables, lists and tracked changes.

Some programs write their lists where every reader looks for a list's number alone (`\listtext`), and the items vanish. So
`catdoc`, which reads letters wherever they stand, checks the words as it does for .doc.
"""

from pathlib import Path

from ingest.readers import doc
from ingest.readers.limits import Limits
from ingest.readers.rendition import locate, render_page
from models.document import Document

__all__ = ["VERSION", "locate", "read", "render_page"]

VERSION = "rtf@2"


def read(path: Path, limits: Limits) -> Document:
    """Give the words of an .rtf; where LibreOffice fails, those that `catdoc` finds."""
    return doc.by_both(path, limits, "rtf", VERSION, path.read_bytes())
