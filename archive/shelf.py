"""Resolutions and documents as readers of the archive see them, and how they are published and corrected."""

from collections.abc import Iterable, Sequence
from typing import Any

import msgspec
from sqlalchemy import Connection, Row, Select, func, select, update

from archive import packing
from archive.database import utc_now
from archive.intake import UploadRecord
from archive.results import Results, fact_rows, overlay, plain_text, write_changes
from archive.tables import documents, manual_values, outbox, readings, resolution_versions, resolutions
from models.document import Document, Notice, Page, Table
from models.errors import NotFound
from models.resolution import Decision, Kind, Question, ResolutionRecord

_json = msgspec.json.Encoder()
_PART = 500


class ResolutionLine(msgspec.Struct, frozen=True):
    """One resolution of a document, for a list."""

    id: str
    ordinal: int
    page: int
    number: str | None
    meeting_date: str | None
    visibility: str


class DocumentRecord(msgspec.Struct, frozen=True, kw_only=True):
    """A kept file: what it is, how far it has come, and, once it was read, its text."""

    sha256: str
    name: str
    size: int
    received: str
    state: str
    code: str | None
    details: dict[str, Any]
    attempts: int
    changed: str
    visibility: str
    kind: Kind | None
    municipality: str | None
    reader: str | None
    model: str | None
    document: Document | None
    questions: tuple[Question, ...]
    resolutions: tuple[ResolutionLine, ...]
    uploads: tuple[UploadRecord, ...]

    @property
    def decisions(self) -> int:
        """Give how many resolutions it holds."""
        return len(self.resolutions)

    @property
    def format(self) -> str | None:
        """Give the format it was read as."""
        return self.document.format if self.document else None

    @property
    def text(self) -> str:
        """Give its whole text, empty until it was read."""
        return self.document.text if self.document else ""

    @property
    def pages(self) -> tuple[Page, ...]:
        """Give its pages."""
        return self.document.pages if self.document else ()

    @property
    def tables(self) -> tuple[Table, ...]:
        """Give its tables."""
        return self.document.tables if self.document else ()

    @property
    def notices(self) -> tuple[Notice, ...]:
        """Give what a clerk should know about how it was read."""
        return self.document.notices if self.document else ()


class VersionLine(msgspec.Struct, frozen=True):
    """One version of a resolution: why it came, by whom and when."""

    version: int
    cause: str
    model: str | None
    author: str | None
    reason: str | None
    at: str


class Shelf(Results):
    """The catalogue's side of what is kept."""

    def resolution(self, resolution_id: str, visibilities: Iterable[str]) -> ResolutionRecord:
        """Give a current resolution that may be seen; raises `NotFound` alike for one hidden and one unknown."""
        with self.database.reading() as connection:
            seen = resolutions.c.visibility.in_(list(visibilities))
            row = connection.execute(_current().where(resolutions.c.id == resolution_id, seen)).first()
        if row is None:
            raise NotFound("resolution_unknown", name=resolution_id[:64])
        return _record(row)

    def history(self, resolution_id: str) -> list[VersionLine]:
        """Give every version of a resolution, the newest first."""
        with self.database.reading() as connection:
            versions = resolution_versions.c
            rows = connection.execute(
                select(versions.version, versions.cause, versions.model, versions.author, versions.reason, versions.at)
                .where(versions.id == resolution_id)
                .order_by(versions.version.desc())
            )
            return [VersionLine(*row) for row in rows]

    def document(self, sha256: str, visibilities: Iterable[str] | None = None) -> DocumentRecord:
        """Give a document; with `visibilities`, raises `NotFound` alike for one hidden and one unknown."""
        with self.database.reading() as connection:
            row = connection.execute(
                select(documents, readings.c.document, readings.c.questions)
                .outerjoin(readings, readings.c.sha256 == documents.c.sha256)
                .where(documents.c.sha256 == sha256)
            ).first()
            if row is None or (visibilities is not None and row.visibility not in frozenset(visibilities)):
                raise NotFound("document_unknown", name=sha256[:64])
            lines = connection.execute(
                select(resolutions)
                .where(resolutions.c.sha256 == sha256, resolutions.c.current == 1)
                .order_by(resolutions.c.ordinal)
            ).all()
        return DocumentRecord(
            sha256=row.sha256,
            name=row.name,
            size=row.size,
            received=row.received,
            state=row.state,
            code=row.code,
            details=msgspec.json.decode(row.details or "{}"),
            attempts=row.attempts,
            changed=row.changed,
            visibility=row.visibility,
            kind=Kind(row.kind) if row.kind else None,
            municipality=row.municipality,
            reader=row.reader,
            model=row.model,
            document=packing.document(row.document) if row.document else None,
            questions=packing.questions(row.questions) if row.questions else (),
            resolutions=tuple(
                ResolutionLine(line.id, line.ordinal, line.page, line.number, line.meeting_date, line.visibility)
                for line in lines
            ),
            uploads=tuple(self.uploads_of(sha256)),
        )

    def text(self, sha256: str) -> Document:
        """Give what was read from a document; raises `NotFound` until it was."""
        with self.database.reading() as connection:
            packed = connection.scalar(select(readings.c.document).where(readings.c.sha256 == sha256))
        if packed is None:
            raise NotFound("document_unknown", name=sha256[:64])
        return packing.document(packed)

    def records(self, ids: Sequence[str]) -> dict[str, ResolutionRecord]:
        """Give those of the named resolutions that are current."""
        found: dict[str, ResolutionRecord] = {}
        with self.database.reading() as connection:
            for at in range(0, len(ids), _PART):
                rows = connection.execute(_current().where(resolutions.c.id.in_(ids[at : at + _PART])))
                found |= {row.id: _record(row) for row in rows}
        return found

    def current(self, after_id: str | None, limit: int) -> list[ResolutionRecord]:
        """Give up to `limit` current resolutions in id order, from behind `after_id` on."""
        with self.database.reading() as connection:
            rows = connection.execute(_behind(_current(), after_id, limit)).all()
        return [_record(row) for row in rows]

    def count_current(self) -> int:
        """Give how many current resolutions there are."""
        with self.database.reading() as connection:
            return connection.scalar(select(func.count()).where(resolutions.c.current == 1)) or 0

    def versions(self, after_id: str | None, limit: int) -> list[tuple[str, int, str]]:
        """Give (id, version, visibility) of up to `limit` current resolutions in id order, from behind `after_id` on."""
        query = select(resolutions.c.id, resolutions.c.version, resolutions.c.visibility).where(
            resolutions.c.current == 1
        )
        with self.database.reading() as connection:
            return [
                (row.id, row.version, row.visibility) for row in connection.execute(_behind(query, after_id, limit))
            ]

    def publish(
        self, what: Sequence[str] | None, visibility: str, *, author: str | None = None, reason: str | None = None
    ) -> int:
        """Make things ``public`` or ``restricted``: resolutions, all those of documents named by SHA-256, or everything.

        Gives how many resolutions changed.
        """
        with self.database.writing() as connection:
            if what is None:
                what = list(connection.scalars(select(documents.c.sha256)))
            return sum(
                self._publish(connection, what[at : at + _PART], visibility, author, reason)
                for at in range(0, len(what), _PART)
            )

    def _publish(
        self, connection: Connection, what: Sequence[str], visibility: str, author: str | None, reason: str | None
    ) -> int:
        sha256s = [name for name in what if len(name) == 64]
        wanted = resolutions.c.id.in_(list(what)) | resolutions.c.sha256.in_(sha256s)
        rows = connection.execute(
            _versioned().where(wanted, resolutions.c.current == 1, resolutions.c.visibility != visibility)
        ).all()
        self.database.in_order(connection)
        changes = [(row, {"visibility": visibility}, packing.decision(row.decision)) for row in rows]
        self._new_versions(connection, changes, "publication", author, reason)
        touched = sorted({row.sha256 for row in rows} | set(sha256s))
        hidden = select(resolutions.c.id).where(
            resolutions.c.sha256 == documents.c.sha256,
            resolutions.c.current == 1,
            resolutions.c.visibility != "public",
        )
        connection.execute(update(documents).where(documents.c.sha256.in_(touched)).values(visibility="restricted"))
        # A document without resolutions, an agenda for example, is published by its own name alone.
        own = documents.c.sha256.in_(sha256s if visibility == "public" else [])
        any_left = select(resolutions.c.id).where(
            resolutions.c.sha256 == documents.c.sha256, resolutions.c.current == 1
        )
        connection.execute(
            update(documents)
            .where(documents.c.sha256.in_(touched), ~hidden.exists(), own | any_left.exists())
            .values(visibility="public")
        )
        return len(rows)

    def correct(self, resolution_id: str, values: dict[str, Any], *, author: str, reason: str) -> int:
        """Set fields of `Decision` by hand, as a new version; later readings keep them. Gives the version.

        Raises `NotFound` for an unknown resolution and `msgspec.ValidationError` for a value that does not fit.
        """
        with self.database.writing() as connection:
            row = connection.execute(_versioned().where(resolutions.c.id == resolution_id)).first()
            if row is None:
                raise NotFound("resolution_unknown", name=resolution_id[:64])
            before = connection.execute(select(manual_values).where(manual_values.c.id == resolution_id)).all()
            manual = {entry.field: msgspec.json.decode(entry.value) for entry in before} | values
            decision = overlay(packing.decision(row.decision), manual, row.page)
            now, insert = utc_now(), self.database.insert(manual_values)
            connection.execute(
                insert.on_conflict_do_update(
                    index_elements=["id", "field"],
                    set_={name: insert.excluded[name] for name in ("value", "author", "reason", "at")},
                ),
                [
                    {
                        "id": resolution_id, "field": field, "value": _json.encode(value).decode(), "author": author,
                        "reason": reason, "at": now,
                    }
                    for field, value in values.items()
                ],
            )  # fmt: skip
            self.database.in_order(connection)
            self._new_versions(connection, [(row, {}, decision)], "correction", author, reason)
        return int(row.version) + 1

    def _new_versions(
        self,
        connection: Connection,
        changes: Sequence[tuple[Row[Any], dict[str, Any], Decision]],
        cause: str,
        author: str | None,
        reason: str | None,
    ) -> None:
        now = utc_now()
        changed, versions, new_facts, told = [], [], [], []
        for row, values, decision in changes:
            version = row.version + 1
            state = {
                "id": row.id, "ordinal": row.ordinal, "page": row.page, "version": version,
                "visibility": row.visibility, "current": row.current, "number": plain_text(decision.number),
                "meeting_date": decision.meeting_date, "changed": now,
            }  # fmt: skip
            changed.append(state | values)
            versions.append(
                {
                    "id": row.id, "version": version, "decision": packing.pack(decision), "cause": cause, "model": None,
                    "author": author, "reason": reason, "at": now,
                }
            )  # fmt: skip
            new_facts += fact_rows(row.id, decision)
            told.append({"id": row.id, "version": version, "op": "put" if row.current else "delete", "at": now})
        write_changes(connection, changed, versions, new_facts, told)
        if told:
            last = connection.scalar(select(func.max(outbox.c.seq)))
            connection.execute(
                update(documents)
                .where(documents.c.sha256.in_(sorted({row.sha256 for row, _, _ in changes})))
                .values(last_seq=last)
            )
            connection.execute(
                update(documents)
                .where(
                    documents.c.sha256.in_(sorted({row.sha256 for row, _, _ in changes})),
                    documents.c.state == "indexed",
                )
                .values(state="understood", changed=now)
            )


def _versioned() -> Select[Any]:
    return select(resolutions, resolution_versions.c.decision).join(
        resolution_versions,
        (resolution_versions.c.id == resolutions.c.id) & (resolution_versions.c.version == resolutions.c.version),
    )


def _current() -> Select[Any]:
    return (
        select(
            resolutions,
            resolution_versions.c.decision,
            documents.c.name,
            documents.c.kind,
            documents.c.municipality,
            documents.c.received,
        )
        .join(
            resolution_versions,
            (resolution_versions.c.id == resolutions.c.id) & (resolution_versions.c.version == resolutions.c.version),
        )
        .join(documents, documents.c.sha256 == resolutions.c.sha256)
        .where(resolutions.c.current == 1)
    )


def _behind(query: Select[Any], after_id: str | None, limit: int) -> Select[Any]:
    if after_id is not None:
        query = query.where(resolutions.c.id > after_id)
    return query.order_by(resolutions.c.id).limit(limit)


def _record(row: Row[Any]) -> ResolutionRecord:
    return ResolutionRecord(
        id=row.id,
        version=row.version,
        visibility=row.visibility,
        sha256=row.sha256,
        file=row.name,
        kind=Kind(row.kind),
        municipality=row.municipality,
        ordinal=row.ordinal,
        page=row.page,
        received=row.received,
        decision=packing.decision(row.decision),
    )
