"""Which of a text's verdicts counts: the last one on the matter itself, not a step before it or a letter after it."""

import re
from collections.abc import Sequence

from models.language.verdicts import Verdict

_SENT_ON = r"(?:gonder|bildir|teblig|ilet|yaz|ver|duyur|havale|sun|tevdi|sevk)"
_OF_SEATS = re.compile(r"uye\w*\s+(?:\w+\s+){0,4}sec(?:im|il)|secimi\b")
_TO_OTHERS = re.compile(
    r"\b(?:dosya|evrak|plan|karar)\w*\s+(?:(?!komisyon|encumen)\w+\s+){0,8}?(?:bakanli|baskanli|valili|kaymakamli|buyuksehir)\w*\s+(?:sevk|havale|gonder|ilet)\w*\W*$"
)
_ASIDE = re.compile(  # copies sent and letters written when the matter is settled
    r"\W*(?:ve\s+)?(?:gereg\w*\s+(?:icin|yapilmak\s+uzere)\s+)?(?:(?:bu|isbu|alinan)\s+)?"
    r"(?:karar|rapor|keyfiyet|durum|sonuc|evrak|bir\s+(?:suret|orne))\w*\s+(?:[^.;,]{0,70}\s)?"
    rf"{_SENT_ON}\w*(?:\s+edil)?mes(?:i|ine)\s+(?:\w+\s+){{0,3}}(?:uygun|kararlastir|karar|kabul|benimse)"
)
_HANDED_ON = re.compile(
    rf"\W*(?:(?:bu|isbu|alinan)\s+)?karar\w*\s+(?!tasari)(?:(?!komisyon|encumen|ertele|tasari)\w+\s+){{0,9}}{_SENT_ON}\w*(?:\s+(?:edil|olun)\w*)?\W*$"
)
_AFTERWARDS = re.compile(
    r"\W*(?:(?:alinan\s+)?kararin|isbu\s+karar|bu\s+kararin|geregi(?:nin)?\s|evrakin|bilgi\s+icin|toplanti(?:nin|ya)?\s+(?:sona|kapat|son)"
    r"|birlesim\w*\s+(?:kapat|sona|son)|oturum\w*\s+(?:kapat|sona|son)|gundem\w*\s+(?:diger|sonraki|baska)|bir\s+sonraki\s+(?:madde|toplanti)\w*\s+(?:gec|tarih))"
)
ASIDE = "outcome.aside@1"
"""The rule of a verdict that only tells of copies and letters; what numbers of votes tell outweighs it."""
_WHY = re.compile(r"d[iu]g[iu]nd[ae]n|\w(?:y?[ae])ma(?:di|mis)|bulunma|yok\b")


def chosen(plain: str, verdicts: Sequence[Verdict]) -> tuple[Verdict | None, bool]:
    """Give the verdict that decides the matter, None where none does, and whether it is the first of several parts."""
    told = [one for one in verdicts if one.role != "committee"]
    council = [one for one in told if not _is_aside(plain, one)]
    if not council:
        return (told[-1]._replace(strong=False, rule=ASIDE) if told else None), False
    strong = _strong(plain, council)
    while (
        len(strong) > 1 and strong[-1].outcome in {"adopted", "noted"} and _AFTERWARDS.match(plain, *strong[-1].clause)
    ):
        strong.pop()
    last = strong[-1]
    if last.outcome == "adopted" and (last.rule.startswith("outcome.generic") or _OF_SEATS.search(plain, 0, 600)):
        last = next((one for one in strong if one.outcome == "elected" and one.role == "matter"), last)
    matters = [one for one in strong if one.role == "matter"] or strong
    if len(matters) > 1 and matters[-1] is last and last.part:
        parts = [index for index in range(len(matters) - 1) if all(later.part for later in matters[index + 1 :])]
        return matters[parts[0]], True
    return last, False


def _is_aside(plain: str, verdict: Verdict) -> bool:
    if verdict.outcome == "adopted" and _ASIDE.match(plain, *verdict.clause):
        return True
    if verdict.outcome not in {"referred_to_committee", "noted"}:
        return False
    told = plain[slice(*verdict.clause)]
    return bool(_HANDED_ON.match(told) or _TO_OTHERS.search(told))


def _strong(plain: str, council: Sequence[Verdict]) -> list[Verdict]:
    """Give the verdicts that are results by themselves, else what is told of the matter, else a step on the way."""
    strong = [one for one in council if one.strong]
    if any(one.role == "matter" for one in strong):
        return strong
    floor = max((one.end for one in strong), default=-1)
    told = [one for one in council if not one.strong and one.role == "matter" and one.start > floor]
    return _told(plain, told) if told else strong or list(council)[-1:]


def _told(plain: str, told: Sequence[Verdict]) -> list[Verdict]:
    """Give the last weak verdict, but that too few had come where it says so.

    "Karar alınmadı" beside "bilgi verildi" only says that it was for information, unless it tells a reason.
    """
    unmet = [one for one in told if one.rule.startswith("outcome.quorum")]
    if unmet:
        return unmet[-1:]
    informed = [one for one in told if one.outcome == "noted"]
    only_informed = informed and told[-1].outcome == "no_decision" and not _WHY.search(plain, *told[-1].clause)
    return (informed if only_informed else list(told))[-1:]
