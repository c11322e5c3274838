"""Damaged text made readable, with a way back: every place in the repaired text has its place in the original.

Mended here are accents in two characters, invisible characters and ligatures; letters lost to an encoding, a font or a keyboard
in `lost_letters`, letters that a scan's reader took for others in `misread`, words in pieces in `broken_words`.
"""

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Callable, Sequence

from models.language.broken_words import into_letters, into_pieces, looks_broken, over_lines
from models.language.lost_letters import (
    from_english_keyboard,
    from_old_font,
    from_question_marks,
    from_wrong_encoding,
    single_letters,
)
from models.language.misread import digits_for_letters, letters_for_letters

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


_INVISIBLE = re.compile("\u00ad[ ]?\n[ ]*|[\u00ad\u200b-\u200f\u2060-\u2064\ufeff\ufffe\ufff9-\ufffb\u202a-\u202e]")
_MARKED = re.compile("[^\u0300-\u036f][\u0300-\u036f]+")
_LIGATURES = {"ﬁ": "fi", "ﬂ": "fl", "ﬀ": "ff", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"}
_LIGATURE = re.compile("[ﬀ-ﬆ]")
_HALF = re.compile("[\ud800-\udfff]")
_RARE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ud800-\udfff\ufeff-\ufffe]")


def repair(text: str) -> Repaired:
    """Give `text` fit for reading, with the way back. Text without damage comes back as it is."""
    steps: list[_Step] = []
    damage: list[str] = []

    def apply(name: str, edits: list[Edit]) -> None:
        nonlocal text
        if edits:
            steps.append(_Step(edits))
            if name not in damage:
                damage.append(name)
            text = _edited(text, edits)

    if not text.isascii():
        if _RARE.search(text) is not None:
            text = _HALF.sub("\ufffd", text)  # half a character, which no UTF-8 text can hold
            apply("invisible", _replaced(_INVISIBLE, text, lambda match: ""))
        apply("encoding", from_wrong_encoding(text))
        if "\u0307" in text or not unicodedata.is_normalized("NFC", text):
            apply("accents", _replaced(_MARKED, text, _composed))
        apply("font", from_old_font(text))
        apply("ligatures", _replaced(_LIGATURE, text, lambda match: _LIGATURES[match]))
        mended = single_letters(text)
        if mended is not text:
            text = mended
            damage.append("encoding")
    apply("lost_letters", from_question_marks(text))
    apply("plain_letters", from_english_keyboard(text))
    apply("broken_lines", over_lines(text))
    apply("letter_spacing", into_letters(text))
    if looks_broken(text):
        apply("split_words", into_pieces(text))
    apply("ocr_digits", digits_for_letters(text))
    apply("ocr_letters", letters_for_letters(text))
    if "ocr_digits" in damage or "ocr_letters" in damage:
        apply("split_words", into_pieces(text))
    return Repaired(text, steps, damage)


def _replaced(pattern: re.Pattern[str], text: str, put: Callable[[str], str]) -> list[Edit]:
    return [(match.start(), match.end(), put(match.group())) for match in pattern.finditer(text)]


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
