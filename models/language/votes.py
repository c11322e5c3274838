"""Who voted how: the printed counts and the positions on the motion, gathered from all that tells of its vote."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from models.language.ballot_words import ballot
from models.language.numerals import NUMBER_WORDS
from models.language.outcome import Reading
from models.language.passage import Mention, Passage
from models.language.positions import find_said, placed, spoken_for
from models.language.sentences import Span
from models.language.statements import Verdict
from models.language.tallies import Tally, find_tallies
from models.language.voters import Voter, find_voters
from models.language.words import words_of

_TELLING = frozenset("fabxoOkqed")  # letters without which a stretch tells of no vote, see `ballot_words`
_SIDES = frozenset("fabx")
_VOTE_TALK = re.compile(
    r"\b(?:kabul|ret|red|hayir|evet|cekimser)\w*\s+(?:oy|ver|kullan|kal|di(?:yor|yen)|de(?:di|mis)|sayisi|yonunde)|\boy\w*\s+(?:kullan|ver)|\b(?:ret|red|cekimser|hayir|kabul)\s*[:(]"
    r"|\d+\s+(?:kabul|ret|red|cekimser|evet|hayir)\b|(?:grup|grubumuz)\s+(?:olarak|adina)\s+(?:\w+\s+)?(?:evet|hayir|kabul|ret|red|cekimser)|karsi\s+oy|muhalefet\s+serhi|muhalif|serh\s+dus|oylama(?:\s+\w+)?\s*:|\(\s*(?:kabul|ret|red|evet|hayir|cekimser)\b|(?:eden|etmeyen)ler\s*[?:(]?\s*\d"
)
_COMMITTEE_VOTE = re.compile(
    r"komisyon(?:umuz)?\w*(?:ca|dan|da|nda|unca)\b(?![^.;]{0,120}(?:rapor|meclis))|komisyonumuz"
)
_ANNOUNCED = re.compile(  # how somebody means to vote is not yet a vote
    r"\b(?:oy\w*\s+(?:kullan|ver)ece[gk]\w*)[^.]{0,160}(?:acikla|belirt|ifade|soyle|bildir)"
)
_CALLED = re.compile(rf"(?:kabul\s+)?edenler\s*[?.:,]+\s*\(?(?:\d|(?:{NUMBER_WORDS})\b)")
_LOST_TO = re.compile(r"[^.;,]{0,40}oy\w*\s+(?:ragmen|karsi)")
_FLIPPED = {"for": "against", "against": "for"}
_OPTIONS = ("for", "against", "abstain")
_BEFORE, _LONGEST = 4000, 8000  # how much of a stretch without a full stop is looked at


class Votes(NamedTuple):
    """What the text says about who voted how, each piece as a mention."""

    mentions: list[Mention]
    counts: dict[str, int | None] | None
    contested: bool


def read_votes(passage: Passage, reading: Reading, people: Sequence[Mention]) -> Votes:
    """Give counts and positions on the motion of the verdict that counts."""
    verdict = reading.verdict
    if verdict is None:
        return Votes([], None, False)
    gathered = _Gathered(passage, verdict)
    zones = _zones(passage, reading, verdict)
    own = next((zone for zone in zones if zone[0] <= verdict.start < zone[1]), None)
    for zone in sorted(zones, key=lambda one: (one != own, one)):
        if not _TELLING.isdisjoint(ballot(gathered.words, zone, ()).letters):
            gathered.read(zone, people, first=zone == own)
    called = None if gathered.counts else _called(passage, reading, verdict)
    if called is not None:
        gathered.read(called, people)
    if verdict.outcome == "elected":
        return Votes([one for one in gathered.mentions if one.field != "counts"], None, False)
    counts = gathered.totals()
    against = any(option != "for" for option in gathered.positions.values())
    contested = against or bool(counts and (counts["against"] or counts["abstain"]))
    return Votes(gathered.mentions, counts, contested)


def read_event(passage: Passage, verdict: Verdict, end: int) -> dict[str, int | None] | None:
    """Give the numbers printed for one vote in its clause, up to `end`, as they were cast on what was put."""
    if verdict.outcome == "elected":
        return None
    words = words_of(passage)
    counts: dict[str, int] = {}
    for tally in find_tallies(words, ballot(words, (verdict.clause[0], end), ()), end, verdict):
        counts[tally.side] = counts.get(tally.side, 0) + tally.number
    return {option: counts.get(option) for option in _OPTIONS} if counts else None


class _Gathered:
    """Counts and positions on the motion, added up over the stretches that tell of its vote."""

    def __init__(self, passage: Passage, verdict: Verdict) -> None:
        self.passage = passage
        self.words = words_of(passage)
        self.verdict = verdict
        self.turned = verdict.report  # votes for what was put are votes against the motion
        self.mentions: list[Mention] = []
        self.counts: dict[str, int] = {}
        self.positions: dict[tuple[str, str], str] = {}
        self.told: frozenset[str] = (
            frozenset()
        )  # sides that the verdict's own sentence counts, whatever was called before

    def read(self, zone: Span, people: Sequence[Mention], first: bool = False) -> None:
        """Add what one stretch tells; the verdict's own sentence comes `first`."""
        verdict, words, plain = self.verdict, self.words, self.passage.plain
        voters = find_voters(self.passage, zone, people)
        named = [(voter.start, voter.end, "G" if voter.kind == "group" else "P") for voter in voters]
        letters = ballot(words, zone, named)
        tallies = [] if verdict.outcome == "elected" else find_tallies(words, letters, zone[1], verdict)
        lost = verdict.passed is False or verdict.outcome == "rejected"
        said = find_said(words, letters, tallies, zone[1], "against" if lost else "for")
        found = [*placed(plain, voters, said), *spoken_for(self.passage, *zone)]
        sides = [(tally.start, tally.end, tally.side, tally.number) for tally in tallies]
        if verdict.outcome != "elected":
            sides += [
                (voter.start, voter.end, side, voter.number)
                for voter, side in found
                if voter.number and not any(_same(voter, tally) for tally in tallies)
            ]
        if not self.turned and verdict.outcome == "rejected" and verdict.passed is True:
            self.turned = self._votes_refuse(plain, found, sides)
        for start, end, side, number in sides:
            side = self._on_motion(side)
            if side in self.told:
                continue
            self.counts[side] = self.counts.get(side, 0) + number
            self.mentions.append(Mention("counts", start, end, {side: number}, "votes.count@2"))
        for voter, side in found:
            if (voter.name, voter.kind) not in self.positions:
                side = self._on_motion(side)
                self.positions[voter.name, voter.kind] = side
                value = {"voter": voter.name, "kind": voter.kind, "option": side}
                self.mentions.append(Mention("position", voter.start, voter.end, value, f"votes.{voter.kind}@2"))

        if first:
            self.told = frozenset(self.counts)

    def _on_motion(self, side: str) -> str:
        return _FLIPPED.get(side, side) if self.turned else side

    @staticmethod
    def _votes_refuse(plain: str, found: list[tuple[Voter, str]], sides: list[tuple[int, int, str, int]]) -> bool:
        """Tell whether "kabul" was a vote for refusing the motion: more for than against, or "ret oylarına rağmen reddine"."""
        votes = {side: number for _, _, side, number in sides}
        if votes.get("for", 0) > votes.get("against", 0) > 0:
            return True
        if votes.get("for", 0) and "against" not in votes:
            return not any(side == "for" and _LOST_TO.match(plain, end, end + 40) for _, end, side, _ in sides)
        overruled = any(side == "against" and _LOST_TO.match(plain, voter.end, voter.end + 70) for voter, side in found)
        return overruled and not sides and not any(side == "for" for _, side in found)

    def totals(self) -> dict[str, int | None] | None:
        """Give the counts; once a number is printed, named voters fill a side that has none."""
        if not self.counts:
            return None
        for option in _OPTIONS:
            named = [kind for (_, kind), side in self.positions.items() if side == option]
            if option not in self.counts and named and "group" not in named:
                self.counts[option] = len(named)
        return {option: self.counts.get(option) for option in _OPTIONS}


def _same(voter: Voter, tally: Tally) -> bool:
    """Tell whether the number in a voter's bracket was read as a number of votes already."""
    return voter.number == tally.number and voter.start < tally.end and tally.start < voter.end + 3


def _zones(passage: Passage, reading: Reading, verdict: Verdict) -> list[Span]:
    """Give the slices that speak of the vote: its clause, vote talk just before it, and what follows up to the next vote."""
    plain, words = passage.plain, words_of(passage)
    council = [one for one in reading.verdicts if one.role != "committee" and one.strong and one is not verdict]
    floor = max((one.end for one in council if one.clause[1] <= verdict.clause[0]), default=0)
    stop = min((one.clause[0] for one in council if one.clause[0] >= verdict.end), default=len(plain))
    zones: list[Span] = []
    for start, end in passage.sentences:
        if end <= floor or start >= stop:
            continue
        a, b = max(start, floor), min(end, stop)
        a = max(a, min(verdict.start, b) - _BEFORE) if a <= verdict.start else a
        b = min(b, a + _LONGEST)
        if a >= b:
            continue
        own = a <= verdict.start < b or a <= verdict.clause[0] < b
        sides = own or not _SIDES.isdisjoint(ballot(words, (a, b), ()).letters)
        if own or (sides and _VOTE_TALK.search(plain, a, b) and not _other_vote(plain, a, b)):
            zones.append((a, b))
    return zones


def _called(passage: Passage, reading: Reading, verdict: Verdict) -> Span | None:
    """Give the chair's count from question to question: "Kabul edenler? 8. Etmeyenler? 15."."""
    if "edenler" not in passage.plain:
        return None
    council = [one for one in reading.verdicts if one.role != "committee" and one.strong]
    floor = max((one.end for one in council if one.end <= verdict.clause[0]), default=0)
    match = _CALLED.search(passage.plain, max(floor, verdict.start - _BEFORE), verdict.start)
    return (match.start(), verdict.end) if match is not None else None


def _other_vote(plain: str, start: int, end: int) -> bool:
    return bool(_COMMITTEE_VOTE.search(plain, start, end) or _ANNOUNCED.search(plain, start, end))
