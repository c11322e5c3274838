"""The registered spaCy scorer, `nlp.evaluate` and `spacy evaluate` give the same numbers as `karar model evaluate`."""

import json
import subprocess
import sys
from importlib.metadata import entry_points
from pathlib import Path
from typing import Any

import pytest
from spacy.training import Example
from spacy.util import registry

from karar.measuring import measured, rows, scored
from models.language import load
from models.language.scorer import gold_texts, make_scorer

CORPUS = Path(__file__).parents[2] / "quality/corpus"


def same_numbers(found: dict[str, Any], told: dict[str, Any]) -> None:
    close = {"abs": 1e-9}  # a file of scores holds ten digits
    for field, one in told["single"].items():
        assert found[f"{field.replace(' (stated)', '_stated')}_acc"] == pytest.approx(one["accuracy"], **close), field
    for field, one in (told["sets"] | {"spans_facts": told["entities"]}).items():
        figures = {
            "p": one["precision"], "r": one["recall"], "f": one["f1"], "overlap_f": one["overlap"]["f1"]
        }  # fmt: skip
        assert {name: found[f"{field}_{name}"] for name in figures} == pytest.approx(figures, **close), field
    assert found["outcome_macro_f"] == pytest.approx(told["outcome"]["macro_f1"], **close)


@pytest.mark.full
@pytest.mark.parametrize("name", ["examples.jsonl", "composed-dev.jsonl", "heldout.jsonl"])
def test_evaluating_gold_from_a_docbin_gives_the_same_numbers(name: str, tmp_path: Path) -> None:
    nlp = load()
    gold_texts(nlp, rows(CORPUS / name)).to_disk(tmp_path / "gold.spacy")
    texts = gold_texts(nlp, []).from_disk(tmp_path / "gold.spacy")
    examples = [Example(nlp.make_doc(doc.text), doc) for doc in texts.get_docs(nlp.vocab)]
    assert len(examples) >= 50
    same_numbers(nlp.evaluate(examples), scored(measured(CORPUS / name).pairs))


@pytest.mark.full
def test_spacys_own_command_gives_the_same_numbers(tmp_path: Path) -> None:
    data = CORPUS / "heldout.jsonl"
    for command in (
        ["karar", "model", "gold", str(data), "--to", str(tmp_path)],
        ["spacy", "evaluate", str(tmp_path / "pipeline"), str(tmp_path / "gold.spacy"),
         "--spans-key", "facts", "--output", str(tmp_path / "scores.json")],
    ):  # fmt: skip
        done = subprocess.run([sys.executable, "-m", *command], capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
    same_numbers(
        json.loads((tmp_path / "scores.json").read_text(encoding="utf-8")), scored(measured(data).pairs)
    )  # fmt: skip
    assert "dates" in done.stdout


def test_the_scorer_is_found_by_name_without_an_import() -> None:
    [entry] = entry_points(group="spacy_scorers", name="trm.scorer.v1")
    assert entry.load() is make_scorer
    assert registry.scorers.get("trm.scorer.v1") is make_scorer


def test_texts_without_labels_are_not_scored() -> None:
    nlp = load()
    doc = nlp.make_doc("Teklifin kabulüne oybirliği ile karar verildi.")
    assert "outcome_acc" not in nlp.evaluate([Example(doc, doc.copy())])
