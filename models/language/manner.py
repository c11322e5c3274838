"""How the council stood behind its vote: unanimously, by majority, or unstated.

A manner goes with the first verb to its right. "Oyçokluğu ile kabul edilen rapor" tells how the committee or an earlier
meeting voted; "oyçokluğu ile kabul edildi" how the council did.
"""

import re
from typing import NamedTuple

from models.language.inflection import form_of
from models.language.outcome import Reading
from models.language.passage import Passage
from models.language.statements import Verdict
from models.language.words import Words, words_of

_UNANIMOUS = (
    r"oy\s?b[iı]?rli[gk]\w*|oy\s?birli\w*|ittifak(?:la|\s+ile|iyla)|muttefikan|(?<![a-z.])o\.?b\.(?=\s)|(?<=\()o\.?b\.?(?=\))"
    r"|(?:tum|butun)\s+(?:meclis\s+)?uyelerin(?:in)?\s+(?:\w+\s+)?oy\w*|oylarin\s+tamami\w*|tam\s+oy\w*\s+ile|hep\s+birlikte\s+kabul"
    r"|(?:mevcud\w*|katilan\w*|hazir\s+bulunan\w*|uyelerin|uyelerinin|uyenin|bulunanlarin|oylarin|herkesin)\s+(?:\w+\s+){0,3}(?:tamam|tum|hep)\w+\s+(?:\w+\s+){0,2}oy\w*"
    r"|(?:uyelerin|uyelerinin|mevcudun|hazir\s+bulunanlarin|azanin)\s+ittifaki?(?:\s+ile|yla)|ittifaki\s+ara"
)
_MAJORITY = (
    r"oy\s?cok\s?lu\w*|oy\s?cogunlu\w*|ekseriyet(?:le|\s+ile|i\s+ile|iyle)|ekseriyeti?\s+ara|(?<![a-z.])o\.?c\.(?=\s)|(?<=\()o\.?c\.?(?=\))"
    r"|(?:mevcut\s+)?oylarin\s+(?:coklu|cogunlu)\w*|(?:salt\s+|nitelikli\s+)?cogunluk(?:la|\s+ile)(?!\s+toplan)|(?:salt\s+|uye\w*\s+|\boy\s+)cogunlu[gk]u(?:yla|\s+ile|nun\s+oy\w*)"
)
_MANNER = re.compile(rf"(?<![a-z])(?=[oitbmkhudesn(])(?:(?P<unanimous>{_UNANIMOUS})|(?P<majority>{_MAJORITY}))")
_TEMPLATE = re.compile(
    r"oy\s?birli\S*(?:\s+ile)?\s*[/\\-]+\s*(?:oy\s?)?coklu\w*|oy\s?coklu\S*(?:\s+ile)?\s*[/\\-]+\s*(?:oy\s?)?birli\w*"
)
_FAILED = re.compile(r"\W*(?:sag|bulun|olus|ulas)\w*ma|\w*\s+aran")
_REPORT_SIDE = re.compile(r"komisyon(?:umuz)?\w*(?:ca|da|dan)\b[^.;]{0,60}$")
_ADVICE = re.compile(r"[^.;]{0,110}?(?:uygun|rapor|dair|kabulunun|reddinin)")
_ADVISED = re.compile(r"\s*(?:uygun|gerek|mumkun|dogru|yonun|onerilmesi|kanaat)")
_HINT = re.compile(r"oy|ittifak|ekseriyet|muttef|cogunlu|hep birlikte|o\.?[bc]\.")
_PARTS = re.compile(r"madde|bolum|kism|fikra|\b[a-h]\)")
_NO_VERBS = frozenset({"aynen", "esasen", "tamamen", "kismen", "baskan", "encumen", "uzere", "olarak", "gelecek"})
_NAMED = re.compile(r"(?:kabul|redd|havale|iade|sevk)\w*(?:unun|inin|sinin)$")


class Manner(NamedTuple):
    """The manner and the words that state it; ``ambiguous`` where an unfilled form prints both."""

    value: str
    start: int
    end: int
    rule: str


def manners(words: Words, start: int, end: int) -> list[Manner]:
    """Give every statement of a manner in a slice that speaks for the council."""
    plain = words.plain
    found: list[Manner] = []
    if _HINT.search(plain, start, end) is None:
        return found
    templates = [match.span() for match in _TEMPLATE.finditer(plain, start, end)]
    for match in _MANNER.finditer(plain, start, end):
        if any(a <= match.start() < b for a, b in templates) or _FAILED.match(plain, match.end(), end):
            continue
        if _is_told(words, match.end(), end):
            continue
        left = plain[max(start, match.start() - 90) : match.start()]
        if "komisyon" in left and _REPORT_SIDE.search(left) and _ADVICE.match(plain, match.end(), end):
            continue
        value = "unanimous" if match["unanimous"] else "majority"
        found.append(Manner(value, match.start(), match.end(), "manner.word@2"))
    found += [Manner("ambiguous", a, b, "manner.template@2") for a, b in templates]
    return sorted(found, key=lambda manner: manner.start)


def _is_told(words: Words, at: int, end: int) -> bool:
    """Tell whether a manner that ends at `at` belongs to a verb that only describes something: "kabul edilen rapor"."""
    texts = words.texts
    index = words.at(at)
    for place in range(index, min(index + 12, len(words))):
        if words.starts[place] >= end or texts[place] in {".", ";", "?", "!"}:
            return False
        word = texts[place]
        if _NAMED.search(word):
            return bool(_ADVISED.match(words.plain, words.end(place), end))
        form = form_of(word)
        if form is None or word in _NO_VERBS or form.kind in {"infinitive", "present", "future"}:
            continue
        if form.kind == "converb":
            return False
        following = texts[place + 1] if place + 1 < len(words) else "."
        if form.kind == "participle":
            if word.endswith(("dan", "den", "tan", "ten", "ler", "lar", "lerin", "larin")):
                continue
            return following.isalpha()
        if form.kind == "told":
            goes_on = {"olup", "olmakla", "oldugu", "olduguna", "oldu"}
            return following.startswith("ol") and following not in goes_on
        if form.kind == "fact":
            return form.case in {"nominative", "genitive"} and following.isalpha()
        if form.kind == "noun":
            return form.case == "genitive" and bool(_ADVISED.match(words.plain, words.end(place), end))
        return form.kind == "before"
    return False


def read_manner(passage: Passage, reading: Reading) -> Manner | None:
    """Give the manner of the verdict that counts; of contested parts the majority one."""
    verdict = reading.verdict
    if verdict is None:
        return None
    words = words_of(passage)
    own = _of(words, verdict, reading, passage)
    matters = [one for one in reading.verdicts if one.role == "matter" and one.strong]
    if reading.partial or (len(matters) > 1 and any(one.part for one in matters)):
        others = [_of(words, one, reading, passage) for one in matters[-40:]]
        contested = next((manner for manner in others if manner and manner.value == "majority"), None)
        if contested is not None and (own is None or own.value != "majority"):
            return contested
    return own


def _of(words: Words, verdict: Verdict, reading: Reading, passage: Passage) -> Manner | None:
    plain = words.plain
    start, end = verdict.clause
    stop = min((one.clause[0] for one in reading.verdicts if one.clause[0] > start), default=len(plain))
    sentence_end = passage.sentence_at(max(start, verdict.end - 1))[1]
    inside = manners(words, start, min(max(end, sentence_end), stop))
    if inside:
        contested = next((one for one in inside if one.value == "majority"), None)
        if contested is not None and contested is not inside[-1] and _PARTS.search(plain, start, end):
            return contested
        return inside[-1]
    after = manners(words, sentence_end, min(stop, sentence_end + 160))
    if after:
        return after[0]
    earlier = max((one.end for one in reading.verdicts if one.end <= start), default=0)
    before = manners(words, max(0, start - 250, earlier), start)
    return before[-1] if before else None
