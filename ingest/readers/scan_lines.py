"""Straight things on a scan: how far its lines of writing slant, and its ruled lines, which are taken out.

Tesseract takes the upright rulings of a table for letters and loses figures that stand near one; what it cannot see, it
cannot misread.
"""

from typing import Any

import msgspec
import numpy as np
from PIL import Image

Mask = Any  # a numpy array of bool, True where there is ink

_INK = 150  # grey level of a cleaned picture below which a pixel is ink
_STEEPEST = 6.0  # degrees
_WORTH_TURNING = 0.25
_FINE_ENOUGH = 700  # pixels of width at which a slant is measured
_DPI = 150  # at which rulings are looked for
_LEVEL, _UPRIGHT = 60, 48  # shortest rulings, in pixels of that
_WINDOW = 19
_BESIDE = 4  # pixels from a ruling's middle to the paper beside it
_CONTRAST = 45
_GAP = 12
_THICKEST = 6
_GREY = 215  # a ruling is darker than this ...
_FILLED = 0.85  # ... on so much of its length ...
_TOUCHED = 0.15  # ... and is touched by ink from above or below on less than this
_STRETCH = 120  # pixels of a ruling that are wiped at once: it may slant a little
_MOST = 400  # rulings of a page: more of them are a pattern, not a table


class Ruling(msgspec.Struct, frozen=True):
    """A ruled line in pixels: at `at` from the top (or, upright, from the left), from `start` to `end`."""

    at: float
    start: int
    end: int


class Rulings(msgspec.Struct, frozen=True):
    """The ruled lines of a page."""

    level: tuple[Ruling, ...] = ()
    upright: tuple[Ruling, ...] = ()


def ink(picture: Image.Image) -> Mask:
    """Tell ink from paper on a cleaned picture."""
    return np.asarray(picture) < _INK


def slant(picture: Image.Image) -> float:
    """Give by how many degrees the picture must be turned counterclockwise for its lines of writing to run level."""
    dark = _shrunken(picture)
    coarse, _ = _clearest(dark, 0.0, _STEEPEST, 0.5)
    best, _ = _clearest(dark, coarse, 0.4, 0.1)
    return -best if _WORTH_TURNING <= abs(best) < _STEEPEST else 0.0


def lies_on_side(picture: Image.Image) -> bool:
    """Tell whether lines of writing run up and down the picture rather than across."""
    dark = _shrunken(picture)
    return _clearest(dark.T, 0.0, _STEEPEST, 0.5)[1] > _clearest(dark, 0.0, _STEEPEST, 0.5)[1]


def _shrunken(picture: Image.Image) -> Any:
    """Give how dark each place is, on a small picture."""
    shrink = min(_FINE_ENOUGH / picture.width, 1.0)
    size = max(round(picture.width * shrink), 1), max(round(picture.height * shrink), 1)
    return np.clip(200.0 - np.asarray(picture.resize(size, Image.Resampling.BOX), dtype=np.float32), 0, None)


def _clearest(dark: Any, middle: float, reach: float, step: float) -> tuple[float, float]:
    """Give the slant at which lines stand out most, and how much: they do where lines and white alternate sharply."""
    rows, columns = np.nonzero(dark)
    weights, across = dark[rows, columns], columns - dark.shape[1] / 2
    found = (0.0, 0.0)
    for angle in middle + np.arange(-reach, reach + step / 2, step):
        level = np.clip(rows + across * np.tan(np.radians(angle)) + 100.0, 0, dark.shape[0] + 200).astype(np.intp)
        profile = np.bincount(level, weights, minlength=dark.shape[0] + 201)
        found = max(found, (float(np.square(np.diff(profile)).sum()), float(angle)))
    return found[1], found[0]


def erase_rulings(picture: Image.Image, dpi: float) -> tuple[Image.Image, Rulings]:
    """Give a cleaned picture without its ruled lines, and those lines."""
    scale = max(dpi / _DPI, 1.0)
    size = max(round(picture.width / scale), 1), max(round(picture.height / scale), 1)
    small = np.asarray(picture if scale == 1.0 else picture.resize(size, Image.Resampling.BOX), dtype=np.float32)
    if min(small.shape) <= 2 * _WINDOW:
        return picture, Rulings()
    level = _rulings(small, _LEVEL)
    upright = _rulings(small.T, _UPRIGHT)
    if not 0 < len(level) + len(upright) <= _MOST:
        return picture, Rulings()
    values = np.array(picture)
    for lines, seen in ((level, values), (upright, values.T)):
        mask = seen < _INK
        for first, last, start, end in lines:
            _wipe(seen, mask, *(round(edge * scale) for edge in (first, last + 1, start, end)))
    return Image.fromarray(values), Rulings(_scaled(level, scale), _scaled(upright, scale))


def _scaled(lines: list[tuple[int, int, int, int]], scale: float) -> tuple[Ruling, ...]:
    return tuple(
        Ruling((first + last + 1) / 2 * scale, round(start * scale), round(end * scale))
        for first, last, start, end in lines
    )


def _rulings(grey: Any, shortest: int) -> list[tuple[int, int, int, int]]:
    """Give (first row, last row, start, end) of the level rulings: ridges of ink with paper on both sides.

    Writing is as dark in its rows as a thin ruling is, but it has writing above or below it.
    """
    sums = np.cumsum(np.pad(grey, ((0, 0), (_WINDOW // 2 + 1, _WINDOW // 2)), mode="edge"), axis=1)
    along = (sums[:, _WINDOW:] - sums[:, :-_WINDOW]) / _WINDOW
    paper = np.minimum(along[: -2 * _BESIDE], along[2 * _BESIDE :])
    ridge = np.zeros(along.shape, dtype=bool)
    ridge[_BESIDE:-_BESIDE] = paper - along[_BESIDE:-_BESIDE] > _CONTRAST
    found: list[list[int]] = []
    growing: list[list[int]] = []
    dark = np.cumsum(np.pad(grey < _GREY, ((0, 0), (1, 0))), axis=1)
    for row, start, end in _long_runs(ridge, shortest):
        inside, above, below = (dark[at, end] - dark[at, start] for at in (row, row - _BESIDE, row + _BESIDE))
        if inside < _FILLED * (end - start) or max(above, below) > _TOUCHED * (end - start):
            continue
        growing = [line for line in growing if row - line[1] <= 2]
        home = next((line for line in growing if start <= line[3] + _GAP and end >= line[2] - _GAP), None)
        if home is None:
            home = [row, row, start, end]
            growing.append(home)
            found.append(home)
        home[1:] = row, min(home[2], start), max(home[3], end)
    return [
        (first, last, start, end)
        for first, last, start, end in found
        if last - first < _THICKEST + (end - start) // 200
    ]


def _long_runs(mask: Mask, shortest: int) -> list[tuple[int, int, int]]:
    """Give (row, start, end) of every stretch along a row at least so long, small gaps bridged."""
    width = mask.shape[1] + 1
    line = np.zeros((mask.shape[0], width), dtype=np.int8)
    line[:, :-1] = mask
    change = np.flatnonzero(np.diff(line.ravel(), prepend=0))
    starts, ends = change[::2], change[1::2]
    if not len(starts):
        return []
    joined = (starts[1:] - ends[:-1] <= _GAP) & (starts[1:] // width == ends[:-1] // width)
    starts, ends = starts[np.concatenate(([True], ~joined))], ends[np.concatenate((~joined, [True]))]
    long = ends - starts >= shortest
    return [
        (int(start // width), int(start % width), int((end - 1) % width + 1))
        for start, end in zip(starts[long], ends[long], strict=True)
    ]


def _wipe(values: Any, mask: Mask, first: int, last: int, start: int, end: int) -> None:
    """Make a ruling white, but leave the strokes of letters that cross it and the dots that stand close to it."""
    first, last = max(first - 1, 0), min(last + 1, mask.shape[0])
    for left in range(start, end, _STRETCH):
        right = min(left + _STRETCH, end)
        drawn = np.flatnonzero((values[first:last, left:right] < _GREY).mean(axis=1) > 0.5)
        if not len(drawn):
            continue
        top, bottom = max(first + int(drawn[0]) - 1, 0), min(first + int(drawn[-1]) + 2, mask.shape[0])
        reach = max(bottom - top, 3)
        above, below = mask[max(top - reach, 0) : top, left:right], mask[bottom : bottom + reach, left:right]
        crossed = (above.sum(axis=0) >= 0.8 * reach) & (below.sum(axis=0) >= 0.8 * reach)
        values[top:bottom, left:right][:, ~crossed] = 255
