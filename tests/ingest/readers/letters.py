"""How far two texts are apart, letter by letter."""

import numpy as np


def error_rate(got: str, wanted: str) -> float:
    """Give the edits from `wanted` to `got` for each letter of `wanted`; runs of white space count as one space."""
    first, second = (
        np.frombuffer(" ".join(text.split()).encode("utf-32-le"), dtype=np.uint32) for text in (wanted, got)
    )
    places = np.arange(len(second) + 1)
    before = places.copy()
    for row, letter in enumerate(first, start=1):
        now = np.empty_like(before)
        now[0] = row
        now[1:] = np.minimum(before[:-1] + (second != letter), before[1:] + 1)
        before = np.minimum.accumulate(now - places) + places
    return int(before[-1]) / max(len(first), 1)
