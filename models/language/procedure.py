"""Votes on how to go on, which decide nothing about the matter: discuss it now, without the committee, on the agenda."""

import re
from collections.abc import Iterator

from models.language.put import PUT

_STEP = re.compile(
    r"komisyon\w*\s+(?:gonderil|sevk|havale|git|veril)\w*\s?(?:edil)?\w*(?:meden|madan|meksizin|mesizin)|gundem(?:e|ine|imize)\s+(?:alin|almis|aldi|ilave|eklen|dahil)"
    r"|gundem\w*\s+(?:\w+\s+){0,3}(?:alinma|eklenme|ilave)|oncelik\w*\s+gorus|one\s+alin|gundem\s+disi|ivedi|hemen\s+gorus|gorusmeye\s+(?:acil|gec)"
    r"|gorusulmesi(?:ni|ne|nin)?\s+(?:oy|kabul|oneri|karar|hususu)|gorusulup\s+karara|yeterlilik\s+onerge|gorusmelerin\s+yeterli|tutanag\w*\s+(?:okun|oylan)"
    r"|(?:izinli|mazeretli|raporlu)\s+say|acik\s+oylama\s+yapil|oylamanin\s+(?:acik|gizli|isaretle|ad)|(?:gizli|acik)\s+oy\w*\s+yapilmasi"
)
_HINTS = (
    "gundem",
    "izinli",
    "mazeretli",
    "raporlu",
    "meden",
    "madan",
    "meksizin",
    "mesizin",
    "gorus",
    "one alin",
    "ivedi",
    "tutana",
    "oylama",
    "oy yap",
    "oyla ",
)
_TAKEN_UP = re.compile(
    r"(?:komisyon\w*\s+(?:gonderil|sevk|havale)\w*\s?(?:edil)?\w*(?:meden|madan|meksizin)|gundeme\s+(?:alin|ilave|eklen))"
    r"(?:[^.\n]|(?<=\d)\.|\n(?!\s*\n)){0,260}?(?P<vote>\b(?:oneri|onerge|teklif|talep|taleb)\w*\s+(?:oy\s?birli\w*\s+(?:ile\s+)?)?"
    r"kabulu(?:\s+ile\b|yle\b|nden\s+sonra\b|\s+sonrasi))"
)
_PROPOSAL = re.compile(r"\b(?:oneri|onerisi|onerinin|bu oneri)\b\s*(?:\w+\s+){0,3}$")


def _is_step(plain: str, start: int, end: int) -> bool:
    text = plain[start:end]
    return any(hint in text for hint in _HINTS) and _STEP.search(text) is not None


def is_procedure(plain: str, start: int, at: int, end: int, floor: int | None) -> bool:
    """Tell whether the vote said from `at` to `end`, in a clause from `start`, is on how to go on.

    `floor` is where the vote before it ends; without it only the clause itself is looked at.
    """
    if _is_step(plain, max(start, at - 260), at):
        return True
    if floor is None:
        return False
    text = plain[start:at]
    if _PROPOSAL.search(text[-60:]) and len(text) < 70:
        return _is_step(plain, max(floor, start - 400), at)
    if len(text.strip()) < 60 and PUT.search(plain, max(0, start - 300), end):
        return _is_step(plain, max(floor, start - 300), at)
    return False


def taken_up(plain: str) -> Iterator[tuple[int, int]]:
    """Give the votes on how to go on that the text only passes by: "... önerisinin kabulü ile konu görüşüldü"."""
    if not any(word in plain for word in ("meden", "madan", "meksizin", "gundeme")):
        return
    for match in _TAKEN_UP.finditer(plain):
        yield match.span("vote")
