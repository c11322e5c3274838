"""From a resolution to what both engines keep of it."""

import hashlib
from collections.abc import Iterable
from functools import lru_cache

from archive.index.schema import BREAK, UNKNOWN, Entry
from models.query.vocabulary import party
from models.resolution import Decision, Law, Outcome, Place, Position, ResolutionRecord
from models.turkish.analysis import indexed
from models.turkish.casing import lower, upper
from models.turkish.encodings import legible
from models.turkish.words import number

_ID_BITS = 40
_LAST = 2**22 - 1
_SMALL_WORDS = frozenset({"ve", "ile", "veya"})
MAX_LENGTH = 500
"""Letters kept of one value: a longer one is no name but a whole text that was taken for one."""
MAX_VALUES = 200
"""Values kept of one field; what a text of thousands of names holds beyond that is still found as words."""


def entry(record: ResolutionRecord) -> Entry:
    """Give the fields of a resolution, every one of `archive.index.schema.FIELDS`."""
    decision = record.decision
    day = _day(decision.meeting_date)
    x, s = _tokens([decision.text])
    title_x, title_s = _tokens([_title(decision)])
    municipality = label(record.municipality or "")
    departments = [label(name) for name in decision.departments]
    committees = [label(name) for name in decision.committees]
    groups = [one for one in decision.positions if one.kind == "group"]
    people = [one for one in decision.positions if one.kind != "group"]
    tie = _tie(record.id)
    return {
        "id": record.id,
        "visibility": record.visibility,
        "version": record.version,
        "x": x,
        "s": s,
        # Never empty: one engine counts all resolutions for a field's rarity and mean length, the other those that have it.
        "title_x": title_x or BREAK,
        "title_s": title_s or BREAK,
        "department_words": _tokens(departments)[1],
        "committee_words": _tokens(committees)[1],
        "municipality_words": _tokens([municipality])[1],
        "place_words": _tokens([place.name for place in decision.places])[1],
        "person_words": _tokens([person.name for person in decision.people] + [one.voter for one in people])[0],
        "outcome": [str(decision.outcome)],
        "manner": [str(decision.manner)],
        "kind": [str(record.kind)],
        "municipality": _known([municipality]),
        "department": _known(departments),
        "committee": _known(committees),
        "position": _positions(groups, party),
        "person_position": _positions(people, label),
        "law": _known(level for law in decision.laws for level in law_levels(law)),
        "place": _known(_place(place) for place in decision.places),
        "flag": _known(_flags(decision)),
        "sha256": [record.sha256],
        "number": _known(number_shapes(decision.number, decision.meeting_date)),
        "document_no": _known(shape for one in decision.document_nos for shape in document_shapes(one)),
        "parcel": _known(shape for one in decision.parcels for shape in _parcel(one.ada, one.parsel)),
        "alike": [alike(record)],
        "day": day,
        "month": day // 100,
        "year": day // 10000,
        "amount": [round(money.amount * 100) for money in decision.money if 0 <= money.amount < 1e15][:MAX_VALUES],
        "newest": (_ordinal(day) << _ID_BITS) | tie,
        "oldest": ((_ordinal(day) or _LAST) << _ID_BITS) | tie,
        "number_order": (_number_value(decision.number) << _ID_BITS) | tie,
    }


def _title(decision: Decision) -> str:
    """Give the subject; none of what decides nothing.

    A line of an agenda is its own subject and short: it would stand before the decision on the same matter.
    """
    return "" if decision.outcome is Outcome.NONE else decision.subject or ""


@lru_cache(maxsize=10_000)
def label(name: str) -> str:
    """Give a name in one spelling: ``FEN İŞLERİ MÜDÜRLÜĞÜ`` and ``Fen işleri müdürlüğü`` are one facet value."""
    words = lower(" ".join(name.split())[:MAX_LENGTH]).split(" ")
    return " ".join(word if word in _SMALL_WORDS else upper(word[:1]) + word[1:] for word in words)


def law_levels(law: Law) -> list[str]:
    """Give a law and each level of its article: ``5393``, ``5393/18``, ``5393/18/p``."""
    parts = [law.number, *(part for part in (law.article or "").split("/") if part)]
    return ["/".join(parts[: length + 1]) for length in range(len(parts))]


def number_shapes(printed: str | None, date: str | None) -> list[str]:
    """Give the shapes a resolution's number is asked for: ``2014-341`` answers to ``2014/341`` and ``341``."""
    if not printed:
        return []
    whole = number(printed)
    parts = [part.lstrip("0") or "0" for part in whole.split("/")]
    shapes = [whole, "/".join(parts), parts[-1]]
    if len(parts) == 1 and date:
        shapes += [f"{date[:4]}/{parts[0]}"]
    if len(parts) == 2 and len(parts[1]) == 4 and parts[1].startswith(("19", "20")):
        shapes += [f"{parts[1]}/{parts[0]}", parts[0]]
    return list(dict.fromkeys(shapes))


def document_shapes(printed: str) -> list[str]:
    """Give the shapes a document number is asked for: ``E-2158955`` answers to ``2158955`` too."""
    whole = number(printed)
    return [whole, bare] if (bare := whole.lstrip("abcdefghijklmnopqrstuvwxyz-.")) != whole and bare else [whole]


def alike(record: ResolutionRecord) -> str:
    """Give what copies and re-issues of one resolution share: council, number and date, or else the same words."""
    decision = record.decision
    if decision.number and decision.meeting_date and record.municipality:
        identity = f"{label(record.municipality)}|{number(decision.number)}|{decision.meeting_date}"
    else:
        identity = _tokens([decision.text])[0] or record.id
    return hashlib.sha256(identity.encode("utf-8", "replace")).hexdigest()[:16]


def _tokens(values: Iterable[str]) -> tuple[str, str]:
    x: list[str] = []
    s: list[str] = []
    for value in values:
        if x:
            x.append(BREAK)
            s.append(BREAK)
        exact, keys = indexed(legible(value)[0])
        x += exact
        s += keys
    return " ".join(x), " ".join(s)


def _known(values: Iterable[str]) -> list[str]:
    return [value for value in dict.fromkeys(value[:MAX_LENGTH] for value in values) if value][:MAX_VALUES] or [UNKNOWN]


def _positions(positions: Iterable[Position], name: object) -> list[str]:
    assert callable(name)
    return [f"{name(one.voter)}:{one.option}" for one in positions][:MAX_VALUES] or [UNKNOWN]


def _place(place: Place) -> str:
    return f"{place.kind}:{label(place.name)}"


def _parcel(ada: str | None, parsel: tuple[str, ...]) -> list[str]:
    return ([ada] if ada else []) + [f"{ada}/{one}" for one in parsel if ada]


def _flags(decision: Decision) -> list[str]:
    flags = []
    if any(one.option == "against" for one in decision.positions) or (decision.counts and decision.counts.against):
        flags.append("dissent")
    results = {vote.role: vote.outcome for vote in decision.votes if vote.outcome is not None}
    if "committee" in results and results["committee"] != decision.outcome:
        flags.append("committee_differs")
    if decision.questions:
        flags.append("questions")
    return flags


def _day(date: str | None) -> int:
    digits = (date or "").replace("-", "")
    return int(digits) if len(digits) == 8 and digits.isdecimal() else 0


def _ordinal(day: int) -> int:
    """Give days in an order-keeping 22-bit number; 0 for an unknown day."""
    return ((day // 10000) * 12 + (day // 100) % 100) * 31 + day % 100 if day else 0


def _number_value(printed: str | None) -> int:
    digits = number(printed).split("/") if printed else []
    values = [int(part) for part in digits if part.isdecimal() and len(part) < 8]
    return min(values[-1], _LAST - 1) if values else _LAST


def _tie(identity: str) -> int:
    return int.from_bytes(hashlib.sha256(identity.encode()).digest()[:5])
