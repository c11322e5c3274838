"""What a report advises, read from the words that judge: the last judgement before the vote counts."""

import re
from itertools import pairwise

from models.language.acts import Act, acts
from models.language.deeds import NOMINATIVE, Deed, refuses
from models.language.inflection import form_of
from models.language.objects import on_something_else
from models.language.words import Words

REPORT = re.compile(
    r"(?<!faaliyet )\brapor(?:u|un|unun|unu|una|lar|larin|larinin|umuz|uyla)?\b|komisyon(?:dan|un)?\s+(?:gel|gorus|karar)\w*|komisyon(?:un|u|unca|umuz)?\s+(?:gorus|karar|teklif|oner|mutala)\w*"
    r"|gelen\s+sekli|geldigi\s+(?:gibi|sekl)\w*"
)
MOTION = re.compile(
    r"\b(?:teklif|talep|taleb|oneri|onerge|dilekce|yazi|konu|tasari|basvuru|butce(?:nin|si|sinin)|tarife|yonetmeli|protokol|plan\b|degisiklig|tadilat|itiraz|madde|istem|istek)\w*"
)
_AS_IT_IS = re.compile(r"(?:hali|sekli|bicimi|suret)(?:yle|i ile|yla)\W*(?:\w+\s+){0,2}$")
_FORMER = re.compile(
    r"sayili\s+(?:\w+\s+){0,3}karar\w*\s+(?:ile\s+)?[^.;,]*$|daha\s+once\w*\s+[^.;,]*$|gecen\s+[^.;,]*$"
)
_THIS_WISH = re.compile(
    r"(?:\bbu\s+(?:istek|istem|oneri|talep|teklif)|(?:degisiklik|duzeltme)\s+(?:onerge|oneri|teklif))\w*\s+(?:\w+\s+)?$"
)
_BY_VOTE = re.compile(r"\d\s+(?:kabul|ret|red)\b\W*$|\boy(?:uyla|lariyla|la)?\b[^.]*$|\boy(?:la|a)\w*\b[^.]*$")
_SAID = re.compile(
    r"(?:soyle|belirt|anlat|savun|acikla|konus|yinele|ekle)(?:di|mis|mistir|tir|ti)\w*$|(?:ifade|beyan|izah)\s+e(?:tti|tmis)\w*$|getir(?:di|mis)\w*$|iste(?:di|mis)\w*$"
)
_REPORT_SPEAKS = re.compile(
    r"komisyon(?:u|umuz)?\s*,|komisyonumuz|komisyon\w*c[ae]\b|raporda\b|raporunda\b|^\W*(?:\w+\s+){0,5}komisyonu?\b"
)
_REPORT_JUDGES = re.compile(
    r"\bkomisyon(?:u|umuz|lar|lari)?\s*(?:,|\d)|komisyonumuz|komisyon\w*c[ae]\b|\brapor(?:un|lar|larin|umuz)?da\b"
)
_SENTENCE_END = re.compile(r"(?<=[a-z)\"]{3})[.;]\s|\n\n")
_SPEAKER = re.compile(
    r"gru[bp]u?\s+adina|\bsoz\s+al|\boy\s+(?:verece|kullanaca)"
    r"|\buye(?:si|leri|lerinden|lerimizden)?\s+(?:\w+\s+){1,4}(?:ise\s+)?[^.]{0,300}(?:soyle|belirt|ifade|dile\s+getir|savun|konus|acikla)"
)
_SHARED = 6  # words between the parts of one judgement
_STOPS = frozenset(",.;")
_STEPS = frozenset({"returned", "postponed", "referred_to_committee", "withdrawn"})
_MOVED = ("oner", "teklif", "talep", "iste")
_CALLED_FOR = ("gerek", "yonunde", "uygun", "teklif", "oner", "icap", "lazim", "dogru", "istikamet", "seklinde")
_JUDGED = frozenset(
    {"uygun", "yonunde", "yonundeki", "dair", "iliskin", "gerektigi", "dogru", "seklindeki", "seklinde", "kanaat", "kanaati", "hususunda", "hususundaki", "icin", "gorusu", "gorusunde", "rapor", "raporu", "raporun", "raporunun"}
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


def advised(words: Words, start: int, end: int) -> str:
    """Give the outcome that a report from `start` to `end` advises, "" where nothing judges; quotes judge too.

    The last sentence that tells what the committee found counts; only where none does, the last judgement of any sentence.
    """
    words = words.spoken
    for low, high in reversed(_sentences(words.plain, start, end)):
        if _REPORT_JUDGES.search(words.plain, low, high) and (judgement := _judgement(words, low, high)):
            return judgement
    return _judgement(words, start, end, moved=False)


def _sentences(plain: str, start: int, end: int) -> list[tuple[int, int]]:
    ends = [match.end() for match in _SENTENCE_END.finditer(plain, start, end)]
    return list(pairwise([start, *ends, end]))


def _judgement(words: Words, start: int, end: int, moved: bool = True) -> str:
    """Give the outcome that the last judgement from `start` to `end` is for; `moved` tells that what is moved counts."""
    low, high = words.at(start), words.at(end)
    texts = words.texts
    judgement, place = "", low - 1
    before = earlier = None
    taken: set[int] = set()
    for act in acts(words, low, high):
        judged = _judged(words, act, before, low)
        if (
            not moved
            and judged in _STEPS
            and texts[act.last + 1 : act.last + 2]
            and texts[act.last + 1].startswith(_MOVED)
        ):
            judged = ""  # a step that a member moved
        if judged == "rejected" and before is not None and before.effect == "rejected" and earlier is not None:
            listed = earlier.kind == "noun" and earlier.meaning == "adopted" and before.first - earlier.last < _SHARED
            judged = "adopted" if listed and act.weak else judged  # "12 adedinin kabulünün, 52 adedinin reddinin uygun"
        before, earlier = act, before
        taken.update(range(act.first, act.last + 1))
        if (
            judged
            and not (judgement and "ise" in texts[max(place + 1, act.first - 4) : act.first])
            and not _of_a_speaker(words.plain, act.end)
        ):
            judgement, place = judged, act.last
    for index in range(place + 1, high):
        if index in taken or not texts[index].endswith(NOMINATIVE):
            continue
        if _refused(words, index, low, high) and not _of_a_speaker(words.plain, words.starts[index]):
            judgement, place = "rejected", index
    for index in range(place + 1, min(high, len(words))):
        if not texts[index].startswith("olum") and texts[index] not in {"menfi", "musbet"}:
            continue
        if texts[index + 1 : index + 2] == ["oy"] or (index and texts[index - 1].isdigit()):
            continue  # votes: "9 olumsuz, 1 çekimser"
        if _of_a_speaker(words.plain, words.starts[index]):
            continue
        if texts[index].startswith(("olumsuz", "menfi")):
            judgement = "rejected"
        elif texts[index].startswith(("olumlu", "musbet")) and judgement != "rejected":
            judgement = "adopted"
    return judgement


def _of_a_speaker(plain: str, at: int) -> bool:
    """Tell whether the sentence around `at` tells what somebody said in the debate."""
    start = max(plain.rfind(". ", max(0, at - 500), at), plain.rfind("\n\n", max(0, at - 500), at), at - 500, 0)
    stop = plain.find(".", at, at + 400)
    stop = stop if stop >= 0 else at + 400
    if _REPORT_SPEAKS.search(plain, start, stop):
        return False
    return bool(_SAID.search(plain[start:stop]) or _SPEAKER.search(plain, start, stop))


def _refused(words: Words, at: int, low: int, high: int) -> bool:
    """Tell whether leaving something undone is what is called for: "tahsis edilmemesi yönünde"."""
    form = form_of(words.texts[at])
    called = at + 1 < high and words.texts[at + 1].startswith(_CALLED_FOR)
    return called and form is not None and form.kind == "noun" and form.negated and refuses(words, low, Deed(at, True))


def _judged(words: Words, act: Act, before: Act | None, low: int) -> str:
    """Give the outcome that an act speaks for, "" where it does not judge; `before` is the act that it may judge."""
    texts = words.texts
    if act.kind == "before" and not (act.weak and "rapor" in words.plain[max(0, act.start - 200) : act.start]):
        return ""  # "daha önce reddedilmişti"
    if act.kind == "participle" and (
        texts[act.last].endswith(("ler", "lar")) or _FORMER.search(words.plain, max(0, act.start - 60), act.start)
    ):
        return ""  # "kabul etmeyenler"; "45 sayılı kararı ile reddedilen teklif"
    if act.kind == "fact" and (_reason_of_another(words, act.last + 1) or _is_whether(words, act)):
        return ""
    meaning = act.meaning
    if (
        act.kind in {"finite", "told"}
        and not act.weak
        and _BY_VOTE.search(words.plain, max(0, act.start - 60), act.start)
    ):
        return ""  # a vote of the council's own, on something else
    if act.negated and act.root == "kabul" and _THIS_WISH.search(words.plain, max(0, act.start - 30), act.start):
        return ""
    if meaning == "adopted" and act.weak:
        if before is not None and before.meaning in _STEPS and _is_step(words, before, act.first):
            return before.meaning
        refusal = before is not None and before.meaning == "rejected" and _handed_up(words, before, act.first)
        return "rejected" if refusal or _of_a_refusal(words, act.first, low) else "adopted"
    following = texts[act.last + 1] if act.last + 1 < len(words) else ""
    if meaning == "rejected":
        voted = texts[act.last + 2 : act.last + 3] == ["oy"]
        return "rejected" if act.kind != "bare" or (following in _JUDGED and not voted) else ""
    if meaning in _STEPS and act.kind == "noun":
        return meaning if following.startswith(_CALLED_FOR) and _is_step(words, act, act.last + 1) else ""
    return "rejected" if meaning == "no_decision" and act.kind == "fact" else ""


def _handed_up(words: Words, refusal: Act, at: int) -> bool:
    """Tell whether a refusal is what is found right at word `at`: "reddinin Meclis onayına sunulması uygun görülmüştür"."""
    between = words.texts[refusal.last + 1 : at]
    if refusal.kind != "noun" or len(between) > 12 or not _STOPS.isdisjoint(between):
        return False
    forms = ((word, form_of(word)) for word in between)
    return not any(
        form is not None and form.kind == "noun" and not word.startswith(("sun", "arz")) for word, form in forms
    )


def _is_step(words: Words, act: Act, at: int) -> bool:
    """Tell whether `act` is a step that what begins at word `at` judges, and not the refund of money."""
    if act.kind != "noun" or act.case in {"ablative", "locative", "instrumental"} or at - act.last > 3:
        return False
    return not on_something_else(words.plain, max(0, act.start - 70), act)


def _is_whether(words: Words, act: Act) -> bool:
    """Tell whether a judgement only asks: "yeterli bulunup bulunmadığı"."""
    form = form_of(words.texts[act.last - 1]) if act.negated and act.last else None
    return form is not None and form.kind == "converb" and words.texts[act.last].startswith(form.stem)


def _reason_of_another(words: Words, at: int) -> bool:
    """Tell whether a judgement is only why somebody else did something: "aykırı bulunduğu gerekçesiyle iptal edilen plan"."""
    texts = words.texts[at : at + 36]
    if not texts or not texts[0].startswith(("gerekce", "neden", "sebeb")):
        return False
    for index, word in enumerate(texts[1:-1], 1):
        form = form_of(word)
        if form is not None and form.kind in {"participle", "finite", "told", "converb"}:
            return form.kind == "participle" and (texts[index + 1][0].isalnum() or texts[index + 1] == ",")
    return False


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
