"""How every hostile and broken file ends: counts per code, as ``docs/promises.md`` gives them.

Run: ``python -m benchmarks.reading_robustness``. A file that ends otherwise than it must is named on standard error.
"""

import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

from ingest.readers.pool import LOST, ReaderPool
from ingest.settings import IngestSettings
from tests.ingest.hostile.ends import end_of
from tests.ingest.hostile.files import crafted, found, mutated
from tests.ingest.hostile.pdf_attacks import attacks


def main() -> None:
    groups = {"crafted": [*crafted(), *attacks()], "found by fuzzing": found(), "mutated": list(mutated())}
    ends: Counter[str] = Counter()
    slowest = (0.0, "")
    with tempfile.TemporaryDirectory() as folder, ReaderPool(IngestSettings(readers=1)) as pool:
        for group in groups.values():
            for case in group:
                before = time.monotonic()
                end = end_of(pool, case, Path(folder))
                ends[end] += 1
                slowest = max(slowest, (time.monotonic() - before, case.name[:40]))
                if end in LOST or (case.ends != {"*"} and end not in case.ends):
                    print(f"{case.name!r}: {end}", file=sys.stderr)
        isolation = pool.isolation()
    counts = ", ".join(f"{len(group)} {name}" for name, group in groups.items())
    print(f"{ends.total()} files ({counts}); reader processes lost: {sum(ends[code] for code in LOST)};")
    print(
        f"slowest {slowest[0]:.1f} s ({slowest[1]}). Isolation: {isolation}\n\n| how it ends | files |\n| --- | --- |"
    )
    alike: dict[int, list[str]] = {}
    for code, count in ends.items():
        alike.setdefault(count, []).append("text (read)" if code == "text" else code)
    for count, codes in sorted(alike.items(), reverse=True):
        print(f"| {', '.join(sorted(codes))} | {count}{' each' if len(codes) > 1 else ''} |")


if __name__ == "__main__":
    main()
