"""A small network that learns names from labelled decisions: trained by one command, asked for what rules may miss.

Labels carry values and no places, so the places are looked up in the text (`printed`); a value printed in another form
than labelled is left out of the training data. Whether proposals help is measured by `benchmarks/learned.py`.
"""

import random
import re
from collections.abc import Iterable, Iterator
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc, DocBin
from spacy.training import Example
from spacy.util import filter_spans
from thinc.api import fix_random_seed

from models.language.passage import plain
from models.language.printed import Printed
from models.language.vocabulary import TurkishMunicipal

Row = dict[str, Any]
SEED = 7
ROUNDS = 12
BATCH = 3
LABELS = {"PERSON": "people", "PLACE": "places", "DEPARTMENT": "departments", "COMMITTEE": "committees"}
NETWORK = {
    "@architectures": "spacy.HashEmbedCNN.v2",
    "pretrained_vectors": None,
    "width": 96,
    "depth": 4,
    "embed_size": 2000,
    "window_size": 1,
    "maxout_pieces": 3,
    "subword_features": True,
}
_HEADS = {
    "departments": re.compile(r".*?(?:müdürlüğü|başkanlığı|amirliği|memurluğu|sekreterlik)", re.IGNORECASE | re.DOTALL),
    "committees": re.compile(r".*?komisyonu", re.IGNORECASE | re.DOTALL),
}


def untrained() -> Language:
    """Give the network before training, on the tokens of the rules' pipeline."""
    nlp = TurkishMunicipal()
    nlp.add_pipe("tok2vec", config={"model": NETWORK})
    listener = {"@architectures": "spacy.Tok2VecListener.v1", "width": NETWORK["width"]}
    shape = {
        "state_type": "ner",
        "extra_state_tokens": False,
        "hidden_width": 64,
        "maxout_pieces": 2,
        "use_upper": True,
    }
    nlp.add_pipe(
        "ner", config={"model": {"@architectures": "spacy.TransitionBasedParser.v2", "tok2vec": listener, **shape}}
    )
    return nlp


def labelled(nlp: Language, rows: Iterable[Row]) -> DocBin:
    """Give the texts of labelled decisions with the names marked where they are printed."""
    return DocBin(docs=(_marked(nlp, row) for row in rows))


def _marked(nlp: Language, row: Row) -> Doc:
    doc, printed = nlp.make_doc(row["text"]), Printed(row["text"])
    spans = [
        span
        for label, field in LABELS.items()
        for entry in row.get(field) or ()
        for place in printed.places(field, entry)
        if (span := doc.char_span(*place, label=label, alignment_mode="expand")) is not None
    ]
    doc.set_ents(filter_spans(spans))
    return doc


def train(texts: DocBin, rounds: int = ROUNDS) -> Language:
    """Give a network that learned from `texts`; the same texts give the same network."""
    fix_random_seed(SEED)
    order = random.Random(SEED)  # noqa: S311 - an order, no secret
    nlp = untrained()
    examples = [Example(nlp.make_doc(doc.text), doc) for doc in texts.get_docs(nlp.vocab)]
    optimizer = nlp.initialize(lambda: examples)
    for _ in range(rounds):
        order.shuffle(examples)
        for start in range(0, len(examples), BATCH):
            nlp.update(examples[start : start + BATCH], sgd=optimizer, drop=0.1)
    return nlp


def proposed(nlp: Language, text: str) -> Iterator[tuple[str, int, int, Any]]:
    """Give the names that the network sees in `text`: field of the labels, start, end and value."""
    for span in nlp(text).ents:
        field = LABELS[span.label_]
        name = " ".join(re.split("['’‘]", span.text)[0].split())
        if field in _HEADS:
            head = _HEADS[field].match(name)
            if head:
                yield field, span.start_char, span.end_char, head.group()
        elif field == "people":
            yield field, span.start_char, span.end_char, {"name": name, "title": None}
        else:
            kind = (
                "mah"
                if re.match(r"\s*mah", plain(text[span.end_char : span.end_char + 8])) or "mah" in plain(name)
                else "ilce"
            )
            yield field, span.start_char, span.end_char, {"kind": kind, "name": name}
