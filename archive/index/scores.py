"""Conditions whose score is known before anything is found, so that their hits can be asked for in order.

Where many hits score the same, an engine that gives the best hits leaves the order among them open. A condition of one
possible score is simply sorted by date, one of few (``park*`` in the subject as well, or in the text alone) is asked for
score by score.
"""

from archive.index.query import (
    And,
    AnyNode,
    Best,
    Boost,
    Constant,
    Everything,
    Not,
    Or,
    Prefix,
    Range,
    Term,
)
from archive.index.schema import FIELDS, FieldKind

Tier = tuple[float, AnyNode]


def tiers(node: AnyNode) -> tuple[Tier, ...] | None:
    """Give the conditions that divide what `node` finds by score, highest first; None where scores cannot be told."""
    if (score := _constant(node)) is not None:
        return ((score, node),)
    match node:
        case Or((one, other)):
            return _either(one, other)
        case And(nodes):
            several = [part for part in nodes if not isinstance(part, Not) and _constant(part) is None]
            if len(several) != 1 or (inner := tiers(several[0])) is None:
                return None
            rest = tuple(part for part in nodes if part is not several[0])
            more = sum(_constant(part) or 0 for part in rest if not isinstance(part, Not))
            return tuple((score + more, And((part, *rest))) for score, part in inner)
        case _:
            return None


def _either(one: AnyNode, other: AnyNode) -> tuple[Tier, ...] | None:
    first, second = _constant(one), _constant(other)
    if first is None or second is None or min(first, second) <= 0:
        return None
    if first < second:
        one, other, first, second = other, one, second, first
    both = (first + second, And((one, other)))
    if first == second:
        return both, (first, And((Or((one, other)), Not(And((one, other))))))
    return both, (first, And((one, Not(other)))), (second, And((other, Not(one))))


def _constant(node: AnyNode) -> float | None:
    """Give the score of every hit of a condition, where it is always the same."""
    match node:
        case Everything() | Prefix() | Range() | Not():
            return 1.0
        case Term(field, _):
            return None if FIELDS[field] is FieldKind.TOKENS else 1.0
        case Constant(_, score):
            return score
        case Boost(inner, factor):
            inside = _constant(inner)
            return None if inside is None else inside * factor
        case Best(nodes):
            scores = {_constant(one) for one in nodes}
            return scores.pop() if len(scores) == 1 else None
        case And(nodes):
            parts = [_constant(one) for one in nodes if not isinstance(one, Not)]
            return None if None in parts else sum(part for part in parts if part is not None)
        case _:
            return None
