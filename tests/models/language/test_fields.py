"""Entities, counts and positions in many notations."""

from typing import Any

import pytest

from ingest.flat import to_flat
from ingest.understand import read_text

CASES: list[tuple[str, str, Any]] = [
    ("laws", "5393 sayılı Kanunun 18 inci maddesinin birinci fıkrasının (ı) bendi", [("5393", "18/1-ı")]),
    ("laws", "5393 sayılı yasanın 18/e, 34/g ve 69. maddeleri uyarınca.", [("5393", "18/e"), ("5393", "34/g"), ("5393", "69")]),
    ("laws", "5393 SK 18-f maddesi.", [("5393", "18/f")]),
    ("laws", "4734 Sayılı Kamu İhale Kanunu ve 657 sayılı Kanunun geçici 5 inci maddesi", [("4734", None), ("657", "geçici 5")]),
    ("laws", "5393 sayılı Kanunun 15. maddesi ile aynı Kanunun 49 uncu maddesi", [("5393", "15"), ("5393", "49")]),
    ("money", "7.500.-TL ve 2,5 milyon lira ile ₺12,500,000.00", [(7500.0,), (2500000.0,), (12500000.0,)]),
    ("money", "yüz elli bin Türk Lirası", [(150000.0,)]),
    ("parcels", "557 ada 1,5 parseller ile 1903/4 parsel", [("557", ("1", "5")), ("1903", ("4",))]),
    ("parcels", "402 pafta, 2980 ada, (4-5-6 ve 1101) parsel nolu", [("2980", ("4", "5", "6", "1101"))]),
    ("parcels", "480 ada 3, 480 ada 4 ve 512 ada 9 no.lu parseller", [("480", ("3",)), ("480", ("4",)), ("512", ("9",))]),
    ("places", "Bursa ili Osmangazi ilçesi Soğanlı mahallesi", [("il", "Bursa"), ("ilce", "Osmangazi"), ("mah", "Soğanlı Mahallesi")]),
    ("places", "İZMİR İLİ KONAK İLÇESİ ALSANCAK MAHALLESİ", [("il", "İzmir"), ("ilce", "Konak"), ("mah", "Alsancak Mahallesi")]),
    ("departments", "Fen İşleri, Temizlik İşleri ve Zabıta Müdürlüklerinin yazısı", ["Fen İşleri Müdürlüğü", "Temizlik İşleri Müdürlüğü", "Zabıta Müdürlüğü"]),
    ("departments", "Orman Bölge Müdürlüğü, İl Milli Eğitim Müdürlüğü ve EGO Genel Müdürlüğü", []),
    ("departments", "(Mali Hizm. Dai. Bşk. E.4521)", ["Mali Hizmetler Dairesi Başkanlığı"]),
    ("departments", "EMLAK VE İSTİMLAK MÜDÜRLÜĞÜNÜN YAZISI", ["Emlak ve İstimlak Müdürlüğü"]),
    ("committees", "Konunun İmar ile Hukuk Komisyonlarına havalesi", ["İmar Komisyonu", "Hukuk Komisyonu"]),
    ("committees", "Eğitim, Kültür, Gençlik ve Spor Komisyonuna", ["Eğitim, Kültür, Gençlik ve Spor Komisyonu"]),
    ("document_nos", "12.04.2021 tarih ve 99887766-301.05-1123 sayılı yazısı", ["99887766-301.05-1123"]),
    ("document_nos", "10.10.2010 tarih, M.35.0.BEL.0.13/1122 sayılı yazı", ["M.35.0.BEL.0.13/1122"]),
    ("people", "Belediye Başkanı Ali Rıza DEMİRCAN ve M. Kemal TAŞ", ["Ali Rıza DEMİRCAN", "M. Kemal TAŞ"]),
    ("people", "Hasan Ali Yücel Kültür Merkezi ile Atatürk Caddesi", []),
    ("people", "Meclis Üyesi Cengiz Tunalı tarafından verilen önerge", ["Cengiz Tunalı"]),
    ("decision_no", "TARİH: 05/06/2018 KARAR: 2018/77", "2018/77"),
    ("decision_no", "14.05.2018 TARİHLİ VE 71 SAYILI KARAR:\nTeklif kabul edildi.", "71"),
    ("decision_no", "Rapor No: 15 Tarih: 05.06.2018", None),
    ("meeting_date", "Karar Tarihi 06.01.2020 Karar No 12", "2020-01-06"),
    ("meeting_date", "on beş Mart iki bin yirmi tarihinde yapılan toplantıda teklif kabul edildi.", "2020-03-15"),
    ("meeting_date", "Konu 13.02.2026 tarihli birleşimde görüşülmesine oybirliğiyle karar verildi.", None),
    ("counts", "Teklif 21 evet 7 hayırla kabul edildi.", (21, 7, None)),
    ("counts", "Kabul eden: 19 Etmeyen: 6 Çekimser: 1 Teklif kabul edildi.", (19, 6, 1)),
    ("counts", "yirmi bir kabul, on dört ret oyu ile oy çokluğuyla kabulüne karar verildi.", (21, 14, None)),
    ("counts", "Komisyondan 3 kabul 2 ret oyla gelen rapor oybirliği ile kabul edildi.", None),
    ("counts", "Adayın 21 oy aldığı seçimde Ali KOÇ 21 oyla seçildi.", None),
    ("counts", "Talebin reddine 19 üye kabul, 6 üye ret oyu vermiş olup oy çokluğuyla karar verildi.", (6, 19, None)),
    ("positions", "CHP ve MHP Gruplarının ret oylarına karşı oy çokluğuyla kabul edildi.", [("CHP", "against"), ("MHP", "against")]),
    ("positions", "CHP Grubu tarafından verilen önerge oy çokluğuyla reddedildi.", []),
    ("positions", "Talebin kabulüne Selim KURT'un muhalefetiyle oyçokluğuyla karar verildi.", [("Selim KURT", "against")]),
    ("positions", "Ret: Ali KAN, Can ER. Çekimser: Ece SU. Kabul: 18. Teklif oyçokluğu ile kabul edildi.", [("Ali KAN", "against"), ("Can ER", "against"), ("Ece SU", "abstain")]),
    ("positions", "AK Parti Meclis Üyesi Kenan ULU'nun ret oyuna rağmen oyçokluğuyla kabul edildi.", [("Kenan ULU", "against")]),
]  # fmt: skip


def _short(field: str, value: Any) -> Any:
    match field:
        case "laws":
            return [(one["number"], one["article"]) for one in value]
        case "money":
            return [(one["amount"],) for one in value]
        case "parcels":
            return [(one["ada"], tuple(one["parsel"])) for one in value]
        case "places":
            return [(one["kind"], one["name"]) for one in value]
        case "people":
            return [one["name"] for one in value]
        case "positions":
            return [(one["voter"], one["option"]) for one in value]
        case "counts":
            return value and (value["for"], value["against"], value["abstain"])
    return value


@pytest.mark.parametrize(("field", "text", "value"), CASES, ids=[f"{field}: {text[:40]}" for field, text, _ in CASES])
def test_a_field_is_read_in_every_notation(field: str, text: str, value: Any) -> None:
    assert _short(field, to_flat(read_text(text))[field]) == value
