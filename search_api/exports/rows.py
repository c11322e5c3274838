"""The rows of an export and the files they make.

Ids come from the index in batches as of one moment, records from the catalogue batch by batch: memory stays flat however
many hits there are. Every export names its query, filters, total and time.
"""

import csv
import io
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from typing import Any

import msgspec

from archive.index.engine import Index
from models.query.parse import parse
from models.resolution import ResolutionRecord

from ..find import SearchRequest, query_of
from ..find.similar import Records
from .workbook import workbook

MEDIA_TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "jsonl": "application/jsonl; charset=utf-8",
}
COLUMNS = (
    "id",
    "municipality",
    "number",
    "meeting_date",
    "subject",
    "outcome",
    "manner",
    "for",
    "against",
    "abstain",
    "departments",
    "committees",
    "laws",
    "file",
    "page",
    "sha256",
    "url",
)
_BATCH = 500
_CHUNK = 256 * 1024


def export(
    index: Index, catalogue: Records, request: SearchRequest, visibilities: frozenset[str], form: str
) -> Iterator[bytes]:
    """Give all hits of a search as a ``csv``, ``xlsx`` or ``jsonl`` file, piece by piece.

    Raises UnclearQuery before the first piece, as `find` does; `limit` and `cursor` of the request are not used.
    """
    asked = msgspec.structs.replace(request, cursor=None, facets=())
    query = query_of(index, parse(asked.q), asked, visibilities)
    total = index.search(msgspec.structs.replace(query, limit=1)).total
    about = {
        "query": asked.q,
        "filters": "; ".join(f"{facet}={', '.join(values)}" for facet, values in asked.chosen()),
        "dates": f"{asked.date_from or ''}..{asked.date_to or ''}" if asked.date_from or asked.date_to else "",
        "total": str(total),
        "taken": datetime.now(UTC).isoformat(timespec="seconds"),
    }
    rows = _rows(index.stream(query, _BATCH), catalogue, visibilities)
    return {"csv": _csv, "jsonl": _jsonl, "xlsx": _xlsx}[form](about, rows)


def _rows(batches: Iterator[list[str]], catalogue: Records, visibilities: frozenset[str]) -> Iterator[dict[str, Any]]:
    for ids in batches:
        records = catalogue.records(ids)
        for identity in ids:
            if identity in records and records[identity].visibility in visibilities:
                yield _row(records[identity])


def _row(record: ResolutionRecord) -> dict[str, Any]:
    decision = record.decision
    voters = {
        option: [one.voter for one in decision.positions if one.option == option]
        for option in ("for", "against", "abstain")
    }
    return {
        "id": record.id,
        "municipality": record.municipality or "",
        "number": decision.number or "",
        "meeting_date": decision.meeting_date or "",
        "subject": decision.subject or "",
        "outcome": str(decision.outcome),
        "manner": str(decision.manner),
        **voters,
        "departments": list(decision.departments),
        "committees": list(decision.committees),
        "laws": [f"{law.number}/{law.article}" if law.article else law.number for law in decision.laws],
        "file": record.file,
        "page": record.page,
        "sha256": record.sha256,
        "url": f"/resolutions/{record.id}",
    }


def harmless(value: Any) -> str:
    """Give a cell that no spreadsheet runs: one that begins like a formula gets an apostrophe before it."""
    text = "; ".join(map(str, value)) if isinstance(value, list) else str(value)
    return (
        "'" + text if text.lstrip()[:1] in {"=", "+", "-", "@", "\t", "\r"} or text[:1] in {"\t", "\r", "\n"} else text
    )


def _lines(about: dict[str, str], rows: Iterator[dict[str, Any]]) -> Iterator[Sequence[str]]:
    for name, value in about.items():
        yield (f"# {name}", harmless(value))
    yield COLUMNS
    for row in rows:
        yield tuple(harmless(row[column]) for column in COLUMNS)


def _csv(about: dict[str, str], rows: Iterator[dict[str, Any]]) -> Iterator[bytes]:
    buffer = io.StringIO()
    buffer.write("\ufeff")
    writer = csv.writer(buffer, lineterminator="\r\n")
    full = 0  # the first line leaves at once: whoever waits sees that the export has begun
    for line in _lines(about, rows):
        writer.writerow(line)
        if buffer.tell() > full:
            full = _CHUNK
            yield buffer.getvalue().encode("utf-8", "replace")
            buffer.seek(0)
            buffer.truncate()
    yield buffer.getvalue().encode("utf-8", "replace")


def _jsonl(about: dict[str, str], rows: Iterator[dict[str, Any]]) -> Iterator[bytes]:
    yield msgspec.json.encode({"about": about}) + b"\n"
    buffer = bytearray()
    for row in rows:
        buffer += msgspec.json.encode(row)
        buffer += b"\n"
        if len(buffer) > _CHUNK:
            yield bytes(buffer)
            buffer.clear()
    yield bytes(buffer)


def _xlsx(about: dict[str, str], rows: Iterator[dict[str, Any]]) -> Iterator[bytes]:
    yield from workbook(iter(_lines(about, rows)), "Karar")
