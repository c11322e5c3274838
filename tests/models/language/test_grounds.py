"""A decision names the letter and office it answers and the committee reports it rests on."""

from pathlib import Path

import pytest

from ingest.understand import read_text

ROWS = [
    line.split("\t")
    for line in (Path(__file__).parent / "grounds.tsv").read_text(encoding="utf-8").splitlines()
    if line and not line.startswith("#")
]


@pytest.mark.parametrize(("wanted", "text"), ROWS, ids=[row[1][:70] for row in ROWS])
def test_the_papers_a_decision_stands_on_are_read(wanted: str, text: str) -> None:
    decision = read_text(text)
    said = [
        " ".join((one.kind, one.relation, one.unit or "-", one.date or "-", one.number or "-"))
        for one in decision.grounds
    ]

    assert ("; ".join(said) or "-") == wanted
    for one in decision.grounds:
        assert 0 <= one.start < one.end <= len(text)
