"""Fuzz the readers' seam with atheris: a crash, a hang or an answer that is neither text nor a stable code is a finding.

Run, in an environment that also has atheris: ``python tests/ingest/fuzz/fuzz_readers.py CORPUS -max_total_time=1800
-timeout=60 -rss_limit_mb=2500``. Without seeds in CORPUS it begins with the good files of ``tests/ingest/hostile``. What
it finds becomes a case in ``tests/ingest/hostile/files.py``.
"""

import sys
import tempfile
from pathlib import Path

import atheris

sys.path.insert(0, str(Path(__file__).parents[3]))
with atheris.instrument_imports(include=["ingest"]):
    from ingest.readers import child, docx, html, kinds, odt, pdf, pdf_rescue, protocol, txt, udf, unpack  # noqa: F401
    from ingest.readers.limits import Limits
from models.errors import UnreadableFile, wordings
from tests.ingest.hostile.files import pdf as good_pdf
from tests.ingest.hostile.files import word as good_word

LIMITS = Limits()
ENDINGS = ("pdf", "docx", "txt", "html", "odt", "udf", "eyp", "zip")
FILE = Path(tempfile.mkdtemp()) / "file"


def one(data: bytes) -> None:
    if len(data) < 2:
        return
    name = f"file.{ENDINGS[data[0] % len(ENDINGS)]}"
    FILE.write_bytes(data[1:])
    if name.endswith(".zip"):
        try:
            for member in unpack.members(FILE, name, LIMITS):
                for _ in member.chunks():
                    pass
        except UnreadableFile:
            return
        return
    reply = child.answer(protocol.Read(path=str(FILE), name=name), LIMITS)
    if isinstance(reply, protocol.Refused):
        assert reply.code in wordings(), reply
        return
    assert isinstance(reply, protocol.Text)
    document = reply.document
    assert document.text.strip() or any(page.source == "waiting" for page in document.pages)
    for page in document.pages:
        assert 0 <= page.start <= page.end <= len(document.text)
        for run in page.runs:
            assert page.start <= run.start <= run.start + run.length <= page.end


def main() -> None:
    for argument in sys.argv[1:]:
        folder = Path(argument)
        if folder.is_dir() and not any(folder.iterdir()):
            (folder / "pdf").write_bytes(b"\x00" + good_pdf(1))
            (folder / "docx").write_bytes(b"\x01" + good_word())
            (folder / "txt").write_bytes(b"\x02" + "Meclis kararı: oybirliği".encode())
            (folder / "html").write_bytes(b"\x03<!doctype html><p>Meclis karar")
    atheris.Setup(sys.argv, one)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
