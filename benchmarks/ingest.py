"""How many files per CPU second go from the door into the index, facts included; and what memory that takes.

The samples are taken over and over, each copy made different by bytes that no reader shows, until there are enough.
CPU time is that of this process and of all reader processes together, start-up apart; the peer that reads PDF and Word
into Elasticsearch, FSCrawler, does 31 to 60 such files per CPU second without one fact.

    python -m benchmarks.ingest [--files 400] [--profile]
"""

import argparse
import cProfile
import io
import pstats
import resource
import tempfile
import time
import zipfile
from collections.abc import Iterator
from pathlib import Path

from archive import Archive
from archive.index.tantivy_engine import TantivyIndex
from archive.relay import Relay
from archive.settings import ArchiveSettings
from ingest.readers.pool import ReaderPool
from ingest.receive import Receiver
from ingest.settings import IngestSettings
from ingest.work import Worker

SAMPLES = Path(__file__).parent.parent / "samples"
FIRST_GOAL, PEER = 15, 31


def copies(wanted: int) -> Iterator[tuple[str, bytes]]:
    """Give that many files, no two of the same bytes."""
    paths = sorted(path for path in SAMPLES.iterdir() if path.suffix in {".pdf", ".docx"})
    for number in range(wanted):
        path = paths[number % len(paths)]
        mark = f"copy {number // len(paths)}"
        content = path.read_bytes()
        yield (
            f"{mark} {path.name}",
            (content + f"\n% {mark}\n".encode() if path.suffix == ".pdf" else _zip(content, mark)),
        )


def _zip(content: bytes, mark: str) -> bytes:
    changed = io.BytesIO(content)
    with zipfile.ZipFile(changed, "a") as package:
        package.comment = mark.encode()
    return changed.getvalue()


def cpu_seconds() -> float:
    """Give the CPU time of this process and of its children, those still running included."""
    own = time.process_time()
    return own + sum(_of_process(child) for child in _children()) + _ended_children()


def _children() -> list[int]:
    tasks = Path("/proc/self/task").iterdir()
    return [int(child) for task in tasks for child in (task / "children").read_text().split()]


def _of_process(process: int) -> float:
    fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    ticks = sum(int(field) for field in fields[11:15])  # its own and that of its ended children
    return ticks / 100 + sum(
        _of_process(int(child))
        for task in Path(f"/proc/{process}/task").iterdir()
        for child in (task / "children").read_text().split()
    )


def _ended_children() -> float:
    ended = resource.getrusage(resource.RUSAGE_CHILDREN)
    return ended.ru_utime + ended.ru_stime


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--files", type=int, default=400)
    parser.add_argument("--profile", action="store_true", help="print where this process spends its time")
    wanted = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        measure(Path(folder), wanted.files, profile=wanted.profile)


def measure(folder: Path, files: int, *, profile: bool) -> None:
    settings = IngestSettings(publish="on_intake")
    given = list(copies(files + 2))
    with (
        Archive.open(ArchiveSettings(data_dir=folder, min_free_mb=0)) as archive,
        ReaderPool(settings) as pool,
        Worker(archive, pool, settings) as worker,
    ):
        index = TantivyIndex(folder / "index", 64_000_000)
        receiver, relay = Receiver(archive, settings), Relay(archive.catalogue, index)
        for name, content in given[files:]:  # everything is loaded and warm before the clock starts
            receiver.receive(name, [content], "warm-up")
        while worker.run_once():
            relay.run_once()
        clock, cpu = time.monotonic(), cpu_seconds()
        for name, content in given[:files]:
            receiver.receive(name, [content], "benchmark")
        received = cpu_seconds()
        profiler = cProfile.Profile()
        if profile:
            profiler.enable()
        while worker.run_once():
            relay.run_once()
        while relay.run_once():
            pass
        profiler.disable()
        spent, seconds = cpu_seconds() - cpu, time.monotonic() - clock
        states, status = archive.catalogue.conservation(), index.status()
        index.close()
    if states.states["indexed"] != files + 2 or states.faults:
        raise SystemExit(f"not all files reached the index: {states}")
    rate = files / spent
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    child = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    for label, value in (
        ("files", f"{files}, {status.documents} resolutions"),
        ("files per CPU second", f"{rate:.1f}"),
        ("  against the first goal", f"{rate / FIRST_GOAL:.2f} x {FIRST_GOAL}"),
        ("  against FSCrawler, no facts", f"{rate / PEER:.2f} x {PEER}"),
        ("CPU seconds, accepting", f"{received - cpu:.2f}"),
        ("CPU seconds, reading to index", f"{spent - (received - cpu):.2f}"),
        ("files per second by the clock", f"{files / seconds:.1f}"),
        ("worker peak memory", f"{peak:.0f} MB (limit 700)"),
        ("largest reader's peak memory", f"{child:.0f} MB"),
    ):
        print(f"{label:<32} {value}")
    if profile:
        pstats.Stats(profiler).sort_stats("cumulative").print_stats(45)
        pstats.Stats(profiler).sort_stats("tottime").print_stats(25)


if __name__ == "__main__":
    main()
