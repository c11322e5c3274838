"""A stretch of council text as the rules see it: its words, a plain view of them, its sentences; and what rules find."""

import codecs
import re
from collections.abc import Callable, Sequence
from functools import cached_property, lru_cache
from typing import Any, NamedTuple

from models.language.sentences import Span, sentences
from models.language.ticks import without_unticked
from models.language.words import Words
from models.turkish.casing import fold

_MARKS: dict[int, str] = str.maketrans(
    {
        **dict.fromkeys("’‘`´ʼ′‛‟", "'"),
        **dict.fromkeys("“”„«»″", '"'),
        **dict.fromkeys("–—−‐‑‒―", "-"),
        **dict.fromkeys("\u00a0\t\u2007\u2009\u202f\u3000\v\f", " "),
        "\r": "\n",
        "\u2028": "\n",
        "\u2029": "\n",
        "…": ".",
    }
)


_MISREAD = re.compile(
    r"(?<![\w'])(?=[lio.,/]*\d)(?=[\d.,/]*[lio])(?!\d+li(?!\w))[lio\d][\dlio]*(?:[.,/][\dlio]+)*(?!\w)"
)
_MISREAD_NUMBER = re.compile(r"(?<![\w'/.-])(?:(?=[lio]*\d)(?=\d*[lio])(?!\d+li)[lio\d]{2,4}|s\d{3})(?!\w)")
_LOOKALIKE = re.compile(r"\d(?:[.,/]?[lio]|(?<=[lios].)|(?<=[lios][.,/].))")
_TURKISH = re.compile("[ğĞşŞıİçÇöÖüÜ]")
_ENGLISH_KEYBOARD = tuple(
    f" {word}"
    for word in "sayili yazisi karsi icin uyesi uyelerden birligi coklugu oybirligi oycoklugu tarafindan olcekli dogrultusunda".split()
)
_DIGITS = str.maketrans("lios", "1105")
_CONFUSED = str.maketrans("l10", "iio")


class _View(dict[int, str]):
    """A translation table that works out a character when it is first met."""

    def __missing__(self, code: int) -> str:
        letter = chr(code)
        folded = _MARKS.get(code) or fold(letter).translate(_MARKS)
        self[code] = folded
        return folded


_VIEW = _View()
_USUAL = "".join(
    dict.fromkeys(
        [
            *map(chr, range(128)),
            *"çğıöşüâîûéÇĞİÖŞÜÂÎÛÉ₺€£§°²³½¼¾±×÷·•¹ºª½–—’‘“”…",
            *(letter for letter in map(chr, _MARKS) if len(letter) == 1),
            *map(chr, range(0xA0, 0x180)),
        ]
    )
)[:256]
"""The characters that nearly all council text is made of: as many as one byte tells apart, the first of them NUL."""
_BYTES = codecs.charmap_build(_USUAL)
_PLAIN = _USUAL.translate(_VIEW)


def plain(text: str) -> str:
    """Give `text` in small English letters with one kind of apostrophe, quotation mark, dash and space.

    The result has the same length, so a place found in one is the same place in the other. Patterns are written for
    this view: it makes them indifferent to capitals, to missing Turkish letters and to typography.
    """
    try:
        usual = codecs.charmap_encode(text, "strict", _BYTES)[0]
    except UnicodeEncodeError:
        return text.translate(_VIEW)
    return codecs.charmap_decode(usual, "strict", _PLAIN)[0]  # by two tables, a tenth of the cost of `translate`


def as_scanned(flat: str) -> str:
    """Give plain words with the letters that a scan takes for each other made one: ``l``, ``1`` and ``i``, ``rn`` and ``m``."""
    return flat.replace("rn", "m").translate(_CONFUSED)


def widened(pattern: str) -> str:
    """Give `pattern` with each optional space allowed to be up to three: justified lines are printed so."""
    return pattern.replace(r"\s?", r"\s{0,3}")


def spaced(pattern: str) -> re.Pattern[str]:
    """Compile `pattern` with each optional space `widened`."""
    return re.compile(widened(pattern))


class Mention(NamedTuple):
    """What a rule found: the field it fills, the characters that say so, the value, and the rule's ``name@version``."""

    field: str
    start: int
    end: int
    value: Any
    rule: str
    source: str = "text"


class Passage:
    """One decision's text, with its views worked out when first asked for."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.plain = without_unticked(plain(text))
        """The text in the view that patterns are written for; options of a form that nobody ticked are left out."""
        self.memory: dict[str, Any] = {}

    def remembered(self, name: str, make: Callable[["Passage"], Any]) -> Any:
        """Give what `make` worked out of this passage, worked out once."""
        if name not in self.memory:
            self.memory[name] = make(self)
        return self.memory[name]

    @cached_property
    def lacks_letters(self) -> bool:
        """Tell whether the text was typed without Turkish letters, in which case names need their spelling back."""
        return _TURKISH.search(self.text) is None or any(word in self.text for word in _ENGLISH_KEYBOARD)

    @cached_property
    def view(self) -> Words:
        """Give the words of the plain view, at which patterns are found."""
        return Words(self.plain)

    @cached_property
    def _looks_misread(self) -> bool:
        return _LOOKALIKE.search(self.plain) is not None

    @cached_property
    def numeric(self) -> str:
        """Give the plain view with letters that a scan put for digits turned back: ``l2,5O`` is ``12,50``."""
        if not self._looks_misread:
            return self.plain
        return _MISREAD.sub(lambda match: match.group().translate(_DIGITS), self.plain)

    @cached_property
    def numeric_view(self) -> Words:
        """Give the words of the numeric view."""
        return self.view_of(self.numeric)

    def view_of(self, plain: str) -> Words:
        """Give the words of `plain`, one of the views of this passage."""
        return self.view if plain is self.plain else Words(plain)

    @cached_property
    def numbered(self) -> str:
        """Give the plain view with whole numbers mended only: ``S393 ... l8 inci``, while the letter of ``18/i`` stays."""
        if not self._looks_misread:
            return self.plain
        return _MISREAD_NUMBER.sub(lambda match: match.group().translate(_DIGITS), self.plain)

    @cached_property
    def sentences(self) -> Sequence[Span]:
        """Give the sentences as ``(start, end)``."""
        return sentences(self.text, self.plain)

    def sentence_at(self, offset: int) -> Span:
        """Give the sentence that holds `offset`."""
        low, high = 0, len(self.sentences) - 1
        while low < high:
            middle = (low + high + 1) // 2
            if self.sentences[middle][0] <= offset:
                low = middle
            else:
                high = middle - 1
        return self.sentences[low] if self.sentences else (0, len(self.text))

    def words(self, start: int, end: int) -> str:
        """Give the words of a slice with single spaces between them."""
        return " ".join(self.text[start:end].split())


@lru_cache(maxsize=4)
def passage_of(text: str) -> Passage:
    """Give the passage of `text`; the components of one pipeline ask for the same one in turn."""
    return Passage(text)
