"""How well searches find what they should, on the labelled queries of `tests/quality/relevance`.

    bin/bench relevance [--embedded] [--missed]

Takes the samples in, fills both engines, and prints MRR@10, nDCG@10 and recall@50 per class of query: Karar on the
embedded engine (the hits, then with what a page shows below few hits) and on Elasticsearch, and the stock `turkish` and
`standard` analysers on the same texts. `--embedded` starts no Elasticsearch: BM25 of our own then ranks the stock tokens. ``KARAR_TEST_ELASTICSEARCH_URL``
uses a server that runs already.
"""

import argparse
import json
import math
import os
import tempfile
import uuid
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path

from archive import Archive
from archive.index import Index, Put
from archive.index.elasticsearch import ElasticsearchIndex
from archive.index.settings import IndexSettings
from archive.index.tantivy_engine import TantivyIndex
from archive.settings import ArchiveSettings
from benchmarks.relevance_peers import Ranker, analysed, bm25, elasticsearch_of
from ingest.readers.pool import ReaderPool
from ingest.receive import Receiver
from ingest.settings import IngestSettings
from ingest.work import Worker
from models.errors import InputError
from models.resolution import ResolutionRecord
from search_api.find import SearchRequest, find
from tests.contracts.labelled import labelled
from tests.servers.elasticsearch import running

FOLDER = Path("tests/quality/relevance")
SAMPLES = Path("samples")
TOPICS = {"topics": ("examples", "composed-dev", "heldout"), "topics-fresh": ("fresh-heldout",)}
SEEN = frozenset({"public", "restricted"})


class Shelf:
    """The records of one set by their id."""

    def __init__(self, records: Sequence[ResolutionRecord]) -> None:
        self.kept = {one.id: one for one in records}

    def records(self, ids: Sequence[str]) -> dict[str, ResolutionRecord]:
        return {one: self.kept[one] for one in ids if one in self.kept}


def taken_in() -> list[ResolutionRecord]:
    """Give the resolutions that the whole way in reads from the samples."""
    settings = IngestSettings(publish="on_intake")
    with (
        tempfile.TemporaryDirectory() as folder,
        Archive.open(ArchiveSettings(data_dir=Path(folder), min_free_mb=0)) as archive,
        ReaderPool(settings) as pool,
        Worker(archive, pool, settings) as worker,
    ):
        receiver = Receiver(archive, settings)
        for path in sorted(path for path in SAMPLES.iterdir() if path.suffix in {".pdf", ".docx"}):
            receiver.receive(path.name, [path.read_bytes()], "benchmark")
        while worker.run_once():
            pass
        return archive.catalogue.current(None, 10_000)


def sample_name(record: ResolutionRecord) -> str:
    return f"{record.file}|{record.decision.number or f'#{record.ordinal}'}"


def sample_queries() -> Iterator[tuple[str, str, set[str]]]:
    for line in (FOLDER / "queries.jsonl").read_text(encoding="utf-8").splitlines():
        query = json.loads(line)
        right = {f"{one['file']}|{one.get('number') or '#' + str(one.get('ordinal'))}" for one in query["relevant"]}
        yield query["class"], query["query"], right


def topic_queries(name: str = "topics") -> Iterator[tuple[str, str, set[str]]]:
    for line in (FOLDER / f"{name}.jsonl").read_text(encoding="utf-8").splitlines():
        query = json.loads(line)
        yield "topic", query["query"], set(query["relevant"])


def measures(found: list[str], right: set[str]) -> tuple[float, float, float]:
    first = next((1 / place for place, name in enumerate(found[:10], 1) if name in right), 0.0)
    gain = sum(1 / math.log2(place + 1) for place, name in enumerate(found[:10], 1) if name in right)
    ideal = sum(1 / math.log2(place + 1) for place in range(1, min(len(right), 10) + 1))
    return first, gain / ideal, len(right & set(found[:50])) / len(right)


def karar(
    index: Index, records: Sequence[ResolutionRecord], name: Callable[[ResolutionRecord], str], *, nearby: bool = False
) -> Ranker:
    index.apply([Put(one) for one in records])
    shelf = Shelf(records)

    def rank(query: str) -> list[str]:
        try:
            page = find(index, shelf, SearchRequest(q=query, limit=50, language="en", nearby=nearby), SEEN)
        except InputError:
            return []
        return [name(shelf.kept[hit.id]) for hit in (*page.hits, *page.nearby)]

    return rank


def compare(
    title: str, rankers: Mapping[str, Ranker], queries: Sequence[tuple[str, str, set[str]]], *, missed: bool
) -> None:
    scores: dict[tuple[str, str], list[tuple[float, float, float]]] = defaultdict(list)
    for group, query, right in queries:
        for name, rank in rankers.items():
            found = rank(query)
            result = measures(found, right)
            scores[name, group].append(result)
            scores[name, "all"].append(result)
            if missed and name == "karar" and not result[0]:
                print("missed:", group, query, sorted(right)[:2], found[:2])
    print(f"\n{title}: MRR@10, nDCG@10, recall@50")
    print(f"{'class':<15}{'queries':>8}" + "".join(f"{name:>24}" for name in rankers))
    for group in [*dict.fromkeys(group for group, _, _ in queries), "all"]:
        cells = ""
        for name in rankers:
            several = scores[name, group]
            mrr, ndcg, recall = (sum(one[place] for one in several) / len(several) for place in range(3))
            cells += f"{mrr:>10.3f}{ndcg:>7.3f}{recall:>7.3f}"
        print(f"{group:<15}{len(scores['karar', group]):>8}{cells}")


def stock_tokens(
    analyser: str, texts: Mapping[str, str], queries: Sequence[str]
) -> tuple[dict[str, str], dict[str, str]]:
    """Give the tokens of every text by its name, and those of every query."""
    tokens = analysed(analyser, [*texts.values(), *queries])
    return dict(zip(texts, tokens, strict=False)), dict(zip(queries, tokens[len(texts) :], strict=True))


@contextmanager
def ranked(
    records: Sequence[ResolutionRecord],
    name: Callable[[ResolutionRecord], str],
    queries: Sequence[str],
    url: str | None,
) -> Iterator[dict[str, Ranker]]:
    """Give every ranker over these records."""
    texts = {name(one): one.decision.text for one in records}
    stock = {analyser: stock_tokens(analyser, texts, queries) for analyser in ("turkish", "standard")}
    with tempfile.TemporaryDirectory() as folder, ExitStack() as stack:
        embedded = TantivyIndex(Path(folder) / "index")
        stack.callback(embedded.close)
        rankers = {
            "karar": karar(embedded, records, name),
            "karar, nearby too": karar(embedded, records, name, nearby=True),
        }
        if url is None:
            rankers |= {f"stock {name}": bm25(*tokens) for name, tokens in stock.items()}
        else:
            label = f"relevance-{uuid.uuid4().hex[:12]}"
            cluster = ElasticsearchIndex(
                IndexSettings(elasticsearch_url=url, elasticsearch_index=label, elasticsearch_timeout=30)
            )
            stack.callback(cluster.close)
            rankers["karar, cluster"] = karar(cluster, records, name)
            for analyser, tokens in stock.items():
                rankers[f"stock {analyser}"] = stack.enter_context(elasticsearch_of(url, *tokens))
        yield rankers


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--embedded", action="store_true", help="start no Elasticsearch")
    options.add_argument("--missed", action="store_true", help="list the queries without a right one among ten")
    asked = options.parse_args()
    with ExitStack() as stack:
        existing = os.environ.get("KARAR_TEST_ELASTICSEARCH_URL")
        url = None if asked.embedded else existing or stack.enter_context(running()).url
        samples = taken_in()
        queries = list(sample_queries())
        known = {sample_name(one) for one in samples}
        judged = [(group, query, right & known) for group, query, right in queries if right & known]
        print(f"{len(queries) - len(judged)} of {len(queries)} queries have no right answer among what was read")
        with ranked(samples, sample_name, [query for _, query, _ in judged], url) as rankers:
            compare(f"{len(samples)} resolutions of the samples", rankers, judged, missed=asked.missed)
        for name, sets in TOPICS.items():
            decisions, topics = labelled(sets), list(topic_queries(name))
            with ranked(decisions, lambda one: one.id, [query for _, query, _ in topics], url) as rankers:
                compare(f"{name}: {len(decisions)} labelled decisions", rankers, topics, missed=asked.missed)


if __name__ == "__main__":
    main()
