"""Fill the embedded engine with generated resolutions, the way a rebuild does, and keep what it cost.

    python -m benchmarks.search_build FOLDER --count 1000000 [--memory 1000000000] [--straight]

Making the resolutions is timed apart, so that only analysing and indexing them counts. `--straight` puts ready fields
into the engine: the same index without the analysis, for measuring a large one when there is little time.
"""

import argparse
import resource
import time
from pathlib import Path

import msgspec

from archive.index.engine import Put
from archive.index.tantivy_document import document
from archive.index.tantivy_engine import TantivyIndex
from benchmarks.search_corpus import Corpus
from models.turkish.analysis import indexed

BATCH = 500


class Built(msgspec.Struct, frozen=True):
    """What building took: seconds by the clock and of all threads, without making the resolutions."""

    count: int
    seconds: float
    cpu_seconds: float
    making_cpu_seconds: float
    megabytes: float
    peak_megabytes: float
    tokens_cold: float
    tokens_warm: float
    straight: bool = False


def built(folder: Path, count: int, memory: int, *, straight: bool = False) -> Built:
    """Give what building an index of `count` resolutions in `folder` took; builds it unless it is there."""
    notes = folder / "built.json"
    if notes.exists() and (known := msgspec.json.decode(notes.read_bytes(), type=Built)).count == count:
        return known
    folder.mkdir(parents=True, exist_ok=True)
    corpus = Corpus()
    cold, warm = _speeds(corpus)
    began, busy = time.perf_counter(), time.process_time()
    index = TantivyIndex(folder / "index", memory)
    fresh = index.begin_rebuild()
    making, making_cpu = 0.0, 0.0
    for first in range(0, count, BATCH):
        start, start_cpu = time.perf_counter(), time.thread_time()
        numbers = range(first, min(first + BATCH, count))
        records = [corpus.record(one) for one in numbers] if not straight else []
        entries = [corpus.entry(one) for one in numbers] if straight else []
        making += time.perf_counter() - start
        making_cpu += time.thread_time() - start_cpu
        fresh.apply([Put(one) for one in records])
        for fields in entries:
            fresh._writer.add_document(document(fields))  # type: ignore[union-attr]  # noqa: SLF001
        if first % 50_000 == 0:
            print(f"{first:>9,} after {time.perf_counter() - began:,.0f} s", flush=True)
    fresh.finish(count)
    found = Built(
        count=count,
        seconds=time.perf_counter() - began - making,
        cpu_seconds=time.process_time() - busy - making_cpu,
        making_cpu_seconds=making_cpu,
        megabytes=index.status().bytes / 1e6,
        peak_megabytes=resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
        tokens_cold=cold,
        tokens_warm=warm,
        straight=straight,
    )
    index.close()
    notes.write_bytes(msgspec.json.encode(found))
    return found


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
    options.add_argument("--memory", type=int, default=1_000_000_000)
    options.add_argument("--straight", action="store_true")
    asked = options.parse_args()
    print(built(asked.folder, asked.count, asked.memory, straight=asked.straight))


if __name__ == "__main__":
    main()
