"""The registered spaCy scorer gives the same numbers as `karar model evaluate`."""

from pathlib import Path

import pytest
from spacy.training import Example
from spacy.util import registry

from karar.measuring import measured, rows
from models.language import load
from models.language.scorer import gold_texts
from models.language.scores import score

CORPUS = Path(__file__).parents[2] / "quality/corpus"


@pytest.mark.full
@pytest.mark.parametrize("name", ["examples.jsonl", "composed-dev.jsonl"])
def test_it_gives_the_same_numbers_on_gold_from_a_docbin(name: str, tmp_path: Path) -> None:
    nlp = load()
    gold_texts(nlp, rows(CORPUS / name)).to_disk(tmp_path / "gold.spacy")
    from_disk = gold_texts(nlp, []).from_disk(tmp_path / "gold.spacy")
    examples = [Example(nlp(doc.text), doc) for doc in from_disk.get_docs(nlp.vocab)]
    found = registry.scorers.get("trm.scorer.v1")()(examples)

    pairs = measured(CORPUS / name).pairs
    told = score(
        {pair.gold["id"]: pair.gold for pair in pairs}, {pair.gold["id"]: pair.flat for pair in pairs if pair.flat}
    )
    assert len(examples) == len(pairs) >= 50
    assert {field: found[f"{field}_acc"] for field in told["single"]} == {
        field: one["accuracy"] for field, one in told["single"].items()
    }
    assert {field: found[f"{field}_f"] for field in told["sets"]} == {
        field: one["f1"] for field, one in told["sets"].items()
    }
    assert found["outcome_macro_f"] == told["outcome"]["macro_f1"]
