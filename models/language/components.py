"""The spaCy components: each marks one kind of fact in ``doc._.mentions``; the last lays them out as spans.

A component marks and does not decide between documents: mentions carry characters, a value and the rule's name, and
stay plain lists and dicts so that a `Doc` can be stored and sent.
"""

from collections.abc import Callable, Iterable, Sequence
from typing import Any

import numpy as np
from spacy.attrs import IDX, SENT_START
from spacy.language import Language
from spacy.tokens import Doc, Span
from spacy.training import Example

from models.language.areas import find_areas
from models.language.committees import find_committees
from models.language.dates import find_dates
from models.language.departments import find_departments
from models.language.laws import find_laws
from models.language.money import find_money
from models.language.numbers import find_decision_number, find_references
from models.language.parcels import find_parcels
from models.language.passage import Mention, Passage, passage_of
from models.language.people import find_people
from models.language.places import find_places
from models.language.regulations import find_regulations
from models.language.scales import find_scales
from models.language.tokens import text_of
from models.language.verdict import find_verdict

Rule = Callable[[Passage], list[Mention]]
Scorer = Callable[[Iterable[Example]], dict[str, Any]]

for _name in ("mentions", "damage"):
    if not Doc.has_extension(_name):
        Doc.set_extension(_name, default=[])
if not Span.has_extension("value"):
    Span.set_extension("value", default=None)


class Marker:
    """Run rules over a text and add what they find: over a `Doc` in the pipeline, or over a passage alone."""

    def __init__(self, *rules: Rule) -> None:
        self._rules = rules

    def marks(self, passage: Passage, before: Sequence[Mention]) -> list[Mention]:
        """Give what the rules find in `passage`; `before` is what the components before this one found."""
        del before
        return [mention for rule in self._rules for mention in rule(passage)]

    def __call__(self, doc: Doc) -> Doc:
        before = [mention_of(entry) for entry in doc._.mentions]
        found = self.marks(passage_of(text_of(doc)), before)
        doc._.mentions = [*map(tuple, before), *map(tuple, found)]
        return doc


class _Votes(Marker):
    """Mark the verdict, which needs the people and the committees found before it."""

    def marks(self, passage: Passage, before: Sequence[Mention]) -> list[Mention]:
        people = [mention for mention in before if mention.field == "person"]
        committees = [mention for mention in before if mention.field == "committee"]
        return find_verdict(passage, people, committees)


@Language.factory("trm_sentences")
def sentences(nlp: Language, name: str) -> Callable[[Doc], Doc]:
    """Mark where sentences start."""
    del nlp, name

    def mark(doc: Doc) -> Doc:
        if len(doc):
            begins = np.asarray(doc.to_array([IDX]), dtype="int64").reshape(-1)
            wanted = [start for start, _ in passage_of(text_of(doc)).sentences]
            marks = np.full(len(doc), -1, dtype="int64")
            marks[np.clip(np.searchsorted(begins, wanted, side="right") - 1, 0, None)] = 1
            marks[0] = 1
            doc.from_array([SENT_START], marks.astype("uint64").reshape(-1, 1))  # type: ignore[arg-type]
        return doc

    return mark


@Language.factory("trm_fields")
def fields(nlp: Language, name: str) -> Marker:
    """Mark dates, numbers, laws, regulations, parcels, plan scales, areas and money."""
    del nlp, name
    return Marker(
        find_dates,
        find_decision_number,
        find_references,
        find_laws,
        find_regulations,
        find_parcels,
        find_scales,
        find_areas,
        find_money,
    )


@Language.factory("trm_units")
def units(nlp: Language, name: str) -> Marker:
    """Mark departments and committees."""
    del nlp, name
    return Marker(find_departments, find_committees)


@Language.factory("trm_people")
def people(nlp: Language, name: str) -> Marker:
    """Mark people with their titles."""
    del nlp, name
    return Marker(find_people)


@Language.factory("trm_places")
def places(nlp: Language, name: str) -> Marker:
    """Mark provinces, districts and neighbourhoods."""
    del nlp, name
    return Marker(find_places)


@Language.factory("trm_votes")
def votes(nlp: Language, name: str) -> Marker:
    """Mark the outcome, the manner, the counts and the positions; needs `trm_people` and `trm_units` before it."""
    del nlp, name
    return _Votes()


class _Layout:
    """Lay out the mentions as spans; `score` is what ``nlp.evaluate`` and ``spacy evaluate`` ask."""

    def __init__(self, scorer: Scorer) -> None:
        self._scorer = scorer

    def __call__(self, doc: Doc) -> Doc:
        marked: list[Span] = []
        for field, start, end, value, rule, _ in doc._.mentions:
            span = doc.char_span(start, end, label=field, alignment_mode="expand") if start < end else None
            if span is not None:
                span.id_ = rule
                span._.value = value
                marked.append(span)
        doc.spans["facts"] = marked
        return doc

    def score(self, examples: Iterable[Example], **_: Any) -> dict[str, Any]:
        """Give the figures of the examples that carry labels."""
        return self._scorer(examples)


@Language.factory("trm_spans", default_config={"scorer": {"@scorers": "trm.scorer.v1"}})
def spans(nlp: Language, name: str, scorer: Scorer) -> _Layout:
    """Lay the mentions out as ``doc.spans["facts"]``: label = field, id = rule@version, ``span._.value`` = the value."""
    del nlp, name
    return _Layout(scorer)


def mention_of(entry: Sequence[Any]) -> Mention:
    """Give a stored entry of ``doc._.mentions`` as the mention it was."""
    return Mention(*entry)
