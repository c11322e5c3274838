"""Who works on which file: leases with fencing tokens, crashes counted, and a file that crashes thrice set aside.

A job row is written with its upload and is the truth: there is no second queue to lose or double work. No clock is
compared between processes: a lease ends when an observer has seen no sign of life for long enough on its own clock
(`archive.sweep`).
"""

from collections.abc import Collection, Sequence
from typing import Any

import msgspec
from sqlalchemy import Connection, case, func, select, update

from archive.database import Database, utc_now
from archive.tables import documents, jobs, outbox, readings, resolution_versions, resolutions, uploads
from models.errors import NotFound

STATES = ("received", "reading", "understood", "indexed", "failed", "quarantined")
_json = msgspec.json.Encoder()


class Job(msgspec.Struct, frozen=True):
    """A claim on one file. What is written with a `token` that a later claim has passed is thrown away."""

    id: int
    sha256: str
    name: str
    size: int
    stage: str
    token: int
    crashes: int


class Held(msgspec.Struct, frozen=True):
    """A running job as an observer sees it."""

    id: int
    token: int
    beat: int
    owner: str


class JobRecord(msgspec.Struct, frozen=True):
    """A job for people to look at: its state, and the document's reason."""

    id: int
    sha256: str
    name: str
    stage: str
    state: str
    attempts: int
    crashes: int
    created: str
    changed: str
    code: str | None
    details: dict[str, Any]


class Conservation(msgspec.Struct, frozen=True):
    """Every accepted document, by state; `faults` names what does not add up, and is empty in a sound catalogue."""

    accepted: int
    states: dict[str, int]
    faults: tuple[str, ...]


class Jobs:
    """The catalogue's side of the worker."""

    database: Database

    def claim(self, owner: str, limit: int, *, alone: bool = True) -> list[Job]:
        """Take up to `limit` waiting files, in turn. One that a worker has died on comes alone.

        So the crash of one file is never blamed twice on those that happened to be taken with it. A worker with other
        files in hand says that it is not `alone`, and then gets none of these.
        """
        with self.database.writing() as connection:
            waiting = (
                select(jobs, documents.c.name, documents.c.size)
                .join(documents, documents.c.sha256 == jobs.c.sha256)
                .where(jobs.c.state == "waiting")
                .order_by(jobs.c.turn, jobs.c.id)
                .limit(limit)
                .with_for_update(of=jobs, skip_locked=True)
            )
            rows = connection.execute(waiting).all()
            suspect = next((place for place, row in enumerate(rows) if row.crashes), None)
            rows = rows if suspect is None else rows[: max(suspect, int(alone))]
            if not rows:
                return []
            now = utc_now()
            connection.execute(
                update(jobs)
                .where(jobs.c.id.in_([row.id for row in rows]))
                .values(
                    state="running",
                    token=jobs.c.token + 1,
                    attempts=jobs.c.attempts + 1,
                    owner=owner,
                    beat=0,
                    page=None,
                    pages=None,
                    changed=now,
                )
            )
            connection.execute(
                update(documents)
                .where(documents.c.sha256.in_([row.sha256 for row in rows]))
                .values(state="reading", attempts=documents.c.attempts + 1, changed=now)
            )
            return [Job(row.id, row.sha256, row.name, row.size, row.stage, row.token + 1, row.crashes) for row in rows]

    def heartbeat(self, held: Sequence[Job]) -> None:
        """Show a sign of life for every job in hand."""
        with self.database.writing() as connection:
            for job in held:
                connection.execute(
                    update(jobs).where(jobs.c.id == job.id, jobs.c.token == job.token).values(beat=jobs.c.beat + 1)
                )

    def progressed(self, pages: dict[Job, tuple[int, int]]) -> None:
        """Note for each job in hand how many pages are read, and how many there are."""
        with self.database.writing() as connection:
            for job, (page, of) in pages.items():
                mine = jobs.c.id == job.id, jobs.c.token == job.token
                connection.execute(update(jobs).where(*mine).values(page=page, pages=of, beat=jobs.c.beat + 1))

    def release(self, held: Sequence[Job]) -> None:
        """Hand back files whose work was not finished for no fault of theirs: a stop, or a service that is down."""
        with self.database.writing() as connection:
            self._wait_again(connection, self._still_held(connection, held))

    def crashed(self, held: Sequence[Job | Held], limit: int, reason: str = "worker_lost") -> list[str]:
        """Count a crash against each file; gives those that are set aside with their `limit`-th one.

        The others wait again, behind all that wait already. `reason` is what ended the reader or worker.
        """
        with self.database.writing() as connection:
            return self._wait_again(connection, self._still_held(connection, held), reason, limit)

    def fail(self, job: Job, code: str, details: dict[str, Any]) -> bool:
        """Record why a file cannot be read; gives False where the job is no longer held."""
        with self.database.writing() as connection:
            held = self._still_held(connection, [job])
            self._fail(connection, [(job, code, details)] if held else [])
        return bool(held)

    def retry(self, sha256s: Collection[str] | None = None, stage: str = "read") -> int:
        """Read files again: those named, or all that failed or were set aside; gives how many now wait."""
        with self.database.writing() as connection:
            wanted = documents.c.state.in_(("failed", "quarantined"))
            if sha256s is not None:
                wanted = documents.c.sha256.in_(list(sha256s))
            idle = documents.c.state.not_in(("received", "reading"))
            found = list(
                connection.scalars(select(documents.c.sha256).where(wanted, idle).order_by(documents.c.received))
            )
            now = utc_now()
            for part in _parts(found):
                connection.execute(
                    update(documents)
                    .where(documents.c.sha256.in_(part))
                    .values(state="received", code=None, details=None, changed=now)
                )
            self._ask(connection, found, stage, "again", now)
        if sha256s is not None and not found and not self._known(sha256s):
            raise NotFound("document_unknown", name=" ".join(sha256s)[:64])
        return len(found)

    def running(self) -> list[Held]:
        """Give every job that some worker holds."""
        with self.database.reading() as connection:
            rows = connection.execute(
                select(jobs.c.id, jobs.c.token, jobs.c.beat, jobs.c.owner).where(jobs.c.state == "running")
            )
            return [Held(row.id, row.token, row.beat, row.owner or "") for row in rows]

    def open_jobs(self, sha256s: Collection[str] | None = None) -> int:
        """Count the files that still wait or are being read, among `sha256s` or altogether."""
        with self.database.reading() as connection:
            query = select(func.count()).select_from(jobs).where(jobs.c.state.in_(("waiting", "running")))
            if sha256s is None:
                return connection.scalar(query) or 0
            return sum(connection.scalar(query.where(jobs.c.sha256.in_(part))) or 0 for part in _parts(list(sha256s)))

    def jobs(self, state: str | None = None, limit: int = 100) -> list[JobRecord]:
        """Give the newest jobs, or those in one state."""
        with self.database.reading() as connection:
            query = (
                select(jobs, documents.c.name, documents.c.code, documents.c.details)
                .join(documents, documents.c.sha256 == jobs.c.sha256)
                .order_by(jobs.c.id.desc())
                .limit(limit)
            )
            rows = connection.execute(query if state is None else query.where(jobs.c.state == state))
            return [
                JobRecord(
                    row.id,
                    row.sha256,
                    row.name,
                    row.stage,
                    row.state,
                    row.attempts,
                    row.crashes,
                    row.created,
                    row.changed,
                    row.code,
                    msgspec.json.decode(row.details or "{}"),
                )
                for row in rows
            ]

    def states(self) -> dict[str, int]:
        """Count every accepted document by state."""
        return self.conservation().states

    def conservation(self) -> Conservation:
        """Count every accepted document by state, and say what does not add up."""
        with self.database.reading() as connection:
            counted: dict[str, int] = dict(
                connection.execute(select(documents.c.state, func.count()).group_by(documents.c.state)).all()
            )
            faults = [f"{count} {wording}" for wording, query in _laws() if (count := connection.scalar(query) or 0)]
        return Conservation(sum(counted.values()), {state: counted.get(state, 0) for state in STATES}, tuple(faults))

    def _known(self, sha256s: Collection[str]) -> bool:
        with self.database.reading() as connection:
            return bool(
                connection.scalar(select(documents.c.sha256).where(documents.c.sha256.in_(list(sha256s))).limit(1))
            )

    def _still_held(self, connection: Connection, held: Sequence[Job | Held]) -> dict[int, Any]:
        """Give, by id, the rows of those jobs whose token is still the newest."""
        tokens = {job.id: job.token for job in held}
        rows: list[Any] = []
        for part in _parts(list(tokens)):
            query = select(jobs).where(jobs.c.id.in_(part), jobs.c.state == "running").with_for_update()
            rows += connection.execute(query).all()
        return {row.id: row for row in rows if row.token == tokens[row.id]}

    def _wait_again(
        self, connection: Connection, rows: dict[int, Any], crash: str | None = None, limit: int = 0
    ) -> list[str]:
        now, aside = utc_now(), []
        last = connection.scalar(select(func.max(jobs.c.turn)).where(jobs.c.state == "waiting")) or 0
        for row in rows.values():
            crashes = row.crashes + (crash is not None)
            over = crash is not None and crashes >= limit
            connection.execute(
                update(jobs)
                .where(jobs.c.id == row.id)
                .values(
                    state="quarantined" if over else "waiting",
                    turn=max(row.turn, last + 1) if crash else row.turn,
                    crashes=crashes,
                    owner=None,
                    changed=now,
                )
            )
            values: dict[str, Any] = {"state": "received", "changed": now}
            if over:
                aside.append(row.sha256)
                details = _json.encode({"crashes": crashes, "reason": crash}).decode()
                values |= {"state": "quarantined", "code": "crashed_repeatedly", "details": details}
            connection.execute(update(documents).where(documents.c.sha256 == row.sha256).values(values))
        return aside

    def _fail(self, connection: Connection, failures: Sequence[tuple[Job, str, dict[str, Any]]]) -> None:
        now = utc_now()
        for job, code, details in failures:
            connection.execute(update(jobs).where(jobs.c.id == job.id).values(state="failed", owner=None, changed=now))
            connection.execute(
                update(documents)
                .where(documents.c.sha256 == job.sha256)
                .values(state="failed", code=code, details=_json.encode(plain(details)).decode(), changed=now)
            )

    def _ask(self, connection: Connection, sha256s: Sequence[str], stage: str, lane: str, now: str) -> None:
        """Queue files behind the open ones of their own lane, but level with the front of every other lane."""
        if not sha256s:
            return
        front = connection.scalar(select(func.min(jobs.c.turn)).where(jobs.c.state == "waiting"))
        if front is None:
            front = connection.scalar(select(func.max(jobs.c.turn)).where(jobs.c.state == "running")) or 0
        own = select(func.max(jobs.c.turn)).where(jobs.c.lane == lane, jobs.c.state.in_(("waiting", "running")))
        turn = max(front, (connection.scalar(own) or 0) + 1)
        rows = [
            {
                "sha256": sha256, "stage": stage, "state": "waiting", "lane": lane, "turn": turn + place,
                "attempts": 0, "crashes": 0, "token": 0, "beat": 0, "created": now, "changed": now,
            }
            for place, sha256 in enumerate(sha256s)
        ]  # fmt: skip
        connection.execute(self.database.insert(jobs).on_conflict_do_nothing(), rows)
        self.database.wake(connection)


def plain(details: dict[str, Any]) -> dict[str, Any]:
    """Give an error's details as they can be stored: numbers as they are, everything else as short text."""
    return {
        name: value
        if isinstance(value, int | float | bool | None)
        else str(value).encode("utf-8", "replace").decode()[:500]
        for name, value in details.items()
    }


def _parts(items: list[Any], size: int = 500) -> list[list[Any]]:
    return [items[at : at + size] for at in range(0, len(items), size)]


def _laws() -> list[tuple[str, Any]]:
    """Give the laws every catalogue obeys: the wording of a breach, and the query that counts breaches."""
    open_job = select(jobs.c.id).where(jobs.c.sha256 == documents.c.sha256, jobs.c.state.in_(("waiting", "running")))
    is_open = documents.c.state.in_(("received", "reading"))
    newest = (
        select(func.max(resolution_versions.c.version)).where(resolution_versions.c.id == resolutions.c.id)
    ).scalar_subquery()

    def count(*conditions: Any, of: Any = documents) -> Any:
        return select(func.count()).select_from(of).where(*conditions)

    return [
        ("documents in no known state", count(documents.c.state.not_in(STATES))),
        ("documents wait to be read but no job will do it", count(is_open, ~open_job.exists())),
        ("documents are settled but a job is open", count(~is_open, open_job.exists())),
        (
            "documents failed or were set aside without a reason",
            count(documents.c.state.in_(("failed", "quarantined")), documents.c.code.is_(None)),
        ),
        (
            "documents were understood but hold no text",
            count(
                documents.c.state.in_(("understood", "indexed")),
                ~select(readings.c.sha256).where(readings.c.sha256 == documents.c.sha256).exists(),
            ),
        ),
        (
            "documents that no upload brought",
            count(~select(uploads.c.id).where(uploads.c.sha256 == documents.c.sha256).exists()),
        ),
        (
            "resolutions whose version has no content",
            count(resolutions.c.version != func.coalesce(newest, 0), of=resolutions),
        ),
        (
            "resolutions the index was never told of",
            count(
                ~select(outbox.c.seq)
                .where(
                    outbox.c.id == resolutions.c.id,
                    outbox.c.version == resolutions.c.version,
                    outbox.c.op == case((resolutions.c.current == 1, "put"), else_="delete"),
                )
                .exists(),
                of=resolutions,
            ),
        ),
    ]
