"""The scores of `models.language.scores` for spaCy: gold in a `DocBin`, scored by the registered ``trm.scorer.v1``.

The pipeline's last component asks this scorer, so ``nlp.evaluate(examples)`` and ``spacy evaluate`` give the figures that
`karar model evaluate` prints; `karar model gold` writes the two things that ``spacy evaluate`` needs.
"""

from collections.abc import Callable, Iterable
from typing import Any

import msgspec
from spacy.language import Language
from spacy.tokens import Doc, DocBin
from spacy.training import Example
from spacy.util import registry

from models.language.overlap import Read, overlaps, with_overlap
from models.language.passage import Mention
from models.language.repair import repair
from models.language.resolution import decision_from
from models.language.scores import Row, score

if not Doc.has_extension("labels"):
    Doc.set_extension("labels", default=None)


def gold_texts(nlp: Language, rows: Iterable[Row]) -> DocBin:
    """Give labelled decisions as a `DocBin`: the repaired texts, each with its labels in ``doc._.labels``."""
    texts = DocBin(store_user_data=True)
    for row in rows:
        doc = nlp.make_doc(repair(row["text"]).text)
        doc._.labels = row
        texts.add(doc)
    return texts


@registry.scorers("trm.scorer.v1")  # type: ignore[untyped-decorator]
def make_scorer() -> Callable[[Iterable[Example]], dict[str, Any]]:
    """Give the scorer, for a config's ``@scorers``."""
    return score_examples


def score_examples(examples: Iterable[Example]) -> dict[str, Any]:
    """Score the examples whose reference carries labels; without any, nothing.

    Single fields give ``<field>_acc`` (``<field>_stated_acc`` where the text states one; ``outcome_macro_f``), lists ``<field>_p``, ``_r``, ``_f`` and by overlap
    ``<field>_overlap_f``. All lists but positions together are ``spans_facts_p``, ``_r``, ``_f``, and each list stands in
    ``spans_facts_per_type``: names that ``spacy evaluate --spans-key facts`` prints.
    """
    read = [_read(example) for example in examples if example.reference._.labels is not None]
    if not read:
        return {}
    found = score({one.gold["id"]: one.gold for one in read}, {one.gold["id"]: one.flat or {} for one in read})
    told = with_overlap(found, overlaps(read))
    figures: dict[str, Any] = {
        f"{field.replace(' (stated)', '_stated')}_acc": one["accuracy"] for field, one in told["single"].items()
    }
    for field, one in (told["sets"] | {"spans_facts": told["entities"]}).items():
        figures |= {f"{field}_p": one["precision"], f"{field}_r": one["recall"], f"{field}_f": one["f1"]}
        figures[f"{field}_overlap_f"] = one["overlap"]["f1"]
    return figures | {
        "outcome_macro_f": told["outcome"]["macro_f1"],
        "spans_facts_per_type": {
            field: {"p": one["precision"], "r": one["recall"], "f": one["f1"]} for field, one in told["sets"].items()
        },
    }


def _read(example: Example) -> Read:
    gold = _plain(example.reference._.labels)  # a DocBin gives lists back as tuples
    doc = example.predicted
    back = repair(gold["text"]).original
    decision = decision_from([Mention(*entry) for entry in doc._.mentions], doc.text, gold["text"], back, lambda _: 1)
    return Read(gold, _plain(decision) | {"decision_no": decision.number}, decision.facts)


def _plain(value: Any) -> Row:
    row: Row = msgspec.json.decode(msgspec.json.encode(value))
    return row
