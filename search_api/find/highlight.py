"""The passages of a resolution that a query matched, marked on the original text."""

import re
from collections import deque
from functools import lru_cache
from html import escape

import msgspec

from models.query.synonyms import other_voice, synonyms
from models.query.tree import AnyPart, Exactly, Number, Start, Word, words_of
from models.turkish.analysis import analysed, exact, index_key, query_keys
from models.turkish.casing import fold
from models.turkish.words import TOKEN, number

SNIPPETS = 3
WIDTH = 190
_CASED = {"c": "cçCÇ", "g": "gğGĞ", "i": "iıİIîÎ", "o": "oöOÖ", "s": "sşSŞ", "u": "uüUÜûÛ", "a": "aAâÂ"}
_CASED |= {letter: letter + letter.upper() for letter in "bdefhjklmnpqrtvwxyz"}
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
    text = text[:READ]
    if marks.phrases or marks.written:
        return _all_spans(text, marks)
    found: list[tuple[int, int, str]] = []
    if not (marks.keys or marks.starts):
        return found
    known: dict[str, str] = {}
    for match in _beginnings(marks).finditer(text):
        word = match[0]
        what = known.get(word)
        if what is None:
            key, form = index_key(word), exact(word)
            by_start = bool(marks.starts) and form.startswith(marks.starts)
            what = known[word] = key if key in marks.keys else form if by_start else ""
        if what:
            found.append((match.start(), match.end(), what))
    return found


@lru_cache(maxsize=256)
def _beginnings(marks: Marker) -> re.Pattern[str]:
    """Match the words that begin with the first two letters of anything to mark, however cased or typed.

    No root changes its first two letters, so this looks at a few words of a text instead of all.
    """
    pairs = {fold(word.removeprefix("~"))[:2] for word in (*marks.keys, *marks.starts)}
    cased = ("".join(f"[{_CASED.get(letter, re.escape(letter))}]" for letter in pair) for pair in sorted(pairs))
    return re.compile(rf"(?<![^\W_])(?=(?:{'|'.join(cased)}))(?:{TOKEN.pattern})", re.VERBOSE)


def _all_spans(text: str, marks: Marker) -> list[tuple[int, int, str]]:
    """Look at every word, as phrases and numbers need."""
    found: list[tuple[int, int, str]] = []
    longest = max((len(phrase) for phrase in marks.phrases), default=0)
    recent: deque[tuple[int, int, str, str]] = deque(maxlen=max(longest, 1))
    for token, form, key in analysed(text):
        if key in marks.keys:
            found.append((token.start, token.end, key))
        elif form in marks.written or (marks.starts and form.startswith(marks.starts)):
            found.append((token.start, token.end, form))
        recent.append((token.start, token.end, form, key))
        for phrase in marks.phrases:
            if not (form in phrase[-1] or key in phrase[-1]) or len(recent) < len(phrase):
                continue
            tail = list(recent)[-len(phrase) :]
            if all(one[2] in wanted or one[3] in wanted for one, wanted in zip(tail, phrase, strict=True)):
                found.append((tail[0][0], tail[-1][1], " ".join(one[2] for one in tail)))
    return sorted(set(found))


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
