"""Whether names that a small trained network proposes lift what the rules find: cross-validation by council.

    python -m benchmarks.learned [--folds 3] [--rounds 12]

The composed decisions are cut into folds so that no council is on both sides. For each fold a network learns from the other
folds and the examples; on the fold are then measured the rules, the network, and the rules with what the network adds where
no rule found anything. Prints precision, recall and F1 per field and over all four.
"""

import argparse
import json
import random
import time
from pathlib import Path
from typing import Any

from ingest.flat import to_flat
from ingest.understand import read_text
from models.language.learned import LABELS, ROUNDS, SEED, labelled, proposed, train, untrained
from models.language.scores import entries, prf

Row = dict[str, Any]
CORPUS = Path("tests/quality/corpus")


def rows(name: str) -> list[Row]:
    return [json.loads(line) for line in (CORPUS / name).read_text(encoding="utf-8").splitlines()]


def folds(decisions: list[Row], number: int) -> list[list[Row]]:
    councils = sorted({row["municipality"] for row in decisions})
    random.Random(SEED).shuffle(councils)
    return [[row for row in decisions if row["municipality"] in councils[place::number]] for place in range(number)]


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--folds", type=int, default=3)
    asked.add_argument("--rounds", type=int, default=ROUNDS)
    told = asked.parse_args()
    examples, composed = rows("examples.jsonl"), rows("composed-dev.jsonl")
    tallies = {way: {field: [0, 0, 0] for field in LABELS.values()} for way in ("rules", "network", "together")}
    started = time.process_time()
    for number, fold in enumerate(folds(composed, told.folds), start=1):
        kept = {row["id"] for row in fold}
        seen = [*examples, *(row for row in composed if row["id"] not in kept)]
        nlp = train(labelled(untrained(), seen), told.rounds)
        print(
            f"fold {number}: learned from {len(seen)} texts, {time.process_time() - started:.0f} s CPU so far",
            flush=True,
        )
        for row in fold:
            measure(nlp, row, tallies)
    print(f"\n{len(composed)} decisions, {told.folds} folds by council, {told.rounds} rounds, seed {SEED}")
    print(f"{'':10}{'field':14}{'precision':>10}{'recall':>8}{'F1':>7}")
    for way, fields in tallies.items():
        for field, counts in [*fields.items(), ("all", [sum(one) for one in zip(*fields.values(), strict=True)])]:
            precision, recall, f1 = (figure or 0 for figure in prf(*counts).values())
            print(f"{way:10}{field:14}{precision:10.3f}{recall:8.3f}{f1:7.3f}")


def measure(nlp: Any, row: Row, tallies: dict[str, dict[str, list[int]]]) -> None:
    decision = read_text(row["text"])
    rules = to_flat(decision)
    network: Row = {field: [] for field in LABELS.values()}
    together: Row = {field: list(rules[field]) for field in LABELS.values()}
    for field, start, end, value in proposed(nlp, row["text"]):
        network[field].append(value)
        if not any(
            fact.start < end and start < fact.end for fact in decision.facts if fact.field not in {"outcome", "subject"}
        ):
            together[field].append(value)
    for way, read in (("rules", rules), ("network", network), ("together", together)):
        for field in LABELS.values():
            if field not in row.get("not_scored", ()):
                gold, found = entries(row, field), entries(read, field)
                for place, count in enumerate((len(gold & found), len(found - gold), len(gold - found))):
                    tallies[way][field][place] += count


if __name__ == "__main__":
    main()
