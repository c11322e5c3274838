"""Contradictions become questions, and sound decisions raise none."""

import msgspec
import pytest

from ingest.check import questions_about
from models.resolution import Counts, Decision, Fact, Manner, Option, Outcome, Position

SOUND = Decision(start=0, end=10, text="x" * 10, outcome=Outcome.ADOPTED, manner=Manner.MAJORITY, vote_on_text="passed")
MHP = Position(voter="MHP", kind="group", option=Option.AGAINST)


def test_a_sound_decision_raises_no_question() -> None:
    assert questions_about(SOUND) == ()


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"manner": Manner.UNANIMOUS, "positions": (MHP,)}, "unanimous_with_dissent"),
        ({"counts": Counts(for_=5, against=9)}, "counts_against_outcome"),
        (
            {"outcome": Outcome.REJECTED, "vote_on_text": "failed", "counts": Counts(for_=9, against=5)},
            "counts_against_outcome",
        ),
        ({"positions": (MHP, Position(voter="MHP", kind="group", option=Option.FOR))}, "voter_on_two_sides"),
        (
            {
                "counts": Counts(for_=9, against=1),
                "positions": tuple(Position(n, "person", Option.AGAINST) for n in ("A B", "C D")),
            },
            "names_beyond_counts",
        ),
        (
            {
                "meeting_date": "2024-05-01",
                "facts": (
                    Fact("date", {"date": "2024-06-01", "role": "letter"}, 0, 5, 1, "xxxxx", "date.letter@1", 1.0),
                ),
            },
            "date_after_meeting",
        ),
        ({"facts": (Fact("outcome", "adopted", 0, 5, 1, "xxxxx", "outcome.finite@1", 0.6),)}, "outcome_doubtful"),
    ],
)
def test_a_contradiction_becomes_a_question(changes: dict, code: str) -> None:
    assert code in [question.code for question in questions_about(msgspec.structs.replace(SOUND, **changes))]


def test_the_most_doubtful_question_comes_first() -> None:
    doubtful = msgspec.structs.replace(
        SOUND,
        positions=(MHP, Position(voter="MHP", kind="group", option=Option.FOR)),
        manner=Manner.UNANIMOUS,
    )
    doubts = [question.doubt for question in questions_about(doubtful)]
    assert doubts == sorted(doubts, reverse=True)
