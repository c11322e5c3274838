"""The two languages of the pages: which one a request asks for, and its wordings, dates and numbers.

English words in code and templates are the message keys; ``locales/tr`` holds the Turkish. The catalogue is compiled when
the process starts, so a plain checkout needs no build step and a compiled file can never be out of date.
"""

from datetime import date, datetime
from enum import StrEnum
from functools import cache
from gettext import NullTranslations
from importlib.resources import files
from io import BytesIO

from babel import Locale
from babel.dates import format_date, format_datetime
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.numbers import format_decimal
from babel.support import Translations


class Language(StrEnum):
    """A language of the interface."""

    TURKISH = "tr"
    ENGLISH = "en"

    @property
    def prefix(self) -> str:
        """Give what stands before every page's path: nothing for Turkish, ``/en`` for English."""
        return "" if self is Language.TURKISH else "/en"

    @property
    def other(self) -> "Language":
        """Give the language one may switch to."""
        return Language.ENGLISH if self is Language.TURKISH else Language.TURKISH


def of_path(path: str) -> Language:
    """Give the language of the page at `path`."""
    return Language.ENGLISH if path == "/en" or path.startswith("/en/") else Language.TURKISH


def accepted(header: str | None, asked: str | None = None) -> Language:
    """Give the language an API caller asks for: the `language` parameter, else ``Accept-Language``, else Turkish."""
    if asked in {"tr", "en"}:
        return Language(asked)
    for choice in (header or "")[:200].lower().split(","):
        tag = choice.split(";")[0].strip()[:2]
        if tag in {"tr", "en"}:
            return Language(tag)
    return Language.TURKISH


@cache
def translations(language: Language) -> NullTranslations:
    """Give the compiled message catalogue of `language`."""
    source = files("search_api").joinpath(f"locales/{language}/LC_MESSAGES/search_api.po")
    if language is Language.ENGLISH:
        return NullTranslations()
    compiled = BytesIO()
    with source.open("rb") as lines:
        write_mo(compiled, read_po(lines, locale=str(language)))
    compiled.seek(0)
    return Translations(compiled)


@cache
def locale(language: Language) -> Locale:
    """Give Babel's rules for dates and numbers of `language`."""
    return Locale.parse("tr_TR" if language is Language.TURKISH else "en_GB")


def say(language: Language, message: str) -> str:
    """Give `message`, an English message key, in `language`."""
    return translations(language).gettext(message)


def day(value: str | date | None, language: Language) -> str:
    """Write a date in full, ``7 Mayıs 2018``; what is no date stays as it is."""
    if value is None:
        return ""
    if isinstance(value, str):
        try:
            value = date.fromisoformat(value[:10])
        except ValueError:
            return str(value)
    return format_date(value, "d MMMM y", locale=locale(language))


def month(yyyymm: int, language: Language) -> str:
    """Write a month, ``Mayıs 2018``, from ``201805``."""
    return format_date(date(yyyymm // 100, yyyymm % 100, 1), "LLLL y", locale=locale(language))


def moment(value: str | datetime | None, language: Language) -> str:
    """Write a moment, ``7 Mayıs 2018 14:05``; what is no time stays as it is."""
    if value is None:
        return ""
    if isinstance(value, str):
        try:
            value = datetime.fromisoformat(value)
        except ValueError:
            return str(value)
    return format_datetime(value, "d MMMM y HH:mm", locale=locale(language))


def number(value: float, language: Language) -> str:
    """Write a number with the language's own separators, ``1.234,5``."""
    return format_decimal(value, locale=locale(language))


def money(amount: float, language: Language) -> str:
    """Write an amount with two decimals, or none where it is whole: ``34,20``, ``7.500``."""
    pattern = "#,##0" if round(amount, 2) == int(amount) else "#,##0.00"
    return format_decimal(round(amount, 2), format=pattern, locale=locale(language))


_UNITS = ("B", "KB", "MB", "GB", "TB")


def size(value: int, language: Language) -> str:
    """Write a file size, ``1,4 MB``."""
    amount, unit = float(value), 0
    while amount >= 1000 and unit < len(_UNITS) - 1:
        amount, unit = amount / 1000, unit + 1
    rounded = round(amount, 1) if amount < 10 and unit else round(amount)
    return f"{number(rounded, language)} {_UNITS[unit]}"
