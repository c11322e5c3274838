"""Fill a catalogue with generated resolutions, so that the command an operator uses can be timed.

    python -m benchmarks.search_catalogue FOLDER --count 1000000
    KARAR_DATA_DIR=FOLDER bin/karar index rebuild

Rows are written straight into the tables of an SQLite catalogue, ten resolutions to a file, as taking in and reading
would have left them; there are no originals. Goes on where it stopped.
"""

import argparse
from pathlib import Path

from sqlalchemy import func, insert, select

from archive import packing
from archive.catalogue import Catalogue
from archive.database import Database, utc_now
from archive.settings import ArchiveSettings
from archive.tables import documents, resolution_versions, resolutions
from benchmarks.search_corpus import Corpus

_PART = 5000
_OF_A_FILE = 10


def fill(catalogue: Catalogue, count: int) -> None:
    """Bring a catalogue to `count` resolutions."""
    corpus = Corpus()
    with catalogue.database.reading() as connection:
        there = connection.scalar(select(func.count()).select_from(resolutions)) or 0
    for first in range(there, count, _PART):
        now = utc_now()
        records = [corpus.record(number) for number in range(first, min(first + _PART, count))]
        files = {number // _OF_A_FILE: f"{number // _OF_A_FILE:064x}" for number in range(first, first + len(records))}
        with catalogue.database.writing() as connection:
            connection.execute(
                insert(documents),
                [
                    {
                        "sha256": sha256, "name": "karar.pdf", "size": 1, "received": now, "state": "indexed", "changed": now,
                        "visibility": "public", "kind": "resolution",
                        "municipality": records[number * _OF_A_FILE - first].municipality,
                    }
                    for number, sha256 in files.items()
                ],
            )  # fmt: skip
            connection.execute(
                insert(resolutions),
                [
                    {
                        "id": one.id, "sha256": files[number // _OF_A_FILE], "ordinal": number % _OF_A_FILE + 1, "page": 1,
                        "version": 1, "visibility": one.visibility, "current": 1, "number": one.decision.number,
                        "meeting_date": one.decision.meeting_date, "changed": now,
                    }
                    for number, one in enumerate(records, first)
                ],
            )  # fmt: skip
            connection.execute(
                insert(resolution_versions),
                [
                    {"id": one.id, "version": 1, "decision": packing.pack(one.decision), "cause": "reading", "at": now}
                    for one in records
                ],
            )
        print(f"{first + len(records):>9,}", flush=True)


def main() -> None:
    """Fill what is named on the command line."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("folder", type=Path)
    options.add_argument("--count", type=int, default=10_000)
    asked = options.parse_args()
    database = Database(ArchiveSettings(data_dir=asked.folder))
    fill(Catalogue(database), asked.count)
    database.close()


if __name__ == "__main__":
    main()
