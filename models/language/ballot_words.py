"""The words of a vote as one letter each, so that a pattern over letters reads "12 kabul" and "on iki üyenin kabul" alike.

n number in digits, c one on its own line behind a side, d one with a dative ("12'ye"), w number word; f, a, b word for, against, abstaining; o "oy" in any
form, by "oyla" O; u members, t all of them, m council; e "eden, veren, kalan", x "etmeyen"; s "sayısı"; k "karşı, karşılık, rağmen";
q unanimity; h group and party; l raised hands; i void votes; r nobody; v "olarak, olup, çıktı"; G group, P person; marks stand for themselves, z for every other word.
"""

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from models.language.inflection import LONGEST, form_of
from models.language.numerals import NUMBER_WORDS, number_in_words
from models.language.sentences import Span
from models.language.words import Trait, Words

SIDES = {"f": "for", "a": "against", "b": "abstain"}
_LETTERS = (
    ("f", r"kabul(?:le|lu|e)?|evet(?:e|le)?|lehte(?:ki)?|lehinde(?:ki)?|lehine|olumlu|mus[bp]et|destekleyen\w{0,6}|onaylayan\w{0,6}|yeterli"),
    ("a", r"ret(?:te|le)?|red(?:de|le)?|hayir(?:a|la)?|aleyhte(?:ki)?|aleyhinde(?:ki)?|aleyhine|olumsuz|menfi|muhalif\w{0,4}|muhalefet\w{0,9}|reddeden\w{0,6}|yetersiz"),
    ("b", r"cekim?n?ser(?:e|le|ler)?|cekinceli|kararsiz(?:lar)?|mustenkif(?:ler)?"),
    ("i", r"bos|gecersiz"),
    ("O", r"oyla|oyuyla|oylariyla|oylarla|oylarinca|reyle"),
    ("o", r"oy(?:u|un|unu|unun|una|undan|a|lar(?:i|in|ina|ini|inin)?)?|rey\w{0,4}"),
    ("u", r"uye(?:si|nin|sinin|leri|ler|lerin|lerinin|ye|sine|yle|lerden|lerinden|den)?|kisi\w{0,5}|adet|aza\w{0,5}|temsilci\w{0,6}|delege\w{0,6}"),
    ("l", r"el(?:i|ler|ini|lerini|lerinin|le)?"),
    ("m", r"meclis|belediye"),
    ("x", r"(?:etme|verme|isteme|destekleme|onaylama)yen\w{0,6}"),
    ("e", r"(?:eden|veren|diyen|kalan|olan|kullanan|bildiren|bulunan|bulan|goren|cikan|kaldiran)(?:l[ae]r)?(?:[iu]n|inin|i|[ae])?"),
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
_WORD_NUMBER = re.compile(rf"(?:{NUMBER_WORDS})(?:s?[iu]n?[iu]?n?|(?P<to>y?[ae]))?")
_ACTED = re.compile(r"(?:edil|edi|ede[rc]|et(?:t|m|me)|olun|gor|ol(?:du|mak|an|mus))")
_MISREAD = re.compile(r"[lio]\d{1,2}|\d{1,2}o")  # "l2 kabul" in a scan
_READ_AS = str.maketrans("lio", "110")
_VOTED = re.compile(r"et(?:ti|tig|mis|mek|mele)|ederken|edip")
_REFUSED = re.compile(r"reddet(?:ti|tig|mis|mek)\w*|destekleme(?:di|mis)\w*")
_SUPPORTED = re.compile(r"desteg\w*|desteklem[ae]s[iu]\w*|destekle(?:di|mis|dig)\w*")
_JOINED = re.compile(r"katil(?P<not>ma)?(?:di(?:lar)?|mis(?:l[ae]r)?(?:d[iu]r|t[iu]r)?)")
_PUT = re.compile(r"(?:onerge|teklif|oneri|rapor|taleb|karar)y?[ae]")  # "26 üye önergeye katılmamıştır"
_ATTENDED = re.compile(r"(?:toplanti|oylama|oturum|birlesim|secim|meclis)\w*[ae]")
_JOIN_REACH = 16
_STOPS = frozenset(".;?!")
_SPEAKS = re.compile(r"(?:gorus|rapor|karsila|bulun|sonuc|degerlendir|yanit|cevap|yaklas|olarak)")
_WITH = {"kabulu": "f", "kabuluyle": "f", "kabulune": "f", "reddi": "a", "reddiyle": "a", "reddine": "a", "retine": "a"}
_WAYS = frozenset({"aksi", "iade", "havale", "sevk", "erteleme"})
_BESIDE_OTHERS = re.compile(
    rf"{'|'.join([*_WAYS, *_WITH])}|{_SUPPORTED.pattern}|{_REFUSED.pattern}|katil(?:ma)?(?:di|mis)\w*|[a-z]{{2,20}}s[iu]n(?:l[ae]r)?"
)
_BID, _BID_NOT = re.compile(r"[a-z]{2,20}s[iu]n(?:l[ae]r)?"), re.compile(r"[a-z]{2,20}m[ae]s[iu]n(?:l[ae]r)?")
_DENYING = re.compile(r"m[ae]m[ae](?:s[iu]|y)")
_WISHING = re.compile(r"[nw]m?u")
_WISH_REACH = 12
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
        return "y" if _BESIDE_OTHERS.fullmatch(word) else "Y" if _DENYING.search(word) else "z"
    return "d" if match["to"] else "w"


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
    judged = "yeterli" in texts and "yetersiz" in texts
    for index, letter in enumerate(letters):
        if letter == "y":
            letters[index] = _way(texts, letters, index)
        elif letter == "Y":
            letters[index] = "z"
            _mark_wishes(texts, letters, index)
        elif letter in "nd":
            if letter == "n" and _is_part(words, index):
                letters[index] = "z"
            elif letter == "n" and index and letters[index - 1] in "fabios" and _is_cell(words, index):
                letters[index] = "c"
        elif letter in "fa":
            if not _tells_a_side(texts, letters, index, judged):
                letters[index] = "z"
        elif letter == "i":
            if not (index and letters[index - 1] in "nw") and texts[index + 1 : index + 2] != ["oy"]:
                letters[index] = "z"
        elif letter == "k" and texts[index] == "karsi" and _is_against(letters, index):
            letters[index] = "a"
    return "".join(letters)


def _mark_wishes(texts: Sequence[str], letters: list[str], index: int) -> None:
    """Mark what members wished as sides: "10 üye alınması, 26 üye alınmaması yönünde", "5 üye ödenmesine, 4 üye ödenmemesine"."""
    denied = form_of(texts[index])
    if denied is None or denied.kind != "noun" or not denied.negated:
        return
    for place in range(max(0, index - _WISH_REACH), index):
        wished = form_of(texts[place])
        if wished is None or wished.kind != "noun" or wished.negated or wished.stem != denied.stem:
            continue
        between = "".join(letters[max(0, place - 4) : index])
        if len(_WISHING.findall(between)) > 1 and "o" in letters[index + 1 : index + 4]:
            letters[place], letters[index] = "f", "a"
        return


def _way(texts: Sequence[str], letters: Sequence[str], index: int) -> str:
    """Give the side that a word tells only beside others: "iade yönünde", "13 üyenin kabulüyle", "5 üye reddetti"."""
    word = texts[index]
    following = texts[index + 1 : index + 2]
    if word in _WAYS and following and following[0].startswith(("yonde", "yonunde", "gorus")):
        if word != "aksi":
            return "f"  # "11 üye iade yönünde, 2 üye aksi yönde"
        said = next((letter for letter in reversed(letters[max(0, index - 9) : index]) if letter in "fa"), "f")
        return "a" if said == "f" else "f"
    before = letters[index - 1] if index else ""
    if _BID.fullmatch(word):
        if not following or letters[index + 1] != "e":
            return "z"
        return "a" if _BID_NOT.fullmatch(word) else "f"  # "çıkarılsın diyen 7, çıkarılmasın diyen 3"
    if word in _WITH:
        opposed = bool(following) and letters[index + 1] == "k"
        if opposed and _WITH[word] == "a":
            return "a"  # "üye ...'in reddine karşı"
        shared = before == "n" and texts[index - 1].endswith("n") and _is_of_members(texts, letters, index - 2)
        voting = before == "u" or shared or (index and texts[index - 1].startswith(("grub", "gurub", "grup")))
        if word in {"kabulu", "reddi"} and following:
            towards = following[0].startswith(("yonu", "yolu", "lehi"))
            if letters[index + 1 + towards : index + 2 + towards] in (["n"], ["w"]):
                return _WITH[word]  # "raporun kabulü 12, reddi 8 oy aldı", "kabulü yönünde 19"
        if voting and (opposed or not word.endswith("ine")) and (opposed or not word.endswith("une")):
            return _WITH[word]
    elif before == "u" and _SUPPORTED.fullmatch(word):
        return "f"
    elif _REFUSED.fullmatch(word):
        counted = before == "u" and index > 1 and letters[index - 2] in "nw"
        return "a" if counted or _is_share(texts, letters, index - 1) else "z"
    joined = _JOINED.fullmatch(word)
    if joined is not None and (before == "u" or joined["not"]):
        for before_it in reversed(texts[max(0, index - _JOIN_REACH) : index]):
            if before_it in _STOPS or _ATTENDED.fullmatch(before_it):
                break
            if _PUT.fullmatch(before_it):
                return "a" if joined["not"] else "f"  # "rapora 7 üye katılmış, 3 üye katılmamıştır"
    return "z"


def _is_share(texts: Sequence[str], letters: Sequence[str], at: int) -> bool:
    """Tell whether "19'u" of members stands at `at`."""
    return at >= 0 and letters[at] == "n" and texts[at][-1] in "iu" and _is_of_members(texts, letters, at - 1)


def _is_of_members(texts: Sequence[str], letters: Sequence[str], at: int) -> bool:
    """Tell whether a share is one of members: "36 üyeden 35'inin kabulü, 1'inin reddi", but not "9'unun" of objections."""
    before = range(max(0, at - 5), at + 1)
    return any(letters[place] in "fa" or (letters[place] in "uo" and texts[place] != "adet") for place in before)


def _tells_a_side(texts: Sequence[str], letters: Sequence[str], index: int, judged: bool) -> bool:
    word = texts[index]
    following = texts[index + 1] if index + 1 < len(texts) else ""
    if word in {"yeterli", "yetersiz"}:
        return judged
    if word == "kabule":
        return letters[index + 1 : index + 2] in (["n"], ["w"])  # "24 kabule 9 ret oyla"
    if word.startswith("muhal"):
        return True  # "karara muhalefet etti"
    if word in {"olumlu", "olumsuz"}:
        return not _SPEAKS.match(following)  # "olumlu görüş" is advice
    if following in {"ve", "aynen"} and any(map(_ACTED.match, texts[index + 2 : index + 4])):
        return False  # "kabul ve ilan olundu"
    if _ACTED.match(following) and not following.startswith(("eden", "etmeyen")):
        counted = index > 1 and letters[index - 1] == "u" and letters[index - 2] in "nw"
        counted = counted or _is_share(texts, letters, index - 1)
        return counted and _VOTED.match(following) is not None  # "kabul edildi" is what the council did
    return True


def _is_against(letters: Sequence[str], index: int) -> bool:
    """Tell whether "karşı" is how somebody voted and not what one number stands against: "karşı oy", "6 kişi karşı,"."""
    following = letters[index + 1] if index + 1 < len(letters) else ""
    before = letters[index - 1] if index else ""
    if following in {"o", "O"}:
        return before not in {"o", "d", "f", "a"}
    if following == "," and _SHARING.match("".join(letters[index + 1 : index + 9])):
        return True  # "Ali TAN'ın karşı, Oya SEZ'in çekimser oyuna"
    return following in {"e", "v"} or (before == "u" and following in {",", ";", "."})


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
_SHARING = re.compile(r",[^.;fab]{1,6}[fb][oO]")
_SAID = frozenset("feabx")
_ORDINAL = re.compile(
    r"\s[iu]?nc[iu]\b|\.?\s*(?:madde|gundem|birlesim|oturum|sira|fikra|ada|pafta|parsel|cadde|sokak|bolge|kat|etap|donem)"
)


def number_of(texts: Sequence[str]) -> int | None:
    """Give the number that words spell or digits print, with or without an ending; the last one where several stand."""
    words = ""
    for text in texts:
        if text[0].isdigit() or _MISREAD.fullmatch(text):
            text = _digits(text)
            digits = _NUMBER.fullmatch(text)
            return int(re.match(r"\d+", text).group()) if digits is not None else None  # type: ignore[union-attr]
        words += text.replace("dord", "dort") if text.isalpha() else ""  # "dörde karşı"
    while words and number_in_words(words) is None and _NAMES.search(words):
        words = words[:-1]
    return number_in_words(words) if words else None
