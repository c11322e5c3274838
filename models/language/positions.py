"""Who voted how, read from left to right over the words of the vote.

Voters queue up until a word says how they voted. "AK Parti, MHP ve BBP Guruplarının ret oylarına rağmen" places three
groups against and nobody for: what is not stated stays unstated.
"""

import re
from bisect import bisect_right
from collections.abc import Sequence
from typing import NamedTuple

from models.language.attachment import describes
from models.language.ballot_words import SIDES, Ballot
from models.language.parties import find_parties
from models.language.passage import Passage
from models.language.patterns import Pattern
from models.language.taken import Taken
from models.language.tallies import Tally
from models.language.voters import Voter
from models.language.words import Words

_LABEL = re.compile(
    r"\s*(?:oy\w*\s*)?(?:ver\w*|kullan\w*|eden\w*|kalan\w*|diyen\w*|olan\w*)?\s*(?:uye\w*|meclis\s+uye\w*)?\s*(?:[:=]|\(\d+\)\s*:)"
)
_NAMES_FOLLOW = re.compile(r"\s*(?:oyu?\s*)?(?:veren|kullanan|kalan|diyen|eden)\w*\b")
_SOME_OF = re.compile(r"\s*(?:uye|aza)(?:sin|ler)?den\s")  # "karşı oy kullanan dört üyeden Ali TAN"
_FOR_THEM = re.compile(r"\s*icin\s")  # "etmeyenler için CHP'den 6 el"
_LIST_ENDS = re.compile(r"[.;\]](?!\w)|\bkabul edil")
_BY_VOTES = Pattern(
    r"\boy(?:lariyla|larinin|lari\s+ile|uyla|u\s+ile|lari\b|(?P<beaten>larina|una)\s+(?:karsi|ragmen|mukabil))"
)
_OPPOSITE = {"for": "against", "against": "for"}
_OTHER_TALK = re.compile(
    r"\b(?:oneri|onerge|teklif|oya\s+(?:sun|koy|kon|arz|vaz)|sunul|okun|konulu|iliskin|dair\b|hakkinda|oylan|talep|taleb|raporu)|m[ae]s[iu]n[ae]\b"
)
_APART = re.compile(
    r"savun|soyle|\bbelirt|ifade\s+et|acikla|m[ae]s[iu]n[ae]\b|okun|gorusul|tarihli|sayili|dair|iliskin|onerge|teklif|tarafindan"
)
_NEW_CLAUSE = re.compile(r"[;.](?!\s*[a-z]\.)\s")
_OPENS = re.compile(r"\s*(?:oy\w*\s*)?(?:kullan\w*\s*|ver\w*\s*)?\(")
_SIDE = re.compile(r"f?o?x|[fab]")
_ITS_OBJECT = re.compile(
    r"\b(?:teklif|onerge|oneri|rapor|karar|taleb)(?:y?[ae]|n?[iu]n)\s*$"
)  # "teklife muhalif olmuşlardır"
_NAMED_OBJECT = re.compile(r"\b(?:teklif|onerge|oneri|rapor|karar|taleb)(?:y?[ae]|n?[iu]n)?\s*$")
_WITH_OBJECT = re.compile(r"(?:a?leyh|lehte|lehin|yonunde|karsi)")  # "teklif lehinde"
_QUOTED = re.compile(r'"[^"]*"')
_ASKED = re.compile(r"\s*(?:e[dt]\w*\s*)?[.?:]+\s*")
_CALLING = re.compile(r"\b(?:eden|etmeyen)(?:ler)?\b|\?")
_OF_OTHERS = re.compile(r"\s*(?:oyu?\s*)?(?:veren|kullanan|kalan|diyen)(?:lerin|larin|lere|lara)\b")
_NAMED_NEXT = re.compile(r"\s*[,:(-]\s*(?:sayin\s+)?")
_LONGEST_LIST = 1500
_SPEAKS_FOR = re.compile(
    r"\b(?:gru[bp]\w*\s+(?:olarak|adina)|gru[bp]umuz(?:un|ca)?)\s+(?:\w+\s+){0,3}?(?:oyu\s+)?(?P<side>ret|red|hayir|kabul|evet|cekimser|destek)"
    r"(?:\w*\s*[.,;!]|\w*\s+(?:oyu?\b|di|de|ver|kullan|kal))"
)
_SPEAKER = re.compile(r"\((?P<party>[^()]{2,40}?)(?:\s+g(?:ru|uru)[bp]\w*[^()\n]{0,30})?\)\s*[:-]")
_TURN = 1500  # how far back the speaker of a turn is named


class Said(NamedTuple):
    """A word or number that tells how the voters before it voted; `tally` is where a number's words start."""

    start: int
    end: int
    kind: str  # side | count | verb
    side: str
    tally: int = -1


def find_said(
    words: Words, ballot: Ballot, tallies: Sequence[Tally], voters: Sequence[Voter], end: int, result: str
) -> list[Said]:
    """Give the words and numbers that tell sides; "oylarıyla" alone goes with the `result` of the vote, "oylarına karşı" against it."""
    found = [_of(tally, voters) for tally in tallies]
    taken = Taken((tally.start, tally.end) for tally in tallies)
    for match in _SIDE.finditer(ballot.letters):
        start, stop = ballot.places(words, *match.span())
        if taken.free(start, stop) and not describes(words, stop, end):
            found.append(Said(start, stop, "side", SIDES.get(match.group(), "against")))
    begin = words.starts[ballot.first] if ballot.letters else end
    ends = {said.end for said in found}
    for match in words.matches(_BY_VOTES, begin, end):
        if ends.isdisjoint(range(match.start() - 2, match.start() + 1)):
            ends.add(match.end())
            side = _OPPOSITE[result] if match["beaten"] else result
            found.append(Said(match.start(), match.end(), "verb", side))
    return sorted(found)


def _of(tally: Tally, voters: Sequence[Voter]) -> Said:
    """Give a number as what is said; where voters stand between it and its side, the side alone."""
    start, end, kind = tally.start, tally.end, "count"
    behind = bisect_right(voters, tally.start, key=lambda voter: voter.start)
    if behind < len(voters) and voters[behind].start < tally.end:
        if tally.word[0] > tally.start:
            start = tally.word[0]
        else:
            end, kind = tally.word[1], "side"
    return Said(start, end, kind, tally.side, tally.start)


class Placed(NamedTuple):
    """A voter with the side, and where the words of the number start that told it, -1 where none did."""

    voter: Voter
    side: str
    tally: int = -1


def placed(plain: str, voters: Sequence[Voter], said: Sequence[Said]) -> list[Placed]:
    """Give each voter the side that closes the queue they stand in, or that of the list they stand on."""
    walk = _Walk(plain, sorted([*voters, *said], key=lambda item: (item.start, item.end)))
    return walk.placed()


class _Walk:
    def __init__(self, plain: str, items: list[Voter | Said]) -> None:
        self.plain = plain
        self.items = items
        self.found: list[Placed] = []
        self.queue: list[Voter] = []
        self.label: Said | None = None
        self.until = 0  # where the bracket closes that the list stands in, 0 where it stands in none

    def placed(self) -> list[Placed]:
        for index, item in enumerate(self.items):
            if isinstance(item, Voter):
                self._queue(index, item)
            else:
                self._close(index, item)
        return self.found

    def _queue(self, index: int, voter: Voter) -> None:
        if self.queue and _separate(self.plain, self.queue[-1], voter):
            self.queue = []
        if self.until:
            listed = voter.start < self.until
        else:
            listed = index == 0 or not _LIST_ENDS.search(self.plain, self.items[index - 1].end, voter.start)
        if self.label is not None and listed:
            following = self._next(index)
            counted = isinstance(following, Said) and following.kind == "count" and not self.until
            if not counted or following is None or self.plain[voter.end : following.start].strip(" .,;:()-\n"):
                self.found.append(Placed(voter, self.label.side, self.label.tally))
                return
        else:
            self.label = None
            self.until = 0
        self.queue.append(voter)

    def _close(self, index: int, said: Said) -> None:
        plain = self.plain
        bracket = self._bracket(index, said)
        asked = _ASKED.match(plain, said.end, said.end + 24)
        if asked is not None and _CALLING.search(plain, said.start, asked.end()) is None:
            asked = None
        label = said.kind == "side" and (_LABEL.match(plain, said.end, said.end + 50) or asked)
        names_follow = said.kind != "verb" and (
            _NAMES_FOLLOW.match(plain, said.end, said.end + 24)
            or _FOR_THEM.match(plain, said.end, said.end + 6)
            or _SOME_OF.match(plain, said.end, said.end + 24)
        )
        counted = (
            said.kind == "count"
            and ":" in plain[said.start : said.end]
            and re.match(r"\s*[(:-]", plain[said.end : said.end + 4])
        )
        answer = self._answer(index, said)
        if answer is not None:
            self.label, self.until, self.queue = said, answer.end + 1, []
            return
        if bracket:
            self._give(said)
            self.label, self.until = said, bracket
            return
        if (
            said.kind != "verb"
            and _OF_OTHERS.match(plain, said.end, said.end + 40)
            and not self._voter_follows(index, said)
        ):
            self.queue = []  # "ret oyu verenlerin gerekçelerinin"
            return
        if (label or names_follow or counted) and not (
            self.queue and names_follow and not self._voter_follows(index, said)
        ):
            self.label, self.until = said, self._sentence_end(asked.end()) if asked else 0
            self.queue = []
            return
        if self.until and said.start >= self.until:
            self.label, self.until = None, 0
        if self.queue and _talks_of_else(plain, self.queue[-1], said):
            self.queue = []
        if not self.queue:
            if said.kind == "side":
                self.label = None
            return
        following = self._next(index)
        if (
            said.kind == "verb"
            and isinstance(following, Said)
            and following.kind == "side"
            and following.start - said.end < 12
        ):
            return
        self._give(said)

    def _sentence_end(self, start: int) -> int:
        """Give where the answer ends that starts at `start`, after "Kabul edenler..."."""
        end = self.plain.find(".", start)
        return end if end >= 0 else len(self.plain)

    def _give(self, said: Said) -> None:
        if self.queue and not _talks_of_else(self.plain, self.queue[-1], said):
            self.found += [Placed(voter, said.side, said.tally) for voter in self.queue]
        self.queue = []

    def _bracket(self, index: int, said: Said) -> int:
        """Give where a bracket closes that holds nothing but who voted so: "2 ret (Ali TAN, Oya SEZ) oyuna karşılık"."""
        opening = said.kind != "verb" and _OPENS.match(self.plain, said.end, said.end + 20)
        following = self._next(index)
        if not opening or not isinstance(following, Voter):
            return 0
        closing = self.plain.find(")", opening.end(), opening.end() + _LONGEST_LIST)
        if not opening.end() <= following.start < closing:
            return 0
        for item in self.items[index + 1 :]:
            if item.start >= closing:
                break
            if isinstance(item, Said):
                return 0
        return closing

    def _answer(self, index: int, said: Said) -> Voter | None:
        """Give who is named behind a number called out: "Çekimser? Bir, Sayın Ali TAN."."""
        following = self._next(index)
        if said.kind != "count" or not isinstance(following, Voter) or "?" not in self.plain[said.start : said.end]:
            return None
        return following if _NAMED_NEXT.fullmatch(self.plain, said.end, following.start) is not None else None

    def _next(self, index: int) -> Voter | Said | None:
        return self.items[index + 1] if index + 1 < len(self.items) else None

    def _voter_follows(self, index: int, said: Said) -> bool:
        following = self._next(index)
        return isinstance(following, Voter) and following.start - said.end < 60


def _talks_of_else(plain: str, voter: Voter, said: Said) -> bool:
    """Tell whether the words between a voter and a vote speak of a motion, not of the vote."""
    its_object = _NAMED_OBJECT if _WITH_OBJECT.match(plain, said.start) else _ITS_OBJECT
    between = its_object.sub("", _QUOTED.sub(" ", plain[voter.end : said.start]))
    return len(between) > 140 or bool(_OTHER_TALK.search(between))


def _separate(plain: str, left: Voter, right: Voter) -> bool:
    """Tell whether two voters are too far apart to share a side."""
    between = plain[left.end : right.start]
    if len(between) > 160 or (_NEW_CLAUSE.search(between) and not re.match(r"\W*;", between)):
        return True
    return bool(_APART.search(between))


def spoken_for(passage: Passage, start: int, end: int) -> list[Placed]:
    """Give the groups for which a speaker says how they vote: "(CHP Grup Sözcüsü): Grup olarak ret."."""
    plain = passage.plain
    found: list[Placed] = []
    if "grup" not in plain and "grub" not in plain:
        return found
    for match in _SPEAKS_FOR.finditer(plain, start, end):
        speaker = None
        for speaker in _SPEAKER.finditer(plain, max(0, match.start() - _TURN), match.start()):
            pass
        if speaker is None or find_parties(passage, max(speaker.end(), match.start() - 12), match.start()):
            continue
        side = (
            "for"
            if match["side"] in {"kabul", "evet", "destek"}
            else "abstain"
            if match["side"] == "cekimser"
            else "against"
        )
        span = speaker.span("party")
        found += [
            Placed(Voter(*span, "group", party.name), side) for party in find_parties(Passage(speaker["party"].upper()))
        ]
    return found
