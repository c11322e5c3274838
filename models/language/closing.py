"""Items that end without a finished verb: "(Oybirliği ile kabulüne)", "SONUÇ: RET", a table's cells, a manner alone."""

import re
from bisect import bisect_left
from typing import NamedTuple

from models.language.acts import Act, acts
from models.language.content import Content, accepted, named
from models.language.inflection import form_of
from models.language.put import PUT, governed
from models.language.standing import standing
from models.language.words import Words

MANNER = re.compile(
    r"oy\s?birli|oy\s?coklu|oy\s?cogunlu|ittifak(?:la|\s+ile|iyla)|ekseriyet|muttefikan|(?<![a-z.])o\.?[bc]\.(?!\w)"
)
_MANNER_BEGINS = re.compile(r"o(?=y\s?(?:birli|coklu|cogunlu)|\.?[bc]\.)|i(?=ttifak)|e(?=kseriyet)|m(?=uttefikan)")
_DECIDING = re.compile(
    r"kabul|redd|\bre[td]\b|havale|sevk|iade|ertele|geri cek|gundem|oy\s?(?:birli|coklu)|secil|bilgi"
)
_NAMED_ACT = re.compile(
    r"kabulu|redd|havale|sevk|iade|ertele|gundem|cekil|secil|bilgi|edilmes|(?<!\d )\bkabul\b(?!\s*[/;:,-])"
)
_BARE_MANNER = re.compile(
    r"(?:^|[(:.,\n|-])\s*(?:oy\s?(?:birli|coklu)\S*(?:\s+(?:ile|olarak))?|ittifakla|ekseriyetle)\s*[.)\]]*\s*$"
)
_AFTER_BARE = re.compile(r"\s*(?:$|[.:(!;|/-]|[)\]]\s*(?:$|[.,;|\n])|edilmis\s+olup|\n|oy\s?(?:birli|coklu))")
_BEFORE_BARE = re.compile(
    r"(?:^|[.:|()/\n-]|\s{3,}|ile|oy\s?birli\w*|oy\s?coklu\w*|ittifakla|ekseriyetle|muttefikan|\w+(?:a|e|i|u|in|un))\s*$"
)
_LABEL = re.compile(r"(?:sonuc\w*|karar\w*|oylama\w*|netice|durumu?)\s*[:=|-]\s*(?:[^:=\n]{0,60})$")
_COUNTED = re.compile(r"\s*[:=-]?\s*\d|\s*[=]|\s*oy\b|\s*oyu|\s*eden")
_FORM_TO_FILL = re.compile(r"etmeyenler\s*[,;]?\s*$|kabul\s*[-/]\s*$")
_MOVED = ("oner", "iste", "bildir", "belirt", "acikla", "konus", "gorus", "oku", "sor")  # no verbs of deciding
_SAYING = frozenset({"teklif", "talep", "ifade", "beyan", "iddia", "itiraz", "istirham", "rica"})  # "ifade etti"
_OF_A_GROUP = re.compile(r"(?:gru[bp]\w*|guru[bp]\w*|parti\w*|uye\w*|hp|kp|bp)\s*[(:-]\s*$")  # "CHP Grubu (RET)"
_INFORMED = re.compile(r"(?:^|[|:(])\s*bilgi(?:lendirme|\s+edinme)?\s*(?:$|[|.)])")
_NOT_AT_END = re.compile(
    r"\s*(?:\w+\s+){0,3}?(?:gorusulmesi|hakkinda|konusu|rapor|iliskin|dair|ile ilgili|uygun|teklif|talebi|onerge)"
)


_ENDS_ITEM = re.compile(r"\S{0,8}(?:\s+(?:ile|olarak))?[ ]*[)\]][ ]*\n")
_THAT = re.compile(
    r"^\W*(?:havale|erteleme|iade|sevk)\s+karari\b|\bbu\s+(?:durum|husus|istek|istem|talep|taleb|islem|geri)\w*"
)
_TO_COMMITTEE = re.compile(r"(?:komisyon(?:lar)?(?:i|u)?n?[ae]|\bkom\.\s?n?[ae])\s*[.)]*$")


class Close(NamedTuple):
    """How a sentence closes: the content, where it says so, and whether that is a result by itself."""

    content: Content
    start: int
    end: int
    strong: bool


def closing(words: Words, span: tuple[int, int], found: list[Act], floor: int, before: str) -> Close | None:
    """Give what a sentence without a finished statement decides.

    `floor` is where the statement before it ends, and `before` what that one decided; "İttifakla kabul." confirms it.
    """
    plain = words.plain
    start, end = span
    low = words.at(start)
    bare = _bare(plain, start, end, found)
    if bare is not None:
        return _labelled(words, span, bare, found, floor, before)
    told = _INFORMED.search(plain, start, end)
    if told is not None:
        return Close(Content("noted", None, "label"), told.start(), told.end(), False)
    tail = _tail(plain, start, end)
    nouns = [
        act
        for act in found
        if act.kind in {"noun", "fact"}
        and act.effect not in {"empty", "quorum"}
        and act.case in {"dative", "nominative"}
    ]
    if tail > start and not _NAMED_ACT.search(plain, tail, end):
        inner = [act for act in nouns if act.end <= tail and not plain[act.end : tail - 1].strip(" ,.")]
        if inner:
            content = named(words, low, inner[-1], [act for act in found if act.last < inner[-1].first], "closing")
            return Close(content, inner[-1].start, end, True)
    last = [
        act
        for act in nouns
        if act.start >= tail
        and (
            act.case == "dative"
            or act.effect == "no_decision"
            or MANNER.search(plain, tail, end)
            or _LABEL.search(plain, start, act.start)
        )
        and not governed(plain, act.end, end)
        and not _goes_on(words, act.last + 1, words.at(end))
    ]
    if any(act.case == "dative" for act in last):  # "raporun kabulü ile talebin reddine": the first only leads there
        last = [
            act for act in last if act.case == "dative" or not re.match(r"\s+(?:ile|yerine)\b", plain[act.end : end])
        ]
    if last and standing(words, low, last[0]) == "matter":
        act = last[0]
        if not _NOT_AT_END.match(plain, act.end, min(end, act.end + 30)):
            inside = [
                one for one in found if one.last < act.first and (plain[tail - 1 : tail] != "(" or one.start >= tail)
            ]
            return Close(named(words, low, act, inside, "closing"), act.start, min(end, last[-1].end), True)
    return _by_manner(words, span, found, floor, tail, before)


def may_state_manner(words: Words, start: int, end: int) -> bool:
    """Tell whether words that state a manner may begin in a slice; where they stand is looked for once."""
    places: list[int] = words.known(
        "manner begins", lambda: [match.start() for match in _MANNER_BEGINS.finditer(words.plain)]
    )
    index = bisect_left(places, start)
    return index < len(places) and places[index] < end


def _goes_on(words: Words, low: int, high: int) -> bool:
    """Tell whether a finished verb follows: "görüşülmesine geçildi" decides nothing."""
    return any(
        (form := form_of(words.texts[index])) is not None and form.kind == "finite" for index in range(low, high)
    )


def _labelled(words: Words, span: tuple[int, int], bare: Act, found: list[Act], floor: int, before: str) -> Close:
    plain = words.plain
    start, end = span
    low = words.at(start)
    strong = bool(MANNER.search(plain, start, end) or _LABEL.search(plain, start, bare.start) or bare.first == low)
    content = Content(bare.effect, bare, "label")
    if bare.effect == "adopted":
        content = accepted(words, low, bare, [act for act in found if act.last < bare.first], "label", floor)
        content = content if content.act is not None else content._replace(act=bare)
        confirms = before not in {"", "adopted"} and len(plain[floor : bare.start].split()) <= 4
        if content.outcome == "adopted" and confirms:
            content = Content(before, bare, "label")
    return Close(content, bare.start, bare.end, strong)


def _bare(plain: str, start: int, end: int, found: list[Act]) -> Act | None:
    """Give the last noun that stands as a result by itself: "SONUÇ: KABUL", "| Ret |", "Oybirliği ile kabul."."""
    for act in reversed(found):
        if act.kind != "bare":
            continue
        before, after = plain[start : act.start], plain[act.end : end]
        if after.lstrip().startswith(":") and act.effect in {"adopted", "rejected"}:
            continue  # "Ret: Ali KAN, Can ER" names who voted so
        if not _AFTER_BARE.match(after) or _COUNTED.match(after) or re.search(r"\d\s*$|olarak\s*$", before):
            continue
        if (
            _FORM_TO_FILL.search(before)
            or _OF_A_GROUP.search(before)
            or re.match(r"\s*[/-]\s*(?:ret|red|kabul)\b", after)
        ):
            continue
        if not before.strip() or _LABEL.search(before):
            return act
        if _BEFORE_BARE.search(before) and re.match(r"\s*(?:[.|()/-]|$|\n|oy)", after):
            return act
    return None


def _by_manner(
    words: Words, span: tuple[int, int], found: list[Act], floor: int, tail: int, before: str
) -> Close | None:
    """Read a sentence that gives little more than a manner: the verb after it, or what was put before it."""
    plain = words.plain
    start, end = span
    low, high = words.at(start), words.at(end)
    manner = None
    for manner in MANNER.finditer(plain, start, end) if may_state_manner(words, start, end) else ():
        pass
    if manner is None:
        return None
    told = _ENDS_ITEM.match(plain, manner.end(), end)
    if told is not None:  # what stands on the next line is another item
        end = told.end() - 1
        high = words.at(end)
    first = words.at(manner.start())
    for index in range(words.at(manner.end()), high):
        form = form_of(words.texts[index])
        if form is None or form.kind != "finite":
            continue
        if form.stem.startswith(_MOVED) or words.texts[index - 1] in _SAYING:
            return None
        said = Act(
            manner.start(), words.end(index), first, index, "adopted", "finite", form.negated, "", True, form.stem
        )
        if standing(words, low, said) != "matter":
            return None
        return Close(_done(words, low, said, found, floor, before), manner.start(), said.end, True)
    if _TO_COMMITTEE.search(plain[start:end]):
        return Close(Content("referred_to_committee", None, "closing"), start, end, True)
    bare = _BARE_MANNER.search(plain[start:end])
    if bare is not None:
        at = start + bare.start()
        if before and len(plain[floor:at].strip()) < 40:
            return None  # only says how the vote just stated went
        said = Act(at, end, words.at(at), high, "adopted", "bare", False, "", True, "")
        begin = max(floor, start - 400) if len(plain[start:at].split()) < 3 else start
        put = acts(words, words.at(begin), words.at(at))
        content = accepted(words, words.at(begin), said, put, "manner_only", begin)
        strong = content.rule != "manner_only" or bool(re.search(r"sekl|hali|gibi", plain[start:at]))
        return Close(content, at, end, strong)
    generic = None
    for index in range(words.at(tail), high):
        form = form_of(words.texts[index])
        if form is not None and form.case == "dative" and not governed(plain, words.end(index), end):
            generic = index
    if generic is None or (words.texts[generic].startswith("gorusulme") and "gundem" not in plain[start:end]):
        return None
    near = bool(MANNER.search(plain, tail, end))
    if (near or not plain[words.end(generic) : end].strip(" .,;)")) and not re.search(
        r"rapor\w*\s*$", plain[start:end]
    ):
        return Close(Content("adopted", None, "closing"), words.starts[generic], end, near)
    return None


def _done(words: Words, low: int, said: Act, found: list[Act], floor: int, before: str) -> Content:
    """Read any finished verb behind a manner: "oybirliğiyle iptal edildi"."""
    if said.negated:
        return Content("rejected", None, "manner_verb")
    if before and _THAT.search(words.plain[words.starts[low] : said.start]):
        return Content(before, None, "manner_verb")
    for act in reversed(found):
        if act.kind == "converb" and act.meaning in {"elected", "rejected"}:
            return Content(act.meaning, act, "manner_verb")
    since = floor if PUT.search(words.plain, floor, said.start) else None
    return accepted(words, low, said, [act for act in found if act.last < said.first], "manner_verb", since)


def _tail(plain: str, start: int, end: int) -> int:
    """Give where the last bracket of an item begins, or its beginning when it does not end in a deciding bracket."""
    stripped = plain[start:end].rstrip(" .,;\n")
    if stripped.endswith((")", "]")):
        at = max(stripped.rfind("("), stripped.rfind("["))
        if at >= 0 and len(stripped) - at < 260 and _DECIDING.search(stripped, at):
            return start + at + 1
    return start
