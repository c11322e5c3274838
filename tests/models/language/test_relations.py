"""What a text does to the decision that it names: amend, cancel, correct, repeat, or only point to it."""

from pathlib import Path

import pytest

from ingest.understand import read_text

ROWS = [
    line.split("\t")
    for line in (Path(__file__).parent / "relations.tsv").read_text(encoding="utf-8").splitlines()
    if line and not line.startswith("#")
]


@pytest.mark.parametrize(("number", "relation", "text"), ROWS, ids=[row[2][:70] for row in ROWS])
def test_the_relation_to_an_earlier_decision_is_read(number: str, relation: str, text: str) -> None:
    assert [(one.number, one.relation) for one in read_text(text).refs] == [(number, relation)]
