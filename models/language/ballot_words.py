"""The words of a vote as one letter each, so that a pattern over letters reads "12 kabul" and "on iki üyenin kabul" alike.

n number in digits, d the same with a dative ("12'ye"), w number word; f, a, b word for, against, abstaining; o "oy" in any
form, by "oyla" O; u members, t all of them, m council; e "eden, veren, kalan", x "etmeyen"; s "sayısı"; k "karşı, karşılık, rağmen";
q unanimity; G group, P person; marks stand for themselves, z for every other word.
"""

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from models.language.inflection import LONGEST
from models.language.numerals import NUMBER_WORDS, number_in_words
from models.language.sentences import Span
from models.language.words import Words

SIDES = {"f": "for", "a": "against", "b": "abstain"}
_LETTERS = (
    ("f", r"kabul(?:le|lu)?|evet(?:e|le)?|lehte(?:ki)?|lehinde|olumlu|mus[bp]et"),
    ("a", r"ret(?:te|le)?|red(?:de|le)?|hayir(?:a|la)?|aleyhte(?:ki)?|aleyhinde|olumsuz|menfi|muhalif\w{0,4}|muhalefet\w{0,9}"),
    ("b", r"cekim?n?ser(?:e|le|ler)?|cekinceli"),
    ("O", r"oyla|oyuyla|oylariyla|oylarla|oylarinca|reyle"),
    ("o", r"oy(?:u|lar|lari|unun|unu|una|larin|larina|larini|larinin|a|un|undan)?|rey\w{0,4}"),
    ("u", r"uye(?:si|nin|sinin|leri|ler|lerin|lerinin|ye|sine|yle|lerden|lerinden|den)?|kisi\w{0,5}|adet|aza\w{0,5}"),
    ("m", r"meclis|belediye"),
    ("x", r"etmeyen\w{0,6}|vermeyen\w{0,6}|istemeyen\w{0,6}"),
    ("e", r"(?:eden|veren|diyen|kalan|olan|kullanan|bildiren|bulunan)(?:ler)?(?:in|inin|i)?"),
    ("s", r"sayisi\w{0,3}|sayi|adedi|toplami?"),
    ("t", r"tamam[iu]n\w{0,3}|hepsin\w{0,3}|tumun\w{0,3}"),
    ("k", r"karsi\w{0,4}|ragmen"),
    ("q", r"(?:oy)?birli[gk]i?\w{0,6}|ittifak\w{0,5}"),
)  # fmt: skip
_ALL = re.compile("|".join(f"(?P<{letter}>{pattern})" for letter, pattern in _LETTERS))
_NUMBER = re.compile(r"\d{1,3}(?P<suffix>[a-z]{0,6})")
_WORD_NUMBER = re.compile(rf"(?:{NUMBER_WORDS})(?:s?[iu]n?[iu]?n?)?")
_ACTED = re.compile(r"(?:edil|edi|ede[rc]|et(?:t|m|me)|olun|gor|ol(?:du|mak|an|mus))")
_WAYS = frozenset({"aksi", "iade", "havale", "sevk", "erteleme"})
_NAMES = re.compile(r"[a-z]{1,7}")


class Ballot(NamedTuple):
    """A stretch of words as letters, one a word, with the number of the first word."""

    letters: str
    first: int

    def places(self, words: Words, start: int, end: int) -> Span:
        """Give where the words of the letters from `start` to before `end` stand in the text."""
        return words.starts[self.first + start], words.end(self.first + end - 1)


@lru_cache(maxsize=20_000)
def _letter(word: str) -> str:
    if len(word) > LONGEST:
        return "z"
    if not word[0].isalnum():
        return word
    if word[0].isdigit():
        number = _NUMBER.fullmatch(word)
        if number is None:
            return "z"
        return "d" if number["suffix"] in {"e", "a", "ye", "ya"} else "n"
    match = _ALL.fullmatch(word)
    if match is not None:
        return match.lastgroup or "z"
    return "w" if _WORD_NUMBER.fullmatch(word) else "z"


def ballot(words: Words, zone: Span, named: Sequence[tuple[int, int, str]]) -> Ballot:
    """Give the words of `zone` as letters; `named` are the groups (G) and people (P) in it as start, end, letter."""
    every: str = words.known("ballot", lambda: _letters(words))
    first, last = words.at(zone[0]), words.at(zone[1])
    if not named:
        return Ballot(every[first:last], first)
    letters = list(every[first:last])
    for start, end, letter in named:
        for place in range(max(words.at(start), first), min(words.at(end), last)):
            letters[place - first] = letter
    return Ballot("".join(letters), first)


def _letters(words: Words) -> str:
    texts = words.texts
    letters = list(map(_letter, texts))
    for index, letter in enumerate(letters):
        if letter == "z":
            if texts[index] in _WAYS and texts[index + 1 : index + 2] in (["yonde"], ["yonunde"]):
                letters[index] = "a" if texts[index] == "aksi" else "f"  # "11 üye iade yönünde, 2 üye aksi yönde"
        elif letter in "nd":
            if _is_part(words, index):
                letters[index] = "z"
        elif letter in "fa":
            following = texts[index + 1] if index + 1 < len(letters) else ""
            if _ACTED.match(following) and not following.startswith(("eden", "etmeyen")):
                letters[index] = "z"  # "kabul edildi" is what the council did
        elif letter == "k":
            following = letters[index + 1] if index + 1 < len(letters) else ""
            before = letters[index - 1] if index else ""
            if texts[index] == "karsi" and following in {"o", "O"} and before not in {"o", "d", "f", "a"}:
                letters[index] = "a"  # "karşı oy"
            elif texts[index] == "karsi" and before == "u" and following in {",", ";", "."}:
                letters[index] = "a"  # "6 kişi karşı, 20 kişi lehte"
            elif before == "z" and texts[index - 1] in {"reddine", "retine"}:
                letters[index - 1] = "a"  # "üye ...'in reddine karşı"
    return "".join(letters)


def _is_part(words: Words, index: int) -> bool:
    """Tell whether a number is a piece of a date, an amount, a code or an article."""
    plain = words.plain
    start, end = words.starts[index], words.end(index)
    before, after = plain[max(0, start - 2) : start], plain[end : end + 2]
    if before[-1:] in {".", ",", "/", "-", "'"} and before[:1].isdigit() and len(before) == 2:
        return True
    if before[-1:].isalpha() or (
        before[-1:] == "-" and before[:1].isalpha() and _letter(words.texts[index - 2]) == "z"
    ):
        return True
    return len(after) == 2 and after[0] in "./-," and after[1].isdigit()


def number_of(texts: Sequence[str]) -> int | None:
    """Give the number that words spell or digits print, with or without an ending; the last one where several stand."""
    words = ""
    for text in texts:
        if text[0].isdigit():
            digits = _NUMBER.fullmatch(text)
            return int(re.match(r"\d+", text).group()) if digits is not None else None  # type: ignore[union-attr]
        words += text if text.isalpha() else ""
    while words and number_in_words(words) is None and _NAMES.search(words):
        words = words[:-1]
    return number_in_words(words) if words else None
