"""The tokenizer ``trm.tokenizer.v1``: Turkish tokens, at a cost that stays linear on damaged text."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

from spacy.language import Language
from spacy.tokenizer import Tokenizer
from spacy.tokens import Doc
from spacy.util import registry
from spacy.vocab import Vocab

_RUN_ON = re.compile(r"\S{160}")
_TEXT = "trm_text"
_PIECE = re.compile(r"[^\W_]{1,80}|[^\w\s]|_{1,80}|[^\S ]+|  +| ")


def text_of(doc: Doc) -> str:
    """Give the document's text as the tokenizer got it: spaCy joins it anew from the tokens whenever it is asked."""
    text = doc.user_data.get(_TEXT)
    if isinstance(text, str) and len(doc) and doc[-1].idx + len(doc[-1].text_with_ws) == len(text):
        return text
    return str(doc.text)


class TurkishTokenizer:
    """spaCy's tokenizer with the Turkish rules; text with endless words is cut by a plain pattern instead.

    The rules try a word again after each character they cut off it, which costs the square of its length.
    """

    def __init__(self, vocab: Vocab, inner: Tokenizer) -> None:
        self.vocab = vocab
        self.inner = inner

    def __call__(self, text: str) -> Doc:
        doc = self._tokens(text)
        doc.user_data[_TEXT] = text
        return doc

    def _tokens(self, text: str) -> Doc:
        if _RUN_ON.search(text) is None:
            doc: Doc = self.inner(text)
            return doc
        words: list[str] = []
        spaces: list[bool] = []
        for piece in _PIECE.findall(text):
            if piece == " " and words and not spaces[-1]:
                spaces[-1] = True
            else:
                words.append(piece)
                spaces.append(False)
        return Doc(self.vocab, words=words, spaces=spaces)

    def to_bytes(self, **options: Any) -> bytes:
        """Give the rules in spaCy's format."""
        rules: bytes = self.inner.to_bytes(**options)
        return rules

    def from_bytes(self, data: bytes, **options: Any) -> "TurkishTokenizer":
        """Take the rules from spaCy's format."""
        self.inner.from_bytes(data, **options)
        return self

    def to_disk(self, path: str | Path, **options: Any) -> None:
        """Write the rules as spaCy does."""
        self.inner.to_disk(path, **options)

    def from_disk(self, path: str | Path, **options: Any) -> "TurkishTokenizer":
        """Read the rules as spaCy does."""
        self.inner.from_disk(path, **options)
        return self


@registry.tokenizers("trm.tokenizer.v1")  # type: ignore[untyped-decorator]
def make_tokenizer() -> Callable[[Language], TurkishTokenizer]:
    """Give what makes the tokenizer of a pipeline."""
    rules = registry.tokenizers.get("spacy.Tokenizer.v1")()

    def make(nlp: Language) -> TurkishTokenizer:
        return TurkishTokenizer(nlp.vocab, rules(nlp))

    return make
