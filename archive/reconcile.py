"""Catalogue and index compared both ways, and every difference mended from the catalogue."""

from collections.abc import Iterator, Sequence
from typing import Protocol

import msgspec

from archive.index.engine import Change, Delete, Index, Indexed, Put
from models.resolution import ResolutionRecord

_PAGE = 5000
_BATCH = 500


class Versions(Protocol):
    """The catalogue, as far as comparing reads it."""

    def versions(self, after_id: str | None, limit: int) -> list[tuple[str, int, str]]:
        """Give (id, version, visibility) of current resolutions in id order."""

    def records(self, ids: Sequence[str]) -> dict[str, ResolutionRecord]:
        """Give those of the named resolutions that are current."""


class Drift(msgspec.Struct, frozen=True):
    """Where index and catalogue differ.

    `missing` from the index, `outdated` (or ahead) there, with a wrong `visibility`, `leftover` in the index only.
    """

    missing: tuple[str, ...] = ()
    outdated: tuple[Indexed, ...] = ()
    visibility: tuple[str, ...] = ()
    leftover: tuple[Indexed, ...] = ()

    def is_empty(self) -> bool:
        """Tell whether index and catalogue agree."""
        return not (self.missing or self.outdated or self.visibility or self.leftover)


def compare(catalogue: Versions, index: Index) -> Drift:
    """Compare (id, version, visibility) of everything, both ways, in one pass over two sorted lists."""
    missing: list[str] = []
    outdated: list[Indexed] = []
    visibility: list[str] = []
    leftover: list[Indexed] = []
    indexed = index.versions()
    held = next(indexed, None)
    for identity, version, seen in _all(catalogue):
        while held is not None and held.id < identity:
            leftover.append(held)
            held = next(indexed, None)
        if held is None or held.id != identity:
            missing.append(identity)
            continue
        if held.version != version:
            outdated.append(held)
        elif held.visibility != seen:
            visibility.append(identity)
        held = next(indexed, None)
    while held is not None:
        leftover.append(held)
        held = next(indexed, None)
    return Drift(tuple(missing), tuple(outdated), tuple(visibility), tuple(leftover))


def repair(catalogue: Versions, index: Index) -> Drift:
    """Mend every difference from the catalogue; gives what differed before."""
    drift = compare(catalogue, index)
    _apply(index, [Delete(one.id, one.version) for one in drift.leftover])
    held = {one.id: one.version for one in drift.outdated}
    wanted = [*drift.missing, *held, *drift.visibility]
    for start in range(0, len(wanted), _BATCH):
        records = catalogue.records(wanted[start : start + _BATCH])
        ahead = [
            Delete(identity, held[identity])
            for identity, record in records.items()
            if held.get(identity, 0) > record.version
        ]
        _apply(index, ahead)
        _apply(index, [Put(record) for record in records.values()])
    return drift


def _apply(index: Index, changes: Sequence[Change]) -> None:
    for start in range(0, len(changes), _BATCH):
        index.apply(changes[start : start + _BATCH])


def _all(catalogue: Versions) -> Iterator[tuple[str, int, str]]:
    after: str | None = None
    while page := catalogue.versions(after, _PAGE):
        yield from page
        after = page[-1][0]
