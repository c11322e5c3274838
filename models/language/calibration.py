"""Measure how often each rule is right on labelled decisions, for the table that `models.language.confidence` reads."""

import re
from collections.abc import Callable, Iterable, Iterator
from typing import Any, NamedTuple

from models.language.scores import LISTS, SETS, Row, accepted, entries, number, same_counts
from models.resolution import Decision, Fact

Values = Callable[[Any], Any]


class Judged(NamedTuple):
    """One value that a rule (name without version) gave for a decision, and whether the labels hold it too."""

    rule: str
    right: bool


def judge(decision: Decision, flat: Row, gold: Row) -> Iterator[Judged]:
    """Judge what each rule said of one decision; a value that a rule found at several places counts once.

    `flat` is `decision` with the field names of the labels. Fields that the labels leave out are not judged.
    """
    seen: set[tuple[str, str, str]] = set()
    for fact in decision.facts:
        right = _right(fact, flat, gold)
        key = (fact.rule, fact.field, "" if fact.field == "counts" else repr(fact.value))
        if right is not None and key not in seen:
            seen.add(key)
            yield Judged(fact.rule.split("@")[0], right)


def _right(fact: Fact, flat: Row, gold: Row) -> bool | None:
    skipped = gold.get("not_scored", ())
    label = {"number": "decision_no"}.get(fact.field, LISTS.get(fact.field, fact.field))
    if label in skipped:
        return None
    if label in SETS:
        return SETS[label](fact.value) <= entries(gold, label)
    match label:
        case "outcome":
            return fact.value in accepted(gold)
        case "manner" | "meeting_date":
            return bool(fact.value == gold[label])
        case "decision_no":
            return number(fact.value) == number(gold[label])
        case "counts":
            return same_counts(gold, flat)
    return None


class Share(NamedTuple):
    """How many of a rule's values were right."""

    right: int
    of: int

    @property
    def smoothed(self) -> float:
        """Give the share as if one more right and one more wrong value had been seen (Laplace's rule of succession)."""
        return (self.right + 1) / (self.of + 2)


def shares(judged: Iterable[Judged]) -> dict[str, Share]:
    """Give the share of right values per rule and per family (the name's first parts, as ``outcome`` of ``outcome.verb``)."""
    found: dict[str, Share] = {}
    for rule, right in judged:
        parts = rule.split(".")
        for name in {".".join(parts[: depth + 1]) for depth in range(len(parts))}:
            before = found.get(name, Share(0, 0))
            found[name] = Share(before.right + right, before.of + 1)
    return dict(sorted(found.items()))


def as_toml(found: dict[str, Share], decisions: int) -> str:
    """Give the table as `confidence.toml` holds it."""
    lines = [
        f"# Share of right values per rule (name without version) on {decisions} labelled decisions, smoothed; written by",
        "# `karar model calibrate`, not by hand. A family's figure stands for rules of it that were never seen.",
        "unmeasured = 0.5",
        "",
        "[rules]",
        *(f'"{_bare(name)}" = {share.smoothed:.3f}' for name, share in found.items()),
        "",
        "[measured] # right, of",
        *(f'"{_bare(name)}" = [{share.right}, {share.of}]' for name, share in found.items()),
    ]
    return "\n".join(lines) + "\n"


def _bare(name: str) -> str:
    return re.sub(r"[^\w.\-]", "", name)
