"""The passages of a resolution that a query matched, marked on the original text."""

import re
from collections.abc import Iterator
from functools import lru_cache
from html import escape

import msgspec

from models.query.synonyms import other_voice, synonyms
from models.query.tree import AnyPart, Exactly, Number, Start, Word, words_of
from models.turkish.analysis import exact, forms, query_keys
from models.turkish.casing import fold
from models.turkish.encodings import legible
from models.turkish.lemma import other_spellings
from models.turkish.letters import undamaged
from models.turkish.words import TOKEN, number

SNIPPETS = 3
WIDTH = 190
_MARK = re.compile("[\u0300-\u036f\xad]")
_NUMBERED = re.compile(r"(?:[^\W\d_]{1,4}-)?\d")
_VOWELS = frozenset("aeiou")
_HARDENED = str.maketrans("bdg", "ptk")
_LOOKED_AT = 5
READ = 60_000
"""Characters looked through; a longer resolution shows passages of its beginning."""


class Marker(msgspec.Struct, frozen=True):
    """What to mark: stem keys, words as written, beginnings, and sequences of either."""

    keys: frozenset[str]
    written: frozenset[str]
    starts: tuple[str, ...]
    phrases: tuple[tuple[frozenset[str], ...], ...]


def marker(part: AnyPart | None) -> Marker:
    """Give what a query marks; what must be absent marks nothing."""
    keys: set[str] = set()
    written: set[str] = set()
    starts: list[str] = []
    phrases: list[tuple[frozenset[str], ...]] = []
    for leaf in words_of(part):
        match leaf:
            case Word(text):
                found = query_keys(text)
                keys.update(found)
                keys.update(filter(None, map(other_voice, found[:2])))
                keys.update(other[0] for other in synonyms(found) if len(other) == 1)
            case Number(text):
                written.add(number(text))
            case Start(text):
                starts.append(exact(text))
            case Exactly(words, 0):
                phrases.append(tuple(frozenset({exact(word), *query_keys(word)}) for word in words))
            case Exactly(words, _):
                keys.update(key for word in words for key in query_keys(word))
    return Marker(frozenset(keys), frozenset(written), tuple(starts), tuple(phrases))


def spans(text: str, marks: Marker) -> list[tuple[int, int, str]]:
    """Give the matched places in order: start, end and what matched there."""
    if not (marks.keys or marks.starts or marks.written or marks.phrases):
        return []
    plain, places = legible(text[:READ])
    found = _matched(plain, marks)
    return found if places is None else [(places[start], places[end], what) for start, end, what in found]


def _matched(text: str, marks: Marker) -> list[tuple[int, int, str]]:
    found: list[tuple[int, int, str]] = []
    known: dict[str, tuple[str, str, str]] = {}
    for match in _candidates(text, marks):
        word = match[0]
        if word not in known:
            form, key = forms(word)
            known[word] = form, key, _meant(form, key, marks)
        form, key, what = known[word]
        if what:
            found.append((match.start(), match.end(), what))
        found += (
            (match.start(), end, text[match.start() : end])
            for phrase in marks.phrases
            if (form in phrase[0] or key in phrase[0]) and (end := _end_of(phrase, text, match))
        )
    return sorted(set(found)) if marks.phrases else found


def _meant(form: str, key: str, marks: Marker) -> str:
    """Give what a word matches: its stem, itself, or nothing."""
    if key in marks.keys:
        return key
    return form if form in marks.written or (marks.starts and form.startswith(marks.starts)) else ""


def _end_of(phrase: tuple[frozenset[str], ...], text: str, first: re.Match[str]) -> int:
    """Give where a phrase that begins with a word ends; 0 when other words follow."""
    end = first.end()
    for wanted in phrase[1:]:
        following = TOKEN.search(text, end)
        if following is None or wanted.isdisjoint(forms(following[0])):
            return 0
        end = following.end()
    return end


def _candidates(text: str, marks: Marker) -> Iterator[re.Match[str]]:
    """Give the words that begin like anything to mark, however cased, typed or damaged.

    A word begins as its lemma does but for the end of its root (`_stable`) and for softened letters (``etme`` is ``eden``),
    so this looks at a few words of a text instead of all. A number may be written in many shapes: where one is to be
    marked, all are looked at; and so are all words of a text whose letters carry marks of their own.
    """
    if _MARK.search(text):
        yield from TOKEN.finditer(text)
        return
    beginnings, numbered = _beginnings(marks)
    plain, starts = fold(undamaged(text)).translate(_HARDENED), []
    for beginning in beginnings:
        start = plain.find(beginning)
        while start >= 0:
            starts.append(start)
            start = plain.find(beginning, start + 1)
    if numbered:
        starts += (number.start() for number in _NUMBERED.finditer(text))
    end = 0
    for start in sorted(starts):
        if start < end or (start and text[start - 1].isalnum()):
            continue
        if match := TOKEN.match(text, start):
            end = match.end()
            yield match


@lru_cache(maxsize=256)
def _beginnings(marks: Marker) -> tuple[tuple[str, ...], bool]:
    """Give the first letters, in plain ones, of the words to look at, and whether numbers are to be looked at too."""
    keys = {*marks.keys, *(one for phrase in marks.phrases for one in phrase[0])}
    words = {one for key in keys for written in (key, *other_spellings(key)) for one in _stable(written)}
    words |= {fold(start)[:_LOOKED_AT] for start in marks.starts}
    words = {word.translate(_HARDENED) for word in words}
    numbered = bool(marks.written) or any(letter.isdigit() for key in (*keys, *marks.starts) for letter in key)
    shortest = tuple(
        word for word in sorted(words) if word and not any(word.startswith(other) for other in words - {word} if other)
    )
    return shortest, numbered


def _stable(key: str) -> tuple[str, ...]:
    """Give what every form of a lemma begins with, one way or another.

    The last letter of a root may change (``gitme`` is ``gidiş``) and a vowel before it fall out (``şehir`` is ``şehri``).
    """
    if key.startswith("~"):
        return (key[1 : 1 + _LOOKED_AT],)
    root = fold(key[:-2] if key[-2:] in {"ma", "me"} else key)
    found: tuple[str, ...] = (root[: max(2, len(root) - 1)][:_LOOKED_AT],)
    if len(root) > 3 and root[-2] in _VOWELS and root[-1] not in _VOWELS:
        found += ((root[:-2] + root[-1])[:_LOOKED_AT],)
    return found


def snippets(text: str, marks: Marker) -> tuple[tuple[str, int], ...]:
    """Give up to three passages with the place where each begins, in the order of the text.

    Those with most different matches are chosen first; where nothing matches, the beginning of the text.
    """
    matched = spans(text, marks)
    if not matched:
        return ((_passage(text, 0, WIDTH, []), 0),) if text.strip() else ()
    windows = []
    for place, (start, _, _) in enumerate(matched[:400]):
        inside = [one for one in matched[place : place + 30] if one[1] <= start + WIDTH]
        windows.append((-len({one[2] for one in inside}), -len(inside), start))
    chosen: list[int] = []
    for _, _, start in sorted(windows):
        if all(abs(start - other) > WIDTH for other in chosen):
            chosen.append(start)
        if len(chosen) == SNIPPETS:
            break
    return tuple(
        (_passage(text, max(0, start - WIDTH // 5), start + WIDTH, matched), start) for start in sorted(chosen)
    )


def _passage(text: str, start: int, end: int, matched: list[tuple[int, int, str]]) -> str:
    start, end = _at_a_gap(text, start, -1), _at_a_gap(text, min(end, len(text)), 1)
    pieces = ["… "] if start > 0 else []
    place = start
    for first, last, _ in matched:
        if first < place or last > end:
            continue
        pieces += (_plain(text[place:first]), "<mark>", _plain(text[first:last]), "</mark>")
        place = last
    pieces.append(_plain(text[place:end]))
    if end < len(text):
        pieces.append(" …")
    return "".join(pieces).strip()


def _at_a_gap(text: str, place: int, step: int) -> int:
    """Move to the nearest space outwards, at most twenty characters."""
    for _ in range(20):
        if place <= 0 or place >= len(text) or text[place - 1 if step < 0 else place].isspace():
            return max(0, min(place, len(text)))
        place += step
    return place


def _plain(text: str) -> str:
    """Escape text and draw its white space together."""
    head = " " if text[:1].isspace() else ""
    tail = " " if text[-1:].isspace() and text.strip() else ""
    return head + escape(" ".join(text.split())) + tail
