"""Words that a page or a scan broke: over lines, into letters (``K A R A R``), into pieces (``oy bir liği``)."""

import re
from functools import lru_cache

from models.language.data_files import table_of, words_of
from models.turkish.casing import fold, lower, upper
from models.turkish.lemma import readings

Edit = tuple[int, int, str]

_SMALL = "a-zçğıöşüâîû"
_CAPITAL = "A-ZÇĞİÖŞÜÂÎÛ"
_BLANK = r"[ \u00a0\u2002-\u200a\u3000\t]"
_BROKEN_LINE = re.compile(
    rf"(?<=[{_SMALL}]{{2}})-[ ]*\n[ ]*(?=[{_SMALL}]{{2}})|(?<=[{_CAPITAL}]{{2}})-[ ]*\n[ ]*(?=[{_CAPITAL}]{{2}})"
)
_SPACED = re.compile(
    rf"[{_CAPITAL}](?<![^\s\-–:(\"].)(?:{_BLANK}{{1,12}}[{_CAPITAL}{_SMALL}])(?:{_BLANK}{{1,12}}[{_CAPITAL}{_SMALL}]){{1,}}(?![^\s\-–:.,;)\"’'/])"
)
_HEADINGS: dict[str, str] = {"".join(words.split()): words for words in table_of("repair.toml")["headings"]["spaced"]}
_PARTS = tuple(sorted(words_of("heading_words.txt"), key=len, reverse=True))
_STEMS = frozenset(words_of("split_words.txt"))
_WHOLE = frozenset(words_of("whole_words.txt"))
_USUAL = _WHOLE | frozenset(words_of("short_words.txt"))
_LONGEST = max(map(len, _STEMS))
_SHORTEST = 5
_PIECES = re.compile(
    rf"(?<![^\W_])[{_SMALL}{_CAPITAL}]{{1,14}}(?: [{_SMALL}]{{1,14}}| [{_CAPITAL}]{{1,14}})+(?![^\W_])"
)
_FRAGMENTS = frozenset(
    form + mark
    for word in words_of("fragments.txt")
    for form in (word, upper(word))
    for mark in ("", ".", ",", ";", ":")
)
_SHORT = 3
_ENOUGH = 2
_MOST_PIECES = 5
_LONGEST_WORD = 26


def over_lines(text: str) -> list[Edit]:
    """Give the edits that join words broken at a line's end."""
    if "-\n" not in text and "- " not in text:
        return []
    return [
        (match.start(), match.end(), "")
        for match in _BROKEN_LINE.finditer(text)
        if text[match.end()].islower() or _capitals_join(text, match.start(), match.end())
    ]


def _capitals_join(text: str, start: int, end: int) -> bool:
    before, after = re.search(r"\w+$", text[max(0, start - 20) : start]), re.match(r"\w+", text[end : end + 20])
    return bool(before and after) and _is_word(before.group() + after.group())  # type: ignore[union-attr]


def into_letters(text: str) -> list[Edit]:
    """Give the edits that close letter-spaced headings."""
    found = ((match, _closed(match.group())) for match in _SPACED.finditer(text))
    return [(match.start(), match.end(), new) for match, new in found if new is not None and new != match.group()]


def _closed(spaced: str) -> str | None:
    """Close a letter-spaced heading; wider gaps part its words, else known words do."""
    letters = "".join(spaced.split())
    if letters in _HEADINGS:
        return _HEADINGS[letters]
    gaps = [len(gap) for gap in re.findall(r"\s+", spaced)]
    narrow = min(gaps)
    if len(letters) < 4:
        return None
    if max(gaps) <= narrow + 1 and (parted := _parted(letters)) is not None:
        return parted
    return re.sub(r"\s+", lambda gap: " " if len(gap.group()) > narrow + 1 else "", spaced)


def _parted(letters: str) -> str | None:
    """Part run-together letters into the words of headings, None where they are not made of such words."""
    words: list[str] = []
    at = 0
    folded = fold(letters)
    while at < len(letters):
        word = next((word for word in _PARTS if folded.startswith(word, at)), None)
        if word is None:
            return None
        words.append(letters[at : at + len(word)])
        at += len(word)
    return " ".join(words)


def looks_broken(text: str) -> bool:
    """Tell whether pieces of words stand alone, which no clean text has."""
    words = text.split(" ")
    if not _FRAGMENTS.isdisjoint(words):
        return True
    strange = 0
    for word in words:
        if len(word) <= _SHORT and word.islower() and word.isalpha() and _is_strange(word):
            strange += 1
            if strange >= _ENOUGH:
                return True
    return False


@lru_cache(maxsize=8192)
def _is_strange(piece: str) -> bool:
    return fold(piece) not in _USUAL


def into_pieces(text: str) -> list[Edit]:
    """Give the edits that close the spaces inside words, where the pieces are no words and the whole is one."""
    edits: list[Edit] = []
    for match in _PIECES.finditer(text):
        pieces = match.group().split(" ")
        at = match.start()
        index = 0
        while index < len(pieces):
            count = _to_join(pieces, index)
            for piece in pieces[index : index + count - 1]:
                at += len(piece)
                edits.append((at, at + 1, ""))
                at += 1
            at += len(pieces[index + count - 1]) + 1
            index += count
    return edits


def _to_join(pieces: list[str], index: int) -> int:
    """Give how many pieces from `index` on make one word."""
    for count in range(min(_MOST_PIECES, len(pieces) - index), 1, -1):
        taken = pieces[index : index + count]
        whole = "".join(taken)
        if len(whole) > _LONGEST_WORD or (taken[0].isupper() and len(taken[0]) > 1) != taken[1].isupper():
            continue
        if _begins_stem(whole, len(whole) - len(taken[-1])) and not any(fold(piece) in _WHOLE for piece in taken):
            return count
        if not all(map(_is_word, taken)) and _is_word(whole):
            return count
    return 1


def _begins_stem(whole: str, more_than: int) -> bool:
    folded = fold(whole)
    return any(
        folded[:length] in _STEMS for length in range(min(_LONGEST, len(folded)), max(_SHORTEST, more_than + 1) - 1, -1)
    )


@lru_cache(maxsize=8192)
def _is_word(piece: str) -> bool:
    """Tell whether letters are a word that stands by itself: a short one of the list, or one that can be read."""
    folded = fold(piece)
    if folded in _WHOLE or len(folded) < _SHORTEST - 2:
        return folded in _WHOLE
    found = readings(lower(piece))
    return bool(found) and found[0].cost < (_UNLIKELY if len(folded) >= _SHORTEST - 1 else _UNLIKELY_SHORT)


_UNLIKELY = 4.0
_UNLIKELY_SHORT = 1.5
