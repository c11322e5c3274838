"""How well words of one lemma, and only those, find each other: recall and precision over pairs of words."""

from collections.abc import Callable
from itertools import permutations
from pathlib import Path

from models.turkish.casing import fold

SET = Path(__file__).parent / "conflation.tsv"


def groups() -> list[list[str]]:
    """Give the forms of each lemma; distractors are groups of their own."""
    lines = SET.read_text(encoding="utf-8").splitlines()
    return [line.lstrip("!").split("\t") for line in lines if line and not line.startswith("#")]


def measured(
    indexed: Callable[[str], frozenset[str]], searched: Callable[[str], tuple[str, ...]]
) -> tuple[float, float, list[tuple[str, str]], list[tuple[str, str]]]:
    """Give recall, precision, and the pairs (searched word, indexed word) that were missed or wrongly met."""
    words = [(word, place) for place, group in enumerate(groups()) for word in group]
    index = {word: indexed(word) for word, _ in words}
    query = {word: set(searched(word)) for word, _ in words}
    missed, wrong, right = [], [], 0
    for (one, its), (other, place) in permutations(words, 2):
        met = bool(query[one] & index[other])
        if its == place and not met:
            missed.append((one, other))
        elif its != place and met:
            wrong.append((one, other))
        elif met:
            right += 1
    return right / (right + len(missed)), right / (right + len(wrong)), missed, wrong


def lost_without_letters(
    indexed: Callable[[str], frozenset[str]], searched: Callable[[str], tuple[str, ...]]
) -> list[str]:
    """Give the words that are not found when typed without Turkish letters, in small letters or capitals."""
    words = [word for group in groups() for word in group]
    return [
        word
        for word in words
        if not all(indexed(word) & set(searched(typed)) for typed in (fold(word), fold(word).upper()))
    ]
