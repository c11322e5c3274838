"""The learned guess speaks only where rules found no outcome, is marked as a guess, and is learned the same way twice."""

from pathlib import Path

import numpy as np
import pytest
from typer.testing import CliRunner

from ingest.understand import read_text
from karar.commands.model import app
from models.language.confidence import is_sure
from models.language.guess import ENOUGH, RULE, Labelled, Weights, guess, labelled_in, learn, packaged, shares_of
from models.language.passage import Passage, plain

TEXTS = [
    *(
        Labelled(f"{subject} talebi hakkındaki teklif benimsenip geçti.", "adopted")
        for subject in ("Park", "Yol", "Su")
    ),
    *(Labelled(f"{subject} talebi hakkındaki teklif geri çevrildi.", "rejected") for subject in ("Park", "Yol", "Su")),
    *(Labelled(f"{subject} talebi hakkındaki gündem maddesi.", "none") for subject in ("Park", "Yol", "Su")),
]


def test_it_learns_what_it_is_shown_and_the_same_twice() -> None:
    one, other = learn(TEXTS), learn(TEXTS)
    assert np.array_equal(one.pieces, other.pieces) and np.array_equal(one.rows, other.rows)
    for text, outcome in TEXTS:
        shares = shares_of(one, plain(text))
        assert max(shares, key=lambda name: shares[name]) == outcome
        assert sum(shares.values()) == pytest.approx(1)


def test_a_guess_stands_on_the_sentence_that_tells_it() -> None:
    text = "Mahalle halkı toplandı. Su talebi hakkındaki teklif geri çevrildi. Toplantı saat 17.00'de bitti."
    [mention] = guess(Passage(text), learn(TEXTS))
    assert (mention.value, mention.source, mention.rule) == ("rejected", "model", RULE)
    assert text[mention.start : mention.end] == "Su talebi hakkındaki teklif geri çevrildi."


def test_it_says_nothing_of_what_decides_nothing_or_is_unlike_all_it_saw() -> None:
    weights = learn(TEXTS)
    assert guess(Passage("Yol talebi hakkındaki gündem maddesi."), weights) == []
    assert max(shares_of(weights, plain("Zzz 1234 qqq")).values()) < 0.6
    assert guess(Passage(""), weights) == []


def test_a_known_piece_changes_nothing_in_a_text_without_it() -> None:
    weights = Weights(np.array([], dtype=np.int32), np.zeros((1, 10), dtype=np.int16))
    assert max(shares_of(weights, "teklif").values()) == pytest.approx(0.1) and ENOUGH > 0.1


def test_rules_are_never_overruled() -> None:
    decision = read_text("Teklifin reddine oybirliği ile karar verildi.")
    assert [fact.source for fact in decision.facts if fact.field == "outcome"] == ["text"]


def test_a_guessed_outcome_asks_for_a_look(monkeypatch: pytest.MonkeyPatch) -> None:
    weights = learn(TEXTS)
    monkeypatch.setattr("models.language.guess.packaged", lambda: weights)
    monkeypatch.setattr("models.language.components.find_verdict", lambda *_: [])
    decision = read_text("Su talebi hakkındaki teklif geri çevrildi.")
    [fact] = [fact for fact in decision.facts if fact.field == "outcome"]
    assert (decision.outcome, fact.source, fact.quote) == ("rejected", "model", decision.text)
    assert not is_sure(decision)
    assert "outcome_doubtful" in [question.code for question in decision.questions]


def test_the_packaged_weights_are_small_and_know_the_outcomes() -> None:
    weights = packaged()
    assert len(weights.pieces) >= 5000
    assert weights.rows.shape == (len(weights.pieces) + 1, 10)
    assert np.array_equal(weights.pieces, np.unique(weights.pieces))


def test_decisions_of_documents_teach_too_and_open_outcomes_do_not() -> None:
    rows = [
        {"text": "a", "outcome": "adopted"},
        {"text": "b", "outcome": "adopted", "not_scored": ["outcome"]},
        {"text": "cd", "decisions": [{"text": "c", "outcome": "noted"}, {"text": "d", "outcome": "none"}]},
    ]
    assert labelled_in(rows) == [("a", "adopted"), ("c", "noted"), ("d", "none")]


def test_the_command_trains_from_lines_and_tables(tmp_path: Path) -> None:
    table, lines, kept = tmp_path / "more.tsv", tmp_path / "labelled.jsonl", tmp_path / "weights.npz"
    table.write_text(
        "# outcome, manner, text\n" + "".join(f"{o}\tunanimous\t{t}\n" for t, o in TEXTS), encoding="utf-8"
    )
    lines.write_text('{"id": "1", "text": "Teklif geri çevrildi.", "outcome": "rejected"}\n', encoding="utf-8")
    done = CliRunner().invoke(app, ["train", str(table), str(lines), "--to", str(kept)])
    assert done.exit_code == 0, done.output
    assert "learned from 10 decisions" in done.output
    with np.load(kept) as file:
        assert np.array_equal(file["rows"], learn([*TEXTS, Labelled("Teklif geri çevrildi.", "rejected")]).rows)
