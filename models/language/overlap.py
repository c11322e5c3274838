"""Score by overlap: whether the right words were touched, whatever value was made of them.

A labelled entry is *found* when an entry read for the same list has the same value, or when the words of one of its facts
overlap a place where the labelled entry is printed. An entry read is *right* when it has the value of a labelled entry, or
one of its facts overlaps a place where a labelled entry of that list is printed. Precision is the share of entries read that
are right, recall the share of labelled entries that are found. So an overlap score forgives a wrong boundary, a wrong role
of a date or a wrong article of a law, never a wrong list or a name that no label has. Labelled values that the text prints
in another form (an amount in words, "Zabıta ve İtfaiye Müdürlükleri") have no place and count by value alone.
"""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from models.language.printed import Printed, Span
from models.language.scores import LISTS, SETS, Row, entries
from models.resolution import Fact

Key = tuple[str, ...]


class Read(NamedTuple):
    """A labelled decision beside what was read of it; `facts` are placed in the label's text, `offset` further on."""

    gold: Row
    flat: Row | None
    facts: Sequence[Fact] = ()
    offset: int = 0


class Tally(NamedTuple):
    """What was right of what was read, and what was found of what was labelled."""

    right: int = 0
    read: int = 0
    found: int = 0
    labelled: int = 0

    def plus(self, other: "Tally") -> "Tally":
        """Give both together."""
        return Tally(*(one + more for one, more in zip(self, other, strict=True)))

    @property
    def figures(self) -> dict[str, float | None]:
        """Give precision, recall and F1; None where nothing was there to find and nothing was claimed."""
        precision = self.right / self.read if self.read else None
        recall = self.found / self.labelled if self.labelled else None
        both = (precision or 0) + (recall or 0)
        f1 = 2 * (precision or 0) * (recall or 0) / both if both else None if not self.read + self.labelled else 0.0
        return {"precision": precision, "recall": recall, "f1": f1}


def overlaps(read: Iterable[Read]) -> dict[str, Tally]:
    """Give the tally of each list field over all decisions; fields that a label leaves out are left out."""
    told = dict.fromkeys(SETS, Tally())
    for one in read:
        printed = Printed(one.gold["text"])
        for field in SETS:
            if field not in one.gold.get("not_scored", ()):
                told[field] = told[field].plus(_tally(field, one, printed))
    return told


def with_overlap(result: Row, told: dict[str, Tally]) -> Row:
    """Give `models.language.scores.score`'s result with an ``overlap`` beside the exact figures of every list."""
    sets = {field: figures | {"overlap": told[field].figures} for field, figures in result["sets"].items()}
    together = sum_of(tally for field, tally in told.items() if field != "positions")
    return result | {"sets": sets, "entities": result["entities"] | {"overlap": together.figures}}


def sum_of(tallies: Iterable[Tally]) -> Tally:
    """Give all together."""
    total = Tally()
    for tally in tallies:
        total = total.plus(tally)
    return total


def _tally(field: str, one: Read, printed: Printed) -> Tally:
    wanted, said = entries(one.gold, field), entries(one.flat, field)
    if wanted == said:
        return Tally(len(said), len(said), len(wanted), len(wanted))
    places: dict[Key, list[Span]] = {key: [] for key in wanted}
    for entry in one.gold[field]:
        for key in SETS[field](entry):
            places[key] += printed.places(field, entry)
    touched: dict[Key, list[Span]] = {key: [] for key in said}
    for fact in one.facts:
        for key in _keys(field, fact) & said:
            touched[key].append((fact.start - one.offset, fact.end - one.offset))
    everywhere = [span for spans in touched.values() for span in spans]
    labelled = [span for spans in places.values() for span in spans]
    return Tally(
        sum(key in wanted or _meet(spans, labelled) for key, spans in touched.items()),
        len(said),
        sum(key in said or _meet(spans, everywhere) for key, spans in places.items()),
        len(wanted),
    )


def _keys(field: str, fact: Fact) -> set[Key]:
    if fact.field == "meeting_date" and field == "dates":
        return SETS[field]({"date": fact.value, "role": "meeting"})
    return SETS[field](fact.value) if LISTS.get(fact.field) == field else set()


def _meet(some: Iterable[Span], others: Sequence[Span]) -> bool:
    return any(start < end_ and start_ < end for start, end in some for start_, end_ in others)
