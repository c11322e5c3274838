"""Every sample, read by the readers and the language model, gives the facts a careful reader takes from it."""

import json
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from ingest.readers.pool import ReaderPool
from ingest.settings import IngestSettings
from ingest.understand import understand
from models.document import Document
from models.resolution import Decision, Reading
from models.turkish.casing import fold

pytestmark = pytest.mark.full

HERE = Path(__file__).parent
SAMPLES = HERE.parent.parent / "samples"
EXPECTED = [json.loads(line) for line in (HERE / "expected.jsonl").read_text(encoding="utf-8").splitlines()]
FILES = sorted({line["file"] for line in EXPECTED})

# Share of right entries (F1 over all samples) that each list must reach.
FLOORS = {
    "departments": 0.95,
    "committees": 0.95,
    "laws": 0.95,
    "document_nos": 0.95,
    "dates": 0.95,
    "people": 0.90,
    "places": 0.90,
    "parcels": 0.95,
    "money": 0.90,
    "refs": 0.75,
}


@dataclass(frozen=True)
class Read:
    """A sample as the chain gives it."""

    document: Document
    reading: Reading


@pytest.fixture(scope="module")
def readings() -> Iterator[dict[str, Read]]:
    """Give every sample, read and understood."""
    with ReaderPool(IngestSettings(readers=1)) as pool:
        found = {}
        for file in FILES:
            document = pool.read(SAMPLES / file, file)
            found[file] = Read(document, understand(document))
        yield found


def expected_of(file: str) -> list[dict[str, Any]]:
    return [line for line in EXPECTED if line["file"] == file]


def pairs(file: str, reading: Reading) -> list[tuple[dict[str, Any], Decision | None]]:
    """Put each expected resolution beside the one read: by number, else by its place among those that hold a result."""
    results = [decision for decision in reading.decisions if decision.outcome != "none"] or list(reading.decisions)
    by_number = {decision.number: decision for decision in results if decision.number}
    return [
        (line, by_number.get(line["number"]) or (results[n] if n < len(results) and not line["number"] else None))
        for n, line in enumerate(expected_of(file))
    ]


# ---- what counts as the same ------------------------------------------------------------------------------------------


def plain(value: object) -> str:
    """Fold a name; brackets, dots, commas and hyphens do not count, nor whether `Daire` or `Dairesi` is written."""
    words = re.sub(r"[.,()\-–]", " ", fold(str(value or ""))).replace("daire baskanligi", "dairesi baskanligi")
    return " ".join(word for word in words.split() if word != "ve")


def council(name: str | None) -> str:
    """Give a council's place name."""
    drop = {"buyuksehir", "belediyesi", "belediye", "baskanligi", "meclisi", "bsb"}
    return " ".join(word for word in plain(name).split() if word not in drop)


def code(value: object) -> str:
    return re.sub(r"\s", "", str(value or "")).upper().lstrip("0")


def counts_agree(line: dict[str, Any], decision: Decision) -> bool:
    wanted = line["counts"] or {}
    given = {
        "for": decision.counts.for_ if decision.counts else None,
        "against": decision.counts.against if decision.counts else None,
        "abstain": decision.counts.abstain if decision.counts else None,
    }
    free = line.get("counts_from_names", [])
    return all((wanted.get(side) or 0) == (got or 0) or (side in free and got is None) for side, got in given.items())


def place_name(value: str) -> str:
    return re.sub(r" (mahallesi|ilcesi|ili)$", "", plain(value))


def entries(field: str) -> tuple[Callable[[Any], object], Callable[[Decision], Iterable[object]]]:
    """Give how an expected entry of `field` and the entries read are written for comparing."""
    return {
        "departments": (plain, lambda read: map(plain, read.departments)),
        "committees": (plain, lambda read: map(plain, read.committees)),
        "laws": (lambda x: (x["number"], x["article"]), lambda read: ((law.number, law.article) for law in read.laws)),
        "document_nos": (code, lambda read: map(code, read.document_nos)),
        "dates": (lambda x: (x["date"], x["role"]), lambda read: ((day.date, day.role) for day in read.dates)),
        "people": (plain, lambda read: (plain(person.name) for person in read.people)),
        "places": (
            lambda x: (x["kind"], place_name(x["name"])),
            lambda read: ((place.kind, place_name(place.name)) for place in read.places),
        ),
        "parcels": (
            lambda x: (x["ada"], tuple(x["parsel"])),
            lambda read: ((parcel.ada, parcel.parsel) for parcel in read.parcels),
        ),
        "money": (float, lambda read: (sum_.amount for sum_ in read.money)),
        "refs": (lambda x: (x["number"], x["date"]), lambda read: ((ref.number, ref.date) for ref in read.refs)),
    }[field]


# ---- promises ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("file", FILES)
def test_number_outcome_and_vote_of_every_resolution_are_read(file: str, readings: dict[str, Read]) -> None:
    reading = readings[file].reading
    wrong: list[str] = []

    def compare(name: str, field: str, wanted: object, given: object) -> None:
        if wanted != given:
            wrong.append(f"{name}: {field} should be {wanted!r}, is {given!r}")

    first = expected_of(file)[0]
    if reading.kind not in {first["kind"], *first.get("also_accept_kind", [])}:
        compare(file, "kind", first["kind"], str(reading.kind))
    compare(file, "municipality", council(first["municipality"]), council(reading.municipality))
    with_result = sum(line["outcome"] != "none" for line in expected_of(file))
    compare(file, "results", with_result, sum(decision.outcome != "none" for decision in reading.decisions))
    for line, decision in pairs(file, reading):
        name = f"{file} {line['number'] or line['ordinal']}"
        if line["outcome"] == "none":
            continue
        if decision is None:
            wrong.append(f"{name}: not found")
            continue
        if str(decision.outcome) not in {line["outcome"], *line.get("also_accept_outcome", [])}:
            compare(name, "outcome", line["outcome"], str(decision.outcome))
        compare(name, "number", code(line["number"]), code(decision.number))
        compare(name, "manner", line["manner"], str(decision.manner))
        compare(name, "meeting_date", line["meeting_date"], decision.meeting_date)
        positions = {(plain(vote.voter), vote.kind, str(vote.option)) for vote in decision.positions}
        compare(name, "positions", {(plain(v["voter"]), v["kind"], v["option"]) for v in line["positions"]}, positions)
        if not counts_agree(line, decision):
            compare(name, "counts", line["counts"], decision.counts)
        subject = fold(decision.subject or "")
        if not any(fold(word) in subject for word in line["subject_words"]):
            compare(name, "subject", line["subject_words"], decision.subject)

    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("field", FLOORS)
def test_the_longer_lists_reach_their_floor(field: str, readings: dict[str, Read]) -> None:
    written, read_of = entries(field)
    right = extra = missing = 0
    misses: list[str] = []
    for file in FILES:
        for line, decision in pairs(file, readings[file].reading):
            if line["outcome"] == "none" or field in line.get("not_scored", []):
                continue
            wanted = {written(entry) for entry in line[field]}
            given = set(read_of(decision)) if decision else set()
            given -= {written(entry) for entry in line.get(f"{field}_also", [])} - wanted
            right, extra, missing = (
                right + len(wanted & given),
                extra + len(given - wanted),
                missing + len(wanted - given),
            )
            if wanted != given:
                misses.append(
                    f"{file} {line['number'] or line['ordinal']}: missing {wanted - given}, extra {given - wanted}"
                )
    share = 2 * right / (2 * right + extra + missing)

    assert share >= FLOORS[field], f"{field}: F1 {share:.3f}\n" + "\n".join(misses)


@pytest.mark.parametrize("file", FILES)
def test_every_fact_quotes_the_words_it_points_to(file: str, readings: dict[str, Read]) -> None:
    read = readings[file]
    wrong = [
        (fact.field, fact.quote)
        for decision in read.reading.decisions
        for fact in decision.facts
        if read.document.text[fact.start : fact.end] != fact.quote or read.document.page_at(fact.start) != fact.page
    ]

    assert not wrong
    assert all(read.document.text[each.start : each.end] == each.text for each in read.reading.decisions)


@pytest.mark.parametrize("file", FILES)
def test_no_word_of_a_sample_is_lost_in_reading(file: str, readings: dict[str, Read]) -> None:
    source = (SAMPLES / "sources" / f"{Path(file).stem}.txt").read_text(encoding="utf-8").partition("\n---\n")[2]
    printed = Counter(re.findall(r"\w+", re.sub(r"\*\*|%%", "", source)))
    read = Counter(re.findall(r"\w+", readings[file].document.text))

    assert not printed - read
