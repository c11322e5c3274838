"""A pattern tried only where it can begin finds what a search finds."""

import json
import random
import re
from pathlib import Path

import pytest

from models.language import load
from models.language.passage import plain
from models.language.patterns import _PATTERNS, Pattern, Sought
from models.language.words import Words

CORPUS = Path(__file__).parents[2] / "quality" / "corpus"
MARKS = [
    " ",
    " ",
    " ",
    "\n",
    ".",
    ",",
    "-",
    "/",
    "'",
    "(",
    ")",
    ":",
    "_",
    "é",
    "1",
    "2024",
    "45",
    "ye",
    "nin",
    "sayili",
]


def all_patterns() -> list[Pattern]:
    load()  # imports every rule
    return list(_PATTERNS)


def texts() -> list[str]:
    lines = (CORPUS / "examples.jsonl").read_text(encoding="utf-8").splitlines()
    return [plain(json.loads(line)["text"]) for line in lines]


def found(pattern: Pattern, text: str, start: int, end: int) -> list[tuple[int, int]]:
    return [match.span() for match in Words(text).matches(pattern, start, end)]


def test_every_pattern_of_the_rules_finds_what_a_search_finds() -> None:
    whole = texts()[::3]
    for pattern in all_patterns():
        for text in whole:
            searched = [match.span() for match in pattern.regex.finditer(text)]
            assert found(pattern, text, 0, len(text)) == searched, pattern.regex.pattern


def test_beginnings_inside_words_and_numbers_are_found_as_a_search_finds_them() -> None:
    chance = random.Random(7)
    words = [word for text in texts()[:40] for word in re.findall(r"[a-z]+|\d+", text)]
    for pattern in all_patterns():
        pieces = [*words[:60], *pattern.beginnings, *pattern.forms, *MARKS]
        for _ in range(12):
            text = "".join(chance.choice(pieces) for _ in range(25))
            start, end = sorted(chance.randrange(len(text) + 1) for _ in range(2))
            searched = [match.span() for match in pattern.regex.finditer(text, start, end)]
            assert found(pattern, text, start, end) == searched, (pattern.regex.pattern, text)


@pytest.mark.parametrize(
    ("regex", "beginnings", "forms"),
    [
        (r"(?<![a-z])(?:mud|daire)\w*", ("daire", "mud"), set()),
        (r"\bkarar (?:no|sayi)", (), {"karar"}),
        (r"(?<![\w/])e\s?[-.]\s?\d", (), {"e"}),
        (r"(?<![\d.])\d{2,3}/", (), {"00", "000"}),
        (r"(?P<n>(?<!\d)1\d)", ("00",), set()),
        (r"kabul", (), set()),  # may begin inside a word
        (r"(?<![\d])[a-z]{2}\d", (), set()),
        (r"\b(?:ada|\()", (), set()),  # may begin with a mark
        (r"(?<![a-z])(?:ada)?\d", (), set()),  # may begin inside a number
    ],
)
def test_where_a_pattern_may_begin_is_read_from_it(regex: str, beginnings: tuple[str, ...], forms: set[str]) -> None:
    pattern = Pattern(regex)
    assert (pattern.beginnings, set(pattern.forms)) == (beginnings, forms)


def test_a_pattern_made_after_a_text_was_looked_at_is_found_in_it() -> None:
    words = Words("karar 45")
    assert words.first(Pattern(r"\bkarar")) is not None
    assert words.first(Pattern(r"\b\d+")) is not None


def test_the_first_match_is_the_one_a_search_gives() -> None:
    words = Words("ada 4 ada 5")
    match = words.first(Pattern(r"\bada \d"), 1)
    assert match is not None
    assert match.group() == "ada 5"
    assert words.first(Pattern(r"\bparsel")) is None


@pytest.mark.parametrize(
    "regex",
    [
        r"(?:karar\s+veril|(?<!\d )onay|redd?\s?edil)(?:di|mistir)\b",
        r"\boy\s?birli\w+|\bkabul\b[^a-z\n]{0,3}(?:\(|$)",
        r"\((?:ret|red)\)|(?:^|\n)karar",
        r"(?:mud\.|bsk\.)\s?\d|\([^()]{0,9}mud",
        r"\d+ kabul",  # tried everywhere
    ],
)
def test_a_sought_pattern_finds_what_a_search_finds(regex: str) -> None:
    chance = random.Random(11)
    pieces = [*"karar veril onay redd edil di mistir oy birli kabul mud. bsk. (ret) (red) ayin".split(), *MARKS]
    sought, searched = Sought(regex), re.compile(regex)
    hits = 0
    for _ in range(600):
        text = "".join(chance.choice(pieces) for _ in range(40))
        start, end = sorted(chance.randrange(len(text) + 1) for _ in range(2))
        expected = [match.span() for match in searched.finditer(text, start, end)]
        assert [match.span() for match in sought.finditer(text, start, end)] == expected, text
        first = sought.search(text, start, end)
        assert (first and first.span()) == (expected[0] if expected else None)
        hits += len(expected)
    assert hits
