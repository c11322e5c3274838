"""How the council stood behind its vote: unanimously, by majority, or unstated.

A manner that goes with a verb which only describes something, see `attachment`, is somebody else's.
"""

import re
from bisect import bisect_left, bisect_right
from itertools import islice, takewhile
from typing import NamedTuple

from models.language.attachment import describes
from models.language.outcome import Reading
from models.language.passage import Passage
from models.language.patterns import Pattern
from models.language.verdicts import Verdict
from models.language.words import Words, words_of

_UNANIMOUS = (
    r"oy\s?b[iı]?r[l1]i[gk]\w*|oy\s?birli\w*|ittifak(?:la|\s+ile|iyla|iyle)|muttefikan|(?<![a-z.])o\.?b\.(?=\s)|(?<=\()o\.?b\.?(?=\))"
    r"|(?:tum|butun)\s+(?:meclis\s+)?uyelerin(?:in)?\s+(?:\w+\s+)?oy\w*|oylarin\s+tamami\w*|tam\s+oy\w*\s+ile|hep\s+birlikte\s+kabul"
    r"|(?:mevcud\w*|katilan\w*|hazir\s+bulunan\w*|uyelerin|uyelerinin|uyenin|bulunanlarin|oylarin|herkesin)\s+(?:\w+\s+){0,3}(?:tamam|tum|hep)\w+\s+(?:\w+\s+){0,2}(?:oy\w*|kabulu\b)"
    r"|(?:uyelerin|uyelerinin|uyenin|mevcudun|hazir\s+bulunanlarin|azanin|azalarin)\s+ittifaki?(?:\s+ile|yla)|ittifaki\s+(?:ara|hasil|saglan)"
    r"|(?:uyenin|uyelerin|uyelerinin|katilanlarin|bulunanlarin|mevcudun)\s+(?:tamami|tumu|hepsi)nca|(?:tum|butun)\s+(?:meclis\s+)?uyeler(?:in)?ce"
)
_MAJORITY = (
    r"oy\s?cok\s?[l1]u\w*|oy\s?cogunlu\w*|ekseriyet(?:le|\s+ile|i\s+ile|iyle)|ekseriyeti?\s+ara|(?<![a-z.])o\.?c\.(?=\s)|(?<=\()o\.?c\.?(?=\))"
    r"|(?:mevcut\s+)?oylarin\s+(?:coklu|cogunlu)\w*|(?:salt\s+|nitelikli\s+)?cogunluk(?:la|\s+ile)(?!\s+toplan)|(?:salt\s+|uye\w*\s+|katilanlarin\s+|bulunanlarin\s+|\boy\s+)cogunlu[gk]u(?:yla|\s+ile|nun\s+oy\w*)|cogunlugun\s+oy\w*"
    r"|(?:uye|kisi)\s+(?:disinda|haric)\s+(?:kalan\s+)?(?:tum|butun|diger)\s+(?:meclis\s+)?uyeler\w*"
    r"|(?:uyelerin|meclisin|katilanlarin|bulunanlarin)\s+cogunlugunca"
)
_MANNER = Pattern(rf"(?<![a-z])(?=[oitbmkhudesnac(])(?:(?P<unanimous>{_UNANIMOUS})|(?P<majority>{_MAJORITY}))")
_TEMPLATE = re.compile(
    r"oy\s?birli\S*(?:\s+ile)?\s*[/\\-]+\s*(?:oy\s?)?coklu\w*|oy\s?coklu\S*(?:\s+ile)?\s*[/\\-]+\s*(?:oy\s?)?birli\w*"
)
_FAILED = re.compile(r"\W*(?:sag|bulun|olus|ulas)\w*ma|\w*\s+aran")
_REPORT_SIDE = re.compile(r"komisyon(?:umuz)?\w*(?:ca|da|dan)\b(?![^.;]*m[ae]si\b)[^.;]{0,60}$")
_ADVICE = re.compile(r"[^.;]{0,110}?(?:uygun|rapor|dair|kabulunun|reddinin)")
_HINTS = (
    "oy",
    "ittifak",
    "ekseriyet",
    "muttef",
    "cogunlu",
    "hep birlikte",
    "o.b",
    "o.c",
    "ob.",
    "oc.",
    "(ob",
    "(oc",
    "tamamin",
    "tumunce",
    "uyelerce",
    "uyelerince",
)
_NEAR = 60  # letters between a vote and what carries it out
_MOST_LED = 6  # votes of which each only carries out the one before
_LABEL = re.compile(
    r"(?:^|\n)[ ]*(?:karar(?:in)?\s+)?(?:sekli|oylama|oylama\s+(?:sekli|sonucu)|oy\s+durumu|turu)\s*:\s*(?=o)"
)
_QUOTED = re.compile(r'"[^"\n]{0,400}"')
_PARTS = re.compile(r"madde|basli[gk]|bolum|kism|fikra|\b[a-h]\)")


class Manner(NamedTuple):
    """The manner and the words that state it; ``ambiguous`` where an unfilled form prints both."""

    value: str
    start: int
    end: int
    rule: str


def manners(words: Words, start: int, end: int) -> list[Manner]:
    """Give every statement of a manner in a slice that speaks for the council."""
    return [manner for manner, told in _within(words, start, end) if not told]


def others_manners(words: Words, start: int, end: int) -> list[Manner]:
    """Give every statement of a manner in a slice that only describes how somebody else voted."""
    return [manner for manner, told in _within(words, start, end) if told]


def _within(words: Words, start: int, end: int) -> list[tuple[Manner, bool]]:
    found: list[tuple[Manner, bool]] = words.known("manners", lambda: _stated(words))
    index = bisect_left(found, start, key=lambda one: one[0].start)
    return [one for one in takewhile(lambda one: one[0].start < end, islice(found, index, None)) if one[0].end <= end]


def _stated(words: Words) -> list[tuple[Manner, bool]]:
    """Give every manner that the words state, and whether it only describes how somebody else voted."""
    plain = words.plain
    found: list[tuple[Manner, bool]] = []
    start, end = 0, len(plain)
    if not any(hint in plain for hint in _HINTS):
        return found
    templates = [match.span() for match in _TEMPLATE.finditer(plain)]
    for match in words.matches(_MANNER):
        inside = bisect_right(templates, (match.start(), end)) - 1
        if (inside >= 0 and match.start() < templates[inside][1]) or _FAILED.match(plain, match.end(), end):
            continue
        told = describes(words, match.end(), end)
        if not told:
            left = plain[max(start, match.start() - 90) : match.start()]
            told = "komisyon" in left and bool(_REPORT_SIDE.search(left) and _ADVICE.match(plain, match.end(), end))
        value = "unanimous" if match["unanimous"] else "majority"
        found.append((Manner(value, match.start(), match.end(), "manner.word@2"), told))
    found += [(Manner("ambiguous", a, b, "manner.template@2"), False) for a, b in templates]
    return sorted(found, key=lambda one: one[0].start)


def read_manner(passage: Passage, reading: Reading) -> Manner | None:
    """Give the manner of the verdict that counts; of contested parts the majority one."""
    verdict = reading.verdict
    if verdict is None:
        return None
    words = words_of(passage)
    own = _of(words, verdict, reading, passage) or _labelled(words)
    matters = [one for one in reading.verdicts if one.role == "matter" and one.strong]
    if reading.partial or (len(matters) > 1 and any(one.part for one in matters)):
        others = [_of(words, one, reading, passage) for one in matters[-40:]]
        contested = next((manner for manner in others if manner and manner.value == "majority"), None)
        if contested is not None and (own is None or own.value != "majority"):
            return contested
    return own


def _labelled(words: Words) -> Manner | None:
    """Give the manner that the head of a decision names: "ŞEKLİ : Oyçokluğu"."""
    label = _LABEL.search(words.plain)
    stated = manners(words, label.end(), label.end() + 40) if label is not None else []
    return stated[0] if stated else None


def _of(words: Words, verdict: Verdict, reading: Reading, passage: Passage) -> Manner | None:
    """Give the manner of a vote, or of the one before it that it only carries out, and so on."""
    for _ in range(_MOST_LED):
        own = _own(words, verdict, reading, passage)
        prior = _led_to(verdict, reading) if own is None else None
        if prior is None:
            return own
        verdict = prior
    return None


def _own(words: Words, verdict: Verdict, reading: Reading, passage: Passage) -> Manner | None:
    plain = words.plain
    start, end = verdict.clause
    stop = min((one.clause[0] for one in reading.verdicts if one.clause[0] > start), default=len(plain))
    sentence_end = passage.sentence_at(max(start, verdict.end - 1))[1]
    inside = manners(words, start, min(max(end, sentence_end), stop))
    quotes = words.known("quotes", lambda: [match.span() for match in _QUOTED.finditer(plain)])
    inside = [one for one in inside if not any(a < one.start < b for a, b in quotes)] or inside
    if inside:
        contested = next((one for one in inside if one.value == "majority"), None)
        if contested is not None and contested is not inside[-1] and _PARTS.search(plain, start, end):
            return contested
        return inside[-1]
    parts = manners(words, start, max(end, sentence_end)) if verdict.end < sentence_end else []
    if parts:
        return parts[-1]
    after = manners(words, sentence_end, min(stop, sentence_end + 160))
    if after:
        return after[0]
    earlier = max((one.end for one in reading.verdicts if one.end <= start), default=0)
    before = manners(words, max(0, start - 250, earlier), start)
    return before[-1] if before else None


def _led_to(verdict: Verdict, reading: Reading) -> Verdict | None:
    """Give the vote just before that `verdict` only carries out: "öneri kabul edildi. Konu komisyona verildi."."""
    prior = max(
        (one for one in reading.verdicts if one.end <= verdict.clause[0]), key=lambda one: one.end, default=None
    )
    if prior is None or prior.role != "matter" or verdict.part or verdict.role != "matter" or verdict.passed is False:
        return None
    near = verdict.clause[0] - prior.end < _NEAR
    return prior if near and prior.passed and prior.outcome in {"adopted", verdict.outcome} else None
