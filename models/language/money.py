"""Amounts of money in lira, in digits and in words."""

import re

from models.language.numerals import NUMBER_WORDS, decimal, number_in_words
from models.language.passage import Mention, Passage
from models.language.taken import Taken

_SCALE = {"bin": 1e3, "milyon": 1e6, "milyar": 1e9, "trilyon": 1e12}
_UNIT = r"(?P<unit>ytl|tl|₺|turk\s+liras\w+|liraya|lirasi\w*|lira\w*|krs)(?![a-z]*\w*:)"
_AMOUNT = re.compile(
    r"(?<![\d.,/\w-])(?P<number>\d{1,18}(?:[.,]\d{1,9}){0,7})(?P<parts>(?:\s?(?:bin|milyon|milyar|trilyon)(?:\s\d{1,3}(?=\s?(?:bin|milyon)))?){0,4})"
    rf"[.,]{{0,2}}\s?-{{0,2}}\s?(?:\([^()\n]{{1,60}}\)\s?)?{_UNIT}"
)
_SIGN = re.compile(r"₺\s?(?P<number>\d{1,18}(?:[.,]\d{1,9}){0,7})(?P<parts>(?:\s?(?:bin|milyon|milyar))?)")
_WORDS = re.compile(rf"(?<![\w.,])(?P<words>{NUMBER_WORDS})\s?(?:ytl|tl|turk\s?lira\w*|lira\w*)(?!\w)")


def find_money(passage: Passage) -> list[Mention]:
    """Give every amount as a mention of ``{"amount", "currency"}``."""
    plain = passage.plain
    if "tl" not in plain and "lira" not in plain and "₺" not in plain:
        return []
    found: list[Mention] = []
    taken = Taken()
    for pattern in (_AMOUNT, _SIGN):
        for match in pattern.finditer(plain):
            amount = _amount(match["number"], match["parts"])
            if amount is None or not taken.free(*match.span()):
                continue
            unit = match.groupdict().get("unit") or "₺"
            currency = "YTL" if unit == "ytl" else "TRY"
            taken.add(*match.span())
            found.append(
                Mention("money", match.start(), match.end(), {"amount": amount, "currency": currency}, "money.digits@1")
            )
    for match in _WORDS.finditer(plain):
        value = number_in_words(match["words"])
        if value and taken.free(*match.span()):
            currency = "YTL" if "ytl" in match.group() else "TRY"
            found.append(
                Mention(
                    "money", match.start(), match.end(), {"amount": float(value), "currency": currency}, "money.words@1"
                )
            )
    return sorted(found, key=lambda mention: mention.start)


def _amount(number: str, parts: str) -> float | None:
    value = decimal(number)
    if value is None:
        return None
    words = parts.split()
    if not words:
        return round(value, 2)
    total = 0.0
    for word in words:
        if word.isdigit():
            value = float(word)
        else:
            total += value * _SCALE[word]
            value = 0.0
    return round(total + value, 2)
