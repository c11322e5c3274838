"""What kind of file a text is, and which stretches of it are resolutions. Every number is accounted for, or asked about."""

import itertools
import re
from typing import NamedTuple

from ingest.boundaries import Mark, item_chains, letterheads, longest_run, own_numbers, report_heads
from models.language.passage import plain as plain_view
from models.resolution import Kind, Question
from models.turkish.casing import lower, upper

_RESULT = re.compile(
    r"karar (?:veril|alin)\w*|kararlastiril\w*|\b(?:kabul|ret|red|havale|iade|sevk) (?:edil(?:di|mis|me)|olun(?:du|mus))\w*"
    r"|\breddedil(?:di|mis)\w*|secil(?:di|mis)\w*|ertelen(?:di|mis)\w*|bilgisine sunul\w*|bilgi (?:edinil|sunul|veril)\w*"
    r"|oy ?birlig\w*|oy ?coklu\w*|ittifak\w*|ekseriyet\w*|geri cekil(?:di|mis|me)\w*|gonderil(?:di|mis)\w*|onaylan(?:di|mis)\w*"
    r"|\b(?:kabulun|reddin|havalesin|iadesin|secilmesin|secilmelerin|ertelenmesin|verilmesin|sayilmasin|cekilmesin|gonderilmesin)e\b"
    r"|gerek (?:kalma|olma|gorulme)\w*|yer olmadi\w*|mahal (?:olma|bulunma)\w*|\|[ ]*(?:kabul|ret|red|havale)\b"
)
_FINAL = re.compile(
    r"karar (?:veril|alin)(?:di|mis)\w*|kararlastiril(?:di|mis)\w*|(?:kabul|ret|red|havale|iade) (?:edil|olun)(?:di|mis|du|mus)\w*|reddedil(?:di|mis)\w*"
    r"|secil(?:di|mis)\w*|onaylan(?:di|mis)\w*|oy ?(?:birligi|coklugu)\w*|bilgisine sunul\w*|bilgi sunul\w*|gonderil(?:di|mis)\w*"
)
_AGENDA = re.compile(r"\bgundem(?:i|imiz|le|idir)?\b")
_AGENDA_END = re.compile(
    r"(?:gorusulmesi|gorusulup karara baglanmasi|yazisi|raporu|onergesi|teklifi|acilis|yoklama|temenniler|kapanis)\W*$"
)
_COUNCIL_VOTE = re.compile(
    r"meclis(?:imiz|i|in|imizin|imizce)?\b[^.]{0,120}(?:karar veril|kabul edil|oybirligi|oy birligi|oy coklugu|oycoklugu)"
)
_COMMITTEE_VOICE = re.compile(r"komisyonumuz|komisyon baskani|komisyonca|komisyonun gorusu|uygun gorul")
_TURN = re.compile(
    r"^[ *]*(?:(?:MECLİS |Meclis )?(?:BAŞKAN|Başkan)[Iİıi]?(?: VEKİLİ| Vekili)?|[A-ZÇĞİÖŞÜ][\w.]*(?: [A-ZÇĞİÖŞÜ][\w.]*)*? [A-ZÇĞİÖŞÜ]{2,})"
    r"[ ]*(?:\([^)\n]{1,60}\))?[ *]*[-–—:][ *]",
    re.MULTILINE,
)
_QUESTION = re.compile(r"kabul edenler|oylarin[a-z]* sun|etmeyenler")
_MINUTES = re.compile(
    r"^[^\n]{0,70}\b(?:tutana[kg]i?|zapti|zabit(?:name\w*)?)[ ]*(?:ozeti)?\W*$|^[^\n]{0,40}tarihli[^\n]{0,20}tutanak\W*$",
    re.MULTILINE,
)
_ORDINAL_ITEM = re.compile(r"(?P<n>\d{1,3})(?:'?[ ]?(?:inci|nci|uncu|ncu)|\.)[ ]madde\w*")
_VOTED = re.compile(
    r"(?:kabul|red|ret|havale|iade)[ ]?(?:edil|olun)(?:di|mis|du|mus)\w*|reddedil(?:di|mis)\w*|secil(?:di|mis)\w*|karar (?:veril|alin)(?:di|mis)\w*|gonderil(?:di|mis)\w*"
)
_CLOSING = re.compile(
    r"(?:gorusulecek|gundem\w*(?: de| da)? ?(?:de )?baska|gundem bitti|baska madde|baskaca)[^\n]*(?:kapat|son ver|sona er|yok)[^\n]*"
    r"|(?:birlesim|toplanti|oturum)\w*[^.\n]{0,40}kapat[^\n]*|dilek ve temenni[^\n]*kapat[^\n]*"
)
_SPEAKER = re.compile(r"(?:meclis )?baskan(?:i)?[ ]*[-:][ ]*$")
_PAGE_MARK = re.compile(r"^[ ]*(?:sayfa[ ]*)?-?[ ]*\d{1,3}[ ]*(?:/[ ]*\d{1,3})?[ ]*-?[ ]*$", re.MULTILINE)
_SIGNATURE = re.compile(
    r"\n[ ]*\n?[^\n]*\b(?:meclis baskani|baskan vekili|baskan|katip)\b[^\n]*[ ]{3,}[^\n]*\b(?:katip|uye|katip uye)\b"
)
_TAIL = re.compile(r"^[ ]*(?:karar (?:veril|alin)\w*|kararlastiril\w*)\W*$")
_COUNCIL = re.compile(
    r"\b(?P<name>[^\W\d_][\w'.-]*(?:[ ][^\W\d_][\w.-]*){0,3}?)[ ]+(?P<kind>(?:buyuksehir|buyuk sehir)[ ]+belediye|ilce[ ]+belediye|belediye)(?:si|sinin|sine|[ ]+(?:meclis|baskanlig)\w*)?\b"
)


class Piece(NamedTuple):
    """One resolution's slice of the text, and its own number where a heading prints one."""

    start: int
    end: int
    number: tuple[str, int, int] | None = None


class Split(NamedTuple):
    """The kind of file, its resolutions, the heading that all of them share, and what a clerk must be asked."""

    kind: Kind
    pieces: tuple[Piece, ...]
    heading: tuple[int, int]
    questions: tuple[Question, ...] = ()


def split(text: str) -> Split:
    """Divide a file's text into its resolutions; the pieces never overlap and stand in the order of the text."""
    plain = plain_view(text)
    if not plain.strip():
        return Split(Kind.OTHER, (), (0, 0))
    own = own_numbers(plain)
    if len(own) > 1:
        own = _without_repeats(own)
    turns = len(_TURN.findall(text))
    spoken = (turns >= 3 and bool(_QUESTION.search(plain))) or _is_titled_minutes(plain)
    reports = report_heads(plain)
    if own:
        return _by_own_numbers(plain, own, reports, spoken=spoken)
    if spoken and (found := _minutes(plain)):
        return Split(Kind.MINUTES, tuple(found), (0, found[0].start))
    chain = max(item_chains(plain), key=lambda run: _weight(plain, run), default=[])
    if len(chain) > 1 and _weight(plain, chain) > 0:
        return _list(plain, chain)
    if _is_agenda(plain):
        pieces = _pieces(plain, chain, trim=True) if len(chain) > 1 else [Piece(*_trim(plain, 0, len(plain)))]
        return Split(Kind.AGENDA, tuple(pieces), (0, pieces[0].start))
    if (reports and not _COUNCIL_VOTE.search(plain, reports[-1])) or _is_report(plain):
        starts = reports if len(reports) > 1 else [0]
        pieces = [Piece(*_cut(plain, a, b)) for a, b in zip(starts, [*starts[1:], len(plain)], strict=True)]
        return Split(Kind.COMMITTEE_REPORT, tuple(pieces), (0, pieces[0].start))
    kind = Kind.RESOLUTION if _FINAL.search(plain) or _RESULT.search(plain) else Kind.OTHER
    return Split(kind, (Piece(*_trim(plain, 0, len(plain))),), (0, 0))


def council_of(text: str) -> tuple[str, int, int] | None:
    """Give the municipality the text speaks for, as ``X Belediyesi``, and the words that name it: the heading counts first."""
    plain = plain_view(text)
    best: tuple[int, str, int, int] | None = None
    for match in _COUNCIL.finditer(plain, 0, 20_000):
        start = match.start("name")
        words = text[start : match.end("name")].split()
        while words and (plain_view(words[0]) in _NOT_NAMES or not words[0][0].isupper() or len(words[0]) < 3):
            start += len(words[0])
            while start < match.end("name") and text[start].isspace():
                start += 1
            words = words[1:]
        if (
            not words
            or any(plain_view(word) in _NOT_NAMES or not word[0].isupper() for word in words)
            or len(words) > 2
        ):
            continue
        name = " ".join(_title(word) for word in words)
        kind = " Büyükşehir Belediyesi" if "sehir" in match.group("kind") else " Belediyesi"
        heading = plain.rfind("\n", 0, start) + 1
        alone = (
            len(plain[heading : plain.find("\n", match.end()) if plain.find("\n", match.end()) > 0 else len(plain)])
            < 90
        )
        rank = (0 if alone and start < 400 else 1) * 100_000 + start
        if best is None or rank < best[0]:
            best = (rank, name + kind, start, match.end())
    return None if best is None else best[1:]


_NOT_NAMES = frozenset(
    [
        "t.c",
        "tc",
        "t.c.",
        "belediyemiz",
        "belediye",
        "ilce",
        "il",
        "ve",
        "ile",
        "icin",
        "meclis",
        "meclisi",
        "karar",
        "sayili",
        "ilgili",
        "tum",
        "diger",
        "bir",
        "komsu",
        "bagli",
        "kanunu",
        "kanununun",
        "turkiye",
        "buyuksehir",
        "sayin",
        "ozet",
        "ozetleri",
        "tarihli",
        "olagan",
        "toplantisi",
        "birligi",
        "tarih",
        "konu",
        "ilgi",
        "adana'nin",
        "5393",
        "5216",
        "sehir",
    ]
)


def _title(word: str) -> str:
    return "-".join(upper(part[:1]) + lower(part[1:]) for part in word.split("-"))


def _without_repeats(own: list[Mark]) -> list[Mark]:
    """Drop a mark that names the same number again within the same entry (a date line that repeats the heading)."""
    kept: list[Mark] = []
    for mark in own:
        if (
            kept
            and mark.number
            and kept[-1].number
            and mark.number[0] == kept[-1].number[0]
            and mark.start - kept[-1].start < 1500
        ):
            continue
        kept.append(mark)
    return kept


def _by_own_numbers(plain: str, own: list[Mark], reports: list[int], *, spoken: bool) -> Split:
    heads = letterheads(plain)
    starts: list[int] = []
    for place, mark in enumerate(own):
        floor = own[place - 1].start if place else 0
        before = [head for head in heads if floor <= head <= mark.start and plain.count("\n", head, mark.start) <= 9]
        starts.append(_block_start(plain, before[-1] if before else mark.start, floor))
    pieces = [
        Piece(*_cut(plain, a, b), mark.number)
        for a, b, mark in zip(starts, [*starts[1:], len(plain)], own, strict=True)
    ]
    first = pieces[0].start
    preamble = plain[:first]
    if len(pieces) == 1:
        lead = [place for place in reports if place < first and len(preamble.split()) > 30]
        if lead and _COMMITTEE_VOICE.search(preamble):
            return Split(Kind.MIXED, (Piece(*_trim(plain, 0, first)), pieces[0]), (0, 0))
        start = 0 if first < 600 else first
        whole = Piece(*_trim(plain, start, len(plain)), pieces[0].number)
        return Split(Kind.MINUTES if spoken else Kind.RESOLUTION, (whole,), (0, 0))
    lead = [place for place in reports if place < first and len(preamble.split()) > 30]
    questions = tuple(_numbering(own))
    if lead and _COMMITTEE_VOICE.search(preamble):
        return Split(Kind.MIXED, (Piece(*_trim(plain, 0, first)), *pieces), (0, 0), questions)
    full = sum(any(p.start == head for head in heads) for p in pieces) >= len(pieces) - 1 or (
        own[0].style == "c" and plain.count("\n", 0, first) == 0
    )
    if spoken:
        kind = Kind.MINUTES
    elif "arz ederim" in preamble or "makamina" in preamble:
        kind = Kind.MIXED
    else:
        kind = Kind.RESOLUTION if full and first == 0 else Kind.SUMMARY_LIST
    return Split(kind, tuple(pieces), (0, first), questions)


def _block_start(plain: str, at: int, floor: int) -> int:
    """Go back over a heading's own lines (council, title, date) as far as an empty line or a full sentence's end."""
    start = plain.rfind("\n", 0, at) + 1
    return max(start, floor)


def _numbering(own: list[Mark]) -> list[Question]:
    questions = []
    values = [mark.ordinal for mark in own]
    for before, mark in itertools.pairwise(own):
        step = mark.ordinal - before.ordinal
        if mark.number and step != 1:
            code = "number_repeated" if step == 0 else "number_gap" if step > 0 else "number_order"
            details = {"before": before.number[0] if before.number else "", "after": mark.number[0]}
            if code != "number_gap" or step < 50 or len(values) > 3:
                questions.append(Question(code, "number", 0.6, mark.number[1], mark.number[2], details))
    return questions


def _weight(plain: str, chain: list[Mark]) -> float:
    """Say how much a chain looks like a list of resolutions: the items that hold a result of their own, if they are most."""
    ends = [*(mark.start for mark in chain[1:]), len(plain)]
    with_result = sum(bool(_RESULT.search(plain, mark.start, end)) for mark, end in zip(chain, ends, strict=True))
    last = bool(_FINAL.search(plain, chain[-1].start))
    alone = sum(bool(_FINAL.search(plain, mark.start, end)) for mark, end in zip(chain, ends, strict=True))
    if alone < 2 and not (last and with_result == len(chain) >= 4):
        return 0
    return with_result if with_result * 2 >= len(chain) and with_result > 1 else 0


def _list(plain: str, chain: list[Mark]) -> Split:
    pieces = _pieces(plain, chain, trim=True)
    first = pieces[0].start
    questions = [
        Question(
            "item_gap", "number", 0.7, mark.start, mark.start + 1, {"before": before.ordinal, "after": mark.ordinal}
        )
        for before, mark in itertools.pairwise(chain)
        if mark.ordinal - before.ordinal != 1
    ]
    if chain[0].ordinal != 1 and chain[0].ordinal <= 3:
        questions.append(
            Question("item_gap", "number", 0.5, first, first + 1, {"before": 0, "after": chain[0].ordinal})
        )
    if _is_agenda(plain) and not any(_FINAL.search(plain, p.start, p.end) for p in pieces):
        return Split(Kind.AGENDA, tuple(pieces), (0, first), ())
    kind = Kind.MINUTES if _is_titled_minutes(plain) else Kind.SUMMARY_LIST
    return Split(kind, tuple(pieces), (0, first), tuple(questions))


def _pieces(plain: str, chain: list[Mark], *, trim: bool) -> list[Piece]:
    ends = [*(mark.start for mark in chain[1:]), len(plain)]
    return [
        Piece(*(_cut if trim else _trim)(plain, mark.start, end), mark.number)
        for mark, end in zip(chain, ends, strict=True)
    ]


def _minutes(plain: str) -> list[Piece]:
    """Cut minutes at their agenda items where these are told, else after each vote."""
    items = []
    for match in _ORDINAL_ITEM.finditer(plain):
        line = plain.rfind("\n", 0, match.start()) + 1
        near = plain.rfind(". ", line, match.start())
        start = line if match.start() - line < 60 or near < 0 else near + 2
        items.append(Mark(start, "spoken", int(match.group("n"))))
    chain = longest_run(items)
    if len(chain) > 1:
        pieces = _pieces(plain, chain, trim=True)
    else:
        pieces, start = [], 0
        for vote in _VOTED.finditer(plain):
            end = plain.find("\n", vote.end())
            end = len(plain) if end < 0 else end
            if _procedural(plain[start:end]):
                continue
            if end > start:
                pieces.append(Piece(*_trim(plain, start, end)))
            start = end
    return [
        piece
        for piece in pieces
        if _VOTED.search(plain, piece.start, piece.end) or _RESULT.search(plain, piece.start, piece.end)
    ]


def _procedural(spoken: str) -> bool:
    """Say whether the last vote of a stretch was only on how to go on, so that the matter's own vote is still to come."""
    last = spoken[-400:]
    return bool(re.search(r"(?:komisyona (?:gonderil|sevk edil|havale edil)meden|yeterlilik)[^?]*$", last))


def _cut(plain: str, start: int, end: int) -> tuple[int, int]:
    """Trim a piece, and leave out what belongs to the file rather than to it: page marks, a closing, a lone last verb."""
    for pattern in (_CLOSING,):
        for match in pattern.finditer(plain, start, end):
            if not _RESULT.search(plain, match.end(), end):
                stop = match.start()
                line = plain.rfind("\n", start, stop)
                if line >= 0 and _SPEAKER.search(plain, line + 1, stop):
                    stop = line
                if stop > start + 20:
                    end = stop
                break
    start, end = _trim(plain, start, end)
    while (line := plain.rfind("\n", start, end)) > start:
        tail = plain[line + 1 : end]
        if _PAGE_MARK.fullmatch(tail) or _TAIL.match(tail):
            start, end = _trim(plain, start, line)
        else:
            break
    return start, end


def _trim(plain: str, start: int, end: int) -> tuple[int, int]:
    while start < end and plain[start].isspace():
        start += 1
    while end > start and plain[end - 1].isspace():
        end -= 1
    return start, end


def _is_titled_minutes(plain: str) -> bool:
    return bool(_MINUTES.search(plain, 0, min(len(plain), 400)))


def _is_agenda(plain: str) -> bool:
    return (bool(_AGENDA.search(plain, 0, 1500)) and not _FINAL.search(plain)) or bool(
        re.search(r"gundem", plain[:1500]) and len(re.findall(r"gorusulmesi\W*$", plain, re.MULTILINE)) >= 2
    )


def _is_report(plain: str) -> bool:
    return (
        bool(re.search(r"komisyon(?:u|lari)?(?: muster?ek)? raporu?", plain[:300]))
        and bool(_COMMITTEE_VOICE.search(plain))
        and not _COUNCIL_VOTE.search(plain)
    )
