"""From filters as typed or chosen to conditions on the index's fields."""

import re
from collections.abc import Callable

from archive.index.engine import Index
from archive.index.entry import label, number_shapes
from archive.index.query import AnyNode, Filter, Not, Or, Phrase, Range, Term
from archive.index.schema import UNKNOWN
from models.errors import UnclearQuery
from models.query.vocabulary import closed_value, closed_values, party
from models.turkish.analysis import analysed, query_keys
from models.turkish.words import number

_WORDS = {
    "department": "department_words",
    "committee": "committee_words",
    "municipality": "municipality_words",
    "place": "place_words",
}
_LAST_DAY = 99991231
_MOST_LIRA = 10**15


def condition(index: Index, facet: str, values: tuple[str, ...]) -> list[Filter]:
    """Give the filters of one facet: any of `values` will do, and none of those that begin with ``-``.

    Raises UnclearQuery (``filter_value_unknown``) for a value that a closed facet does not have.
    """
    wanted = [value for value in values if not value.startswith("-")]
    unwanted = [value[1:] for value in values if value.startswith("-")]
    found = [Filter(facet, Not(_one(index, facet, value))) for value in unwanted]
    if wanted:
        nodes = tuple(_one(index, facet, value) for value in wanted)
        found.append(Filter(facet, nodes[0] if len(nodes) == 1 else Or(nodes)))
    return found


def between(first: str | None, last: str | None) -> AnyNode:
    """Give the condition that the meeting lies between two days, months or years, both included."""
    low = _day(first, 0) if first else 1
    high = _day(last, 99) if last else _LAST_DAY
    return Range("day", low, high)


def _one(index: Index, facet: str, value: str) -> AnyNode:
    if closed_values(facet):
        known = closed_value(facet, value)
        if known is None:
            allowed = ", ".join(closed_values(facet))
            raise UnclearQuery("filter_value_unknown", field=facet, value=value[:80], allowed=allowed)
        return Term(facet, known)
    if facet in _WORDS:
        return _named(index, facet, value)
    return _CONDITIONS[facet](value)


def _named(index: Index, field: str, value: str) -> AnyNode:
    """Match the facet value itself where there is one, else every value that holds these words."""
    exact = value if value == UNKNOWN or field == "place" else label(value)
    if index.has_value(field, exact):
        return Term(field, exact)
    return _phrase(_WORDS[field], value)


def _phrase(field: str, value: str) -> AnyNode:
    several: list[tuple[str, ...]] = [()]
    for token, _, _ in analysed(value):
        several = [(*before, key) for before in several for key in query_keys(token.text)[:3]][:9]
    if several == [()]:
        return Term(field, value)
    return Or(tuple(Phrase(field, one) if len(one) > 1 else Term(field, one[0]) for one in several))


def _voted(option: str) -> Callable[[str], AnyNode]:
    def build(value: str) -> AnyNode:
        if value == UNKNOWN:
            return Term("position", UNKNOWN)
        return Or((Term("position", f"{party(value)}:{option}"), Term("person_position", f"{label(value)}:{option}")))

    return build


def _law(value: str) -> AnyNode:
    return Term("law", value if value == UNKNOWN else "/".join(re.findall(r"[^\W_]+", value.lower())))


def _person(value: str) -> AnyNode:
    words = tuple(exact for _, exact, _ in analysed(value))
    return Phrase("person_words", words) if len(words) > 1 else Term("person_words", words[0] if words else value)


def _number(value: str) -> AnyNode:
    shapes = number_shapes(value, None)[:2] or [value]
    return Or(tuple(Term("number", one) for one in shapes)) if len(shapes) > 1 else Term("number", shapes[0])


def _year(value: str) -> AnyNode:
    if value in {UNKNOWN, "0"}:
        return Term("year", 0)
    first, _, last = value.partition("..")
    if not re.fullmatch(r"[0-9]{4}", first) or not re.fullmatch(r"([0-9]{4})?", last):
        raise UnclearQuery("filter_value_unknown", field="year", value=value[:80], allowed="2024, 2020..2024")
    return Range("year", int(first), int(last or first))


def _dates(value: str) -> AnyNode:
    first, dots, last = value.partition("..")
    return between(first or None, last or None) if dots else between(first, first)


def _amount(value: str) -> AnyNode:
    first, dots, last = value.partition("..")
    low = _lira(first, value) if first or not dots else 0
    high = _lira(last, value) if last else _MOST_LIRA if dots else low
    return Range("amount", low * 100, high * 100 + 99)


def _lira(typed: str, whole: str) -> int:
    """Read whole lira as Turks write them; kuruş are passed over."""
    if not (
        read := re.fullmatch(r"([0-9]{1,3}(?:\.[0-9]{3})+|[0-9]{1,15})(?:,[0-9]{1,2})?(?: ?(?:TL|₺))?", typed.strip())
    ):
        raise UnclearQuery("filter_value_unknown", field="amount", value=whole[:80], allowed="5000, 1.000..250.000")
    return int(read[1].replace(".", ""))


def _day(value: str, filler: int) -> int:
    if turkish := re.fullmatch(r"([0-9]{1,2})[./]([0-9]{1,2})[./]([0-9]{4})", value):
        return int(turkish[3]) * 10000 + int(turkish[2]) * 100 + int(turkish[1])
    if not (parts := re.fullmatch(r"([0-9]{4})(?:-([0-9]{1,2})(?:-([0-9]{1,2}))?)?", value)):
        raise UnclearQuery("filter_value_unknown", field="date", value=value[:80], allowed="2024, 2024-05, 2024-05-31")
    return int(parts[1]) * 10000 + int(parts[2] or filler) * 100 + int(parts[3] or filler)


_CONDITIONS: dict[str, Callable[[str], AnyNode]] = {
    "against": _voted("against"),
    "abstain": _voted("abstain"),
    "for": _voted("for"),
    "person_against": lambda value: Term("person_position", f"{label(value)}:against"),
    "law": _law,
    "person": _person,
    "year": _year,
    "date": _dates,
    "number": _number,
    "document_no": lambda value: Term("document_no", number(value)),
    "parcel": lambda value: Term("parcel", number(value)),
    "amount": _amount,
}
