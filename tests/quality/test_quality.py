"""The language model reads as well as promised on labelled decisions, and every fact stands where it says."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from ingest.understand import understand
from karar.measuring import Measured, measured, rows, scored
from models.document import Document
from models.language.confidence import is_sure
from models.language.scores import accepted, score

CORPUS = Path(__file__).parent / "corpus"
OPEN = ("examples.jsonl", "composed-dev.jsonl", "documents-dev.jsonl")
EVERY = sorted(path.name for path in CORPUS.glob("*.jsonl"))
pytestmark = pytest.mark.full


@pytest.fixture(scope="module", params=OPEN)
def read(request: pytest.FixtureRequest) -> Measured:
    return measured(CORPUS / request.param)


def test_the_outcome_is_right_in_95_of_100(read: Measured) -> None:
    told = scored(read.pairs)["single"]["outcome"]
    assert told["n"] >= 50
    assert told["accuracy"] >= 0.95, told["wrong"]


def test_the_manner_is_right_in_95_of_100(read: Measured) -> None:
    told = scored(read.pairs)["single"]["manner"]
    assert told["accuracy"] >= 0.95, told["wrong"]


@pytest.mark.parametrize("field", ["positions", "departments", "committees", "dates", "document_nos", "parcels"])
def test_lists_reach_an_f1_of_90(read: Measured, field: str) -> None:
    told = scored(read.pairs)["sets"][field]
    assert told["f1"] >= 0.90, told["wrong"]


def test_outcomes_that_need_no_look_are_right_in_99_of_100_and_are_half_of_all() -> None:

    pairs = [pair for name in OPEN for pair in measured(CORPUS / name).pairs]
    sure = [pair for pair in pairs if pair.read is not None and is_sure(pair.read)]
    right = [pair for pair in sure if pair.read is not None and pair.read.outcome in accepted(pair.gold)]
    assert len(sure) >= 0.5 * len(pairs)
    assert len(right) >= 0.99 * len(sure)


@pytest.mark.parametrize("name", ["examples.jsonl", "heldout.jsonl"])
def test_the_lines_of_extract_score_as_evaluate_says(name: str) -> None:
    command = [sys.executable, "-m", "karar", "extract", "--texts", str(CORPUS / name), "--flat"]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=True)
    said = {row["id"]: row for row in map(json.loads, done.stdout.splitlines())}
    gold = {row["id"]: row for row in rows(CORPUS / name)}
    told = scored(measured(CORPUS / name).pairs)
    lines = score(gold, said)
    assert len(said) == len(gold) >= 50
    assert lines["single"] == told["single"]
    for field, figures in lines["sets"].items():
        assert figures == {key: value for key, value in told["sets"][field].items() if key != "overlap"}, field


@pytest.mark.parametrize("name", EVERY)
def test_every_fact_of_every_text_stands_where_it_says(name: str) -> None:
    facts = 0
    for row in rows(CORPUS / name):
        text = row["text"]
        reading = understand(Document(format="txt", text=text, pages=()))
        for decision in reading.decisions:
            assert decision.text == text[decision.start : decision.end], row["id"]
            for fact in decision.facts:
                assert text[fact.start : fact.end] == fact.quote, (row["id"], fact.rule)
                assert fact.start < fact.end, (row["id"], fact.rule)
            facts += len(decision.facts)
    assert facts >= 100


def test_no_decision_of_a_document_is_lost_or_made_up() -> None:
    read = measured(CORPUS / "documents-dev.jsonl")
    assert read.documents >= 15
    assert [pair.gold["id"] for pair in read.pairs if pair.read is None] == []
    assert read.extra == 0
    assert read.kinds_right >= 0.9 * read.documents
