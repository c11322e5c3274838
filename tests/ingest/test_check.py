"""Contradictions become questions, and sound decisions raise none."""

import re
import tomllib
from pathlib import Path

import msgspec
import pytest

from ingest.check import questions_about, questions_between
from ingest.understand import read_text
from models.resolution import Counts, Decision, Fact, Manner, Option, Outcome, Position, Question, VoteEvent

ROOT = Path(__file__).parents[2]

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
        ({"facts": (Fact("outcome", "adopted", 0, 5, 1, "xxxxx", "outcome.generic@2", 0.98),)}, "outcome_doubtful"),
        (
            {
                "counts": Counts(for_=9, against=2, abstain=1),
                "positions": tuple(Position(n, "person", Option.ABSTAIN) for n in ("A B", "C D")),
            },
            "names_beyond_counts",
        ),
        ({"counts": Counts(for_=21, against=0)}, "majority_without_dissent"),
        ({"counts": Counts(for_=9, against=5), "text": "Oturuma 12 üye katıldı."}, "votes_not_adding_up"),
        ({"counts": Counts(for_=9, against=5), "text": "22 üyenin oy kullandığı oylamada"}, "votes_not_adding_up"),
        (
            {
                "votes": tuple(
                    VoteEvent("matter", "passed", Manner.UNANIMOUS, 0, 5, outcome=outcome)
                    for outcome in (Outcome.ADOPTED, Outcome.REJECTED)
                )
            },
            "parts_differ",
        ),
        ({"facts": (Fact("manner", "unstated", 0, 5, 1, "xxxxx", "manner.template@1", 0.9),)}, "manner_both_printed"),
        ({"facts": (Fact("number", "12", 0, 2, 1, "xx", "number.named@1", 0.5),)}, "value_doubtful"),
        ({"outcome": Outcome.NONE}, "no_outcome"),
        ({"counts": Counts(for_=20, against=8), "text": "Oylamaya 31 üye katılmıştır."}, "votes_not_adding_up"),
        ({"counts": Counts(for_=15, against=8), "text": "Oylamaya katılan 25 üyenin 15'i"}, "votes_not_adding_up"),
        (
            {"counts": Counts(for_=21, against=11), "text": "kullanılan 36 oyun 21'i kabul, 11'i ret"},
            "votes_not_adding_up",
        ),
        (
            {"counts": Counts(for_=30, against=5), "text": "31 üyeden 30'unun kabul, 5'inin ret oyu"},
            "votes_not_adding_up",
        ),
        (
            {
                "counts": Counts(for_=18, against=5),
                "facts": (Fact("counts", {"for": 17}, 0, 5, 1, "xxxxx", "votes.blocs@1", 1.0),),
            },
            "blocs_not_adding_up",
        ),
        (
            {"counts": Counts(for_=12, against=11), "text": "üye tam sayısının (31) salt çoğunluğu ile"},
            "majority_not_reached",
        ),
        ({"manner": Manner.UNANIMOUS, "text": "Ali TAN hariç oy birliği ile"}, "unanimous_but_for"),
    ],
)
def test_a_contradiction_becomes_a_question(changes: dict, code: str) -> None:
    assert code in [question.code for question in questions_about(msgspec.structs.replace(SOUND, **changes))]


@pytest.mark.parametrize(
    "changes",
    [
        {"counts": Counts(for_=7, against=7)},
        {"counts": Counts(for_=9, against=5), "text": "4 üye karşı oy kullandı, 3 üye oylamaya katılmadı."},
        {"counts": Counts(for_=9, against=5), "text": "Oturuma 17 üye katıldı."},
        {"counts": Counts(for_=9, against=None), "text": "22 üye oy kullandı."},
        {"counts": Counts(for_=15, against=8), "text": "Oylamaya katılan 25 üyeden 15 kabul, 8 ret, 2 boş oy çıktı."},
        {"counts": Counts(for_=19, against=6), "text": "Ret yönünde 19, aksi yönde 6 oy kullanıldı."},
        {"counts": Counts(for_=36, against=21), "text": "Oylamada 36 üye lehte, 21 üye aleyhte oy kullandı."},
        {"counts": Counts(for_=21, against=6), "text": "Komisyonun toplantısına katılan 5 üye raporu imzaladı."},
        {"counts": Counts(for_=16, against=8), "text": "üye tam sayısının (31) salt çoğunluğu ile"},
        {
            "outcome": Outcome.REJECTED,
            "counts": Counts(for_=15, against=8),
            "text": "gerekli çoğunluk sağlanamadığından reddedildi",
            "vote_on_text": "failed",
        },
    ],
    ids=[
        "a-tie-which-the-chair-breaks",
        "members-against",
        "members-who-kept-silent",
        "a-side-unstated",
        "void-votes-with-the-others",
        "votes-of-one-side",
        "members-of-one-side",
        "members-of-a-committee",
        "an-absolute-majority",
        "too-few-for-a-qualified-majority",
    ],
)
def test_what_only_looks_like_a_contradiction_raises_none(changes: dict) -> None:
    assert questions_about(msgspec.structs.replace(SOUND, **changes)) == ()


@pytest.mark.parametrize(
    ("damage", "asked"),
    [(["encoding", "broken_lines", "invisible"], []), (["ocr_digits", "encoding"], ["text_damaged"])],
)
def test_only_guessed_letters_are_asked_about(damage: list[str], asked: list[str]) -> None:
    assert [question.code for question in questions_about(SOUND, damage=damage)] == asked


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("Teklif, CHP Grubunun ret oyuna karşı oybirliğiyle kabul edildi.", ["unanimous_with_dissent"]),
        (
            "AK Parti (14) ve MHP (3) gruplarının toplam 18 kabul oyuna karşılık 10 ret oyu ile teklif kabul edildi.",
            ["blocs_not_adding_up"],
        ),
        (
            "AK Parti (14) ve MHP (3) gruplarının toplam 17 kabul oyuna karşılık 10 ret oyu ile teklif kabul edildi.",
            [],
        ),
        ("Oylamaya katılan 24 üyenin 16'sı kabul 8'i ret oyu verdi, teklif kabul edildi.", []),
    ],
)
def test_what_a_text_contradicts_is_asked_about(text: str, codes: list[str]) -> None:
    asked = [question.code for question in read_text(text).questions]

    assert [code for code in asked if code not in {"outcome_doubtful", "value_doubtful"}] == codes


def numbered(*numbers: str | None) -> list[Decision]:
    return [
        msgspec.structs.replace(
            SOUND,
            number=number,
            start=20 * at,
            end=20 * at + 20,
            facts=(Fact("number", number, 20 * at, 20 * at + 2, 1, "xx", "number.label@1", 1.0),),
        )
        for at, number in enumerate(numbers)
    ]


@pytest.mark.parametrize(
    ("numbers", "codes"),
    [
        (("2019/41", "2019/42", "2019/43"), []),
        (("2019/41", "2019/42", "2019/44"), ["number_gap"]),
        (("81", "82", "82"), ["number_repeated"]),
        (("81", None, "83"), ["number_gap"]),
        (("12", "450"), []),
        ((None, None), []),
    ],
)
def test_the_own_numbers_of_a_file_must_go_on(numbers: tuple[str | None, ...], codes: list[str]) -> None:
    assert [question.code for question in questions_between(numbered(*numbers))] == codes


def test_a_gap_that_was_asked_about_is_not_asked_about_twice() -> None:
    asked = [Question("number_gap", "number", 0.6, 40, 41)]

    assert questions_between(numbered("1", "2", "5"), asked) == tuple(asked)


def test_every_question_is_worded_in_both_languages() -> None:
    wordings = tomllib.loads((ROOT / "models/data/questions/ingest.toml").read_text(encoding="utf-8"))
    codes = set(
        re.findall(
            r'Question\(\s*"(\w+)"',
            "".join(path.read_text(encoding="utf-8") for path in (ROOT / "ingest").rglob("*.py")),
        )
    )

    assert len(codes) > 12
    assert codes == set(wordings)
    assert all(set(wording) == {"message_tr", "message_en"} for wording in wordings.values())


def test_the_most_doubtful_question_comes_first() -> None:
    doubtful = msgspec.structs.replace(
        SOUND,
        positions=(MHP, Position(voter="MHP", kind="group", option=Option.FOR)),
        manner=Manner.UNANIMOUS,
    )
    doubts = [question.doubt for question in questions_about(doubtful)]
    assert doubts == sorted(doubts, reverse=True)
