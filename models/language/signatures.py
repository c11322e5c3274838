"""Signature blocks and lists of members: names in columns over or under their titles, and numbered rows of names."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from models.language.names import FIRST_NAMES, NOT_SURNAMES, PARTY_WORDS, is_never_name
from models.language.passage import Passage, plain
from models.language.titles import OFFICE

_CELL = re.compile(r"[^\s|](?:[^\n\t|]*?[^\s|])??(?=  |\t|\||[ ]*$)", re.MULTILINE)
_TITLE = re.compile(rf"\(?(?:{OFFICE}|katipler|uyeler|baskanlik divani|hazir bulunan uye)\)?\s*:?")
_TITLES_RUN = re.compile(rf"(?:{OFFICE})(?:\s+(?:{OFFICE}))+")
_ONE_TITLE = re.compile(OFFICE)
_SIGNED = re.compile(r"(?:\(?\s*(?:e-?)?imzali?\s*\)?\s*)+")
_LETTER = "A-ZÇĞİÖŞÜÂÎÛ"
_NAME = re.compile(
    rf"(?:(?:Dr|Av|Prof|Doç|Op|Ecz|Mim|Müh|Uzm|Yrd)\.\s?)*(?P<name>(?:[{_LETTER}]\.\s?|[{_LETTER}][\wçğıöşüâîû]+[ ]){{1,4}}[{_LETTER}][\wçğıöşüâîû-]+)\s*(?:\([^()]{{2,30}}\))?"
)
_NAMES_RUN = re.compile(rf"(?:[{_LETTER}][\wçğıöşüâîû.-]+[ ]){{3,11}}[{_LETTER}][\wçğıöşüâîû-]+")
_ROW = re.compile(
    rf"^[ ]*\d{{1,3}}[ ]?[.)-][ ]*(?P<name>(?:[{_LETTER}]\.[ ]?|[{_LETTER}][\wçğıöşüâîû]+[ ]){{1,3}}[{_LETTER}][\wçğıöşüâîû-]+)[ ]*(?:\([^()\n]{{2,30}}\))?[ ]*(?:[-+xX*✓]|\d{{1,3}}[ ]*[Oo][Yy])?[ ]*$",
    re.MULTILINE,
)
_NEAR = 3


class Signed(NamedTuple):
    """A name in a block, with the title printed over or under it."""

    start: int
    end: int
    title: str | None


class _Line(NamedTuple):
    kind: str  # names | titles
    cells: tuple[tuple[int, int], ...]
    number: int


def signed_names(passage: Passage) -> list[Signed]:
    """Give the names of every signature block with their titles, in the order of the text."""
    if passage.plain.count("\n") < 1 or not _mentions_office(passage.plain):
        return []
    found: list[Signed] = []
    for run in _runs(_lines(passage)):
        found += _paired(passage, run)
    return found


def numbered_names(passage: Passage) -> list[tuple[int, int]]:
    """Give the names of numbered rows that hold a name and nothing else, where some of them are known names."""
    rows = [match.span("name") for match in _ROW.finditer(passage.text)] if "\n" in passage.text else []
    rows = [row for row in rows if _is_name(passage.text[row[0] : row[1]])]
    known = sum(plain(passage.text[a:b]).split()[0] in FIRST_NAMES for a, b in rows)
    return rows if len(rows) > 1 and 2 * known >= len(rows) else []


def _mentions_office(view: str) -> bool:
    return "baskan" in view or "katip" in view or "katib" in view or "uye" in view or "muduru" in view or "reis" in view


def _lines(passage: Passage) -> Iterator[_Line]:
    """Give the lines that hold only names or only titles, with the numbers of the lines that are not empty."""
    text, view = passage.text, passage.plain
    at = number = 0
    while at < len(text):
        stop = text.find("\n", at)
        stop = stop if stop >= 0 else len(text)
        if stop - at < 200 and text[at:stop].strip():
            number += 1
            if _SIGNED.fullmatch(view[at:stop].strip()):
                number -= 1
            else:
                line = _line(text, view, at, stop, number)
                if line is not None:
                    yield line
        elif stop > at:
            number += 1 + _NEAR
        at = stop + 1


def _line(text: str, view: str, at: int, stop: int, number: int) -> _Line | None:
    cells = tuple(match.span() for match in _CELL.finditer(text, at, stop))
    if not cells or len(cells) > 8:
        return None
    if all(_TITLE.fullmatch(view[a:b]) for a, b in cells):
        return _Line("titles", cells, number)
    if len(cells) == 1 and _TITLES_RUN.fullmatch(view[cells[0][0] : cells[0][1]]):
        begin, end = cells[0]
        return _Line("titles", tuple(match.span() for match in _ONE_TITLE.finditer(view, begin, end)), number)
    if len(cells) == 1 and _NAMES_RUN.fullmatch(text, *cells[0]) and not _any_never(text[cells[0][0] : cells[0][1]]):
        return _Line("names", cells, number)
    names = [_NAME.fullmatch(text, a, b) for a, b in cells]
    if all(match is not None and _is_name(match["name"]) for match in names):
        return _Line("names", tuple(match.span("name") for match in names if match is not None), number)
    return None


def _any_never(name: str) -> bool:
    return any(is_never_name(plain(word)) for word in re.split(r"[\s.]+", name) if word)


def _is_name(name: str) -> bool:
    words = [plain(word) for word in re.split(r"[\s.]+", name) if word]
    return (
        len(words) > 1
        and len(words[-1]) > 1
        and len(name) < 42
        and words[-1] not in NOT_SURNAMES
        and not any(is_never_name(word) or word in PARTY_WORDS for word in words)
    )


def _runs(lines: Iterator[_Line]) -> Iterator[list[_Line]]:
    run: list[_Line] = []
    for line in lines:
        if run and line.number - run[-1].number > 1:
            yield run
            run = []
        run.append(line)
    if run:
        yield run


def _paired(passage: Passage, run: Sequence[_Line]) -> Iterator[Signed]:
    """Pair each line of names with its titles: those under it where the block begins with names, else those over it."""
    kinds = [line.kind for line in run]
    if "titles" not in kinds or "names" not in kinds:
        return
    under = kinds[0] == "names"
    for index, line in enumerate(run):
        if line.kind != "names":
            continue
        beside = index + 1 if under else index - 1
        titles = run[beside] if 0 <= beside < len(run) and run[beside].kind == "titles" else None
        cells = line.cells
        if titles is not None and len(cells) == 1 and len(titles.cells) > 1:
            cells = _split(passage.text, cells[0], len(titles.cells))
        if len(cells) == 1 and _NAMES_RUN.fullmatch(passage.text, *cells[0]):
            continue
        for order, (start, end) in enumerate(cells):
            yield Signed(start, end, _title(passage, titles, order, start, end, len(cells)))


def _title(passage: Passage, titles: _Line | None, order: int, start: int, end: int, count: int) -> str | None:
    if titles is None:
        return None
    if len(titles.cells) == count:
        place = titles.cells[order]
    else:
        column = (start + end) / 2 - passage.text.rfind("\n", 0, start)
        floor = passage.text.rfind("\n", 0, titles.cells[0][0])
        place = min(titles.cells, key=lambda cell: abs((cell[0] + cell[1]) / 2 - floor - column))
    return passage.words(*place).strip("():")


def _split(text: str, cell: tuple[int, int], count: int) -> tuple[tuple[int, int], ...]:
    """Part a line of names that single spaces join: into equal numbers of words, else where known first names begin."""
    words = [(cell[0] + match.start(), cell[0] + match.end()) for match in re.finditer(r"\S+", text[cell[0] : cell[1]])]
    if len(words) == 2 * count:
        return tuple((words[at][0], words[at + 1][1]) for at in range(0, len(words), 2))
    starts = [at for at, (a, b) in enumerate(words) if plain(text[a:b]) in FIRST_NAMES]
    starts = [at for at in starts if at - 1 not in starts]
    if len(starts) == count and starts[0] == 0:
        return tuple((words[a][0], words[b - 1][1]) for a, b in zip(starts, [*starts[1:], len(words)], strict=True))
    return (cell,)
