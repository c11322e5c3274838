"""Turkish numbers in words and digits: ``yirmi bir``, ``onbeşbin``, ``1.250.000,00``, ``VII``."""

import re

_UNITS = {
    "sifir": 0, "bir": 1, "iki": 2, "uc": 3, "dort": 4, "bes": 5, "alti": 6, "yedi": 7, "sekiz": 8, "dokuz": 9,
    "on": 10, "yirmi": 20, "otuz": 30, "kirk": 40, "elli": 50, "altmis": 60, "yetmis": 70, "seksen": 80, "doksan": 90,
}  # fmt: skip
_SCALES = {"yuz": 100, "bin": 1_000, "milyon": 1_000_000, "milyar": 1_000_000_000, "trilyon": 1_000_000_000_000}
_WORD = "|".join(sorted([*_UNITS, *_SCALES], key=len, reverse=True))
NUMBER_WORDS = rf"(?:{_WORD})(?:\s?(?:{_WORD})){{0,11}}"
"""A pattern (on plain text) for a number in words, its parts apart or run together; ends are for the caller to guard."""
_PARTS = re.compile(_WORD)
_ORDINALS = {
    "birinci": 1, "ilk": 1, "ikinci": 2, "ucuncu": 3, "dorduncu": 4, "besinci": 5, "altinci": 6, "yedinci": 7,
    "sekizinci": 8, "dokuzuncu": 9, "onuncu": 10,
}  # fmt: skip
ORDINAL_WORDS = "|".join(_ORDINALS)
_ORDINAL_ENDINGS = ("nci", "ncu", "inci", "uncu")
_ROMAN = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}


def number_in_words(words: str) -> int | None:
    """Give the number that plain `words` spell, None when they spell none."""
    total = part = 0
    at = 0
    for match in _PARTS.finditer(words):
        if words[at : match.start()].strip():
            return None
        at = match.end()
        word = match.group()
        if word in _UNITS:
            part += _UNITS[word]
        elif word == "yuz":
            part = (part or 1) * 100
        else:
            total += (part or 1) * _SCALES[word]
            part = 0
    return None if words[at:].strip() or not at else total + part


def ordinal(word: str) -> int | None:
    """Give the number of a plain ordinal word such as ``ikinci``."""
    return _ORDINALS.get(word)


def ordinal_in_words(words: str) -> int | None:
    """Give the number that a plain ordinal spells: ``onyedinci``, ``yirmi birinci``; None where it spells none."""
    if words == "ilk":
        return 1
    for ending in _ORDINAL_ENDINGS:
        if words.endswith(ending):
            number = number_in_words(re.sub(r"dord$", "dort", words.removesuffix(ending)))
            if number is not None:
                return number
    return None


def roman(letters: str) -> int | None:
    """Give the number of plain Roman numerals up to the hundreds, None for other letters."""
    values = [_ROMAN.get(letter) for letter in letters]
    if not values or None in values:
        return None
    numbers = [value for value in values if value is not None]
    return sum(-a if a < b else a for a, b in zip(numbers, [*numbers[1:], 0], strict=True))


def decimal(digits: str) -> float | None:
    """Give the value of a printed amount: the last mark with one or two digits behind it is the decimal mark."""
    digits = digits.strip(".,")
    marks = [(index, mark) for index, mark in enumerate(digits) if mark in ".,"]
    if not marks:
        return float(digits) if digits.isdigit() and len(digits) < 19 else None
    last, mark = marks[-1]
    behind = len(digits) - last - 1
    kinds = {sign for _, sign in marks}
    is_decimal = behind != 3 or (len(kinds) == 2 and [sign for _, sign in marks].count(mark) == 1 and mark == ",")
    whole = re.sub(r"[.,]", "", digits[:last] if is_decimal else digits)
    part = digits[last + 1 :] if is_decimal else ""
    if not (whole + part).isdigit() or len(whole) > 18:
        return None
    return float(f"{whole or '0'}.{part or '0'}")
