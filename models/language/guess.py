"""A guess at the outcome for texts in which the rules find none: a linear model over pieces of words, learned from labels.

The model is small (`data/outcome_guess.npz`, written by `karar model train`) and never overrules a rule. It speaks only where
no rule found a verdict and it is at least `ENOUGH` sure; what it says is marked ``source: model``, carries an unmeasured
rule's confidence, and so reaches a clerk as a question. `benchmarks/guess.py` measures whether it lifts.
"""

import re
import zlib
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import cache, lru_cache
from importlib.resources import files
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from models.language.passage import Mention, Passage, plain
from models.language.repair import repair
from models.resolution import Outcome

RULE = "learned.outcome@1"
ENOUGH = 0.4
"""Guesses at this share and above were right in four of five texts of councils that the model had not seen."""
_USUAL = 0.5
"""What "adopted" needs: most decisions are, so below this the model only tells how things usually end."""

Array = np.ndarray[Any, Any]
_CLASSES = tuple(Outcome)
_BUCKETS = 1 << 22
_END, _BEFORE = 300, 2000
_SIZES = (3, 4, 5, 6)
_MARK = re.compile(r"\w+|[.,;:()]")
_SEEN_IN = 3
_ROUNDS, _RATE, _DECAY, _BIAS = 250, 0.15, 1e-3, 0.2
_STEP = 0.02  # of the whole numbers that weights are kept as


class Labelled(NamedTuple):
    """A decision's text and its outcome."""

    text: str
    outcome: str


class Weights(NamedTuple):
    """What was learned: one row of whole numbers for each known piece, the last row for every text."""

    pieces: Array
    rows: Array

    def save(self, path: Path) -> None:
        """Write the weights as a compressed file."""
        np.savez_compressed(path, pieces=self.pieces, rows=self.rows)


def pieces_of(view: str) -> Array:
    """Give the numbers of the pieces of words in the plain view of a text: its end, and apart what stands before."""
    body = " ".join(re.sub(r"\d+", "0", view[-2 * (_END + _BEFORE) :]).split())
    end, before = body[-_END:], body[-_END - _BEFORE : -_END]
    found: set[str] = set()
    for part, name in ((end, "e"), (before, "b")):
        for word in set(_MARK.findall(part)):
            framed = f"^{word}$"
            found.update(
                name + framed[at : at + size] for size in _SIZES for at in range(max(1, len(framed) - size + 1))
            )
    marks = _MARK.findall(end)
    for one, other in pairwise(marks):
        found.update((f"2{one[:6]} {other[-5:]}", f"3{one[:5]} {other[:5]}"))
    return np.unique(np.array([zlib.crc32(piece.encode()) % _BUCKETS for piece in found], dtype=np.int32))


@lru_cache(maxsize=2048)
def _pieces_of_raw(text: str) -> Array:
    return pieces_of(plain(repair(text).text))


def learn(labelled: Iterable[Labelled]) -> Weights:
    """Give the weights that the labelled decisions teach (softmax regression); the same data give the same weights."""
    data = list(labelled)
    pieces = [_pieces_of_raw(one.text) for one in data]
    seen = Counter(int(piece) for one in pieces for piece in one)
    known = np.array(sorted(piece for piece, count in seen.items() if count >= _SEEN_IN), dtype=np.int32)
    inputs = np.zeros((len(data), len(known) + 1), np.float32)
    for row, one in zip(inputs, pieces, strict=True):
        places = _places(known, one)
        row[places] = 1 / np.sqrt(max(len(places), 1))
    inputs[:, -1] = _BIAS
    wanted = np.eye(len(_CLASSES), dtype=np.float32)[[_CLASSES.index(Outcome(one.outcome)) for one in data]]
    weights: Array = np.zeros((inputs.shape[1], len(_CLASSES)), np.float32)
    first: Array = np.zeros_like(weights)
    second: Array = np.zeros_like(weights)
    for turn in range(1, _ROUNDS + 1):  # Adam (Kingma and Ba 2015)
        slope = inputs.T @ (_shares(inputs @ weights) - wanted) / len(data) + _DECAY * weights
        first = 0.9 * first + 0.1 * slope
        second = 0.999 * second + 0.001 * slope * slope
        weights -= _RATE * (first / (1 - 0.9**turn)) / (np.sqrt(second / (1 - 0.999**turn)) + 1e-8)
    return Weights(known, np.clip(np.rint(weights / _STEP), -32767, 32767).astype(np.int16))


@cache
def packaged() -> Weights:
    """Give the weights that Karar reads with."""
    with files("models.language").joinpath("data", "outcome_guess.npz").open("rb") as file, np.load(file) as kept:
        return Weights(kept["pieces"], kept["rows"])


def shares_of(weights: Weights, view: str) -> dict[str, float]:
    """Give how the model divides certainty over the outcomes, for the plain view of a decision's text."""
    return dict(zip(map(str, _CLASSES), _shares(_scores(weights, view)[None, :])[0].tolist(), strict=True))


def guess(passage: Passage, weights: Weights | None = None) -> list[Mention]:
    """Give the outcome as a mention when the model is sure enough, placed on the sentence that speaks most for it."""
    known = weights or packaged()
    shares = shares_of(known, passage.plain)
    outcome, share = max(shares.items(), key=lambda item: item[1])
    enough = _USUAL if outcome == Outcome.ADOPTED else ENOUGH
    if share < enough or outcome == Outcome.NONE or not passage.sentences:
        return []
    start, end = _telling(known, passage, list(shares).index(outcome))
    return [Mention("outcome", start, end, outcome, RULE, "model")]


def _telling(weights: Weights, passage: Passage, column: int) -> tuple[int, int]:
    last = passage.sentences[-12:]
    scores = [_scores(weights, passage.plain[start:end]) for start, end in last]
    start, end = last[int(np.argmax([one[column] - one.mean() for one in scores]))]
    words = passage.text[start:end]
    return start + len(words) - len(words.lstrip()), start + len(words.rstrip())


def _scores(weights: Weights, view: str) -> Array:
    places = _places(weights.pieces, pieces_of(view))
    rows = weights.rows.astype(np.float32) * _STEP
    total: Array = rows[places].sum(axis=0) / np.sqrt(max(len(places), 1)) + rows[-1] * _BIAS
    return total


def _places(known: Array, pieces: Array) -> Array:
    at = np.searchsorted(known, pieces)
    at[at == len(known)] = 0
    found: Array = at[known[at] == pieces] if len(known) else at[:0]
    return found


def _shares(scores: Array) -> Array:
    raised = np.exp(scores - scores.max(axis=1, keepdims=True))
    shares: Array = raised / raised.sum(axis=1, keepdims=True)
    return shares


def labelled_in(rows: Iterable[dict[str, Any]]) -> Sequence[Labelled]:
    """Give the decisions of annotated lines, whole documents included, whose outcome is not left open."""
    return [
        Labelled(one["text"], one["outcome"])
        for row in rows
        for one in row.get("decisions", [row])
        if "outcome" not in one.get("not_scored", ())
    ]
