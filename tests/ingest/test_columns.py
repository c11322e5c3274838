"""In a list laid out as a table, the heading of a column says which numbers are decisions' own."""

import pytest

from ingest.understand import understand
from models.document import Document

ROWS = [
    ("61", "Mali Hizmetler Müdürlüğü 2023 kesin hesabı", "KABUL (oy birliği)"),
    ("62", "Dere Mahallesi plan tadilatı", "İmar Komisyonuna HAVALE (oy birliği)"),
    ("64", "Kreş açılması önergesi", "RET (oy çokluğu)"),
]


def _numbers(
    heading: str, title: str = "BELEDİYE MECLİSİ KARAR ÖZETLERİ - 03 Haziran 2024", gap: str = " | "
) -> list[str | None]:
    text = "\n".join([title, gap.join(heading.split(" | ")), *(gap.join(row) for row in ROWS)])
    return [one.number for one in understand(Document(format="txt", text=text, pages=())).decisions]


@pytest.mark.parametrize("heading", ["No | Konu | Sonuç", "Karar No | Konu | Sonuç", "K. No | Konu | Sonuç"])
@pytest.mark.parametrize("gap", [" | ", "\t", "     "])
def test_a_column_of_decision_numbers_numbers_the_rows(heading: str, gap: str) -> None:
    assert _numbers(heading, gap=gap) == ["61", "62", "64"]


@pytest.mark.parametrize("heading", ["Sıra No | Konu | Sonuç", "Gündem No | Konu | Sonuç", "Madde | Konu | Sonuç"])
def test_a_column_that_counts_rows_gives_no_numbers(heading: str) -> None:
    assert _numbers(heading) == [None, None, None]


def test_a_column_of_days_dates_the_rows_above_the_lists_own_day() -> None:
    heading = "Karar No\tKarar Tarihi\tKonu\tSonuç"
    rows = [(number, f"0{day}.06.2024", *rest) for day, (number, *rest) in enumerate(ROWS, start=3)]
    text = "\n".join(["MECLİS KARAR ÖZETLERİ", heading, *("\t".join(row) for row in rows)])
    decisions = understand(Document(format="txt", text=text, pages=())).decisions

    assert [one.meeting_date for one in decisions] == ["2024-06-03", "2024-06-04", "2024-06-05"]
    assert [(date.date, date.role) for date in decisions[0].dates] == [("2024-06-03", "meeting")]


def test_a_table_with_a_line_for_each_cell_numbers_its_rows() -> None:
    rows = [f"{index}\n2018/{50 + index}\n{subject}\n{result} karar verildi." for index, subject, result in (
        (1, "Gündem dışı önerge", "Gündeme alınmasına oy birliği ile"),
        (2, "Gelir tarifesi", "Kabulüne oy çokluğu ile"),
        (3, "Yürüyüş yolu", "İmar Komisyonuna havalesine oy birliği ile"),
    )]  # fmt: skip
    text = "\n".join(["KASIM AYI MECLİS KARARLARI", "", "SIRA   KARAR NO   KARARIN KONUSU   ALINAN KARAR", "", *rows])

    read = understand(Document(format="txt", text=text, pages=())).decisions

    assert [one.number for one in read] == ["2018/51", "2018/52", "2018/53"]
