"""The catalogue: everything known about the originals, in one relational database."""

from collections.abc import Iterator

import msgspec
from sqlalchemy import delete, func, select, update

from archive.database import Database, utc_now
from archive.shelf import Shelf
from archive.tables import documents, outbox


class OutboxRow(msgspec.Struct, frozen=True):
    """One change that the search index has to follow; `op` is ``put`` or ``delete``."""

    seq: int
    id: str
    version: int
    op: str


class Catalogue(Shelf):
    """Documents, uploads, jobs, resolutions with their versions, and the outbox that the search index follows.

    It grows in layers: `archive.jobs`, `archive.intake`, `archive.results`, `archive.shelf`.
    """

    def __init__(self, database: Database) -> None:
        self.database = database

    def outbox(self, after: int, limit: int) -> list[OutboxRow]:
        """Give up to `limit` changes behind position `after`, in the order in which they were made."""
        with self.database.reading() as connection:
            rows = connection.execute(select(outbox).where(outbox.c.seq > after).order_by(outbox.c.seq).limit(limit))
            return [OutboxRow(row.seq, row.id, row.version, row.op) for row in rows]

    def last_change(self) -> int:
        """Give the position of the newest change."""
        with self.database.reading() as connection:
            return connection.scalar(select(func.max(outbox.c.seq))) or 0

    def trim_outbox(self, position: int, limit: int = 5000) -> int:
        """Drop up to `limit` changes that the index has followed (up to `position`) and that a later one replaces.

        The newest change of every resolution stays, so an index that was lost or comes from an old backup can still be
        followed from wherever it stands. Gives how many were dropped.
        """
        newer = outbox.alias()
        replaced = (
            select(outbox.c.seq)
            .where(
                outbox.c.seq <= position,
                select(newer.c.seq).where(newer.c.id == outbox.c.id, newer.c.seq > outbox.c.seq).exists(),
            )
            .order_by(outbox.c.seq)
            .limit(limit)
        )
        with self.database.reading() as connection:
            found = list(connection.scalars(replaced))
        if found:
            with self.database.writing() as connection:
                connection.execute(delete(outbox).where(outbox.c.seq.in_(found)))
        return len(found)

    def sha256s(self) -> Iterator[str]:
        """Give the name of every accepted document, in order."""
        after = ""
        while True:
            query = (
                select(documents.c.sha256).where(documents.c.sha256 > after).order_by(documents.c.sha256).limit(1000)
            )
            with self.database.reading() as connection:
                part = list(connection.scalars(query))
            if not part:
                return
            yield from part
            after = part[-1]

    def knows(self, sha256: str) -> bool:
        """Tell whether a document of that name was accepted."""
        with self.database.reading() as connection:
            return connection.scalar(select(documents.c.sha256).where(documents.c.sha256 == sha256)) is not None

    def mark_indexed(self, position: int) -> int:
        """Record that the index has followed up to `position`; gives how many documents became ``indexed``."""
        reached = (documents.c.state == "understood") & (documents.c.last_seq <= position)
        with self.database.reading() as connection:
            if connection.scalar(select(documents.c.sha256).where(reached).limit(1)) is None:
                return 0
        with self.database.writing() as connection:
            return connection.execute(
                update(documents).where(reached).values(state="indexed", changed=utc_now())
            ).rowcount
