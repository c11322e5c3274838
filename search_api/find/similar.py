"""What else was decided on the matter of a resolution, and where the same resolution stands once more."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from typing import Protocol

from archive.index.engine import Index
from archive.index.entry import alike
from archive.index.query import AnyNode, AtLeast, Boost, Filter, Not, Or, Query, Sort, Term
from models.resolution import ResolutionRecord
from models.turkish.analysis import index_key, indexed
from models.turkish.stopwords import is_stop_word


class Records(Protocol):
    """Where the text of found resolutions comes from: the catalogue."""

    def records(self, ids: Sequence[str]) -> dict[str, ResolutionRecord]:
        """Give those of the named resolutions that are current."""


LIMIT = 5
COPIES = 200
_WORDS = 12
_SHARED = 0.4
_TITLE = 2.5
_LONGEST = 20_000


def similar(
    index: Index, catalogue: Records, record: ResolutionRecord, visibilities: frozenset[str], limit: int = LIMIT
) -> list[ResolutionRecord]:
    """Give the resolutions nearest in subject, the nearest first; the resolution itself and its copies are left out.

    Those share two fifths of the words that say what the resolution is on, or its land. Raises ServiceDown while the
    engine does not answer.
    """
    match = _subject(record)
    if match is None:
        return []
    others = Filter("", Not(Or((Term("id", record.id), Term("alike", alike(record))))))
    found = index.search(Query(visibilities=visibilities, match=match, filters=(others,), limit=limit * 3, paged=False))
    records = catalogue.records([hit.id for hit in found.hits])
    near: dict[str, ResolutionRecord] = {}
    for hit in found.hits:
        if hit.id in records and records[hit.id].visibility in visibilities:
            near.setdefault(alike(records[hit.id]), records[hit.id])
    return list(near.values())[:limit]


def copies(
    index: Index, catalogue: Records, records: Sequence[ResolutionRecord], visibilities: frozenset[str]
) -> dict[str, list[ResolutionRecord]]:
    """Give, for each resolution that stands in the record more than once, the other places: copies and re-issues."""
    families = {record.id: alike(record) for record in records}
    if not families:
        return {}
    same = Or(tuple(Term("alike", family) for family in dict.fromkeys(families.values())))
    found = index.search(Query(visibilities=visibilities, filters=(Filter("", same),), sort=Sort.NEWEST, limit=COPIES))
    missing = [hit.id for hit in found.hits if hit.id not in families]
    members: defaultdict[str, list[ResolutionRecord]] = defaultdict(list)
    for other in catalogue.records(missing).values() if missing else ():
        if other.visibility in visibilities:
            members[alike(other)].append(other)
    for record in records:
        members[families[record.id]].append(record)
    return {
        record.id: sorted((one for one in members[family] if one.id != record.id), key=lambda one: one.id)
        for record in records
        if len(members[family := families[record.id]]) > 1
    }


def _subject(record: ResolutionRecord) -> AnyNode | None:
    """Match what shares enough of the words that say what a resolution is on; None where it says nothing."""
    decision = record.decision
    land = tuple(
        Boost(Term("parcel", f"{one.ada}/{parcel}"), _TITLE)
        for one in decision.parcels[:20]
        if one.ada
        for parcel in one.parsel[:10]
    )
    keys = _telling(decision.subject or "") or _telling(decision.text[:_LONGEST])
    words = tuple(Or((Term("s", key), Boost(Term("title_s", key), _TITLE))) for key in keys)
    needed = max(2, round(len(words) * _SHARED))
    ways: list[AnyNode] = [AtLeast(needed, words)] if len(words) >= needed else []
    if land:
        ways.append(Or(land))
    return None if not ways else ways[0] if len(ways) == 1 else Or(tuple(ways))


def _telling(text: str) -> list[str]:
    """Give the keys of the words of a text that say most about it: the most frequent, in order of appearance."""
    written, keys = indexed(text)
    counted = Counter(
        key
        for word, key in zip(written, keys, strict=True)
        if len(word) > 2 and not word[0].isdigit() and key not in _formulaic() and not is_stop_word(word)
    )
    return [key for key, _ in counted.most_common(_WORDS)]


@cache
def _formulaic() -> frozenset[str]:
    text = files("models.query").joinpath("data", "formulaic.txt").read_text(encoding="utf-8")
    return frozenset(index_key(word) for line in text.splitlines() if not line.startswith("#") for word in line.split())
