"""Fill the embedded engine with generated resolutions, by the product's own rebuild, and keep what it cost.

    python -m benchmarks.search_build FOLDER --count 1000000 [--memory 64000000] [--processes 2] [--straight]

Making the resolutions, which a catalogue would read, is taken off the CPU time, not off the time by the clock.
`--straight` puts ready fields into the engine: the same index without the analysis, when there is little time.
"""

import argparse
import os
import resource
import time
from pathlib import Path

import msgspec

from archive.index.engine import Prepared
from archive.index.tantivy_engine import TantivyIndex
from archive.rebuild import BATCH, rebuild
from benchmarks.search_corpus import Corpus
from models.resolution import ResolutionRecord
from models.turkish.analysis import indexed


class Built(msgspec.Struct, frozen=True):
    """What building took: seconds by the clock, and of all threads and processes without making the resolutions."""

    count: int
    seconds: float
    cpu_seconds: float
    making_cpu_seconds: float
    megabytes: float
    peak_megabytes: float
    tokens_cold: float
    tokens_warm: float
    processes: int = 1
    straight: bool = False


class Making:
    """A catalogue that makes its resolutions when they are asked for."""

    def __init__(self, corpus: Corpus, count: int) -> None:
        self._corpus, self._count = corpus, count
        self.cpu_seconds = 0.0

    def current(self, after_id: str | None, limit: int) -> list[ResolutionRecord]:
        """Give resolutions in id order."""
        busy = time.thread_time()
        first = 0 if after_id is None else int(after_id[1:]) + 1
        made = [self._corpus.record(number) for number in range(first, min(first + limit, self._count))]
        self.cpu_seconds += time.thread_time() - busy
        return made

    def last_change(self) -> int:
        """Give the position of the newest change."""
        return self._count


def built(folder: Path, count: int, memory: int, processes: int = 1, *, straight: bool = False) -> Built:
    """Give what building an index of `count` resolutions in `folder` took; builds it unless it is there."""
    notes = folder / "built.json"
    if notes.exists() and (known := msgspec.json.decode(notes.read_bytes(), type=Built)).count == count:
        return known
    folder.mkdir(parents=True, exist_ok=True)
    corpus = Corpus()
    cold, warm = _speeds(corpus)
    making = Making(corpus, count)
    index = TantivyIndex(folder / "index", memory)
    began, busy = time.perf_counter(), _cpu_seconds()

    def progress(done: int) -> None:
        if done % 50_000 == 0:
            spent = _cpu_seconds() - busy - making.cpu_seconds
            print(f"{done:>9,} after {time.perf_counter() - began:,.0f} s, {spent:,.0f} CPU s here", flush=True)

    if straight:
        fresh = index.begin_rebuild()
        for first in range(0, count, BATCH):
            fresh.apply([Prepared(corpus.entry(number)) for number in range(first, min(first + BATCH, count))])
            progress(min(first + BATCH, count))
        fresh.finish(count)
    else:
        rebuild(making, index, progress, processes)
    found = Built(
        count=count,
        seconds=time.perf_counter() - began,
        cpu_seconds=_cpu_seconds() - busy - making.cpu_seconds,
        making_cpu_seconds=making.cpu_seconds,
        megabytes=index.status().bytes / 1e6,
        peak_megabytes=resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
        tokens_cold=cold,
        tokens_warm=warm,
        processes=processes,
        straight=straight,
    )
    index.close()
    notes.write_bytes(msgspec.json.encode(found))
    return found


def _cpu_seconds() -> float:
    """Give the CPU time of this process and of those it started that have ended."""
    ended = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.process_time() + ended.ru_utime + ended.ru_stime


def _speeds(corpus: Corpus) -> tuple[float, float]:
    """Give the tokens a CPU second that analysis reads, words never met and words met before."""
    texts = [one.decision.text for one in corpus.records(0, 500)]
    speeds = []
    for _ in range(2):
        busy = time.thread_time()
        tokens = sum(len(indexed(text)[0]) for text in texts)
        speeds.append(tokens / (time.thread_time() - busy))
    return speeds[0], speeds[1]


def main() -> None:
    """Build and print what it took."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("folder", type=Path)
    options.add_argument("--count", type=int, default=10_000)
    options.add_argument("--memory", type=int, default=64_000_000)
    options.add_argument("--processes", type=int, default=os.cpu_count() or 1)
    options.add_argument("--straight", action="store_true")
    asked = options.parse_args()
    print(built(asked.folder, asked.count, asked.memory, asked.processes, straight=asked.straight))


if __name__ == "__main__":
    main()
