"""Where a decision tells of its vote: the verdict's own sentence, vote talk before it, what follows up to the next vote."""

import re

from models.language.ballot_words import ballot
from models.language.numerals import NUMBER_WORDS
from models.language.outcome import Reading
from models.language.pairing import pairs
from models.language.parties import find_parties
from models.language.passage import Passage
from models.language.sentences import Span
from models.language.verdicts import Verdict
from models.language.words import words_of

_SIDES = frozenset("fabx")
_TELLING = frozenset("fabxoOkqedn")  # letters without which a stretch tells of no vote, see `ballot_words`
_VOTE_TALK = re.compile(
    r"\b(?:kabul|ret|red|hayir|evet|cekimser)\w*\"?\s+(?:oy|olarak|ver|kullan|kal|di(?:yor|yen)|de(?:di|mis)|sayisi|yonunde)|\boy\w*\s+(?:kullan|ver)|\b(?:ret|red|cekimser|hayir|kabul|evet)\s*\.*[:(]|\w\)?\s*[:-]\s*(?:ret|red|cekimser|hayir|kabul|evet)\s*(?:[.,;)\n]|$)"
    r"|\bel(?:i|ler|ini)?\s+(?:kalk(?:ti|mis)|kaldir(?:di|mis)|sayil(?:di|mis))|\d+\s+(?:kabul|ret|red|cekimser|evet|hayir)\b|(?:grup|grubumuz)\s+(?:olarak|adina)\s+(?:\w+\s+)?(?:evet|hayir|kabul|ret|red|cekimser)|karsi\s+oy|destek\s+ver(?:me)?(?:di|mis)|\b(?:rapor|onerge|teklif|gorus|oneri)y?[ae]\s+(?:\S+\s+){0,12}?katil(?:ma)?(?:mis|di)|muhalefet\s+(?:serhi|et)|muhalif|mustenkif|serh\s+dus|oylama(?:\s+\w+)?\s*:|\(\s*(?:kabul|ret|red|evet|hayir|cekimser)\b|(?:eden|etmeyen)ler\s*[?:(]?\s*\d"
)
_COMMITTEE_VOTE = re.compile(
    r"komisyon(?:umuz)?\w*(?:ca|dan|da|nda|unca)\b(?![^.;]{0,120}(?:rapor|meclis))|komisyonumuz"
)
_ANNOUNCED = re.compile(  # how somebody means to vote is not yet a vote
    r"\b(?:(?:oy\w*|ret|red|kabul|evet|hayir|cekimser)\s+(?:kullan|ver|kal|diy?)[ae]ca?e?[gk]\w*|destek\w*\s+vere\w*)[^.]{0,160}(?:acikla|belirt|ifade|soyle|bildir)"
)
_DISSENTED = re.compile(r"muhalif|muhalefet|serh|karsi\s+(?:oy|gorus)|(?:ret|red|cekimser)\s+(?:oy|kal)")
_COUNCIL = re.compile(r"meclis(?!\s+uyesi)|oylama|oya\s+sun|gru[bp]")
_LABELLED = re.compile(r"-?[fabx][oeusx]{0,4}[:=]\(?[nw]")  # "Lehte oy: 17" on a line of its own
_CALLED = re.compile(
    rf"\b(?:kabul\s+)?(?:eden|diyen|buyuran)(?:l[ae]r)?i?\b[^;]{{0,90}}?[?.:,]+[\s\"(]*(?:\d|(?:{NUMBER_WORDS})\b)"
)
_THUS = re.compile(
    r"\W*(?:ve\s+)?(?:bu\s+(?:suretle|sekilde|sebeple|nedenle|sonuca\s+gore)|boylece|boylelikle|dolayisiyla|buna\s+gore)"
)
_ANSWERED = re.compile(
    r"\b(?:kabul\s+)?edenler\s*[.?:]+\s*(?!(?:kabul\s+)?etme)[a-z][^.?]{2,120}[.;]\s*(?:kabul\s+)?etmeyenler\b"
)
_QUOTED = re.compile(r'"[^"]{60,4000}"')  # a report's words; what is called out is shorter
_SHORT = 16  # words
_BEFORE, _LONGEST = 4000, 8000  # how much of a stretch without a full stop is looked at


def stretches(passage: Passage, reading: Reading, verdict: Verdict, repeats: Verdict | None = None) -> list[Span]:
    """Give the slices that tell of the verdict's vote, its own sentence first and the others in the order of the text.

    The verdict before it ends the search, unless it is the one that this verdict `repeats`.
    """
    plain, words = passage.plain, words_of(passage)
    council = _others(reading, verdict, repeats)
    floor = since(reading, verdict, repeats)
    stop = min((one.clause[0] for one in council if one.clause[0] >= verdict.end), default=len(plain))
    called_from = called_at(plain, max(floor, verdict.start - _BEFORE), verdict.start)
    called = (called_from, verdict.end) if called_from is not None else None
    told = {passage.sentence_at(one.start)[1] for one in reading.verdicts if one.role == "committee"}
    quoted = [match.span() for match in _QUOTED.finditer(plain)] if '"' in plain else []
    own: list[Span] = []
    others: list[Span] = []
    for start, end in passage.sentences:
        if end <= floor or start >= stop:
            continue
        a, b = max(start, floor), min(end, stop)
        a = max(a, min(verdict.start, b) - _BEFORE) if a <= verdict.start else a
        b = min(b, a + _LONGEST)
        if called is not None and a < called[1] and b > called[0]:
            a, b = (a, called[0]) if a < called[0] else (called[1], b)
        if a >= b:
            continue
        if a <= verdict.start < b or a <= verdict.clause[0] < b:
            own.append((a, b))
        elif a < verdict.start and _follows(plain, told, a, b):
            told.add(b)
        elif _tells(passage, a, b) and not any(low < a and b <= high for low, high in quoted):
            others.append((a, b))
    if called is not None:
        own.insert(0, called)
    telling = [
        (low, high)
        for low, high in own
        if not _TELLING.isdisjoint(ballot(words, (low, high), ()).letters) or "coklu" in plain[low:high]
    ]
    return sorted(telling, key=lambda zone: zone[0] > verdict.start or zone[1] <= verdict.start) + others


def since(reading: Reading, verdict: Verdict, repeats: Verdict | None = None) -> int:
    """Give where the verdict before `verdict` ends, 0 where it is the first; one that it `repeats` ends nothing."""
    before = (one.end for one in _others(reading, verdict, repeats) if one.clause[1] <= verdict.clause[0])
    return max(before, default=0)


def _others(reading: Reading, verdict: Verdict, repeats: Verdict | None) -> list[Verdict]:
    council = [one for one in reading.verdicts if one.role != "committee" and one.strong]
    return [one for one in council if one is not verdict and one is not repeats]


def repeated(plain: str, reading: Reading, verdict: Verdict) -> Verdict | None:
    """Give the verdict just before that this one says again, or follows from: "... kabul edilmiş, bu suretle ertelenmiştir"."""
    before = [one for one in reading.verdicts if one.role != "committee" and one.strong and one.end <= verdict.start]
    last = before[-1] if before else None
    if last is not None and _THUS.match(plain[last.end : verdict.start]):
        return last
    if last is None or last.role != verdict.role or last.part or verdict.part:
        return None
    return last if last.outcome == verdict.outcome else None


def _follows(plain: str, told: set[int], start: int, end: int) -> bool:
    """Tell whether a sentence goes on about a committee's vote that ends just before: "İki üye karara muhalif kalmıştır."."""
    near = any(stop <= start and not plain[stop:start].strip() for stop in told)
    return near and _COUNCIL.search(plain, start, end) is None and _DISSENTED.search(plain, start, end) is not None


def _tells(passage: Passage, start: int, end: int) -> bool:
    """Tell whether a sentence beside the verdict's speaks of its vote."""
    plain = passage.plain
    letters = ballot(words_of(passage), (start, end), ()).letters
    if _SIDES.isdisjoint(letters) or of_another_body(plain, start, end):
        return False
    if _VOTE_TALK.search(plain, start, end) or _LABELLED.match(letters):
        return True
    if len(letters) < _SHORT and letters.rstrip(".;,)")[-1:] in _SIDES and find_parties(passage, start, end):
        return True  # "CHP ve HDP ret."
    return len({pair.side for pair in pairs(letters)}) > 1


def of_another_body(plain: str, start: int, end: int) -> bool:
    """Tell whether a slice speaks of a committee's vote, or of how somebody means to vote."""
    return bool(_COMMITTEE_VOTE.search(plain, start, end) or _ANNOUNCED.search(plain, start, end))


def called_at(plain: str, start: int, end: int) -> int | None:
    """Give where the chair's count begins, from question to question: "Kabul edenler? 8. Etmeyenler? CHP Grubu."."""
    if not any(word in plain for word in ("eden", "diyen", "buyuran")):
        return None
    match = _CALLED.search(plain, start, end) or _ANSWERED.search(plain, start, end)
    return match.start() if match is not None else None
