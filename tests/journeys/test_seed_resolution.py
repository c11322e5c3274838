"""The resolution Karar began with: read from a PDF and a Word file it states exactly these facts, and search finds it."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import docx
import pytest
from weasyprint import HTML

SEED = Path(__file__).parents[1] / "golden/seed/resolution.txt"
pytestmark = pytest.mark.full


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("seed")
    paragraphs = [line for line in SEED.read_text(encoding="utf-8").split("\n") if line.strip()]
    body = "".join(f"<p>{line}</p>" for line in paragraphs)
    HTML(string=f"<html lang=tr><style>body{{font:11pt 'DejaVu Serif'}}</style><body>{body}</body></html>").write_pdf(
        folder / "seed.pdf"
    )
    document = docx.Document()
    for line in paragraphs:
        document.add_paragraph(line)
    document.save(folder / "seed.docx")
    return folder


def karar(*words: str, data: Path | None = None) -> subprocess.CompletedProcess[str]:
    environment = {name: value for name, value in os.environ.items() if not name.startswith("KARAR_")}
    if data is not None:
        environment["KARAR_DATA_DIR"] = str(data)
    return subprocess.run(
        [sys.executable, "-m", "karar", *words],
        capture_output=True,
        text=True,
        env=environment,
        check=False,
        timeout=240,
    )


@pytest.fixture(scope="module", params=["seed.pdf", "seed.docx"])
def line(request: pytest.FixtureRequest, files: Path) -> dict[str, Any]:
    done = karar("extract", str(files / request.param), "--jsonl")
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def test_the_vote_is_read_from_the_last_sentence(line: dict[str, Any]) -> None:
    [decision] = line["decisions"]
    assert (decision["outcome"], decision["manner"], decision["counts"]) == ("adopted", "majority", None)
    positions = {(p["voter"], p["kind"], p["option"]) for p in decision["positions"]}
    assert positions == {("AK Parti", "group", "against"), ("MHP", "group", "against"), ("BBP", "group", "against")}


def test_dates_numbers_and_names_are_read(line: dict[str, Any]) -> None:
    [decision] = line["decisions"]
    assert decision["meeting_date"] == "2026-03-13"
    assert {(d["date"], d["role"]) for d in decision["dates"]} == {("2026-03-13", "meeting"), ("2026-03-11", "letter")}
    assert decision["document_nos"] == ["E-2158955"]
    assert decision["departments"] == ["Dış İlişkiler Dairesi Başkanlığı"]
    assert decision["laws"] == [{"number": "5393", "article": "18/p"}]
    assert decision["people"] == [{"name": "Ertan IŞIK", "title": "Meclis 1. Başkan Vekili"}]


def test_the_vote_on_how_to_proceed_is_kept_apart(line: dict[str, Any]) -> None:
    [decision] = line["decisions"]
    procedural = [vote for vote in decision["votes"] if vote["role"] == "procedure"]
    assert len(procedural) == 1
    assert "önerisinin kabulü" in " ".join(line["text"][procedural[0]["start"] : procedural[0]["end"]].split())


def test_every_fact_quotes_the_words_at_its_place(line: dict[str, Any]) -> None:
    [decision] = line["decisions"]
    assert decision["text"] == line["text"][decision["start"] : decision["end"]]
    assert len(decision["facts"]) >= 12
    for fact in decision["facts"]:
        assert line["text"][fact["start"] : fact["end"]] == fact["quote"]
        assert "@" in fact["rule"]


def test_search_finds_it_by_words_without_turkish_letters_and_by_who_opposed(files: Path, tmp_path: Path) -> None:
    taken = karar("ingest", str(files / "seed.pdf"), "--json", data=tmp_path)
    assert taken.returncode == 0, taken.stderr
    found = json.loads(karar("search", "acik yonetim", "--against", "MHP", "--json", data=tmp_path).stdout)
    assert [hit["file"] for hit in found["hits"]] == ["seed.pdf"]
    assert "<mark>" in found["hits"][0]["snippets"][0]
    refused = json.loads(karar("search", "acik yonetim", "--outcome", "rejected", "--json", data=tmp_path).stdout)
    assert refused["total"] == 0


def test_the_same_bytes_twice_are_one_document_and_the_answer_says_so(files: Path, tmp_path: Path) -> None:
    karar("ingest", str(files / "seed.docx"), data=tmp_path)
    again = json.loads(karar("ingest", str(files / "seed.docx"), "--json", data=tmp_path).stdout)
    assert again["files"][0]["duplicate_of"] == "seed.docx"
    assert json.loads(karar("search", "--json", data=tmp_path).stdout)["total"] == 1
