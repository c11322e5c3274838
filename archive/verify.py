"""Whether the record is sound: every original as it came in, every accepted file accounted for."""

import time
from collections.abc import Callable

import msgspec

from archive import Archive
from models.errors import ServiceDown

_ORPHAN_SECONDS = 24 * 3600


class OriginalsCheck(msgspec.Struct, frozen=True):
    """What reading every original once more has shown.

    `wrong` names, with an error code each, what the catalogue holds and the store does not give back as it came.
    `orphans` are originals that no document names: an upload cut off before its commit leaves one, and nobody was told
    that it was received.
    """

    checked: int
    wrong: dict[str, str]
    orphans: tuple[str, ...]


def check_originals(archive: Archive, progress: Callable[[int], None] = lambda _: None) -> OriginalsCheck:
    """Read every original that the catalogue names, and compare its bytes with its name."""
    checked, wrong = 0, {}
    for sha256 in archive.catalogue.sha256s():
        try:
            archive.originals.verify(sha256)
        except ServiceDown as error:
            if error.code not in {"original_missing", "original_changed"}:
                raise
            wrong[sha256] = error.code
        checked += 1
        progress(checked)
    orphans = tuple(name for name in archive.originals.names() if not archive.catalogue.knows(name))
    return OriginalsCheck(checked, wrong, orphans)


def remove_orphans(archive: Archive, now: float | None = None) -> int:
    """Remove originals, and leavings of interrupted uploads, that nothing has named for a day; gives how many."""
    before = (time.time() if now is None else now) - _ORPHAN_SECONDS
    return archive.originals.tidy(before) + sum(
        archive.originals.remove_orphan(name, before)
        for name in list(archive.originals.names())
        if not archive.catalogue.knows(name)
    )
