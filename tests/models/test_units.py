"""The same unit of the same municipality is one thing, whatever its spelling."""

import pytest

from models.units import Unit, unit_id, units_of

CITY = "Ankara Büyükşehir Belediyesi"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("İmar ve Şehircilik Dairesi Başkanlığı", "İMAR VE ŞEHİRCİLİK DAİRE BAŞKANLIĞI"),
        ("Emlak ve İstimlak Müdürlüğü", "Emlak İstimlak Müdürlüğü"),
        ("Eğitim, Kültür ve Spor Komisyonu", "Eğitim Kültür ve Spor Komisyonu"),
        ("Plan ve Bütçe Komisyonu", "Plan-Bütçe Komisyonu"),
        ("Esnaf ve Sanatkârlar Komisyonu", "Esnaf ve Sanatkarlar Komisyonu"),
    ],
)
def test_spellings_of_one_unit_share_its_id(one: str, other: str) -> None:
    assert unit_id(CITY, one) == unit_id(CITY, other)


def test_units_of_other_names_or_other_municipalities_stay_apart() -> None:
    ids = {
        unit_id(CITY, "Fen İşleri Müdürlüğü"),
        unit_id(CITY, "Fen İşleri Dairesi Başkanlığı"),
        unit_id("Çankaya Belediyesi", "Fen İşleri Müdürlüğü"),
    }

    assert len(ids) == 3


def test_a_decision_names_each_unit_once_with_its_municipality() -> None:
    units = units_of(
        "Çankaya Belediyesi", ("Emlak ve İstimlak Müdürlüğü", "Emlak İstimlak Müdürlüğü"), ("Hukuk Komisyonu",)
    )

    assert units == (
        Unit("cankaya-belediyesi/emlak-istimlak-mudurlugu", "Emlak ve İstimlak Müdürlüğü", "department", "cankaya-belediyesi"),
        Unit("cankaya-belediyesi/hukuk-komisyonu", "Hukuk Komisyonu", "committee", "cankaya-belediyesi"),
    )  # fmt: skip


def test_units_of_an_unknown_municipality_have_no_id() -> None:
    assert units_of(None, ("Fen İşleri Müdürlüğü",), ()) == ()
