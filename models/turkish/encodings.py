"""Text whose UTF-8 was read as a one-byte encoding (``deÄŸiÅŸiklik``), made legible for searching, with the way back."""

import re
from collections.abc import Sequence

_LETTERS = "çğıöşüÇĞİÖŞÜâîûÂÎÛ"
_SIGNS = "ÃÄÅ"
_ENOUGH = 2


def _sequences() -> dict[str, str]:
    """Give what the bytes of each letter look like in each encoding, bytes that it does not have as control characters."""
    return {
        "".join(
            bytes([byte]).decode(encoding, "replace").replace("\ufffd", chr(byte)) for byte in letter.encode()
        ): letter
        for letter in _LETTERS
        for encoding in ("latin-1", "cp1252", "cp1254")
    }


_SEQUENCES = _sequences() | {"Ä": "ğ", "Å": "ş"}  # programs drop the control character of these two
_SEQUENCE = re.compile("|".join(sorted(map(re.escape, _SEQUENCES), key=len, reverse=True)))


def legible(text: str) -> tuple[str, Sequence[int] | None]:
    """Give a text as it was meant, and for each of its letters (and its end) the place in the text as found.

    None for the places where nothing was read wrongly: then both are the same. A single such sequence may be meant.
    """
    if not any(sign in text for sign in _SIGNS):
        return text, None
    found = list(_SEQUENCE.finditer(text))
    if sum(len(match[0]) > 1 for match in found) < _ENOUGH:
        return text, None
    pieces: list[str] = []
    places: list[int] = []
    end = 0
    for match in found:
        pieces += (text[end : match.start()], _SEQUENCES[match[0]])
        places += (*range(end, match.start()), match.start())
        end = match.end()
    return "".join((*pieces, text[end:])), (*places, *range(end, len(text) + 1))
