"""Words that say nothing about a resolution."""

from functools import cache
from importlib.resources import files

from models.turkish.words import clean


@cache
def _stop_words() -> frozenset[str]:
    text = files("models.turkish").joinpath("data/stopwords.txt").read_text(encoding="utf-8")
    return frozenset(word for line in text.splitlines() if not line.startswith("#") for word in line.split())


def is_stop_word(word: str) -> bool:
    """Tell whether a word is too frequent to search for."""
    return clean(word) in _stop_words()
