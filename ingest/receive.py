"""The door in: a file is looked at, kept and recorded before anybody is told that it was received."""

from collections.abc import Iterable, Iterator

from archive import Archive
from archive.intake import Accepted, Arrival
from archive.originals import Staged
from ingest.readers import kinds, unpack
from ingest.readers.pool import limits_from
from ingest.settings import IngestSettings
from models.errors import UnreadableFile


class Receiver:
    """Takes files in, one at a time or in ZIP batches. Safe for many threads."""

    def __init__(self, archive: Archive, settings: IngestSettings) -> None:
        self._archive = archive
        self._limits = limits_from(settings)

    def receive(self, name: str, chunks: Iterable[bytes], source: str) -> list[Accepted]:
        """Keep a file, or each file of a ZIP batch, and queue it to be read.

        When this returns, the files and their record survive a crash and a power cut. Bytes that were here before are
        told so. `source` names who or what brought the file; files of one source take turns with those of others.

        Raises:
            UnreadableFile: the file is empty, too large or not of a kind that is read; nothing is kept. A batch keeps
                its other files, and its answer names the refused ones.
            ServiceDown: there is no room, or disk or database do not answer; nothing is kept.

        """
        with self._archive.originals.stage(chunks, self._limits.file_bytes, name) as staged:
            if self._is_batch(staged, name):
                return self._archive.catalogue.accept(list(self._members(staged, name)), source, batch=name)
            arrival = self._keep(staged, name)
            return self._archive.catalogue.accept([arrival], source)

    def _is_batch(self, staged: Staged, name: str) -> bool:
        if not kinds.is_zip(staged.path):
            return False
        try:
            kinds.detect(staged.path, name, self._limits)
        except UnreadableFile as error:
            if error.code == "zip_not_a_document":
                return True
            raise
        return False

    def _members(self, batch: Staged, name: str) -> Iterator[Arrival]:
        for member in unpack.members(batch.path, name, self._limits):
            with self._archive.originals.stage(member.chunks(), self._limits.file_bytes, member.name) as staged:
                try:
                    yield self._keep(staged, member.name)
                except UnreadableFile as error:
                    yield Arrival(member.name, staged.sha256, staged.size, error)

    def _keep(self, staged: Staged, name: str) -> Arrival:
        kinds.detect(staged.path, name, self._limits)
        kept = self._archive.originals.add(staged)
        return Arrival(name, kept.sha256, kept.size)
