r"""Patterns that are tried only where they can begin.

Most patterns of the rules begin at a word or a number: ``(?<![a-z])mudurlu``, ``\b\d``. A search tries them at every
character. Here the words and numbers of a text are found once, each word form is asked once which patterns may begin with
it, and a pattern is then tried at those places alone. Whether it matches there the pattern itself decides, so that what
is found is the same, in the same order, as by searching.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator
from itertools import accumulate
from typing import Any

# The parser of `re` is not public; where it is missing every pattern is searched for, which is only slower.
_parser: Any = getattr(re, "_parser", None)
_ops: Any = getattr(re, "_constants", None)

_RUN = re.compile(r"([a-z]+|\d+)")
_BEGINNING = re.compile(r"[a-z]+|0+")
_DIGIT = "0"  # stands for any digit
_LONGEST = 8  # letters of a beginning that are looked at
_MOST = 200  # beginnings of one pattern, which are cut to `_SHORT` letters where there are more
_SHORT = 3
_KEPT = 20_000  # word forms whose patterns are remembered

_Options = list[tuple[str, bool]]  # what may be matched, and whether that is all of it


class Pattern:
    """A pattern with the beginnings of words or numbers, or whole ones, that its matches begin with; none where unsure."""

    def __init__(self, regex: str) -> None:
        self.regex = re.compile(regex)
        self.beginnings, self.forms = _beginnings(regex)
        self.anywhere = not self.beginnings and not self.forms
        self.number = len(_PATTERNS)
        self.bit = 1 << self.number
        _PATTERNS.append(self)
        _FORMS.clear()

    def may_begin(self, form: str) -> bool:
        """Tell whether a match may begin with a word, or with a number written as so many noughts."""
        return form in self.forms or form.startswith(self.beginnings)


class View:
    """A text in the plain view with its words and numbers, in which patterns are found; see `passage.plain`."""

    def __init__(self, plain: str) -> None:
        self.plain = plain
        self._known = 0
        self._every = 0
        self._marked: list[tuple[int, int]] = []

    def matches(self, pattern: Pattern, start: int = 0, end: int | None = None) -> Iterator[re.Match[str]]:
        """Give the matches of `pattern` between `start` and `end`, as ``finditer`` does."""
        if pattern.number >= self._known:
            self._mark()
        stop = len(self.plain) if end is None else end
        if pattern.anywhere:
            return pattern.regex.finditer(self.plain, start, stop)
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

    def _mark(self) -> None:
        pieces = _RUN.split(self.plain)
        starts = list(accumulate(map(len, pieces[:-1])))[::2]
        masks = list(map(_FORMS.__getitem__, pieces[1::2]))
        self._marked = [(place, mask) for place, mask in zip(starts, masks, strict=True) if mask]
        self._every = 0
        for mask in set(masks):
            self._every |= mask
        self._known = len(_PATTERNS)


class _Forms(dict[str, int]):
    """Which patterns may begin with a word or a number, one bit each, worked out when a form is first met."""

    def __missing__(self, form: str) -> int:
        if len(self) >= _KEPT:
            self.clear()
        shape = form if form[0] in _LETTERS else _DIGIT * len(form)
        mask = sum(one.bit for one in _PATTERNS if one.may_begin(shape))
        self[form] = mask
        return mask


_LETTERS = frozenset("abcdefghijklmnopqrstuvwxyz")
_PATTERNS: list[Pattern] = []
_FORMS = _Forms()
_NONE: Iterator[re.Match[str]] = iter(())


def _beginnings(regex: str) -> tuple[tuple[str, ...], frozenset[str]]:
    """Give what every match begins with at the start of a word or number, and which of them are the whole of it.

    Nothing where a match may begin elsewhere. Digits are given as noughts.
    """
    nothing: tuple[tuple[str, ...], frozenset[str]] = ((), frozenset())
    if _parser is None or _ops is None:
        return nothing
    items = list(_parser.parse(regex))
    letters = digits = False
    while items:
        op, value = items[0]
        if op is _ops.SUBPATTERN and not value[1] and not value[2]:
            items[:1] = value[3]
        elif op in (_ops.AT, _ops.ASSERT, _ops.ASSERT_NOT):
            letters = letters or _parts(op, value, _ops.CATEGORY_WORD, (97, 122))
            digits = digits or _parts(op, value, _ops.CATEGORY_DIGIT, (48, 57))
            del items[0]
        else:
            break
    found: set[str] = set()
    forms: set[str] = set()
    for text, _ in _sequence(items):
        match = _BEGINNING.match(text)
        if match is None or not (digits if match.group()[0] == _DIGIT else letters):
            return nothing
        (forms if match.end() < len(text) else found).add(match.group())
    return tuple(sorted(found)), frozenset(one for one in forms if not one.startswith(tuple(found)))


def _parts(op: Any, value: Any, category: Any, span: tuple[int, int]) -> bool:
    """Tell whether a condition in front of a pattern keeps it from beginning inside a word or a number."""
    if op is _ops.AT:
        return value is _ops.AT_BOUNDARY
    if op is not _ops.ASSERT_NOT or value[0] != -1 or len(value[1]) != 1 or value[1][0][0] is not _ops.IN:
        return False
    members = value[1][0][1]
    word = (_ops.CATEGORY, _ops.CATEGORY_WORD)
    inside = (_ops.RANGE, span) in members or (_ops.CATEGORY, category) in members or word in members
    return inside and (_ops.NEGATE, None) not in members


def _sequence(items: Any) -> _Options:
    """Give the beginnings of what `items` match one after the other."""
    found: _Options = [("", True)]
    for op, value in items:
        if not any(whole for _, whole in found):
            break
        following = _options(op, value)
        longer = {
            (text + more, end and len(text + more) < _LONGEST)
            for text, whole in found
            for more, end in (following if whole else [("", False)])
        }
        if len(longer) > _MOST:
            longer = {(text[:_SHORT], False) for text, _ in longer}
        found = list(longer)
    return found


def _member(kind: Any, member: Any) -> _Options:
    """Give the beginnings of what one member of a set of characters matches."""
    if kind is _ops.LITERAL:
        return _options(kind, member)
    if kind is _ops.CATEGORY and member is _ops.CATEGORY_SPACE:
        return [(" ", False)]
    if kind is _ops.CATEGORY and member is _ops.CATEGORY_DIGIT:
        return [(_DIGIT, True)]
    return [("", False)]


def _options(op: Any, value: Any) -> _Options:
    """Give the beginnings of what one item of a parsed pattern matches."""
    if op is _ops.LITERAL:
        return [(_DIGIT if chr(value).isdecimal() else chr(value), True)]
    if op is _ops.IN:
        if all(one == (_ops.CATEGORY, _ops.CATEGORY_DIGIT) for one in value):
            return [(_DIGIT, True)]
        return [one for kind, member in value for one in _member(kind, member)]
    if op is _ops.BRANCH:
        return [one for branch in value[1] for one in _sequence(branch)]
    if op is _ops.SUBPATTERN:
        return _sequence(value[3]) if not value[1] and not value[2] else [("", False)]
    if op in (_ops.MAX_REPEAT, _ops.MIN_REPEAT):
        least, most, repeated = value
        if len(repeated) > 1:  # a long one is followed into its first turn only
            turns = [(text, whole and most == 1) for text, whole in _sequence(repeated)]
            return turns if least else [("", True), *turns]
        counts = range(min(least, _LONGEST), min(most, _LONGEST) + 1)
        return [one for count in counts for one in _sequence([*repeated] * count)]
    if op in (_ops.AT, _ops.ASSERT, _ops.ASSERT_NOT):
        return [("", True)]
    return [("", False)]
