"""Damaged text made readable, with a way back: every place in the repaired text has its place in the original.

Repaired are accents in two characters, soft hyphens and other invisible characters, ligatures, words broken over lines,
letter-spaced headings, Turkish letters lost to a wrong encoding, and letters that OCR took for digits.
"""

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Callable, Sequence

from models.language.data_files import table_of, words_of
from models.turkish.casing import fold

Edit = tuple[int, int, str]


class _Step:
    """One pass of edits, as places: where the new text leaves step with the old one."""

    def __init__(self, edits: Sequence[Edit]) -> None:
        self._new: list[int] = []
        self._length: list[int] = []
        self._old: list[tuple[int, int]] = []
        shift = 0
        for start, end, put in edits:
            self._new.append(start + shift)
            self._length.append(len(put))
            self._old.append((start, end))
            shift += len(put) - (end - start)

    def start(self, at: int) -> int:
        index = bisect_right(self._new, at) - 1
        if index < 0:
            return at
        new, length, (old_start, old_end) = self._new[index], self._length[index], self._old[index]
        if at < new + length:
            return min(old_start + (at - new), old_end)
        return old_end + (at - new - length)

    def end(self, at: int) -> int:
        index = bisect_right(self._new, at - 1) - 1
        if index < 0:
            return at
        new, length, (old_start, old_end) = self._new[index], self._length[index], self._old[index]
        if at < new + length:
            return min(old_start + (at - new), old_end)
        return old_end + (at - new - length)


class Repaired:
    """Text fit for reading, and the way back to the text as found."""

    def __init__(self, text: str, steps: Sequence[_Step] = (), damage: Sequence[str] = ()) -> None:
        self.text = text
        self._steps = tuple(reversed(steps))
        self.damage = tuple(damage)

    def original(self, start: int, end: int) -> tuple[int, int]:
        """Give the slice of the original text that became ``text[start:end]``."""
        for step in self._steps:
            start, end = step.start(start), step.end(end)
            end = max(start, end)
        return start, end


_TABLE = table_of("repair.toml")
_LETTERS = str.maketrans(_TABLE["letters"])
_LETTER = re.compile(f"[{''.join(_TABLE['letters'])}]")
_SEQUENCES: dict[str, str] = _TABLE["sequences"]
_SEQUENCE = re.compile("|".join(sorted(map(re.escape, _SEQUENCES), key=len, reverse=True)))
_INVISIBLE = re.compile("\u00ad[ ]?\n[ ]*|[\u00ad\u200b-\u200f\u2060-\u2064\ufeff\ufffe\ufff9-\ufffb\u202a-\u202e]")
_MARKED = re.compile("[^\u0300-\u036f][\u0300-\u036f]+")
_LIGATURES = {"ﬁ": "fi", "ﬂ": "fl", "ﬀ": "ff", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"}
_LIGATURE = re.compile("[ﬀ-ﬆ]")
_BROKEN_LINE = re.compile(r"(?<=[a-zçğıöşüâ]{2})-[ ]*\n[ ]*(?=[a-zçğıöşüâ]{2})")
_SPACED = re.compile(r"(?<![^\s\-–:(\"])[A-ZÇĞİÖŞÜ](?:[ \u00a0]{1,8}[A-ZÇĞİÖŞÜ]){2,}(?![^\s\-–:.,)\"])")
_HEADINGS: dict[str, str] = {"".join(words.split()): words for words in _TABLE["headings"]["spaced"]}
_DIGIT_IN_WORD = re.compile(
    r"(?<![\w.,/-])(?=[^\W\d_]*[01][^\W\d_])[^\W_]{3,}(?![\w/])|(?<![\w.,/-])[^\W\d_]+[01](?=[^\W\d_])[^\W_]*|\b(?:N0|0Y)\b"
)
_DIGIT_BY_LETTER = re.compile(r"[01][A-Za-zçğıöşüÇĞİÖŞÜ]|[A-Z][01]\b")
_SMALL_L = re.compile(
    r"\bl(?=[^\Waeıioöuüâ\d_A-ZÇĞİÖŞÜ])[^\W\d_]{3,}|\b[A-ZÇĞİÖŞÜ]+l[A-ZÇĞİÖŞÜ][A-ZÇĞİÖŞÜl]*\b|\b[A-ZÇĞİÖŞÜ]{2,}l\b"
)
_STEMS = frozenset(words_of("split_words.txt"))
_WHOLE = frozenset(words_of("whole_words.txt"))
_LONGEST = max(map(len, _STEMS))
_SHORTEST = 5


_HALF = re.compile("[\ud800-\udfff]")


def repair(text: str) -> Repaired:
    """Give `text` fit for reading, with the way back. Text without damage comes back as it is."""
    steps: list[_Step] = []
    damage: list[str] = []

    def apply(name: str, pattern: re.Pattern[str], put: Callable[[re.Match[str]], str | None]) -> None:
        nonlocal text
        edits: list[Edit] = []
        for match in pattern.finditer(text):
            new = put(match)
            if new is not None and new != match.group():
                edits.append((match.start(), match.end(), new))
        if edits:
            steps.append(_Step(edits))
            damage.append(name)
            text = _edited(text, edits)

    if not text.isascii():
        text = _HALF.sub("\ufffd", text)  # half a character, which no UTF-8 text can hold
        apply("invisible", _INVISIBLE, lambda match: "")
        apply("encoding", _SEQUENCE, lambda match: _SEQUENCES[match.group()])
        if "\u0307" in text or not unicodedata.is_normalized("NFC", text):
            apply("accents", _MARKED, lambda match: _composed(match.group()))
        apply("ligatures", _LIGATURE, lambda match: _LIGATURES[match.group()])
        if _LETTER.search(text):
            text = text.translate(_LETTERS)
            damage.append("encoding")
    apply("broken_lines", _BROKEN_LINE, lambda match: "")
    apply("letter_spacing", _SPACED, lambda match: _closed(match.group()))
    if _DIGIT_BY_LETTER.search(text) is not None:
        apply("ocr_digits", _DIGIT_IN_WORD, lambda match: _with_letters(match.group()))
    apply("ocr_letters", _SMALL_L, lambda match: _with_dotted_i(match.group()))
    if "ocr_digits" in damage or "ocr_letters" in damage or _looks_split(text):
        apply("split_words", _SPLIT, _joined)
    return Repaired(text, steps, damage)


def _edited(text: str, edits: Sequence[Edit]) -> str:
    parts: list[str] = []
    at = 0
    for start, end, put in edits:
        parts.append(text[at:start])
        parts.append(put)
        at = end
    parts.append(text[at:])
    return "".join(parts)


def _composed(marked: str) -> str:
    if marked[0] == "i" and marked[1] == "\u0307":  # what lower-casing an İ elsewhere leaves behind
        return unicodedata.normalize("NFC", "i" + marked[2:])
    return unicodedata.normalize("NFC", marked)


def _closed(spaced: str) -> str | None:
    """Close a letter-spaced heading; wider gaps part its words unless the heading is a known one."""
    letters = "".join(spaced.split())
    if letters in _HEADINGS:
        return _HEADINGS[letters]
    gaps = re.findall(r"\s+", spaced)
    narrow = min(map(len, gaps))
    if len(letters) < 4:
        return None
    return re.sub(r"\s+", lambda gap: " " if len(gap.group()) > narrow + 1 else "", spaced)


def _with_letters(word: str) -> str | None:
    """Put letters for the digits inside a word that OCR misread: ``ta1ebin``, ``s0nucunda``, ``N0``."""
    letters = [letter for letter in word if letter.isalpha()]
    if word in {"N0", "0Y"}:
        return word.replace("0", "O")
    if len(letters) < 3 or len(letters) < 2 * (len(word) - len(letters)):
        return None
    if sum(letter.isupper() for letter in letters) > len(letters) / 2:
        return word.replace("0", "O").replace("1", "I")
    return word.replace("0", "o").replace("1", "l")


def _with_dotted_i(word: str) -> str | None:
    """Put a capital İ for a small l that stands first or among capitals: ``lşleri``, ``TARlHl``."""
    if word[0] == "l" and word[1:2].islower():
        return "İ" + word[1:]
    return word.replace("l", "İ")


_SPLIT = re.compile(r"(?<![^\W\d_])[^\W\d_]{1,14}(?: [a-zçğıöşüâ]{1,14})(?![^\W\d_])")


def _looks_split(text: str) -> bool:
    """Tell whether pieces of words stand alone, which no clean text has."""
    return _ALONE.search(text) is not None


_ALONE = re.compile(r"(?<=[a-zçğıöşü] )[aeıiuüns](?= )")


def _joined(match: re.Match[str]) -> str | None:
    """Close the space inside a word when neither piece is a word and both together begin a word we know."""
    first, second = match.group().split(" ")
    if fold(first) in _WHOLE or fold(second) in _WHOLE:
        return None
    whole = fold(first + second)
    for length in range(min(_LONGEST, len(whole)), _SHORTEST - 1, -1):
        if whole[:length] in _STEMS and length > len(first):
            return first + second
    return None
