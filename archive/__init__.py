"""What is kept: originals, catalogue, jobs, outbox and the search index. The only room with storage."""

from dataclasses import dataclass
from typing import Self

from archive.catalogue import Catalogue
from archive.database import Database
from archive.originals import Originals
from archive.settings import ArchiveSettings

__all__ = ["Archive"]


@dataclass(frozen=True)
class Archive:
    """The record: originals and catalogue. Everything else is derived from it and can be made anew."""

    originals: Originals
    catalogue: Catalogue
    settings: ArchiveSettings

    @classmethod
    def open(cls, settings: ArchiveSettings) -> Self:
        """Open the archive that the settings name, making or updating it as needed; raises `ServiceDown`."""
        database = Database(settings)
        return cls(_originals(settings), Catalogue(database), settings)

    def close(self) -> None:
        """Give back every connection."""
        self.catalogue.database.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def _originals(settings: ArchiveSettings) -> Originals:
    folder = settings.data_dir / "originals"
    if settings.originals_url is None:
        return Originals(folder, min_free_mb=settings.min_free_mb)
    from archive.bucket import BucketOriginals  # noqa: PLC0415 - loads its client only where it is used

    return BucketOriginals(settings.originals_url, folder, min_free_mb=settings.min_free_mb)
