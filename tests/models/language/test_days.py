"""A day is found in every notation of council papers, at exactly its characters."""

import pytest

from models.language.days import days
from models.language.passage import Passage

NOTATIONS = [
    ("13.03.2026", "2026-03-13"), ("13/03/2026", "2026-03-13"), ("13-3-2026", "2026-03-13"), ("2026-03-13", "2026-03-13"),
    ("2026.03.13", "2026-03-13"), ("13 . 03 . 2026", "2026-03-13"), ("20.05 2009", "2009-05-20"), ("13.03/2026", "2026-03-13"),
    ("13 Mart 2026", "2026-03-13"), ("13 MAYIS 2026", "2026-05-13"), ("13.Mart.2026", "2026-03-13"), ("13Mart2026", "2026-03-13"),
    ("13 Şub 2026", "2026-02-13"), ("13 üncü Mart 2026", "2026-03-13"), ("13.III.2026", "2026-03-13"), ("5/XI/1999", "1999-11-05"),
    ("on üç Mart iki bin yirmi altı", "2026-03-13"), ("onüç mart ikibinyirmialtı", "2026-03-13"),
    ("2026 yılı Mart ayının 13", "2026-03-13"), ("bindokuzyüzdoksandokuz yılı Mayıs ayının onyedinci", "1999-05-17"),
    ("O2.O6.2OO8", "2008-06-02"), ("l7.l0.2011", "2011-10-17"),
]  # fmt: skip


@pytest.mark.parametrize(("written", "iso"), NOTATIONS)
def test_a_day_is_found_in_every_notation(written: str, iso: str) -> None:
    text = f"Meclisin {written} günü toplantısı"
    (day,) = days(Passage(text))

    assert (text[day.start : day.end], day.iso) == (written, iso)


@pytest.mark.parametrize(
    ("written", "isos"),
    [
        ("03-04-05 Ağustos 2021", ["2021-08-03", "2021-08-04", "2021-08-05"]),
        ("3, 4 ve 5 Mart 2024", ["2024-03-03", "2024-03-04", "2024-03-05"]),
        ("16.03.2015-16.04.2015", ["2015-03-16", "2015-04-16"]),
        ("1-25 Mart 2024 tarihli yazı", ["2024-03-25"]),
    ],
)
def test_several_days_are_found_singly(written: str, isos: list[str]) -> None:
    assert [day.iso for day in days(Passage(written))] == isos


@pytest.mark.parametrize("label", ["Tarih: 13.3.26", "tarihi 13 03 2026", "13.3.26 tarihli"])
def test_a_short_or_spaced_notation_counts_where_the_words_say_that_it_is_a_day(label: str) -> None:
    assert [day.iso for day in days(Passage(label))] == ["2026-03-13"]


@pytest.mark.parametrize(
    "text",
    ["31.02.2024", "1/1000 ölçekli", "5393 sayılı", "12 03 2024 parsel", "3.500.000", "13.03.1823", "NİSAN/2019"],
)
def test_what_is_no_day_is_left(text: str) -> None:
    assert days(Passage(text)) == []
