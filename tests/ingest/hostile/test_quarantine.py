"""A file that takes three reader processes with it is set aside, whole; what came with it is read all the same."""

from pathlib import Path

import pytest

from archive import Archive
from archive.settings import ArchiveSettings
from ingest.readers.pool import ReaderPool
from ingest.receive import Receiver
from ingest.settings import IngestSettings
from ingest.work import Worker
from tests.ingest.hostile.files import page_of

# Letters enough to keep pdfium busy for longer than the reader may take here.
SLOW = page_of(b"BT /F 1 Tf 1 0 0 1 9 9 Tm " + (b"(" + b"a" * 30_000 + b") Tj ") * 600 + b"ET")
GOOD = "Karar No: 412\nTeklifin kabulüne oybirliği ile karar verildi.\n".encode()


@pytest.mark.full
def test_three_killed_readers_set_a_file_aside(tmp_path: Path) -> None:
    settings = IngestSettings(readers=1, reader_wall_seconds=1)
    with Archive.open(ArchiveSettings(data_dir=tmp_path, min_free_mb=0)) as archive, ReaderPool(settings) as pool:
        receiver = Receiver(archive, settings)
        slow = receiver.receive("slow.pdf", [SLOW], "test")[0].sha256
        good = receiver.receive("412.txt", [GOOD], "test")[0].sha256
        with Worker(archive, pool, settings) as worker:
            while worker.run_once():
                pass
        set_aside = archive.catalogue.document(slow)

        assert set_aside.state == "quarantined"
        assert set_aside.details == {"crashes": 3, "reason": "reader_timeout"}
        assert archive.originals.path(slow).read_bytes() == SLOW
        assert archive.catalogue.document(good).state == "understood"
