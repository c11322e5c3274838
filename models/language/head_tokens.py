"""The head of a decision as tokens: words, numbers, dates, marks, and the edges of cells and lines."""

import re
from bisect import bisect_left
from collections.abc import Sequence
from typing import NamedTuple

from models.language.days import days
from models.language.passage import Passage

_HEAD = 900  # characters in which a head ends
_RUNNING = 4  # long lines without a label: the text itself has begun
_SHORT_LINE = 110  # a longer line is a paragraph
NUMBER = (
    r"(?:(?<![a-z\d./-])(?=[oil]{0,3}\d)(?=\d{0,3}[oil])[\doil]{2,4}(?:\s?[/-]\s?[\doil]{1,4})?(?!\w)"  # OCR: l2, 2O24/45
    r"|(?:19|20)\d\d\s[/-]\s?\d{1,4}(?![\d./-])"
    r"|(?:(?!n[ou])[a-z]{1,2}\s?[-.]\s?)?\d+(?:\s?/\s?(?:[a-z]{1,8}[-./])?\d+|[-.](?:[a-z]{1,8}[-./])?\d+|(?<=\d)[a-z](?=[-./]\d))*(?:/[a-z](?![a-z]))?)"
)
"""A pattern for a number of a paper in plain text, in any of its shapes."""
_LABELS = re.compile(
    r":|\b(?:karar(?:in|i)?|toplanti|birlesim|oturum|rapor|evrak)\s*(?:no|nu|sayi|sira|tarih|gun|kayit|\d|-|\|)|\bk\.?\s?no|\|"
)
_CELLS = re.compile(r" *\S[^\n]*? {3,}\S[^\n]*? {3,}\S")  # a row of a table, told by its wide gaps
_PIECE = re.compile(
    rf"(?P<word>[a-z]{{3,}}|n[ou](?![a-z])|[a-z]{{1,2}}(?![a-z\d]|[-.]\s?\d))|(?P<time>(?<![\d./])[012]\d[.:][0-5]\d(?![\d.]))|(?P<number>{NUMBER})(?!\d)"
    r"|(?P<gap>[ ]*\|[ |]*|[ ]{3,})|(?P<mark>\S)"
)
WEEKDAY = r"(?:pazartesi|sali|carsamba|persembe|cuma|cumartesi|pazar)"
_DAY_NAME = re.compile(WEEKDAY)
_VALUES = frozenset({"number", "date", "time"})


class Token(NamedTuple):
    """A piece of a head. `kind`: word, number, date, time, mark, gap (a table's cell, a run of spaces) or line."""

    kind: str
    start: int
    end: int
    word: str


def head_tokens(passage: Passage) -> list[Token]:
    """Give the tokens of the head: short lines whole, of a paragraph the beginning, as far as its labels reach."""
    plain = passage.plain
    found: list[Token] = []
    at = running = 0
    while at < min(len(plain), _HEAD) and running < _RUNNING:
        end = plain.find("\n", at)
        end = end if end >= 0 else len(plain)
        stop = end
        if end - at > _SHORT_LINE:
            stop = min(end, max(at + _SHORT_LINE, plain.rfind(":", at, at + 3 * _SHORT_LINE) + 40))
            if not _LABELS.search(plain, at, stop) and not _CELLS.match(plain, at, stop):
                stop = at
        running = running + 1 if end - at > 60 and ":" not in plain[at:stop] else 0
        found += tokens_of(passage, at, stop)
        found.append(Token("line", stop, stop, ""))
        at = end + 1
    return found


def tokens_of(passage: Passage, start: int, limit: int) -> list[Token]:
    """Give the tokens of a slice; a tab parts cells, in the plain view it is a space."""
    plain = passage.plain
    if "\t" in passage.text[start:limit]:
        cells = zip(passage.text[start:limit], plain[start:limit], strict=True)
        plain = plain[:start] + "".join("|" if raw == "\t" else letter for raw, letter in cells)
    found: list[Token] = []
    found_days = days(passage)
    at = start
    first = bisect_left(found_days, (start,))
    last = bisect_left(found_days, (limit,))
    for day in [*found_days[first:last], None]:
        for match in _PIECE.finditer(plain, at, day.start if day else limit):
            kind = match.lastgroup
            word = match.group() if kind in {"word", "mark"} else ""
            found.append(Token(str(kind), match.start(), match.end(), word))
        if day is not None:
            found.append(Token("date", day.start, day.end, ""))
            at = day.end
    return found


def is_boundary(token: Token | None, marks: str) -> bool:
    """Tell whether a token is the edge of a cell or line, or one of `marks`."""
    return token is None or token.kind in {"line", "gap"} or (token.kind == "mark" and token.word in marks)


def is_cell(tokens: Sequence[Token], at: int) -> bool:
    """Tell whether a value fills a cell: nothing beside it but edges and other values."""
    index = at - 1
    while index >= 0 and tokens[index].kind == "mark" and tokens[index].word in ":./-(":
        index -= 1
    before = tokens[index] if index >= 0 else None
    after = tokens[at + 1] if at + 1 < len(tokens) else None
    values = {"number", "date", "time"}
    left_value = before is not None and before.kind in values
    left = left_value or is_boundary(before, "") or (before is not None and bool(_DAY_NAME.fullmatch(before.word)))
    right = is_boundary(after, "/-).,") or (after is not None and after.kind in values)
    return left and (right or left_value or (after is not None and bool(_DAY_NAME.fullmatch(after.word))))
