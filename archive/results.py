"""What reading a file gave, kept: its text, and a new version of each resolution that changed; all of it or nothing."""

import base64
import hashlib
from collections import defaultdict
from collections.abc import Sequence
from typing import Any

import msgspec
from sqlalchemy import Connection, bindparam, delete, func, select, update

from archive import packing
from archive.database import utc_now
from archive.intake import Intake
from archive.jobs import Job
from archive.tables import documents, facts, jobs, manual_values, outbox, readings, resolution_versions, resolutions
from models.document import Document
from models.resolution import Decision, Fact, Reading

_json = msgspec.json.Encoder()


class Understood(msgspec.Struct, frozen=True):
    """A claimed file that was read and understood."""

    job: Job
    document: Document
    reading: Reading


class Failed(msgspec.Struct, frozen=True):
    """A claimed file that cannot be read, and why."""

    job: Job
    code: str
    details: dict[str, Any]


class _Known(msgspec.Struct):
    """A resolution that an earlier reading of the same file found."""

    id: str
    ordinal: int
    version: int
    visibility: str
    current: bool
    decision: Decision
    packed: bytes


class _Rows(msgspec.Struct):
    """Everything one transaction writes, gathered so that each table is written once."""

    now: str
    resolutions_new: list[dict[str, Any]] = []
    resolutions_changed: list[dict[str, Any]] = []
    versions: list[dict[str, Any]] = []
    facts: list[dict[str, Any]] = []
    outbox: list[dict[str, Any]] = []
    documents: list[dict[str, Any]] = []
    readings: list[dict[str, Any]] = []


class Results(Intake):
    """The catalogue's side of what readers and the language model deliver."""

    def store(self, results: Sequence[Understood | Failed], visibility: str) -> int:
        """Keep results of claimed files in one transaction; gives how many were still wanted.

        A result whose claim has passed to another worker is thrown away. A resolution gets a new version only where
        the new reading says something else; values a person set are laid over it. `visibility` is that of resolutions
        seen for the first time.
        """
        with self.database.writing() as connection:
            held = self._still_held(connection, [result.job for result in results])
            wanted = [result for result in results if result.job.id in held]
            self._fail(connection, [(r.job, r.code, r.details) for r in wanted if isinstance(r, Failed)])
            understood = [result for result in wanted if isinstance(result, Understood)]
            if understood:
                self.database.in_order(connection)
                self._keep(connection, understood, visibility)
        return len(wanted)

    def _keep(self, connection: Connection, results: Sequence[Understood], visibility: str) -> None:
        rows = _Rows(utc_now())
        now = rows.now
        known, manual = _known(connection, [result.job.sha256 for result in results])
        for result in results:
            _gather(rows, result, known[result.job.sha256], manual, visibility)
        if rows.resolutions_new:
            connection.execute(resolutions.insert(), rows.resolutions_new)
        write_changes(connection, rows.resolutions_changed, rows.versions, rows.facts, rows.outbox)
        reading = self.database.insert(readings)
        connection.execute(
            reading.on_conflict_do_update(
                index_elements=["sha256"],
                set_={name: reading.excluded[name] for name in ("document", "questions", "kept")},
            ),
            rows.readings,
        )
        last = connection.scalar(select(func.max(outbox.c.seq))) or 0
        told = {row["sha256"] for row in (*rows.resolutions_new, *rows.resolutions_changed)}
        for row in rows.documents:
            row["b_last"] = last if row["b_sha256"] in told else 0
        connection.execute(
            update(documents)
            .where(documents.c.sha256 == bindparam("b_sha256"))
            .values(
                state="understood",
                code=None,
                details=None,
                changed=now,
                kind=bindparam("b_kind"),
                municipality=bindparam("b_municipality"),
                reader=bindparam("b_reader"),
                model=bindparam("b_model"),
                visibility=bindparam("b_visibility"),
                last_seq=func.coalesce(
                    func.nullif(bindparam("b_last", type_=outbox.c.seq.type), 0), documents.c.last_seq
                ),
            ),
            rows.documents,
        )
        connection.execute(
            update(jobs)
            .where(jobs.c.id.in_([result.job.id for result in results]))
            .values(state="done", owner=None, changed=now)
        )


def write_changes(
    connection: Connection,
    changed: Sequence[dict[str, Any]],
    versions: Sequence[dict[str, Any]],
    fact_rows: Sequence[dict[str, Any]],
    told: Sequence[dict[str, Any]],
) -> None:
    """Write new versions of resolutions, the facts of each, and the outbox rows that tell the index."""
    if changed:
        connection.execute(
            update(resolutions)
            .where(resolutions.c.id == bindparam("b_id"))
            .values({name: bindparam(f"b_{name}") for name in _CHANGEABLE}),
            [{f"b_{name}": row[name] for name in ("id", *_CHANGEABLE)} for row in changed],
        )
        ids = [row["id"] for row in changed]
        connection.execute(delete(facts).where(facts.c.id.in_(ids)))
    for table, rows in ((resolution_versions, versions), (facts, fact_rows), (outbox, told)):
        if rows:
            connection.execute(table.insert(), list(rows))


def overlay(decision: Decision, values: dict[str, Any], page: int) -> Decision:
    """Lay the values a person set over a decision; each also stands among the facts, as ``manual``."""
    if not values:
        return decision
    said = tuple(
        Fact(name, value, decision.start, decision.start, page, "", "manual@1", 1.0, "manual")
        for name, value in sorted(values.items())
    )
    machine = tuple(fact for fact in decision.facts if fact.source != "manual")
    changed = msgspec.convert(msgspec.to_builtins(decision) | values, Decision)
    return msgspec.structs.replace(changed, facts=machine + said)


def fact_rows(resolution_id: str, decision: Decision) -> list[dict[str, Any]]:
    """Give the rows of a decision's facts."""
    return [
        {
            "id": resolution_id, "position": position, "field": fact.field, "value": _json.encode(fact.value).decode(),
            "start": fact.start, "end": fact.end, "page": fact.page, "rule": fact.rule, "confidence": fact.confidence,
            "source": fact.source,
        }
        for position, fact in enumerate(decision.facts)
    ]  # fmt: skip


def plain_text(text: str | None) -> str | None:
    """Give a short text as every database takes it: PostgreSQL stores no NUL."""
    return text.replace("\0", "") if text else text


_CHANGEABLE = ("ordinal", "page", "version", "visibility", "current", "number", "meeting_date", "changed")


def _gather(
    rows: _Rows, result: Understood, known: list[_Known], manual: dict[str, dict[str, Any]], visibility: str
) -> None:
    """Compare a new reading with what is known of the file, and gather the rows that record the difference."""
    sha256, document, reading, now = result.job.sha256, result.document, result.reading, rows.now
    first_time = not any(known)
    matches = _match(known, reading.decisions)
    taken = {entry.id for entry in known}
    pages: list[str] = []
    for ordinal, (found, before) in enumerate(zip(reading.decisions, matches, strict=True), start=1):
        page = document.page_at(found.start)
        if before is None:
            key = _new_key(sha256, ordinal, taken)
            taken.add(key)
            version, seen = 1, visibility
            decision, packed = found, packing.pack(found)
        else:
            key, seen = before.id, before.visibility
            decision = overlay(found, manual.get(key, {}), page)
            packed = packing.pack(decision)
            if packed == before.packed and before.current and before.ordinal == ordinal:
                pages.append(seen)
                continue
            version = before.version + 1
        pages.append(seen)
        row = {
            "id": key, "sha256": sha256, "ordinal": ordinal, "page": page, "version": version, "visibility": seen,
            "current": 1, "number": plain_text(decision.number), "meeting_date": decision.meeting_date, "changed": now,
        }  # fmt: skip
        (rows.resolutions_new if before is None else rows.resolutions_changed).append(row)
        _tell(rows, row, packed, "reading", reading.version)
        rows.facts += fact_rows(key, decision)
    matched = {entry.id for entry in matches if entry is not None}
    for gone in known:
        if gone.current and gone.id not in matched:
            row = {
                "id": gone.id, "sha256": sha256, "ordinal": gone.ordinal, "page": 1, "version": gone.version + 1,
                "visibility": gone.visibility, "current": 0, "number": plain_text(gone.decision.number),
                "meeting_date": gone.decision.meeting_date, "changed": now,
            }  # fmt: skip
            rows.resolutions_changed.append(row)
            _tell(rows, row, gone.packed, "removal", reading.version)
    whole = (
        "public" if set(pages) == {"public"} or (not pages and first_time and visibility == "public") else "restricted"
    )
    rows.documents.append(
        {
            "b_sha256": sha256, "b_kind": str(reading.kind), "b_municipality": plain_text(reading.municipality),
            "b_reader": document.reader[:64], "b_model": reading.version[:64], "b_visibility": whole,
        }
    )  # fmt: skip
    rows.readings.append(
        {
            "sha256": sha256, "document": packing.pack(document), "questions": packing.pack(reading.questions),
            "kept": now,
        }
    )  # fmt: skip


def _tell(rows: _Rows, row: dict[str, Any], packed: bytes, cause: str, model: str) -> None:
    key, version = row["id"], row["version"]
    rows.versions.append(
        {
            "id": key, "version": version, "decision": packed, "cause": cause, "model": model[:64], "author": None,
            "reason": None, "at": rows.now,
        }
    )  # fmt: skip
    rows.outbox.append({"id": key, "version": version, "op": "put" if row["current"] else "delete", "at": rows.now})


def _known(
    connection: Connection, sha256s: Sequence[str]
) -> tuple[defaultdict[str, list[_Known]], dict[str, dict[str, Any]]]:
    """Give, per file, the resolutions known of it, and, per resolution, the values a person set."""
    query = (
        select(resolutions, resolution_versions.c.decision)
        .join(
            resolution_versions,
            (resolution_versions.c.id == resolutions.c.id) & (resolution_versions.c.version == resolutions.c.version),
        )
        .where(resolutions.c.sha256.in_(sha256s))
        .order_by(resolutions.c.ordinal)
    )
    known: defaultdict[str, list[_Known]] = defaultdict(list)
    for row in connection.execute(query):
        known[row.sha256].append(
            _Known(
                row.id,
                row.ordinal,
                row.version,
                row.visibility,
                bool(row.current),
                packing.decision(row.decision),
                row.decision,
            )
        )
    manual: dict[str, dict[str, Any]] = {}
    ids = [entry.id for entries in known.values() for entry in entries]
    for at in range(0, len(ids), 500):
        set_by_hand = select(manual_values).where(manual_values.c.id.in_(ids[at : at + 500]))
        for row in connection.execute(set_by_hand):
            manual.setdefault(row.id, {})[row.field] = msgspec.json.decode(row.value)
    return known, manual


def _match(known: Sequence[_Known], found: Sequence[Decision]) -> list[_Known | None]:
    """Give, per new decision, the resolution it was before: by its place in the text, its number, or its turn."""
    left = {entry.id: entry for entry in known}
    answer: list[_Known | None] = [None] * len(found)
    for same in (
        lambda entry, decision, _: entry.decision.text == decision.text and entry.decision.start == decision.start,
        lambda entry, decision, _: bool(decision.number) and entry.decision.number == decision.number,
        lambda entry, decision, _: entry.decision.start == decision.start,
        lambda entry, _, ordinal: entry.ordinal == ordinal and entry.current,
    ):
        for place, decision in enumerate(found):
            if answer[place] is None:
                hit = next((entry for entry in left.values() if same(entry, decision, place + 1)), None)
                if hit is not None:
                    answer[place] = left.pop(hit.id)
    return answer


def _new_key(sha256: str, ordinal: int, taken: set[str]) -> str:
    for again in range(len(taken) + 1):
        digest = hashlib.sha256(f"{sha256}/{ordinal}/{again}".encode()).digest()
        key = base64.b32encode(digest[:10]).decode().lower()
        if key not in taken:
            return key
    raise AssertionError  # one of n + 1 different keys is not among n taken ones
