"""How Turkish council text says what a resolution is: the registered language ``trm`` and its pipeline."""

from collections.abc import Iterable, Iterator
from functools import cache
from importlib.resources import files
from itertools import islice

from spacy.language import Language
from spacy.util import load_model_from_config
from thinc.api import Config

from models.language import components, scorer, tokens, vocabulary
from models.language.components import Marker
from models.language.passage import Mention, Passage

VERSION = "trm@1"
"""Name and version of what reads; every reading carries it."""
_TOGETHER = 16  # texts read together


@cache
def load() -> Language:
    """Give the pipeline, built once from the packaged ``config.cfg``; nothing is fetched."""
    del_unused = (components, scorer, tokens, vocabulary)  # imported for what they register
    assert all(del_unused)
    config = Config().from_str(files("models.language").joinpath("config.cfg").read_text(encoding="utf-8"))
    nlp: Language = load_model_from_config(config, auto_fill=True)
    nlp.max_length = 20_000_000
    return nlp


@cache
def _markers() -> tuple[Marker, ...]:
    return tuple(component for _, component in load().pipeline if isinstance(component, Marker))


def mentions_in(text: str) -> list[Mention]:
    """Give what the pipeline's components mark in `text`, as ``load()(text)._.mentions`` does, without making tokens.

    The rules look at characters. Tokens, sentence marks and spans, which other spaCy components need, are a fifth of a
    short text's cost, and every new word they meet stays in spaCy's vocabulary for good.
    """
    return next(mentions_in_each([text]))


def mentions_in_each(texts: Iterable[str]) -> Iterator[list[Mention]]:
    """Give the mentions of text after text, as `mentions_in` does, component by component over a few texts at a time.

    What a component needs stays at hand in the processor's memory, which saves a tenth.
    """
    left = iter(texts)
    while passages := [Passage(text) for text in islice(left, _TOGETHER)]:
        found: list[list[Mention]] = [[] for _ in passages]
        for marker in _markers():
            for passage, mentions in zip(passages, found, strict=True):
                mentions += marker.marks(passage, mentions)
        yield from found


__all__ = ["VERSION", "Mention", "load", "mentions_in", "mentions_in_each"]
