"""What may follow a Turkish root: a small machine over ``data/suffixes.tsv`` that knows vowel harmony.

Inflection (plural, possessive, case, tense, person) leaves the lemma as it is; derivation (``-lık``, ``-cı``,
passive ``-ıl``) lengthens it.
"""

from functools import cache, lru_cache
from importlib.resources import files

import msgspec

from models.turkish.letters import VOWELS, may_be, typed_for

_HARD = frozenset("fstkçşhp")
_NARROW = {"a": "ı", "ı": "ı", "e": "i", "i": "i", "o": "u", "u": "u", "ö": "ü", "ü": "ü"}
_WIDE = {"a": "a", "ı": "a", "o": "a", "u": "a", "e": "e", "i": "e", "ö": "e", "ü": "e"}
_ACCEPTED = {"N": 0.0, "PL": 0.0, "P3": 0.0, "PX": 0.0, "CASE": 0.0, "LOC": 0.0, "GEN": 0.0, "K": 0.0, "END": 0.0}
_ACCEPTED |= {"NI": 0.0, "MK": 0.0, "FIN": 0.0, "FP": 0.0, "AOR": 0.0, "V": 2.5, "VN": 2.5, "O": 0.0}
_VERBAL = frozenset({"V", "VN", "VY"})


class Ending(msgspec.Struct, frozen=True):
    """One way to read the rest of a word: its cost, what it adds to the lemma, whether that is a verb stem, and its spelling."""

    cost: float
    derived: str
    verb: bool
    written: str = ""


class _Suffix(msgspec.Struct, frozen=True):
    form: str
    to: str
    cost: float
    derives: bool
    after: str


@cache
def _suffixes() -> dict[str, tuple[_Suffix, ...]]:
    found: dict[str, list[_Suffix]] = {}
    for line in files("models.turkish").joinpath("data/suffixes.tsv").read_text(encoding="utf-8").splitlines():
        if line.startswith("#"):
            continue
        state, form, to, cost, kind, after = (line + "\t").split("\t")[:6]
        found.setdefault(state, []).append(_Suffix(form, to, float(cost), kind == "d", after))
    return {state: tuple(several) for state, several in found.items()}


@cache
def realise(form: str, vowel: str, last: str) -> str:
    """Write a suffix as it sounds after a stem with that last vowel and last letter."""
    written: list[str] = []
    position = 0
    while position < len(form):
        letter = form[position]
        optional = letter == "("
        if optional:
            letter = form[position + 1]
            position += 2
        position += 1
        before = written[-1] if written else last
        after_vowel = before in VOWELS
        if optional and (letter in "IA") == after_vowel:
            continue
        if letter == "A":
            letter = _WIDE[vowel]
        elif letter == "I":
            letter = _NARROW[vowel]
        elif letter == "D":
            letter = "t" if before in _HARD else "d"
        elif letter == "C":
            letter = "ç" if before in _HARD else "c"
        if letter in VOWELS:
            vowel = letter
        written.append(letter)
    return "".join(written)


@lru_cache(maxsize=200_000)
def endings(rest: str, state: str, vowel: str, last: str, soft: bool, loose: bool) -> tuple[Ending, ...]:
    """Give every way to read `rest` after a stem in `state`.

    `soft` stems (``kitab-``, ``-lığ-``) need a vowel next. `loose` takes a plain letter for a Turkish one.
    """
    found: list[Ending] = []
    if not rest:
        return (Ending(_ACCEPTED[state], "", state in _VERBAL),) if state in _ACCEPTED and not soft else ()
    for one in _sounding(state, vowel, last, loose).get(rest[0], ()):
        written, suffix = one.written, one.suffix
        if soft and written[0] not in VOWELS:
            continue
        if not rest.startswith(written) and not (loose and may_be(written, rest[: len(written)])):
            continue
        for ending in endings(rest[len(written) :], suffix.to, one.vowel, written[-1], one.soft, loose):
            cost, spelled = suffix.cost + ending.cost, written + ending.written
            if suffix.derives:
                own = written[:-1] + "k" if written[-1] == "ğ" else written
                verb = ending.verb if ending.derived else suffix.to == "V"
                found.append(Ending(cost, own + ending.derived, verb, spelled))
            elif not ending.derived:
                found.append(Ending(cost, "", state in _VERBAL or ending.verb, spelled))
    return _cheapest(found)


class _Sounding(msgspec.Struct, frozen=True):
    """A suffix as it sounds after some stem, and what the next one finds there."""

    written: str
    suffix: _Suffix
    vowel: str
    soft: bool


@cache
def _sounding(state: str, vowel: str, last: str, loose: bool) -> dict[str, tuple[_Sounding, ...]]:
    """Give the suffixes that may follow, by the letter they begin with as it may be typed.

    Most rests of words fit no suffix, and their first letter tells.
    """
    found: dict[str, list[_Sounding]] = {}
    for suffix in _suffixes().get(state, ()):
        if suffix.after and (suffix.after == "V") != (last in VOWELS):
            continue
        written = realise(suffix.form, vowel, last)
        if not written:
            continue
        next_vowel = next((letter for letter in reversed(written) if letter in VOWELS), vowel)
        one = _Sounding(written, suffix, next_vowel, written[-1] == "ğ" and suffix.form[-1] == "ğ")
        for typed in typed_for(written[0]) if loose else written[0]:
            found.setdefault(typed, []).append(one)
    return {letter: tuple(several) for letter, several in found.items()}


def _cheapest(found: list[Ending]) -> tuple[Ending, ...]:
    best: dict[tuple[str, bool, str], Ending] = {}
    for ending in found:
        key = (ending.derived, ending.verb, ending.written)
        if key not in best or ending.cost < best[key].cost:
            best[key] = ending
    return tuple(best.values())
