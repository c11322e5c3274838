"""From the engine-neutral tree to tantivy's own query objects."""

import re
from typing import Final

import tantivy

from archive.index.query import (
    And,
    AnyNode,
    AtLeast,
    Best,
    Boost,
    Constant,
    Everything,
    Filter,
    Not,
    Nothing,
    Or,
    Phrase,
    Prefer,
    Prefix,
    Range,
    Term,
)
from archive.index.schema import FIELDS, FieldKind, sound

_Q: Final = tantivy.Query
_LOWEST: Final = -(2**63)
_MUST, _SHOULD, _MUST_NOT = tantivy.Occur.Must, tantivy.Occur.Should, tantivy.Occur.MustNot


def translated(node: AnyNode, schema: tantivy.Schema) -> tantivy.Query:
    """Give the tantivy query of one node."""
    match node:
        case Everything():
            return _Q.all_query()
        case Nothing():
            return _Q.empty_query()
        case Term(field, value):
            if FIELDS[field] is FieldKind.INTEGER:
                return _Q.const_score_query(_range(schema, field, int(value), int(value)), 1.0)
            if FIELDS[field] is FieldKind.TOKENS:
                return _Q.term_query(schema, field, sound(str(value)), index_option="freq")
            return _Q.const_score_query(_Q.term_query(schema, field, sound(str(value)), index_option="basic"), 1.0)
        case Phrase(field, tokens, slop):
            return _Q.phrase_query(schema, field, [sound(one) for one in tokens], slop=slop)
        case Prefix(field, prefix):
            return _Q.const_score_query(_Q.regex_query(schema, field, _literal(prefix) + ".*"), 1.0)
        case Range(field, low, high):
            return _Q.const_score_query(_range(schema, field, low, high), 1.0)
        case And(nodes):
            wanted = [
                (_MUST_NOT, translated(one.inner, schema)) if isinstance(one, Not) else (_MUST, translated(one, schema))
                for one in nodes
            ]
            if all(occur == _MUST_NOT for occur, _ in wanted):
                wanted.append((_MUST, _Q.const_score_query(_Q.all_query(), 0.0)))
            return _Q.boolean_query(wanted)
        case Or(nodes):
            return _Q.boolean_query([(_SHOULD, translated(one, schema)) for one in nodes])
        case AtLeast(count, nodes):
            return _Q.boolean_query(
                [(_SHOULD, translated(one, schema)) for one in nodes], minimum_number_should_match=count
            )
        case Best(nodes):
            return _Q.disjunction_max_query([translated(one, schema) for one in nodes])
        case Not(inner):
            return _Q.boolean_query([(_MUST, _Q.all_query()), (_MUST_NOT, translated(inner, schema))])
        case Boost(inner, factor):
            return _Q.boost_query(translated(inner, schema), factor)
        case Constant(inner, score):
            return _Q.const_score_query(translated(inner, schema), score)
        case Prefer(inner, bonus):
            return _Q.boolean_query(
                [(_MUST, translated(inner, schema)), *((_SHOULD, translated(one, schema)) for one in bonus)]
            )


def narrowed(
    match: AnyNode | None, filters: list[Filter], visibilities: frozenset[str], schema: tantivy.Schema
) -> tantivy.Query:
    """Give a query limited to what may be seen and to `filters`, which score nothing."""
    parts = [(_MUST, _Q.const_score_query(_seen(visibilities, schema), 0.0))]
    if match is not None:
        parts.append((_MUST, translated(match, schema)))
    parts += ((_MUST, _Q.const_score_query(translated(one.node, schema), 0.0)) for one in filters)
    return _Q.boolean_query(parts)


def _literal(prefix: str) -> str:
    """Give a pattern that matches just these letters; only signs that mean something in a pattern may be escaped."""
    return re.sub(r"([.+*?()|\[\]{}^$#&\-~\\])", r"\\\1", sound(prefix))


def _seen(visibilities: frozenset[str], schema: tantivy.Schema) -> tantivy.Query:
    """Give the condition that every query carries; nothing matches an empty set.

    Single terms are walked together with the rest of a query; a set of terms would be gathered from the whole index first.
    """
    terms = [_Q.term_query(schema, "visibility", one, index_option="basic") for one in sorted(visibilities)]
    return terms[0] if len(terms) == 1 else _Q.boolean_query([(_SHOULD, one) for one in terms])


def _range(schema: tantivy.Schema, field: str, low: int | None, high: int | None) -> tantivy.Query:
    low = _LOWEST if low is None and high is None else low
    return _Q.range_query(schema, field, tantivy.FieldType.Integer, low, high)
