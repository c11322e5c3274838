"""A decision's own number and the day of its meeting are found in every layout of heads."""

from pathlib import Path

import pytest

from ingest.understand import read_text

BODY = "\nFen İşleri Müdürlüğünün teklifinin kabulüne oybirliği ile karar verildi."
ROWS = [
    line.split("\t", 2)
    for line in (Path(__file__).parent / "heads.tsv").read_text(encoding="utf-8").splitlines()
    if line and not line.startswith("#")
]


@pytest.mark.parametrize(("number", "date", "head"), ROWS, ids=[row[2][:70] for row in ROWS])
def test_a_head_gives_the_own_number_and_the_day(number: str, date: str, head: str) -> None:
    decision = read_text(head.replace("\\n", "\n").replace("\\t", "\t") + BODY)

    assert (decision.number or "-", decision.meeting_date or "-") == (number.replace(" ", ""), date)
