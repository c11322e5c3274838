"""Villages are places too, kept apart from the kinds that the annotated decisions name."""

import pytest

from ingest.flat import to_flat
from ingest.understand import read_text

ROWS = [
    ("Ilgaz İlçesi Yukarıbozan Köyü içme suyu isale hattı", ["Yukarıbozan Köyü"]),
    ("Göynücek ilçesi Gökçeyaka köyü sınırları içinde", ["Gökçeyaka Köyü"]),
    ("Bor İlçesi Balcı Köyü Muhtarlığının talebi", ["Balcı Köyü"]),
    ("Çamardı İlçesi Demirkazık Köyünde 104 ada 61 parsel", ["Demirkazık Köyü"]),
    ("Banaz ilçesi Muratlı köyünün yolu", ["Muratlı Köyü"]),
    ("Çataksu köyü ile Mazgirt ilçesi Akpazar köyünde", ["Çataksu Köyü", "Akpazar Köyü"]),
    ("Aşağı Çamlı ve Yukarı Çamlı köylerinde", ["Aşağı Çamlı Köyü", "Yukarı Çamlı Köyü"]),
    ("SÖĞÜT İLÇESİ KIZILSARAY KÖYÜNÜN MERASI", ["Kızılsaray Köyü"]),
    ("tatil köyü yapılması, köyü terk edenler ve köy yolları", []),
    ("Söğüt ilçesindeki köy okullarının onarımı", []),
]


@pytest.mark.parametrize(("text", "villages"), ROWS, ids=[row[0][:40] for row in ROWS])
def test_a_village_is_a_place(text: str, villages: list[str]) -> None:
    decision = read_text(text)

    assert [place.name for place in decision.places if place.kind == "koy"] == villages
    assert not [place for place in to_flat(decision)["places"] if place["kind"] == "koy"]
