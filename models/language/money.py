"""Amounts of money in digits and in words: lira with its older names, and the foreign currencies of loans and grants."""

from models.language.numerals import NUMBER_WORDS, decimal, number_in_words
from models.language.passage import Mention, Passage, spaced, widened
from models.language.patterns import Pattern
from models.language.taken import Taken

_SCALE = {"bin": 1e3, "milyon": 1e6, "milyar": 1e9, "trilyon": 1e12}
_UNIT = (
    r"(?P<unit>ytl|tl|₺|yeni\s+turk\s+lira\w*|turk\s+lira\w*|liraya|lirasi\w*|lira\w*|kurus\w*|krs\b"
    r"|eur(?:o|os)?\b\w{0,4}|avro\w{0,4}|€|(?:abd|amerikan)\s+dolar\w*|dolar\w*|usd\b|\$|sterlin\w*|£)(?![a-z]*\w*:)"
)
_SCALES = "bin|milyon|milyar|trilyon"
_AMOUNT = Pattern(
    widened(
        rf"(?P<number>(?<![.,/\w-])\d{{1,18}}(?:[.,]\d{{1,9}}){{0,7}})(?P<parts>(?:\s?(?:{_SCALES})(?:\s{{1,3}}\d{{1,3}}(?=\s?(?:bin|milyon|lira|tl|₺)))?){{0,4}})"
        rf"[.,]{{0,2}}\s?-{{0,2}}\s?(?:\([^()\n]{{1,60}}\)\s?)?{_UNIT}"
    )
)
_SIGN = Pattern(
    widened(rf"(?P<unit>[₺€$£])\s?(?P<number>\d{{1,18}}(?:[.,]\d{{1,9}}){{0,7}})(?P<parts>(?:\s?(?:{_SCALES}))?)")
)
_WORDS = Pattern(
    widened(
        rf"(?<![\w.,])(?P<words>{NUMBER_WORDS})\s?(?P<unit>ytl|tl|(?:yeni\s)?turk\s?lira\w*|lira\w*|avro\w{{0,4}}|euro\w{{0,4}}|(?:abd\s)?dolar\w*)(?!\w)"
    )
)
_ANY = ("tl", "lira", "₺", "kurus", "krs", "avro", "euro", "dolar", "€", "$", "£", "usd", "sterlin")
_CENTS = spaced(r"\s?,?\s?(?P<cents>\d{1,2})\s?kurus\w*")
_CURRENCIES = (("ytl", "YTL"), ("yeni", "YTL"), ("e", "EUR"), ("avro", "EUR"), ("€", "EUR"), ("abd", "USD"), ("amerikan", "USD"),
               ("dolar", "USD"), ("usd", "USD"), ("$", "USD"), ("sterlin", "GBP"), ("£", "GBP"))  # fmt: skip


def find_money(passage: Passage) -> list[Mention]:
    """Give every amount as a mention of ``{"amount", "currency"}``; the currency is an ISO code, or YTL for the lira of 2005 to 2008."""
    plain = passage.numeric
    if not any(word in plain for word in _ANY):
        return []
    found: list[Mention] = []
    taken = Taken()
    for pattern in (_AMOUNT, _SIGN):
        for match in passage.numeric_view.matches(pattern):
            amount = _amount(match["number"], match["parts"])
            if amount is None or not taken.free(*match.span()):
                continue
            end = match.end()
            if match["unit"].startswith("k"):
                amount /= 100
            elif "lira" in match["unit"] and (cents := _CENTS.match(plain, end)) is not None:
                amount, end = amount + int(cents["cents"]) / 100, cents.end()
            taken.add(match.start(), end)
            found.append(_mention(match.start(), end, amount, match["unit"], "money.digits@2"))
    for match in passage.numeric_view.matches(_WORDS):
        value = number_in_words(match["words"])
        if value and taken.free(*match.span()):
            found.append(_mention(*match.span(), float(value), match["unit"], "money.words@2"))
    return sorted(found, key=lambda mention: mention.start)


def _mention(start: int, end: int, amount: float, unit: str, rule: str) -> Mention:
    currency = next((code for beginning, code in _CURRENCIES if unit.startswith(beginning)), "TRY")
    return Mention("money", start, end, {"amount": round(amount, 2), "currency": currency}, rule)


def _amount(number: str, parts: str) -> float | None:
    value = decimal(number)
    if value is None:
        return None
    words = parts.split()
    if not words:
        return value
    total = 0.0
    for word in words:
        if word.isdigit():
            value = float(word)
        else:
            total += value * _SCALE[word]
            value = 0.0
    return total + value
