"""An archive of its own for each test, on SQLite and on the real PostgreSQL; and small readings to keep in it."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from archive import Archive
from archive.intake import Accepted, Arrival
from archive.jobs import Job
from archive.results import Understood
from archive.settings import ArchiveSettings
from models.document import Document, Page
from models.resolution import Decision, Fact, Kind, Outcome, Reading

Keep = Callable[..., Accepted]


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def settings(request: pytest.FixtureRequest, tmp_path: Path) -> ArchiveSettings:
    url = request.getfixturevalue("postgres_url") if request.param == "postgresql" else None
    return ArchiveSettings(data_dir=tmp_path / "data", database_url=url, min_free_mb=0)


@pytest.fixture
def archive(settings: ArchiveSettings) -> Iterator[Archive]:
    with Archive.open(settings) as archive:
        yield archive


@pytest.fixture
def keep(archive: Archive) -> Keep:
    """Keep bytes as a file, all the way to the answer."""

    def keep(content: bytes, name: str = "karar.txt", source: str = "clerk", batch: str | None = None) -> Accepted:
        kept = archive.originals.keep([content], 1 << 20)
        return archive.catalogue.accept([Arrival(name, kept.sha256, kept.size)], source, batch=batch)[0]

    return keep


def understood(job: Job, *numbers: str, outcome: Outcome = Outcome.ADOPTED, model: str = "trm@1") -> Understood:
    """Give a reading of a file that holds one resolution per number."""
    lines = [f"Karar No: {number} Teklif oybirliği ile kabul edildi.\n" for number in numbers]
    text, start, decisions = "".join(lines), 0, []
    for number, line in zip(numbers, lines, strict=True):
        at = start + line.index("kabul")
        fact = Fact("outcome", outcome.value, at, at + 5, 1, "kabul", "outcome.test@1", 0.9)
        end = start + len(line)
        decisions.append(Decision(number=number, start=start, end=end, text=line, outcome=outcome, facts=(fact,)))
        start = end
    document = Document(format="txt", text=text, pages=(Page(1, 0, len(text)),), reader="txt@1")
    reading = Reading(kind=Kind.RESOLUTION, municipality="Örnek", decisions=tuple(decisions), version=model)
    return Understood(job, document, reading)
