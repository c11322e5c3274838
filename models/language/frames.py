"""Plain verbs that become an act through the words beside them: "çıkar-" beside "gündemden" is a withdrawal.

The frames are `data/acts.toml`, tried in its order. One bit stands for each frame, so that one look at a word tells
which frames it serves.
"""

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Any, NamedTuple

from models.language.data_files import table_of
from models.language.inflection import KINDS, LONGEST, Form

_REACH, _WIDE = 3, 9  # how many words before the verb are looked at, where a frame names no other number
_FRAMES: list[dict[str, Any]] = table_of("acts.toml")["frames"]
_WIDEST = max(max(frame.get("reach", _REACH), frame.get("wide", _WIDE)) for frame in _FRAMES)
_PATTERNS = {
    name: [(1 << number, re.compile(frame[name])) for number, frame in enumerate(_FRAMES) if name in frame]
    for name in ("near", "far", "unless")
}
_ANY_FRAME = {
    name: re.compile("|".join(f"(?:{pattern.pattern})" for _, pattern in patterns))
    for name, patterns in _PATTERNS.items()
}
_NEEDS_NEAR, _NEEDS_FAR = (sum(bit for bit, _ in _PATTERNS[name]) for name in ("near", "far"))
_DENIED = sum(1 << number for number, frame in enumerate(_FRAMES) if frame.get("denied"))
_OF_KIND = {
    kind: sum(1 << number for number, frame in enumerate(_FRAMES) if kind in frame.get("kinds", KINDS))
    for kind in KINDS
}
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


@lru_cache(maxsize=4_000)
def _width(frames: int, key: str) -> int:
    """Give how many words before the verb some of `frames` look at, near or, with their obstacles, far."""
    chosen = [frame for number, frame in enumerate(_FRAMES) if frames >> number & 1]
    if key == "reach":
        return max(int(frame.get("reach", _REACH)) for frame in chosen if "near" in frame)
    return max((int(frame.get("wide", _WIDE)) for frame in chosen if "far" in frame or "unless" in frame), default=0)


@lru_cache(maxsize=30_000)
def _served(word: str) -> tuple[int, int, int]:
    """Give the frames that `word` serves near, far, and as an obstacle."""
    if len(word) > LONGEST:
        return 0, 0, 0
    near, far, unless = (
        sum(bit for bit, pattern in _PATTERNS[name] if pattern.fullmatch(word)) if any_frame.fullmatch(word) else 0
        for name, any_frame in _ANY_FRAME.items()
    )
    return near, far, unless


def fitting(texts: Sequence[str], at: int, floor: int, frames: int, form: Form) -> Frame | None:
    """Give the first of `frames` whose words stand before the verb at `at`, not before `floor`."""
    if not form.negated:
        frames &= ~_DENIED
    frames &= _OF_KIND[form.kind]
    left = frames & ~_NEEDS_NEAR
    if frames & _NEEDS_NEAR:
        for distance in range(min(_width(frames, "reach"), at - floor)):
            left |= frames & _served(texts[at - 1 - distance])[0] & _REACHED["near"][distance]
    if not left:
        return None
    far = unless = 0
    for distance in range(min(_width(left, "wide"), at - floor)):
        _, one_far, one_unless = _served(texts[at - 1 - distance])
        far |= one_far & _REACHED["far"][distance]
        unless |= one_unless & _REACHED["far"][distance]
    left &= (far | ~_NEEDS_FAR) & ~unless
    if left:
        bit = left & -left
        number = bit.bit_length() - 1
        frame = _FRAMES[number]
        first = at
        if bit & _NEEDS_NEAR:
            reach = range(at - 1, max(floor, at - frame.get("reach", _REACH)) - 1, -1)
            first = next(place for place in reach if _served(texts[place])[0] & bit)
        return Frame(frame["effect"], first, bool(frame.get("weak")), bool(bit & _DENIED))
    return None
