"""Fuzz what every file meets before its reader: the telling of its kind, and the unpacking of a ZIP batch.

An input's first byte chooses the name's ending, the rest is the file. Anything but a kind, a member or a foreseen code is
a finding, and so is a member whose name could be a path.

Run, in an environment that also has atheris: ``python tests/ingest/fuzz/fuzz_doors.py CORPUS -max_total_time=1800
-timeout=60 -rss_limit_mb=2500``. An empty CORPUS is filled from the project's own samples. What it finds becomes a file in
``tests/ingest/hostile/found``.
"""

import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

import atheris

HOUSE = Path(__file__).parents[3]
sys.path.insert(0, str(HOUSE))
with atheris.instrument_imports(include=["ingest", "zipfile"]):
    from ingest.readers import kinds, unpack
    from ingest.readers.limits import Limits
    from models.errors import UnreadableFile, wordings
    from tests.ingest.hostile.files import pdf, zipped

LIMITS = Limits(zip_bytes=8 << 20)
ENDINGS = ("pdf", "docx", "doc", "odt", "rtf", "txt", "html", "udf", "eyp", "tif", "zip", "")
FILE = Path(tempfile.mkdtemp()) / "file"


def one(data: bytes) -> None:
    if not data:
        return
    name = f"file.{ENDINGS[data[0] % len(ENDINGS)]}"
    FILE.write_bytes(data[1:])
    _foreseen(lambda: kinds.detect(FILE, name, LIMITS))
    _foreseen(lambda: _unpack(name))


def _foreseen(work: Callable[[], object]) -> None:
    try:
        work()
    except UnreadableFile as error:
        if error.code not in wordings():
            raise AssertionError from error


def _unpack(name: str) -> None:
    for member in unpack.members(FILE, name, LIMITS):
        assert not set(member.name) & set("/\\\0"), member.name
        _foreseen(lambda chunks=member.chunks: sum(map(len, chunks())))


def _seeds() -> dict[str, bytes]:
    batch = zipped({"a.txt": b"Karar", "b/c.pdf": pdf(1)[:900], "../d.docx": b"PK"})
    found = {"batch": b"\x0a" + batch, "nested": b"\x0a" + zipped({"x.zip": batch, "y.txt": b"a" * 5000})}
    endings = {ending: bytes([number]) for number, ending in enumerate(ENDINGS)}
    for path in sorted((HOUSE / "samples" / "formats").iterdir()):
        if path.is_file() and path.stat().st_size < 60_000:
            found[path.name] = endings.get(path.suffix[1:], b"\x0b") + path.read_bytes()
    return found


def main() -> None:
    for argument in sys.argv[1:]:
        folder = Path(argument)
        if folder.is_dir() and not any(folder.iterdir()):
            for name, content in _seeds().items():
                (folder / name).write_bytes(content)
    atheris.Setup(sys.argv, one)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
