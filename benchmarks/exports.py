"""How soon an export of very many hits begins, and how much memory it takes.

    python -m benchmarks.exports FOLDER [--rows 100000]

FOLDER holds an index that `benchmarks.search_build` made. Each form of file is written to nowhere, in a process of its
own; the resolutions are made again instead of read from a catalogue. Prints seconds until the first piece, seconds and
CPU seconds in all without making the resolutions, and by how much the process grew while it exported.
"""

import argparse
import subprocess
import sys
import time
from collections.abc import Sequence
from itertools import islice
from pathlib import Path

from archive.index.tantivy_engine import TantivyIndex
from benchmarks.search_corpus import Corpus
from models.resolution import ResolutionRecord
from search_api.exports import MEDIA_TYPES, export
from search_api.find import SearchRequest

SEEN = frozenset({"public"})


class Remade:
    """A catalogue that makes resolutions again, up to a number of them; the time that takes is counted apart."""

    def __init__(self, rows: int) -> None:
        self._corpus = Corpus()
        self._left = rows
        self.seconds = self.cpu_seconds = 0.0

    def records(self, ids: Sequence[str]) -> dict[str, ResolutionRecord]:
        """Give resolutions by their ids."""
        began, busy = time.perf_counter(), time.thread_time()
        made = {one: self._corpus.record(int(one[1:])) for one in islice(ids, self._left)}
        self._left -= len(made)
        self.seconds += time.perf_counter() - began
        self.cpu_seconds += time.thread_time() - busy
        return made


def memory() -> float:
    """Give the megabytes of this process that no file backs."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return int(status.split("RssAnon:")[1].split()[0]) / 1024


def measure(folder: Path, form: str, rows: int) -> None:
    """Export in one form and print a row."""
    index, shelf = TantivyIndex(folder / "index"), Remade(rows)
    next(export(index, shelf, SearchRequest(q="2024/113"), SEEN, form))  # what is loaded once
    shelf = Remade(rows)
    before = highest = memory()
    began, busy, first, size = time.perf_counter(), time.thread_time(), 0.0, 0
    for piece in export(index, shelf, SearchRequest(), SEEN, form):
        first = first or time.perf_counter() - began
        size += len(piece)
        highest = max(highest, memory())
        if not shelf._left:  # noqa: SLF001
            break
    took, used = time.perf_counter() - began - shelf.seconds, time.thread_time() - busy - shelf.cpu_seconds
    print(f"| {form} | {rows:,} | {first:.2f} | {took:.1f} | {used:.1f} | {size / 1e6:.1f} | {highest - before:+.0f} |")


def main() -> None:
    """Measure every form."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("folder", type=Path)
    options.add_argument("--rows", type=int, default=100_000)
    options.add_argument("--form", choices=sorted(MEDIA_TYPES))
    asked = options.parse_args()
    if asked.form:
        measure(asked.folder, asked.form, asked.rows)
        return
    print("| form | hits | first piece s | all s | CPU s | MB | memory MB |")
    print("| --- | ---: | ---: | ---: | ---: | ---: | ---: |", flush=True)
    for form in sorted(MEDIA_TYPES):
        command = [
            sys.executable,
            "-m",
            "benchmarks.exports",
            str(asked.folder),
            "--form",
            form,
            "--rows",
            str(asked.rows),
        ]
        subprocess.run(command, check=True)


if __name__ == "__main__":
    main()
