"""The decision's own number and the numbers of letters and petitions."""

import re
from bisect import bisect_left

from models.language.days import days
from models.language.opening import Opening, opening_of
from models.language.papers import OFFICE, described, paper_pattern
from models.language.passage import Mention, Passage
from models.language.patterns import Pattern
from models.language.references import references_at
from models.language.taken import Taken

NUMBER = r"(?:m\.\d{2}\.[\w./-]{2,40}|(?:[a-z]{1,2}\s?[-./]\s?)?\d(?:[\d./]|\s?-\s?(?=[.\d]|[a-z]\.?\d)|(?<=\d)[a-z](?=[-./\d])|[a-z]\.(?=\d))*(?:/[a-z])?)"
_SAYILI = re.compile(
    rf"\b(?<![./-])(?P<n>{NUMBER}(?:\s?(?:ve|,|ile)\s{NUMBER}){{0,3}})\s*(?:'?\s?(?:sayili|no\.?\s?'?\s?lu|nolu|numarali|sayi cikisli|kayit nolu|kayit numarali|evrak kayit)|(?:sayi|evrak) (?:ile|numarasi))\b"
)
_HEADS = paper_pattern("law", "report", "referenced_decision", "letter", "stop", "thing")
_CODE = Pattern(r"(?<![\w/])(?P<n>e\s?[-.]\s?\d{3,}(?:[-./]\d+)*)(?![\w/])")
_FILE_CODE = Pattern(r"(?<![\w./-])(?P<n>\d{5,9}-\d{3}\.[\d.]+(?:-\s?[\w./]+)*)")
_DATED = re.compile(r"\s?[/,-]\s?(?P<n>\d{2,7})\s*\)")
_DATED_SAYI = re.compile(  # "11.04.2025, sayı 2876", "03/02/2022 tarih 203 sayı"
    r"\s*,?\s*(?:sayi(?:si)?\s*:?\s*|tarih(?:li)?\s*,?\s*(?=\S+\s+sayi\b))(?P<n>(?:e\s?[.-]\s?)?\d{2,7})(?![\d/-])"
)
_DATED_BOTH = re.compile(
    r"\s?[/-]\s?(?P<n>(?:e\s?[.-]\s?)?\d{2,7})\s+tarih(?:li)?\s+ve\s+(?:sayi|no)\w*\s+(?:yazi|dilekce|teklif|onerge)"
)
_DATED_OFFICE = re.compile(r"\s?[/-]\s?(?P<n>(?:e\s?[.-]\s?)?\d{2,7})(?![\d/.-])")
_OF_A_THING = re.compile(  # "6, 7 ve 9 numaralı dükkânların ... 203 sayılı kararı", "2 no'lu hakediş ödemesinin havalesi"
    r"(?:lu|numarali)\s+(?:(?!meclis|komisyon|encumen|mudurlu|baskanli|birli|kurul)[a-z]+\s+)?(?!meclis|komisyon|encumen|mudurlu|baskanli|birli|kurul|tarih|karar|teklif|yazi|onerge|rapor|dilekce)[a-z]+"
    r"(?:[a-z]{3}in|[a-z]{3}un|nin|nun)(?:\w{0,3})\s.*"
)
_UNIT = Pattern(
    r"(?:mudurlugu|dairesi baskanligi|daire baskanligi|mud\.|bsk\.)\s?[-/]\s?(?P<n>\d{3,7})(?=\s*(?:\n|$|[),;]|\s{2}))"
    r"|\([^()\n]{0,50}(?:mudurlugu|baskanligi|mud\.?|bsk\.?)\s?-?\s?(?P<n2>\d{3,7})\)"
)
_EVRAK = Pattern(
    rf"\b(?:evrak|yazi|kayit|dilekce|onerge)\s*(?:no|numarasi|sayisi|kayit no)\w*\s*[:.]?\s*(?P<n>{NUMBER})"
)
_CODES = ((_FILE_CODE, "file_code"), (_CODE, "code"), (_UNIT, "unit"), (_EVRAK, "label"))
_COURT_FILE = re.compile(r"esas|\bk[.:-]")
_COURT_DECISION = re.compile(r"\bk\s?[:.]\s?$")  # "E:2021/640, K:2022/188 sayılı kararı" is a court's
_COURT_YEAR = re.compile(r"e\s?[.]\s?(?:19|20)\d\d[/-]\d+")
_WHOLE = re.compile(NUMBER)
_CROSSES = re.compile(r"[.;]\s|\n[ ]*\n|\bokun|\bile ilgili\b|\bhakkinda|\bgorusul|\bgeregi|\bistinaden|\biliskin\b")
_DATED_BEFORE = re.compile(r"(?:tarih|gun)\w*\s*(?:ve|,)?\s*$")


_MISREAD = re.compile(r"[\dOolI]+(?:[/-][\dOolI]+)*")
_DIGITS = str.maketrans("OolI", "0011")


def find_decision_number(passage: Passage) -> list[Mention]:
    """Give the decision's own number as printed, from its heading or label."""
    opening = opening_of(passage)
    if opening.number is None:
        return []
    start, end = opening.number
    number = printed(passage.text[start:end])
    if _MISREAD.fullmatch(number) and all(re.search(r"\d", part) for part in re.split(r"[/-]", number)):
        number = number.translate(_DIGITS)
    return [Mention("number", start, end, number, opening.rule)]


def printed(number: str) -> str:
    """Give a number as it is printed, without spaces and without marks at its ends."""
    return re.sub(r"\s+", "", number).strip("-./")


def find_references(passage: Passage) -> list[Mention]:
    """Give the numbers of letters and petitions, and the other decisions the text points to."""
    plain, text = passage.plain, passage.text
    opening = opening_of(passage)
    own = opening.number[0] if opening.number else -1
    found: list[Mention] = list(_labelled(passage, opening))
    taken = Taken([(mention.start, mention.end) for mention in found])
    dates = days(passage)
    for match in _SAYILI.finditer(plain):
        start, end = match.span("n")
        for day in dates[max(0, bisect_left(dates, (start,)) - 1) : bisect_left(dates, (end,))]:
            if day.end > start:  # "14.02.2024/452 sayılı"
                start = next((at for at in range(day.end, end) if plain[at].isalnum()), end)
        if start <= own < end or not taken.free(start, end):
            taken.add(start, end)
            continue
        taken.add(start, end)
        head = _head(plain, match.end())
        if head is not None and _OF_A_THING.search(plain[match.end() - 10 : head.start()]):
            head = None
        role = head.lastgroup if head else None
        if head is None and _DATED_BEFORE.search(plain, max(0, start - 14), start) and _of_office(passage, start):
            role = "letter"
        if role == "letter":
            for number, at in several(text, start, end):
                found.append(Mention("document_no", at, at + len(number), printed(number), "numbers.sayili@1"))
        elif role == "referenced_decision" and head is not None and not _COURT_DECISION.search(plain, start - 4, start):
            found += references_at(passage, several(text, start, end), head)

    for pattern, rule in _CODES:
        for match in passage.view.matches(pattern):
            start, end = match.span(str(match.lastgroup))
            if start == own or not taken.free(start, end) or opening.owners.get(start) == "own":
                continue
            if rule == "code" and (
                _COURT_FILE.search(plain[max(0, start - 10) : start] + plain[end : end + 14])
                or _COURT_YEAR.fullmatch(match["n"])
            ):
                continue
            taken.add(start, end)
            number = printed(text[start:end]).rstrip("-.")
            found.append(Mention("document_no", start, end, number, f"numbers.{rule}@1"))
    for day in dates:
        bracketed = plain[max(0, day.start - 3) : day.start].rstrip().endswith("(")
        dated = (_DATED if bracketed else _DATED_SAYI).match(plain, day.end)
        if dated is None:
            dated = _DATED_BOTH.match(plain, day.end)
        if dated is None and OFFICE.search(plain, max(0, day.start - 80), day.start):
            dated = _DATED_OFFICE.match(plain, day.end)  # "Zabıta Müdürlüğü - 17.09.2020 / 3351"
        if dated is not None and dated.start("n") != own and taken.free(*dated.span("n")):
            start, end = dated.span("n")
            found.append(Mention("document_no", start, end, text[start:end], "numbers.dated@1"))
    return sorted(found, key=lambda mention: mention.start)


def _labelled(passage: Passage, opening: Opening) -> list[Mention]:
    """Give the numbers that a label in the head calls a letter's or an earlier decision's: ``Evrak No: 1187``."""
    found: list[Mention] = []
    for start, owner in opening.owners.items():
        match = _WHOLE.match(passage.plain, start) if owner in {"letter", "reference"} else None
        if match is None:
            continue
        number = printed(passage.text[start : match.end()])
        if owner == "letter":
            found.append(Mention("document_no", start, match.end(), number, "numbers.letterhead@1"))
        else:
            day = next(
                (day for day in days(passage) if -40 < day.start - start < 25 and day.start in opening.dates), None
            )
            value = {"number": number, "date": day.iso if day else None, "body": None, "relation": "refers_to"}
            found.append(Mention("ref", start, match.end(), value, "numbers.reference_label@1"))
    return found


def _head(plain: str, at: int) -> re.Match[str] | None:
    """Give the word that tells what the number before `at` is of, None where something else comes first."""
    limit = min(len(plain), at + 130)
    head = described(_HEADS, plain, _HEADS.search(plain, at, limit))
    while head is not None and head.lastgroup in {"thing", "stop"} and head.start() - at > 16:
        head = _HEADS.search(plain, head.end(), limit)
    if head is None or _CROSSES.search(plain[at : head.start()]):
        return None
    return head


def _of_office(passage: Passage, start: int) -> bool:
    """Tell whether an office stands before the date that stands before a number."""
    before = [day for day in days(passage)[: bisect_left(days(passage), (start,))][-1:] if start - day.end < 30]
    return bool(before) and OFFICE.search(passage.plain, max(0, before[0].start - 80), before[0].start) is not None


def several(text: str, start: int, end: int) -> list[tuple[str, int]]:
    """Give each number of a list such as ``118 ve 119`` with its place."""
    parts: list[tuple[str, int]] = []
    at = start
    for piece in re.split(r"\s?(?:\bve\b|,|\bile\b)\s", text[start:end]):
        at = text.index(piece, at)
        parts.append((piece, at))
        at += len(piece)
    return parts
