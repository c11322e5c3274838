"""Entities as a clerk reads them, notation by notation: one table a field in ``entities/``."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from ingest.flat import to_flat
from ingest.understand import read_text
from models.resolution import Decision
from models.turkish.casing import upper

TABLES = sorted((Path(__file__).parent / "entities").glob("*.tsv"))
ROWS = [
    (table.stem, *line.split("\t"))
    for table in TABLES
    for line in table.read_text(encoding="utf-8").splitlines()
    if line and not line.startswith("#")
]


def _said(field: str, decision: Decision) -> list[str]:
    flat = to_flat(decision)
    match field:
        case "laws":
            return [" ".join(filter(None, (one["number"], one["article"]))) for one in flat["laws"]]
        case "titles":
            return [f"{one['name']} = {one['title'] or ''}".strip() for one in flat["people"]]
        case "people":
            return [one["name"] for one in flat["people"]]
        case "places":
            return [f"{one['kind']} {one['name']}" for one in flat["places"]]
        case "parcels":
            return [f"{one['ada'] or '-'}: {', '.join(one['parsel'])}".strip() for one in flat["parcels"]]
        case "money":
            return [f"{one['amount']:.2f} {one['currency']}" for one in flat["money"]]
        case "scales" | "areas" | "regulations":
            name = {"scales": "plan_scale", "areas": "area", "regulations": "regulation"}[field]
            return [_fact(fact.value) for fact in decision.facts if fact.field == name]
    return list(flat[field])


def _fact(value: Any) -> str:
    return " ".join(str(part) for part in value.values() if part is not None) if isinstance(value, dict) else str(value)


@pytest.mark.parametrize(("field", "text", "expected"), ROWS, ids=[f"{row[0]}: {row[1][:50]}" for row in ROWS])
def test_an_entity_is_read_as_a_clerk_reads_it(field: str, text: str, expected: str) -> None:
    wanted = [part.strip() for part in expected.split(";") if part.strip()]

    assert sorted(_said(field, read_text(text.replace("|", "\n")))) == sorted(wanted)


def _wide(text: str) -> str:
    return text.replace(" ", "  ")


PRINTED: dict[str, Callable[[str], str]] = {"in capitals": upper, "with wide spaces": _wide}
STEADY = {"laws", "parcels", "money"}


@pytest.mark.parametrize("way", PRINTED)
@pytest.mark.parametrize("field", sorted(STEADY))
def test_an_entity_is_the_same_however_it_is_printed(field: str, way: str) -> None:
    texts = [text for name, text, _ in ROWS if name == field and "|" not in text]

    changed = [text for text in texts if _said(field, read_text(PRINTED[way](text))) != _said(field, read_text(text))]

    assert changed == []
