"""What the relevance of searches is compared with: the stock analysers of Lucene, which are Elasticsearch's.

The server of the tests is Elasticsearch without its modules, so it has no `turkish` analyser of its own. Lucene's very
classes make the tokens (`benchmarks/lucene/Tokens.java`), and Elasticsearch indexes, matches and ranks them.
"""

import math
import subprocess
import uuid
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from elasticsearch import Elasticsearch, helpers

from tests.servers.java import java_home, maven_artifact

Ranker = Callable[[str], list[str]]
SHOWN = 50
LUCENE = "10.3.1"
_PROGRAM = Path(__file__).parent / "lucene" / "Tokens.java"


def analysed(analyser: str, texts: Sequence[str]) -> list[str]:
    """Give the tokens of each text, one space between them, as Lucene's `turkish` or `standard` analyser makes them."""
    jars = [
        maven_artifact(f"org.apache.lucene:{name}:{LUCENE}:jar") for name in ("lucene-core", "lucene-analysis-common")
    ]
    lines = "".join(" ".join(text.split()) + "\n" for text in texts)
    done = subprocess.run(
        [str(java_home() / "bin/java"), "-cp", ":".join(map(str, jars)), str(_PROGRAM), analyser],
        input=lines,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=True,
    )
    return done.stdout.split("\n")[: len(texts)]


def bm25(texts: Mapping[str, str], tokens: Mapping[str, str]) -> Ranker:
    """Rank by BM25 over tokens that stand ready for every text and query; any word of the query will do."""
    counts = {name: Counter(text.split()) for name, text in texts.items()}
    mean = sum(sum(one.values()) for one in counts.values()) / len(counts)
    held = Counter(term for one in counts.values() for term in one)

    def rank(query: str) -> list[str]:
        scores: dict[str, float] = defaultdict(float)
        for term in tokens[query].split():
            weight = math.log(1 + (len(counts) - held[term] + 0.5) / (held[term] + 0.5))
            for name, one in counts.items():
                if term in one:
                    tf = one[term]
                    scores[name] += weight * tf * 2.2 / (tf + 1.2 * (0.25 + 0.75 * sum(one.values()) / mean))
        return sorted(scores, key=lambda name: -scores[name])[:SHOWN]

    return rank


@contextmanager
def elasticsearch_of(url: str, texts: Mapping[str, str], tokens: Mapping[str, str]) -> Iterator[Ranker]:
    """Rank as Elasticsearch does by default, a `match` query on one text field, over tokens that stand ready."""
    name = f"stock-{uuid.uuid4().hex[:12]}"
    with Elasticsearch(url, request_timeout=30) as client:
        client.indices.create(
            index=name,
            settings={"number_of_shards": 1, "number_of_replicas": 0},
            mappings={"properties": {"text": {"type": "text", "analyzer": "whitespace"}}},
        )
        actions = ({"_id": key, "text": text} for key, text in texts.items())
        helpers.bulk(client, actions, index=name, refresh=True)

        def rank(query: str) -> list[str]:
            answer = client.search(index=name, query={"match": {"text": tokens[query]}}, size=SHOWN, source=False)
            return [hit["_id"] for hit in answer["hits"]["hits"]]

        yield rank
        client.indices.delete(index=name)
