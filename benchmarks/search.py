"""How fast search answers, by class of query, and what our own layer adds to the engine.

    python -m benchmarks.search [--counts 10000 100000] [--folder FOLDER] [--queries 300] [--elasticsearch 10000]

Each count is an index of generated resolutions of 4,000 characters on average, in the embedded engine, kept in the folder
for the next time; `--elasticsearch` measures the same on a real server too, started as the tests start theirs. Prints
milliseconds as markdown, by the clock and of the asking thread, which other programs do not lengthen as much. `engine` is
what the engine's own calls take (for Elasticsearch: sending the one search and reading its answer); `layer` is everything
else: reading the query, building the engine's query, unpacking the ten resolutions, marking their passages, labelling the
facets (for Elasticsearch: taking the moment that pages by relevance are of, too). ``KARAR_TEST_ELASTICSEARCH_URL`` uses a server that runs already.
"""

import argparse
import os
import random
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import Any

import elastic_transport

from archive import packing
from archive.index.elasticsearch import ElasticsearchIndex
from archive.index.engine import Index, Put
from archive.index.settings import IndexSettings
from archive.index.tantivy_engine import TantivyIndex
from archive.index.tantivy_snapshot import Snapshot
from archive.rebuild import BATCH
from benchmarks.search_build import built
from benchmarks.search_corpus import DEPARTMENTS, GROUPS, Corpus
from models.resolution import ResolutionRecord
from search_api.find import SearchRequest, find
from tests.servers.elasticsearch import ElasticsearchServer, running

SEEN = frozenset({"public"})
MEMORY = 64_000_000


class Shelf:
    """A catalogue that makes resolutions again and unpacks them as the real one does; only unpacking is timed."""

    def __init__(self, corpus: Corpus) -> None:
        self._corpus = corpus
        self.seconds = self.cpu_seconds = 0.0

    def records(self, ids: Sequence[str]) -> dict[str, ResolutionRecord]:
        """Give resolutions by their ids."""
        began, busy = time.perf_counter(), time.thread_time()
        made = [self._corpus.record(int(one[1:])) for one in ids]
        packed = [packing.pack(one.decision) for one in made]
        self.seconds += time.perf_counter() - began
        self.cpu_seconds += time.thread_time() - busy
        for decision in packed:
            packing.decision(decision)
        return {one.id: one for one in made}


class Stopwatch:
    """Adds up the time spent in the calls it wraps."""

    def __init__(self) -> None:
        self.seconds = self.cpu_seconds = 0.0

    def timed(self, call: Callable[..., Any]) -> Callable[..., Any]:
        """Give a function that does the same and is timed."""

        def run(*args: Any, **names: Any) -> Any:
            began, busy = time.perf_counter(), time.thread_time()
            try:
                return call(*args, **names)
            finally:
                self.seconds += time.perf_counter() - began
                self.cpu_seconds += time.thread_time() - busy

        return run


class _TimedSearcher:
    def __init__(self, searcher: Any, watch: Stopwatch) -> None:
        self._searcher, self._watch = searcher, watch

    def __getattr__(self, name: str) -> Any:
        found = getattr(self._searcher, name)
        return self._watch.timed(found) if callable(found) else found


@contextmanager
def embedded(folder: Path) -> Iterator[tuple[Index, Stopwatch]]:
    """Open an index of the embedded engine whose calls are timed."""
    index, watch = TantivyIndex(folder / "index"), Stopwatch()
    opened = index._opened  # noqa: SLF001

    def timed(name: str, stamp: str) -> Snapshot:
        return Snapshot(_TimedSearcher(opened(name, stamp).searcher, watch), stamp)  # type: ignore[arg-type]

    index._opened = timed  # type: ignore[method-assign] # noqa: SLF001
    yield index, watch
    index.close()


@contextmanager
def cluster(url: str, name: str, corpus: Corpus, count: int) -> Iterator[tuple[Index, Stopwatch]]:
    """Fill an index on a server and open it; what is sent and received is timed."""
    index = ElasticsearchIndex(IndexSettings(elasticsearch_url=url, elasticsearch_index=name, elasticsearch_timeout=30))
    fresh = index.begin_rebuild()
    for first in range(0, count, BATCH):
        fresh.apply([Put(one) for one in corpus.records(first, min(BATCH, count - first))])
    fresh.finish(count)
    watch, original = Stopwatch(), elastic_transport.Transport.perform_request
    timed = watch.timed(original)

    def perform(transport: Any, method: str, target: str, **names: Any) -> Any:
        return (timed if "/_search" in target else original)(transport, method, target, **names)

    elastic_transport.Transport.perform_request = perform  # type: ignore[method-assign, assignment]
    try:
        yield index, watch
    finally:
        elastic_transport.Transport.perform_request = original  # type: ignore[method-assign]
        index.close()


def classes(corpus: Corpus, count: int) -> dict[str, Callable[[], SearchRequest]]:
    """Give the classes of queries, each a maker of requests."""
    pick = random.Random(7)
    none: tuple[str, ...] = ()

    def word() -> str:
        return corpus.word(pick)

    def year() -> tuple[str, ...]:
        return (str(pick.randint(2005, 2026)),)

    return {
        "one word": lambda: SearchRequest(q=word(), facets=none),
        "three words": lambda: SearchRequest(q=f"{word()} {word()} {word()}", facets=none),
        "phrase": lambda: SearchRequest(q=f'"{word()} {word()}"', facets=none),
        "prefix": lambda: SearchRequest(q=f"{word()[:4]}*", facets=none),
        "number": lambda: SearchRequest(
            q=f"{pick.randint(2005, 2026)}/{pick.randrange(min(count, 5000))}", facets=none
        ),
        "by date": lambda: SearchRequest(q=word(), sort="newest", facets=none),
        "filter + all facets": lambda: SearchRequest(department=(pick.choice(DEPARTMENTS),), year=year()),
        "one filter + all facets": lambda: SearchRequest(against=(pick.choice(GROUPS),)),
        "word + all facets": lambda: SearchRequest(q=word()),
        "word + filters + facets": lambda: SearchRequest(q=word(), outcome=("adopted",), year=year()),
    }


def measured(index: Index, watch: Stopwatch, corpus: Corpus, count: int, queries: int) -> None:
    """Ask `queries` of each class and print a row for each."""
    print(
        "| class | p50 ms | p99 ms | CPU p50 | CPU p99 | engine CPU p50 | engine CPU p99 | layer CPU p50 | layer ms p50"
        " | hits p50 |"
    )
    print("| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |")
    shelf = Shelf(corpus)
    for name, ask in classes(corpus, count).items():
        whole, cpu, engine, layer, layer_clock, hits = [], [], [], [], [], []
        for place in range(queries + 5):
            request = ask()
            shelf.seconds = shelf.cpu_seconds = watch.seconds = watch.cpu_seconds = 0.0
            began, busy = time.perf_counter(), time.thread_time()
            page = find(index, shelf, request, SEEN)
            took, used = time.perf_counter() - began - shelf.seconds, time.thread_time() - busy - shelf.cpu_seconds
            if place < 5:
                continue
            whole.append(took * 1000)
            cpu.append(used * 1000)
            engine.append(watch.cpu_seconds * 1000)
            layer.append((used - watch.cpu_seconds) * 1000)
            layer_clock.append((took - watch.seconds) * 1000)
            hits.append(page.total)
        row = [_at(values, part) for values in (whole, cpu, engine) for part in (0.5, 0.99)]
        row += [_at(layer, 0.5), _at(layer_clock, 0.5)]
        print(f"| {name} | {' | '.join(f'{one:.1f}' for one in row)} | {statistics.median(hits):,.0f} |", flush=True)


def _at(values: list[float], part: float) -> float:
    return sorted(values)[min(len(values) - 1, int(len(values) * part))]


def main() -> None:
    """Build what is not there, measure, print."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--counts", type=int, nargs="*", default=[10_000])
    options.add_argument("--folder", type=Path)
    options.add_argument("--queries", type=int, default=300)
    options.add_argument("--elasticsearch", type=int, default=0)
    asked = options.parse_args()
    corpus = Corpus()
    with tempfile.TemporaryDirectory() as scratch:
        folder = asked.folder or Path(scratch)
        for count in asked.counts:
            made = built(folder / str(count), count, MEMORY, os.cpu_count() or 1)
            print(
                f"\nEmbedded, {count:,} resolutions: {made.megabytes:,.0f} MB, built in {made.seconds:,.0f} s"
                f" ({made.cpu_seconds:,.0f} CPU s), peak {made.peak_megabytes:,.0f} MB; analysis"
                f" {made.tokens_cold:,.0f} tokens/s unknown words, {made.tokens_warm:,.0f} known\n"
            )
            with embedded(folder / str(count)) as (index, watch):
                measured(index, watch, corpus, count, asked.queries)
    if asked.elasticsearch:
        existing = os.environ.get("KARAR_TEST_ELASTICSEARCH_URL")
        with nullcontext(ElasticsearchServer(existing)) if existing else running() as server, server.name() as name:
            print(f"\nElasticsearch, {asked.elasticsearch:,} resolutions\n")
            with cluster(server.url, name, corpus, asked.elasticsearch) as (index, watch):
                measured(index, watch, corpus, asked.elasticsearch, asked.queries)


if __name__ == "__main__":
    main()
