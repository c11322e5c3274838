"""The other decisions that a text points to, with date, body and what becomes of them: amended, cancelled, corrected."""

import re
from bisect import bisect_left
from collections.abc import Sequence

from models.language.days import Day, days
from models.language.papers import paper_pattern
from models.language.passage import Mention, Passage

_BODY = re.compile(
    r"((?:[A-ZÇĞİÖŞÜ][\wçğıöşüâ]*\s+){1,3}(?:İlçe\s+|Büyükşehir\s+|İl\s+Özel\s+İdaresi\s+)*(?:[Bb]elediye(?:si)?\s+)?(?:[Mm]eclis|[Ee]ncümen)|(?:[A-ZÇĞİÖŞÜ][\wçğıöşü.]*\s+){0,4}(?:Mahkemesi|Bakanlar Kurulu|Kurul[u]?))\S*\s*(?:[a-zçğıöşü]+\s+)?$"
)
_OWN_COUNCIL = re.compile(r"(?:(?:Büyükşehir|Belediye|İlçe)\s*)*(?:Meclis)|(?:Büyükşehir )?Belediye(?:miz)? Meclis")
_COURT_FILE = re.compile(r"\d[\d/]*\s*(?:e\.?|esas)\w*\s*,?\s*(?:ve\s*)?$")
_SAME_DAY = re.compile(r"ayni (?:tarih|gun)\w*\s*(?:ve)?\s*$")
_SENTENCE = re.compile(r"[.;]\s")
_SENTENCE_END = re.compile(r"(?<=[a-z]{3})[.;]\s")
_DATED = re.compile(r"tarih|gun")
_RELATIONS = paper_pattern("corrects", "cancels", "amends", "repeats")
_ORDER = ("corrects", "cancels", "amends", "repeats")


def references_at(passage: Passage, numbers: Sequence[tuple[str, int]], head: re.Match[str]) -> list[Mention]:
    """Give the decisions that `numbers` (each with its place) name; `head` is the word ``kararı`` behind them."""
    plain, text = passage.plain, passage.text
    start = numbers[0][1]
    day = _day_before(passage, start) or _day_behind(passage, numbers[-1][1], head.start())
    begin = day.start if day and day.start < start else start
    left = text[max(0, begin - 90) : begin]
    body = _body(left[max(left.rfind(". ") + 1, left.rfind("\n\n") + 1, left.rfind(";") + 1, 0) :])
    relation = relation_of(_SENTENCE_END.split(plain[head.end() : head.end() + 150], maxsplit=1)[0])
    court = _COURT_FILE.search(plain, max(0, start - 30), start) is not None
    rule = "numbers.court@1" if court else "numbers.decision@1"
    return [
        Mention(
            "ref",
            min(begin, at),
            head.end(),
            {
                "number": re.sub(r"\s+", "", number).strip("-./"),
                "date": day.iso if day else None,
                "body": body,
                "relation": relation,
            },
            rule,
        )
        for number, at in numbers
    ]


def relation_of(words: str) -> str:
    """Give what `words` (plain) do to the decision named before them."""
    found = {str(match.lastgroup) for match in _RELATIONS.finditer(words)}
    return next((name for name in _ORDER if name in found), "refers_to")


def _day_before(passage: Passage, start: int) -> Day | None:
    found = days(passage)
    earlier = found[: bisect_left(found, (start,))][-3:]
    for day in reversed(earlier):
        between = passage.plain[day.end : start]
        if day.end <= start and len(between) < 40 and not _SENTENCE.search(between):
            return day if "\n" not in between or _DATED.search(between) else None
    if earlier and _SAME_DAY.search(passage.plain, max(0, start - 26), start):
        return earlier[-1]
    return None


def _day_behind(passage: Passage, start: int, limit: int) -> Day | None:
    """Give the day between a number and the word it belongs to: ``12 sayılı ve 08.01.2024 tarihli kararı``."""
    found = days(passage)
    behind = found[bisect_left(found, (start,)) :][:1]
    return behind[0] if behind and behind[0].end <= limit and behind[0].start - start < 30 else None


def _body(left: str) -> str | None:
    match = _BODY.search(left)
    if match is None:
        return None
    words = " ".join(match.group(1).split())
    words = re.sub(r"^(?:Ve|İle|Sayın)\s+", "", words).replace("İlçe ", "")
    if _OWN_COUNCIL.fullmatch(words):
        return None
    return re.sub(r"[Mm]eclis$", "Meclisi", re.sub(r"[Ee]ncümen$", "Encümeni", words))
