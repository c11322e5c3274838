"""Adding up the votes of one side: totals are taken as printed, blocs are summed, what is said twice counts once."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

OPTIONS = ("for", "against", "abstain")


class Count(NamedTuple):
    """A printed number of votes: its place, the side, and whose votes they are where the text says so."""

    start: int
    end: int
    side: str
    number: int
    owners: frozenset[str] = frozenset()


def taken_from(stretches: Sequence[Sequence[Count]]) -> list[Count]:
    """Give the counts that make up the result, the best stretch first: the verdict's own, then whatever fills a side.

    `stretches` are the counts of each stretch of text, the verdict's own first, the others in the order of the text.
    """
    own, others = list(stretches[:1]), list(stretches[1:])
    nearest = list(reversed(others))  # what is told last before or after the verdict
    full = sorted(nearest, key=lambda counts: -len({count.side for count in counts}))
    ranked = own + full if len({count.side for count in (own[0] if own else [])}) < 2 else own + others
    complete = next((counts for counts in full if {"for", "against"} <= {count.side for count in counts}), None)
    result: list[Count] = []
    for side in OPTIONS:
        sided = [[count for count in counts if count.side == side] for counts in ranked]
        if sided and sided[0]:
            result += _of_one(sided[0])
            continue
        told = next((counts for counts in sided if any(not count.owners for count in counts)), None)
        if complete is not None:
            told = [count for count in complete if count.side == side] or told
        result += _of_one(told) if told is not None else _of_one([count for counts in sided for count in counts])
    return result


def rounds_of(counts: Sequence[Count]) -> list[list[Count]]:
    """Give the counts of one stretch vote by vote: where a side is counted again for all, another vote begins."""
    rounds: list[list[Count]] = [[]]
    for count in counts:
        if not count.owners and any(one.side == count.side and not one.owners for one in rounds[-1]):
            rounds.append([])
        rounds[-1].append(count)
    kept: list[list[Count]] = []
    for one in rounds:
        if not kept or not total(one).items() <= total(kept[-1]).items():  # a result told again
            kept.append(one)
    return kept


def unequal(counts: Sequence[Count]) -> list[tuple[Count, int]]:
    """Give the totals of several blocs that differ from the blocs' sum, each with that sum."""
    found: list[tuple[Count, int]] = []
    for count in counts:
        single = [one for one in counts if one.side == count.side and one.owners and one.owners < count.owners]
        summed = sum(one.number for one in single)
        if len(single) == len(count.owners) > 1 and summed != count.number:
            found.append((count, summed))
    return found


def total(counts: Iterable[Count]) -> dict[str, int]:
    """Give the sum of each side."""
    sums: dict[str, int] = {}
    for count in counts:
        sums[count.side] = sums.get(count.side, 0) + count.number
    return sums


def _of_one(counts: Sequence[Count]) -> list[Count]:
    """Give the counts of one side in one stretch that make up its votes."""
    blocs: dict[frozenset[str], Count] = {count.owners: count for count in counts if count.owners}
    for count in list(blocs.values()):  # "AK Parti (14) ve MHP (3) gruplarının toplam 17 kabul oyu"
        if len(count.owners) < 2:
            continue
        single = [owners for owners in blocs if owners < count.owners]
        if single and sum(blocs[owners].number for owners in single) <= count.number:
            for owners in single:
                del blocs[owners]
    whole = [count for count in counts if not count.owners][-1:]  # of two, the second vote replaces the first
    summed = sum(count.number for count in blocs.values())
    if whole and blocs and summed <= whole[0].number:
        return whole
    return [*blocs.values(), *whole]
