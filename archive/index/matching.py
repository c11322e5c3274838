"""Which saved queries new resolutions match: the same answer as searching for them, without any engine.

A batch is small and its fields are at hand, so each condition becomes a set of the batch's resolutions, kept as the bits
of one number, and a query a few operations on such numbers. Ten thousand queries take a fraction of a second. Only words
that may stand some way apart are looked up in a small embedded index of the batch, because how far is too far is the
engine's own rule.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence

import msgspec
import tantivy

from archive.index.engine import Prepared, Put
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
    Query,
    Range,
    Term,
)
from archive.index.schema import FIELDS, FieldKind
from archive.index.tantivy_document import document
from archive.index.tantivy_files import schema
from archive.index.tantivy_query import translated

_SCHEMA = schema()
_MEMORY = 15_000_000


class SavedQuery(msgspec.Struct, frozen=True):
    """A query to be told about. Its sort, limit, cursor and facets do not matter; `Query` travels as JSON by msgspec."""

    id: str
    query: Query


def match_batch(news: Sequence[Put | Prepared], saved: Iterable[SavedQuery]) -> dict[str, list[str]]:
    """Give, for each saved query that finds any of what is new, the ids it finds, in their order.

    A query finds here what `Index.search` would find with the same visibilities; with none it finds nothing. What was
    made ready for the index before (`Prepared`) is not analysed once more, which would take longer than the rest.
    """
    batch = _Batch(news)
    found = {}
    for one in saved:
        if bits := batch.matching(one.query):
            found[one.id] = batch.ids(bits)
    return found


class _Batch:
    """Resolutions as bits: for every field, which of them hold which value."""

    def __init__(self, news: Sequence[Put | Prepared]) -> None:
        self._ids = [one.id for one in news]
        self._entries = [one.fields() for one in news]
        self._all = (1 << len(news)) - 1
        self._holding: dict[str, dict[str | int, int]] = {field: {} for field in FIELDS}
        for place, fields in enumerate(self._entries):
            bit = 1 << place
            for field, value in fields.items():
                holding = self._holding[field]
                for one in _values(field, value):
                    holding[one] = holding.get(one, 0) | bit
        self._sorted: dict[str, list[str | int]] = {}
        self._known: dict[AnyNode, int] = {}
        self._searchers: dict[str, tantivy.Searcher] = {}

    def ids(self, bits: int) -> list[str]:
        """Give the ids that bits stand for."""
        return [identity for identity, bit in zip(self._ids, reversed(f"{bits:b}"), strict=False) if bit == "1"]

    def matching(self, query: Query) -> int:
        """Give the bits of what a query finds."""
        bits = 0
        for visibility in query.visibilities:
            bits |= self._holding["visibility"].get(visibility, 0)
        if query.match is not None and bits:
            bits &= self._bits(query.match)
        for one in query.filters:
            if not bits:
                break
            bits &= self._bits(one.node)
        return bits

    def _bits(self, node: AnyNode) -> int:
        match node:
            case Term(field, value):
                return self._holding[field].get(int(value) if FIELDS[field] is FieldKind.INTEGER else value, 0)
            case Prefer(inner, _) | Boost(inner, _) | Constant(inner, _):
                return self._bits(inner)
            case And(nodes):
                bits = self._all
                for one in nodes:
                    bits &= self._bits(one)
                    if not bits:
                        break
                return bits
            case Or(nodes) | Best(nodes):
                bits = 0
                for one in nodes:
                    bits |= self._bits(one)
                return bits
            case Not(inner):
                return self._all & ~self._bits(inner)
            case AtLeast(count, nodes):
                return self._at_least(count, nodes)
            case Everything():
                return self._all
            case Nothing():
                return 0
            case Phrase() | Prefix() | Range():
                if node not in self._known:
                    self._known[node] = self._looked_up(node)
                return self._known[node]

    def _at_least(self, count: int, nodes: tuple[AnyNode, ...]) -> int:
        reached = [self._all] + [0] * count
        for one in nodes:
            bits = self._bits(one)
            for so_far in range(count, 0, -1):
                reached[so_far] |= reached[so_far - 1] & bits
        return reached[count]

    def _looked_up(self, node: Phrase | Prefix | Range) -> int:
        match node:
            case Prefix(field, prefix):
                return self._between(field, prefix, prefix + "\U0010ffff")
            case Range(field, low, high):
                return self._between(field, low, high)
            case Phrase(field, tokens, slop):
                bits = self._all
                for token in tokens:
                    bits &= self._holding[field].get(token, 0)
                if not bits:
                    return 0
                return bits & self._near(node) if slop else self._in_a_row(bits, field, tokens)

    def _between(self, field: str, low: str | int | None, high: str | int | None) -> int:
        holding = self._holding[field]
        if field not in self._sorted:
            self._sorted[field] = sorted(holding)
        values = self._sorted[field]
        first = 0 if low is None else bisect_left(values, low)
        last = len(values) if high is None else bisect_right(values, high)
        bits = 0
        for value in values[first:last]:
            bits |= holding[value]
        return bits

    def _in_a_row(self, candidates: int, field: str, tokens: tuple[str, ...]) -> int:
        wanted = f" {' '.join(tokens)} "
        bits = 0
        while candidates:
            bit = candidates & -candidates
            candidates ^= bit
            if wanted in f" {self._entries[bit.bit_length() - 1][field]} ":
                bits |= bit
        return bits

    def _near(self, node: Phrase) -> int:
        if node.field not in self._searchers:
            self._searchers[node.field] = self._searcher(node.field)
        searcher = self._searchers[node.field]
        found = searcher.search(translated(node, _SCHEMA), limit=max(1, len(self._ids)), count=False)
        bits = 0
        for place in searcher.fast_field_values("version", [address for _, address in found.hits]):
            bits |= 1 << int(place or 0)
        return bits

    def _searcher(self, field: str) -> tantivy.Searcher:
        """Give an embedded index of one field of the batch; the version of each is its place in the batch."""
        index = tantivy.Index(_SCHEMA)
        writer = index.writer(_MEMORY, 1)
        for place, fields in enumerate(self._entries):
            writer.add_document(document({field: fields[field], "version": place}))
        writer.commit()
        index.reload()
        return index.searcher()


def _values(field: str, value: str | int | list[str] | list[int]) -> Iterable[str | int]:
    if isinstance(value, str):
        return set(value.split()) if FIELDS[field] is FieldKind.TOKENS else (value,)
    return value if isinstance(value, list) else (value,)
