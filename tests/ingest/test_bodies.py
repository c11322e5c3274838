"""Whose decisions a text holds: the body that meets, not one that is only quoted."""

import pytest

from ingest.split import split

ROWS = [
    ("T.C.\nSAFRANBOLU BELEDİYE BAŞKANLIĞI\nYazı İşleri Müdürlüğü", "Safranbolu Belediyesi"),
    ("KADİRLİ BELEDİYE MECLİSİ 2018/44 NOLU KARARI (07.05.2018)", "Kadirli Belediyesi"),
    ("TURGUTLU BELEDİYE MECLİSİNİN 06.03.2024 TARİHLİ BİRLEŞİMİNE AİT TUTANAKTIR", "Turgutlu Belediyesi"),
    ("ORTACA BELEDİYE MECLİSİNİN 07/06/2011 TARİHLİ VE 58 SAYILI KARARI\n\nKONU: Park", "Ortaca Belediyesi"),
    ("Niksar Belediye Meclisinin 14.5.1993 tarihli içtimaında ittihaz olunan 12 numaralı karardır.", "Niksar Belediyesi"),
    ("saimbeyli belediye meclisi\nkarar no 9", "Saimbeyli Belediyesi"),
    ("SAIMBEYLI BELEDIYE MECLISI\nKARAR NO 27", "Saimbeyli Belediyesi"),
    ("GÜZELÇAMLI BELEDİYE MECLİSİ KARARI", "Güzelçamlı Belediyesi"),
    ("T.C.\nANKARA BÜYÜKŞEHİR BELEDİYE BAŞKANLIĞI", "Ankara Büyükşehir Belediyesi"),
    ("T.C.\nMARDİN İLİ KIZILTEPE İLÇESİ\nBELEDİYE BAŞKANLIĞI", "Kızıltepe Belediyesi"),
    ("T.C.\nAKÇAKENT BELDE BELEDİYESİ\nMECLİS KARARLARI", "Akçakent Belediyesi"),
    ("T.C.\nÇANKIRI İL ÖZEL İDARESİ\nİL GENEL MECLİSİ", "Çankırı İl Özel İdaresi"),
    ("NİĞDE İL GENEL MECLİSİ\n2023 YILI ŞUBAT AYI KARARLARI", "Niğde İl Özel İdaresi"),
    ("YUKARI FIRAT BELEDİYELER BİRLİĞİ\nBİRLİK MECLİSİ TUTANAĞI\nAğın Belediyesinin başvurusu", "Yukarı Fırat Belediyeler Birliği"),
    ("KARAR NO: 2018/3-18\nÇarşamba Belediye Meclisinin 05.02.2018 tarih ve 12 sayılı kararı ile kabul edilen plan", None),
    ("Konu Valiliğe, Büyükşehir Belediyesine ve Belediye Meclisine bildirildi.", None),
    ("SALİHLİ BELEDİYE MECLİSİ KARARI\nTARİHİ KENTLER BİRLİĞİ\nüyeliği görüşüldü.", "Salihli Belediyesi"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "body"), ROWS, ids=[row[0][:40] for row in ROWS])
def test_a_text_names_the_body_that_meets(text: str, body: str | None) -> None:
    assert split(text + "\nTeklifin kabulüne oybirliği ile karar verildi.").municipality == body
