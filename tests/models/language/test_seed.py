"""The sample decision of a metropolitan council gives exactly the facts a reader takes from it."""

from pathlib import Path

from ingest.understand import read_text
from models.resolution import DatedRole, Law, Option, Person, Position

SEED = (Path(__file__).parent / "seed.txt").read_text(encoding="utf-8")


def test_the_sample_decision_is_read_whole() -> None:
    decision = read_text(SEED)

    assert (decision.outcome.value, decision.manner.value) == ("adopted", "majority")
    assert decision.counts is None
    assert decision.positions == tuple(Position(voter, "group", Option.AGAINST) for voter in ("AK Parti", "MHP", "BBP"))
    assert decision.meeting_date == "2026-03-13"
    assert decision.dates == (DatedRole("2026-03-11", "letter"), DatedRole("2026-03-13", "meeting"))
    assert decision.document_nos == ("E-2158955",)
    assert decision.departments == ("Dış İlişkiler Dairesi Başkanlığı",)
    assert decision.laws == (Law("5393", "18/p"),)
    assert decision.people == (Person("Ertan IŞIK", "Meclis 1. Başkan Vekili"),)
    assert decision.places == decision.parcels == decision.money == decision.refs == ()


def test_the_procedural_vote_is_kept_apart_from_the_outcome() -> None:
    decision = read_text(SEED)

    outcome = [fact for fact in decision.facts if fact.field == "outcome"]
    procedural = [vote for vote in decision.votes if vote.role == "procedure"]

    assert [fact.quote for fact in outcome] == ["kabul edildi"]
    assert procedural
