"""How long it takes to tell which of many saved queries new resolutions match.

    python -m benchmarks.alerts [--saved 10000] [--batch 500]

Making resolutions ready, their words never met before at first, is part of indexing them; the relay does it once for both.
"""

import argparse
import random
import time

from archive.index.compile import compiled
from archive.index.engine import Prepared
from archive.index.entry import entry
from archive.index.matching import SavedQuery, match_batch
from archive.index.query import Filter, Query, Range, Term
from benchmarks.search_corpus import COMMITTEES, DEPARTMENTS, GROUPS, Corpus
from models.query import parse

_FORMS = ("{0}", "{0} {1}", "{0} {1} {2}", '"{0} {1}"', "{0} OR {1}", "{0} -{1}", "{3}*", '"{0} {1}"~5')


def saved_queries(corpus: Corpus, count: int) -> list[SavedQuery]:
    """Give saved queries of every form, half of them with filters, one in ten by filters alone."""
    pick = random.Random(3)
    found = []
    for place in range(count):
        words = [corpus.word(pick) for _ in range(3)]
        part = parse(_FORMS[place % len(_FORMS)].format(*words, words[0][:4])).part if place % 10 else None
        filters = [
            Filter("department", Term("department", pick.choice(DEPARTMENTS))),
            Filter("against", Term("position", f"{pick.choice(GROUPS)}:against")),
            Filter("committee", Term("committee", pick.choice(COMMITTEES))),
            Filter("year", Range("year", pick.randint(2005, 2026), None)),
        ]
        chosen = tuple(pick.sample(filters, 2)) if part is None or pick.random() < 0.5 else ()
        query = Query(
            visibilities=frozenset({"public"}), match=compiled(part) if part is not None else None, filters=chosen
        )
        found.append(SavedQuery(str(place), query))
    return found


def main() -> None:
    """Match one batch and print what it took."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--saved", type=int, default=10_000)
    options.add_argument("--batch", type=int, default=500)
    asked = options.parse_args()
    corpus = Corpus()
    saved = saved_queries(corpus, asked.saved)
    print("| batch | saved queries | making ready, CPU s | matching, s | matching, CPU s | matches |")
    print("| ---: | ---: | ---: | ---: | ---: | ---: |")
    for first in (0, 0, asked.batch):
        records = list(corpus.records(first, asked.batch))
        busy = time.process_time()
        news = [Prepared(entry(one)) for one in records]
        ready = time.process_time() - busy
        began, busy = time.perf_counter(), time.process_time()
        found = match_batch(news, saved)
        took, cpu = time.perf_counter() - began, time.process_time() - busy
        matches = sum(map(len, found.values()))
        print(f"| {asked.batch:,} | {asked.saved:,} | {ready:.2f} | {took:.2f} | {cpu:.2f} | {matches:,} |")


if __name__ == "__main__":
    main()
