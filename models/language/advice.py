"""What a report advises, read from the words that judge: the last judgement before the vote counts."""

import re

from models.language.acts import Act
from models.language.inflection import form_of
from models.language.words import Words

REPORT = re.compile(
    r"\brapor(?:u|un|unun|unu|una|lar|larin|larinin|umuz|uyla)?\b|komisyon(?:dan|un)?\s+(?:gel|gorus|karar)\w*|komisyon(?:un|u|unca)?\s+(?:gorus|karar)\w*"
    r"|gelen\s+sekli|geldigi\s+(?:gibi|sekl)\w*"
)
MOTION = re.compile(
    r"\b(?:teklif|talep|taleb|oneri|onerge|dilekce|yazi|konu|tasari|plan\b|degisiklig|tadilat|itiraz|madde|istem|istek)\w*"
)
FOLLOWED = re.compile(r"(?:rapor|gorus)\w*\s+(?:dogrultu|gereg|uyarinca|gore\b|esas|dikkate|cercevesi|istinaden)\w*")
_AS_IT_IS = re.compile(r"(?:hali|sekli|bicimi|suret)(?:yle|i ile|yla)\W*(?:\w+\s+){0,2}$")
_JUDGED = frozenset(
    {"uygun", "yonunde", "yonundeki", "dair", "iliskin", "gerektigi", "dogru", "seklindeki", "seklinde", "kanaat", "kanaati", "hususunda", "hususundaki", "icin"}
)  # fmt: skip


def is_report(text: str) -> bool:
    """Tell whether the last thing named in `text` is a committee's report rather than the motion itself."""
    report = motion = None
    for report in REPORT.finditer(text):
        pass
    if report is None:
        return False
    if _AS_IT_IS.search(text):
        return True
    for motion in MOTION.finditer(text, report.end()):
        pass
    return motion is None or motion.group().startswith(("yazi", "konu"))


def advises_against(words: Words, found: list[Act], low: int, high: int) -> bool:
    """Tell whether the last judgement among the words from `low` to before `high` is against the motion."""
    texts = words.texts
    judgement, place = 0, low - 1
    for act in found:
        if act.first >= low and act.last < high:
            sign = _judges(words, act, low)
            if sign:
                judgement, place = sign, act.last
    for index in range(place + 1, min(high, len(words))):
        if texts[index].startswith("olumsuz"):
            judgement = -1
        elif texts[index].startswith("olumlu") and judgement == 0:
            judgement = 1
    return judgement < 0


def _judges(words: Words, act: Act, low: int) -> int:
    """Give 1 where an act speaks for the motion, -1 where it speaks against it, 0 where it does not judge."""
    if act.kind == "before":
        return 0  # "daha önce reddedilmişti"
    if act.kind == "participle" and words.texts[act.last].endswith(("ler", "lar")):
        return 0  # "kabul etmeyenler"
    meaning = act.meaning
    if meaning == "adopted" and act.weak:
        return -1 if _of_a_refusal(words, act.first, low) else 1
    if meaning == "rejected":
        following = words.texts[act.last + 1 : act.last + 2]
        return -1 if act.kind != "bare" or (following and following[0] in _JUDGED) else 0
    return -1 if meaning == "no_decision" and act.kind == "fact" else 0


def _of_a_refusal(words: Words, index: int, low: int) -> bool:
    """Tell whether "uygun" judges a refusal: "reddinin uygun", "yapılmamasının uygun"."""
    for place in range(index - 1, max(low, index - 4) - 1, -1):
        word = words.texts[place]
        if word in {"reddinin", "reddi", "reddedilmesinin", "reddedilmesi", "reddine", "retinin"}:
            return True
        form = form_of(word)
        if form is not None and form.kind == "noun" and form.negated:
            return True
        if form is not None and form.kind in {"participle", "converb", "noun"}:
            return False
    return False
