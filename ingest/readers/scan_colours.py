"""Coloured ink on a scan: a blue seal or signature over black writing, taken out before the writing is read.

Writing in colour stays: only what is taller than a line of letters can be is a seal, a signature or a coat of arms.
"""

from typing import Any

import numpy as np
from PIL import Image, ImageChops, ImageFilter

_STRONG = 35  # difference between a pixel's strongest and weakest colour
_SHRINK = 4
_TALLEST = 0.028  # of the page's height: no line of letters is taller
_MOST = 0.6  # coloured ink may be so much of all ink; more of it is the writing itself
_DARK = 130
_BLACK = 105  # the strongest colour of black ink, as bad scanners show it, is weaker than this


def without_seals(picture: Image.Image) -> Image.Image:
    """Give the picture in grey, tall things drawn in coloured ink made white where no black ink crosses them."""
    grey = picture.convert("L")
    if picture.mode != "RGB":
        return grey
    red, green, blue = picture.split()
    strongest = ImageChops.lighter(ImageChops.lighter(red, green), blue)
    weakest = ImageChops.darker(ImageChops.darker(red, green), blue)
    coloured = np.asarray(ImageChops.subtract(strongest, weakest)) > _STRONG
    dark = np.asarray(grey) < _DARK
    if not coloured.any() or (coloured & dark).sum() > _MOST * max(int(dark.sum()), 1):
        return grey
    size = max(picture.width // _SHRINK, 1), max(picture.height // _SHRINK, 1)
    shrunken = Image.fromarray(coloured).convert("L").resize(size, Image.Resampling.BOX)
    mask = np.asarray(shrunken.filter(ImageFilter.MaxFilter(5))) > 40
    # Compression smears colour around its lines: the fringes go too, unless they are as dark as black ink.
    fringed = np.asarray(Image.fromarray(coloured).convert("L").filter(ImageFilter.MaxFilter(5))) > 0
    gone = fringed & (np.asarray(strongest) > _BLACK)
    cells = grey.resize((max(picture.width // 8, 1), max(picture.height // 8, 1)), Image.Resampling.BOX)
    paper = np.asarray(cells.filter(ImageFilter.MaxFilter(5)).resize(picture.size, Image.Resampling.BILINEAR))
    values = np.array(grey)
    for x0, top, x1, bottom in _things(mask):
        if bottom - top > _TALLEST * size[1]:
            part = np.s_[top * _SHRINK : (bottom + 1) * _SHRINK, x0 * _SHRINK : (x1 + 1) * _SHRINK]
            values[part][gone[part]] = paper[part][gone[part]]
    return Image.fromarray(values)


def _things(mask: Any) -> list[tuple[int, int, int, int]]:
    """Give (left, top, right, bottom) around each connected thing of a mask."""
    found: list[list[int]] = []
    above: list[tuple[int, int, list[int]]] = []
    for row in range(mask.shape[0]):
        edges = np.flatnonzero(np.diff(np.concatenate(([0], mask[row].astype(np.int8), [0]))))
        here: list[tuple[int, int, list[int]]] = []
        for start, end in zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True):
            thing = [start, row, end, row + 1]
            for a, b, other in above:
                if a < end and start < b and _root(other) is not thing:
                    thing = _joined(_root(other), thing)
            here.append((start, end, thing))
        found.extend(thing for _, _, thing in here)
        above = here
    roots = {id(root): root for root in map(_root, found)}
    return [(root[0], root[1], root[2], root[3]) for root in roots.values()]


def _root(thing: list[Any]) -> list[Any]:
    while len(thing) == 5:  # its fifth entry is the thing it has become part of
        thing = thing[4]
    return thing


def _joined(one: list[Any], other: list[Any]) -> list[Any]:
    other = _root(other)
    if one is other:
        return one
    one[:4] = [min(one[0], other[0]), min(one[1], other[1]), max(one[2], other[2]), max(one[3], other[3])]
    other.append(one)
    return one
