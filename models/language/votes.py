"""Who voted how: printed counts, the groups' and the members' positions, read from left to right over the words of the vote.

Voters queue up until a word says how they voted. "AK Parti, MHP ve BBP Guruplarının ret oylarına rağmen" places three
groups against and nobody for: what is not stated stays unstated.
"""

import re
from collections.abc import Sequence
from typing import NamedTuple

from models.language.numerals import NUMBER_WORDS, number_in_words
from models.language.outcome import Reading
from models.language.parties import Party, find_parties
from models.language.passage import Mention, Passage
from models.language.sentences import Span
from models.language.statements import Verdict

_OPTION = {
    "for": r"kabul|evet|lehte|lehinde|olumlu|musp?[be]t",
    "against": r"rett?|redd?|hayir|aleyhte|aleyhinde|olumsuz|menfi|karsi|muhalefet(?:iyle|i ile|ine|i|leriyle|leri ile|lerine|leri)?|muhalif",
    "abstain": r"cekimser|cekinser|cekinceli",
}
_ANY = "|".join(f"(?P<{name}>{pattern})" for name, pattern in _OPTION.items())
_SIDE = re.compile(rf"\b(?:{_ANY})(?![a-z]{{3}})(?P<tail>\w{{0,2}})")
_COUNT_BEFORE = re.compile(
    rf"(?<![\d./,])(?<!\d-)(?P<n>\d{{1,3}}|{NUMBER_WORDS}(?=\s))\s?(?:\(\s?[a-z0-9 ]{{1,24}}\s?\)\s?)?(?:'\S{{1,5}}\s+)?(?:(?:adet|uye(?:si|nin|sinin|leri)?|meclis uye\w*|kisi(?:nin)?|oy(?:la|u)?)\s+)?(?:['’]?[a-z]{{0,3}}\s)?(?:\"|')?(?:{_ANY})(?:l[ae]|yla)?\b(?!\s?:\s?\d)(?:\"|')?"
)
_COUNT_LABEL = re.compile(
    rf"\b(?:{_ANY})\s?(?:oy(?:u|lari|larin sayisi|u sayisi|lar|u adedi)?|eden(?:ler)?|veren(?:ler)?|eden uye sayisi|diyenler?|kalanlar?|olanlar?)?\s?(?:sayisi)?\s?[:=]\s?\(?\s?(?P<n>\d{{1,3}})(?!\d|[./]\d)"
)
_COUNT_AFTER = re.compile(
    rf"(?<!\d )(?<!\d)(?<!-)\b(?:{_ANY})\s?(?:oy(?:u|lari|larin sayisi|u sayisi|lar|u adedi)?|eden(?:ler)?|veren(?:ler)?|eden uye sayisi|diyenler?|kalanlar?|olanlar?)?\s?(?:sayisi)?\s?[(-]\s?\(?\s?(?P<n>\d{{1,3}})(?!\d|[./]\d)"
)
_BRACKET_COUNT = re.compile(rf"\((?P<n>\d{{1,3}})\)\s?(?:oy\s)?(?:{_ANY})\b")
_BY_VERB = re.compile(
    r"(?<![\d./,-])(?P<n>\d{1,3}|(?:"
    + NUMBER_WORDS
    + r"))\s?(?:\([a-z ]{2,20}\)\s?)?(?:uyenin\s+|meclis\s+uyesinin\s+|kisinin\s+)?(?:tamaminin\s+)?(?:oyla|oyuyla|oy\s+ile|oyu\s+ile|oyun)\b"
)
_AGAINST_NUMBER = re.compile(
    r"(?<![\d./,-])(?P<n>\d{1,3})\s?(?:oya\s+karsi(?:lik|n)?|'?[aey]{1,2}(?:\s+karsi(?:lik|n)?)?|oyuna\s+karsi(?:lik|n)?)\s+(?P<m>\d{1,3})\s+(?:oy\w*)"
)
_NOT_ACCEPTING = re.compile(
    r"\b(?:kabul\s+)?etmeyen(?:ler)?\s?(?:sayisi|uye\s+sayisi)?\s?[:=(-]\s?\(?\s?(?P<n>\d{1,3})(?!\d|[./]\d)"
)
_UNANIMOUS_COUNT = re.compile(
    r"(?<![\d./,-])(?P<n>\d{1,3})\s?(?:\([a-z ]{2,20}\)\s?)?(?:meclis\s+)?uye(?:nin|sinin)?\s+(?:tamaminin\s+|hepsinin\s+)?(?:oy\s?birli\w*|ittifaki?\w*)"
)
_ELSEWHERE = re.compile(r"^[^.;,]{0,24}?(?:edilen|edildig\w+|gelen|alinan|verilen|gecen|reddedilen)\b")
_GROUP_NUMBER = re.compile(
    r"^(?:'?\s?\w{0,4})?\s*(?:(?:meclis\s+)?(?:grub\w*|gurub\w*|grup|uyeleri\w*)\s*)?(?:\(\s?(?P<a>\d{1,3})\s?(?:uye|oy)?\s?\)|(?P<b>\d{1,3})\s*(?=,|ve\b|ile\b))"
)
_NOT_VOTE = re.compile(r"^\s*(?:edil|ede|olun|gor|uygun|ile konu|u\b|un\b|une|unu|edenler|gunu)")
_VOTEISH = re.compile(
    r"^\s*(?:\"|')?\s*(?:oy|ver|kullan|kal|yonunde|yonde|de(?:di|mis|r)|diy|bulun|olarak|gerekce|serh|,|;|/|-|\)|\]|\.|$|\d|:|ve\b|ile\b|sek|ol(?:du|mus)|ragmen|karsi|irade|goster|beyan|ol(?:an|duk)|edenler|eden|veren|bildir|cikt?i|(?:[a-z]+\s){1,4}(?:kabul|ret|red|cekimser)|[a-z]+)"
)
_LABEL = re.compile(
    rf"\b(?:{_ANY})\s*(?:oy\w*\s*)?(?:ver\w*|kullan\w*|eden\w*|kalan\w*|diyen\w*|olan\w*|bulunan\w*)?\s*(?:uye\w*|meclis\s+uye\w*)?\s*[:=]\s*(?!\d)"
)
_PARTICIPLE = re.compile(
    rf"\b(?:{_ANY})\s*(?:oyu?\s*)?(?:veren|kullanan|kalan|diyen|eden|bildiren)(?:ler)?(?:in|i)?\s*(?:\(|,|;|:)?\s*(?:meclis\s+)?(?:uye\w*)?\s*$"
)
_GROUP_TAIL = re.compile(
    r"^(?:'?\s?\w{0,4})?\s*(?:meclis\s+)?(?:grub|gurub|grup|gurup|grup|uyeleri|uyelerin|\(|,|ve\b|ile\b|:|;|-|/|nin|nun|in\b|un\b|'|\)|\]|\d|kabul|ret|red|cekimser|hayir|evet|karsi|$|ittifak|bloku|oylar|oyu|temsil|olumlu|olumsuz|muhalef|aleyh|leh)"
)
_MOVER = re.compile(
    r"^(?:'?\s?\w{0,5})?\s*(?:meclis\s+)?(?:grub\w*|gurub\w*|grup|gurup)?\s*(?:tarafindan|adina|onerge\w*|onerisi\w*|teklifi\w*|verdigi|sundugu|dilekce\w*|(?:\d{1,2}[./]){2}\d{4}|sozcusu|baskan ?vekili|baskanvekili|baskani|(?:\w+\s+){0,6}(?:dilekces|onergesi|teklifi|dair\b|iliskin\b|konulu))"
)
_PERSON_AFTER = re.compile(
    r"^(?:'?(?:li|lu|den|dan|ndan|nden|nin|nun)?)?\s*(?:belediye\s+)?(?:meclis\s+)?(?:grubu?\w*\s+)?(?:uyesi|uyeleri|uye|grup\s+sozcusu|grubundan|'?li|'?lu|adina)?\s*,?\s*(?:sayin\s+)?$"
)
_NUMBER_OF = re.compile(r"(?<!\d)(?P<n>\d{1,3})\s+$")
_WHOLE_GROUP = re.compile(r"grup\s+olarak\s+(?P<side>ret|red|hayir|kabul|evet|cekimser)")
_BREAK = re.compile(r"^\W*(?:kabul\s+edil|redd?edil|okun|gorusul)")
_COMMITTEE_VOTE = re.compile(
    r"komisyon(?:umuz)?\w*(?:ca|dan|da|nda|unca)\b(?![^.;]{0,120}(?:rapor|meclis))|komisyonumuz"
)


class Votes(NamedTuple):
    """What the text says about who voted how, each piece as a mention."""

    mentions: list[Mention]
    counts: dict[str, int | None] | None
    positions: list[dict[str, str]]
    contested: bool


class _Item(NamedTuple):
    start: int
    end: int
    kind: str  # group | person | count | side
    value: str
    number: int | None = None


def read_votes(passage: Passage, reading: Reading, people: Sequence[Mention]) -> Votes:
    """Give counts and positions on the motion from the clauses of the vote."""
    verdict = reading.verdict
    if verdict is None:
        return Votes([], None, [], False)
    plain = passage.plain
    zones = _zones(passage, reading, verdict)
    elected = verdict.outcome == "elected"
    flip = verdict.report
    mentions: list[Mention] = []
    counts: dict[str, int] = {}
    positions: dict[tuple[str, str], str] = {}
    printed = False
    losing = verdict.outcome == "rejected" and verdict.passed is True
    for zone in zones:
        if not re.search(
            r"\boy|kabul|re[td]|redd|cekimser|cekinser|hayir|evet|lehte|aleyhte|karsi|muhalef|ittifak|olumlu|olumsuz",
            plain[zone[0] : zone[1]],
        ):
            continue
        found, totals = _zone(passage, zone, verdict, find_parties(passage, *zone), people, elected)
        if losing and not flip:
            kept = {item.value: item.number or 0 for item in totals}
            flip = kept.get("for", 0) > kept.get("against", 0) > 0 or (
                any(
                    option == "against" and re.match(r"[^.;,]{0,40}oy\w*\s+(?:ragmen|karsi)", plain[item.end :][:70])
                    for item, option in found
                )
                and not any(option == "for" for _, option in found)
                and not totals
            )
        for item in totals:
            printed = True
            side = _flipped(item.value) if flip else item.value
            counts[side] = counts.get(side, 0) + (item.number or 0)
            mentions.append(Mention("counts", item.start, item.end, {side: item.number}, "votes.count@1"))
        for item, option in found:
            option = _flipped(option) if flip else option
            key = (item.value, item.kind)
            if key not in positions:
                positions[key] = option
                mentions.append(
                    Mention(
                        "position",
                        item.start,
                        item.end,
                        {"voter": item.value, "kind": item.kind, "option": option},
                        f"votes.{item.kind}@1",
                    )
                )
    listed = [{"voter": voter, "kind": kind, "option": option} for (voter, kind), option in positions.items()]
    if elected:
        return Votes([m for m in mentions if m.field != "counts"], None, [], False)
    result: dict[str, int | None] | None = None
    if printed:
        for option in ("for", "against", "abstain"):
            named = sum(1 for one in listed if one["kind"] == "person" and one["option"] == option)
            groups = any(one["kind"] == "group" and one["option"] == option for one in listed)
            if option not in counts and named and not groups:
                counts[option] = named
        result = {option: counts.get(option) for option in ("for", "against", "abstain")}
    contested = any(one["option"] != "for" for one in listed) or bool(
        result and (result["against"] or result["abstain"] or 0)
    )
    if verdict.outcome == "rejected" and result and result["for"] and result["against"]:
        contested = True
    return Votes(mentions, result, listed, contested)


def _flipped(option: str) -> str:
    return {"for": "against", "against": "for"}.get(option, option)


_ANNOUNCED = re.compile(  # how somebody means to vote is not yet a vote
    r"\b(?:oy\w*\s+(?:kullan|ver)ece[gk]\w*)[^.]{0,160}(?:acikla|belirt|ifade|soyle|bildir)"
)


def _zones(passage: Passage, reading: Reading, verdict: Verdict) -> list[Span]:
    """Give the slices that speak of the vote: its clause, vote talk just before it, and what follows up to the next vote."""
    plain = passage.plain
    council = [one for one in reading.verdicts if one.role != "committee" and one.strong]
    earlier = [one for one in council if one.clause[1] <= verdict.clause[0] and one is not verdict]
    floor = max([one.end for one in earlier], default=0)
    later = [one.clause[0] for one in council if one.clause[0] >= verdict.end and one is not verdict]
    stop = min(later, default=len(plain))
    zones: list[Span] = []
    for start, end in passage.sentences:
        if end <= floor or start >= stop:
            continue
        a, b = max(start, floor), min(end, stop)
        a = max(a, min(verdict.start, b) - 4000) if a <= verdict.start else a
        b = min(b, a + 8000)
        if a >= b:
            continue
        if a <= verdict.start < b or (a <= verdict.clause[0] < b):
            zones.append((a, b))
            continue
        text = plain[a:b]
        if re.search(
            r"\b(?:kabul|ret|red|hayir|evet|cekimser)\w*\s+(?:oy|ver|kullan|kal|de(?:di|mis)|sayisi|yonunde)|\boy\w*\s+(?:kullan|ver)|\b(?:ret|red|cekimser|hayir|kabul)\s*[:(]|\d+\s+(?:kabul|ret|red|cekimser|evet|hayir)\b|grup\s+olarak|karsi\s+oy|muhalefet\s+serhi|serh\s+dus|oylama\s*:",
            text,
        ) and not (_COMMITTEE_VOTE.search(text) or _ANNOUNCED.search(text)):
            zones.append((a, b))
    return zones


def _zone(
    passage: Passage, zone: Span, verdict: Verdict, parties: Sequence[Party], people: Sequence[Mention], elected: bool
) -> tuple[list[tuple[_Item, str]], list[_Item]]:
    plain = passage.plain
    start, end = zone
    counts = [] if elected else _counts(plain, zone, verdict)
    items: list[_Item] = [*counts]
    taken = [(item.start, item.end) for item in counts]
    people = [person for person in people if start <= person.start < end]
    for party in parties:
        if start <= party.start < end and not any(person.start <= party.start < person.end for person in people):
            item = _group(plain, party, zone, people)
            if item is not None:
                items.append(item)
    items += [
        _Item(person.start, person.end, "person", person.value["name"])
        for person in people
        if start <= person.start < end and not _not_voting(plain, person, zone)
    ]
    for match in _SIDE.finditer(plain, start, end):
        if any(a < match.end() and match.start() < b for a, b in taken):
            continue
        option = match.lastgroup if match.lastgroup != "tail" else next(name for name in _OPTION if match[name])
        option = next(name for name in _OPTION if match[name])
        if not _is_vote(plain, match, option, end):
            continue
        items.append(_Item(match.start(), match.end(), "side", option))
    for match in re.finditer(r"\boy(?:lariyla|larinin|lari\s+ile|uyla|u\s+ile|lari\b)", plain[start:end]):
        at = start + match.start()
        if not any(item.kind in {"side", "count"} and 0 <= at - item.end <= 2 for item in items):
            items.append(
                _Item(
                    at,
                    at + len(match.group()),
                    "verb",
                    "against" if verdict.passed is False or verdict.outcome == "rejected" else "for",
                )
            )
    items.sort()
    placed = _placed(plain, items, zone)
    own = [
        _Item(voter.start, voter.end, "count", option, voter.number)
        for voter, option in placed
        if voter.kind == "group" and voter.number
    ]
    return placed, [*counts, *own]


def _group(plain: str, party: Party, zone: Span, people: Sequence[Mention]) -> _Item | None:
    """Give the party as a voting group; None where it only says whose member or motion it is."""
    after = plain[party.end : min(zone[1], party.end + 90)]
    if _MOVER.match(after):
        return None
    following = next((person for person in people if person.start >= party.end and person.start - party.end < 50), None)
    if (
        following is not None
        and re.fullmatch(
            r"(?:'?\s?(?:li|lu|den|dan|ndan|nden|nin|nun|in)?)?\s*(?:belediye\s+)?(?:meclis\s+)?(?:(?:grub|gurub)\w*\s+)?(?:uyesi|uyeleri|uye|uyelerinden|sozcusu|adina)?\s*(?:olan\s+)?(?:sayin\s+)?",
            plain[party.end : following.start],
        )
        and not re.match(r"\s*[;:,]", after)
    ):
        return None
    if (
        party.name == "Bağımsız"
        and re.match(r"\s*(?:\w+\s+)?(?:uyesi|uye|aday)\b", after)
        and not re.match(r"\s*(?:meclis\s+)?uye(?:ler|nin|si)", after)
    ):
        return None
    before = plain[max(0, party.start - 3) : party.start]
    if before.endswith("(") and re.match(r"\s*\)", after):
        person = next((one for one in people if 0 <= party.start - one.end < 4), None)
        if person is not None:
            return None
    if re.match(r"\s*grup\s+(?:sozcusu|baskan)", after):
        return None
    number = _GROUP_NUMBER.match(after)
    return _Item(party.start, party.end, "group", party.name, int(number["a"] or number["b"]) if number else None)


def _not_voting(plain: str, person: Mention, zone: Span) -> bool:
    after = plain[person.end : person.end + 40]
    title = (person.value.get("title") or "").lower()
    if re.match(r"\s*\([^)]*(?:grup\s+sozcusu|grubu\s+adina|baskan\s?vekil)", after):
        return True
    if re.search(
        r"(?:katilmayan|kullanmayan|bulunmayan)\s+(?:\w+\s+){0,3}$", plain[max(0, person.start - 50) : person.start]
    ) or re.match(r"'?\w*\s*(?:disinda|haric)", after):
        return True
    return (
        bool(
            re.match(
                r"'?\s?\w{0,3}\s*(?:onerge|oneri|teklif|konus|soz\s+al|dilekce|tarafindan|baskanliginda|\w+\s+onerisi|sifahi)",
                after,
            )
        )
        or "kâtip" in title
    )


def _is_vote(plain: str, match: re.Match[str], option: str, end: int) -> bool:
    after = plain[match.end() : min(end, match.end() + 40)]
    before = plain[max(0, match.start() - 30) : match.start()]
    tail = match["tail"]
    word = match.group()
    if word.startswith("karsi"):
        return bool(re.match(r"\s+(?:oy|cik)", after)) and not re.search(r"oy\w*\s*$", before)
    if word.startswith(("muhalefet", "muhalif")):
        return (
            bool(re.match(r"\s*(?:oy|serh|in|ine|ile|kal|\w*ragmen|\w*karsi)", after + " "))
            or tail in {"in", "i", "le"}
            or True
        )
    if option == "for" and (_NOT_VOTE.match(tail + after) or tail in {"u", "un", "ü", "e", "ed"}):
        return False
    if (option == "against" and word in {"rett", "redd"}) or (
        option == "against" and re.match(r"\s*(?:edil|olun|et(?:ti|mis))", after)
    ):
        return False
    if option == "against" and tail in {"i", "in", "di", "ed", "de"} and word[:4] in {"redd", "rett"}:
        return False
    return bool(_VOTEISH.match(after))


def _counts(plain: str, zone: Span, verdict: Verdict) -> list[_Item]:
    start, end = zone
    found: list[_Item] = []

    def add(match: re.Match[str], option: str, number: int | None) -> None:
        if (
            number is None
            or number > 700
            or any(item.start < match.end() and match.start() < item.end for item in found)
        ):
            return
        if _ELSEWHERE.match(plain[match.end() : end]) and not re.match(
            r"\s*(?:oy\w*\s*)?(?:veril)", plain[match.end() : end]
        ):
            return
        if re.search(
            r"komisyondan?\s+(?:gelen\s+)?$|komisyonda\s+$", plain[max(start, match.start() - 30) : match.start()]
        ) or (
            "komisyon" in plain[max(start, match.start() - 25) : match.start()]
            and re.search(r"gelen|rapor", plain[match.end() : match.end() + 30])
        ):
            return
        found.append(_Item(match.start(), match.end(), "count", option, number))

    for pattern in (_COUNT_LABEL, _COUNT_AFTER, _BRACKET_COUNT, _COUNT_BEFORE):
        for match in pattern.finditer(plain, start, end):
            option = next(name for name in _OPTION if match[name])
            after = plain[match.end() : match.end() + 24]
            if pattern is _COUNT_BEFORE and (
                re.match(r"\s*(?:edil|ol(?:un|mak|an|du)|et(?:ti|m)|gor(?:dü|du|me))", after)
                or (match.group().endswith(("karsi",)) and not re.match(r"\s+oy", after))
            ):
                continue
            if (
                pattern is _COUNT_BEFORE
                and re.search(r"'?[a-z]+\s+kabul$", match.group())
                and re.match(r"\s*(?:gun|kriter|protokol|sozlesme)", after)
            ):
                continue
            add(match, option, _number(match["n"]))
    for match in _NOT_ACCEPTING.finditer(plain, start, end):
        add(match, "against", int(match["n"]))
    for match in _AGAINST_NUMBER.finditer(plain, start, end):
        if _ELSEWHERE.match(plain[match.end() : end]):
            continue
        won = "against" if verdict.passed is False or verdict.outcome == "rejected" else "for"
        found = [item for item in found if not (item.start < match.end() and match.start() < item.end)]
        first, second = int(match["n"]), int(match["m"])
        found.append(_Item(match.start("m"), match.end(), "count", won if second >= first else _flipped(won), second))
        found.append(_Item(match.start("n"), match.end("n"), "count", won if first > second else _flipped(won), first))
    if not found:
        for match in _UNANIMOUS_COUNT.finditer(plain, start, end):
            add(match, "for", int(match["n"]))
    if not any(item.value == ("against" if verdict.passed is False else "for") for item in found):
        for match in _BY_VERB.finditer(plain, start, end):
            if re.match(r"\s*(?:alarak|al|alan|secil)", plain[match.end() : match.end() + 10]):
                continue
            tail = plain[match.end() : end]
            option = (
                "against"
                if verdict.outcome == "rejected"
                and verdict.passed is not None
                and (re.search(r"redd|ret\b|red\b|alinma|kabul edilme", tail) or verdict.passed is False)
                else "for"
            )
            add(match, option, _number(match["n"]))
    return sorted(found)


def _number(written: str) -> int | None:
    return int(written) if written.isdigit() else number_in_words(written)


def _placed(plain: str, items: list[_Item], zone: Span) -> list[tuple[_Item, str]]:
    """Walk the items from left to right; give each voter the option that closes its queue."""
    placed: list[tuple[_Item, str]] = []
    queue: list[_Item] = []
    after_label: str | None = None
    for index, item in enumerate(items):
        if item.kind in {"group", "person"}:
            if queue and _separate(plain, queue[-1], item):
                queue = []
            if after_label and (
                index == 0 or not re.search(r"[.;\]]|\bkabul edil", plain[items[index - 1].end : item.start])
            ):
                following = items[index + 1] if index + 1 < len(items) else None
                if (
                    following is None
                    or following.kind != "count"
                    or not re.match(r"\W*$", plain[item.end : following.start])
                ):
                    placed.append((item, after_label))
                    continue
            else:
                after_label = None
            queue.append(item)
            continue
        if item.kind in {"side", "count", "verb"}:
            label = item.kind == "side" and re.match(
                r"\s*(?:oy\w*\s*)?(?:ver\w*|kullan\w*|eden\w*|kalan\w*|diyen\w*|olan\w*)?\s*(?:uye\w*|meclis\s+uye\w*)?\s*(?:[:=]|\(\d+\)\s*:)",
                plain[item.end : item.end + 50],
            )
            named_later = item.kind in {"side", "count"} and re.match(
                r"\s*(?:oyu?\s*)?(?:veren|kullanan|kalan|diyen|eden)\w*\b", plain[item.end : item.end + 24]
            )
            count_label = (
                item.kind == "count"
                and ":" in plain[item.start : item.end]
                and re.match(r"\s*[(:-]", plain[item.end : item.end + 4])
            )
            if (label or named_later or count_label) and not (
                queue and named_later and not _next_voter_close(items, index, plain)
            ):
                after_label = item.value
                queue = []
                continue
            if queue and _unrelated(plain, queue[-1], item):
                queue = []
            if item.kind == "verb" and not queue:
                continue
            if queue and not (
                item.kind == "verb"
                and any(other.kind == "side" for other in items[index + 1 : index + 2] if other.start - item.end < 12)
            ):
                placed += [(voter, item.value) for voter in queue]
                queue = []
            elif item.kind == "side" and not queue:
                after_label = None
    for match in _WHOLE_GROUP.finditer(plain, *zone):
        speaker = None
        for speaker in re.finditer(r"\(([^()]{2,40}?)\s+(?:gr(?:u|ü)[pb]\w*|gurub\w*)", plain[: match.start()]):
            pass
        side = next(name for name, pattern in _OPTION.items() if re.fullmatch(rf"(?:{pattern})", match["side"]))
        if speaker is not None:
            for party in find_parties(Passage(speaker.group(1).upper())):
                placed.append((_Item(speaker.start(1), speaker.end(1), "group", party.name), side))
    return placed


def _unrelated(plain: str, voter: _Item, said: _Item) -> bool:
    """Tell whether the words between a voter and a vote speak of a motion, not of the vote."""
    between = plain[voter.end : said.start]
    return (
        bool(
            re.search(
                r"\b(?:oneri|onerge|teklif|oya\b|sunul|okun|konulu|iliskin|dair\b|hakkinda|oylan|talep|taleb|raporu)",
                between,
            )
        )
        or len(between) > 140
    )


def _next_voter_close(items: list[_Item], index: int, plain: str) -> bool:
    following = items[index + 1] if index + 1 < len(items) else None
    return following is not None and following.kind in {"group", "person"} and following.start - items[index].end < 60


def _separate(plain: str, left: _Item, right: _Item) -> bool:
    """Tell whether two voters are too far apart to share an option."""
    between = plain[left.end : right.start]
    if len(between) > 160:
        return True
    if re.search(r"[;.](?!\s*[a-z]\.)\s", between) and not re.search(r"^\W*;", between):
        return True
    return bool(re.search(r"okun|gorusul|tarihli|sayili|dair|iliskin|onerge|teklif|tarafindan", between))
