"""Exports hold every hit once, say what was asked, and run nothing in a spreadsheet."""

import csv
import io
import json
import zipfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from xml.etree import ElementTree as ET

import msgspec
import pytest

from archive.index import Put
from archive.index.tantivy_engine import TantivyIndex
from models.errors import UnclearQuery
from models.resolution import ResolutionRecord
from search_api.exports import MEDIA_TYPES, export
from search_api.exports.workbook import workbook
from search_api.find import SearchRequest
from tests.archive.index.conftest import record

PUBLIC = frozenset({"public"})


class Shelf:
    def __init__(self, records: Sequence[ResolutionRecord]) -> None:
        self.kept = {one.id: one for one in records}

    def records(self, ids: Sequence[str]) -> dict[str, ResolutionRecord]:
        return {one: self.kept[one] for one in ids if one in self.kept}


@pytest.fixture
def house(tmp_path: Path) -> Iterator[tuple[TantivyIndex, Shelf]]:
    records = [record(f"r{n:04}", f"imar kararı {n}", number=f"2024/{n}") for n in range(1200)]
    records.append(msgspec.structs.replace(record("evil", "imar"), file="=cmd|' /C calc'!A0"))
    records.append(record("hidden", "imar", visibility="restricted"))
    index = TantivyIndex(tmp_path / "index")
    index.apply([Put(one) for one in records])
    yield index, Shelf(records)
    index.close()


def taken(house: tuple[TantivyIndex, Shelf], form: str, q: str = "imar") -> bytes:
    return b"".join(export(*house, SearchRequest(q=q), PUBLIC, form))


def test_csv_holds_every_visible_hit_once_and_what_was_asked(house: tuple[TantivyIndex, Shelf]) -> None:
    lines = list(csv.reader(io.StringIO(taken(house, "csv").decode("utf-8-sig"))))
    assert lines[0] == ["# query", "imar"]
    assert ["# total", "1201"] in lines
    rows = lines[6:]
    assert len(rows) == len({row[0] for row in rows}) == 1201


def test_no_cell_is_a_formula(house: tuple[TantivyIndex, Shelf]) -> None:
    assert "'=cmd|" in taken(house, "csv").decode()
    sheet = zipfile.ZipFile(io.BytesIO(taken(house, "xlsx"))).read("xl/worksheets/sheet1.xml")
    assert b"<f>" not in sheet
    assert sheet.count(b"<row ") == 1201 + 6


def test_json_lines_begin_with_what_was_asked(house: tuple[TantivyIndex, Shelf]) -> None:
    lines = [json.loads(line) for line in taken(house, "jsonl").splitlines()]
    assert lines[0]["about"]["query"] == "imar"
    assert len(lines) == 1202
    assert lines[1]["url"].startswith("/resolutions/")


def test_a_workbook_is_sound_and_full_sheets_are_followed_by_others() -> None:
    cells = [[f"<{row}> & \x00 \ud800 =1+1", "ş" * 40_000, " iki  boşluk\n"] for row in range(5)]
    file = zipfile.ZipFile(io.BytesIO(b"".join(workbook(iter(cells), "Karar & <b>", 2))))
    assert file.testzip() is None
    assert file.namelist()[0] == "[Content_Types].xml"
    sheets = [ET.fromstring(file.read(f"xl/worksheets/sheet{number}.xml")) for number in (1, 2, 3)]
    texts = [["".join(cell.itertext()) for cell in row] for sheet in sheets for row in sheet[0]]
    assert [row[0] for row in texts] == [f"<{row}> & \ufffd \ufffd =1+1" for row in range(5)]
    assert {len(row[1]) for row in texts} == {32_000}
    assert {row[2] for row in texts} == {" iki  boşluk\n"}
    names = [sheet.get("name") for sheet in ET.fromstring(file.read("xl/workbook.xml"))[0]]
    assert names == ["Karar & <b>", "Karar & <b> 2", "Karar & <b> 3"]


def test_a_workbook_of_no_rows_has_a_sheet() -> None:
    file = zipfile.ZipFile(io.BytesIO(b"".join(workbook(iter([]), "Karar"))))
    assert "xl/worksheets/sheet1.xml" in file.namelist()


@pytest.mark.parametrize("form", sorted(MEDIA_TYPES))
def test_an_export_begins_before_the_last_hit_is_read(house: tuple[TantivyIndex, Shelf], form: str) -> None:
    index, shelf = house
    asked: list[int] = []

    class Watched(Shelf):
        def records(self, ids: Sequence[str]) -> dict[str, ResolutionRecord]:
            asked.append(len(ids))
            return {one: msgspec.structs.replace(shelf.kept[one], file="x" * 2000 + one) for one in ids}

    pieces = export(index, Watched([]), SearchRequest(q="imar"), PUBLIC, form)
    first = next(pieces)
    assert len(asked) < 3
    assert len(first) < len(first + b"".join(pieces))


@pytest.mark.parametrize("form", sorted(MEDIA_TYPES))
def test_a_query_that_asks_for_nothing_is_refused_before_the_first_byte(
    house: tuple[TantivyIndex, Shelf], form: str
) -> None:
    with pytest.raises(UnclearQuery):
        export(*house, SearchRequest(q="-park"), PUBLIC, form)
