"""Whose statement it is: the council's own, a committee's that the text reports, or an earlier decision's.

A doer ("Komisyonca"), like a time or a former decision ("45 sayılı kararı ile"), goes with the first verb to its right:
"Komisyonca hazırlanan rapor kabul edildi" leaves the acceptance to the council.
"""

import re
from collections.abc import Iterator

from models.language.acts import Act
from models.language.inflection import Form, form_of
from models.language.words import Words

_COUNCIL = re.compile(r"meclis(?:imiz|te|ce|in|i|imizce)?\b|genel\s+kurul")
_OURS = re.compile(r"\b(?:komisyonumuz\w*|komisyon olarak|heyetimiz\w*)")
_THEIRS = re.compile(
    r"\b(?:komisyon(?:un|lar|larin)?ca|komisyonda|komisyon(?:u|lari|larin|lar)?\s+tarafindan|komisyon\s+uyeleri\w*|encumen\w*ce|encumen\s+tarafindan"
    r"|(?:ilce|bld\.?|belde)\s+(?:belediye(?:si)?\s+)?meclis\w*ce)\b"
)
_SUBJECT = re.compile(
    r"\b(?:komisyon(?:u|umuz)?|encumen(?:i|imiz)?)\b\s*,?(?!\s*(?:rapor|karar|baskan|uye|gorus|toplanti|tarafindan|ile|ve\b|sozcu|oner|ca\b|onay))"
)
_HANDED_ON = re.compile(
    r"\brapor|gorus\w*\s+(?:dogrultu|okun|neden)|\bdair\b|iliskin|hakkinda|yonunde|seklinde(?:ki)?|belirt|meclis(?:imiz|te|ce|in|i|imizce)\b|oya sunul|oylan"
)
_HEAD = re.compile(
    r"(?:teklif|talep|taleb|rapor|konu|karar|oneri|onerge|degisiklik|plan|dosya|tadilat|itiraz|sekl|madde|butce|tarife|yonetmeli|hesap|cetvel|kadro|esas)"
)
_AS_MENDED = re.compile(r"\s+(?:hal|sekl|bicim|plan|tekli[fp]|rapor|tarife|metn|tasari)")
_NEXT_WORD = re.compile(r"[\s,]+\w")
_LOOKED_INTO = re.compile(r"\s*(?:ince|deger|calis|gorus|arast|toplant|muzak|tetkik)")
_FORMER = re.compile(
    r"sayili\s+(?:\w+\s+){0,3}karar(?:(?:i|imiz)?\s*ile|(?:i|imiz)?yla|la)\b|kararimizla|karariyla|onceki\s+(?:toplanti|birlesim|karar)|daha\s+once"
    r"|gecmis(?:te)?\s|gecen\s+(?:toplanti|ay|yil|birlesim)|meclis\s+karari\s+ile"
)
_NOW = re.compile(
    r"oylan|oya\s|rapor|tekli[fp]|talep|degisik|okundu|gorusul|oy\s?birli|oy\s?coklu|ittifak|ekseriyet|muttefikan|hazir bulun|uyelerin"
)
_ONLY_HOW = re.compile(r"(?:\W+|oy\s?(?:birli|coklu)\w*|ile)*oy\s?(?:birli|coklu)\w*(?:\W+|ile)*")
_SPEAKS = re.compile(r"mevcud\w*\s+oy|meclis(?:imiz|te|ce|in|i|imizce)?\b|rapor\w*\s+(?:\w+\s+){0,6}(?:oy|kabul)")
_ACTIVE = frozenset({"et", "ed", "gor", "bul", "ver", "al", "eyle", "kil", "sec", "sun", "cek", "de"})
_NO_VERBS = frozenset({"olarak", "alan", "birlikte"})


def standing(words: Words, low: int, said: Act) -> str:
    """Tell whose the statement `said` is, in its clause from word `low`: ``matter``, ``committee`` or ``past``."""
    plain = words.plain
    start = words.starts[low] if low < len(words) else said.start
    text = plain[start : said.start]
    if "komisyon" in text or "encumen" in text or "meclis" in text or "heyetimiz" in text:
        ours = _last(_OURS, text)
        if ours is not None:
            if ours.group()[len("komisyonumuz") :] in {"a", "la"} and said.effect == "referred_to_committee":
                return "past" if said.kind != "noun" else "matter"
            if not _SPEAKS.search(text, ours.end()):
                return "committee"
        else:
            theirs = _last(_THEIRS, text)
            if theirs is not None and not _taken_on(text[theirs.end() :]):
                return "committee"
            subject = None
            for subject in _SUBJECT.finditer(plain, start, said.end):
                pass
            if (
                subject is not None
                and subject.end() <= said.start
                and not (said.effect == "elected" and said.root not in _ACTIVE - {"et", "ed"})
                and _is_active(words, said)
                and not _COUNCIL.search(plain, subject.end(), said.start)
            ):
                return "committee"
    if said.effect in {"no_decision", "empty"} or said.kind == "noun":
        return "matter"
    former = _last(_FORMER, text)
    if former is None:
        return "matter"
    between = text[former.end() :]
    if _ONLY_HOW.fullmatch(between):
        return "past"  # "45 sayılı kararı ile oy çokluğu ile reddedilmiştir"
    if any(form.kind in {"participle", "fact", "told", "converb"} for _, form in _verbs(between)) or _NOW.search(
        between
    ):
        return "matter"
    return "past"


def _last(pattern: re.Pattern[str], text: str) -> re.Match[str] | None:
    match = None
    for match in pattern.finditer(text):
        pass
    return match


def _verbs(text: str) -> Iterator[tuple[re.Match[str], Form]]:
    for match in re.finditer(r"[a-z]+", text):
        word = match.group()
        form = form_of(word)
        if form is None or word in _NO_VERBS:
            continue
        if form.kind == "participle" and word.endswith(("dan", "den", "tan", "ten")) and word not in {"eden", "giden"}:
            continue
        yield match, form


def _taken_on(between: str) -> bool:
    """Tell whether the words after a doer hold the verb that it goes with."""
    if _HANDED_ON.search(between):
        return True
    for match, form in _verbs(between):
        at = match.end()
        if form.kind == "participle" and not _LOOKED_INTO.match(between, at) and _NEXT_WORD.match(between, at):
            return True
        if form.kind == "infinitive" and between.startswith(" uzere", at):
            return True
        if form.kind == "fact" and form.case == "ablative":
            return True  # "komisyonca da ifade edildiğinden"
        if form.kind == "told" and _AS_MENDED.match(between, at):
            return True
        if form.kind == "fact" and form.case in {"nominative", "genitive"} and _HEAD.search(between, at, at + 60):
            return True
        if form.kind == "noun" and (
            form.case == "dative" or between[: match.start()].strip() in {"", "ele", "yeniden", "tekrar"}
        ):
            return True
    return False


def _is_active(words: Words, said: Act) -> bool:
    form = form_of(words.texts[said.last])
    return form is not None and (form.stem in _ACTIVE or form.stem == said.root)
