"""What was handed in: one row for each upload, whoever brought the same bytes before; and the job that follows from it."""

import base64
import secrets
import time
from collections.abc import Sequence

import msgspec
from sqlalchemy import ColumnElement, Connection, select

from archive.database import utc_now
from archive.jobs import Jobs, plain
from archive.tables import documents, jobs, uploads
from models.errors import KararError, NotFound

_json = msgspec.json.Encoder()


class Arrival(msgspec.Struct, frozen=True):
    """A file at the door: kept among the originals, or refused with `error`."""

    name: str
    sha256: str
    size: int
    error: KararError | None = None


class Accepted(msgspec.Struct, frozen=True):
    """The answer to one file. `duplicate_of` is the name under which the same bytes came first.

    A file refused inside a batch has an `error`, and nothing is kept of it but this record.
    """

    upload_id: str
    name: str
    sha256: str
    duplicate_of: str | None = None
    error: KararError | None = None
    batch: str | None = None

    @property
    def url(self) -> str:
        """Give the page of the document, which for a duplicate is that of the first."""
        return f"/documents/{self.sha256}"


class UploadRecord(msgspec.Struct, frozen=True, kw_only=True):
    """One upload and what has become of it since; a batch has `members`."""

    id: str
    name: str
    source: str
    at: str
    sha256: str | None
    state: str  # that of the document; for a batch: reading until no member is open, then understood; refused
    code: str | None = None
    details: dict[str, object] = {}
    duplicate_of: str | None = None
    attempts: int = 0
    changed: str
    page: int | None = None  # of a file that is being read page by page: how far its reader has come
    pages: int | None = None
    members: tuple["UploadRecord", ...] = ()


class Intake(Jobs):
    """The catalogue's side of the door in."""

    def accept(
        self, arrivals: Sequence[Arrival], source: str, *, batch: str | None = None, lane: str | None = None
    ) -> list[Accepted]:
        """Record files that are already among the originals, and ask for them to be read: all of it or nothing.

        `batch` is the name of the container they came in. Jobs of one `lane` (by default the batch, else the source)
        take turns with those of all others.
        """
        with self.database.writing() as connection:
            now = utc_now()
            batch_id = _new_id() if batch is not None else None
            if batch_id:
                row = {"id": batch_id, "name": clean_name(batch or ""), "source": source, "at": now}
                connection.execute(uploads.insert(), row)
            answers = [self._one(connection, arrival, source, batch_id, now) for arrival in arrivals]
            fresh = [a for a in answers if a.error is None and a.duplicate_of is None]
            self._ask(connection, [a.sha256 for a in fresh], "read", lane or batch_id or source, now)
        return answers

    def upload(self, upload_id: str) -> UploadRecord:
        """Give an upload and the state of what it brought; raises `NotFound`."""
        with self.database.reading() as connection:
            found = _upload_rows(connection, uploads.c.id == upload_id)
            if not found:
                raise NotFound("upload_unknown", name=upload_id[:64])
            members = _upload_rows(connection, uploads.c.batch == upload_id)
        record = found[0]
        if record.sha256 is None and record.code is None:
            is_open = any(member.state in {"received", "reading"} for member in members)
            state = "reading" if is_open else "understood"
            return msgspec.structs.replace(record, state=state, members=tuple(members))
        return record

    def uploads_of(self, sha256: str) -> list[UploadRecord]:
        """Give every upload that brought these bytes, the first one first."""
        with self.database.reading() as connection:
            return _upload_rows(connection, uploads.c.sha256 == sha256)

    def _one(self, connection: Connection, arrival: Arrival, source: str, batch: str | None, now: str) -> Accepted:
        name, upload_id = clean_name(arrival.name), _new_id()
        row = {"id": upload_id, "batch": batch, "name": name, "source": source, "at": now}
        if arrival.error is not None:
            details = _json.encode(plain(arrival.error.details)).decode()
            connection.execute(uploads.insert(), row | {"code": arrival.error.code, "details": details})
            return Accepted(upload_id, name, arrival.sha256, error=arrival.error, batch=batch)
        kept = {"name": name, "size": arrival.size, "received": now, "state": "received", "changed": now}
        added = connection.scalar(
            self.database.insert(documents)
            .on_conflict_do_nothing(index_elements=["sha256"])
            .returning(documents.c.sha256),
            kept | {"sha256": arrival.sha256, "attempts": 0, "visibility": "restricted", "last_seq": 0},
        )
        first = None
        if added is None:
            first = connection.execute(
                select(uploads.c.id, uploads.c.name)
                .where(uploads.c.sha256 == arrival.sha256)
                .order_by(uploads.c.id)
                .limit(1)
            ).one()
        connection.execute(
            uploads.insert(), row | {"sha256": arrival.sha256, "duplicate_of": first.id if first else None}
        )
        return Accepted(upload_id, name, arrival.sha256, duplicate_of=first.name if first else None, batch=batch)


def clean_name(name: str) -> str:
    """Give a file's name as it can be stored and shown: only its last part, without what no name holds."""
    last = name.replace("\\", "/").rstrip("/").rsplit("/", 1)[-1]
    shown = "".join(letter for letter in last if letter.isprintable())
    return shown.encode("utf-8", "replace").decode()[:255].strip() or "adsız"


def _upload_rows(connection: Connection, condition: ColumnElement[bool]) -> list[UploadRecord]:
    first = uploads.alias("first")
    query = (
        select(
            uploads,
            documents.c.state,
            documents.c.code.label("document_code"),
            documents.c.details.label("document_details"),
            documents.c.attempts,
            documents.c.changed,
            first.c.name.label("first_name"),
            jobs.c.page,
            jobs.c.pages,
        )
        .select_from(
            uploads.outerjoin(documents, documents.c.sha256 == uploads.c.sha256)
            .outerjoin(first, first.c.id == uploads.c.duplicate_of)
            .outerjoin(jobs, (jobs.c.sha256 == uploads.c.sha256) & (jobs.c.state == "running"))
        )
        .where(condition)
        .order_by(uploads.c.id)
    )
    return [
        UploadRecord(
            id=row.id,
            name=row.name,
            source=row.source,
            at=row.at,
            sha256=row.sha256,
            state=row.state or "refused",
            code=row.code or row.document_code,
            details=msgspec.json.decode(row.details or row.document_details or "{}"),
            duplicate_of=row.first_name,
            attempts=row.attempts or 0,
            changed=row.changed or row.at,
            page=row.page,
            pages=row.pages,
        )
        for row in connection.execute(query)
    ]


def _new_id() -> str:
    # Sorts by time, so that uploads of one moment keep their order; cannot be guessed all the same.
    return base64.b32hexencode(time.time_ns().to_bytes(8) + secrets.token_bytes(7)).decode().lower()
