"""The number and the day of the meeting are found in the rarer openings too."""

import pytest

from ingest.understand import read_text

BODY = "\nFen İşleri Müdürlüğünün teklifinin kabulüne oybirliği ile karar verildi."


@pytest.mark.parametrize(
    "opening",
    [
        "SAYI: 41\nTARİH: 05.03.2024\nMECLİS KARARI",
        "Birleşim: 1 Oturum: 1 Tarih: 05.03.2024 Karar: 41",
        "K. No: 41  K. Tarihi: 05.03.2024",
        "KARAR NO 41 / 05.03.2024",
        "Karar 41 (05.03.2024)",
        "41 – 05.03.2024 tarihli meclis kararı",
        "Toplantının Yapıldığı Tarih: 05.03.2024\nAlınan Kararın Sayısı: 41",
        "MECLİS KARARI (05.03.2024/41)",
        "Meclisimizin 05.03.2024 tarihinde yaptığı toplantıda 41 no ile alınan karar:",
    ],
)
def test_a_rare_opening_gives_number_and_meeting(opening: str) -> None:
    decision = read_text(opening + BODY)
    assert (decision.number, decision.meeting_date) == ("41", "2024-03-05")
