"""From a parsed query to the conditions both engines are asked."""

from archive.index.entry import number_shapes
from archive.index.query import (
    And,
    AnyNode,
    AtLeast,
    Best,
    Boost,
    Constant,
    Not,
    Or,
    Phrase,
    Prefer,
    Prefix,
    Term,
)
from models.query.synonyms import other_voice, synonyms
from models.query.tree import All, AnyPart, Either, Exactly, Number, Start, Without, Word
from models.turkish.analysis import exact, query_keys
from models.turkish.words import number

TITLE = 2.5
AS_WRITTEN = 0.1
SYNONYM = 0.8
OTHER_VOICE = 0.9
NUMBER_FIRST = 60.0
DOCUMENT_NUMBER = 20.0
MOST = 0.6
_MAX_NEAR = 16


def compiled(part: AnyPart) -> AnyNode:
    """Give the conditions for a query: every word needed."""
    match part:
        case All(parts):
            return And(tuple(compiled(one) for one in parts))
        case Either(parts):
            return Or(tuple(compiled(one) for one in parts))
        case Without(inner):
            return Not(compiled(inner))
        case Word(text):
            return _word(text)
        case Number(text):
            return _number(text)
        case Start(text):
            return Or((Prefix("x", _prefix(text)), Prefix("title_x", _prefix(text))))
        case Exactly(words, distance):
            return _near(words, distance) if distance else _phrase(words)


def relaxed(part: AnyPart, share: float = MOST) -> AnyNode | None:
    """Give the conditions for that share of a query's words, at least one; None when it has fewer than two."""
    if not isinstance(part, All):
        return None
    wanted = [one for one in part.parts if not isinstance(one, Without)]
    if len(wanted) < 2:
        return None
    most = AtLeast(max(1, round(len(wanted) * share)), tuple(compiled(one) for one in wanted))
    unwanted = tuple(compiled(one) for one in part.parts if isinstance(one, Without))
    return And((most, *unwanted)) if unwanted else most


def _word(text: str) -> AnyNode:
    keys = query_keys(text)
    forms: list[AnyNode] = [Term("s", key) for key in keys]
    forms += (Boost(_synonym(words), SYNONYM) for words in synonyms(keys))
    forms += (Boost(Term("s", other), OTHER_VOICE) for key in keys[:2] if (other := other_voice(key)))
    found: AnyNode = Best(tuple(forms)) if len(forms) > 1 else forms[0]
    titled = tuple(Boost(Term("title_s", key), TITLE) for key in keys)
    written = exact(text)
    return Prefer(found, (*titled, Boost(Term("x", written), AS_WRITTEN)))


def _synonym(words: tuple[str, ...]) -> AnyNode:
    return Phrase("s", words) if len(words) > 1 else Term("s", words[0])


def _number(text: str) -> AnyNode:
    shape = number(text)
    own = tuple(Constant(Term("number", one), NUMBER_FIRST) for one in number_shapes(text, None)[:2])
    return Or(
        (
            *own,
            Constant(Term("document_no", shape), DOCUMENT_NUMBER),
            Constant(Term("law", shape), 3),
            Constant(Term("parcel", shape), 5),
            Term("x", shape),
        )
    )


def _phrase(words: tuple[str, ...]) -> AnyNode:
    """Match words one after another in any inflection; as written they come first."""
    written = tuple(exact(word) for word in words)
    if len(written) == 1:
        return Or((Term("x", written[0]), Boost(Term("title_x", written[0]), TITLE)))
    found: tuple[AnyNode, ...] = (Boost(Phrase("x", written), TITLE), *(Phrase("s", keys) for keys in _combined(words)))
    titled: tuple[AnyNode, ...] = (
        Boost(Phrase("title_x", written), TITLE),
        *(Phrase("title_s", keys) for keys in _combined(words)),
    )
    return Or((Best(found), Best(titled)))


def _near(words: tuple[str, ...], distance: int) -> AnyNode:
    if len(words) == 1:
        return _word(words[0])
    return Best(tuple(Phrase("s", tokens, distance) for tokens in _combined(words)))


def _combined(words: tuple[str, ...]) -> list[tuple[str, ...]]:
    """Give the sequences of stem keys that words may stand for, a bounded number of them."""
    several: list[tuple[str, ...]] = [()]
    for word in words:
        several = [(*before, key) for before in several for key in query_keys(word)[:3]][:_MAX_NEAR]
    return several


def _prefix(text: str) -> str:
    return exact(text)
