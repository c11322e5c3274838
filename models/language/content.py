"""What was put to the vote: behind "karar verildi" the first thing to be done, behind "kabul edildi" what was accepted.

"X'in kabulüne" makes X the outcome: a referral accepted is a referral, an accepted report passes on its own advice, and
a refused report that advised refusal leaves the request standing.
"""

import re
from typing import NamedTuple

from models.language.acts import Act, acts
from models.language.advice import MOTION, REPORT, advised, is_report
from models.language.deeds import FOLLOWED, Deed, follows_report, is_soft, named_in, refuses
from models.language.listed import first_deed, first_named, is_handed_over
from models.language.objects import on_something_else
from models.language.put import PUT, is_put
from models.language.words import Words

_MORE_TIME = re.compile(r"\bsure\s+(?:uzatim|uzatma|talep|taleb|istem)\w*|\bek\s+sure\w*")
_REPORT_AT_END = re.compile(r"(?<!faaliyet )rapor\w*\s+(?:\w+\s+){0,2}$")
_THE_MOTION = re.compile(
    r"\W*(?:meclis\w*\s+(?:de|da)?\s*|(?:yapilan\s+)?(?:isaretle\s+|isari\s+|acik\s+)?oylama(?:da|\s+(?:sonucu|neticesi)(?:nda)?)\s*,?\s*)?(?:bu|yapilan|verilen|soz\s+konusu|baskan\w*)?\s*(?:bunu|(?:teklif|oneri|talep|istek)(?:i|si|e|ler|leri)?)\W+(?:oya?|oy\s?birli\w*|oy\s?coklu\w*|oylan\w*|oylamaya|sunul\w*|konul\w*|ve|ile|isaretle|yapilan|oylamada|\W)*\s*"
)
_WAS_MOVED = re.compile(
    r"(?:(?:teklif|talep|rica|arz)\s+e(?:d|t)\w+|oner(?:di|il|mis)\w*|iste(?:di|n|mis)\w*|den(?:il)?di)\W*$"
)
_REFUSAL_MOVED = re.compile(
    r"\s*(?:(?:yonunde|dair|iliskin)\w*\s+(?:(?:(?!karar|rapor|komisyon|dogrultu)[^.;,]){0,60}\s)?)?(?:teklif|talep|taleb|oneri|onerge|istem)\w*\s*(?:oy\S*\s+(?:ile\s+|ve\s+)?)?"
)
_STEPS_NAMED = frozenset({"rejected", "referred_to_committee", "returned", "postponed"})
_IN_FAVOUR = re.compile(
    r"\s+(?:(?:yonunde|dogrultusunda|seklinde|istikametinde)\w*\s+(?!oy\b|oy\s)|(?:teklif|oneri|onerge|gorus)\w{0,4}\b)"
)  # "iade yönündeki rapor"
_ITSELF = re.compile(  # "talebin komisyon raporu doğrultusunda kabulüne": the request, whatever else the report holds
    rf"\b(?:teklif|talep|taleb|itiraz|oneri|onerge|istek|istem|dilekce|basvuru|degisiklig|tadilat)\w*n[iu]n\b[^;.]*{FOLLOWED.pattern}\W*(?:\w+\W+){{0,3}}$"
)
_SPOKEN = re.compile(r"[^.;]{0,160}?\b(?:soyle|belirt|savun|dile\s+getir|hatirlat|yakin|elestir)(?:di|mis|erek)")
_AND = re.compile(r"\s+ve\s")
_AS_DECIDED = re.compile(
    r"\s*,?\s*(?:(?:yonunde|hususu|seklinde)\w*\s+)?(?:mevcud\w*\s+|uyelerin\s+|katilan\w*\s+|toplantiya\s+)*(?:karar|oy\s?(?:birli|coklu)|ittifak|uygun|kararlastir|benimse)"
)
_DONE = frozenset({"rejected", "elected", "referred_to_committee", "returned", "withdrawn"})
_READ_BEFORE = 2500  # a report is told not farther before the vote on it
_NEEDLESS_BUT = re.compile(r"\w*\s+(?:anlasil|gorul|belirt|nedeni|yonun)")


class Content(NamedTuple):
    """What a vote did to the motion, the act that says so, and the rule's name.

    `report`: what was voted on speaks against the motion. `at`: the word that says it, where no act does.
    """

    outcome: str
    act: Act | None
    rule: str
    report: bool = False
    at: int = -1


def decided(words: Words, low: int, said: Act, inside: list[Act]) -> Content:
    """Fill "karar verildi": what is to be done, the first item where there are several."""
    plain = words.plain
    needless = [
        act
        for act in inside
        if act.effect == "no_decision"
        and act.kind in {"fact", "noun", "finite"}
        and act.case != "ablative"
        and not act.weak
        and not _NEEDLESS_BUT.match(plain, act.end, act.end + 20)
    ]
    if needless:
        return Content("no_decision", needless[-1], "content")
    first = first_named(words, low, said, inside)
    handed = next((act for act in inside if is_handed_over(words, act, said)), None)
    if handed is not None and (first is None or handed.first < first.first):
        return Content(handed.meaning, handed, "content")
    other = first_deed(words, low, said, inside, first)
    if first is not None and first.weak and first.meaning == "no_decision":
        told = next((act for act in inside if act.effect == "noted" and act.kind == "noun"), None)
        if told is not None:
            return Content("noted", told, "content")
    if other is not None and first is not None and first.meaning not in {"adopted", "denied"} and is_soft(words, other, first.meaning):  # fmt: skip
        other = None
    refusing = next(
        (act for act in inside if act.kind == "converb" and act.meaning == "rejected" and not act.weak), None
    )
    if refusing is not None and first is None:
        return refused(words, low, refusing, [act for act in inside if act.last < refusing.first])
    if other is not None and (first is None or first.meaning != "adopted" or first.weak):
        return _unnamed(words, low, other, inside)
    if first is not None:
        return named(words, low, first, [act for act in inside if act.last < first.first], "dative")
    for act in reversed(inside):
        following = words.texts[act.last + 1] if act.last + 1 < len(words) else ""
        if act.kind == "infinitive" and following == "uzere" and act.effect != "adopted":
            return Content(act.meaning, act, "content")
        if act.kind == "converb" and act.meaning in _DONE:
            return Content(act.meaning, act, "content")
    return accepted(words, low, said, inside, "empty")


def _unnamed(words: Words, low: int, deed: Deed, inside: list[Act]) -> Content:
    index = deed.at
    if words.texts[index - 1] in {"cihetine", "yoluna"}:  # "reddi cihetine gidilmesine"
        step = next((act for act in inside if act.last == index - 2), None)
        if step is not None:
            return named(words, low, step, [act for act in inside if act.last < step.first], "dative")
    if follows_report(words, low, deed):
        outcome = advised(words, max(0, words.starts[index] - _READ_BEFORE), words.starts[index])
        if outcome not in {"", "adopted"}:
            return Content(outcome, None, "report", outcome == "rejected", index)
    return Content("rejected" if refuses(words, low, deed) else "adopted", None, "generic", False, index)


def named(words: Words, low: int, act: Act, inside: list[Act], rule: str) -> Content:
    """Give what an act to be done ("kabulüne", "havalesi") makes of the motion."""
    plain = words.plain
    meaning = act.meaning
    if on_something_else(plain, words.starts[low], act):
        return Content("adopted", act, rule)
    if meaning == "adopted":
        if act.effect != "adopted":
            return Content("adopted", act, rule, True)  # "reddedilmemesine"
        content = accepted(words, low, act, inside, rule)
        return content if content.act is not None else content._replace(act=act)
    if meaning == "rejected":
        return refused(words, low, act, inside)._replace(rule=rule)
    if meaning == "denied":
        return Content("rejected", act, rule)
    return Content(meaning, act, rule)


_OWING_TO = re.compile(
    r"(?:rapor|gorus|kanaat)\w*\s+(?:uzerine|nedeniyle|sebebiyle|dolayisiyla|karsisinda|ragmen|karsin)"
)


def refused(words: Words, low: int, act: Act, inside: list[Act]) -> Content:
    """Read a refusal: a refused report that advised refusal leaves the request standing, and so does a refused refusal."""
    text = words.plain[words.starts[low] : act.start]
    before = [one for one in inside if one.last < act.first]
    near = _OWING_TO.sub(" ", FOLLOWED.sub(" ", text[-120:]))
    if is_report(near) and not MOTION.search(text[-40:]) and advised(words, words.starts[low], act.start) == "rejected":
        return Content("adopted", act, "verb", True)
    last = before[-1] if before else None
    moved = last is not None and last.meaning == "rejected" and last.kind in {"noun", "bare"}
    if moved and last is not None and _REFUSAL_MOVED.fullmatch(words.plain, last.end, act.start):
        return Content("adopted", act, "verb", True)
    return Content("rejected", act, "verb", act.effect == "adopted")


def accepted(
    words: Words, low: int, said: Act, inside: list[Act], rule: str = "verb", floor: int | None = None, since: int = 0
) -> Content:
    """Read what was accepted: a referral, a return, a report that advises refusal, or the proposal itself.

    Where the clause from word `low` names nothing ("Kabul edilmiştir."), what was put since `floor` is read.
    `since` is where the council's vote before this one ends: a report on this matter is told behind it.
    """
    plain = words.plain
    start = words.starts[low] if low < len(words) else said.start
    text = context = plain[start : said.start]
    deed = named_in(words, low, said.first)
    names_nothing = deed is None and not MOTION.search(text) and not REPORT.search(text)
    steps = any(act.kind == "noun" and act.meaning in _STEPS_NAMED | {"withdrawn"} for act in inside)
    moved = floor is not None and not steps and _THE_MOTION.match(text) and _WAS_MOVED.search(plain, floor, start)
    if floor is not None and (moved or (names_nothing and not any(act.kind == "noun" for act in inside))):
        begin = words.at(floor)
        context = plain[floor : said.start]
        before = acts(words, begin, low) if moved or PUT.search(plain, floor, said.start) else []
        inside = [
            act
            for act in before
            if act.kind in {"noun", "present", "bare"} and act.last < said.first and not _SPOKEN.match(plain, act.end)
        ]
        start, low = floor, begin
    needless = next((act for act in inside if act.effect == "no_decision" and act.kind == "fact" and _AND.match(plain, act.end)), None)  # fmt: skip
    if needless is not None:
        return Content("no_decision", needless, "content")
    handed = next((act for act in inside if is_handed_over(words, act, said)), None)
    if handed is not None:
        return Content(handed.meaning, handed, "content")
    put = _put(words, start, said, inside)
    if put is not None:
        if put.meaning == "adopted":
            return accepted(words, low, put, [act for act in inside if act.last < put.first], rule)
        return Content(put.meaning, put, "content", put.meaning == "rejected" and is_report(context))
    if "komisyon" in text and _MORE_TIME.search(text):
        return Content("postponed", said, "content")
    itself = said.kind == "noun" and _ITSELF.search(text) is not None
    if not itself and (is_report(context) or FOLLOWED.search(text) or _REPORT_AT_END.search(context[-80:])):
        outcome = advised(words, max(since, said.start - _READ_BEFORE), said.start)
        if outcome not in {"", "adopted"}:
            return Content(outcome, None, "report", outcome == "rejected")
    if deed is not None and _AS_DECIDED.match(plain, words.end(deed.at), said.end) and refuses(words, low, deed):  # fmt: skip
        return Content("rejected", None, "generic", False, deed.at)
    return Content("adopted", None, rule)


def _put(words: Words, start: int, said: Act, inside: list[Act]) -> Act | None:
    """Give the act that was put and accepted, the nearest one to the left."""
    plain = words.plain
    listed = max(
        (act.end for act in inside if act.kind == "noun" and act.case == "dative" and plain[act.end : act.end + 1] in {",", ";"}),
        default=0,
    )  # fmt: skip
    for act in reversed(inside):
        meaning = act.meaning
        if act.last >= said.first or act.start < listed or meaning in {"denied", "quorum", "empty"}:
            continue
        if act.kind == "present":
            if meaning in _DONE or meaning == "postponed":
                return act
            continue
        if meaning == "adopted" and (act.kind != "noun" or act.effect != "adopted" or act.weak):
            continue
        if act.kind == "bare" and meaning in _STEPS_NAMED and _IN_FAVOUR.match(plain, act.end):
            return act
        if act.kind == "fact" and act.case == "ablative":
            continue
        if act.kind not in {"noun", "fact"} or (meaning == "rejected" and (act.kind == "fact" or act.weak)):
            continue
        if is_put(plain, start, said, act):
            return act
    return None
