"""Words that stand for each other in council papers, from ``data/synonyms.tsv``, applied when a query is asked."""

from collections.abc import Iterable
from functools import cache
from importlib.resources import files

from models.turkish.analysis import index_key
from models.turkish.letters import VOWELS
from models.turkish.suffixes import realise


@cache
def _synonyms() -> dict[str, tuple[tuple[str, ...], ...]]:
    text = files("models.query").joinpath("data/synonyms.tsv").read_text(encoding="utf-8")
    found: dict[str, list[tuple[str, ...]]] = {}
    for line in text.splitlines():
        if line.startswith("#") or not line.strip():
            continue
        group = [tuple(index_key(word) for word in one.split()) for one in line.split("\t")]
        for one in group:
            if len(one) == 1:
                found.setdefault(one[0], []).extend(other for other in group if other != one)
    return {key: tuple(others) for key, others in found.items()}


def synonyms(keys: Iterable[str]) -> list[tuple[str, ...]]:
    """Give what else to look for beside the keys of one word: each a phrase of stem keys."""
    known = _synonyms()
    return list(dict.fromkeys(other for key in keys for other in known.get(key, ())))


def other_voice(key: str) -> str | None:
    """Give the passive of an active verbal noun, or the other way round: ``kiralama`` and ``kiralanma``.

    Council papers write one where a citizen asks with the other. None for what is no verbal noun.
    """
    if len(key) < 6 or key[-2:] not in {"ma", "me"}:
        return None
    stem = key[:-2]
    if stem[-1] in VOWELS:
        return stem + "n" + key[-2:]
    if stem[-1] == "n" and stem[-2] in VOWELS and stem[-2] not in "ıiuü":
        return stem[:-1] + key[-2:]
    if stem[-1] == "l" and stem[-2] in "ıiuü" and len(stem) > 4:
        return stem[:-2] + key[-2:]
    vowel = next((letter for letter in reversed(stem) if letter in VOWELS), "a")
    return stem + realise("Il", vowel, stem[-1]) + key[-2:]
