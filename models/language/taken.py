"""Places that an earlier rule has taken, asked for in any order at the cost of a bisection."""

from bisect import bisect_left, insort
from collections.abc import Iterable

Span = tuple[int, int]


class Taken:
    """Slices of a text that do not overlap each other much; `free` tells whether a new one keeps clear of them."""

    def __init__(self, spans: Iterable[Span] = ()) -> None:
        self._spans: list[Span] = sorted(spans)
        self._longest = max((end - start for start, end in self._spans), default=0)

    def add(self, start: int, end: int) -> None:
        """Take a slice."""
        insort(self._spans, (start, end))
        self._longest = max(self._longest, end - start)

    def free(self, start: int, end: int) -> bool:
        """Tell whether no taken slice overlaps ``[start, end)``."""
        index = bisect_left(self._spans, (end, 0)) - 1
        while index >= 0:
            a, b = self._spans[index]
            if a < end and start < b:
                return False
            if a + self._longest <= start:
                return True
            index -= 1
        return True
