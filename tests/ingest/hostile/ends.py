"""How a file ends that no honest program wrote."""

from pathlib import Path

from ingest.readers import unpack
from ingest.readers.limits import Limits
from ingest.readers.pool import ReaderPool
from models.errors import UnreadableFile
from tests.ingest.hostile.files import Case


def end_of(pool: ReaderPool, case: Case, folder: Path) -> str:
    """Have a file read and give the code it ends with; it must be one that has words, and leave the file as it was."""
    path = folder / "original"
    path.write_bytes(case.content)
    try:
        if case.name.endswith(".zip"):
            assert any(b"".join(member.chunks()) for member in unpack.members(path, case.name, Limits()))
            return "text"
        document = pool.read(path, case.name)
    except UnreadableFile as error:
        end, worded = error.code, bool(error.message("tr") and error.message("en"))
    else:
        end, worded = "text", True
        assert document.text.strip() or any(page.source in {"ocr", "waiting"} for page in document.pages)
    assert worded
    assert path.read_bytes() == case.content
    return end
