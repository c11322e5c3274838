"""Who voted how: the printed counts and the positions on the motion, gathered from all that tells of its vote."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from models.language.ballot_words import ballot
from models.language.outcome import Reading
from models.language.passage import Mention, Passage
from models.language.positions import Placed, find_said, placed, spoken_for
from models.language.sentences import Span
from models.language.stretches import repeated, since, stretches
from models.language.tallies import find_tallies, winning
from models.language.totals import OPTIONS, Count, rounds_of, taken_from, total, unequal
from models.language.verdicts import Verdict
from models.language.voters import Voter, find_voters
from models.language.words import words_of

_LOST_TO = re.compile(r"[^.;,]{0,40}oy\w*\s+(?:ragmen|karsi)")
_ACCEPTED = re.compile(  # "rapor 22 kabul 5 ret oyla kabul edildi ve plan değişikliği reddedildi"
    r"(?:rapor|gorus|mutalaa)\w*[\s,][^.;]{0,90}(?:kabul\s+edil|benimsen|uygun\s+(?:bulun|gorul))(?:di|du|mis|mus|erek|arak)"
)
_NUMBERS = frozenset("ndw")  # see `ballot_words`
_DIGIT = re.compile(r"\d")
_FLIPPED = {"for": "against", "against": "for"}


class Votes(NamedTuple):
    """What the text says about who voted how, each piece as a mention.

    `counts` are on the motion, `cast` on what was put; `others` are the counts of other votes told in the same words.
    """

    mentions: list[Mention]
    counts: dict[str, int | None] | None
    contested: bool
    cast: dict[str, int | None] | None = None
    others: tuple[Sequence[Count], ...] = ()


class _Told(NamedTuple):
    """What one stretch tells, as the votes were cast on what was put."""

    counts: list[Count]
    positions: list[Placed]


def read_votes(passage: Passage, reading: Reading, people: Sequence[Mention], parts: int = 1) -> Votes:
    """Give counts and positions on the motion of the verdict that counts, the first of so many `parts` of its sentence."""
    verdict = reading.verdict
    if verdict is None:
        return Votes([], None, False)
    told = [_told(passage, verdict, zone, people) for zone in stretches(passage, reading, verdict)]
    again = repeated(passage.plain, reading, verdict)
    if again is not None and not any(one.counts or one.positions for one in told):
        verdict = again._replace(end=verdict.end)
        told = [_told(passage, verdict, zone, people) for zone in stretches(passage, reading, again)]
    elif (
        again is not None
        and not _is_full(told)
        and _is_full(
            retold := [_told(passage, verdict, zone, people) for zone in stretches(passage, reading, verdict, again)]
        )
    ):
        told = retold  # "önerge 6 kabul oyu almış, ret oyları 5'te kalmıştır. Önerge kabul edilmiştir."
    elif again is not None and not any(one.positions for one in told):
        earlier = [_told(passage, verdict, zone, people) for zone in stretches(passage, reading, verdict, again)]
        told += [one._replace(counts=[]) for one in earlier]
    stretched = [one.counts for one in told]
    others: tuple[list[Count], ...] = ()
    if stretched:
        *before, last = rounds_of(stretched[0])
        main = before[0] if before and parts > 1 else last  # of several votes on one matter the last one counts
        others = tuple(one for one in (*before, last) if one is not main)
        stretched[0] = main
    counts = [] if verdict.outcome == "elected" else taken_from(stretched)
    doubted = [one for stretch in stretched for one in unequal(stretch)]
    voted = [position for one in told for position in one.positions]
    voted += spoken_for(passage, since(reading, verdict), max(verdict.end, verdict.clause[1]))
    turned = _is_turned(passage.plain, verdict, total(counts), counts, voted)

    def on_motion(side: str) -> str:
        return _FLIPPED.get(side, side) if turned else side

    mentions = [
        Mention("counts", count.start, count.end, {on_motion(count.side): count.number}, "votes.count@3")
        for count in counts
    ]
    mentions += [
        Mention("counts", count.start, count.end, {on_motion(count.side): summed}, "votes.blocs@1", "derived")
        for count, summed in doubted
    ]
    positions: dict[tuple[str, str], str] = {}
    for voter, side, _ in voted:
        if (voter.name, voter.kind) not in positions:
            positions[voter.name, voter.kind] = on_motion(side)
            value = {"voter": voter.name, "kind": voter.kind, "option": on_motion(side)}
            mentions.append(Mention("position", voter.start, voter.end, value, f"votes.{voter.kind}@2"))
    sums = _with_names({on_motion(side): number for side, number in total(counts).items()}, positions)
    contested = any(option != "for" for option in positions.values()) or bool(
        sums and (sums["against"] or sums["abstain"])
    )
    return Votes(mentions, sums, contested, _sides(total(counts)), others)


def _is_full(told: Sequence[_Told]) -> bool:
    return {"for", "against"} <= {count.side for one in told for count in one.counts}


def read_event(passage: Passage, verdict: Verdict, end: int) -> dict[str, int | None] | None:
    """Give the numbers printed for one vote in its clause, up to `end`, as they were cast on what was put."""
    if verdict.outcome == "elected":
        return None
    zone = (verdict.clause[0], end)
    if _NUMBERS.isdisjoint(ballot(words_of(passage), zone, ()).letters) and not _DIGIT.search(passage.plain, *zone):
        return None
    counts = rounds_of(_told(passage, verdict, zone, ()).counts)[-1]
    return _sides(total(taken_from([counts])))


def _sides(counts: dict[str, int]) -> dict[str, int | None] | None:
    return {option: counts.get(option) for option in OPTIONS} if counts else None


def _told(passage: Passage, verdict: Verdict, zone: Span, people: Sequence[Mention]) -> _Told:
    words = words_of(passage)
    voters = find_voters(passage, zone, people)
    named = [(*voter.whole, "G" if voter.kind == "group" else "P") for voter in voters]
    letters = ballot(words, zone, named)
    tallies = [] if verdict.outcome == "elected" else find_tallies(words, letters, zone[1], verdict)
    said = find_said(words, letters, tallies, voters, zone[1], winning(verdict))
    if verdict.outcome == "elected":
        said = [one for one in said if one.kind == "side" and one.side != "for"]  # votes for candidates take no side
    found = placed(passage.plain, voters, said)
    placing: dict[int, list[Voter]] = {}
    for one in found:
        placing.setdefault(one.tally, []).append(one.voter)
    counts = [Count(*tally[:4], _owners(placing.get(tally.start, ()), tally.start)) for tally in tallies]
    counts += [
        Count(*voter.whole, side, voter.number, frozenset((voter.name,))) for voter, side, _ in found if voter.number
    ]
    return _Told(sorted(counts, key=lambda count: count[:2]), found)


def _owners(voters: Sequence[Voter], tally: int) -> frozenset[str]:
    """Give whose votes the number at `tally` counts: of the `voters` it places those that have no number of their own.

    All of them where it is a total: "AK Parti (14) ve MHP (3) toplam 17 kabul", "22 kabul (CHP 17, İYİ Parti 4, Ali TAN)".
    """
    if any(voter.start > tally for voter in voters):
        return frozenset(voter.name for voter in voters)
    without = [voter for voter in voters if voter.number is None]
    return frozenset(voter.name for voter in without or voters)


def _is_turned(
    plain: str, verdict: Verdict, votes: dict[str, int], counts: Sequence[Count], voted: Sequence[Placed]
) -> bool:
    """Tell whether votes for what was put are votes against the motion: a report against it, "ret oylarına rağmen reddine"."""
    ayes, noes = votes.get("for", 0), votes.get("against", 0)
    if verdict.passed is True and noes > ayes > 0:
        return False  # what was put passed, so "ret" was said of the motion
    if verdict.report:
        return True
    if verdict.outcome == "rejected" and ayes > noes and _ACCEPTED.search(plain, *verdict.clause):
        return True
    if verdict.outcome == "rejected" and ayes > noes > 0:
        return verdict.passed is True
    if verdict.outcome != "rejected" or verdict.passed is not True:
        return False
    if ayes and not noes:
        return not any(count.side == "for" and _LOST_TO.match(plain, count.end, count.end + 40) for count in counts)
    overruled = any(
        side == "against" and _LOST_TO.match(plain, voter.end, voter.end + 70) is not None for voter, side, _ in voted
    )
    return overruled and not votes and not any(side == "for" for _, side, _ in voted)


def _with_names(counts: dict[str, int], positions: dict[tuple[str, str], str]) -> dict[str, int | None] | None:
    """Give every side; once a number is printed, named voters fill a side that has none."""
    for option in OPTIONS if counts else ():
        named = [kind for (_, kind), side in positions.items() if side == option]
        if option not in counts and named and "group" not in named:
            counts[option] = len(named)
    return _sides(counts)
