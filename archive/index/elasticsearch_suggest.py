"""Words that begin like what is being typed, from the cluster.

Counting all words of all resolutions would take seconds on a large index. So the words are gathered from a sample of the
resolutions that hold one, and only those are then counted exactly.
"""

import re
from collections.abc import Callable
from typing import Any

from archive.index.elasticsearch_mapping import WORDS, token
from archive.index.elasticsearch_query import Json, translated, visible
from archive.index.query import Prefix, Term

_SAMPLE = 2000
_CANDIDATES = 100


def suggested(
    search: Callable[[Json], dict[str, Any]], prefix: str, visibilities: frozenset[str]
) -> list[tuple[str, int]]:
    """Give words that begin with `prefix` and in how many visible resolutions each stands, most frequent first."""
    begins = re.sub(r"([^\w])", r"\\\1", token(prefix)) + ".*"
    gather = {"terms": {"field": WORDS, "include": begins, "size": _CANDIDATES, "execution_hint": "map"}}
    answer = search(
        {
            "query": {"bool": {"filter": [visible(visibilities), translated(Prefix("x", prefix))]}},
            "size": 0,
            "track_total_hits": True,
            "aggs": {"sample": {"sampler": {"shard_size": _SAMPLE}, "aggs": {"words": gather}}},
        }
    )
    sample = answer["aggregations"]["sample"]
    counts = {bucket["key"]: int(bucket["doc_count"]) for bucket in sample["words"]["buckets"]}
    if sample["doc_count"] < answer["hits"]["total"]["value"]:
        counts = _exactly(search, list(counts), visibilities)
    return sorted(counts.items(), key=lambda one: (-one[1], one[0]))


def _exactly(
    search: Callable[[Json], dict[str, Any]], words: list[str], visibilities: frozenset[str]
) -> dict[str, int]:
    each = {"filters": {"filters": {word: translated(Term("x", word)) for word in words}}}
    answer = search(
        {
            "query": {"bool": {"filter": [visible(visibilities)]}},
            "size": 0,
            "track_total_hits": False,
            "aggs": {"words": each},
        }
    )
    return {word: int(found["doc_count"]) for word, found in answer["aggregations"]["words"]["buckets"].items()}
