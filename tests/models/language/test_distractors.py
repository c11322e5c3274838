"""What is told beside a decision leaves the decision as it was: debate, steps before the vote, letters after it."""

from pathlib import Path

import pytest

from ingest.understand import read_text

ROWS = [
    (outcome, text)
    for name in ("verdicts.tsv", "phrasings4.tsv", "phrasings9.tsv")
    for line in (Path(__file__).parent / name).read_text(encoding="utf-8").splitlines()
    if line and not line.startswith("#")
    for outcome, _, text in [line.split("\t")]
    if outcome not in {"none", "noted", "no_decision"}
    and text.endswith(".")
    and "|" not in text
    and text[0].isupper()
    and not text.startswith("Kararın gereği")
]
BEFORE = [
    "Konunun gündeme alınması oybirliği ile kabul edildi. ",
    "Üye Can ER söz alarak konunun komisyona gönderilmesini istedi. ",
    "Üye Can ER teklifin uygun olmadığını, reddedilmesi gerektiğini söyledi. ",
    "Meclisin 12.03.2020 tarih ve 45 sayılı kararı ile reddedilen teklif yeniden sunulmuştur. ",
    "Belediye Başkanı konu hakkında üyelere bilgi verdi. ",
    "Görüşmelerin yeterliği oylandı ve oybirliği ile kabul edildi. ",
]
AFTER = [
    " Kararın bir örneğinin ilgili müdürlüğe gönderilmesi uygun görüldü.",
    " İşbu karar 5393 sayılı Kanunun 23. maddesine göre Başkanlığa gönderilir.",
    " Karar gereği için Yazı İşleri Müdürlüğüne havale edilmiştir.",
    " Gereği için kararın ilgili birimlere bildirilmesine karar verildi.",
    " Başka söz alan olmadığından birleşim kapatıldı.",
]


@pytest.mark.parametrize("told", BEFORE)
def test_what_is_told_before_the_vote_leaves_its_result(told: str) -> None:
    assert [text for outcome, text in ROWS if read_text(told + text).outcome.value != outcome] == []


@pytest.mark.parametrize("told", AFTER)
def test_what_is_told_after_the_vote_leaves_its_result(told: str) -> None:
    assert [text for outcome, text in ROWS if read_text(text + told).outcome.value != outcome] == []
