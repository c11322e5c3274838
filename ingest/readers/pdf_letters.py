"""Letters that a PDF's fonts name wrongly: mended where that is certain, and told apart from garbage where it is not."""

import re

from ingest.readers.pdf_page import Line, assemble, sources

# Windows-1254 letters that a font calls by their Latin-1 names; Turkish uses none of the six.
_LATIN = str.maketrans("ÝÞÐýþð", "İŞĞışğ")
_DAMAGED = re.compile("[ÝÞÐýþð]")
_TRUE = re.compile("[İŞĞışğ]")


def _mangled() -> dict[str, str]:
    """Give UTF-8 bytes read one by one as Windows-1252, 1254 or Latin-1, and the letter they stand for."""
    table = {}
    for letter in "ğĞşŞıİüÜöÖçÇâÂîÎûÛ’‘“”–—…":
        for encoding in ("cp1252", "cp1254", "latin-1"):
            try:
                table[letter.encode("utf-8").decode(encoding)] = letter
            except UnicodeDecodeError:
                continue
    return table


_MANGLED = _mangled()
_MANGLED_RE = re.compile("|".join(re.escape(entry) for entry in sorted(_MANGLED, key=len, reverse=True)))
_VOWELS = frozenset("aeıioöuüâîûAEIİOÖUÜÂÎÛ")
_LOST = re.compile("[\x01-\x08\x0e-\x1f\ufffd](?![\r\n])")
_BAD = re.compile("[\ufffd\ue000-\uf8ff\x00-\x08]|\\(cid:\\d+\\)")


def mend(lines: list[Line]) -> int:
    """Mend the lines of a page in place and give the number of letters mended; nothing is mended in doubt.

    One wrongly named letter may be meant; several without one true Turkish letter of the six beside them are not.
    """
    text = "\n".join(line.text for line in lines)
    mended = 0
    damaged = len(_DAMAGED.findall(text))
    if damaged >= 2 and damaged > 4 * len(_TRUE.findall(text)):
        mended += damaged
        for line in lines:
            line.text = line.text.translate(_LATIN)
    if len(_MANGLED_RE.findall(text)) >= 2:
        for line in lines:
            mended += _unmangle(line)
    return mended


def loses_letters(raw: str) -> bool:
    """Tell a text layer whose font names some letters by control codes: those letters can only be seen, not read."""
    return len(_LOST.findall(raw)) > max(2, len(raw) // 200)


def is_garbage(text: str) -> bool:
    """Tell a text layer that holds no language: unknown characters, or letters without a language's share of vowels."""
    solid = "".join(text.split())
    if len(solid) < 20:
        return False
    if sum(len(match) for match in _BAD.findall(text)) > 0.2 * len(solid):
        return True
    letters = sum(map(str.isalpha, solid))
    if letters < 0.15 * len(solid):
        return sum(map(str.isdigit, solid)) < 0.3 * len(solid)
    share = sum(map(solid.count, _VOWELS)) / max(letters, 1)
    return letters >= 60 and not 0.2 <= share <= 0.65


def _unmangle(line: Line) -> int:
    matches = {match.start(): match.group() for match in _MANGLED_RE.finditer(line.text)}
    if not matches:
        return 0
    origin = dict(sources(line.pieces))
    parts: list[tuple[str, int]] = []
    at = 0
    while at < len(line.text):
        wrong = matches.get(at)
        parts.append((_MANGLED[wrong] if wrong else line.text[at], origin.get(at, -1)))
        at += len(wrong) if wrong else 1
    line.text, line.pieces = assemble(parts)
    return len(matches)
