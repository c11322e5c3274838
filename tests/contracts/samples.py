"""The resolutions of all sample files, as the whole way in reads them, and the queries labelled over them."""

import json
import tempfile
from pathlib import Path

from archive import Archive
from archive.settings import ArchiveSettings
from ingest.readers.pool import ReaderPool
from ingest.receive import Receiver
from ingest.settings import IngestSettings
from ingest.work import Worker
from models.resolution import ResolutionRecord

ROOT = Path(__file__).parents[2]


def sample_resolutions() -> tuple[ResolutionRecord, ...]:
    """Give what is kept of every sample file."""
    settings = IngestSettings(publish="on_intake")
    with (
        tempfile.TemporaryDirectory() as folder,
        Archive.open(ArchiveSettings(data_dir=Path(folder), min_free_mb=0)) as archive,
        ReaderPool(settings) as pool,
        Worker(archive, pool, settings) as worker,
    ):
        receiver = Receiver(archive, settings)
        for path in sorted(path for path in (ROOT / "samples").iterdir() if path.suffix in {".pdf", ".docx"}):
            receiver.receive(path.name, [path.read_bytes()], "test")
        while worker.run_once():
            pass
        return tuple(archive.catalogue.current(None, 10_000))


def labelled_queries() -> list[str]:
    """Give the queries whose right answers are written down."""
    lines = (ROOT / "tests/quality/relevance/queries.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line)["query"] for line in lines]
