"""From the engine-neutral tree to Elasticsearch's query language."""

from collections.abc import Iterable
from typing import Any

from archive.index.elasticsearch_mapping import keyword, token
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
from archive.index.schema import FIELDS, FieldKind

Json = dict[str, Any]


def translated(node: AnyNode) -> Json:
    """Give the query of one node."""
    match node:
        case Everything():
            return {"match_all": {}}
        case Nothing():
            return {"match_none": {}}
        case Term(field, value):
            return _term(field, value)
        case Phrase(field, tokens, slop):
            words = " ".join(token(one) for one in tokens)
            return {"match_phrase": {field: {"query": words, "slop": slop, "analyzer": "whitespace"}}}
        case Prefix(field, prefix):
            return _constant({"prefix": {field: {"value": token(prefix)}}}, 1.0)
        case Range(field, low, high):
            return _range(field, low, high)
        case And(nodes):
            wanted = [translated(one) for one in nodes if not isinstance(one, Not)]
            unwanted = [translated(one.inner) for one in nodes if isinstance(one, Not)]
            return {"bool": {"must": wanted, "must_not": unwanted}}
        case Or(nodes):
            return _at_least(1, nodes)
        case AtLeast(count, nodes):
            return _at_least(count, nodes)
        case Best(nodes):
            return {"dis_max": {"queries": [translated(one) for one in nodes]}} if nodes else {"match_none": {}}
        case Not(inner):
            return {"bool": {"must": [{"match_all": {}}], "must_not": [translated(inner)]}}
        case Boost(inner, factor):
            return {"bool": {"must": [translated(inner)], "boost": factor}}
        case Constant(inner, score):
            return _constant(translated(inner), score)
        case Prefer(inner, bonus):
            return {"bool": {"must": [translated(inner)], "should": [translated(one) for one in bonus]}}


def narrowed(match: AnyNode | None, filters: Iterable[Filter], visibilities: frozenset[str]) -> Json:
    """Give a query limited to what may be seen and to `filters`, which score nothing."""
    parts: Json = {"filter": [visible(visibilities), *(translated(one.node) for one in filters)]}
    if match is not None:
        parts["must"] = [translated(match)]
    return {"bool": parts}


def visible(visibilities: frozenset[str]) -> Json:
    """Give the condition that every query carries; nothing matches an empty set."""
    return {"terms": {"visibility": sorted(visibilities)}} if visibilities else {"match_none": {}}


def _term(field: str, value: str | int) -> Json:
    match FIELDS[field]:
        case FieldKind.TOKENS:
            return {"term": {field: {"value": token(str(value))}}}
        case FieldKind.INTEGER:
            return _range(field, int(value), int(value))
        case FieldKind.KEYWORD | FieldKind.STORED_KEYWORD:
            return _constant({"term": {field: {"value": keyword(str(value))}}}, 1.0)


def _range(field: str, low: int | None, high: int | None) -> Json:
    ends = {name: value for name, value in (("gte", low), ("lte", high)) if value is not None}
    return _constant({"range": {field: ends}} if ends else {"exists": {"field": field}}, 1.0)


def _at_least(count: int, nodes: tuple[AnyNode, ...]) -> Json:
    if count > len(nodes):
        return {"match_none": {}}
    return {"bool": {"should": [translated(one) for one in nodes], "minimum_should_match": count}}


def _constant(query: Json, score: float) -> Json:
    return {"constant_score": {"filter": query, "boost": score}}
