"""The words of the pages: complete in Turkish, dates and numbers as each language writes them."""

from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

from models.resolution import Kind, Manner, Outcome
from search_api import labels, language
from search_api.language import Language

ROOM = Path(language.__file__).parent
TR, EN = Language.TURKISH, Language.ENGLISH


def used() -> set[str]:
    found = extract_from_dir(
        ROOM,
        method_map=[("**.py", "python"), ("templates/**", "jinja2.ext:babel_extract")],
        keywords={"_": None, "N_": None, "ngettext": (1, 2)},
    )
    return {message if isinstance(message, str) else message[0] for _, _, message, _, _ in found}


def kept() -> Catalog:
    with (ROOM / "locales/tr/LC_MESSAGES/search_api.po").open("rb") as lines:
        return read_po(lines, locale="tr")


def test_every_message_has_its_turkish_and_none_is_left_over() -> None:
    catalogue = {(one.id if isinstance(one.id, str) else one.id[0]): one for one in kept() if one.id}
    assert used() == set(catalogue)
    assert [
        name
        for name, one in catalogue.items()
        if one.fuzzy or not all(one.string if isinstance(one.string, tuple) else (one.string,))
    ] == []


def test_a_translation_names_the_same_values() -> None:
    assert [one.id for one in kept() if one.id and list(one.check())] == []


@pytest.mark.parametrize(("family", "kind"), [("outcome", Outcome), ("manner", Manner), ("kind", Kind)])
def test_every_value_of_the_record_has_words_in_both_languages(
    family: str, kind: type[Outcome] | type[Manner] | type[Kind]
) -> None:
    for value in kind:
        assert labels.label(value, family, TR) != labels.label(value, family, EN) != str(value)


@pytest.mark.parametrize(
    ("said", "wanted"),
    [
        (language.day("2018-05-07", TR), "7 Mayıs 2018"),
        (language.day("2018-05-07", EN), "7 May 2018"),
        (language.day("kırık", TR), "kırık"),
        (language.day(None, TR), ""),
        (language.moment("2026-03-20T09:05:00+00:00", TR), "20 Mart 2026 09:05"),
        (language.number(12345.5, TR), "12.345,5"),
        (language.number(12345.5, EN), "12,345.5"),
        (language.size(512, TR), "512 B"),
        (language.size(1_440_000, TR), "1,4 MB"),
        (language.size(48_211, EN), "48 KB"),
        (labels.in_words("law", {"number": "5393", "article": "18/p"}, TR), "5393 sayılı Kanun, madde 18/p"),
        (labels.in_words("law", {"number": "5393", "article": None}, EN), "Law 5393"),
        (labels.in_words("money", {"amount": 7500.0, "currency": "TRY"}, TR), "7.500 TL"),
        (labels.in_words("money", {"amount": 34.2, "currency": "TRY"}, TR), "34,20 TL"),
        (labels.in_words("money", {"amount": 1234567.5, "currency": "YTL"}, EN), "1,234,567.50 YTL"),
        (labels.in_words("parcel", {"ada": "1204", "parsel": ["1", "2"]}, TR), "1204 ada, 1, 2 parsel"),
        (labels.in_words("counts", {"for": 21, "against": 14, "abstain": None}, TR), "Kabul oyu 21, Ret oyu 14"),
        (labels.in_words("position", {"voter": "MHP", "kind": "group", "option": "against"}, TR), "MHP: Ret oyu"),
        (labels.in_words("outcome", "adopted", TR), "Kabul"),
        (labels.in_words("meeting_date", "2026-03-13", TR), "13 Mart 2026"),
        (labels.in_words("outcome", None, EN), "not stated"),
        (labels.in_words("unheard_of", {"a": [1, 2]}, EN), "1, 2"),
    ],
)  # fmt: skip
def test_values_are_written_as_the_language_writes_them(said: str, wanted: str) -> None:
    assert said == wanted


@pytest.mark.parametrize(
    ("header", "asked", "wanted"),
    [
        (None, None, TR), ("en-GB,en;q=0.9,tr;q=0.8", None, EN), ("de,tr;q=0.5", None, TR), ("en", "tr", TR), ("tr", "en", EN), ("x" * 9999, "xx", TR),
    ],
)  # fmt: skip
def test_programs_get_the_language_they_ask_for(header: str | None, asked: str | None, wanted: Language) -> None:
    assert language.accepted(header, asked) is wanted
