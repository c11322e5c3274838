"""What of a condition decides, what only ranks, and which of its hits must come first.

Far fewer subjects than texts hold a frequent word, or hold it just as written, and those score more than any text can
by the word alone. So the best hits of a frequent word are looked for among them, and among all others only where the
most that these can score (`ceiling`) says that one of them might stand before: the same hits, sooner.
"""

from collections.abc import Callable
from math import log

from archive.index.query import (
    And,
    AnyNode,
    AtLeast,
    Best,
    Boost,
    Constant,
    Everything,
    Not,
    Nothing,
    Or,
    Phrase,
    Prefer,
    Prefix,
    Range,
    Term,
)
from archive.index.schema import FIELDS, FieldKind

Frequency = Callable[[str, str], int]
"""Gives in how many resolutions a field holds a token or value, removed ones that are still counted included."""

_SATURATED = 2.2
"""What BM25 (k1 = 1.2) gives for a word that a text consists of, in units of the word's rarity."""


def deciding(node: AnyNode) -> AnyNode:
    """Give the condition with the same hits that ranks none of them: quicker to count by."""
    match node:
        case Prefer(inner, _) | Boost(inner, _) | Constant(inner, _):
            return deciding(inner)
        case And(nodes):
            return And(tuple(map(deciding, nodes)))
        case Or(nodes) | Best(nodes):
            return Or(tuple(map(deciding, nodes)))
        case AtLeast(count, nodes):
            return AtLeast(count, tuple(map(deciding, nodes)))
        case Not(inner):
            return Not(deciding(inner))
        case _:
            return node


def rarest(node: AnyNode, frequency: Frequency, most: float) -> tuple[AnyNode, ...]:
    """Give the words of a condition that hold for fewest, `most` resolutions together."""
    found = []
    for held, one in sorted(
        ((frequency(one.field, str(one.value)), one) for one in _words(node)), key=lambda pair: pair[0]
    ):
        most -= held
        if most < 0:
            break
        if held:
            found.append(one)
    return tuple(found)


def _words(node: AnyNode) -> set[Term]:
    match node:
        case Term(field, _):
            return {node} if FIELDS[field] is FieldKind.TOKENS else set()
        case Prefer(inner, bonus):
            return _words(inner).union(*map(_words, bonus))
        case Boost(inner, _):
            return _words(inner)
        case And(nodes) | Or(nodes) | Best(nodes):
            return set().union(*map(_words, nodes))
        case _:
            return set()


def ceiling(node: AnyNode, without: frozenset[AnyNode], frequency: Frequency, count: int) -> float:
    """Give a score that no hit exceeds for which none of `without` holds."""

    def rarity(field: str, token: str | int) -> float:
        held = min(frequency(field, str(token)), count)
        return held and log(1 + (count - held + 0.5) / (held + 0.5))

    def most(one: AnyNode) -> float:
        return ceiling(one, without, frequency, count)

    if node in without:
        return 0.0
    match node:
        case Term(field, value):
            return _SATURATED * rarity(field, value) if FIELDS[field] is FieldKind.TOKENS else 1.0
        case Phrase(field, tokens):
            return _SATURATED * sum(rarity(field, one) for one in tokens)
        case Prefer(inner, bonus):
            return most(inner) + sum(map(most, bonus))
        case Boost(inner, factor):
            return most(inner) * factor
        case Constant(_, score):
            return score
        case And(nodes) | Or(nodes) | AtLeast(_, nodes):
            return sum(map(most, nodes))
        case Best(nodes):
            return max(map(most, nodes))
        case Nothing():
            return 0.0
        case Everything() | Prefix() | Range() | Not():
            return 1.0


def at_most(node: AnyNode, frequency: Frequency, count: int) -> int:
    """Give a number of hits that a condition does not exceed."""

    def hits(one: AnyNode) -> int:
        return at_most(one, frequency, count)

    match node:
        case Term(field, value):
            return frequency(field, str(value)) if FIELDS[field] is not FieldKind.INTEGER else count
        case Phrase(field, tokens):
            return min(frequency(field, one) for one in tokens)
        case Prefer(inner, _) | Boost(inner, _) | Constant(inner, _):
            return hits(inner)
        case And(nodes):
            return min((hits(one) for one in nodes if not isinstance(one, Not)), default=count)
        case Or(nodes) | Best(nodes) | AtLeast(_, nodes):
            return min(count, sum(map(hits, nodes)))
        case Nothing():
            return 0
        case Everything() | Prefix() | Range() | Not():
            return count


def words_alone(node: AnyNode) -> bool:
    """Tell whether a condition is made of single words and values: walking them costs little beside scoring them."""
    match node:
        case Phrase() | AtLeast() | Prefix():
            return False
        case Prefer(inner, bonus):
            return words_alone(inner) and all(map(words_alone, bonus))
        case Boost(inner, _) | Constant(inner, _) | Not(inner):
            return words_alone(inner)
        case And(nodes) | Or(nodes) | Best(nodes):
            return all(map(words_alone, nodes))
        case _:
            return True
