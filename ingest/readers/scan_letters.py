"""Letters that Tesseract is known to take for others, put right where what stands beside them leaves no doubt."""

import re
from collections.abc import Iterable, Iterator, Sequence

import msgspec

from ingest.readers.tesseract import Read

_SQUARE_METRES = re.compile(r"(?<=\bm)\?(?=[)\].,;]*$)")  # 250 m?  or  (m?)
_LIRA = re.compile(r"T[I1l|]\.?(?=$|['’\"”.,;)-])['’\"”.]*(?=\w|[.,;)]?$)")  # 12.000,00 TI.  or  TI.'ye
_AMOUNT = re.compile(r"[\d.,]*\d\)?")
_LONE = {"O": "0", "o": "0", "Q": "0", "|": "1", "l": "1", "I": "1", "İ": "1", "i": "1", "!": "1"}
_FIGURES = re.compile(r"[\d.,/]+")
_HEAD = re.compile(r"[T1EFI7][.,:]?[CGÇ6(][.,:]?")
_OFFICE = re.compile(r"BELED|VALİ|KAYMAKAM|BAKANLI")
_INFERRED = 0.59  # the highest confidence of what was told by its neighbours


def mended(words: Iterable[Read]) -> Iterator[Read]:
    """Give the words of a piece with square metres and lira signs as they are printed."""
    before = ""
    for word in words:
        text = word.text
        if text.startswith("(") or _AMOUNT.fullmatch(before):
            text = _SQUARE_METRES.sub("²", text)
        if _AMOUNT.fullmatch(before) and (lira := _LIRA.match(text)):
            rest = text[lira.end() :]
            text = f"TL'{rest}" if rest[:1].isalpha() else f"TL{rest}"
        yield word if text == word.text else msgspec.structs.replace(word, text=text)
        before = text


def headed(first: list[Read], second: list[Read]) -> list[Read]:
    """Give a page's first line, which is "T.C." where an office's name stands under it."""
    office = " ".join(word.text for word in second)
    if len(first) != 1 or first[0].text == "T.C." or not _HEAD.fullmatch(first[0].text) or not _OFFICE.search(office):
        return first
    return [msgspec.structs.replace(first[0], text="T.C.", confidence=min(first[0].confidence, _INFERRED))]


def figures(rows: Sequence[Sequence[list[Read]]]) -> list[list[list[Read]]]:
    """Give the cells of a table with the lone 0 and 1 that were read as letters, where their column holds figures."""
    found = [list(row) for row in rows]
    for column in range(max((len(row) for row in found), default=0)):
        cells = [row[column] for row in found if column < len(row) and len(row[column]) == 1]
        if not any(_FIGURES.fullmatch(cell[0].text) for cell in cells):
            continue
        for row in found:
            if column < len(row) and len(row[column]) == 1 and (figure := _LONE.get(row[column][0].text)):
                word = row[column][0]
                row[column] = [msgspec.structs.replace(word, text=figure, confidence=min(word.confidence, _INFERRED))]
    return found
