"""The tables of `docs/quality.md`: how every labelled set is read, each by itself.

    python -m benchmarks.quality [SET ...]

Prints Markdown: single values with right / scored, lists as F1, what needs no clerk's look, and outcomes taken for others.
A set is a file of `tests/quality/corpus` by its name without `.jsonl`; by default all of them.
"""

import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from karar.measuring import measured, report
from models.language.scores import wilson

Row = dict[str, Any]
CORPUS = Path("tests/quality/corpus")
SINGLE = ("outcome", "manner", "counts (stated)", "meeting_date (stated)", "decision_no (stated)")
OUTCOMES = (
    "adopted", "rejected", "referred_to_committee", "postponed", "returned", "withdrawn", "elected", "noted", "no_decision", "none",
)  # fmt: skip


def share(right: int, of: int) -> str:
    return f"{right / of:.3f} ({right}/{of})" if of else "–"


def f1(told: Row) -> str:
    return f"{told['f1']:.3f}" if told["f1"] is not None and told.get("entries", 1) else "–"


def table(head: Sequence[str], lines: Iterable[Sequence[str]]) -> Iterator[str]:
    yield f"| {' | '.join(head)} |"
    yield f"|{' --- |' * len(head)}"
    yield from (f"| {' | '.join(line)} |" for line in lines)
    yield ""


def singles(told: dict[str, Row]) -> Iterator[str]:
    lines = []
    for name, one in told.items():
        cells = [
            share(round(row["accuracy"] * row["n"]), row["n"]) for row in (one["single"][field] for field in SINGLE)
        ]
        low, high = one["single"]["outcome"]["wilson95"]
        lines.append([name, str(one["decisions"]), cells[0], f"{low:.3f}–{high:.3f}", *cells[1:]])
    head = ["set", "decisions", "outcome", "Wilson 95 %", "manner", "stated counts", "stated date", "stated number"]
    yield from table(head, lines)


def lists(told: dict[str, Row]) -> Iterator[str]:
    fields = list(next(iter(told.values()))["sets"])
    lines = [
        [name, *(f1(one["sets"][field]) for field in fields), f1(one["entities"]), f1(one["entities"]["overlap"])]
        for name, one in told.items()
    ]
    yield from table(
        ["F1, exact", *(field.replace("_", " ") for field in fields), "all but positions", "by overlap"], lines
    )


def needless_looks(told: dict[str, Row]) -> Iterator[str]:
    lines = []
    for name, one in told.items():
        sure = one["sure"]
        low, high = wilson(sure["right"], sure["n"])
        taken = f"{sure['n']} of {sure['of']} ({sure['n'] / sure['of']:.0%})"
        lines.append([name, taken, f"{sure['right']} of {sure['n']}", f"{low:.3f}–{high:.3f}", str(sure["both_right"])])
    of, n, right = (sum(one["sure"][key] for one in told.values()) for key in ("of", "n", "right"))
    lines.append(["together", f"{n} of {of} ({n / of:.0%})", f"{right} of {n} ({right / n:.3f})", "", ""])
    yield from table(["no look needed", "share", "outcome right", "Wilson 95 %", "outcome and manner right"], lines)


def outcomes(told: dict[str, Row]) -> Iterator[str]:
    lines = []
    for name, one in told.items():
        classes = one["outcome"]["classes"]
        rows = (classes.get(outcome) for outcome in OUTCOMES)
        lines.append([name, *(f"{row['right']}/{row['n']}" if row and row["n"] else "–" for row in rows)])
    yield from table(["right / labelled", *(outcome.replace("_", " ") for outcome in OUTCOMES)], lines)


def documents(told: dict[str, Row]) -> Iterator[str]:
    lines = [
        [
            name,
            str(row["n"]),
            str(row["kind_right"]),
            f"{row['decisions_found']} of {one['decisions']}",
            str(row["decisions_extra"]),
        ]
        for name, one in told.items()
        if (row := one.get("documents"))
    ]
    yield from table(["documents", "documents", "kind right", "decisions found", "read that no label has"], lines)


def main() -> None:
    names = sys.argv[1:] or sorted(path.stem for path in CORPUS.glob("*.jsonl"))
    told = {name: report(measured(CORPUS / f"{name}.jsonl")) for name in names}
    for part in (singles, lists, needless_looks, outcomes, documents):
        print("\n".join(part(told)))


if __name__ == "__main__":
    main()
