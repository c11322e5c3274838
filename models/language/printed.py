"""Where a labelled value is printed in its text: labels carry values, and training and scoring by overlap need places."""

import re
from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import Any

from models.language.passage import plain
from models.language.repair import repair

Span = tuple[int, int]
Row = dict[str, Any]
_MONTHS = "ocak subat mart nisan mayis haziran temmuz agustos eylul ekim kasim aralik".split()
_KIND = re.compile(r" (?:mahallesi|ilcesi|ili|koyu)$")
_JOINED_BY = r"(?:[\s,.\-]|\bve\b)*"


class Printed:
    """A text, asked where values are printed in it; places are of the text as given, damage included."""

    def __init__(self, text: str) -> None:
        repaired = repair(text)
        self._view = plain(repaired.text)
        self._back = repaired.original

    def places(self, field: str, entry: Any) -> list[Span]:
        """Give where `entry` of the list `field` is printed; nothing where it is printed in another form."""
        return [self._back(*found.span()) for found in re.finditer(_PATTERNS[field](entry), self._view)]


def _words(name: str, joined_by: str = _JOINED_BY) -> str:
    """Words one after the other, whatever stands between them and whatever suffix the last one bears."""
    words = [word for word in re.findall(r"\w+", plain(name)) if word != "ve"]
    if not words:
        return r"(?!)"
    words[-1] = words[-1][: max(4, len(words[-1]) - 1)]  # the last letter may change before a suffix: Sekreterlik
    return (
        r"(?<!\w)" + joined_by.join("daire(?:si)?" if word in {"daire", "dairesi"} else word for word in words) + r"\w*"
    )


def _digits(number: Any) -> str:
    """A number as printed, in whatever spacing."""
    marks = re.sub(r"\s", "", plain("" if number is None else str(number)))
    return r"(?<!\w)" + r"\s?".join(map(re.escape, marks)) + r"(?!\d)" if marks else r"(?!)"


@lru_cache(maxsize=512)
def _day(iso: str | None) -> str:
    if not iso:
        return r"(?!)"
    year, month, day = iso.split("-")
    return (
        rf"(?<!\d)0?{int(day)}(?:\s?[./\-]\s?0?{int(month)}\s?[./\- ]\s?|\s+{_MONTHS[int(month) - 1]}\w*,?\s+)"
        rf"{year}(?!\d)"
    )


def _amount(money: Row) -> str:
    whole = f"{int(money['amount']):,}".split(",")
    return r"(?<![\d.,])" + r"[.,\s]?".join(whole) + r"(?!\d)"


def _either(patterns: Iterable[str]) -> str:
    return "|".join(f"(?:{pattern})" for pattern in patterns)


_PATTERNS: dict[str, Callable[[Any], str]] = {
    "positions": lambda entry: _words(entry["voter"]),
    "departments": _words,
    "committees": _words,
    "dates": lambda entry: _day(entry["date"]),
    "document_nos": _digits,
    "laws": lambda entry: _digits(entry["number"]),
    "people": lambda entry: _words(entry["name"], r"[\s.]*"),
    "places": lambda entry: _words(_KIND.sub("", plain(entry["name"])), r"\s+"),
    "parcels": lambda entry: _either(map(_digits, [entry["ada"]] if entry["ada"] else entry["parsel"])),
    "money": _amount,
    "refs": lambda entry: _either([_digits(entry["number"]), _day(entry["date"])]),
}
