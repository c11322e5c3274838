"""Dates get the role that the text gives them; letters' numbers and earlier decisions are told from other numbers."""

from pathlib import Path

import pytest

from ingest.understand import read_text

ROLES = {"m": "meeting", "l": "letter", "r": "report", "d": "referenced_decision", "o": "other"}
ROWS = [
    line.split("\t")
    for line in (Path(__file__).parent / "papers.tsv").read_text(encoding="utf-8").splitlines()
    if line and not line.startswith("#")
]


@pytest.mark.parametrize(("dates", "numbers", "refs", "text"), ROWS, ids=[row[3][:70] for row in ROWS])
def test_a_text_gives_its_papers(dates: str, numbers: str, refs: str, text: str) -> None:
    decision = read_text(text)

    wanted = {(one[1:], ROLES[one[0]]) for one in dates.split(",") if one != "-"}
    assert {(one.date, one.role) for one in decision.dates} == wanted
    assert list(decision.document_nos) == [one for one in numbers.split(";") if one != "-"]
    assert [one.number for one in decision.refs] == [one for one in refs.split(";") if one != "-"]
