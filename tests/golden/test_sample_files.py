"""The sample files, their sources, the page that lists them and the data that judges them speak of the same things."""

import json
from collections import Counter
from pathlib import Path

HERE = Path(__file__).parent
SAMPLES = HERE.parent.parent / "samples"
QUERIES = HERE.parent / "quality" / "relevance" / "queries.jsonl"
EXPECTED = [json.loads(line) for line in (HERE / "expected.jsonl").read_text(encoding="utf-8").splitlines()]
FILES = {path.name for path in SAMPLES.iterdir() if path.suffix in {".pdf", ".docx"}}


def test_every_file_has_its_source_and_every_source_its_file() -> None:
    sources = {path.stem for path in (SAMPLES / "sources").glob("*.txt")}

    assert sorted(Path(file).stem for file in FILES) == sorted(sources)


def test_every_file_stands_in_the_page_that_lists_them() -> None:
    page = (SAMPLES / "README.md").read_text(encoding="utf-8")

    assert not {file for file in FILES if f"`{file}`" not in page}


def test_every_file_has_its_expected_facts() -> None:
    assert {line["file"] for line in EXPECTED} == FILES


def test_every_right_answer_of_a_query_is_an_expected_resolution() -> None:
    known = {(line["file"], line["number"] or line["ordinal"]) for line in EXPECTED}
    queries = [json.loads(line) for line in QUERIES.read_text(encoding="utf-8").splitlines()]
    judged = {(right["file"], right["number"] or right["ordinal"]) for query in queries for right in query["relevant"]}

    assert len(queries) >= 200
    assert not judged - known
    assert max(Counter(query["query"] for query in queries).values()) == 1


def test_the_samples_are_many_show_every_outcome_and_stay_small() -> None:
    assert len(FILES) >= 40
    assert len({line["outcome"] for line in EXPECTED}) == 10
    assert sum((SAMPLES / file).stat().st_size for file in FILES) < 3_000_000
