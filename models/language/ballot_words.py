"""The words of a vote as one letter each, so that a pattern over letters reads "12 kabul" and "on iki üyenin kabul" alike.

n number in digits, c one on its own line behind a side, d one with a dative ("12'ye"), j a word for each ("sekizer"), w number word; f, a, b word for, against, abstaining; o "oy" in any
form, by "oyla" O; u members, t all of them, m council; e "eden, veren, kalan", x "etmeyen"; s "sayısı"; k "karşı, karşılık, rağmen";
q unanimity; h group and party; l raised hands; i void votes; r nobody; v "olarak, olup, çıktı"; G group, P person; marks stand for themselves, z for every other word.
"""

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from models.language.inflection import LONGEST
from models.language.numerals import NUMBER_WORDS, number_in_words
from models.language.sentences import Span
from models.language.side_words import BESIDE_OTHERS, DENYING, is_against, mark_wishes, side_of, tells_a_side
from models.language.words import Trait, Words

SIDES = {"f": "for", "a": "against", "b": "abstain"}
_LETTERS = (
    ("f", r"kabul(?:le|lu|e)?|evet(?:e|le)?|lehte(?:ki)?|lehinde(?:ki)?|lehine|olumlu|mus[bp]et|muvafik|destekleyen\w{0,6}|onaylayan\w{0,6}|yeterli"),
    ("a", r"ret(?:te|le)?|red(?:de|le)?|hayir(?:a|la)?|aleyhte(?:ki)?|aleyhinde(?:ki)?|aleyhine|olumsuz|menfi|muhalif\w{0,4}|muhalefet\w{0,9}|reddeden\w{0,6}|yetersiz"),
    ("b", r"cekim?n?ser(?:e|le|ler)?|cekinceli|kararsiz(?:lar)?|tarafsiz(?:lar)?|mustenkif(?:ler)?"),
    ("i", r"bos|gecersiz"),
    ("O", r"oyla|oyuyla|oylariyla|oylarla|oylarinca|reyle"),
    ("o", r"oy(?:u|un|unu|unun|una|undan|a|lar(?:i|in|ina|ini|inin)?)?|rey\w{0,4}"),
    ("u", r"uye(?:si|nin|sinin|leri|ler|lerin|lerinin|ye|sine|yle|lerden|lerinden|den)?|kisi\w{0,5}|adet|aza\w{0,5}|temsilci\w{0,6}|delege\w{0,6}|arkadas\w{0,8}"),
    ("l", r"el(?:i|ler|ini|lerini|lerinin|le)?"),
    ("m", r"meclis|belediye"),
    ("x", r"(?:etme|verme|isteme|destekleme|onaylama|buyurma)y[ae]n\w{0,6}"),
    ("e", r"(?:eden|veren|diyen|kalan|olan|kullanan|bildiren|bulunan|bulan|goren|cikan|kaldiran|buyuran)(?:l[ae]r)?(?:[iu]n|inin|i|[ae])?"),
    ("s", r"sayisi\w{0,3}|sayi|adedi|toplami?"),
    ("t", r"tamam[iu]n\w{0,3}|hepsin\w{0,3}|tumun\w{0,3}"),
    ("k", r"karsi(?:lik|lig\w{1,3}|n)?|ragmen|mukabil"),
    ("v", r"olarak|olup|olmak|olmus\w*|oldu\w*|cik(?:ti|mis)\w*|iken"),
    ("r", r"yok(?:tur)?|kimse|hic"),
    ("h", r"gurub\w*|gurup\w*|grub\w*|grup\w*|parti\w*"),
    ("q", r"(?:oy)?birli[gk]i?\w{0,6}|ittifak\w{0,5}"),
)  # fmt: skip
_ALL = re.compile("|".join(f"(?P<{letter}>{pattern})" for letter, pattern in _LETTERS))
_NUMBER = re.compile(r"\d{1,3}(?P<suffix>[a-z]{0,6})")
_NO_VOTES = re.compile(r"[iu]?nc[iu]|l[iu]k?|l[iu]g[iu]\w?")  # "5'inci", "10'luk" count no votes
_WORD_NUMBER = re.compile(rf"(?:{NUMBER_WORDS})(?:s?[iu]n?[iu]?n?|(?P<to>y?[ae])|(?P<each>s?[ae]r))?")
_MISREAD = re.compile(r"[lio]\d{1,2}|\d{1,2}o")  # "l2 kabul" in a scan
_READ_AS = str.maketrans("lio", "110")
_NAMES = re.compile(r"[a-z]{1,7}")


class Ballot(NamedTuple):
    """A stretch of words as letters, one a word, with the number of the first word."""

    letters: str
    first: int

    def places(self, words: Words, start: int, end: int) -> Span:
        """Give where the words of the letters from `start` to before `end` stand in the text."""
        return words.starts[self.first + start], words.end(self.first + end - 1)


def _digits(word: str) -> str:
    return word.translate(_READ_AS) if _MISREAD.fullmatch(word) else word


@lru_cache(maxsize=5_000)
def _letter(word: str) -> str:
    if len(word) > LONGEST:
        return "z"
    if not word[0].isalnum():
        return word
    if word[0].isdigit() or _MISREAD.fullmatch(word):
        number = _NUMBER.fullmatch(_digits(word))
        if number is None or _NO_VOTES.fullmatch(number["suffix"]):
            return "z"
        return "d" if number["suffix"] in {"e", "a", "ye", "ya"} else "n"
    match = _ALL.fullmatch(word)
    if match is not None:
        return match.lastgroup or "z"
    match = _WORD_NUMBER.fullmatch(word.replace("dord", "dort"))
    if match is None:
        return "y" if BESIDE_OTHERS.fullmatch(word) else "Y" if DENYING.search(word) else "z"
    return "d" if match["to"] else "j" if match["each"] else "w"


_LETTER = Trait(_letter)


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
    letters = [*words.tell(_LETTER)]
    for match in _INITIALS.finditer(words.plain):
        for side in filter(match.group, "fab"):
            letters[words.at(match.start(side))] = side
    if "tek" in texts:
        _count_single(texts, letters)
    judged = "yeterli" in texts and "yetersiz" in texts
    for index, letter in enumerate(letters):
        if letter in "yz" and index and letters[index - 1] == "n" and texts[index] in _LOOSE_ENDINGS:
            letters[index] = "u"  # "24 ü kabul"
        elif letter == "y":
            letters[index] = side_of(texts, letters, index)
        elif letter == "Y":
            letters[index] = "z"
            mark_wishes(texts, letters, index)
        elif letter in "nd":
            if letter == "n" and _is_part(words, index):
                letters[index] = "z"
            elif letter == "n" and index and letters[index - 1] in "fabios" and _is_cell(words, index):
                letters[index] = "c"
        elif letter in "fa":
            if not tells_a_side(texts, letters, index, judged):
                letters[index] = "z"
        elif letter == "i":
            if not (index and letters[index - 1] in "nw") and texts[index + 1 : index + 2] != ["oy"]:
                letters[index] = "z"
        elif letter == "l" and index and letters[index - 1] in "nw":
            letters[index] = "u"  # a hand that is counted is a member
        elif letter == "k" and texts[index] == "karsi" and is_against(texts, letters, index):
            letters[index] = "a"
    return "".join(letters)


def _count_single(texts: Sequence[str], letters: list[str]) -> None:
    """Count "tek" as one where a vote follows: "tek ret oyuna karşılık"."""
    for index, text in enumerate(texts[:-1]):
        if text == "tek" and letters[index + 1] in "fabk":
            letters[index] = "w"


def _is_cell(words: Words, index: int) -> bool:
    """Tell whether a number stands on a line of its own, as the cells of a table come one below the other."""
    plain = words.plain
    line = plain.rfind("\n", 0, words.starts[index]) + 1
    stop = plain.find("\n", words.starts[index])
    rest = plain[line : words.starts[index]] + plain[words.end(index) : stop if stop >= 0 else len(plain)]
    return line > 0 and not rest.strip(" |")


def _is_part(words: Words, index: int) -> bool:
    """Tell whether a number is a piece of a date, an amount, a code or an article."""
    plain = words.plain
    start, end = words.starts[index], words.end(index)
    before, after = plain[max(0, start - 2) : start], plain[end : end + 2]
    if _SCORE.search(plain, max(0, start - 4), end + 8):
        return False
    if before[-1:] in {".", ",", "/", "-", "'"} and before[:1].isdigit() and len(before) == 2:
        return True
    if before[-1:] == "%" or _ORDINAL.match(plain, end):
        return (
            index == 0 or _letter(words.texts[index - 1]) not in _SAID
        )  # "çıkarılmasın diyen 3. Madde gündemden çıkarıldı"
    if before[-1:].isalpha() or (
        before[-1:] == "-" and before[:1].isalpha() and _letter(words.texts[index - 2]) == "z"
    ):
        return True
    return len(after) == 2 and after[0] in "./-," and after[1].isdigit()


_SCORE = re.compile(r"(?<![\d./-])\d{1,3}-\d{1,3}\s+oy")  # "11-3 oyla kabul edildi"
_INITIALS = re.compile(  # "K:19 R:11 Ç:1"
    r"\b(?P<f>k)\s?[:=]\s?\d{1,3}\W{1,3}(?P<a>r)\s?[:=]\s?\d{1,3}\b(?:\W{1,3}(?P<b>c)\s?[:=]\s?\d)?"
)
_LOOSE_ENDINGS = frozenset({"u", "i", "si", "su", "sinin", "unun", "inin"})
_SAID = frozenset("feabx")
_ORDINAL = re.compile(
    r"\s[iu]?nc[iu]\b|\.?\s*(?:madde|gundem|birlesim|oturum|sira|fikra|ada|pafta|parsel|cadde|sokak|bolge|kat|etap|donem)"
)


def number_of(texts: Sequence[str]) -> int | None:
    """Give the number that words spell or digits print, with or without an ending; the last one where several stand."""
    words = ""
    if texts[-1] == "tek":
        return 1
    for text in texts:
        if text[0].isdigit() or _MISREAD.fullmatch(text):
            text = _digits(text)
            digits = _NUMBER.fullmatch(text)
            return int(re.match(r"\d+", text).group()) if digits is not None else None  # type: ignore[union-attr]
        words += text.replace("dord", "dort") if text.isalpha() else ""  # "dörde karşı"
    while words and number_in_words(words) is None and _NAMES.search(words):
        words = words[:-1]
    return number_in_words(words) if words else None
