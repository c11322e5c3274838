"""Outcome and manner, sentence by sentence, as a careful reader takes them."""

from pathlib import Path

import pytest

from ingest.understand import read_text

ROWS = [
    tuple(line.split("\t"))
    for name in (
        "verdicts.tsv",
        "longer_verdicts.tsv",
        "phrasings.tsv",
        "phrasings2.tsv",
        "phrasings3.tsv",
        "phrasings4.tsv",
        "phrasings5.tsv",
        "phrasings6.tsv",
        "phrasings7.tsv",
        "phrasings8.tsv",
        "phrasings9.tsv",
        "phrasings10.tsv",
    )
    for line in (Path(__file__).parent / name).read_text(encoding="utf-8").splitlines()
    if line and not line.startswith("#")
]


@pytest.mark.parametrize(("outcome", "manner", "text"), ROWS, ids=[row[2][:50] for row in ROWS])
def test_outcome_and_manner_are_read_as_a_clerk_reads_them(outcome: str, manner: str, text: str) -> None:
    decision = read_text(text if " | " in text else text.replace("|", "\n"))

    assert (decision.outcome.value, decision.manner.value) == (outcome, manner)
