"""Plain verbs that become an act through the words beside them: "çıkar-" beside "gündemden" is a withdrawal.

The frames are `data/acts.toml`, tried in its order. One bit stands for each frame, so that one look at a word tells
which frames it serves.
"""

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Any, NamedTuple

from models.language.data_files import table_of
from models.language.inflection import LONGEST, Form

_REACH, _WIDE = 3, 9  # how many words before the verb are looked at, where a frame names no other number
_FRAMES: list[dict[str, Any]] = table_of("acts.toml")["frames"]
_KINDS = [frozenset(frame.get("kinds", ())) for frame in _FRAMES]
_WIDEST = max(max(frame.get("reach", _REACH), frame.get("wide", _WIDE)) for frame in _FRAMES)
_PATTERNS = {
    name: [(1 << number, re.compile(frame[name])) for number, frame in enumerate(_FRAMES) if name in frame]
    for name in ("near", "far", "unless")
}
_NEEDS = {name: sum(bit for bit, _ in _PATTERNS[name]) for name in ("near", "far")}
_REACHED = {
    name: [
        sum(1 << number for number, frame in enumerate(_FRAMES) if distance < frame.get(key, default))
        for distance in range(_WIDEST)
    ]
    for name, key, default in (("near", "reach", _REACH), ("far", "wide", _WIDE))
}
_OF_ROOT: dict[str, int] = {}
for _number, _frame in enumerate(_FRAMES):
    for _root in _frame["verbs"]:
        _OF_ROOT[_root] = _OF_ROOT.get(_root, 0) | 1 << _number

ROOTS = frozenset(_OF_ROOT)
"""The roots of every verb that a frame speaks of."""


class Frame(NamedTuple):
    """A frame that fits: its effect, the word from which it does, and how it is to be read."""

    effect: str
    first: int
    weak: bool
    denied: bool  # the frame asks for the negation, which is thereby spent


def of_roots(roots: Sequence[str]) -> int:
    """Give the frames of a verb with one of `roots`, one bit each."""
    bits = 0
    for root in roots:
        bits |= _OF_ROOT.get(root, 0)
    return bits


@lru_cache(maxsize=30_000)
def _served(word: str) -> tuple[int, int, int]:
    """Give the frames that `word` serves near, far, and as an obstacle."""
    if len(word) > LONGEST:
        return 0, 0, 0
    near, far, unless = (
        sum(bit for bit, pattern in _PATTERNS[name] if pattern.fullmatch(word)) for name in ("near", "far", "unless")
    )
    return near, far, unless


def fitting(texts: Sequence[str], at: int, floor: int, frames: int, form: Form) -> Frame | None:
    """Give the first of `frames` whose words stand before the verb at `at`, not before `floor`."""
    near = far = unless = 0
    for distance in range(min(_WIDEST, at - floor)):
        one_near, one_far, one_unless = _served(texts[at - 1 - distance])
        near |= one_near & _REACHED["near"][distance]
        far |= one_far & _REACHED["far"][distance]
        unless |= one_unless & _REACHED["far"][distance]
    left = frames & (near | ~_NEEDS["near"]) & (far | ~_NEEDS["far"]) & ~unless
    while left:
        bit = left & -left
        left ^= bit
        number = bit.bit_length() - 1
        frame = _FRAMES[number]
        denied = bool(frame.get("denied"))
        if (_KINDS[number] and form.kind not in _KINDS[number]) or (denied and not form.negated):
            continue
        first = at
        if bit & _NEEDS["near"]:
            reach = range(at - 1, max(floor, at - frame.get("reach", _REACH)) - 1, -1)
            first = next(place for place in reach if _served(texts[place])[0] & bit)
        return Frame(frame["effect"], first, bool(frame.get("weak")), denied)
    return None
