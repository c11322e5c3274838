"""How a reader tells that it is alive: one report per slow page renews the child's wall clock."""

from collections.abc import Callable

_listeners: list[Callable[[int, int], None]] = []


def report(done: int, total: int) -> None:
    """Say that page `done` of `total` is read."""
    for listener in _listeners:
        listener(done, total)


def listen(listener: Callable[[int, int], None]) -> Callable[[], None]:
    """Call `listener` with every report until the returned function is called."""
    _listeners.append(listener)
    return lambda: _listeners.remove(listener)
