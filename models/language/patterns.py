r"""Patterns that are tried only where they can begin.

Most patterns of the rules begin at a word or a number: ``(?<![a-z])mudurlu``, ``\b\d``. A search tries them at every
character. Here each form of a word is asked once which patterns may begin with it, and a pattern is then tried at those
words alone (`words`). Whether it matches there the pattern itself decides, so that what is found is the same, in the same
order, as by searching. Patterns that also begin inside words are `Sought`: tried where their first letters stand.
"""

import re
from collections.abc import Iterator
from typing import Any

# The parser of `re` is not public; where it is missing every pattern is searched for, which is only slower.
_parser: Any = getattr(re, "_parser", None)
_ops: Any = getattr(re, "_constants", None)

_RUN = re.compile(r"[a-z]+|\d+")
_BEGINNING = re.compile(r"[a-z]+|0+")
_FIRST = re.compile(r"[\n(]|[a-z]+")
_DIGIT = "0"  # stands for any digit
_LONGEST = 8  # letters of a beginning that are looked at
_MOST = 200  # beginnings of one pattern, which are cut to `_SHORT` letters where there are more
_SHORT = 3

_Options = list[tuple[str, bool]]  # what may be matched, and whether that is all of it


class Pattern:
    """A pattern with the beginnings of words or numbers, or whole ones, that its matches begin with; none where unsure."""

    def __init__(self, regex: str) -> None:
        self.regex = re.compile(regex)
        self.beginnings, self.forms = _beginnings(regex)
        self.anywhere = None if self.beginnings or self.forms else Sought(regex)
        self.number = len(_PATTERNS)
        self.bit = 1 << self.number
        _PATTERNS.append(self)
        for first in {one[0] for one in (*self.beginnings, *self.forms)}:
            _BY_FIRST.setdefault(first, []).append(self)

    def may_begin(self, form: str) -> bool:
        """Tell whether a match may begin with a word, or with a number written as so many noughts."""
        return form in self.forms or form.startswith(self.beginnings)


class Sought:
    """A pattern for whole texts, tried only where its first letters stand; what is found is the same as by searching."""

    def __init__(self, regex: str, flags: int = 0) -> None:
        self.regex = re.compile(regex, flags)
        self.pattern = regex
        self._first = _first_letters(regex, flags)

    def finditer(self, text: str, start: int = 0, end: int | None = None) -> Iterator[re.Match[str]]:
        """Give the matches in the order of the text."""
        stop = len(text) if end is None else end
        if self._first is None:
            yield from self.regex.finditer(text, start, stop)
            return
        match_at, free = self.regex.match, start
        for first in self._first.finditer(text, start, stop):
            place = first.start()
            if place >= free:
                match = match_at(text, place, stop)
                if match is not None:
                    free = match.end()
                    yield match

    def search(self, text: str, start: int = 0, end: int | None = None) -> re.Match[str] | None:
        """Give the first match."""
        return next(self.finditer(text, start, end), None)


def _first_letters(regex: str, flags: int) -> re.Pattern[str] | None:
    """Give a pattern of one letter for the places where `regex` may match, None where unsure.

    It is one that `re` looks for by a table of letters: each branch begins with a letter itself.
    """
    if _parser is None or _ops is None:
        return None
    following: dict[str, set[str]] = {}
    for text, _ in _sequence(list(_parser.parse(regex, flags))):
        letters = _FIRST.match(text)
        if letters is None:
            return None
        beginning = letters.group()[:_SHORT]
        following.setdefault(beginning[0], set()).add(beginning[1:])
    branches = [
        re.escape(first) if "" in rests else f"{first}(?={'|'.join(sorted(rests))})"
        for first, rests in sorted(following.items())
    ]
    return re.compile("|".join(branches)) if branches else None


def places_in(form: str) -> tuple[tuple[int, int], ...]:
    """Give the places in a word's or number's written form at which patterns may begin, each with their bits."""
    found: list[tuple[int, int]] = []
    for run in _RUN.finditer(form):
        shape = run.group() if run.group()[0] in _LETTERS else _DIGIT * len(run.group())
        mask = sum(one.bit for one in _BY_FIRST.get(shape[0], ()) if one.may_begin(shape))
        if mask:
            found.append((run.start(), mask))
    return tuple(found)


def made() -> int:
    """Give how many patterns were made so far: places found before the last of them lack it."""
    return len(_PATTERNS)


_LETTERS = frozenset("abcdefghijklmnopqrstuvwxyz")
_PATTERNS: list[Pattern] = []
_BY_FIRST: dict[str, list[Pattern]] = {}


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
