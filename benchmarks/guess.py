"""Whether the learned guess at an outcome lifts what the rules read: on councils that it never saw.

    python -m benchmarks.guess [--groups 12]
    python -m benchmarks.guess --on tests/quality/corpus/fresh-heldout.jsonl

The first leaves one council out at a time (with `--groups`, a group of them): the model learns from all others and the tables
of phrasings, then reads the council's decisions, whatever the rules say of them; the table has a line a council. The rules read these texts right, so how
much the guess lifts them cannot be seen there. The second reads a file with the packaged weights and prints sums only:
outcomes right by the rules alone, and with the guess where they found none.
"""

import argparse
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from karar.measuring import measured, rows
from models.language.guess import ENOUGH, Labelled, Weights, labelled_in, learn, shares_of
from models.language.passage import plain
from models.language.repair import repair
from models.language.scores import accepted, wilson
from models.resolution import Outcome

Row = dict[str, Any]
CORPUS = Path("tests/quality/corpus")
OPEN = ("examples", "composed-dev", "documents-dev", "heldout", "documents-heldout")
TABLES = tuple(Path("tests/models/language", name) for name in ("verdicts.tsv", "longer_verdicts.tsv", "phrasings.tsv"))


def phrasings() -> list[Labelled]:
    lines = [line.split("\t") for table in TABLES for line in table.read_text(encoding="utf-8").splitlines()]
    return [Labelled(cells[2].replace("|", "\n"), cells[0]) for cells in lines if len(cells) == 3]


def leave_each_council_out(groups: int) -> None:
    by_council: dict[str, list[Row]] = {}
    always = phrasings()
    for name in OPEN:
        for row in rows(CORPUS / f"{name}.jsonl"):
            if council := row.get("municipality"):
                by_council.setdefault(council, []).append(row)
            else:
                always += labelled_in([row])
    started = time.process_time()
    told: dict[str, list[tuple[bool, bool]]] = {}
    councils = sorted(by_council)
    number = min(groups or len(councils), len(councils))
    for left_out in (councils[place::number] for place in range(number)):
        others = [row for name, of_other in by_council.items() if name not in left_out for row in of_other]
        weights = learn([*always, *labelled_in(others)])
        told |= {council: read(weights, by_council[council]) for council in left_out}
    print(f"{len(told)} councils, {number} models, {time.process_time() - started:.0f} s CPU")
    print(f"\n{'council':22}{'decisions':>10}{'right':>7}{'sure enough':>13}{'right':>7}")
    for council, found in sorted(told.items()):
        print(line(council, found))
    print(line("all", [one for found in told.values() for one in found]))


def read(weights: Weights, of_council: Sequence[Row]) -> list[tuple[bool, bool]]:
    """Tell of each decision whether the guess is right, and whether the model is sure enough to speak."""
    found: list[tuple[bool, bool]] = []
    for row in of_council:
        for one in row.get("decisions", [row]):
            if "outcome" not in one.get("not_scored", ()):
                shares = shares_of(weights, plain(repair(one["text"]).text))
                outcome = max(shares, key=lambda name: shares[name])
                found.append((outcome in accepted(one), shares[outcome] >= ENOUGH))
    return found


def line(name: str, found: Sequence[tuple[bool, bool]]) -> str:
    sure = [right for right, enough in found if enough]
    return f"{name:22}{len(found):10}{sum(right for right, _ in found):7}{len(sure):13}{sum(sure):7}"


def on_file(path: Path) -> None:
    pairs = [pair for pair in measured(path).pairs if "outcome" not in pair.gold.get("not_scored", ())]
    rules = both = spoke = helped = harmed = 0
    for pair in pairs:
        if pair.read is None:
            continue
        guessed = any(fact.field == "outcome" and fact.source == "model" for fact in pair.read.facts)
        alone = (Outcome.NONE if guessed else pair.read.outcome) in accepted(pair.gold)
        with_it = pair.read.outcome in accepted(pair.gold)
        rules, both, spoke = rules + alone, both + with_it, spoke + guessed
        helped, harmed = helped + (with_it and not alone), harmed + (alone and not with_it)
    print(f"{path}: {len(pairs)} decisions")
    for name, right in (("rules alone", rules), ("with the guess", both)):
        low, high = wilson(right, len(pairs))
        print(f"{name:16}{right:5}  {right / len(pairs):.3f}  {low:.3f}-{high:.3f}")
    print(f"the guess spoke {spoke} times: {helped} put right, {harmed} put wrong")


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--on", type=Path, help="measure the packaged weights beside the rules on this file")
    asked.add_argument("--groups", type=int, default=0, help="leave out groups of councils; 0: one council at a time")
    told = asked.parse_args()
    if told.on:
        on_file(told.on)
    else:
        leave_each_council_out(told.groups)


if __name__ == "__main__":
    main()
