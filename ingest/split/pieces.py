"""A text's kind, its pieces and what could not be assigned to one: nothing is lost in silence."""

import itertools
import re
from collections.abc import Sequence
from typing import Any, NamedTuple

from ingest.split.anchors import Anchor, called_items, headings, items, speaker_items, turns
from ingest.split.bodies import municipality_of
from models.language.dates import find_dates
from models.language.passage import Passage
from models.resolution import Kind, Question

Inherited = tuple[str, tuple[int, int], Any, str]

_RESULT = re.compile(
    r"karar\s+(?:veril|alin|altina)|kararlastir|kabul\s+(?:edil|olun)|kabulu?ne\b|kabulu\b|redd|\b(?:ret|red)\b|havale|sevk|iade|ertelen|geri\s+cek|oy\s?birli|oy\s?coklu|ittifakla|ekseriyet|secil|bilgi(?:\s+edinil|sine\s+sunul|\s+veril)|birakil|gonderildi|cikar(?:t)?il|gundemden"
)
_DECIDED = re.compile(
    r"karar\s+(?:veril(?:di|mis)|alin(?:di|mis))|kararlastirild|kararlastirilmis|kabul\s+(?:edil|olun)(?:di|mis)|redd?edil(?:di|mis)|havale\s+(?:edil|olun)(?:di|mis)|oy\s?birli|oy\s?coklu|ertelen(?:di|mis)|iade\s+olun|secil(?:di|mis)|gonderildi|ittifakla|ekseriyet|kabulune|reddine|havalesine"
)
_MINUTES = re.compile(
    r"^[^\n]{0,80}\b(?:tutana[kg]\w{0,4}|zapti|zabti|zabit(?:\s?name\w*)?)[ ]*(?:ozeti|ornegi|dir)?[^\w\n]*$|^[^\n]{0,60}\btutanak\W*$",
    re.MULTILINE,
)
_AGENDA = re.compile(r"gundem")
_LIST = re.compile(r"karar(?:lar|lari)?\s*(?:ozet|listesi)|kararlar|alinan\s+karar|ozet(?:i|leri)")
_REPORT = re.compile(r"komisyon\w*\s+(?:rapor|kararl?a?r?i)|rapor\s*no")
_LETTER = re.compile(r"(?:^|\n)[ ]*sayi\s*[:.]")
_ENCLOSED = re.compile(r"ekte|ilisikte|gonderil|arz\s+eder|rica\s+eder|sunulmustur")
_COMMITTEE = re.compile(r"komisyonumuz|komisyonca|komisyon\s+olarak|komisyonumuzca|\barz\s+(?:olunur|ederiz|edilir)")
_PAGE_MARK = re.compile(r"^\s*(?:sayfa\s*)?[-(]?\s*\d{1,3}\s*(?:/\s*\d{1,3})?\s*[-)]?\s*$|^\s*sayfa\b.{0,20}$")
_SECTION = re.compile(r"^\s*[ivx]{1,5}\s*[-.)]{1,2}\s*[^.;,]{3,80}$")
_CLOSING = re.compile(
    r"^\s*(?:hususlarina\s+|hususlarinda\s+|seklinde\s+)?(?:oy\s?birli\w*\s+(?:ile\s+)?|oy\s?coklu\w*\s+(?:ile\s+)?)?karar\s+(?:veril|alin)\w+\s*\.?\s*$|^\s*(?:toplanti|birlesim|oturum)\w*\s+(?:\w+\s+){0,4}(?:kapat|son\s+ver|sona\s+er)"
)
_CLOSED = re.compile(
    r"(?:gundem\w*\s+(?:bitti|tamam|sona er)|gorusulecek\s+(?:baska|diger)|baska\s+(?:konu|madde)\s+(?:kalma|bulunma|olma|yok)|baska\s+(?:konu|madde)\w*\s+(?:kalma|bulunma|olma|yok))"
    r"[^\n]*(?:\n[^\n]*)?(?:kapat|son\s+ver|sona\s+er|yok)"
)
_OPENING = re.compile(
    r"^(?:t\s?\.\s?c\s?\.?$|.{0,60}belediye\w*(?:\s+(?:meclis\w*|baskan\w*|meclis\s+karari))?$|.{0,40}meclis\w*(?:\s+karar\w*)?$|karar\w*$|.{0,30}karar\s*tarih\w*.*|.{0,20}(?:tarih|birlesim|oturum|donem|toplanti|konu)\w*\s*(?:no|tarihi)?\s*[:.].*)"
)


class Piece(NamedTuple):
    """A decision's slice of the text; `decides` is False where the slice can hold no result of the council's."""

    start: int
    end: int
    decides: bool = True
    inherited: tuple[Inherited, ...] = ()


class Parts(NamedTuple):
    """The kind of a text, whose it is, its decisions, and what could not be accounted for."""

    kind: Kind
    municipality: str | None
    pieces: tuple[Piece, ...]
    questions: tuple[Question, ...] = ()


def split(text: str) -> Parts:
    """Give the kind of `text`, its decisions in order, and questions about gaps, repeats and passages left over."""
    if not text.strip():
        return Parts(Kind.OTHER, None, ())
    passage = Passage(text)
    plain = passage.plain
    kind, anchors, decides = _kind(plain)
    municipality = municipality_of(text, plain)
    if not anchors:
        start, end = _stripped(plain, 0, len(plain))
        return Parts(kind, municipality, (Piece(start, end, kind not in {Kind.AGENDA, Kind.COMMITTEE_REPORT}),))
    listing = kind in {Kind.SUMMARY_LIST, Kind.MINUTES}
    starts = [anchor.start if listing else _block_start(plain, anchors, index) for index, anchor in enumerate(anchors)]
    pieces: list[Piece] = []
    head_end = starts[0]
    inherited = _from_head(text[:head_end]) if listing or kind is Kind.AGENDA else ()
    for index, start in enumerate(starts):
        stop = starts[index + 1] if index + 1 < len(starts) else len(plain)
        end = _piece_end(plain, start, stop, anchors[index].style, last=index + 1 == len(starts))
        if end > start:
            pieces.append(Piece(start, end, decides[index], inherited))
    report = _report_before(plain, head_end, kind)
    if report is not None:
        pieces.insert(0, report)
    questions = [*_numbering(anchors), *_left_over(plain, pieces)]
    return Parts(kind, municipality, tuple(pieces), tuple(questions))


def _kind(plain: str) -> tuple[Kind, list[Anchor], list[bool]]:
    head = plain[:700]
    first = plain[:160]
    found_headings = headings(plain)
    spoken = speaker_items(plain)
    called = called_items(plain)
    listed = items(plain)
    is_minutes = bool(_MINUTES.search(head)) or turns(plain) >= 3
    reports = [match.start() for match in re.finditer(r"(?:^|\n)[ ]*rapor\s*no", plain)]
    if spoken and len(spoken) >= 1 and turns(plain) >= 2:
        return Kind.MINUTES, spoken, [True] * len(spoken)
    if len(found_headings) >= 2:
        before = plain[: found_headings[0].start]
        if is_minutes:
            kind = Kind.MINUTES
        elif _LETTER.search(before) and _ENCLOSED.search(before):
            kind = Kind.MIXED
        elif _LIST.search(before) or _one_line_each(plain, found_headings):
            kind = Kind.SUMMARY_LIST
        elif _REPORT.search(before[:400]) and _COMMITTEE.search(before):
            kind = Kind.MIXED
        else:
            kind = Kind.RESOLUTION
        return kind, found_headings, [True] * len(found_headings)
    if _REPORT.search(first) and not found_headings and (len(reports) >= 2 or not _council_after_report(plain)):
        anchors = (
            [Anchor(start + (1 if plain[start] == "\n" else 0), None, "report") for start in reports]
            if len(reports) > 1
            else []
        )
        if not anchors and len(listed) >= 2 and all(_REPORT.search(plain[a.start : a.start + 120]) for a in listed):
            anchors = listed
        return Kind.COMMITTEE_REPORT, anchors, [False] * len(anchors)
    if found_headings:
        before = plain[: found_headings[0].start]
        if _REPORT.search(before[:300]) and _COMMITTEE.search(before):
            return Kind.MIXED, found_headings, [True]
        if _LETTER.search(before) and _ENCLOSED.search(before):
            return Kind.MIXED, found_headings, [True]
        if is_minutes and len(called) >= 2:
            return Kind.MINUTES, called, [True] * len(called)
        many = _results(plain, listed)
        if len(listed) >= 3 and many >= max(2, len(listed) * 0.6) and _LIST.search(head):
            return Kind.SUMMARY_LIST, listed, [True] * len(listed)
        return Kind.RESOLUTION, [], []
    if len(called) >= 2 and (is_minutes or _results(plain, called) >= 2):
        return Kind.MINUTES, called, [True] * len(called)
    if len(listed) >= 2:
        results = _results(plain, listed)
        if results >= max(1, len(listed) * 0.5) and not _only_agenda(plain, listed):
            kind = Kind.MINUTES if is_minutes and not _LIST.search(head) else Kind.SUMMARY_LIST
            if not _single_verdict(plain, listed):
                return kind, listed, [True] * len(listed)
        elif _AGENDA.search(head) or _only_agenda(plain, listed):
            return Kind.AGENDA, listed, [False] * len(listed)
    if is_minutes:
        return Kind.MINUTES, called if len(called) > 1 else [], [True] * len(called)
    if _AGENDA.search(first) and not _DECIDED.search(plain):
        return Kind.AGENDA, [], []
    if _REPORT.search(first) and not _council_after_report(plain):
        return Kind.COMMITTEE_REPORT, [], []
    return (Kind.RESOLUTION if _RESULT.search(plain) else Kind.OTHER), [], []


def _one_line_each(plain: str, anchors: Sequence[Anchor]) -> bool:
    """Tell whether each heading goes on with its text on the same line, as summaries do."""
    lengths = []
    for anchor in anchors:
        end = plain.find("\n", anchor.start)
        lengths.append((end if end >= 0 else len(plain)) - anchor.start)
    return min(lengths) > 60


def _council_after_report(plain: str) -> bool:
    return bool(
        re.search(
            r"meclis(?:imiz)?(?:ce|in|imizin)?\b[^.;]{0,200}(?:karar\s+veril(?:di|mistir)|kabul\s+edil(?:di|mistir)|redd?edil(?:di|mistir))",
            plain,
        )
    ) and not re.search(r"komisyonumuz[^.;]{0,160}(?:karar\s+veril|kabul\s+edil)[^.]*\.[^.]*$", plain[-400:])


def _item_slices(plain: str, anchors: Sequence[Anchor]) -> list[str]:
    return [
        plain[
            anchor.start : anchors[index + 1].start
            if index + 1 < len(anchors)
            else min(len(plain), anchor.start + 1500)
        ]
        for index, anchor in enumerate(anchors)
    ]


def _results(plain: str, anchors: Sequence[Anchor]) -> int:
    return sum(
        1
        for item in _item_slices(plain, anchors)
        if _DECIDED.search(item)
        or re.search(
            r"\b(?:kabul|ret|red|havale|iade)\b[^a-z]{0,3}(?:\(|$|\n|\|)|bilgi\s+edinil|geri\s+cek|bilgi(?:sine|lerine)\s+sunul",
            item,
        )
    )


def _only_agenda(plain: str, anchors: Sequence[Anchor]) -> bool:
    endings = 0
    for item in _item_slices(plain, anchors):
        body = item.split("\n\n")[0].rstrip(" .,;\n")
        if re.search(
            r"(?:gorusulmesi|hakkinda|yazisi|raporu|onergesi|teklifi|talebi|konusu|yoklama|temenniler|acilis|secimi|belirlenmesi|dilekcesi|ilgili|okunmasi|kararinin|yapilmasi|sunulmasi|istemi|rapor|komisyonu raporu|degerlendirilmesi)\)?$",
            body,
        ):
            endings += 1
    return endings >= max(2, len(anchors) * 0.7)


def _single_verdict(plain: str, anchors: Sequence[Anchor]) -> bool:
    """Tell whether the items are parts of one decision: only the last of them is followed by a verdict."""
    slices = _item_slices(plain, anchors)
    with_result = [index for index, item in enumerate(slices) if _DECIDED.search(item)]
    return with_result == [len(slices) - 1] and len(slices) > 1


def _block_start(plain: str, anchors: Sequence[Anchor], index: int) -> int:
    """Give where a heading's block begins: the lines above it that are a letterhead or labels belong to it."""
    anchor = anchors[index]
    if anchor.style != "heading":
        return anchor.start
    floor = anchors[index - 1].start if index else 0
    start = anchor.start
    while start > floor:
        previous = plain.rfind("\n", floor, start - 1) + 1 if start - 1 > floor else floor
        line = plain[previous : start - 1].strip()
        if not line or not _OPENING.match(line) or len(line) > 110 or (index and previous <= floor):
            break
        if re.search(r"kararlar|ozetleri|tutana|zabit", line):
            break
        start = previous
    return start


def _piece_end(plain: str, start: int, stop: int, style: str, *, last: bool) -> int:
    _, end = _stripped(plain, start, stop)
    changed = True
    while changed and end > start:
        changed = False
        line_start = plain.rfind("\n", start, end) + 1
        if line_start <= start:
            break
        line = plain[line_start:end]
        if (
            _PAGE_MARK.match(line)
            or (style in {"arabic", "roman"} and _CLOSING.match(line))
            or (style == "arabic" and not last and _SECTION.match(line))
        ):
            _, end = _stripped(plain, start, line_start)
            changed = True
    if last and style in {"arabic", "roman"}:
        blank = re.compile(r"\n[ ]*\n").search(plain, start, end)
        if blank is not None and (
            _RESULT.search(plain, start, blank.start()) or not _RESULT.search(plain, blank.end(), end)
        ):
            _, end = _stripped(plain, start, blank.start())
    if last:
        closed = _CLOSED.search(plain, start, end)
        if closed is not None and _RESULT.search(plain, start, closed.start()):
            _, end = _stripped(plain, start, max(start, plain.rfind("\n", start, closed.start() + 1)) or closed.start())
    if style in {"speaker", "called"}:
        end = _through_result(plain, start, end, last=last)
    return end


def _through_result(plain: str, start: int, end: int, *, last: bool) -> int:
    """End a spoken item with the chair's result; what is said after it belongs to no item."""
    closing = None
    for closing in re.finditer(
        r"(?:edil|veril|alin|olun|gonderil|cekil|ertelen|secil|birakil|sunul|kal|cikaril|kararlastiril)(?:di|mis|misti|mistir)\w*[^.\n]{0,60}[.!]?",
        plain[start:end],
    ):
        pass
    if closing is not None and last:
        return start + len(plain[start : start + closing.end()].rstrip())
    return end


def _stripped(plain: str, start: int, end: int) -> tuple[int, int]:
    while start < end and plain[start].isspace():
        start += 1
    while end > start and plain[end - 1].isspace():
        end -= 1
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


def _report_before(plain: str, head_end: int, kind: Kind) -> Piece | None:
    """Give the committee's report that stands before the council's decision in the same file."""
    if kind is not Kind.MIXED or not _REPORT.search(plain[: min(400, head_end)]):
        return None
    start, end = _stripped(plain, 0, head_end)
    return Piece(start, end, decides=False) if end > start else None


def _numbering(anchors: Sequence[Anchor]) -> list[Question]:
    asked: list[Question] = []
    for before, after in itertools.pairwise(anchors):
        if before.number is None or after.number is None or after.style != before.style:
            continue
        if after.number > before.number + 1:
            asked.append(
                Question(
                    "number_gap",
                    "number",
                    0.6,
                    after.start,
                    after.start + 1,
                    {"before": before.number, "after": after.number},
                )
            )
        elif after.number <= before.number and after.number != 1:
            asked.append(
                Question("number_repeated", "number", 0.5, after.start, after.start + 1, {"number": after.number})
            )
    return asked


def _left_over(plain: str, pieces: Sequence[Piece]) -> list[Question]:
    """Ask about passages after the first decision that belong to none and are more than a page mark or a closing line."""
    asked: list[Question] = []
    for before, after in zip(pieces, [*pieces[1:], None], strict=True):
        a, b = before.end, after.start if after is not None else len(plain)
        lines = [
            line
            for line in plain[a:b].split("\n")
            if line.strip() and not _PAGE_MARK.match(line) and not _CLOSING.match(line)
        ]
        rest = " ".join(lines)
        if len(rest) > 60 and _RESULT.search(rest):
            start, end = _stripped(plain, a, b)
            asked.append(Question("passage_unassigned", "text", 0.7, start, end, {"length": end - start}))
    return asked
