"""Where a page of hits ended: a cursor that travels through links and works on both engines.

Sorted by a key (newest, oldest, number): the key of the last hit. Every key is unique (`archive.index.entry`), so the
next page is "beyond that key", whatever was added or removed meanwhile. By relevance: the score of the last hit, its
`newest` key and how many hits came before.
"""

import base64
import binascii
import hashlib

import msgspec

from models.errors import UnclearQuery

MAX_LENGTH = 4000


class Cursor(msgspec.Struct, frozen=True, array_like=True):
    """The last hit of a page: its sort key, and for relevance its score and how many hits were shown.

    `query` is a fingerprint of the query it belongs to; `snapshot` names a point in time where an engine keeps one.
    """

    query: str
    key: int
    score: float = 0.0
    seen: int = 0
    snapshot: str = ""


def encode(cursor: Cursor) -> str:
    """Write a cursor as letters, digits, ``-`` and ``_``."""
    return base64.urlsafe_b64encode(msgspec.msgpack.encode(cursor)).rstrip(b"=").decode()


def decode(text: str, query: str) -> Cursor:
    """Read a cursor of the query with that fingerprint.

    Raises UnclearQuery: ``cursor_unknown`` for anything else, a cursor of another query included.
    """
    try:
        if len(text) > MAX_LENGTH:
            raise UnclearQuery("cursor_unknown")
        raw = base64.b64decode(text.encode("ascii") + b"=" * (-len(text) % 4), altchars=b"-_", validate=True)
        cursor = msgspec.msgpack.decode(raw, type=Cursor)
    except (UnicodeEncodeError, binascii.Error, msgspec.MsgspecError, ValueError):
        raise UnclearQuery("cursor_unknown") from None
    if cursor.query != query or not 0 <= cursor.key < 2**63 or cursor.seen < 0 or cursor.score != cursor.score:
        raise UnclearQuery("cursor_unknown")
    return cursor


def fingerprint(*parts: str) -> str:
    """Give twelve letters that stand for a query."""
    return hashlib.sha256("\x00".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:12]
