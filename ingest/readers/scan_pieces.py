"""A piece of a scan as Tesseract reads it best: on white paper, in one fineness, wide spaces between words closed up.

Tesseract fills the wide spaces of a justified line with letters that are not there ("oile", "(86"). So the words of a line
are moved together first, and every box that it gives is led back to where the word stands.
"""

from collections.abc import Iterator
from itertools import pairwise
from typing import Any

import msgspec
import numpy as np
from PIL import Image

from ingest.readers.scan_layout import Box, spans
from ingest.readers.scan_lines import ink
from ingest.readers.tesseract import Read

FINE = 225.0  # dots per inch at which Tesseract reads usual type best; finer and coarser pieces are brought to it

_PAPER = 10  # white pixels around a piece, without which its outermost letters are lost
_WIDE = 0.8  # a space wider than this share of a line's height ...
_CLOSED = 0.45  # ... is made this wide
_FADED = 0.3  # below this confidence, what has no letter or figure is dirt


class Piece:
    """The writing inside one box of a page."""

    def __init__(self, picture: Image.Image, box: Box, dpi: float) -> None:
        self._box = box
        values = np.asarray(picture.crop(box))
        self._dark = ink(Image.fromarray(values))
        self._moves: list[_Move] = []
        self._factor = FINE / dpi if abs(dpi - FINE) > 0.05 * FINE else 1.0
        paper = np.full((values.shape[0] + 2 * _PAPER, values.shape[1] + 2 * _PAPER), 255, dtype=np.uint8)
        paper[_PAPER:-_PAPER, _PAPER:-_PAPER] = self._closed_up(values)
        image = Image.fromarray(paper)
        if self._factor != 1.0:
            size = max(round(image.width * self._factor), 1), max(round(image.height * self._factor), 1)
            image = image.resize(size, Image.Resampling.BICUBIC)
        self.image = image

    def placed(self, words: list[Read]) -> Iterator[Read]:
        """Give the words with their boxes on the page's picture, without those that stand where no ink is."""
        for word in words:
            left, top, right, bottom = (
                edge / self._factor - _PAPER for edge in (word.left, word.top, word.right, word.bottom)
            )
            shift = self._shift((top + bottom) / 2, left, right)
            left, right = left + shift, right + shift
            area = self._dark[max(int(top), 0) : int(bottom) + 1, max(int(left), 0) : int(right) + 1]
            if not area.any() or (word.confidence < _FADED and not any(letter.isalnum() for letter in word.text)):
                continue
            x, y = self._box[:2]
            yield msgspec.structs.replace(word, left=left + x, top=top + y, right=right + x, bottom=bottom + y)

    def _closed_up(self, values: Any) -> Any:
        """Move the words of each line together where wide spaces part them."""
        lines = _with_dots(spans(self._dark.any(axis=1)))
        tall = [bottom - top for top, bottom in lines if bottom - top > 5]
        if not tall:
            return values
        usual = float(np.median(tall))
        moved = None
        for top, bottom in lines:
            if not 0.5 * usual < bottom - top < 1.8 * usual:
                continue
            inked = spans(self._dark[top:bottom].any(axis=0))
            shift = 0
            target = None
            for before, after in pairwise(inked):
                space = after[0] - before[1]
                if space > _WIDE * usual:
                    shift += space - round(_CLOSED * usual)
                if not shift:
                    continue
                if target is None:
                    moved = values.copy() if moved is None else moved
                    target = moved[top:bottom]
                    target[:, before[1] :] = 255
                target[:, after[0] - shift : after[1] - shift] = values[top:bottom, after[0] : after[1]]
                self._moves.append(_Move(top, bottom, after[0] - shift, after[1] - shift, shift))
        return values if moved is None else moved

    def _shift(self, middle: float, left: float, right: float) -> int:
        """Give by how many pixels a word was moved to the left."""
        centre = (left + right) / 2
        on_line = [move for move in self._moves if move.top - 2 <= middle <= move.bottom + 2]
        if not on_line or right < on_line[0].left:
            return 0
        return min(on_line, key=lambda move: max(move.left - centre, centre - move.right, 0.0)).by


def _with_dots(rows: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Give lines together with the dots of their capitals, which may stand clear of all else on the line."""
    usual = float(np.median([bottom - top for top, bottom in rows] or [0]))
    found: list[tuple[int, int]] = []
    for top, bottom in rows:
        before = found[-1] if found else None
        if before and before[1] - before[0] < 0.4 * usual and top - before[1] < 0.3 * usual:
            found[-1] = before[0], bottom
        else:
            found.append((top, bottom))
    return found


class _Move(msgspec.Struct, frozen=True):
    """A stretch of ink of a line that was moved `by` pixels to the left; `left` and `right` are where it is now."""

    top: int
    bottom: int
    left: int
    right: int
    by: int
