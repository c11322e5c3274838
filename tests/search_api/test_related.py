"""Copies and similar resolutions, all values of a facet, the pages of passages, and when things were decided."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest
from starlette.testclient import TestClient

from archive.index import Put
from archive.index.tantivy_engine import TantivyIndex
from models.errors import NotFound, UnclearQuery
from models.resolution import Parcel, ResolutionRecord
from search_api.find import FacetValue, SearchPage, SearchRequest, copies, facet_values, find, similar
from search_api.language import Language
from search_api.pages.months import histogram
from search_api.parameters import SearchParameters
from tests.archive.index.conftest import record
from tests.search_api.test_find import Shelf

PUBLIC = frozenset({"public"})
WATER = "Su tarifesine yüzde kırk zam yapılması teklifi oybirliği ile kabul edildi."
HIDDEN = msgspec.structs.replace(record("hidden", WATER, number="9"), visibility="restricted")
TWO_PAGES = "Kreş açılması görüşüldü. " * 30 + "Sonunda kütüphane de istendi."


def other_file(one: ResolutionRecord, identity: str) -> ResolutionRecord:
    return msgspec.structs.replace(one, id=identity, file=f"{identity}.docx")


def on(one: ResolutionRecord, ada: str, parsel: str) -> ResolutionRecord:
    return msgspec.structs.replace(
        one, decision=msgspec.structs.replace(one.decision, parcels=(Parcel(ada=ada, parsel=(parsel,)),))
    )


FIRST = record("water", WATER, number="412")
PAGED = record("paged", TWO_PAGES, number="55")
RECORDS = (
    FIRST,
    other_file(FIRST, "watercopy"),
    record("price", "2025 yılı su tarifelerinin ve su zammının görüşülmesi", number="77"),
    record("street", "Lale Sokak adının Çınar Sokak olarak değiştirilmesi", number="78"),
    on(record("plot", "Plan değişikliği", number="79"), "1204", "5"),
    on(record("plot2", "Satışa çıkarılması", number="80"), "1204", "5"),
    HIDDEN,
    msgspec.structs.replace(
        PAGED, page=3, decision=msgspec.structs.replace(PAGED.decision, page_starts=(PAGED.decision.start + 400,))
    ),
    *(record(f"n{n}", f"Numaralı karar {n}", number=f"{n}", departments=(f"Deneme {n} Müdürlüğü",)) for n in range(40)),
    record("rare", "Ender birim", number="900", departments=("Çiçekçilik Müdürlüğü",)),
)


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[TantivyIndex, Shelf]]:
    folder: Path = tmp_path_factory.mktemp("related")
    index = TantivyIndex(folder / "index")
    index.apply([Put(one) for one in RECORDS])
    yield index, Shelf(RECORDS)
    index.close()


House = tuple[TantivyIndex, Shelf]


def search(house: House, q: str = "", **more: Any) -> SearchPage:
    return find(*house, SearchRequest(q=q, language="en", **more), PUBLIC)


def test_a_copy_is_found_and_is_not_called_similar(house: House) -> None:
    assert [one.id for one in copies(*house, [FIRST], PUBLIC)["water"]] == ["watercopy"]
    assert [one.id for one in similar(*house, FIRST, PUBLIC)] == ["price"]


def test_what_may_not_be_seen_is_neither_copy_nor_similar(house: House) -> None:
    assert "hidden" in [one.id for one in similar(*house, FIRST, PUBLIC | {"restricted"})]
    assert "hidden" not in [one.id for one in similar(*house, FIRST, PUBLIC)]


def test_land_makes_resolutions_similar_whatever_their_words(house: House) -> None:
    plot = house[1].kept["plot"]
    assert [one.id for one in similar(*house, plot, PUBLIC)] == ["plot2"]


def test_a_text_that_says_nothing_has_nothing_similar(house: House) -> None:
    assert similar(*house, record("bare", "Teklif oybirliği ile kabul edildi."), PUBLIC) == []


def test_a_grouped_search_shows_copies_once_and_counts_them_all(house: House) -> None:
    plain, grouped = search(house, "su zam", limit=20), search(house, "su zam", limit=20, grouped=True)
    assert plain.total == grouped.total == 3
    assert sorted(hit.id for hit in plain.hits) == ["price", "water", "watercopy"]
    [pair] = [hit for hit in grouped.hits if hit.id != "price"]
    assert {pair.id, *(one.id for one in pair.copies)} == {"water", "watercopy"}
    assert len(grouped.hits) == 2


def test_a_passage_says_on_which_page_it_stands(house: House) -> None:
    [hit] = search(house, "kütüphane").hits
    assert (hit.page, hit.snippet_pages) == (3, (4,))
    [hit] = search(house, "kreş", limit=1).hits
    assert hit.snippet_pages[0] == 3


def test_a_value_is_found_among_many_by_the_beginnings_of_its_words(house: House) -> None:
    def values(holding: str) -> list[str]:
        return [one.value for one in facet_values(house[0], "department", holding, SearchRequest(), PUBLIC)]

    assert values("cicek mud") == ["Çiçekçilik Müdürlüğü"]
    assert len(values("Müdürlüğü")) == 41
    assert values("yok böyle") == []


def test_a_facet_there_is_not_is_said_to_be_missing(house: House) -> None:
    with pytest.raises(NotFound):
        facet_values(house[0], "visibility", "", SearchRequest(), PUBLIC)


@pytest.mark.parametrize("typed", ["abc..", "..x", "1,2,3", "-5", "9" * 40])
def test_an_amount_that_is_none_is_explained(house: House, typed: str) -> None:
    with pytest.raises(UnclearQuery):
        search(house, amount=(typed.lstrip("-") if typed != "-5" else "5-",))


def test_the_columns_of_time_hold_every_hit_and_the_empty_months_between() -> None:
    months = [FacetValue(value, value, count) for value, count in (("202405", 2), ("202408", 4), ("unknown", 9))]
    columns = histogram(SearchParameters(), Language.TURKISH, months)
    assert [(one.label, one.count) for one in columns] == [
        ("Mayıs 2024", 2),
        ("Haziran 2024", 0),
        ("Temmuz 2024", 0),
        ("Ağustos 2024", 4),
    ]
    assert columns[0].href == "/?from=2024-05&to=2024-05"
    assert columns[3].height == 2 * columns[0].height


def test_many_months_become_years() -> None:
    months = [FacetValue(f"{year}06", "", 1) for year in range(2000, 2021, 2)]
    columns = histogram(SearchParameters(), Language.ENGLISH, months)
    assert [one.label for one in columns] == [str(year) for year in range(2000, 2021)]
    assert sum(one.count for one in columns) == len(months)


def test_one_month_alone_needs_no_columns() -> None:
    assert histogram(SearchParameters(), Language.ENGLISH, [FacetValue("202405", "", 7)]) == []


def test_pages_and_api_offer_all_values_and_what_is_similar(visitor: TestClient, ids: dict[str, str]) -> None:
    page = visitor.get("/en/facets/department", params={"in": "dis ili"})
    assert page.status_code == 200
    assert "Dış İlişkiler Dairesi Başkanlığı" in page.text
    assert visitor.get("/facets/none").status_code == 404
    told = visitor.get("/api/v1/facets/department", params={"in": "dis"}).json()
    assert [one["value"] for one in told["values"]] == ["Dış İlişkiler Dairesi Başkanlığı"]
    near = visitor.get(f"/api/v1/resolutions/{ids['412']}/similar")
    assert near.status_code == 200
    assert ids["412"] not in [one["id"] for one in near.json()["resolutions"]]
