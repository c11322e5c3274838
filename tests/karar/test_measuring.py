"""`karar model evaluate` tells what was confused, which councils are read worst and what a document lost."""

import json
from pathlib import Path
from typing import Any

from typer.testing import CliRunner

from karar.commands.model import app
from karar.figures import as_text
from karar.measuring import measured, report
from models.language.scores import SETS

EMPTY: dict[str, Any] = {
    "manner": "unanimous", "counts": None, "meeting_date": None, "decision_no": None, "not_scored": [],
} | {field: [] for field in SETS}  # fmt: skip
YES = "Teklifin kabulüne oybirliği ile karar verildi."
NO = "Teklifin reddine oybirliği ile karar verildi."


def row(name: str, council: str, text: str, outcome: str, **more: Any) -> dict[str, Any]:
    return {"id": name, "municipality": council, "text": text, **EMPTY, "outcome": outcome, **more}


def kept(folder: Path, *lines: dict[str, Any]) -> Path:
    file = folder / "labelled.jsonl"
    file.write_text("\n".join(json.dumps(line, ensure_ascii=False) for line in lines), encoding="utf-8")
    return file


def test_outcomes_taken_for_others_are_counted_but_not_those_that_labels_also_accept(tmp_path: Path) -> None:
    data = kept(
        tmp_path,
        row("1", "Ova", YES, "rejected"),
        row("2", "Ova", YES, "rejected"),
        row("3", "Dağ", NO, "adopted"),
        row("4", "Dağ", NO, "postponed", also_accept_outcome=["rejected"]),
        row("5", "Dağ", NO, "noted", not_scored=["outcome"]),
    )
    told = report(measured(data))
    assert told["confusions"] == [
        {"labelled": "rejected", "read": "adopted", "n": 2},
        {"labelled": "adopted", "read": "rejected", "n": 1},
    ]
    assert told["single"]["outcome"]["n"] == 4
    assert told["single"]["outcome"]["accuracy"] == 0.25


def test_the_five_councils_read_worst_come_first(tmp_path: Path) -> None:
    wrong = [row("w", "Yanlış", YES, "rejected", manner="majority")]
    right = [row(f"r{number}", f"Doğru {number}", YES, "adopted") for number in range(6)]
    told = report(measured(kept(tmp_path, *right, *wrong)))
    assert [one["council"] for one in told["worst_councils"]][:2] == ["Yanlış", "Doğru 0"]
    assert len(told["worst_councils"]) == 5
    assert told["worst_councils"][0]["mean"] < told["worst_councils"][1]["mean"] == 1.0


def test_a_decision_that_a_document_lost_is_wrong_in_every_field_and_counted(tmp_path: Path) -> None:
    text = f"1- {YES}\n2- {NO}\n"
    golds = [
        {**row("a", "Ova", f"1- {YES}", "adopted"), "start": 0, "end": 3 + len(YES)},
        {**row("b", "Ova", "nowhere", "rejected"), "start": 900, "end": 950},
    ]
    data = kept(
        tmp_path,
        {"id": "d", "municipality": "Ova", "kind": "summary_list", "text": text, "tags": [], "decisions": golds},
    )
    told = report(measured(data))
    assert told["documents"] | {"kind_right": 1} == {
        "n": 1, "kind_right": 1, "decisions_found": 1, "decisions_missed": 1, "decisions_extra": 1, "undecided_left_out": 0
    }  # fmt: skip
    assert {"labelled": "rejected", "read": "not found", "n": 1} in told["confusions"]
    assert told["single"]["manner"]["accuracy"] == 0.5


def test_the_table_names_every_field_and_lists_wrong_ids_only_when_asked(tmp_path: Path) -> None:
    data = kept(tmp_path, row("ova-7", "Ova", YES, "rejected", people=[{"name": "Ali Veli", "title": None}]))
    told = report(measured(data))
    figures, with_errors = as_text(told), as_text(told, errors=True)
    for field in [*SETS, "outcome", "manner", "counts", "meeting_date", "decision_no", "all but positions", "overlap"]:
        assert field in figures
    assert "rejected read as adopted: 1" in figures
    assert "ova-7" not in figures
    assert "outcome: ova-7" in with_errors and "people: ova-7" in with_errors


def test_the_command_prints_the_same_as_json(tmp_path: Path) -> None:
    data = kept(tmp_path, row("1", "Ova", YES, "adopted"), row("2", "Dağ", NO, "rejected"))
    done = CliRunner().invoke(app, ["evaluate", str(data), "--json"])
    assert done.exit_code == 0, done.output
    told = json.loads(done.stdout)
    assert told.pop("file") == str(data)
    assert told == json.loads(json.dumps(report(measured(data))))
