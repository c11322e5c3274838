"""What an Elasticsearch index of resolutions is made of: strict fields over ready tokens, and who made it.

Only analysers and field types of the server's core are used, so the same index works on every distribution.
"""

from typing import Any

from archive.index.schema import FIELDS, Entry, FieldKind, sound
from archive.index.schema import VERSION as FIELDS_VERSION
from models.turkish.analysis import VERSION as ANALYSIS_VERSION

MADE_BY = {"fields": FIELDS_VERSION, "analysis": ANALYSIS_VERSION}
POSITION_ID = "position-of-the-outbox"
"""The one document that is no resolution: its ``version`` is the outbox position. It has no visibility, so no search
finds it, and no ``id``."""

WORDS = "words"
"""The different tokens of ``x``, for suggestions only."""
_LONGEST_TOKEN = 127
_LONGEST_KEYWORD = 8000
_RETURNED = ("id", "visibility", "version")


def mapping() -> dict[str, Any]:
    """Give the mapping of a new index."""
    properties = {name: _field(name, kind) for name, kind in FIELDS.items()}
    properties[WORDS] = {"type": "keyword", "index": False}
    return {
        "dynamic": "strict",
        "_meta": {"made_by": MADE_BY},
        "_source": {"includes": list(_RETURNED)},
        "properties": properties,
    }


def changed_fields(found: dict[str, Any]) -> list[str]:
    """Give the names of fields that differ from `mapping` in a mapping as Elasticsearch tells it."""
    wanted = mapping()["properties"]
    actual = found.get("properties", {})
    names = [name for name in sorted(wanted.keys() | actual.keys()) if not _same(wanted.get(name), actual.get(name))]
    return names if str(found.get("dynamic")) == "strict" else ["dynamic", *names]


def source(fields: Entry) -> dict[str, Any]:
    """Give the document to index for an entry."""
    document = {name: _value(FIELDS[name], value) for name, value in fields.items()}
    document[WORDS] = sorted({word for word in document["x"].split() if len(word) < _LONGEST_TOKEN})
    return document


def token(text: str) -> str:
    """Give a token as it is kept: the whitespace analyser would split one of more than 255 characters."""
    return sound(text[:_LONGEST_TOKEN])


def keyword(text: str) -> str:
    """Give a value as it is kept: Lucene takes no more than 32,766 bytes."""
    return sound(text[:_LONGEST_KEYWORD])


def _value(kind: FieldKind, value: str | int | list[str] | list[int]) -> Any:
    match kind:
        case FieldKind.TOKENS:
            return " ".join(token(one) for one in str(value).split())
        case FieldKind.INTEGER:
            return value
        case FieldKind.KEYWORD | FieldKind.STORED_KEYWORD:
            return [keyword(str(one)) for one in value] if isinstance(value, list) else keyword(str(value))


def _field(name: str, kind: FieldKind) -> dict[str, Any]:
    match kind:
        case FieldKind.TOKENS:
            prefixes = {"index_prefixes": {"min_chars": 2, "max_chars": 6}} if name in {"x", "title_x"} else {}
            return {"type": "text", "analyzer": "whitespace", **prefixes}
        case FieldKind.INTEGER:
            return {"type": "long"}
        case FieldKind.KEYWORD | FieldKind.STORED_KEYWORD:
            return {"type": "keyword"}


def _same(wanted: dict[str, Any] | None, actual: dict[str, Any] | None) -> bool:
    if wanted is None or actual is None:
        return False
    return all(actual.get(key) == value for key, value in wanted.items())
