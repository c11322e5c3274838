"""The passages of a resolution that a query matched, marked on the original text."""

from html import escape

import msgspec

from models.query.synonyms import synonyms
from models.query.tree import AnyPart, Exactly, Number, Start, Word, words_of
from models.turkish.analysis import analysed, exact, query_keys
from models.turkish.words import number

SNIPPETS = 3
WIDTH = 190
READ = 60_000
"""Characters looked through; a longer resolution shows passages of its beginning."""


class Marker(msgspec.Struct, frozen=True):
    """What to mark: stem keys, words as written, beginnings, and sequences of either."""

    keys: frozenset[str]
    written: frozenset[str]
    starts: tuple[str, ...]
    phrases: tuple[tuple[str, ...], ...]


def marker(part: AnyPart | None) -> Marker:
    """Give what a query marks; what must be absent marks nothing."""
    keys: set[str] = set()
    written: set[str] = set()
    starts: list[str] = []
    phrases: list[tuple[str, ...]] = []
    for leaf in words_of(part):
        match leaf:
            case Word(text):
                found = query_keys(text)
                keys.update(found)
                keys.update(other[0] for other in synonyms(found) if len(other) == 1)
            case Number(text):
                written.add(number(text))
            case Start(text):
                starts.append(exact(text))
            case Exactly(words, 0):
                phrases.append(tuple(exact(word) for word in words))
            case Exactly(words, _):
                keys.update(key for word in words for key in query_keys(word))
    return Marker(frozenset(keys), frozenset(written), tuple(starts), tuple(phrases))


def spans(text: str, marks: Marker) -> list[tuple[int, int, str]]:
    """Give the matched places in order: start, end and what matched there."""
    found: list[tuple[int, int, str]] = []
    recent: list[tuple[int, int, str]] = []
    longest = max((len(phrase) for phrase in marks.phrases), default=0)
    for token, form, key in analysed(text[:READ]):
        if key in marks.keys:
            found.append((token.start, token.end, key))
        elif form in marks.written or (marks.starts and form.startswith(marks.starts)):
            found.append((token.start, token.end, form))
        if longest:
            recent = (
                [*recent[-longest + 1 :], (token.start, token.end, form)]
                if longest > 1
                else [(token.start, token.end, form)]
            )
            for phrase in marks.phrases:
                tail = recent[-len(phrase) :]
                if tuple(one[2] for one in tail) == phrase:
                    found.append((tail[0][0], tail[-1][1], " ".join(phrase)))
    return sorted(set(found))


def snippets(text: str, marks: Marker) -> tuple[str, ...]:
    """Give up to three passages, those with most different matches first chosen, in the order of the text."""
    matched = spans(text, marks)
    if not matched:
        return (_passage(text, 0, WIDTH, []),) if text.strip() else ()
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
    return tuple(_passage(text, max(0, start - WIDTH // 5), start + WIDTH, matched) for start in sorted(chosen))


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
