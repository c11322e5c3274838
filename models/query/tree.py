"""What a person asked for: words and their combination, nothing of any engine."""

import msgspec


class Part(msgspec.Struct, frozen=True, tag_field="is"):
    """One piece of a query."""


class Word(Part, frozen=True, tag="word"):
    """A word, found in any inflection."""

    text: str


class Number(Part, frozen=True, tag="number"):
    """A number of any shape: a resolution, a document, a date, an amount."""

    text: str


class Start(Part, frozen=True, tag="start"):
    """The beginning of words (``park*``)."""

    text: str


class Exactly(Part, frozen=True, tag="exactly"):
    """Words as written, one after another; `distance` above 0 lets other words stand between them, in any inflection."""

    words: tuple[str, ...]
    distance: int = 0


class All(Part, frozen=True, tag="all"):
    parts: tuple["AnyPart", ...]


class Either(Part, frozen=True, tag="either"):
    parts: tuple["AnyPart", ...]


class Without(Part, frozen=True, tag="without"):
    part: "AnyPart"


AnyPart = Word | Number | Start | Exactly | All | Either | Without


class FieldFilter(msgspec.Struct, frozen=True):
    """A condition on a field: `field` is an English facet name, `value` what was typed after the colon."""

    field: str
    value: str
    negated: bool = False


class QueryNotice(msgspec.Struct, frozen=True):
    """How a doubtful piece of a query was read; the wording is in ``models/query/data/notices.toml``."""

    code: str
    text: str = ""


class Parsed(msgspec.Struct, frozen=True):
    """A query understood. `part` None means that only filters were given."""

    part: AnyPart | None
    filters: tuple[FieldFilter, ...]
    notices: tuple[QueryNotice, ...]
    reading: str


def words_of(part: AnyPart | None) -> list[AnyPart]:
    """Give the leaves that must or may be found (not those that must be absent)."""
    match part:
        case All(parts) | Either(parts):
            return [leaf for one in parts for leaf in words_of(one)]
        case None | Without():
            return []
        case leaf:
            return [leaf]
