"""Where decisions may begin: headings with a number, numbered items, agenda items called in minutes."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from models.language.numerals import ORDINAL_WORDS, ordinal, roman


class Anchor(NamedTuple):
    """A place where a decision begins, its printed number if it has one, and how it is marked."""

    start: int
    number: int | None
    style: str


_HEADING = re.compile(
    r"(?:^|\n)[ ]*(?:\S[^\n]{0,60}?)?(?<![a-z])(?:meclis\s+)?karar(?:in)?\s*(?:no|numarasi|sayisi|sayi|nosu)\s*[:.]*[ ]*(?:\n[ ]*)?(?P<label>[\d./-]+)"
    r"|(?:^|\n)[ ]*(?:\S+\s+tarih(?:li)?\s*(?:ve|,)?\s*)?(?P<sayili>\d[\d/-]*)\s*(?:sayili|no'?lu|nolu|no\.lu|numarali)\s*(?:meclis\s*)?karar(?:i|lar)?\s*[:.]*[ ]*(?=\n|$|\(|:|-)"
    r"|(?:^|\n)[ ]*karar\s*[:-]?\s*(?P<bare>\d{1,4}(?:/\d{1,4})?)\s*[-:.)](?!\d)"
    r"|(?:^|\n)[ ]*(?P<code>(?:19|20)\d\d\s?[-/]\s?\d{1,4})\s*[:-]\s"
    r"|(?:^|\n)[^\n;]{3,60}?/\s*(?P<slashed>\d{1,4})\s*(?:numarali|nolu|no'?lu|sayili)\s+karar\b"
)
_ITEM = re.compile(
    r"(?:^|\n)[ \-*]*\(?(?:(?:gundem\s*)?madde(?:si)?\s*(?:no\s*)?[:.]?\s*)?(?P<n>\d{1,3}|[ivxl]{1,7})(?P<sep>\s?[-.)]{1,2}\s?-?|\s*[|:]\s*)(?=[ ]*\S)(?!\d)"
)
_INLINE = re.compile(
    r"(?<=[.,;)])[ ]+\(?(?:(?:gundem\s*)?madde(?:si)?\s*)?(?P<n>\d{1,3}|[ivxl]{1,7})\s?[-.)]{1,2}\s?-?[ ]*(?=[a-z(\"])"
)
_FIRST_INLINE = re.compile(r"(?<=[a-z:)\d])[ ]+(?P<n>1|i)\s?[-.)]{1,2}\s?-?[ ]*(?=[a-z(\"])")
_CALLED = re.compile(
    rf"(?:(?<=[.!?]\s)|(?<=\n)|^)[ \-]*(?:gundem(?:in|imizin)?\s+)?(?P<n>\d{{1,3}}|[ivxl]{{1,6}}|{ORDINAL_WORDS}|son)\s*(?:\.|'?\s?(?:inci|nci|uncu|ncu|ci|cu))?\s*(?:sira(?:sinda)?\s*)?(?:gundem\s+)?madde(?:si)?(?:ne|nin|sinde|sine|si|yi|ye)?\b"
)
_SPEAKER = re.compile(
    r"(?:^|\n)[ ]*(?P<who>(?:[^\W\d_]{2,}\.?[ ]){0,5}[^\W\d_]{2,}(?:[ ]\([^()\n]{2,40}\))?)[ ]*(?:[-:]|-{2})[ ]+(?=\S)"
)
_CHAIR = re.compile(r"baskan")
_ITEM_WORDS = re.compile(
    rf"\b(?:(?P<n>\d{{1,3}})\s*(?:\.|'?\s?(?:inci|nci|uncu|ncu))?|(?P<w>{ORDINAL_WORDS}))\s*(?:gundem\s+)?madde|gundemin"
)


def headings(plain: str) -> list[Anchor]:
    """Give headings that carry a decision's number."""
    found: list[Anchor] = []
    for match in _HEADING.finditer(plain):
        printed = next(value for value in match.groupdict().values() if value)
        start = match.start() + (1 if plain[match.start()] == "\n" else 0)
        number = re.findall(r"\d+", printed)
        line = plain[start : plain.find("\n", match.end()) if plain.find("\n", match.end()) >= 0 else len(plain)]
        if re.search(r"sayili\s+karari?(?:nin|na|yla|ile|ndan)|tarih\w*\s+ve\s+$", line[: match.end() - start + 4]):
            continue
        if found and start - found[-1].start < 12:
            continue
        if "(karar" in line[: match.end() - start]:
            continue  # a number that closes an item: "... karar verildi. (Karar No:51)"
        found.append(Anchor(start, _own(number), "heading"))
    return found


def _own(numbers: Sequence[str]) -> int | None:
    """Give the running number of a printed one: ``31/2021`` is 31, ``2019/41`` is 41."""
    small = [number for number in numbers if not (len(number) == 4 and number[:2] in {"19", "20"})]
    return int((small or numbers)[-1]) if numbers else None


def items(plain: str) -> list[Anchor]:
    """Give the items of the longest list, numbered in any one style; items that run together on a line are found too."""
    best: list[Anchor] = []
    for style in ("arabic", "roman"):
        chain = _chain(plain, style)
        if len(chain) > len(best):
            best = chain
    return best


def _chain(plain: str, style: str) -> list[Anchor]:
    candidates: list[tuple[int, int, bool]] = []
    for pattern, inline in ((_ITEM, False), (_INLINE, True)):
        for match in pattern.finditer(plain):
            number = _number(match["n"], style)
            if number is None or number == 0:
                continue
            start = match.start()
            while start < len(plain) and plain[start] in "\n ":
                start += 1
            if not inline and re.match(r"\d{1,2}[./]\d{1,2}[./]\d{4}", plain[match.start("n") : match.start("n") + 10]):
                continue
            candidates.append((start, number, inline))
    first = _FIRST_INLINE.search(plain[:600])
    if first is not None and _number(first["n"], style) == 1 and not any(not inline for *_, inline in candidates):
        candidates.append((first.start("n"), 1, False))
    candidates.sort()
    chain: list[Anchor] = []
    for start, number, inline in candidates:
        last = chain[-1].number if chain else None
        if last is None:
            if not inline:
                chain.append(Anchor(start, number, style))
        elif inline:
            if number == last + 1 and re.search(
                r"(?:(?:[dt][iu]|[dt][iu]r|n[ea]|yl[ea]|ile|i)[.,;)]+|\(karar\s*(?:no|sayisi)[ .:]*[\d/-]+\)\.?)\s*$",
                plain[max(0, start - 30) : start],
            ):
                chain.append(Anchor(start, number, style))
        elif last < number <= last + 12 or (number == 1 and last > 1 and _after_heading(plain, start)):
            chain.append(Anchor(start, number, style))
        elif number < last and len(chain) == 1:
            chain = [Anchor(start, number, style)]
    return chain


def _after_heading(plain: str, start: int) -> bool:
    before = plain[max(0, start - 120) : start].rstrip("\n ").rsplit("\n", 1)[-1]
    return bool(before) and len(before) < 100 and not before.rstrip().endswith((".", ",", ";"))


def _number(written: str, style: str) -> int | None:
    if style == "roman":
        return roman(written) if written.isalpha() else None
    return int(written) if written.isdigit() else None


def called_items(plain: str) -> list[Anchor]:
    """Give the places where minutes say that an agenda item is taken up."""
    found: list[Anchor] = []
    for match in _CALLED.finditer(plain):
        start = match.start()
        while start < match.end() and plain[start] in " \n-":
            start += 1
        found.append(Anchor(start, _called_number(match["n"]), "called"))
    return _rising(found)


def speaker_items(plain: str) -> list[Anchor]:
    """Give the turns of the chair that call an agenda item."""
    turns = [match for match in _SPEAKER.finditer(plain) if _CHAIR.search(match["who"])]
    if len(turns) < 2:
        return []
    found: list[Anchor] = []
    for index, match in enumerate(turns):
        stop = turns[index + 1].start() if index + 1 < len(turns) else len(plain)
        said = plain[match.end() : min(stop, match.end() + 160)]
        called = _ITEM_WORDS.search(said)
        if called is None or re.match(r"\s*(?:yok|bitti|kalma|baska)", said[called.end() : called.end() + 12]):
            continue
        number = int(called["n"]) if called["n"] else ordinal(called["w"]) if called["w"] else None
        start = match.start() + (1 if plain[match.start()] == "\n" else 0)
        if found and number is not None and found[-1].number == number:
            continue
        found.append(Anchor(start, number, "speaker"))
    return found


def _called_number(written: str) -> int | None:
    if written.isdigit():
        return int(written)
    return ordinal(written) or roman(written)


def _rising(anchors: Sequence[Anchor]) -> list[Anchor]:
    kept: list[Anchor] = []
    for anchor in anchors:
        if not kept or anchor.number is None or kept[-1].number is None or anchor.number > kept[-1].number:
            kept.append(anchor)
    return kept


def turns(plain: str) -> int:
    """Give how many turns of speakers a text shows."""
    return sum(1 for match in _SPEAKER.finditer(plain) if _CHAIR.search(match["who"]))
