"""The page that walks hard documents through the rules says what the rules do."""

import re
from pathlib import Path

import pytest

from ingest.understand import read_text
from models.language.passage import plain
from models.resolution import Decision

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs/how-it-reads.md").read_text(encoding="utf-8")
TEXTS = {
    1: (ROOT / "tests/models/language/seed.txt").read_text(encoding="utf-8"),
    2: (
        "KOMİSYON GÖRÜŞÜ: Teklif, plan bütünlüğünü bozacağından Komisyonumuzca oybirliğiyle uygun görülmemiştir.\n"
        "MECLİS KARARI: İmar Komisyonunun 04.05.2022 tarih ve 31 sayılı raporu, CHP Grubunun ret oylarına karşılık oyçokluğu ile kabul edilmiştir."
    ),
    3: (
        "KARAR N0: 57     KARAR TARlHl: 08.06.2017\nFen lşleri Müdürlüğü’nün 29.05.2017 tarihli yazısı okundu. Yap ılan oylama s0nucunda "
        "ta1ebin oy bir1iği ile kabu1üne karar veri1di."
    ),
}
FIELDS = {"vote on the text put": "vote_on_text", "positions": "position"}


def rows(number: int) -> list[tuple[str, str, str, str]]:
    section = PAGE.split(f"### {number}. ")[1].split("### ")[0]
    return [
        (field, value, words, rule)
        for field, value, words, rule in re.findall(
            r"^\| ([^|]+) \| ([^|]+) \| ([^|]+) \| `([^|`]+)` \|$", section, re.MULTILINE
        )
    ]


def said(decision: Decision, field: str, value: str, words: str, rule: str) -> bool:
    name = FIELDS.get(field, field.replace(" ", "_"))
    return any(
        fact.rule.startswith(f"{rule}@")
        and (words in fact.quote or words == "each name")
        and plain(value.rsplit(maxsplit=1)[-1]) in plain(str(fact.value))
        for fact in decision.facts
        if fact.field == name
    )


@pytest.mark.parametrize("number", TEXTS)
def test_the_facts_of_each_walk_are_read_by_the_rules_named(number: int) -> None:
    decision = read_text(TEXTS[number])
    told = rows(number)

    assert len(told) >= 4
    assert [row for row in told if not said(decision, *row)] == []
