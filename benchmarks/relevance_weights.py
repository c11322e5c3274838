"""Whether other weights would rank topics better, judged on topics that did not choose them.

    python -m benchmarks.relevance_weights [--rounds 200]

Every combination of weights answers the topics over the labelled decisions. Then the topics are divided into halves again
and again: one half, with the queries over the samples, chooses the best combination, the other half judges it beside the
weights in use and the ones Karar began with. Takes a minute on the embedded engine; ranks are alike on both.
"""

import argparse
import itertools
import random
import statistics
import tempfile
from collections import Counter
from pathlib import Path

from archive.index import compile as weights
from archive.index.tantivy_engine import TantivyIndex
from benchmarks.relevance import karar, measures, sample_name, sample_queries, taken_in, topic_queries
from benchmarks.relevance_peers import Ranker
from tests.contracts.labelled import labelled

NAMES = ("AS_WRITTEN", "SYNONYM", "OTHER_VOICE", "TITLE")
GRID = tuple(itertools.product((0.05, 0.1, 0.2, 0.4), (0.6, 0.8, 1.0), (0.6, 0.9), (1.5, 2.5)))
FIRST = (0.4, 1.0, 0.6, 2.5)
SEED = 1


def gains(rank: Ranker, queries: list[tuple[str, set[str]]]) -> list[float]:
    """Give nDCG@10 of each query."""
    return [measures(rank(query), right)[1] for query, right in queries]


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--rounds", type=int, default=200)
    rounds = options.parse_args().rounds
    decisions, samples = labelled(("examples", "composed-dev", "heldout")), taken_in()
    topics = [(query, right) for _, query, right in topic_queries()]
    known = {sample_name(one) for one in samples}
    others = [(query, right & known) for _, query, right in sample_queries() if right & known]
    in_use = tuple(getattr(weights, name) for name in NAMES)
    of_topics: dict[tuple[float, ...], list[float]] = {}
    of_samples: dict[tuple[float, ...], float] = {}
    with tempfile.TemporaryDirectory() as folder:
        over_decisions = karar(TantivyIndex(Path(folder) / "decisions"), decisions, lambda one: one.id)
        over_samples = karar(TantivyIndex(Path(folder) / "samples"), samples, sample_name)
        for tried in dict.fromkeys((*GRID, FIRST, in_use)):
            for name, weight in zip(NAMES, tried, strict=True):
                setattr(weights, name, weight)
            of_topics[tried] = gains(over_decisions, topics)
            of_samples[tried] = statistics.mean(gains(over_samples, others))
    print(f"{'  '.join(NAMES)}  nDCG@10 of topics, of the samples' queries")
    best = sorted(of_topics, key=lambda one: -statistics.mean(of_topics[one]))[:5]
    for tried in dict.fromkeys((*best, in_use, FIRST)):
        print(f"{tried}  {statistics.mean(of_topics[tried]):.3f}  {of_samples[tried]:.3f}")
    chance, chosen = random.Random(SEED), Counter[tuple[float, ...]]()
    judged: dict[str, list[float]] = {"chosen on the other half": [], "in use": [], "at first": []}
    for _ in range(rounds):
        order = chance.sample(range(len(topics)), len(topics))
        for start in (0, 1):
            one, other = order[start::2], order[1 - start :: 2]
            choice = max(GRID, key=lambda w: statistics.mean(of_topics[w][place] for place in one) + of_samples[w])
            chosen[choice] += 1
            for name, tried in zip(judged, (choice, in_use, FIRST), strict=True):
                judged[name].append(statistics.mean(of_topics[tried][place] for place in other))
    for name, values in judged.items():
        print(f"{name}: {statistics.mean(values):.3f} on halves that did not choose")
    print("chosen most:", chosen.most_common(3))


if __name__ == "__main__":
    main()
