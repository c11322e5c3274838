"""How fast search answers: generated resolutions in the embedded engine, facets and highlights included.

    python -m benchmarks.search [--count 10000] [--queries 300]

Prints milliseconds per class of query inside the process, what our layer adds to the raw engine, tokens a second of
the analysis, and size and time of the build.
"""

import argparse
import random
import resource
import statistics
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from archive.index import Put
from archive.index.tantivy_engine import TantivyIndex
from models.query.parse import parse
from models.resolution import Decision, Kind, Manner, Option, Outcome, Position, ResolutionRecord
from models.turkish.analysis import analysed
from models.turkish.roots import common, table
from models.turkish.stopwords import is_stop_word
from models.turkish.suffixes import realise
from search_api.find import SearchRequest, find, query_of

SEEN = frozenset({"public"})
_ENDINGS = ("", "", "(y)I", "(y)A", "DA", "DAn", "(n)In", "(s)I", "lAr", "lArI", "lArIn")
_GROUPS = ("AK Parti", "CHP", "MHP", "İYİ Parti", "BBP")


class Generated:
    """A reproducible stream of resolutions: council words first, dictionary words in a long tail, all inflected."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)
        nouns = [shape for several in table()[0].values() for shape in several if shape.state == "N" and not shape.soft]
        listed = common()
        nouns.sort(key=lambda shape: (shape.lemma not in listed, shape.cost, shape.surface))
        self.forms = [
            shape.surface + realise(ending, shape.vowel, shape.surface[-1]) if ending else shape.surface
            for shape in nouns[:12_000]
            for ending in (_ENDINGS[hash_of(shape.surface) % len(_ENDINGS)], "", "(n)In", "lAr")
        ]
        self.weights = [1 / (place + 10) for place in range(len(self.forms))]
        self.names = [shape.surface.capitalize() for shape in nouns[2000:2120]]

    def resolutions(self, count: int) -> list[ResolutionRecord]:
        return [self.resolution(number) for number in range(count)]

    def resolution(self, number: int) -> ResolutionRecord:
        pick = self.random
        words = pick.choices(self.forms, self.weights, k=pick.randint(80, 900))
        day = f"{pick.randint(2005, 2026)}-{pick.randint(1, 12):02}-{pick.randint(1, 28):02}"
        text = f"{day[:4]}/{number} sayılı karar. " + " ".join(words) + ". Oyçokluğu ile kabul edildi."
        against = tuple(
            Position(one, "group", Option.AGAINST) for one in pick.sample(_GROUPS, pick.choice((0, 0, 1, 2)))
        )
        decision = Decision(
            start=0,
            end=len(text),
            text=text,
            number=f"{day[:4]}/{number}",
            subject=" ".join(words[:8]),
            meeting_date=day,
            outcome=pick.choice(list(Outcome)),
            manner=pick.choice(list(Manner)),
            positions=against,
            departments=(f"{pick.choice(self.names)} Müdürlüğü",),
            committees=(f"{pick.choice(self.names)} Komisyonu",),
        )
        return ResolutionRecord(
            id=f"r{number:07}",
            version=1,
            visibility="public",
            sha256=f"{number:064x}",
            file="karar.pdf",
            kind=Kind.RESOLUTION,
            municipality=f"{pick.choice(self.names)} Belediyesi",
            ordinal=0,
            page=1,
            received="2026-01-01",
            decision=decision,
        )


class Shelf:
    """A catalogue in memory, so that only search is measured."""

    def __init__(self, records: Sequence[ResolutionRecord]) -> None:
        self.kept = {one.id: one for one in records}

    def records(self, ids: Sequence[str]) -> dict[str, ResolutionRecord]:
        return {one: self.kept[one] for one in ids}


def hash_of(text: str) -> int:
    return sum(map(ord, text))


def classes(made: Generated) -> dict[str, Callable[[], SearchRequest]]:
    pick = random.Random(7)

    def word() -> str:
        found = pick.choices(made.forms, made.weights)[0]
        return word() if is_stop_word(found) else found

    return {
        "one word": lambda: SearchRequest(q=word()),
        "three words": lambda: SearchRequest(q=f"{word()} {word()} {word()}"),
        "phrase": lambda: SearchRequest(q=f'"{word()} {word()}"'),
        "prefix": lambda: SearchRequest(q=f"{word()[:4]}*"),
        "word and filters": lambda: SearchRequest(
            q=word(), outcome=("adopted",), year=(str(pick.randint(2005, 2026)),)
        ),
        "filters alone": lambda: SearchRequest(against=(pick.choice(_GROUPS),), manner=("majority",)),
        "by date": lambda: SearchRequest(q=word(), sort="newest"),
        "number": lambda: SearchRequest(q=f"{pick.randint(2005, 2026)}/{pick.randint(0, 9999)}"),
    }


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--count", type=int, default=10_000)
    options.add_argument("--queries", type=int, default=200)
    asked = options.parse_args()
    made = Generated(1)
    records = made.resolutions(asked.count)
    texts = [one.decision.text for one in records[:500]]
    began = time.perf_counter()
    tokens = sum(1 for text in texts for _ in analysed(text))
    cold = tokens / (time.perf_counter() - began)
    began = time.perf_counter()
    tokens = sum(1 for text in texts for _ in analysed(text))
    print(f"analysis: {cold:,.0f} tokens/s cold, {tokens / (time.perf_counter() - began):,.0f} warm")
    with tempfile.TemporaryDirectory() as folder:
        index = TantivyIndex(Path(folder) / "index", 128_000_000)
        began = time.perf_counter()
        for start in range(0, len(records), 2000):
            index.apply([Put(one) for one in records[start : start + 2000]], start)
        took = time.perf_counter() - began
        size = index.status().bytes / 1e6
        print(f"build: {len(records):,} resolutions in {took:.1f} s ({len(records) / took:,.0f}/s), {size:.0f} MB")
        shelf = Shelf(records)
        print(f"{'class':<18}{'p50 ms':>9}{'p99 ms':>9}{'CPU p50':>9}{'CPU p99':>9}{'layer p50':>11}{'hits p50':>10}")
        for name, ask in classes(made).items():
            whole, cpu, layer, hits = [], [], [], []
            for _ in range(asked.queries):
                request = ask()
                began, busy = time.perf_counter(), time.process_time()
                page = find(index, shelf, request, SEEN)
                took = time.perf_counter() - began
                cpu.append((time.process_time() - busy) * 1000)
                query = query_of(index, parse(request.q), request, SEEN)
                began = time.perf_counter()
                index.search(query)
                whole.append(took * 1000)
                layer.append((took - (time.perf_counter() - began)) * 1000)
                hits.append(page.total)
            p99 = sorted(whole)[int(len(whole) * 0.99)]
            print(
                f"{name:<18}{statistics.median(whole):>9.2f}{p99:>9.2f}{statistics.median(cpu):>9.2f}"
                f"{sorted(cpu)[int(len(cpu) * 0.99)]:>9.2f}{statistics.median(layer):>11.2f}"
                f"{statistics.median(hits):>10,.0f}"
            )
        print(f"peak memory of the process: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")


if __name__ == "__main__":
    main()
