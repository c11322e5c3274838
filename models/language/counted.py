"""A result that numbers alone tell: "Bütçenin tümü işaret oyuna sunuldu. Kabul: 12 - Ret: 3."."""

import re

from models.language.acts import Act, acts
from models.language.ballot_words import ballot
from models.language.choosing import ASIDE
from models.language.content import accepted
from models.language.outcome import Reading, reported_up
from models.language.pairing import pairs
from models.language.passage import Passage
from models.language.stretches import called_at, of_another_body
from models.language.tallies import find_tallies
from models.language.totals import Count, taken_from, total
from models.language.verdicts import Verdict
from models.language.words import words_of

_REPORT = re.compile(r"komisyon\w*\s+rapor\w*\s*$|rapor\s+no\b|raporudur")
_LAST = 8  # sentences from the end that are looked at


def _put_before(passage: Passage, start: int) -> str:
    """Give the outcome that a vote passed at `start` has: what had been put, or the motion itself, is accepted."""
    words = words_of(passage)
    before = passage.sentence_at(max(0, start - 1))[0]
    low, at = words.at(before), words.at(start)
    said = Act(start, start, at, at, "adopted", "finite", False, "", False, "")
    return accepted(words, low, said, acts(words, low, at)).outcome


def with_counted(passage: Passage, reading: Reading) -> Reading:
    """Give `reading` with the verdict that numbers of votes tell where no words do; as it is where they tell none."""
    plain = passage.plain
    found = reading.verdict
    if (
        (found is not None and (found.strong or found.outcome != "noted") and found.rule != ASIDE)
        or reported_up(plain)
        or _REPORT.search(plain, 0, 200)
    ):
        return reading
    called = called_at(plain, 0, len(plain))
    zones = [*passage.sentences[-_LAST:], *([(called, len(plain))] if called is not None else [])]
    for start, end in reversed(zones):
        letters = ballot(words_of(passage), (start, end), ())
        if len({pair.side for pair in pairs(letters.letters)} & {"for", "against"}) < 2:
            continue
        if of_another_body(plain, start, end) or any(one.start < end and start < one.end for one in reading.verdicts):
            continue
        verdict = Verdict("adopted", start, end, (start, end), "outcome.arithmetic@1", True, True)
        tallies = find_tallies(words_of(passage), letters, end, verdict)
        votes = total(taken_from([[Count(*tally[:4]) for tally in tallies]]))
        ayes, noes = votes.get("for"), votes.get("against")
        if ayes is None or noes is None or ayes == noes:
            continue
        if noes > ayes:
            verdict = verdict._replace(outcome="rejected", passed=False)
        else:
            verdict = verdict._replace(outcome=_put_before(passage, start))
        return Reading(verdict, (*reading.verdicts, verdict), False)
    return reading
