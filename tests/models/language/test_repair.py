"""Damaged text is mended before it is read."""

import pytest

from models.language.repair import repair


@pytest.mark.parametrize(
    ("damaged", "mended"),
    [
        ("-  K   A   R  A   R   -", "-  KARAR   -"),
        ("M E C L İ S   K A R A R I", "MECLİS KARARI"),
        ("BaĢkanı YaĢar ÇELĠK", "Başkanı Yaşar ÇELİK"),
        ("ĐZMĐR", "İZMİR"),
        ("oy çokluðuyla karar verilmiþtir", "oy çokluğuyla karar verilmiştir"),
        ("gÃ¶rÃ¼ÅŸÃ¼ldÃ¼", "görüşüldü"),
        ("görü\u00adşüldü", "görüşüldü"),
        ("oybirlig\u0306i", "oybirliği"),
        ("görüşülme-\nsine", "görüşülmesine"),
        ("ta1ebin kabu1üne", "talebin kabulüne"),
        ("Fen lşleri", "Fen İşleri"),
        ("KARAR N0: 57", "KARAR NO: 57"),
        ("karar veri1di. Beledi ye Meclisi", "karar verildi. Belediye Meclisi"),
    ],
)
def test_damage_is_mended(damaged: str, mended: str) -> None:
    assert repair(damaged).text == mended


@pytest.mark.parametrize(
    "whole", ["5393 sayılı Kanun", "E-2158955", "120000.00 m2 lik alan", "1/1000 ölçekli UİP", "3 (üç) oy ile"]
)
def test_sound_text_is_left_alone(whole: str) -> None:
    repaired = repair(whole)

    assert (repaired.text, repaired.damage) == (whole, ())


def test_a_mended_word_is_quoted_as_it_was_printed() -> None:
    text = "oy bir1iği ile kabu1üne karar veri1di"
    repaired = repair(text)
    at = repaired.text.index("kabulüne")
    start, end = repaired.original(at, at + 8)

    assert text[start:end] == "kabu1üne"
