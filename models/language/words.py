"""The words of a passage with their places, for rules that read from word to word."""

import re
from bisect import bisect_left
from collections.abc import Callable, Sequence
from itertools import accumulate
from typing import Any

from models.language.passage import Passage
from models.language.patterns import View

_WORD = re.compile(r"([^\W_]+(?:' ?[a-z]{1,5}(?![a-z]))?|[^\w\s])")


class Words:
    """The words and marks of a passage: parallel lists of plain words, without apostrophes, and of their places.

    `spoken` are the words with what stands in quotation marks, where that was blanked in these; else they themselves.
    """

    def __init__(self, plain: str, spoken: "Words | None" = None, view: View | None = None) -> None:
        self.plain = plain
        self.view = view or View(plain)
        self.spoken = spoken or self
        pieces = _WORD.split(plain)  # what lies between the words, and the words, in turn
        self.written: Sequence[str] = pieces[1::2]
        self.texts: Sequence[str] = self.written
        if "'" in plain:
            self.texts = [
                word.replace("'", "").replace(" ", "") if "'" in word and len(word) > 1 else word
                for word in self.written
            ]
        self.starts: Sequence[int] = list(accumulate(map(len, pieces[:-1])))[::2]
        self._known: dict[Any, Any] = {}

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


def words_of(passage: Passage) -> Words:
    """Give the words of `passage`, found once."""
    words: Words = passage.remembered("words", lambda one: Words(one.plain, view=one.view))
    return words
