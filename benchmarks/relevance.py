"""How well searches find what they should, on the labelled queries of `tests/quality/relevance`.

    karar ingest samples          # with KARAR_DATA_DIR set to an empty folder
    python -m benchmarks.relevance DATA_DIR [--missed]

Prints MRR@10, nDCG@10 and recall@50 per class of query for Karar, and for BM25 over the same texts with the tokens of
the stock Turkish analyser (lower case, cut at the apostrophe, Snowball) and of a plain one (lower case).
"""

import argparse
import json
import math
from collections import Counter, defaultdict
from collections.abc import Callable
from pathlib import Path

import Stemmer

from archive import Archive
from archive.index.tantivy_engine import TantivyIndex
from archive.settings import ArchiveSettings
from models.errors import InputError
from models.resolution import ResolutionRecord
from models.turkish.casing import lower
from models.turkish.words import tokens
from search_api.find import SearchRequest, find

QUERIES = Path("tests/quality/relevance/queries.jsonl")
GOLDEN = Path("tests/golden/expected.jsonl")
SEEN = frozenset({"public", "restricted"})
Name = tuple[str, str]
Ranker = Callable[[str], list[Name]]


def stock() -> Callable[[str], list[str]]:
    stemmer = Stemmer.Stemmer("turkish")
    return lambda text: [stemmer.stemWord(lower(one.text.split("'")[0].split("’")[0])) for one in tokens(text)]


def plain(text: str) -> list[str]:
    return [one.text.lower() for one in tokens(text)]


def bm25(analyse: Callable[[str], list[str]], texts: dict[Name, str]) -> Ranker:
    counts = {name: Counter(analyse(text)) for name, text in texts.items()}
    mean = sum(sum(one.values()) for one in counts.values()) / len(counts)
    held = Counter(term for one in counts.values() for term in one)

    def rank(query: str) -> list[Name]:
        scores: dict[Name, float] = defaultdict(float)
        for term in analyse(query):
            weight = math.log(1 + (len(counts) - held[term] + 0.5) / (held[term] + 0.5))
            for name, one in counts.items():
                if term in one:
                    tf = one[term]
                    scores[name] += weight * tf * 2.2 / (tf + 1.2 * (0.25 + 0.75 * sum(one.values()) / mean))
        return sorted(scores, key=lambda name: -scores[name])[:50]

    return rank


def measures(found: list[Name], right: set[Name]) -> tuple[float, float, float]:
    first = next((1 / place for place, name in enumerate(found[:10], 1) if name in right), 0.0)
    gain = sum(1 / math.log2(place + 1) for place, name in enumerate(found[:10], 1) if name in right)
    ideal = sum(1 / math.log2(place + 1) for place in range(1, min(len(right), 10) + 1))
    return first, gain / ideal, len(right & set(found[:50])) / len(right)


def named(record: ResolutionRecord) -> Name:
    return record.file, record.decision.number or f"#{record.ordinal}"


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("data", type=Path)
    options.add_argument(
        "--missed", action="store_true", help="list the queries whose first ten hits hold nothing right"
    )
    asked = options.parse_args()
    files = {json.loads(line)["file"] for line in GOLDEN.read_text(encoding="utf-8").splitlines()}
    archive = Archive.open(ArchiveSettings(data_dir=asked.data))
    index = TantivyIndex(asked.data / "index")
    records = {one.id: one for one in archive.catalogue.current(None, 10_000) if one.file in files}
    texts = {named(one): one.decision.text for one in records.values()}

    def karar(query: str) -> list[Name]:
        try:
            hits = find(index, archive.catalogue, SearchRequest(q=query, limit=200, language="en"), SEEN).hits
        except InputError:
            return []
        return [named(records[hit.id]) for hit in hits if hit.id in records][:50]

    rankers: dict[str, Ranker] = {"karar": karar, "stock": bm25(stock(), texts), "plain": bm25(plain, texts)}
    scores: dict[tuple[str, str], list[tuple[float, float, float]]] = defaultdict(list)
    for line in QUERIES.read_text(encoding="utf-8").splitlines():
        query = json.loads(line)
        right = {(one["file"], one.get("number") or f"#{one.get('ordinal')}") for one in query["relevant"]} & set(texts)
        if not right:
            print("not among the texts:", query["query"], query["relevant"][:1])
            continue
        for name, rank in rankers.items():
            found = rank(query["query"])
            result = measures(found, right)
            scores[name, query["class"]].append(result)
            scores[name, "all"].append(result)
            if asked.missed and name == "karar" and not result[0]:
                print("missed:", query["class"], query["query"], sorted(right)[:2], found[:2])
    print(f"{'class':<15}{'queries':>8}" + "".join(f"{name + ' MRR':>12}{'nDCG':>7}{'R@50':>7}" for name in rankers))
    for group in [*dict.fromkeys(group for _, group in scores if group != "all"), "all"]:
        cells = ""
        for name in rankers:
            several = scores[name, group]
            mrr, ndcg, recall = (sum(one[place] for one in several) / len(several) for place in range(3))
            cells += f"{mrr:>12.3f}{ndcg:>7.3f}{recall:>7.3f}"
        print(f"{group:<15}{len(scores['karar', group]):>8}{cells}")
    index.close()
    archive.close()


if __name__ == "__main__":
    main()
