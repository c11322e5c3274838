"""One question of a person may ask the engine several things: they share one time limit.

A search that finds nothing looks for other spellings and for fewer words; a page of figures counts year by year. Each call
by itself answers in time, yet together they would keep a person waiting for a multiple of it.
"""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

_ends: ContextVar[Callable[[float], float] | None] = ContextVar("question", default=None)


@contextmanager
def question(at_most: float | None = None, clock: Callable[[], float] = time.monotonic) -> Iterator[None]:
    """Let the engine's time limit begin now for everything asked within the block, the calls it makes included.

    `at_most` seconds is all that this question is worth waiting for, where that is less than the engine's limit.
    """
    began = clock()
    outer = _ends.get()

    def end(limit: float) -> float:
        own = began + (limit if at_most is None else min(limit, at_most))
        return own if outer is None else min(own, outer(limit))

    token = _ends.set(end)
    try:
        yield
    finally:
        _ends.reset(token)


def end_of(limit: float, now: float) -> float:
    """Give the moment at which the question under way ends, `limit` seconds being the engine's own limit."""
    end = _ends.get()
    return now + limit if end is None else end(limit)
