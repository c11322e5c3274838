"""Every fact's confidence is what its rule was measured to be, on labelled decisions."""

import tomllib

import pytest

from ingest.flat import to_flat
from ingest.understand import read_text
from models.language.calibration import Judged, Share, as_toml, judge, shares
from models.language.confidence import bound_of, confidence_of, is_sure
from models.language.data_files import table_of

TEXT = (
    "Karar No : 41\n"
    "İmar ve Şehircilik Müdürlüğünün 13.03.2026 tarih ve 512 sayılı yazısı okundu; teklifin kabulüne oybirliği ile karar verildi."
)
GOLD = {
    "outcome": "adopted",
    "manner": "unanimous",
    "counts": None,
    "meeting_date": None,
    "decision_no": "41",
    "departments": ["İmar ve Şehircilik Müdürlüğü"],
    "dates": [{"date": "2026-03-13", "role": "letter"}],
    "document_nos": ["512"],
}


def judged(**labels: object) -> dict[str, bool]:
    decision = read_text(TEXT)
    return dict(judge(decision, to_flat(decision), GOLD | labels))


def test_a_text_read_as_labelled_makes_every_rule_right() -> None:
    said = judged()
    assert {name.split(".")[0] for name in said} >= {"outcome", "manner", "number", "units", "dates", "numbers"}
    assert all(said.values())


@pytest.mark.parametrize(
    ("label", "other", "family"),
    [
        ("outcome", "rejected", "outcome"),
        ("manner", "majority", "manner"),
        ("decision_no", "42", "number"),
        ("departments", ["Fen İşleri Müdürlüğü"], "units"),
        ("dates", [{"date": "2026-03-13", "role": "report"}], "dates"),
        ("document_nos", [], "numbers"),
    ],
)
def test_a_value_the_labels_do_not_hold_is_wrong_and_only_that_rule_is_blamed(
    label: str, other: object, family: str
) -> None:
    said = judged(**{label: other})
    assert {name.split(".")[0] for name, right in said.items() if not right} == {family}


def test_fields_left_out_by_the_labels_are_not_judged() -> None:
    assert not [name for name in judged(outcome="rejected", not_scored=["outcome"]) if name.startswith("outcome")]


def test_other_defensible_outcomes_are_right() -> None:
    assert all(judged(outcome="rejected", also_accept_outcome=["adopted"]).values())


def test_shares_are_counted_per_rule_and_per_family_and_smoothed() -> None:
    found = shares([Judged("dates.head", True)] * 7 + [Judged("dates.none", False), Judged("money.digits", True)])
    assert found["dates"] == Share(7, 8)
    assert found["dates.none"] == Share(0, 1)
    assert found["dates"].smoothed == 8 / 10
    assert found["money.digits"].smoothed == 2 / 3


def test_the_table_is_the_one_that_confidence_reads() -> None:
    told = tomllib.loads(as_toml(shares([Judged("dates.head", True)] * 7 + [Judged("dates.none", False)]), 3))
    assert set(told) == set(table_of("confidence.toml"))
    assert told["rules"]["dates"] == 0.8
    assert told["measured"]["dates.none"] == [0, 1]


def test_every_fact_carries_the_measured_share_of_its_rule() -> None:
    rules = table_of("confidence.toml")["rules"]
    facts = [fact for fact in read_text(TEXT).facts if fact.rule.split("@")[0] in rules]
    assert len(facts) >= 6
    assert all(fact.confidence == rules[fact.rule.split("@")[0]] for fact in facts)


def test_a_rule_that_was_never_measured_gets_its_familys_share_and_no_certainty() -> None:
    assert confidence_of("dates.never_seen@1") == table_of("confidence.toml")["rules"]["dates"]
    assert confidence_of("never_seen@1") == table_of("confidence.toml")["unmeasured"]
    assert bound_of("dates.never_seen@1") == 0


def test_a_decision_without_a_verdict_is_never_sure() -> None:
    assert is_sure(read_text(TEXT))
    assert not is_sure(read_text("İmar ve Şehircilik Müdürlüğünün 13.03.2026 tarih ve 512 sayılı yazısı okundu."))
