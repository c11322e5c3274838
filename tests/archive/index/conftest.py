"""Small records for the index, and an embedded index holding them."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from archive.index import Put
from archive.index.tantivy_engine import TantivyIndex
from models.resolution import Decision, Kind, Manner, Option, Outcome, Position, ResolutionRecord

Maker = Callable[..., ResolutionRecord]


def record(
    identity: str,
    text: str,
    *,
    version: int = 1,
    visibility: str = "public",
    outcome: Outcome = Outcome.ADOPTED,
    date: str | None = "2024-05-07",
    number: str | None = None,
    against: tuple[str, ...] = (),
    departments: tuple[str, ...] = (),
    municipality: str | None = "Örnek Belediyesi",
) -> ResolutionRecord:
    """Give a resolution with what a test needs said."""
    return ResolutionRecord(
        id=identity,
        version=version,
        visibility=visibility,
        sha256="0" * 64,
        file="karar.pdf",
        kind=Kind.RESOLUTION,
        municipality=municipality,
        ordinal=0,
        page=1,
        received="2026-01-01",
        decision=Decision(
            start=0,
            end=len(text),
            text=text,
            number=number,
            meeting_date=date,
            outcome=outcome,
            manner=Manner.MAJORITY if against else Manner.UNANIMOUS,
            positions=tuple(Position(group, "group", Option.AGAINST) for group in against),
            departments=departments,
        ),
    )


RECORDS = (
    record("a", "Su tarifesinin belirlenmesi kabul edildi.", number="2024/12", departments=("FEN İŞLERİ MÜDÜRLÜĞÜ",)),
    record("b", "Şu parkın adı değiştirildi.", outcome=Outcome.REJECTED, against=("MHP",), date="2023-01-05"),
    record("c", "İmar planı değişikliği reddedildi.", outcome=Outcome.REJECTED, against=("MHP", "CHP"), number="13"),
    record("d", "Açık yönetimin güçlendirilmesi.", departments=("Fen İşleri Müdürlüğü", "Park ve Bahçeler Müdürlüğü")),
    record("e", "Gizli imar dosyası.", visibility="restricted"),
    record("f", "Tarihi belli olmayan imar kararı.", date=None),
)


@pytest.fixture
def make() -> Maker:
    return record


@pytest.fixture
def index(tmp_path: Path) -> Iterator[TantivyIndex]:
    opened = TantivyIndex(tmp_path / "index")
    opened.apply([Put(one) for one in RECORDS], 6)
    yield opened
    opened.close()
