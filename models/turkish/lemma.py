"""The dictionary form of a Turkish word: the cheapest reading as a root and what may follow it."""

from functools import lru_cache
from importlib.resources import files

import msgspec

from models.turkish.letters import VOWELS, may_be, plain
from models.turkish.roots import table
from models.turkish.suffixes import endings

MAX_LETTERS = 40
_VERB_STATES = frozenset({"V", "VY"})
_WORST = 99.0


class ReadingOfWord(msgspec.Struct, frozen=True):
    """One way to read a word. A verb's lemma is its verbal noun (``oyla-`` gives ``oylama``), as documents title it."""

    lemma: str
    cost: float
    spelling: str


@lru_cache(maxsize=1)
def overrides() -> dict[str, str]:
    """Give the words whose lemma is settled by hand (``data/overrides.tsv``)."""
    text = files("models.turkish").joinpath("data/overrides.tsv").read_text(encoding="utf-8")
    return dict(line.split("\t")[:2] for line in text.splitlines() if line and not line.startswith("#"))


def other_spellings(lemma: str) -> tuple[str, ...]:
    """Give the words that lead to a lemma by hand and need not begin like it: ``gurup`` is ``grup``."""
    return _by_lemma().get(lemma, ())


@lru_cache(maxsize=1)
def _by_lemma() -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for word, lemma in (*overrides().items(), *_aliases().items()):
        found[lemma] = (*found.get(lemma, ()), word)
    return found


@lru_cache(maxsize=1)
def _settled() -> dict[str, tuple[tuple[str, str], ...]]:
    """Give the overrides by the plain letters of their words."""
    found: dict[str, tuple[tuple[str, str], ...]] = {}
    for word, lemma in overrides().items():
        found[plain(word)] = (*found.get(plain(word), ()), (word, lemma))
    return found


@lru_cache(maxsize=1)
def _aliases() -> dict[str, str]:
    """Give the lemmas that are another spelling of a lemma."""
    text = files("models.turkish").joinpath("data/aliases.tsv").read_text(encoding="utf-8")
    return dict(line.split("\t")[:2] for line in text.splitlines() if line and not line.startswith("#"))


def readings(word: str, *, loose: bool = False) -> tuple[ReadingOfWord, ...]:
    """Give the readings of a lower-case word, cheapest first; none for a word of no known root.

    `loose` also takes plain letters for Turkish ones: ``secim`` reads as ``seçim``.
    """
    if len(word) > MAX_LETTERS:
        return ()
    shapes, spellings = table()
    best: dict[tuple[str, str], float] = {}
    typed, aliases = plain(word), _aliases()
    for length in range(2, len(word) + 1):
        left, rest = word[:length], word[length:]
        surfaces = spellings.get(typed[:length], ()) if loose else (left,)
        for surface in surfaces:
            if surface != left and not may_be(surface, left):
                continue
            for shape in shapes.get(surface, ()):
                for ending in endings(rest, shape.state, shape.vowel, surface[-1], shape.soft, loose):
                    lemma = shape.lemma + ending.derived
                    if ending.verb or (not ending.derived and shape.state in _VERB_STATES):
                        lemma += verbal_noun_ending(lemma)
                    lemma = aliases.get(lemma, lemma)
                    cost = shape.cost + ending.cost
                    key = (surface + ending.written, lemma)
                    if cost < best.get(key, _WORST):
                        best[key] = cost
    for settled, lemma in _settled().get(typed, ()):
        if settled == word or (loose and may_be(settled, word)):
            best = {key: cost for key, cost in best.items() if key[0] != settled}
            best[settled, lemma] = 0.0
    found = [ReadingOfWord(lemma, cost, spelling) for (spelling, lemma), cost in best.items()]
    return tuple(sorted(found, key=lambda one: (one.cost, -len(one.lemma), one.lemma)))


def verbal_noun_ending(stem: str) -> str:
    """Give ``ma`` or ``me`` in harmony with a verb stem."""
    vowel = next((letter for letter in reversed(stem) if letter in VOWELS), "a")
    return "ma" if vowel in "aıou" else "me"
