"""Turkish vowels, which letter a carelessly typed one may stand for, and which one a damaged one was."""

from importlib.resources import files

VOWELS = frozenset("aeıioöuü")
PLAIN = str.maketrans("çğıöşü", "cgiosu")
_CIRCUMFLEX = str.maketrans("âîû", "aiu")
_MAY_BE = {("ç", "c"), ("ğ", "g"), ("ı", "i"), ("i", "ı"), ("ö", "o"), ("ş", "s"), ("ü", "u")}


def _damaged() -> dict[str, str]:
    text = files("models.turkish").joinpath("data/damaged_letters.tsv").read_text(encoding="utf-8")
    return dict(line.split("\t") for line in text.splitlines() if line and not line.startswith("#"))


DAMAGED = _damaged()
"""Letters that Turkish text holds only by damage, and the letter each was."""
_UNDAMAGED = str.maketrans(DAMAGED)


def plain(text: str) -> str:
    """Replace the Turkish letters of lower-case text by those of an English keyboard."""
    return text.translate(PLAIN)


def undamaged(text: str) -> str:
    """Put the right letter for each damaged one: ``Ýmar`` read from cp1254 as latin-1 is ``İmar``. The length stays."""
    return text.translate(_UNDAMAGED) if any(letter in text for letter in DAMAGED) else text


def uncircumflexed(text: str) -> str:
    """Drop the circumflex, which spelling leaves to the writer (``kâr``, ``resmî``)."""
    return text.translate(_CIRCUMFLEX)


def may_be(meant: str, typed: str) -> bool:
    """Tell whether `typed` is `meant` with plain letters for some Turkish ones (never the other way).

    ``ı`` and ``i`` stand for each other: a capital ``I`` may be either.
    """
    if meant == typed:
        return True
    return len(meant) == len(typed) and all(
        one == other or (one, other) in _MAY_BE for one, other in zip(meant, typed, strict=True)
    )


def typed_for(meant: str) -> str:
    """Give every letter that may be typed for one letter."""
    return meant + "".join(other for one, other in sorted(_MAY_BE) if one == meant)
