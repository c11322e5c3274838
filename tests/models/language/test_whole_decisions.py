"""A decision gives its number, its meeting, every date's role, the letters' numbers and the decisions it refers to at once."""

from pathlib import Path

import pytest

from ingest.understand import read_text

ROLES = {"m": "meeting", "l": "letter", "r": "report", "d": "referenced_decision", "o": "other"}
ROWS = [
    line.split("\t")
    for line in (Path(__file__).parent / "whole_decisions.tsv").read_text(encoding="utf-8").splitlines()
    if line and not line.startswith("#")
]


def _several(cell: str) -> list[str]:
    return [] if cell == "-" else cell.split()


@pytest.mark.parametrize(
    ("number", "meeting", "dates", "documents", "refs", "text"), ROWS, ids=[r[5][:70] for r in ROWS]
)
def test_a_decision_gives_all_its_papers(
    number: str, meeting: str, dates: str, documents: str, refs: str, text: str
) -> None:
    decision = read_text(text.replace("\\n", "\n").replace("\\t", "\t"))

    assert (decision.number or "-", decision.meeting_date or "-") == (number, meeting)
    told = {(one.date, one.role) for one in decision.dates}
    assert told == {(one[1:], ROLES[one[0]]) for one in _several(dates)}
    assert sorted(decision.document_nos) == sorted(_several(documents))
    if refs != "*":
        wanted = _several(refs)
        named = [
            f"{one.number}@{one.date}" + (f":{one.relation}" if ":" in "".join(wanted) else "") for one in decision.refs
        ]
        assert sorted(named) == sorted(wanted)
