"""Letters that a scan's reader took for others: ``ta1ebin``, ``lşleri``, ``Miidiirliigii``, ``kornisyon``, ``Ba§kan``."""

import itertools
import re
from collections.abc import Callable, Sequence
from functools import lru_cache

from models.language.data_files import words_of
from models.turkish.casing import fold, lower
from models.turkish.lemma import readings

Edit = tuple[int, int, str]

_SMALL = "a-zçğıöşüâîû"
_HARD = "bcçdfgğhjkmnprsştvyz"
_DIGIT_IN_WORD = re.compile(
    r"(?<![\w.,/-])(?=[^\W\d_]*[01]{1,3}[^\W\d_])[^\W_]{3,}(?![\w/])|(?<![\w.,/-])[^\W\d_]+[01]{1,3}(?=[^\W\d_])[^\W_]*|(?<![\w.,/-])[^\W\d_]{4,}[01](?![\w/])|\b(?:N0|0Y)\b"
)
_DIGIT_BY_LETTER = re.compile(r"[01](?:(?=[A-Za-zçğıöşüÇĞİÖŞÜ])|(?<=[A-Z].)\b|(?<=[A-Za-zçğıöşü]{4}.)\b)")
_L_BY_CAPITAL = re.compile(r"l(?<![a-zçğıöşüâîû]l)")
_SMALL_L = re.compile(
    r"\bl(?=[^\Waeıioöuüâ\d_A-ZÇĞİÖŞÜ])[^\W\d_]{3,}|\b[A-ZÇĞİÖŞÜ]+l[A-ZÇĞİÖŞÜ][A-ZÇĞİÖŞÜl]*\b|\b[A-ZÇĞİÖŞÜ]{2,}l\b"
)
_CAPITAL_I = re.compile(
    rf"(?<![^\W\d_])[^\W\d_]*(?<=[{_SMALL}])I(?![A-ZÇĞİÖŞÜ])[^\W\d_]*|\bİI(?=[{_SMALL}]|\b)[^\W\d_]*"
)
_SMALL_THEN_I = re.compile(rf"I(?<=[{_SMALL}İ]I)")
_L_FOR_VOWEL = re.compile(rf"(?<![^\W\d_])[^\W\d_]*[{_HARD}]l(?=[{_HARD}l]|\b)[^\W\d_]*")
_L_AMONG_CONSONANTS = re.compile(rf"l(?<=[{_HARD}]l)(?=[{_HARD}l]|\b)")
_NUMBER = re.compile(
    r"(?<![\w.,/-])(?:(?=[lIO\d]*\d)(?=[lIO\d]*[lIO])[lIO\d]{2,5}|[lI]O|[lI](?=\s+(?:ret|red|kabul|çekimser)\b))"
    r"(?=\s+(?:kabul|ret|red|oy|üye|çekimser|sayılı|nolu|numaralı|ada|parsel|[iuıü]nc[iuıü]|nc[iuıü])\b)"
)
_MAY_BE_NUMBER = re.compile(r"[lIO](?:\d|(?<=\d.)|(?<=[lI])O|(?<![\w.,/-].)\s)")
_SIGN = re.compile(r"(?<=[^\W\d_])[§$](?=[^\W\d_])|\b[§$](?=[a-zçğıöşü]{3})")
_DOUBLE_I = re.compile(r"(?<![^\W\d_])[^\W\d_]*ii[^\W\d_]*")
_R_AND_N = re.compile(r"(?<![^\W\d_])[^\W\d_]*rn[^\W\d_]*")
_BAR = re.compile(r"(?<=[^\W\d_])\|(?=[^\W\d_])")
_HARD_L = re.compile(rf"[{_HARD}]l(?=[{_HARD}l]|$)")
_DIGITS = str.maketrans("lIO", "110")
_MOST_SLOTS, _SHORTEST, _LONGEST = 4, 5, 30
_TRUE_II = tuple(words_of("true_double_i.txt"))
_STEMS = tuple(words_of("split_words.txt"))
_VOWELS = frozenset("aeıioöuüAEIİOÖUÜ")
_BACK = frozenset("aıouAIOU")


def digits_for_letters(text: str) -> list[Edit]:
    """Give the edits for digits inside words."""
    if _DIGIT_BY_LETTER.search(text) is None:
        return []
    return _edits(_DIGIT_IN_WORD, text, _with_letters)


def letters_for_letters(text: str) -> list[Edit]:
    """Give the edits for l and I taken for each other, ``ii``, ``rn`` and signs that stand for other letters or digits."""
    edits = _edits(_SMALL_L, text, _with_dotted_i) if _L_BY_CAPITAL.search(text) is not None else []
    if _SMALL_THEN_I.search(text) is not None:
        edits += _edits(_CAPITAL_I, text, _with_small_l)
    if _L_AMONG_CONSONANTS.search(text) is not None:
        edits += _edits(_L_FOR_VOWEL, text, _with_vowel)
    if _MAY_BE_NUMBER.search(text) is not None:
        edits += _edits(_NUMBER, text, lambda number: number.translate(_DIGITS))
    if "ii" in text:
        edits += _edits(_DOUBLE_I, text, _with_u)
    if "rn" in text:
        edits += _edits(_R_AND_N, text, _with_m)
    if "§" in text or "$" in text:
        edits += _edits(_SIGN, text, lambda sign: "ş")
    if "|" in text:
        edits += _edits(_BAR, text, lambda bar: "l")
    return _apart(sorted(edits))


def _edits(pattern: re.Pattern[str], text: str, put: Callable[[str], str | None]) -> list[Edit]:
    found = ((match, put(match.group())) for match in pattern.finditer(text))
    return [(match.start(), match.end(), new) for match, new in found if new is not None and new != match.group()]


def _apart(edits: list[Edit]) -> list[Edit]:
    """Give `edits` without those that touch a place already edited."""
    kept: list[Edit] = []
    for edit in edits:
        if not kept or edit[0] >= kept[-1][1]:
            kept.append(edit)
    return kept


def _with_letters(word: str) -> str | None:
    """Put letters for the digits inside a word: ``ta1ebin``, ``b1r``, ``s0nucunda``, ``N0``."""
    letters = [letter for letter in word if letter.isalpha()]
    if word in {"N0", "0Y"}:
        return word.replace("0", "O")
    if len(letters) < 3 or len(letters) < 2 * (len(word) - len(letters)):
        return None
    capital = sum(letter.isupper() for letter in letters) > len(letters) / 2
    new = word.replace("0", "O" if capital else "o")
    for index, letter in enumerate(new):
        if letter == "1":
            new = new[:index] + _one(new, index, capital=capital) + new[index + 1 :]
    return new


def _one(word: str, index: int, *, capital: bool) -> str:
    """Give the letter that a ``1`` stands for: a vowel in harmony between consonants, else an l."""
    before, after = word[index - 1 : index], word[index + 1 : index + 2]
    if before and before not in _VOWELS and (not after or after not in _VOWELS):
        near = next((letter for letter in reversed(word[:index]) if letter in _VOWELS), None) or next(
            (letter for letter in word[index:] if letter in _VOWELS), "a"
        )
        return ("I" if capital else "ı") if near in _BACK else ("İ" if capital else "i")
    return "I" if capital else "l"


def _with_dotted_i(word: str) -> str | None:
    """Put a capital İ for a small l that stands first or among capitals: ``lşleri``, ``TARlHl``."""
    if word[0] == "l" and word[1:2].islower():
        new = "İ" + word[1:]
        return _with_vowel(new) or new
    return word.replace("l", "İ")


@lru_cache(maxsize=4096)
def _with_small_l(word: str) -> str | None:
    """Put what a capital I inside small letters stands for: ``kabuIüne``, ``oybirIiği``, ``İIçe``; an l, or a vowel that makes a word."""
    slots = [index for index, letter in enumerate(word) if letter == "I" and index > 0]
    if len(slots) > _MOST_SLOTS or len(word) > _LONGEST:
        return None
    tried = ("".join(_put(word, slots, letters)) for letters in itertools.product("lıi", repeat=len(slots)))
    costs = {one: found[0].cost for one in tried if (found := readings(lower(one)))}
    return min(costs, key=lambda one: costs[one], default="".join(_put(word, slots, "l" * len(slots))))


def _put(word: str, slots: Sequence[int], letters: Sequence[str]) -> list[str]:
    new = list(word)
    for slot, letter in zip(slots, letters, strict=True):
        new[slot] = letter
    return new


@lru_cache(maxsize=4096)
def _with_vowel(word: str) -> str | None:
    """Put the vowel for an l among consonants, where no Turkish word has one: ``Komlsyonu``, ``Mahallesl``, ``tadllatı``."""
    if len(word) < _SHORTEST or len(word) > _LONGEST or word.isupper() or readings(lower(word)):
        return None
    for match in _HARD_L.finditer(lower(word)):
        for vowel in "iıuü":
            new = word[: match.start() + 1] + vowel + word[match.start() + 2 :]
            if readings(lower(new)):
                return new
    return None


def _with_u(word: str) -> str | None:
    """Put ü for ii: ``iicret``, ``Miidiirliigii``; not in ``mevkii``, ``fiilen`` and Roman numbers."""
    new = word.replace("ii", "ü")
    return new if fold(new).startswith(_STEMS) and not fold(word).startswith(_TRUE_II) else None


def _with_m(word: str) -> str | None:
    """Put m for rn where only that begins a word of council texts: ``kornisyon``, ``rneclis``."""
    small = fold(word)
    new = word.replace("rn", "m")
    return new if fold(new).startswith(_STEMS) and not small.startswith(_STEMS) else None
