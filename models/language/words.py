"""The words of a passage with their places, for rules that read from word to word."""

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from itertools import accumulate
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from models.language.patterns import Pattern, made, places_in

if TYPE_CHECKING:
    from models.language.passage import Passage

_WORD = re.compile(r"([^\W_]+(?:' ?[a-z]{1,5}(?![a-z]))?|[^\w\s])")
_KEPT = 20_000  # forms whose traits are remembered
_NONE: Iterator[re.Match[str]] = iter(())
T = TypeVar("T")


class Trait(Generic[T]):
    """What is told of a word by itself, as by `tell`, once a form; see `Words.tell`."""

    def __init__(self, tell: Callable[[str], T]) -> None:
        self.tell = tell
        self.number = len(_TRAITS) + 2  # behind the text and the places of patterns
        _TRAITS.append(self)


class _Forms(dict[str, tuple[Any, ...]]):
    """By the written form of a word: its text, the places where patterns may begin, and its traits."""

    def __init__(self) -> None:
        self.of = (0, 0)

    def __missing__(self, written: str) -> tuple[Any, ...]:
        if len(self) >= _KEPT:
            self.clear()
        text = written.replace("'", "").replace(" ", "") if "'" in written and len(written) > 1 else written
        known = (text, places_in(written), *(trait.tell(text) for trait in _TRAITS))
        self[written] = known
        return known


_TRAITS: list[Trait[Any]] = []
_FORMS = _Forms()


class Words:
    """The words and marks of a passage: parallel lists of plain words, without apostrophes, and of their places.

    `spoken` are the words with what stands in quotation marks, where that was blanked in these; else they themselves.
    """

    def __init__(self, plain: str, spoken: "Words | None" = None) -> None:
        self.plain = plain
        self.spoken = spoken or self
        pieces = _WORD.split(plain)  # what lies between the words, and the words, in turn
        self.written: Sequence[str] = pieces[1::2]
        self.starts: Sequence[int] = list(accumulate(map(len, pieces[:-1])))[::2]
        self._look_up()
        self.texts: Sequence[str] = [form[0] for form in self._forms] if "'" in plain else self.written
        self._known: dict[Any, Any] = {}

    def _look_up(self) -> None:
        self._of = (made(), len(_TRAITS))
        if self._of != _FORMS.of:
            _FORMS.clear()
            _FORMS.of = self._of
        self._forms = list(map(_FORMS.__getitem__, self.written))
        self._marked = [
            (start + shift, mask)
            for start, form in zip(self.starts, self._forms, strict=True)
            for shift, mask in form[1]
        ]
        self._every = 0
        for _, mask in self._marked:
            self._every |= mask

    def tell(self, trait: Trait[T]) -> list[T]:
        """Give a trait of every word; the list is shared and not to be changed."""
        if trait not in self._known:
            if trait.number >= self._of[1] + 2:
                self._look_up()
            self._known[trait] = [form[trait.number] for form in self._forms]
        told: list[T] = self._known[trait]
        return told

    def matches(self, pattern: Pattern, start: int = 0, end: int | None = None) -> Iterator[re.Match[str]]:
        """Give the matches of `pattern` between `start` and `end`, as ``finditer`` does."""
        if pattern.number >= self._of[0]:
            self._look_up()
        stop = len(self.plain) if end is None else end
        if pattern.anywhere is not None:
            return pattern.anywhere.finditer(self.plain, start, stop)
        return self._tried(pattern, start, stop) if self._every & pattern.bit else _NONE

    def first(self, pattern: Pattern, start: int = 0, end: int | None = None) -> re.Match[str] | None:
        """Give the first match of `pattern` between `start` and `end`, as ``search`` does."""
        return next(self.matches(pattern, start, end), None)

    def _tried(self, pattern: Pattern, start: int, stop: int) -> Iterator[re.Match[str]]:
        marked, bit, match_at, plain = self._marked, pattern.bit, pattern.regex.match, self.plain
        if start or stop < len(plain):
            marked = marked[bisect_left(marked, (start,)) : bisect_left(marked, (stop,))]
        free = 0
        for place, mask in marked:
            if mask & bit and place >= free:
                match = match_at(plain, place, stop)
                if match is not None:
                    free = match.end()
                    yield match

    def known(self, key: Any, make: Callable[[], Any]) -> Any:
        """Give what `make` works out of these words, worked out once a `key`."""
        if key not in self._known:
            self._known[key] = make()
        return self._known[key]

    def __len__(self) -> int:
        return len(self.texts)

    def end(self, index: int) -> int:
        """Give where word `index` ends."""
        return self.starts[index] + len(self.written[index])

    def at(self, place: int) -> int:
        """Give the first word that starts at or after `place`."""
        return bisect_left(self.starts, place)


def words_of(passage: "Passage") -> Words:
    """Give the words of the plain view of `passage`, found once."""
    return passage.view
