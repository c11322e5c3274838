"""Where minutes take up an item of the agenda: called by the chair, told by the writer, or only voted on."""

import re
from bisect import bisect_right
from collections.abc import Sequence

from ingest.split.numbering import Anchor, Row
from ingest.split.sheet import Sheet
from models.language.numerals import NUMBER_WORDS, ORDINAL_WORDS, number_in_words, ordinal, roman

_CALLED = re.compile(
    rf"(?:(?<=[.!?]\s)|(?<=\n)|^)[ \-]*(?:gundem(?:in|imizin)?\s+)?(?P<n>\d{{1,3}}|[ivxlc]{{1,6}}|{ORDINAL_WORDS}|son)\s*+(?:\.|'?\s?(?:inci|nci|uncu|ncu|ci|cu))?\s*+(?:sira(?:sinda)?\s*+)?(?:gundem\s+)?madde(?:si)?(?:ne|nin|sinde|sine|si|yi|ye)?\b"
)
_TURN = re.compile(
    r"(?:^|\n)[ ]*(?P<who>(?:[^\W\d_]{2,}\.?[ ]{1,3}){0,5}[^\W\d_]{2,}(?:[ ]{1,3}\([^()\n]{2,40}\))?)(?:\.(?=-))?[ ]*(?:[-:]|-{2})[ ]+(?=\S)"
)
_CHAIR = re.compile(r"baskan|\breis\b")
_ITEM = re.compile(
    rf"\b(?:(?P<n>\d{{1,3}})\s*(?:\.|'?\s?(?:inci|nci|uncu|ncu))?|(?P<w>{ORDINAL_WORDS}|ilk)|(?:siradaki|diger|sonraki|son|obur|yeni))\s*(?:(?:gundem\s+)?madde(?!den\b|lerden\b)|sira(?:da(?:ki)?|si\w*)?\b|(?:is|konu|husus)\b)|gundemin(?!\s+(?:bitti|tamam))|\b(?:madde\s+(?:numara\s+)?|gundem\s+(?:numara\s+|no\s+)?)(?:(?P<m>\d{{1,3}})|(?P<v>{NUMBER_WORDS}))(?![a-z])(?!\s*[/.-]\s*\d)"
)
_NOTHING_LEFT = re.compile(r"\s*(?:\w+\s+)?(?:yok|bitti|kalma|baska|tamam)")
_NEW_MATTER = re.compile(
    r"\b(?:dilekce|onerge|teklif|talep|mazeret|yazi|rapor|tutana[gk])\w*\s+(?:var\b|geldi|ulasti|gelmis|verilmis)|gundem\s+disi|gundeme\s+(?:ek|ilave|alinma|eklenme)|izinli\s+sayil"
)
_GREETING = re.compile(r"hos\s+geldiniz|(?:birlesimi|toplantiyi|oturumu)\s+aciyorum|selamliyorum")
_VOTE = re.compile(r"kabul\s+edenler|oylariniza|oyunuza|oya\s+sun")
_AHEAD = 160


def turns(sheet: Sheet) -> Row:
    """Give the turns of the chair."""
    return [
        Anchor(_after_break(sheet, match), None, "speaker")
        for match in _TURN.finditer(sheet.plain)
        if _CHAIR.search(match["who"])
    ]


def spoken(sheet: Sheet, chair: Row) -> Row:
    """Give the turns of the chair that call an item, and those that have another matter voted on between two items."""
    row: Row = []
    calling = [turn.start for turn in chair if _called(sheet, turn.start, turn.start + _AHEAD)]
    for index, turn in enumerate(chair):
        stop = chair[index + 1].start if index + 1 < len(chair) else len(sheet.plain)
        called = _called(sheet, turn.start, min(stop, turn.start + _AHEAD))
        if called is None or _NOTHING_LEFT.match(sheet.plain, called.end(), called.end() + 24):
            if _takes_up_another(sheet, chair, index, row, calling):
                row.append(turn)
            continue
        number = _number(called)
        if row and number is not None and row[-1].number == number:
            continue
        row.append(turn._replace(number=number))
    return row


def _called(sheet: Sheet, start: int, stop: int) -> re.Match[str] | None:
    """Find the words that call an item; ``MADDE 2`` at a line's beginning is a heading and not said by the chair."""
    for match in _ITEM.finditer(sheet.plain, start, stop):
        line = sheet.plain.rfind("\n", 0, match.start()) + 1
        if not (match["m"] or match["v"]) or sheet.plain[line : match.start()].strip():
            return match
    return None


def _number(called: re.Match[str]) -> int | None:
    """Give the number of the item that is called, None where it is only the next or the last one."""
    digits = called["n"] or called["m"]
    if digits:
        return int(digits)
    if called["v"]:
        return number_in_words(called["v"])
    return ordinal(called["w"]) if called["w"] else None


def _takes_up_another(sheet: Sheet, chair: Row, index: int, row: Row, calling: Sequence[int]) -> bool:
    """Tell whether the chair has a matter voted on that is no item of the agenda, after what came before is done.

    `calling` is where the turns begin that call an item.
    """
    turn = chair[index]
    stop = chair[index + 1].start if index + 1 < len(chair) else len(sheet.plain)
    if _GREETING.search(sheet.plain, turn.start, stop) or (row and not sheet.results_in(row[-1].start, turn.start)):
        return False
    later = bisect_right(calling, turn.start)
    following = calling[later] if later < len(calling) else len(sheet.plain)
    if _NEW_MATTER.search(sheet.plain, turn.start, min(stop, turn.start + _AHEAD)):
        return sheet.results_in(turn.start, following) > 0
    called = following == len(sheet.plain) or any(anchor.number is not None for anchor in row)
    return (
        not called and _VOTE.search(sheet.plain, turn.start, stop) is not None and sheet.finite.inside(turn.start, stop)
    )


def voted(sheet: Sheet, chair: Row) -> Row:
    """Give the turns that open each matter where nobody calls it: the first one after a vote's result."""
    row: Row = []
    fresh: Anchor | None = None
    for index, turn in enumerate(chair):
        stop = chair[index + 1].start if index + 1 < len(chair) else len(sheet.plain)
        fresh = fresh or turn
        if sheet.finite.inside(turn.start, stop):
            row.append(fresh._replace(style="voted"))
            fresh = None
        elif fresh is turn and not row and not sheet.results_in(turn.start, stop):
            fresh = None  # greetings and the roll call open no matter
    return row if len(row) > 1 else []


def told(sheet: Sheet) -> Row:
    """Give the places where the writer says that an item is taken up; their numbers rise."""
    row: Row = []
    for match in _CALLED.finditer(sheet.plain):
        start = match.start()
        while start < match.end() and sheet.plain[start] in " \n-":
            start += 1
        written = match["n"]
        number = int(written) if written.isdigit() else ordinal(written) or roman(written)
        last = row[-1].number if row else None
        if last is None or number is None or number > last:
            row.append(Anchor(start, number, "called"))
    return row


def _after_break(sheet: Sheet, match: re.Match[str]) -> int:
    return match.start() + (1 if sheet.plain[match.start()] == "\n" else 0)
