"""Councils that no rule was written for are not read worse than when last measured; only figures are told, never an error."""

from pathlib import Path

import pytest

from karar.measuring import measured, report

CORPUS = Path(__file__).parent / "corpus"
pytestmark = pytest.mark.full


@pytest.mark.parametrize(
    ("name", "outcome", "manner", "lists", "by_overlap"),
    [
        ("round5-heldout", 0.95, 0.98, 0.98, 0.99),
        ("round6-heldout", 0.94, 0.93, 0.98, 0.98),
        ("round6-documents-heldout", 0.88, 0.93, 0.97, 0.98),
    ],
)
def test_unseen_councils_are_read_as_well_as_measured(
    name: str, outcome: float, manner: float, lists: float, by_overlap: float
) -> None:
    told = report(measured(CORPUS / f"{name}.jsonl"))
    right = {field: float(told["single"][field]["accuracy"]) for field in ("outcome", "manner")}
    exact, touched = float(told["entities"]["f1"]), float(told["entities"]["overlap"]["f1"])
    del told  # a failing assert prints what it can reach
    assert right["outcome"] >= outcome
    assert right["manner"] >= manner
    assert exact >= lists
    assert touched >= by_overlap
