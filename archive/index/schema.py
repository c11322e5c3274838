"""The fields of one indexed resolution: the same names and kinds in both engines.

Token fields hold ready tokens separated by one space (both engines split at whitespace and do nothing else).
Keyword fields hold whole values, exactly as given; a field with no value holds `UNKNOWN`, so "unknown" can be counted
and filtered. Integer fields are 64-bit.
"""

from enum import StrEnum

VERSION = 3
"""Part of the name of every index, with the version of the analysis; a change of fields needs a rebuild."""

UNKNOWN = "unknown"
BREAK = "\u2016"
"""Stands between two values in a token field, so that no phrase runs from one into the next."""


class FieldKind(StrEnum):
    TOKENS = "tokens"  # positions kept, BM25
    KEYWORD = "keyword"  # one value or several, for filters and facets
    INTEGER = "integer"  # one value or several, for ranges, facets and sorting
    STORED_KEYWORD = "stored_keyword"  # one value, also handed back


FIELDS: dict[str, FieldKind] = {
    # what the engine hands back
    "id": FieldKind.STORED_KEYWORD,
    "visibility": FieldKind.STORED_KEYWORD,
    "version": FieldKind.INTEGER,
    # tokens: x as written (folded), s by its stem; title is the subject
    "x": FieldKind.TOKENS,
    "s": FieldKind.TOKENS,
    "title_x": FieldKind.TOKENS,
    "title_s": FieldKind.TOKENS,
    "department_words": FieldKind.TOKENS,
    "committee_words": FieldKind.TOKENS,
    "municipality_words": FieldKind.TOKENS,
    "place_words": FieldKind.TOKENS,
    "person_words": FieldKind.TOKENS,
    # filters and facets
    "outcome": FieldKind.KEYWORD,
    "manner": FieldKind.KEYWORD,
    "kind": FieldKind.KEYWORD,
    "municipality": FieldKind.KEYWORD,
    "department": FieldKind.KEYWORD,
    "committee": FieldKind.KEYWORD,
    "position": FieldKind.KEYWORD,  # party groups, "MHP:against"
    "person_position": FieldKind.KEYWORD,  # named members, "Ad SOYAD:against"
    "law": FieldKind.KEYWORD,  # every level: 5393, 5393/18, 5393/18/p
    "place": FieldKind.KEYWORD,  # "mah:Gökkuşağı Mahallesi"
    "flag": FieldKind.KEYWORD,  # dissent, committee_differs, questions
    "sha256": FieldKind.KEYWORD,
    "number": FieldKind.KEYWORD,  # the resolution's own number in every shape it is asked for
    "document_no": FieldKind.KEYWORD,
    "parcel": FieldKind.KEYWORD,  # 1204 and 1204/5
    "alike": FieldKind.KEYWORD,  # near-duplicates share it
    "day": FieldKind.INTEGER,  # 20240630; 0 is unknown
    "month": FieldKind.INTEGER,  # 202406
    "year": FieldKind.INTEGER,  # 2024
    "amount": FieldKind.INTEGER,  # kuruş
    # unique sort keys
    "newest": FieldKind.INTEGER,  # descending
    "oldest": FieldKind.INTEGER,  # ascending
    "number_order": FieldKind.INTEGER,  # ascending
}

ONLY_MATCHED = frozenset({"sha256", "number", "document_no", "parcel"})
"""Keyword fields whose values are matched and never counted: nearly every resolution has its own."""

Entry = dict[str, str | int | list[str] | list[int]]
"""One resolution ready for either engine: token fields are a string, keyword fields a list of strings, integers an int
or a list; ``id`` and ``visibility`` are strings. `archive.index.entry.entry` builds it."""


def sound(text: str) -> str:
    """Give text as both engines can keep and look for it: half a letter (a lone surrogate) has no UTF-8."""
    return text if text.isascii() else text.encode("utf-8", "replace").decode()
