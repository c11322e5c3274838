"""Catalogue and index compared both ways, and every difference mended from the catalogue."""

import time
from collections.abc import Iterator, Sequence
from typing import Protocol

import msgspec

from archive.index.engine import Change, Delete, Index, Indexed, Put
from models.resolution import ResolutionRecord

_PAGE = 5000
_BATCH = 500
_FORGETTING = (0.3, 1.0, 3.0)


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
    ahead = _mend(catalogue, index, drift)
    for pause in _FORGETTING if ahead else ():
        # A cluster knows a deleted version for a moment longer and refuses a lower one.
        left = compare(catalogue, index)
        if left.is_empty():
            break
        time.sleep(pause)
        _mend(catalogue, index, left)
    return drift


def _mend(catalogue: Versions, index: Index, drift: Drift) -> bool:
    """Bring the index to what the catalogue holds; tells whether it was ahead anywhere."""
    held = {one.id: one.version for one in drift.outdated}
    wanted = [*drift.missing, *held, *drift.visibility]
    parts = [wanted[start : start + _BATCH] for start in range(0, len(wanted), _BATCH)]
    gone = [Delete(one.id, one.version) for one in drift.leftover]
    ahead = [
        Delete(identity, held[identity])
        for part in parts
        for identity, record in catalogue.records([one for one in part if one in held]).items()
        if held[identity] > record.version
    ]
    _apply(index, [*gone, *ahead])
    for part in parts:
        _apply(index, [Put(record) for record in catalogue.records(part).values()])
    return bool(ahead)


def _apply(index: Index, changes: Sequence[Change]) -> None:
    for start in range(0, len(changes), _BATCH):
        index.apply(changes[start : start + _BATCH])


def _all(catalogue: Versions) -> Iterator[tuple[str, int, str]]:
    after: str | None = None
    while page := catalogue.versions(after, _PAGE):
        yield from page
        after = page[-1][0]
