"""Who may be voting in a stretch of text: the groups and the people named, movers and speakers left out."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from models.language.numerals import NUMBER_WORDS, number_in_words
from models.language.parties import Party, find_parties
from models.language.passage import Mention, Passage
from models.language.sentences import Span

_MOVER = re.compile(
    r"(?:'?\s?\w{0,5})?\s*(?:meclis\s+)?(?:grub\w*|gurub\w*|grup|gurup)?\s*(?:tarafindan|adina|onerge\w*|onerisi\w*|teklifi\w*|verdigi|sundugu|dilekce\w*|(?:\d{1,2}[./]){2}\d{4}|sozcusu|baskan ?vekili|baskanvekili|baskani|(?:(?!uye(?:ler)?\s|oyu\s)\w+\s+){0,6}(?:dilekces|onergesi|teklifi|dair\b|iliskin\b|konulu))"
)
_MEMBER_OF = re.compile(
    r"(?:'?\s?(?:li|lu|den|dan|ndan|nden|nin|nun|in)?)?\s*(?:belediye\s+)?(?:meclis\s+)?(?:(?:grub|gurub)\w*\s+)?(?:(?:\d{1,3}|tek)\s+(?=uyesi))?(?:uyesinden|uyesi|uyeleri|uyeler|uye|uyelerinden|uyelerden|sozcusu|adina)?\s*(?:olan\s+)?(?:sayin\s+)?"
)
_GROUP_NUMBER = re.compile(
    rf"(?:'?\s?[a-z]{{0,4}})?\s*(?:(?:meclis\s+)?(?:grub\w*|gurub\w*|grup|uyeleri\w*)\s*)?(?:\(\s?(?P<a>\d{{1,3}})\s?(?:uye|oy)?\s?\)|(?P<b>\d{{1,3}}|{NUMBER_WORDS})\s*(?=,|ve\b|ile\b|[.;](?!\s*(?:madde|sira|kez|donem|olagan))|el\b|oyu\b|olmak\b))"
)
_NUMBER_BEFORE = re.compile(rf"(?<![\d.,/-])(?P<n>\d{{1,3}}|{NUMBER_WORDS})\s+$")
_OF_GROUP = re.compile(r"\s?'?\s?(?:l[iu](?:ler)?\b|(?:\w{1,3}\s+)?(?:meclis\s+)?uye)|\s?(?:,|ve\b|ile\b)\s*\d{1,3}\s")
_SPEAKER = re.compile(
    r"[ ]*(?:\([^()\n]{2,60}\))?[ ]*[:-][ ]+(?!(?:kabul|ret|red|evet|hayir|cekimser)\b(?:\s+oyu)?\s*(?:[.,;)\n]|$))"
)
_OF_COMMITTEE = re.compile(r"komisyon\w*\s+(?:uyesi|uyeleri|uyelerinden)\s+$")
_TITLES = re.compile(r"(?:(?:uye|meclis|uyesi|baskani?|katip|sayin|divan|belediye|v\.|vekili)\s*)+")
_SPEAKS_FOR = re.compile(r"gru[bp]\w*\s+adina\s+(?:soz\s+alan\s+|konusan\s+)?(?:\w+\s+){0,2}$")
_NOT_PRESENT = re.compile(r"(?:katilmayan|kullanmayan|bulunmayan)\s+(?:\w+\s+){0,3}$")
_DISSENTING = re.compile(
    r"(?:muhalif|karsi|ret|red|cekimser)\w*\s+(?:oy\w*\s+)?(?:kalan|olan|veren|kullanan)\s+(?:\w+\s+){0,2}$"
)
_EXCEPTED = re.compile(r"'?\w{0,4}\s*(?:haric|disinda(?:ki)?)\b(?!\s+(?:kimse|hic))")
_AND = re.compile(r"\s*(?:,|ve\b|ile\b)\s*")
_AGAIN = re.compile(r"\b(?:(?:adi\s+gecen|anilan|bu)\s+(?:\w+\s+)?uye(?:ler)?(?:n?[iu]n)?|adi\s+gecenler(?:in)?)\b")
_LEFT_OUT = re.compile(
    r"'?\w*\s*(?:disinda|haric)|\s*\([^)]*(?:grup\s+sozcusu|grubu\s+adina|baskan\s?vekil)"
    r"|'(?:y|n)?[ae]\s|\s+\"(?!(?:kabul|ret|red|evet|hayir|cekimser)\w*\")|'?\s?\w{0,4}\s*(?:onerge(?:s|y|\s+ver)|onerisi|teklif(?:i|\s+et)|konus|soz\s+al|dilekce|tarafindan|baskanliginda|\w+\s+onerisi|sifahi|oylamaya\s+katilma)"
)


class Voter(NamedTuple):
    """A group or person named where the vote is told; `number` are the votes printed beside a group, which stand from `since` to `until`."""

    start: int
    end: int
    kind: str
    name: str
    number: int | None = None
    since: int = 0
    until: int = 0

    @property
    def whole(self) -> Span:
        """Give the place of the name with its number."""
        return (self.since, max(self.end, self.until)) if self.number is not None else (self.start, self.end)


def find_voters(passage: Passage, zone: Span, people: Sequence[Mention]) -> list[Voter]:
    """Give who may be voting in `zone`, in the order of the text."""
    plain = passage.plain
    near = [person for person in people if zone[0] <= person.start < zone[1]]
    found: list[Voter] = []
    for party in find_parties(passage, *zone):
        if any(person.start <= party.start < person.end for person in near):
            continue
        voter = _group(plain, party, zone, near)
        if voter is not None:
            found.append(voter)
    excepted = _excepted(plain, near)
    members = (person for person in near if person not in excepted and not _left_out(plain, person))
    found += [Voter(person.start, person.end, "person", person.value["name"]) for person in members]
    again = _AGAIN.search(plain, excepted[-1].end, zone[1]) if excepted else None
    if again is not None:
        found += [Voter(*again.span(), "person", person.value["name"]) for person in excepted]
    return sorted(found)


def _excepted(plain: str, people: Sequence[Mention]) -> list[Mention]:
    """Give those whom "hariç" excepts with everybody named beside them: "Ali TAN ve Oya SEZ hariç diğer üyelerin"."""
    found: list[Mention] = []
    for person in reversed(people):
        beside = bool(found) and _AND.fullmatch(plain, person.end, found[0].start) is not None
        if beside or (not found and _EXCEPTED.match(plain, person.end, person.end + 30)):
            found.insert(0, person)
    dissenting = bool(found) and _DISSENTING.search(plain, max(0, found[0].start - 40), found[0].start)
    return [] if dissenting else found


def _group(plain: str, party: Party, zone: Span, people: Sequence[Mention]) -> Voter | None:
    """Give the party as a voting group; None where it only says whose member or motion it is."""
    after = plain[party.end : min(zone[1], party.end + 90)]
    if _MOVER.match(after) or re.match(r"\s*grup\s+(?:sozcusu|baskan)", after):
        return None
    following = next((person for person in people if person.start >= party.end and person.start - party.end < 50), None)
    if (
        following is not None
        and _MEMBER_OF.fullmatch(plain, party.end, following.start)
        and not re.match(r"\s*[;:,]", after)
    ):
        return None
    if party.name == "Bağımsız" and re.match(r"\s*(?:\w+\s+)?(?:uyesi|uye|aday)\b", after):
        return None
    bracketed = plain[max(0, party.start - 3) : party.start].endswith("(") and re.match(r"\s*\)", after)
    if bracketed and any(0 <= party.start - person.end < 4 for person in people):
        return None
    number = _GROUP_NUMBER.match(after)
    if number is not None:
        until = party.end + number.end()
        return Voter(
            party.start, party.end, "group", party.name, _count(number["a"] or number["b"]), party.start, until
        )
    before = _NUMBER_BEFORE.search(plain, max(zone[0], party.start - 40), party.start)
    if before is not None and _OF_GROUP.match(after):  # "14 AK Partili ve 3 MHP'li üye"
        return Voter(party.start, party.end, "group", party.name, _count(before["n"]), before.start("n"), party.end)
    return Voter(party.start, party.end, "group", party.name)


def _count(printed: str) -> int | None:
    return int(printed) if printed.isdigit() else number_in_words(printed)


def _left_out(plain: str, person: Mention) -> bool:
    """Tell whether somebody is named for another reason than a vote: took no part, moved, spoke, kept the minutes."""
    if _LEFT_OUT.match(plain, person.end, person.end + 60):
        return _DISSENTING.search(plain, max(0, person.start - 40), person.start) is None
    before = plain[plain.rfind("\n", 0, person.start) + 1 : person.start].strip(' -*("')
    if (not before or _TITLES.fullmatch(before)) and _SPEAKER.match(plain, person.end, person.end + 90):
        return True  # whose words follow
    if _SPEAKS_FOR.search(plain, max(0, person.start - 40), person.start):
        return True
    if _OF_COMMITTEE.search(plain, max(0, person.start - 40), person.start):
        return True
    if _NOT_PRESENT.search(plain, max(0, person.start - 50), person.start):
        return True
    return "kâtip" in (person.value.get("title") or "").lower()
