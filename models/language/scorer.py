"""The scores of `models.language.scores` for spaCy: gold in a `DocBin`, scored by the registered ``trm.scorer.v1``."""

from collections.abc import Callable, Iterable
from typing import Any

import msgspec
from spacy.language import Language
from spacy.tokens import Doc, DocBin
from spacy.training import Example
from spacy.util import registry

from models.language.components import mention_of
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
    """Give ``<field>_acc`` of single fields, ``<field>_p``, ``_r`` and ``_f`` of lists, and ``outcome_macro_f``."""
    # a DocBin gives lists back as tuples
    pairs = [(_plain(example.reference._.labels), _flat(example.predicted)) for example in examples]
    result = score({gold["id"]: gold for gold, _ in pairs}, {gold["id"]: flat for gold, flat in pairs})
    found: dict[str, Any] = {f"{field}_acc": told["accuracy"] for field, told in result["single"].items()}
    for field, told in result["sets"].items():
        found |= {f"{field}_p": told["precision"], f"{field}_r": told["recall"], f"{field}_f": told["f1"]}
    return found | {"outcome_macro_f": result["outcome"]["macro_f1"]}


def _flat(doc: Doc) -> Row:
    mentions = [mention_of(entry) for entry in doc._.mentions]
    decision = decision_from(mentions, doc.text, doc.text, lambda start, end: (start, end), lambda _: 1)
    return _plain(decision) | {"decision_no": decision.number}


def _plain(value: Any) -> Row:
    row: Row = msgspec.json.decode(msgspec.json.encode(value))
    return row
