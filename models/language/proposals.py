"""The spaCy component that asks the learned model for an outcome where the rules found none."""

from collections.abc import Sequence

from spacy.language import Language

from models.language.components import Marker
from models.language.guess import guess
from models.language.passage import Mention, Passage


class _Guess(Marker):
    """Mark a learned outcome where none was marked before."""

    def marks(self, passage: Passage, before: Sequence[Mention]) -> list[Mention]:
        return [] if any(mention.field in {"outcome", "no_result"} for mention in before) else guess(passage)


@Language.factory("trm_guess")
def proposals(nlp: Language, name: str) -> Marker:
    """Mark a learned outcome where no rule marked one; needs `trm_votes` before it."""
    del nlp, name
    return _Guess()
