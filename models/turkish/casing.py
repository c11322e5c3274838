"""Turkish letter case, and folding to the plain letters of an English keyboard.

Python lower-cases ``I`` to ``i`` and ``İ`` to ``i`` plus a combining dot; Turkish wants ``ı`` and ``i``.
Every function here gives a text of the same length, so a span found in one is valid in the other.
"""

import re
import unicodedata

_COMBINING_DOT = "\u0307"
_FREQUENT = tuple(zip("ışğüöçâîû", "isguocaiu", strict=True))
_UPPER = str.maketrans("ıi", "Iİ")


def _plain_letters() -> dict[int, str]:
    """Map each accented Latin letter to its ASCII letter, where one letter stands for one letter."""
    plain = {ord("ı"): "i", ord("ø"): "o", ord("ł"): "l", ord("đ"): "d"}
    for code in (*range(0xC0, 0x250), *range(0x1E00, 0x1F00)):
        first = unicodedata.normalize("NFD", chr(code))[0]
        if first.isascii() and first.isalpha():
            plain.setdefault(code, first.lower())
    return plain


_PLAIN = _plain_letters()
_ACCENTED = re.compile(f"[{''.join(map(chr, _PLAIN))}]")


def lower(text: str) -> str:
    """Lower-case Turkish text: ``I`` becomes ``ı`` and ``İ`` becomes ``i``.

    An ``I`` that carries a separate combining dot is an ``İ`` written in two characters: it becomes ``i`` and keeps
    the dot, because the length stays.
    """
    if _COMBINING_DOT in text:
        text = text.replace("I" + _COMBINING_DOT, "i" + _COMBINING_DOT)
    return text.replace("I", "ı").replace("İ", "i").lower()


def upper(text: str) -> str:
    """Upper-case Turkish text: ``i`` becomes ``İ`` and ``ı`` becomes ``I``.

    A letter whose capital takes two characters (``ß``) stays as it is, because the length stays.
    """
    raised = text.translate(_UPPER).upper()
    if len(raised) == len(text):
        return raised
    return "".join(capital if len(capital := letter.translate(_UPPER).upper()) == 1 else letter for letter in text)


def fold(text: str) -> str:
    """Lower-case Turkish text and replace ``ç ğ ı ö ş ü â î û`` (and other accented letters) by plain ones.

    `fold` of what a person types without Turkish letters equals `fold` of the correct spelling.
    """
    text = lower(text)
    if text.isascii():
        return text
    for letter, plain in _FREQUENT:  # many times as fast as a translation
        text = text.replace(letter, plain)
    return text.translate(_PLAIN) if _ACCENTED.search(text) else text
