"""The labelled decisions of the quality corpus as resolutions: facts as annotated, so that no reading changes them."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import msgspec

from models.resolution import Decision, Kind, ResolutionRecord

CORPUS = Path(__file__).parents[1] / "quality" / "corpus"
OPEN = ("examples", "composed-dev")
_FIELDS = (
    "outcome", "manner", "meeting_date", "positions", "departments", "committees",
    "document_nos", "laws", "people", "places", "parcels", "money",
)  # fmt: skip


def labelled(sets: Sequence[str] = OPEN) -> tuple[ResolutionRecord, ...]:
    """Give the decisions of these sets, each under its own id."""
    rows = [
        json.loads(line)
        for name in sets
        for line in (CORPUS / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
    ]
    return tuple(_record(row) for row in rows)


def _record(row: dict[str, Any]) -> ResolutionRecord:
    facts = {name: row[name] for name in _FIELDS if row.get(name) is not None}
    decision = msgspec.convert(
        facts | {"start": 0, "end": len(row["text"]), "text": row["text"], "number": row["decision_no"]}, Decision
    )
    return ResolutionRecord(
        id=row["id"],
        version=1,
        visibility="public",
        sha256=row["id"].ljust(64, "0"),
        file=f"{row['id']}.pdf",
        kind=Kind.RESOLUTION,
        municipality=row.get("municipality"),
        ordinal=1,
        page=1,
        received="2026-01-01T00:00:00.000000Z",
        decision=decision,
    )
