"""What comes of very many queries that nobody means well, on both engines.

    python -m benchmarks.hostile [--count 100000] [--first 0] [--engines embedded elasticsearch] [--folder INDEX]

The requests are those of the tests, by their numbers. `--folder` asks an index that `benchmarks.search_build` made
instead of a small one. Prints how many were answered and refused and how long they took, by the clock and in CPU time of
the asking thread (for Elasticsearch without what the server uses), with the machine's load meanwhile. Fails when any was a
fault, took more than two seconds by the clock or found everything by mistake. ``KARAR_TEST_ELASTICSEARCH_URL`` uses a server
that runs already.
"""

import argparse
import os
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path

from archive.index.elasticsearch import ElasticsearchIndex
from archive.index.engine import Index, Put
from archive.index.settings import IndexSettings
from archive.index.tantivy_engine import TantivyIndex
from benchmarks.search_corpus import Corpus
from models.resolution import ResolutionRecord
from search_api.find.similar import Records
from tests.contracts.corpus import awkward, generated
from tests.contracts.hostile import Outcome, Shelf, judged
from tests.servers.elasticsearch import ElasticsearchServer, running

_PART = 5000


class Remade:
    """A catalogue whose resolutions are made again when they are asked for."""

    def __init__(self) -> None:
        self._corpus = Corpus()

    def records(self, ids: Sequence[str]) -> dict[str, ResolutionRecord]:
        """Give records by their ids."""
        return {one: self._corpus.record(int(one[1:])) for one in ids}


@contextmanager
def opened(engine: str, folder: Path | None) -> Iterator[tuple[Index, Records]]:
    """Open an engine that holds something, with its catalogue."""
    records = [*generated(2000), *awkward()]
    with ExitStack() as stack:
        if folder is not None:
            yield TantivyIndex(folder / "index"), Remade()
            return
        if engine == "embedded":
            index: Index = TantivyIndex(Path(stack.enter_context(tempfile.TemporaryDirectory())) / "index")
        else:
            existing = os.environ.get("KARAR_TEST_ELASTICSEARCH_URL")
            server = ElasticsearchServer(existing) if existing else stack.enter_context(running())
            name = stack.enter_context(server.name())
            settings = IndexSettings(elasticsearch_url=server.url, elasticsearch_index=name, elasticsearch_timeout=30)
            index = ElasticsearchIndex(settings)
        index.apply([Put(record) for record in records], len(records))
        yield index, Shelf(records)
        index.close()


def _times(outcome: Outcome) -> str:
    clock, cpu = sorted(outcome.seconds), sorted(outcome.cpu_seconds)
    shown = [*(_at(clock, share) for share in (0.5, 0.99, 0.999, 1)), _at(cpu, 0.999), _at(cpu, 1)]
    return " | ".join(f"{one * 1000:,.1f}" for one in shown)


def _at(ordered: list[float], share: float) -> float:
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))]


def main() -> int:
    """Ask, print, and tell by the exit code whether all went well."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--count", type=int, default=100_000)
    options.add_argument("--first", type=int, default=0)
    options.add_argument("--engines", nargs="*", default=["embedded", "elasticsearch"])
    options.add_argument("--folder", type=Path)
    asked = options.parse_args()
    worst = 0
    print(
        "| engine | queries | answered | refused with a reason | faults | above 2 s | everything by mistake"
        " | ms p50 | p99 | p99.9 | max | CPU p99.9 | CPU max | load |"
    )
    print(f"| --- |{' ---: |' * 13}")
    for engine in asked.engines:
        whole, began, load = Outcome(), time.perf_counter(), [os.getloadavg()[0]]
        with opened(engine, asked.folder) as (index, shelf):
            for first in range(asked.first, asked.first + asked.count, _PART):
                numbers = range(first, min(first + _PART, asked.first + asked.count))
                part = judged(index, shelf, numbers)
                whole.asked += part.asked
                whole.answered += part.answered
                whole.refused += part.refused
                whole.faults += part.faults
                whole.slow += part.slow
                whole.everything += part.everything
                whole.seconds += part.seconds
                whole.cpu_seconds += part.cpu_seconds
                load.append(os.getloadavg()[0])
                print(f"{engine}: {whole.asked:,} after {time.perf_counter() - began:,.0f} s", file=sys.stderr)
        refused = sum(whole.refused.values())
        print(
            f"| {engine} | {whole.asked:,} | {whole.answered:,} | {refused:,} | {len(whole.faults)} | {len(whole.slow)}"
            f" | {len(whole.everything)} | {_times(whole)} | {min(load):.0f} to {max(load):.0f} |"
        )
        for name, found in (("fault", whole.faults), ("slow", whole.slow), ("everything", whole.everything)):
            for one in found[:20]:
                print(f"{name}: {one}", file=sys.stderr)
        worst = max(worst, len(whole.faults) + len(whole.slow) + len(whole.everything))
    return int(bool(worst))


if __name__ == "__main__":
    sys.exit(main())
