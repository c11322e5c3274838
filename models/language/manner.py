"""How the council stood behind its vote: unanimously, by majority, or unstated."""

import re
from typing import NamedTuple

from models.language.outcome import Reading, Verdict
from models.language.passage import Passage

_UNANIMOUS = r"oy\s?b[iı]?rli[gk]\w*|oy\s?birli\w*|ittifak(?:la|\s+ile|iyla)|(?:tum|butun)\s+(?:meclis\s+)?uyelerin(?:in)?\s+(?:kabul\s+)?oy\w*|(?:mevcud\w*|katilan\w*|hazir\s+bulunan\w*|uyelerin|uyelerinin)\s+(?:\w+\s+){0,3}tamam\w+\s+(?:kabul\s+|olumlu\s+)?(?:oy\w*)|oylarin\s+tamami\w*|tam\s+oy\w*\s+ile|(?:uyelerin|uyelerinin|katilanlarin|bulunanlarin|mevcudun|oylarin|herkesin)\s+(?:\w+\s+){0,2}(?:tum|tamam|hep)\w*\s+(?:\w+\s+){0,2}oy\w*|(?:uyelerin|uyelerinin|mevcudun|hazir\s+bulunanlarin|azanin)\s+ittifaki?(?:\s+ile|yla)|ittifaki\s+ara|muttefikan|(?<=\()o\.?b\.?(?=\))|hep\s+birlikte\s+kabul|oy\s+birli"
_MAJORITY = r"(?<=\()o\.?c\.?(?=\))|ekseriyeti?\s+ara|(?:mevcut\s+)?oylarin\s+coklu\w*|ekseriyetiyle|oy\s?cok\s?lu\w*|oy\s?cogunlu\w*|oylarin\s+cogunlu\w*|ekseriyet(?:le|\s+ile|i\s+ile|iyle)|(?:salt\s+|nitelikli\s+)?cogunluk(?:la|\s+ile)(?!\s+toplan)|uye\w*\s+cogunlu[gk]u(?:yla|\s+ile)|oy\s?coklu"
_MANNER = re.compile(rf"(?<![a-z])(?=[oitbmkhudesn(])(?:(?P<unanimous>{_UNANIMOUS})|(?P<majority>{_MAJORITY}))")
_TEMPLATE = re.compile(
    r"oy\s?birli\S*(?:\s+ile)?\s*[/\\-]+\s*(?:oy\s?)?coklu\w*|oy\s?coklu\S*(?:\s+ile)?\s*[/\\-]+\s*(?:oy\s?)?birli\w*"
)
_COMMITTEES = re.compile(
    r"^\W*(?:ile\s+|olarak\s+)?(?:\w+\s+){0,7}?(?:kabulunun|reddinin|uygun\s+(?:bulun|gorul)\w*(?:an|en|dig|dug)\w*|alinan|verilen|hazirlanan|gelen|gecen|kabul\s+edilen|reddedilen|duzenlenen|sunulan|edilen|alinmis|uygun\s+gorus\w*)"
)
_REPORT_SIDE = re.compile(r"komisyon(?:umuz)?\w*(?:ca|da|dan|dan)\b[^.;]{0,60}$")
_FAILED = re.compile(r"^\W*(?:sag|bulun|olus|ulas)\w*ma")


_HINT = re.compile(r"oy|ittifak|ekseriyet|muttef|cogunlu|hep birlikte|o\.?[bc]\.?\)")


class Manner(NamedTuple):
    """The manner and the words that state it; ``ambiguous`` where an unfilled form prints both."""

    value: str
    start: int
    end: int
    rule: str


def manners(plain: str, start: int, end: int) -> list[Manner]:
    """Give every statement of a manner in a slice that speaks for the council."""
    found: list[Manner] = []
    if _HINT.search(plain, start, end) is None:
        return found
    templates = [match.span() for match in _TEMPLATE.finditer(plain, start, end)]
    for match in _MANNER.finditer(plain, start, end):
        if any(a <= match.start() < b for a, b in templates):
            continue
        after = plain[match.end() : min(end, match.end() + 110)]
        if (
            _COMMITTEES.match(after)
            and re.search(r"rapor|karar|teklif|tadilat|degisik|gundem|madde|talep|komisyon|dair|plan", after)
        ) or _FAILED.match(after):
            continue
        if _REPORT_SIDE.search(plain[max(start, match.start() - 90) : match.start()]) and re.search(
            r"uygun|rapor|dair|kabulunun|reddinin", after
        ):
            continue
        found.append(
            Manner("unanimous" if match["unanimous"] else "majority", match.start(), match.end(), "manner.word@1")
        )
    found += [Manner("ambiguous", a, b, "manner.template@1") for a, b in templates]
    return sorted(found, key=lambda manner: manner.start)


def read_manner(passage: Passage, reading: Reading) -> Manner | None:
    """Give the manner of the verdict that counts; of contested parts the majority one."""
    verdict = reading.verdict
    if verdict is None:
        return None
    plain = passage.plain
    own = _of(plain, verdict, reading, passage)
    if reading.partial or _several_parts(reading):
        others = [
            _of(plain, one, reading, passage) for one in reading.verdicts[-40:] if one.role == "matter" and one.strong
        ]
        contested = next((manner for manner in others if manner and manner.value == "majority"), None)
        if contested is not None and (own is None or own.value != "majority"):
            return contested
    return own


def _several_parts(reading: Reading) -> bool:
    matters = [one for one in reading.verdicts if one.role == "matter" and one.strong]
    return len(matters) > 1 and any(one.part for one in matters)


def _of(plain: str, verdict: Verdict, reading: Reading, passage: Passage) -> Manner | None:
    start, end = verdict.clause
    later = [one.clause[0] for one in reading.verdicts if one.clause[0] > start]
    stop = min([len(plain), *later])
    sentence_end = passage.sentence_at(max(start, verdict.end - 1))[1]
    inside = manners(plain, start, min(max(end, sentence_end), stop))
    if inside:
        if (
            len({one.value for one in inside}) > 1
            and any(one.value == "majority" for one in inside)
            and re.search(r"madde|bolum|kism|fikra|\b[a-h]\)", plain[start:end])
        ):
            return next(one for one in inside if one.value == "majority")
        return inside[-1]
    after = manners(plain, sentence_end, min(stop, sentence_end + 160))
    if after:
        return after[0]
    earlier = [one.end for one in reading.verdicts if one.end <= start]
    before = manners(plain, max([0, start - 250, *earlier]), start)
    return before[-1] if before else None
