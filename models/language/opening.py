"""Rarer openings of a decision, tried where the usual labels and headings give no number or no meeting date."""

import re
from typing import NamedTuple

from models.language.sentences import Span

_HEAD = 700
_D = (
    r"\d{1,2}[./-]\d{1,2}[./-]\d{4}"
    r"|\d{1,2} (?:ocak|subat|mart|nisan|mayis|haziran|temmuz|agustos|eylul|ekim|kasim|aralik) \d{4}"
)
_N = r"(?:m-)?\d{1,4}(?:[/-]\d{1,4})?(?![\d./-]*\d)"
_OPENINGS = tuple(
    re.compile(pattern)
    for pattern in (
        rf"\bkarar no (?P<n>\d{{1,4}}) / (?P<d>{_D})",
        rf"(?:^|\n|\s{{2,}})k\. ?no ?[:.]? ?(?P<n>{_N})",
        rf"\bkarar (?P<n>{_N}) ?:? ?\((?P<d>{_D})\)",
        rf"(?:^|\n) *(?P<n>{_N}) ?- ?(?P<d>{_D}) tarihli meclis karari *(?:\n|$)",
        rf"\bkararin (?:no\.? ?su|sayisi|numarasi) ?[:.]? ?(?P<n>{_N})",
        rf"\bkarari? ?[:(] ?(?P<d>{_D}) ?[-/] ?(?P<n>{_N})",
        rf"(?P<d>{_D})[^\n]{{0,20}}\bkarar ?[:-] ?(?P<n>{_N}) *(?:\n|$|:)",
        rf"(?P<d>{_D})[^\n.]{{0,60}}\b(?P<n>{_N}) no ile alinan karar",
        rf"(?:^|\n)[^\n.]{{0,50}}meclis\w*[^\n.]{{0,30}}(?P<d>{_D}) tarih(?:li)? ve (?P<n>{_N}) sayili karar(?:i|idir) *\.? *(?:\n|$)",
    )
)
_LINE_NUMBER = re.compile(
    r"(?:^|\n) *(?:sayisi|numarasi|sayi|nosu) ?[:.] ?(?P<n>\d{1,4}(?:/\d{1,4})?) *(?:\n|\s{2,}|$)"
)
_OWN_PAPER = re.compile(r"meclis\w* karari?\b|\bkonusu?\b|\bozu\b")
_MEETINGS = tuple(
    re.compile(pattern)
    for pattern in (
        rf"(?:toplanti\w*|meclis\w*) (?:yapildigi|toplandigi|yapilis) (?:tarih|gun)\w* ?[:.]? ?(?P<d>{_D})",
        rf"(?:^|\n|\s{{2,}})k\. ?tarihi ?[:.]? ?(?P<d>{_D})",
        rf"meclisi?\w* (?P<d>{_D}) (?:tarih|gun)\w*[^\n.]{{0,60}}(?:\d\.\d\d[^\n.]{{0,40}})?(?:toplan(?:di|mis|arak)|yaptigi toplanti)",
        rf"(?:kabul|karar|oturum|birlesim) tarihi ?[:.]? ?(?P<d>{_D})",
    )
)
_LINE_DATE = re.compile(rf"(?:^|\n) *tarih(?:i)? ?[:.] ?(?P<d>{_D}) *(?:\n|\s{{2,}}|$)")


class Opening(NamedTuple):
    """Where the opening prints the decision's own number and the day of the meeting."""

    number: Span | None
    date: Span | None


def read_opening(plain: str) -> Opening:
    """Give what the first lines of a decision say in a rarer form; `plain` is the passage's plain view."""
    head = re.sub(r"[^\S\n]", " ", plain[:_HEAD])
    number = date = None
    for pattern in _OPENINGS:
        match = pattern.search(head)
        if match is not None:
            number = match.span("n")
            date = match.span("d") if "d" in pattern.groupindex else None
            break
    own = _OWN_PAPER.search(head) is not None
    if number is None and own and (line := _LINE_NUMBER.search(head)) is not None:
        number = line.span("n")
    for pattern in _MEETINGS:
        if date is None and (match := pattern.search(head)) is not None:
            date = match.span("d")
    if date is None and own and number is not None and (line := _LINE_DATE.search(head)) is not None:
        date = line.span("d")
    return Opening(number, date)
