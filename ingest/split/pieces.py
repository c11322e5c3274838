"""A text's kind, its pieces and what could not be assigned to one: nothing is lost in silence."""

import itertools
import re
from collections.abc import Sequence
from typing import Any, NamedTuple

from ingest.split.agenda import subjects_of
from ingest.split.announced import announced_numbers
from ingest.split.bodies import municipality_of
from ingest.split.choose import choose
from ingest.split.columns import own_values
from ingest.split.numbering import Anchor
from ingest.split.sheet import CLOSING, FINITE, LABEL, LETTERHEAD, RESULT, SHARED_VERB, SIGNATURE, Sheet
from ingest.split.sittings import Sitting, sitting_between, sittings
from models.language.dates import find_dates
from models.language.passage import Passage
from models.resolution import Kind, Question

Inherited = tuple[str, tuple[int, int], Any, str]
_LISTS = frozenset({Kind.SUMMARY_LIST, Kind.MINUTES, Kind.AGENDA})
_SPOKEN = frozenset({"speaker", "called", "voted"})
_BLOCKS = frozenset({"heading", "closing", "report"})
_SHORTEST_ITEM = 40
_STATE = re.compile(r"t\s?\.\s?c\b")
_NAMES = re.compile(r"(?:(?:[A-ZÇĞİÖŞÜ]\.|[A-ZÇĞİÖŞÜ][^\W\d_]+)(?:[ ]+|$)){2,12}$")
_SECTION = re.compile(r"\s*[ivx]{1,5}\s*[-.)]{1,2}\s*[^.;,]{3,80}$")
_TITLE = re.compile(
    r"(?:(?:[a-z]|[ivx]{1,5}|\d{1,2})\s?[-.)]{1,2}\s*)?[^\W\d_]+(?:[ ][^\W\d_]+){0,5}(?:[ ]\([^()\n]{0,40}\))?\W{0,3}$"
)
_RESULT_SAID = re.compile(
    r"(?:edil|veril|alin|olun|gonderil|cekil|ertelen|secil|birakil|sunul|kal|cikaril|kararlastiril)(?:di|mis|misti|mistir)\w*[^.\n]{0,60}[.!]?(?:[ ]\(karar[^()\n]{0,30}\))?"
)
_CLOSED = re.compile(
    r"(?:gundem\w*\s+(?:bitti|tamam|sona er)|dilek\w*\s+ve\s+temenni\w*\s+(?:bolum\w*\s+)?(?:gec|basla)|gorusulecek\s+(?:baska|diger|(?:konu|madde|husus)\w*\s+kalma)|baskaca?\s+(?:\w+\s+)?(?:konu|madde)\w*\s+(?:\w+\s+)?(?:kalma|bulunma|olma|yok))"
    r"[^\n]*(?:\n[^\n]*)?(?:kapat|son\s+ver|sona\s+er|nihayet|yok)"
)


class Piece(NamedTuple):
    """A decision's slice of the text; `decides` is False where the slice can hold no result of the council's."""

    start: int
    end: int
    decides: bool = True
    inherited: tuple[Inherited, ...] = ()


class Parts(NamedTuple):
    """The kind of a text, whose it is, its decisions, and what could not be accounted for.

    `text` is the text for reading, of the same length: blank where a page's mark breaks a sentence in two.
    """

    kind: Kind
    municipality: str | None
    pieces: tuple[Piece, ...]
    questions: tuple[Question, ...] = ()
    text: str = ""


def split(text: str) -> Parts:
    """Give the kind of `text`, its decisions in order, and questions about gaps, repeats and passages left over."""
    if not text.strip():
        return Parts(Kind.OTHER, None, (), text=text)
    sheet = Sheet(text)
    choice = choose(sheet)
    municipality = municipality_of(text, sheet.plain)
    if not choice.anchors:
        start, end = _without_furniture(sheet, *sheet.stripped(0, len(text)))
        whole = Piece(start, end, choice.kind not in {Kind.AGENDA, Kind.COMMITTEE_REPORT})
        return Parts(choice.kind, municipality, (whole,), text=sheet.running_on)
    listing = choice.kind in _LISTS
    starts = [
        anchor.start if listing else _block_start(sheet, choice.anchors, index)
        for index, anchor in enumerate(choice.anchors)
    ]
    passage = Passage(text)
    inherited = _from_head(text[: starts[0]]) if listing or choice.kind is Kind.MIXED else ()
    columns = own_values(passage, starts) if listing else {}
    columns = columns or announced_numbers(passage, choice.anchors, starts)
    agenda = subjects_of(sheet, choice.agenda, starts[0])
    pieces: list[Piece] = []
    named_sittings = sittings(sheet, passage) if listing else []
    for index, start in enumerate(starts):
        last = index + 1 == len(starts)
        sitting = sitting_between(named_sittings, pieces[-1].end if pieces else 0, start)
        inherited = (sitting.fact,) if sitting is not None else inherited
        end = _end(
            sheet,
            start,
            len(text) if last else starts[index + 1],
            choice.anchors[index].style,
            last=last,
            listing=listing,
            sittings=named_sittings,
        )
        if end > start:
            named = agenda.get(choice.anchors[index].number, ())
            pieces.append(Piece(start, end, choice.decides[index], (*columns.get(start, ()), *inherited, *named)))
    asked = (*_numbering(choice.anchors), *_left_over(sheet, pieces))
    return Parts(choice.kind, municipality, tuple(pieces), asked, sheet.running_on)


def _block_start(sheet: Sheet, anchors: Sequence[Anchor], index: int) -> int:
    """Give where a heading's block begins: the letterhead and the labels above it belong to it, across empty lines too."""
    anchor = anchors[index]
    if anchor.style != "heading" or anchor.inline:
        return anchor.start
    plain = sheet.plain
    floor = anchors[index - 1].start if index else 0
    start = at = anchor.start
    while at > floor:
        previous = plain.rfind("\n", floor, at - 1) + 1 if at - 1 > floor else floor
        line = plain[previous : at - 1].strip()
        if index and previous <= floor:
            break
        if line:
            if (
                not (LETTERHEAD.match(line) or LABEL.match(line))
                or len(line) > 110
                or re.search(r"kararlar|ozetleri|tutana|zabit", line)
            ):
                break
            start = previous
            if _STATE.match(line):
                break
        elif at != start or anchor.start - start > 400:  # a second empty line, or one far above
            break
        at = previous
    return start


def _end(
    sheet: Sheet, start: int, stop: int, style: str, *, last: bool, listing: bool, sittings: Sequence[Sitting]
) -> int:
    plain = sheet.plain
    _, end = sheet.stripped(start, stop)
    items = style not in _SPOKEN and (listing or style not in _BLOCKS)
    headings = {sitting.start for sitting in sittings}
    while True:
        line_start = plain.rfind("\n", start, end) + 1
        if line_start <= start:
            break
        line = plain[line_start:end]
        if not (
            line_start in headings
            or sheet.is_furniture(line)
            or ((listing or items) and CLOSING.match(line))
            or (listing and SHARED_VERB.match(line) and sheet.line_before(line_start).endswith((",", ";")))
            or (items and (SIGNATURE.match(line) or _is_title(sheet, line_start, end, last=last)))
        ):
            break
        _, end = sheet.stripped(start, line_start)
    if last and items:
        end = _before_signature(sheet, start, end)
        blank = re.compile(r"\n[ ]*\n").search(plain, start, end)
        if blank is not None and (sheet.results_in(start, blank.start()) or not sheet.results_in(blank.end(), end)):
            _, end = sheet.stripped(start, blank.start())
    if last:
        closed = _CLOSED.search(plain, start, end)
        if closed is not None and closed.start() - start > _SHORTEST_ITEM:
            _, end = sheet.stripped(start, max(start, plain.rfind("\n", start, closed.start() + 1)) or closed.start())
    if last and style in _SPOKEN:
        end = _through_result(plain, start, end)
    return end


def _before_signature(sheet: Sheet, start: int, end: int) -> int:
    """Give where the last item ends when a signature follows it without an empty line: titles, with names above or below."""
    line_start = sheet.plain.find("\n", start, end)
    while line_start >= 0:
        line_end = sheet.plain.find("\n", line_start + 1, end)
        line_end = line_end if line_end >= 0 else end
        if SIGNATURE.match(sheet.plain[line_start + 1 : line_end]) and not sheet.results_in(line_end, end):
            above = sheet.text.rfind("\n", start, line_start)
            names = above >= 0 and _NAMES.match(sheet.text[above + 1 : line_start].strip())
            return sheet.stripped(start, above if names else line_start)[1]
        line_start = sheet.plain.find("\n", line_start + 1, end)
    return end


def _is_title(sheet: Sheet, start: int, end: int, *, last: bool) -> bool:
    """Tell whether a line heads what follows and so does not belong to the item above it: "EK GÜNDEM", "II. Komisyon raporları"."""
    line = sheet.plain[start:end]
    if last or FINITE.search(line):
        return False
    if _SECTION.match(line):
        return True
    return _TITLE.match(line.strip()) is not None and sheet.text[start:end].isupper() and not RESULT.search(line)


def _through_result(plain: str, start: int, end: int) -> int:
    """End a spoken item with the chair's result; what is said after it belongs to no item."""
    closing = None
    for closing in _RESULT_SAID.finditer(plain, start, end):
        pass
    return start + len(plain[start : closing.end()].rstrip()) if closing is not None else end


def _without_furniture(sheet: Sheet, start: int, end: int) -> tuple[int, int]:
    """Give a slice without the lines at its edges that only belong to the page."""
    plain = sheet.plain
    while (stop := plain.find("\n", start, end)) >= 0 and sheet.is_furniture(plain[start:stop]):
        start, end = sheet.stripped(stop, end)
    while (begin := plain.rfind("\n", start, end)) >= 0 and sheet.is_furniture(plain[begin + 1 : end]):
        start, end = sheet.stripped(start, begin)
    return start, end


def _from_head(head: str) -> tuple[Inherited, ...]:
    """Give what the heading says for every item below it: the meeting's date."""
    if not head.strip():
        return ()
    passage = Passage(head + "\n")
    mentions = find_dates(passage)
    found = [mention for mention in mentions if mention.field == "meeting_date"]
    if not found:
        dates = [mention for mention in mentions if mention.field == "date" and mention.value["role"] != "letter"]
        found = (
            [dates[0]._replace(field="meeting_date", value=dates[0].value["date"], rule="dates.head@1")]
            if len(dates) == 1
            else []
        )
    return tuple(("meeting_date", (mention.start, mention.end), mention.value, mention.rule) for mention in found[:1])


def _numbering(anchors: Sequence[Anchor]) -> list[Question]:
    asked: list[Question] = []
    for before, after in itertools.pairwise(anchors):
        if before.number is None or after.number is None or after.style != before.style:
            continue
        if after.number > before.number + 1:
            details = {"before": before.number, "after": after.number}
            asked.append(Question("number_gap", "number", 0.6, after.start, after.start + 1, details))
        elif after.number <= before.number and after.number != 1:
            details = {"number": after.number}
            asked.append(Question("number_repeated", "number", 0.5, after.start, after.start + 1, details))
    return asked


def _left_over(sheet: Sheet, pieces: Sequence[Piece]) -> list[Question]:
    """Ask about passages that belong to no decision and yet state a result: above the first one, between them, behind the last."""
    asked: list[Question] = []
    edges = (
        [
            (0, pieces[0].start),
            *((one.end, other.start) for one, other in itertools.pairwise(pieces)),
            (pieces[-1].end, len(sheet.plain)),
        ]
        if pieces
        else []
    )
    for a, b in edges:
        lines = [
            line
            for line in sheet.plain[a:b].split("\n")
            if line.strip() and not sheet.is_furniture(line) and not CLOSING.match(line) and not SHARED_VERB.match(line)
        ]
        rest = " ".join(lines)
        if len(rest) > 60 and (FINITE if a == 0 else RESULT).search(rest):
            start, end = sheet.stripped(a, b)
            asked.append(Question("passage_unassigned", "text", 0.7, start, end, {"length": end - start}))
    return asked
