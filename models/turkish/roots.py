"""The roots Turkish words begin with, in every shape they take before a suffix (``kitap``, ``kitab-``)."""

from collections.abc import Iterator
from functools import cache
from importlib.resources import files

import msgspec

from models.turkish.letters import VOWELS, plain

_FRONT = {"a": "e", "ı": "i", "o": "ö", "u": "ü"}
_SOFTENED = {"p": "b", "ç": "c", "t": "d", "k": "ğ"}


class Shape(msgspec.Struct, frozen=True):
    """A root as it is written before some suffixes. `state` is where `models.turkish.suffixes` goes on from."""

    surface: str
    lemma: str
    state: str
    vowel: str
    soft: bool
    cost: float


def _data(name: str) -> list[str]:
    text = files("models.turkish").joinpath("data", name).read_text(encoding="utf-8")
    return [line for line in text.splitlines() if line and not line.startswith("#")]


@cache
def common() -> frozenset[str]:
    """Give the lemmas of council business (verbs without -mek)."""
    return frozenset(_data_words())


def _data_words() -> Iterator[str]:
    for line in _data("common.txt"):
        yield from line.split()


def _softened(root: str) -> str:
    if root.endswith("nk"):
        return root[:-1] + "g"
    return root[:-1] + _SOFTENED.get(root[-1], root[-1])


def _dropped(root: str) -> str:
    """Drop the vowel of the last syllable: ``şehir`` gives ``şehr``."""
    place = max((i for i, letter in enumerate(root) if letter in VOWELS), default=-1)
    return root[:place] + root[place + 1 :] if place > 0 else root


def _noun_shapes(root: str, lemma: str, flags: str, vowel: str, cost: float) -> Iterator[Shape]:
    if "I" in flags:
        vowel = _FRONT.get(vowel, vowel)
    yield Shape(root, lemma, "N", vowel, False, cost)
    soft = root
    if "L" in flags:
        soft = _dropped(soft)
    syllables = sum(letter in VOWELS for letter in root)
    may_soften = "N" not in flags and (syllables > 1 or "V" in flags or root.endswith("nk"))
    if may_soften and root[-1] in _SOFTENED:
        soft = _softened(soft)
    if "D" in flags:
        soft += soft[-1]
    if soft != root:
        yield Shape(soft, lemma, "N", vowel, True, cost)
    if root in {"su", "akarsu", "atıksu", "içmesuyu"}:
        yield Shape(root + "y", lemma, "N", vowel, True, cost)


def _verb_shapes(root: str, flags: str, vowel: str, cost: float) -> Iterator[Shape]:
    yield Shape(root, root, "V", vowel, False, cost)
    if "V" in flags and root[-1] in _SOFTENED:
        yield Shape(_softened(root), root, "V", vowel, True, cost)
    if "L" in flags:
        yield Shape(_dropped(root), root, "V", vowel, True, cost)
    if root[-1] in VOWELS and len(root) > 2:
        before = next((letter for letter in reversed(root[:-1]) if letter in VOWELS), vowel)
        yield Shape(root[:-1], root, "VY", before, False, cost)


def _shapes() -> Iterator[Shape]:
    listed = common()
    known: set[tuple[str, str]] = set()
    for line in _data("roots.tsv"):
        lemma, kind, flags, vowel, rarity, bare = (line + "\t\t").split("\t")[:6]
        known.add((lemma, kind))
        if kind == "v":
            infinitive = lemma + ("mak" if vowel in "aıou" else "mek")
            yield from _verb_shapes(lemma, flags, vowel, 0.2 if infinitive in listed else float(rarity) + 0.3)
            continue
        cost = 0.0 if lemma in listed else float(rarity)
        if kind == "o":
            yield Shape(lemma, lemma, "O", vowel, False, cost)
        elif "P" in flags:
            yield Shape(lemma, lemma, "P3", vowel, False, cost)
            yield from _noun_shapes(bare, lemma, flags.replace("P", ""), vowel, cost)
        else:
            yield from _noun_shapes(lemma, lemma, flags, vowel, cost)
    for word in listed:
        vowel = next((letter for letter in reversed(word) if letter in VOWELS), "a")
        if (word, "n") not in known and not (word[-3:] in {"mak", "mek"} and (word[:-3], "v") in known):
            yield from _noun_shapes(word, word, "", vowel, 0.0)


@cache
def table() -> tuple[dict[str, tuple[Shape, ...]], dict[str, tuple[str, ...]]]:
    """Give the shapes by their spelling, and the spellings by their plain letters."""
    shapes: dict[str, list[Shape]] = {}
    for shape in _shapes():
        shapes.setdefault(shape.surface, []).append(shape)
    spellings: dict[str, list[str]] = {}
    for surface in shapes:
        spellings.setdefault(plain(surface), []).append(surface)
    return (
        {surface: tuple(several) for surface, several in shapes.items()},
        {letters: tuple(several) for letters, several in spellings.items()},
    )
