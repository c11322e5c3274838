"""Decisions whose numbers the head of a file announces: a letter that sends "76, 77 ve 78 nolu kararlar", a column of labels."""

import re
from collections.abc import Sequence

from ingest.split.columns import Said
from ingest.split.numbering import Anchor
from models.language.head_tokens import tokens_of
from models.language.labels import label_at
from models.language.passage import Passage

_NUMBER = r"\d{1,4}(?:[/-]\d{1,4})?"
_NAMED = re.compile(
    rf"(?<![\w./-])(?P<list>{_NUMBER}(?:\s?(?:,|-|ve|ile|ila)\s?{_NUMBER})*)\s*(?:sayili|nolu|no'?lu|numarali|arasi)\s+(?:\w+\s+){{0,2}}karar"
)
_SPAN = re.compile(r"(\d{1,4})\s?(?:ila|-)\s?(\d{1,4})")
_FIRST = re.compile(r"\W*(?P<n>\d{1,4})\b")
_MOST_LABELS = 6
_LONGEST_LABEL = 40


def announced_numbers(passage: Passage, anchors: Sequence[Anchor], starts: Sequence[int]) -> dict[int, list[Said]]:
    """Give the number of each piece that begins with it, where the head above says that these are decisions' numbers."""
    if not starts or not any(anchor.number for anchor in anchors):
        return {}
    numbers = {anchor.number for anchor in anchors}
    head = passage.plain[: starts[0]]
    named = set().union(*(_listed(match["list"]) for match in _NAMED.finditer(head)))
    if len(numbers & named) * 2 <= len(numbers) and not _under_label(passage, starts[0]):
        return {}
    found: dict[int, list[Said]] = {}
    for anchor, start in zip(anchors, starts, strict=True):
        match = _FIRST.match(passage.plain, start, start + 24)
        if match is not None and int(match["n"]) == anchor.number:
            found[start] = [("number", match.span("n"), match["n"], "number.announced@1")]
    return found


def _listed(words: str) -> set[int]:
    numbers = {int(number.split("/")[-1].split("-")[-1]) for number in re.findall(_NUMBER, words)}
    for span in _SPAN.finditer(words):
        first, last = int(span[1]), int(span[2])
        if first < last < first + 300:
            numbers.update(range(first, last + 1))
    return numbers


def _under_label(passage: Passage, start: int) -> bool:
    """Tell whether the lines above `start` are the labels of a table, the first of them that of decisions' numbers."""
    lines = passage.plain[:start].rstrip().split("\n")
    first, at = None, len(passage.plain[:start].rstrip())
    for line in lines[: -_MOST_LABELS - 1 : -1]:
        begin = at - len(line)
        if not line.strip() or len(line) > _LONGEST_LABEL or any(letter.isdigit() or letter == ":" for letter in line):
            break
        first, at = begin, begin - 1
    if first is None or "\n" not in passage.plain[first : start - 1].rstrip():
        return False
    end = passage.plain.find("\n", first)
    tokens = tokens_of(passage, first, end)
    label = label_at(tokens, 0) if tokens else None
    return (
        label is not None
        and label.end == len(tokens)
        and label.slots[0].kind == "number"
        and label.slots[0].owner == "own"
    )
