"""From what a person typed to a bounded tree: nothing typed is ever a syntax error.

``word`` ``"a phrase"`` ``"a b"~5`` ``-without`` ``OR`` ``prefix*`` ``field:value`` ``field:"a value"``. Everything else is
data, and a notice says how it was read.
"""

import re

from models.errors import UnclearQuery
from models.query.tree import (
    All,
    AnyPart,
    Either,
    Exactly,
    FieldFilter,
    Number,
    Parsed,
    QueryNotice,
    Start,
    Without,
    Word,
)
from models.query.vocabulary import closed_value, closed_values, field_names
from models.turkish.casing import fold
from models.turkish.stopwords import is_stop_word
from models.turkish.words import clean, number, tokens

MAX_LENGTH = 1000
MAX_PARTS = 40
MAX_COSTLY = 8
"""Beginnings and phrases: each gathers many words or their places, which takes longer than anything else."""
MAX_DISTANCE = 50
SHORTEST_PREFIX = 2

_PIECE = re.compile(
    r"""\s*(?P<minus>[-−–](?=[^\s\-]))?
    (?:(?P<field>[^\W\d]\w{0,30}):(?=\S))?
    (?:"(?P<phrase>[^"]*)"(?:~(?P<distance>\d{1,3}))?|(?P<plain>[^\s"]+)|(?P<quote>"))""",
    re.VERBOSE,
)
_QUOTES = str.maketrans({"“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "＂": '"'})
_OR = frozenset({"OR", "VEYA", "|", "||"})
_AND = frozenset({"AND", "VE", "&&"})


def parse(text: str) -> Parsed:
    """Read a query.

    Raises UnclearQuery only for one that asks for nothing (``query_without_words``, ``query_only_excludes``) or for
    too much (``query_too_long``, ``query_too_complex``, ``query_too_costly``). An empty query is no error: it
    has no part and no filters. What is typed twice is asked once.
    """
    if len(text) > MAX_LENGTH:
        raise UnclearQuery("query_too_long", length=len(text), limit=MAX_LENGTH)
    reader = _Reader()
    reader.read(
        re.sub(r"[\x00-\x1f\x7f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ud800-\udfff]", " ", text).translate(
            _QUOTES
        )
    )
    part = reader.tree()
    if part is None and text.strip() and (reader.excluded or not reader.filters):
        raise UnclearQuery("query_only_excludes" if reader.excluded else "query_without_words")
    return Parsed(part, tuple(reader.filters), tuple(reader.notices), reading(part, reader.filters))


class _Reader:
    def __init__(self) -> None:
        self.groups: list[list[AnyPart]] = [[]]  # joined by AND; the parts of one by OR
        self.excluded: list[AnyPart] = []
        self.filters: list[FieldFilter] = []
        self.notices: list[QueryNotice] = []
        self.joined = False  # an OR stands before the next part
        self.stopped: list[str] = []

    def read(self, text: str) -> None:
        for match in _PIECE.finditer(text):
            plain = match["plain"]
            if plain in _OR and not match["field"] and not match["minus"]:
                self.joined = bool(self.groups[-1])
            elif plain in _AND and not match["field"] and not match["minus"]:
                self.joined = False
            elif match["quote"]:
                self.note("quote_unclosed")
            else:
                self.piece(match)
        parts = [*self.excluded, *(part for group in self.groups for part in group)]
        if (count := len(parts) + len(self.filters)) > MAX_PARTS:
            raise UnclearQuery("query_too_complex", count=count, limit=MAX_PARTS)
        if (count := len({part for part in parts if isinstance(part, Start | Exactly)})) > MAX_COSTLY:
            raise UnclearQuery("query_too_costly", count=count, limit=MAX_COSTLY)

    def piece(self, match: re.Match[str]) -> None:
        negated = bool(match["minus"])
        value = match["phrase"] if match["phrase"] is not None else match["plain"]
        if name := match["field"]:
            if self.filtered(name, value, negated):
                return
            value = f"{name} {value}" if match["phrase"] is None else value
        if match["phrase"] is not None and not (name and field_names().get(fold(name))):
            parts = self.phrase(match["phrase"], match["distance"])
        else:
            parts = self.plain(value)
        for part in parts:
            if negated:
                self.excluded.append(part)
            elif self.joined:
                self.groups[-1].append(part)
            else:
                self.groups.append([part])
            self.joined = False

    def filtered(self, name: str, value: str, negated: bool) -> bool:
        field = field_names().get(fold(name))
        if field is None:
            self.note("field_unknown", name)
            return False
        value = value.strip(" ,;()[]")
        if not any(map(str.isalnum, value)) or (closed_values(field) and closed_value(field, value) is None):
            self.note("value_unknown", f"{name}:{value}")
            return False
        if field in _CHECKED and not _CHECKED[field].fullmatch(value):
            self.note("value_unknown", f"{name}:{value}")
            return False
        self.filters.append(FieldFilter(field, value, negated))
        self.joined = False
        return True

    def phrase(self, text: str, distance: str | None) -> list[AnyPart]:
        words = tuple(token.text for token in tokens(text))
        if len(words) > MAX_PARTS:
            raise UnclearQuery("query_too_complex", count=len(words), limit=MAX_PARTS)
        if not words:
            return []
        return [Exactly(words, min(int(distance or 0), MAX_DISTANCE))]

    def plain(self, text: str) -> list[AnyPart]:
        if any(letter in text for letter in "()[]{}"):
            self.note("bracket_ignored")
        found = list(tokens(text))
        starts = text.rstrip(")]},.;").endswith("*") and found
        parts: list[AnyPart] = []
        for place, token in enumerate(found):
            last = place == len(found) - 1
            if starts and last:
                if len(clean(token.text)) >= SHORTEST_PREFIX:
                    parts.append(Start(token.text))
                    continue
                self.note("prefix_short", token.text)
            if token.is_number:
                parts.append(Number(token.text))
            elif is_stop_word(token.text):
                self.stopped.append(token.text)
            else:
                parts.append(Word(token.text))
        return parts

    def tree(self) -> AnyPart | None:
        groups = dict.fromkeys(tuple(dict.fromkeys(group)) for group in self.groups if group)
        wanted: list[AnyPart] = [group[0] if len(group) == 1 else Either(group) for group in groups]
        if self.stopped and wanted:
            self.note("stop_words", " ".join(self.stopped))
        if not wanted and (not self.filters or (self.excluded and all(one.negated for one in self.filters))):
            return None
        wanted += (Without(part) for part in dict.fromkeys(self.excluded))
        if not wanted:
            return None
        return wanted[0] if len(wanted) == 1 and not self.excluded else All(tuple(wanted))

    def note(self, code: str, text: str = "") -> None:
        notice = QueryNotice(code, text[:60])
        if notice not in self.notices:
            self.notices.append(notice)


_YEAR = r"(?:19|20)\d\d"
_DAY = rf"(?:{_YEAR}(?:-\d{{1,2}}(?:-\d{{1,2}})?)?|\d{{1,2}}[./]\d{{1,2}}[./]{_YEAR})"
_MONEY = r"[0-9](?:\.?[0-9]){0,14}"
_CHECKED = {
    "date": re.compile(rf"(?=.*[0-9]){_DAY}?(?:\.\.{_DAY}?)?"),
    "year": re.compile(rf"{_YEAR}(?:\.\.{_YEAR})?|unknown"),
    "amount": re.compile(rf"(?=.*[0-9])(?:{_MONEY})?(?:\.\.(?:{_MONEY})?)?"),
}


def reading(part: AnyPart | None, filters: list[FieldFilter]) -> str:
    """Say in the query language how a query was understood."""
    said = [] if part is None else [_said(part)]
    said += (f"{'-' if one.negated else ''}{one.field}:{_quoted(one.value)}" for one in filters)
    return " ".join(said)


def _quoted(value: str) -> str:
    return f'"{value}"' if " " in value else value


def _said(part: AnyPart) -> str:
    match part:
        case Word(text):
            return clean(text)
        case Number(text):
            return number(text)
        case Start(text):
            return clean(text) + "*"
        case Exactly(words, distance):
            return '"' + " ".join(clean(word) for word in words) + '"' + (f"~{distance}" if distance else "")
        case All(parts):
            return " ".join(_said(one) for one in parts)
        case Either(parts):
            return "(" + " OR ".join(_said(one) for one in parts) + ")"
        case Without(inner):
            return "-" + _said(inner)
