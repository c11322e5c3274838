"""The tokens a word is indexed and searched by: the analysis both search engines share.

Two forms a word: `exact` (as written, in plain small letters) and a stem key. A stem key is the dictionary form with
its Turkish letters; a word of no known root has ``~`` and its first seven plain letters. A query word typed without
Turkish letters asks for the keys of all words it may stand for.
"""

import sys
from collections.abc import Iterator
from functools import lru_cache

from models.turkish.casing import fold
from models.turkish.lemma import ReadingOfWord, readings
from models.turkish.stopwords import is_stop_word
from models.turkish.words import TOKEN, Token, clean, number, tokens

VERSION = 2
"""Grows when any word may get another key: an index made by another version must be rebuilt."""

CUT = 7
_TURKISH = frozenset("çğıöşü")
_KEPT = 250_000
_LIKELY = 2.6
_DOUBTFUL = 2.0
_MARGIN = 2.0


@lru_cache(maxsize=50_000)
def exact(word: str) -> str:
    """Give a word or number as written, in plain small letters."""
    return number(word) if any(letter.isdigit() for letter in word) else fold(clean(word))


@lru_cache(maxsize=50_000)
def index_key(word: str) -> str:
    """Give the one key a word of a document is indexed by."""
    if any(letter.isdigit() for letter in word):
        return number(word)
    written = clean(word)
    strict = readings(written)
    capital = "I" in word and "ı" in written
    if not strict or capital or strict[0].cost > _DOUBTFUL:
        loose = readings(written, loose=True)
        margin = 0.0 if capital else _MARGIN
        if loose and (not strict or loose[0].cost < strict[0].cost - margin):
            return loose[0].lemma
    return strict[0].lemma if strict else _cut(written)


def index_keys(text: str) -> frozenset[str]:
    """Give the keys a word (or several) is found by."""
    return frozenset(index_key(token.text) for token in tokens(text))


@lru_cache(maxsize=20_000)
def query_keys(word: str) -> tuple[str, ...]:
    """Give the keys of every word that a typed word may stand for, likeliest first."""
    if any(letter.isdigit() for letter in word):
        return (number(word),)
    written = clean(word)
    strict = readings(written)
    keys = [index_key(word)]
    typed_plainly = not any(letter in _TURKISH for letter in written.replace("ı", "i" if "I" in word else "ı"))
    if not strict or typed_plainly or "I" in word:
        keys += (one.lemma for one in _restored(written))
        if not strict or strict[0].cost > _DOUBTFUL:
            keys.append(_cut(written))
    return tuple(dict.fromkeys(keys))


def restored(word: str) -> str:
    """Give the likeliest spelling of a word typed without Turkish letters (the word itself when unknown)."""
    found = _restored(clean(word))
    return found[0].spelling if found else clean(word)


def analysed(text: str) -> Iterator[tuple[Token, str, str]]:
    """Give every token of a text with its exact form and its index key."""
    for token in tokens(text):
        yield token, exact(token.text), index_key(token.text)


def indexed(text: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Give the exact forms and the index keys of a whole text, as `analysed` gives them one by one."""
    pairs = tuple(map(_forms.__getitem__, TOKEN.findall(text)))
    return tuple(pair[0] for pair in pairs), tuple(pair[1] for pair in pairs)


def forms(word: str) -> tuple[str, str]:
    """Give the exact form and the index key of one word of a text; words met lately are remembered."""
    return _forms[word]


class _Forms(dict[str, tuple[str, str]]):
    """The two forms of the words met lately: one look-up a word.

    When it is full it becomes `older`, from which the words that come again are taken over: frequent words stay, and
    no look-up has to keep an order.
    """

    def __init__(self, kept: int) -> None:
        self.kept = kept
        self.older: dict[str, tuple[str, str]] = {}

    def __missing__(self, word: str) -> tuple[str, str]:
        if len(self) >= self.kept:
            self.older = dict(self)
            self.clear()
        found = self.older.get(word)
        if found is None:
            written = exact.__wrapped__(word)
            found = word if written == word else written, sys.intern(index_key.__wrapped__(word))
        self[word] = found
        return found


_forms = _Forms(_KEPT)


def remember(words: int) -> None:
    """Keep the forms of so many words at hand (and as many again that came before); 100,000 take 30 to 60 MB."""
    _forms.kept = words


def _restored(written: str) -> list[ReadingOfWord]:
    """Give the best reading of each spelling the word may stand for, unlikely ones left out."""
    best: dict[str, ReadingOfWord] = {}
    for one in readings(written, loose=True):
        if one.spelling == written or not is_stop_word(one.spelling):
            best.setdefault(one.spelling, one)
    found = list(best.values())
    return [one for one in found if one.cost <= found[0].cost + _LIKELY][:8]


def _cut(written: str) -> str:
    return "~" + fold(written)[:CUT]
