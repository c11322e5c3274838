"""Whether names that a small trained network proposes lift what the rules find: measured on councils it never saw.

    python -m benchmarks.learned [--groups 12] [--rounds 12]
    python -m benchmarks.learned --on tests/quality/corpus/round6-heldout.jsonl

The first leaves councils out: each in turn (with `--groups`, a group of them) is read by a network that learned from all
other councils and the examples, and the table has a line a council. The second trains once on every open single decision and
reads the file given; it prints sums only. Measured are the rules, the network, the rules with what the network adds where
no rule found anything (together), and what rules found that the network sees too (confirmed): precision, recall and F1 per
field and over all four. The rules were written on the open texts and the network was not, which favours the rules in the first
measurement; nobody saw the texts of the second.
"""

import argparse
import random
import time
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from ingest.flat import to_flat
from ingest.understand import read_text
from karar.measuring import rows
from models.language.learned import LABELS, ROUNDS, SEED, labelled, proposed, train, untrained
from models.language.scores import LISTS, entries, prf

Row = dict[str, Any]
CORPUS = Path("tests/quality/corpus")
ALWAYS = "examples.jsonl"
BY_COUNCIL = ("composed-dev.jsonl", "heldout.jsonl")
LATER = ("fresh-heldout.jsonl", "round3-open.jsonl", "round4-open.jsonl", "round5-open.jsonl")
WAYS = ("rules", "network", "together", "confirmed")


class Tally(NamedTuple):
    """Right, wrongly claimed, missed."""

    right: int = 0
    wrong: int = 0
    missed: int = 0

    def plus(self, other: "Tally") -> "Tally":
        return Tally(*(one + more for one, more in zip(self, other, strict=True)))

    @property
    def figures(self) -> tuple[float, float, float]:
        precision, recall, f1 = (figure or 0.0 for figure in prf(*self).values())
        return precision, recall, f1


Tallies = dict[tuple[str, str], Tally]


def groups(councils: Iterable[str], number: int) -> list[list[str]]:
    """Give the councils in `number` groups, one council each when there are as many groups."""
    order = sorted(councils)
    random.Random(SEED).shuffle(order)
    return [order[place::number] for place in range(min(number, len(order)))]


def measured(nlp: Any, decisions: Iterable[Row]) -> Tallies:
    """Give the tally of each way and field."""
    told: Tallies = {(way, field): Tally() for way in WAYS for field in LABELS.values()}
    for row in decisions:
        decision = read_text(row["text"])
        rules = to_flat(decision)
        network: Row = {field: [] for field in LABELS.values()}
        together: Row = {field: list(rules[field]) for field in LABELS.values()}
        confirmed: Row = {field: [] for field in LABELS.values()}
        known = [(fact.start, fact.end) for fact in decision.facts if fact.field not in {"outcome", "subject"}]
        for field, start, end, value in proposed(nlp, row["text"]):
            network[field].append(value)
            if not any(begin < end and start < stop for begin, stop in known):
                together[field].append(value)
            confirmed[field] += [
                fact.value
                for fact in decision.facts
                if LISTS.get(fact.field) == field and fact.start < end and start < fact.end
            ]
        for way, read in zip(WAYS, (rules, network, together, confirmed), strict=True):
            for field in set(LABELS.values()) - set(row.get("not_scored", ())):
                gold, found = entries(row, field), entries(read, field)
                one = Tally(len(gold & found), len(found - gold), len(gold - found))
                told[way, field] = told[way, field].plus(one)
    return told


def summed(tallies: Iterable[Tally]) -> Tally:
    total = Tally()
    for tally in tallies:
        total = total.plus(tally)
    return total


def table(parts: Sequence[Tallies]) -> None:
    print(f"\n{'':10}{'field':14}{'precision':>10}{'recall':>8}{'F1':>7}")
    for way in WAYS:
        fields = {field: summed(part[way, field] for part in parts) for field in LABELS.values()}
        for field, tally in [*fields.items(), ("all four", summed(fields.values()))]:
            precision, recall, f1 = tally.figures
            print(f"{way:10}{field:14}{precision:10.3f}{recall:8.3f}{f1:7.3f}")


def leave_councils_out(number: int, rounds: int) -> None:
    examples = list(rows(CORPUS / ALWAYS))
    decisions = [row for name in BY_COUNCIL for row in rows(CORPUS / name)]
    councils: dict[str, list[Row]] = {}
    for row in decisions:
        councils.setdefault(row["municipality"], []).append(row)
    told: dict[str, Tallies] = {}
    started = time.process_time()
    for left_out in groups(councils, number or len(councils)):
        seen = [*examples, *(row for row in decisions if row["municipality"] not in left_out)]
        nlp = train(labelled(untrained(), seen), rounds)
        told |= {council: measured(nlp, councils[council]) for council in left_out}
    spent = time.process_time() - started
    print(
        f"{len(decisions)} decisions of {len(councils)} councils, {number or len(councils)} networks, {spent:.0f} s CPU"
    )
    print(f"\nF1 over all four fields\n{'council':22}{'decisions':>10}" + "".join(f"{way:>10}" for way in WAYS))
    for council, part in sorted(told.items()):
        f1 = (summed(part[way, field] for field in LABELS.values()).figures[2] for way in WAYS)
        print(f"{council:22}{len(councils[council]):10}" + "".join(f"{one:10.3f}" for one in f1))
    table(list(told.values()))


def on_file(path: Path, rounds: int) -> None:
    seen = [row for name in (ALWAYS, *BY_COUNCIL, *LATER) for row in rows(CORPUS / name)]
    started = time.process_time()
    nlp = train(labelled(untrained(), seen), rounds)
    spent = time.process_time() - started
    decisions = list(rows(path))
    print(f"learned from {len(seen)} decisions in {spent:.0f} s CPU; {len(decisions)} decisions of {path}")
    table([measured(nlp, decisions)])


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--groups", type=int, default=0, help="leave out groups of councils; 0: one council at a time")
    asked.add_argument("--rounds", type=int, default=ROUNDS)
    asked.add_argument("--on", type=Path, help="train on every open decision and measure on this file")
    told = asked.parse_args()
    if told.on:
        on_file(told.on, told.rounds)
    else:
        leave_councils_out(told.groups, told.rounds)


if __name__ == "__main__":
    main()
