"""Every province and district of Turkey is read with its own letters, in capitals and with suffixes."""

import pytest

from models.language.data_files import rows_of
from models.language.passage import Passage
from models.language.places import find_places
from models.turkish.casing import upper

PROVINCES = [(row[0], row[1].split(", ")) for row in rows_of("provinces.tsv")]
IN_PROVINCES = ["{} İli sınırlarında", "{} ilinin talebi", "Toplantının {} İlinde yapılması", "{} ilindeki tesisler", "{} İline bağlı", "{} ili genelinde", "{} İlinden gelen heyet"]  # fmt: skip
IN_DISTRICTS = ["{} İlçesi merkezinde", "{} İlçesinin talebi", "Konunun {} ilçesinde görüşülmesi", "{} ilçesindeki köyler", "{} İlçesine bağlı", "{} ilçesinden gelen yazı"]  # fmt: skip
WAYS = {"as spelled": str, "in capitals": upper, "with wide spaces": lambda text: text.replace(" ", "  ")}


def _read(text: str) -> list[tuple[str, str]]:
    return [(place.value["kind"], place.value["name"]) for place in find_places(Passage(text))]


def test_the_lists_hold_all_provinces_and_districts() -> None:
    assert (len(PROVINCES), sum(len(districts) for _, districts in PROVINCES)) == (81, 973)


@pytest.mark.full
@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("kind", ["il", "ilce"])
def test_every_name_is_read_with_every_suffix(kind: str, way: str) -> None:
    frames = IN_PROVINCES if kind == "il" else IN_DISTRICTS
    names = [province for province, _ in PROVINCES] if kind == "il" else [d for _, many in PROVINCES for d in many]
    texts = [(name, WAYS[way](frame.format(name))) for name in names for frame in frames]

    assert [text for name, text in texts if _read(text) != [(kind, name)]] == []


@pytest.mark.full
def test_a_district_is_read_behind_its_province() -> None:
    pairs = [(province, district) for province, many in PROVINCES for district in many]
    texts = [(p, d, upper(f"{p} ili {d} ilçesi yeni mahallesi")) for p, d in pairs]

    wrong = [text for p, d, text in texts if _read(text)[:2] != [("il", p), ("ilce", d)]]

    assert wrong == []
