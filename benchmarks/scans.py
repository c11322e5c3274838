"""How rightly and how fast scanned pages are read, beside plain Tesseract on the same pictures in one run.

Prints the character error rate (white space normalised, reading order counted) and pages a minute and core for each
composed page, then for each kind of scan. Run: ``python -m benchmarks.scans [--only "table noisy"] [--plain]``; with
``--plain`` Tesseract alone is asked too, as a person would call it: the picture, ``-l tur``, one thread.
"""

import argparse
import os
import platform
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from benchmarks.reading import distance
from benchmarks.reading import normal as spaced
from benchmarks.scan_pages import Scan, scans
from ingest.readers import ocr
from ingest.readers.limits import Limits


def karar(scan: Scan) -> str:
    found = ocr.read_page(scan.picture, scan.dpi, Limits())
    if found is None:
        sys.exit("Tesseract with Turkish is not installed")
    return found.text


def tesseract(scan: Scan) -> str:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "page.png"
        scan.picture.save(path, dpi=(scan.dpi, scan.dpi))
        environment = os.environ | {"OMP_THREAD_LIMIT": "1"}
        done = subprocess.run(
            ["tesseract", str(path), "stdout", "-l", "tur"], capture_output=True, check=True, env=environment
        )
    return done.stdout.decode()


# Tesseract's Turkish knows one apostrophe and one dash only; which of the printed ones it was is not counted.
_ALIKE = str.maketrans("’‘“”–—", "''\"\"--")


def normal(text: str) -> str:
    return spaced(text).translate(_ALIKE)


def measured(read: Callable[[Scan], str], scan: Scan) -> tuple[int, float, str]:
    """Give the edits to the right text, the CPU seconds and the text."""
    before = _cpu()
    text = read(scan)
    spent = _cpu() - before
    return distance(normal(scan.words), normal(text)), spent, text


def _cpu() -> float:
    return sum(
        usage.ru_utime + usage.ru_stime
        for usage in map(resource.getrusage, (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    )


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--only", default="")
    arguments.add_argument("--plain", action="store_true")
    arguments.add_argument("--texts", type=Path, help="a folder for what was read and what should have been")
    chosen = arguments.parse_args()
    readers: dict[str, Callable[[Scan], str]] = {"karar": karar} | ({"tesseract": tesseract} if chosen.plain else {})
    print(time.strftime("%Y-%m-%d"), platform.machine(), platform.python_version(), file=sys.stderr)
    print("| page | " + " | ".join(f"CER {name} | s {name}" for name in readers) + " |")
    print("| --- " * (1 + 2 * len(readers)) + "|")
    groups: dict[str, dict[str, list[tuple[int, int, float]]]] = {}
    for scan in scans(chosen.only):
        cells = []
        for name, read in readers.items():
            edits, spent, text = measured(read, scan)
            length = len(normal(scan.words))
            cells.append(f"{edits / length:.4f} | {spent:.2f}")
            for group in (f"{scan.wear} {scan.dpi}", "all"):
                groups.setdefault(group, {}).setdefault(name, []).append((edits, length, spent))
            if chosen.texts is not None:
                place = chosen.texts / f"{scan.layout} {scan.wear} {scan.dpi}"
                place.with_suffix(f".{name}").write_text(normal(text).replace(" ", "\n"), encoding="utf-8")
                place.with_suffix(".right").write_text(normal(scan.words).replace(" ", "\n"), encoding="utf-8")
        print(f"| {scan.layout}, {scan.wear}, {scan.dpi} dpi | " + " | ".join(cells) + " |", flush=True)
    print("\n| kind of scan | " + " | ".join(f"CER {name} | pages a minute {name}" for name in readers) + " |")
    print("| --- " * (1 + 2 * len(readers)) + "|")
    for group, by_reader in groups.items():
        cells = [
            f"{sum(edits for edits, _, _ in rows) / sum(length for _, length, _ in rows):.4f}"
            f" | {60 * len(rows) / sum(spent for _, _, spent in rows):.0f}"
            for rows in by_reader.values()
        ]
        print(f"| {group} | " + " | ".join(cells) + " |")


if __name__ == "__main__":
    main()
