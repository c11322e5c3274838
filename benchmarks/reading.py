"""How fast and how rightly PDFs are read, beside the libraries and programs others use, on the same files in one run.

Prints pages per CPU second, peak memory and character error rate (white space normalised, reading order counted) for
each reader. Run: ``python -m benchmarks.reading [--files N] [--tika DIRECTORY]``. A peer that is not installed is named
as missing. Tika needs the jar that ``benchmarks/tika`` builds with Maven.
"""

import argparse
import platform
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import msgspec

from benchmarks.reading_corpus import Made, corpus, long_file


def distance(one: str, other: str) -> int:
    """Give the edit distance of two texts (Myers' bit-parallel way, on Python's long integers)."""
    if not one:
        return len(other)
    peq: dict[str, int] = {}
    for index, character in enumerate(one):
        peq[character] = peq.get(character, 0) | 1 << index
    full, last = (1 << len(one)) - 1, 1 << (len(one) - 1)
    plus, minus, score = full, 0, len(one)
    for character in other:
        match = peq.get(character, 0)
        both = (((match & plus) + plus) ^ plus) | match | minus
        up, down = minus | ~(both | plus) & full, plus & both
        score += bool(up & last) - bool(down & last)
        up = (up << 1 | 1) & full
        plus, minus = ((down << 1) & full) | (~(both | up) & full), up & both
    return score


def normal(text: str) -> str:
    """Give a text with one space for every white space."""
    return " ".join(text.split())


class Outcome(msgspec.Struct):
    cpu: float
    peak: int
    texts: list[str]


def karar(paths: list[Path]) -> list[str]:
    from ingest.readers import pdf
    from ingest.readers.limits import Limits

    return [pdf.read(path, Limits()).text for path in paths]


def pdfium(paths: list[Path]) -> list[str]:
    import pypdfium2

    found = []
    for path in paths:
        document = pypdfium2.PdfDocument(path)
        parts = []
        for page in document:
            text = page.get_textpage()
            parts.append(text.get_text_range())
            text.close()
            page.close()
        document.close()
        found.append("\n".join(parts))
    return found


def pdfplumber(paths: list[Path]) -> list[str]:
    import pdfplumber as library

    found = []
    for path in paths:
        with library.open(path) as opened:
            parts = []
            for page in opened.pages:
                parts.append(page.extract_text())
                page.close()
        found.append("\n".join(parts))
    return found


def pdfminer(paths: list[Path]) -> list[str]:
    from pdfminer.high_level import extract_text

    return [extract_text(str(path)) for path in paths]


def pypdf(paths: list[Path]) -> list[str]:
    from pypdf import PdfReader

    return ["\n".join(page.extract_text() for page in PdfReader(path).pages) for path in paths]


def pdftotext(paths: list[Path]) -> list[str]:
    return [
        subprocess.run(["pdftotext", str(path), "-"], capture_output=True, check=True, text=True).stdout
        for path in paths
    ]


def tika(folder: Path) -> Callable[[list[Path]], list[str]]:
    def run(paths: list[Path]) -> list[str]:
        out = folder / "texts"
        out.mkdir(exist_ok=True)
        done = subprocess.run(
            [
                "java",
                "-Xmx1g",
                "-cp",
                f"{folder}/target/classes:{folder}/target/dependency/*",
                "Reading",
                str(out),
                *map(str, paths),
            ],
            check=True,
            capture_output=True,
            text=True,
        )
        print(done.stdout.strip())
        return [(out / f"{number}.txt").read_text(encoding="utf-8") for number in range(len(paths))]

    return run


READERS: dict[str, Callable[[list[Path]], list[str]]] = {
    "karar (text, tables, places)": karar,
    "pdfium bare": pdfium,
    "pdfplumber": pdfplumber,
    "pdfminer.six": pdfminer,
    "pypdf": pypdf,
    "pdftotext": pdftotext,
}


def measured(read: Callable[[list[Path]], list[str]], paths: list[Path]) -> Outcome | str:
    """Run a reader in a process of its own, once over one file for its imports, then timed over all."""
    with tempfile.NamedTemporaryFile() as answer:
        import os

        child = os.fork()
        if child == 0:
            try:
                read(paths[:1])
                before = _cpu()
                texts = read(paths)
                spent = _cpu() - before
                peak = max(
                    resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
                )
                Path(answer.name).write_bytes(msgspec.msgpack.encode(Outcome(spent, peak, texts)))
            except Exception as error:  # noqa: BLE001 - told as missing
                Path(answer.name).write_bytes(msgspec.msgpack.encode(f"{type(error).__name__}: {error}"[:100]))
            finally:
                os._exit(0)
        os.waitpid(child, 0)
        return msgspec.msgpack.decode(Path(answer.name).read_bytes(), type=Outcome | str)


def _cpu() -> float:
    return sum(
        usage.ru_utime + usage.ru_stime
        for usage in map(resource.getrusage, (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    )


def table(title: str, made: list[Made], readers: dict[str, Callable[[list[Path]], list[str]]]) -> None:
    pages = sum(entry.pages for entry in made)
    print(f"\n{title}: {len(made)} files, {pages} pages\n")
    print(
        "| reader | pages per CPU s | peak MB | "
        + " | ".join(f"CER {producer}" for producer in dict.fromkeys(entry.producer for entry in made))
        + " |"
    )
    print("| --- " * (3 + len({entry.producer for entry in made})) + "|")
    for name, read in readers.items():
        outcome = measured(read, [entry.path for entry in made])
        if isinstance(outcome, str):
            print(f"| {name} | missing: {outcome} |")
            continue
        wrong: dict[str, int] = {}
        total: dict[str, int] = {}
        for entry, text in zip(made, outcome.texts, strict=True):
            truth = normal(entry.words)
            wrong[entry.producer] = wrong.get(entry.producer, 0) + distance(truth, normal(text))
            total[entry.producer] = total.get(entry.producer, 0) + len(truth)
        rates = " | ".join(f"{wrong[producer] / total[producer]:.4f}" for producer in total)
        print(f"| {name} | {pages / outcome.cpu:.0f} | {outcome.peak // 1024} | {rates} |", flush=True)


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--files", type=int, default=10)
    arguments.add_argument("--tika", type=Path)
    chosen = arguments.parse_args()
    readers = READERS | ({"Apache Tika": tika(chosen.tika)} if chosen.tika else {})
    print(time.strftime("%Y-%m-%d"), platform.machine(), platform.python_version(), file=sys.stderr)
    with tempfile.TemporaryDirectory() as scratch:
        table("Text alone", corpus(Path(scratch), files=chosen.files, tables=False), readers)
        table("A table on a third of the pages", corpus(Path(scratch), files=chosen.files, tables=True), readers)
        long = long_file(Path(scratch) / "long.pdf", 200)
        print("\nOne file of 200 pages\n")
        for name in ("karar (text, tables, places)", "pdfium bare", "pdfplumber"):
            outcome = measured(READERS[name], [long])
            if isinstance(outcome, Outcome):
                print(f"{name}: {200 / outcome.cpu:.0f} pages per CPU s, peak {outcome.peak // 1024} MB", flush=True)


if __name__ == "__main__":
    main()
