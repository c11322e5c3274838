"""Whole rows of tables, told rightly or not: tables of many kinds from four producers, read from their PDFs.

A row counts when every cell is exactly right and in its column. Recall is the share of the true rows that were given,
precision the share of the given rows that are true. Run: ``python -m benchmarks.reading_tables [--wrong]``; ``--wrong``
prints the rows that differ.
"""

import argparse
import sys
import tempfile
from collections import Counter
from pathlib import Path

from benchmarks.table_cases import cases
from benchmarks.table_files import PRODUCERS, made


def told(path: Path) -> list[list[str]]:
    """Give the rows that Karar reads."""
    from ingest.readers import pdf
    from ingest.readers.limits import Limits

    return [list(row) for table in pdf.read(path, Limits()).tables for row in table.rows]


def compared(truth: list[list[str]], rows: list[list[str]]) -> tuple[int, list[tuple[str, ...]], list[tuple[str, ...]]]:
    """Give how many rows are right, the true ones that are missing and the given ones that are wrong."""
    wanted, given = Counter(map(tuple, truth)), Counter(map(tuple, rows))
    return (wanted & given).total(), list((wanted - given).elements()), list((given - wanted).elements())


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--wrong", action="store_true")
    arguments.add_argument("--keep", type=Path, help="a folder to keep the files in, used again when they are there")
    arguments.add_argument("--seed", type=int, default=5393)
    chosen = arguments.parse_args()
    wanted = cases(chosen.seed)
    shares: dict[str, list[str]] = {case.name: [] for case in wanted}
    totals = [0, 0, 0]
    with tempfile.TemporaryDirectory() as scratch:
        for producer in PRODUCERS:
            folder = (chosen.keep or Path(scratch)) / producer
            files = (
                [(case, folder / f"{case.name}.pdf") for case in wanted]
                if folder.exists()
                else made(producer, wanted, folder)
            )
            for case, path in files:
                right, missing, wrong = compared(case.truth, told(path))
                totals = [a + b for a, b in zip(totals, (right, len(missing), len(wrong)), strict=True)]
                shares[case.name].append(
                    f"{right / (right + len(missing)):.2f} / {right / max(right + len(wrong), 1):.2f}"
                )
                if chosen.wrong and (missing or wrong):
                    print(
                        f"{producer}, {case.name}",
                        *(f"  - {row}" for row in missing[:8]),
                        *(f"  + {row}" for row in wrong[:8]),
                        sep="\n",
                        file=sys.stderr,
                    )
    print(
        "Whole rows, recall / precision\n\n| table | "
        + " | ".join(PRODUCERS)
        + " |\n"
        + "| --- " * (1 + len(PRODUCERS))
        + "|"
    )
    for name, cells in shares.items():
        print(f"| {name} | " + " | ".join(cells) + " |")
    right, missing, wrong = totals
    print(
        f"\nAll {right + missing} rows: recall {right / (right + missing):.3f}, precision {right / (right + wrong):.3f}"
    )


if __name__ == "__main__":
    main()
