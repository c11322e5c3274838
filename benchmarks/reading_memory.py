"""What a reader process takes: time to start, and memory for each kind of file.

Every file is read by a fresh process, confined as in the product; its highest memory and that of the programs it starts
(Tesseract, LibreOffice) are told apart. Run: ``python -m benchmarks.reading_memory``.
"""

import resource
import sys
import tempfile
import threading
import time
from pathlib import Path

import psutil

from benchmarks.reading_corpus import corpus, long_file
from ingest.readers import protocol
from ingest.readers.limits import Limits
from ingest.readers.process import ReaderProcess

SAMPLES = Path(__file__).parents[1] / "samples" / "formats"
_STARTS = 8


class Watch:
    """Notes the highest memory of a process's descendants until it is stopped."""

    def __init__(self, pid: int) -> None:
        self.reader = self.programs = 0
        self._root = psutil.Process(pid)
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._run)
        self._thread.start()

    def stop(self) -> None:
        self._over.set()
        self._thread.join()

    def _run(self) -> None:
        while not self._over.is_set():
            reader, programs = 0, 0
            for process in (self._root, *self._root.children(recursive=True)):
                try:
                    name = " ".join(process.cmdline())
                    if "bwrap" in name.split(" ", 1)[0]:
                        continue
                    peak = _peak(process.pid)
                except (psutil.Error, OSError):
                    continue
                if "ingest.readers.child" in name:
                    reader = max(reader, peak)
                else:
                    programs += peak
            self.reader, self.programs = max(self.reader, reader), max(self.programs, programs)
            self._over.wait(0.02)


def _peak(pid: int) -> int:
    for line in Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith("VmHWM:"):
            return int(line.split()[1])
    return 0


def started() -> tuple[ReaderProcess, float, float]:
    """Give a fresh reader process, and the seconds by the clock and of the processor that its start took."""
    before, spent = time.perf_counter(), _cpu()
    process = ReaderProcess(Limits(), Path(tempfile.mkdtemp()))
    wall = time.perf_counter() - before
    tree = psutil.Process(process._process.pid)  # noqa: SLF001 - only its number
    times = [one.cpu_times() for one in (tree, *tree.children(recursive=True))]
    return process, wall, _cpu() - spent + sum(one.user + one.system for one in times)


def _cpu() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def main() -> None:
    walls, cpus = [], []
    for _ in range(_STARTS):
        process, wall, cpu = started()
        walls.append(wall)
        cpus.append(cpu)
        isolation = process.isolation
        process.kill()
    print(time.strftime("%Y-%m-%d"), f"load {psutil.getloadavg()[0]:.1f}", file=sys.stderr)
    print(f"Isolation: {isolation}\n")
    print(f"Start of a reader process: {min(walls):.2f} to {max(walls):.2f} s by the clock, {min(cpus):.2f} s of CPU\n")
    print("| file | reader MB | programs MB | CPU s |\n| --- | --- | --- | --- |")
    with tempfile.TemporaryDirectory() as scratch:
        long = long_file(Path(scratch) / "200 pages.pdf", 200)
        tables = corpus(Path(scratch), files=1, tables=True)
        files = [
            ("nothing", None),
            ("pdf, 200 pages", long),
            *((f"pdf with a table, {m.producer}", m.path) for m in tables),
        ]
        files += [
            (path.name, path) for path in sorted(SAMPLES.iterdir()) if path.suffix not in {".expected", ".py", ".md"}
        ]
        for name, path in files:
            process, _, _ = started()
            watch = Watch(process._process.pid)  # noqa: SLF001 - as above
            end = ""
            if path is not None:
                reply = process.ask(protocol.Read(path="", name=path.name), path, Limits(), None)
                end = f" ({reply.code})" if isinstance(reply, protocol.Refused) else ""
            time.sleep(0.1)
            watch.stop()
            tree = psutil.Process(process._process.pid)  # noqa: SLF001 - as above
            spent = sum(sum(one.cpu_times()) for one in (tree, *tree.children(recursive=True)))
            process.kill()
            print(
                f"| {name}{end} | {watch.reader / 1024:.0f} | {watch.programs / 1024:.0f} | {spent:.2f} |", flush=True
            )


if __name__ == "__main__":
    main()
