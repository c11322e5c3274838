"""The vote as mentions: what became of the matter, how, and by whose votes; procedural and committee votes apart."""

import re
from collections.abc import Sequence
from typing import Any

from models.language.manner import manners, read_manner
from models.language.outcome import Reading, read_outcome
from models.language.passage import Mention, Passage
from models.language.statements import Verdict
from models.language.votes import read_votes
from models.language.words import words_of

_TAKEN_UP = re.compile(
    r"(?:komisyon\w*\s+(?:gonderil|sevk|havale)\w*\s?(?:edil)?\w*(?:meden|madan|meksizin)|gundeme\s+(?:alin|ilave|eklen))"
    r"(?:[^.\n]|(?<=\d)\.|\n(?!\s*\n)){0,260}?(?P<vote>\b(?:oneri|onerge|teklif|talep|taleb)\w*\s+(?:oy\s?birli\w*\s+(?:ile\s+)?)?"
    r"kabulu(?:\s+ile\b|yle\b|nden\s+sonra\b|\s+sonrasi))"
)


def find_verdict(passage: Passage, people: Sequence[Mention]) -> list[Mention]:
    """Give outcome, vote on the text put, manner, counts, positions and every vote event as mentions."""
    reading = read_outcome(passage)
    found: list[Mention] = [_event(passage, verdict, reading) for verdict in reading.verdicts]
    found += _taken_up(passage)
    verdict = reading.verdict
    if verdict is None:
        return found
    votes = read_votes(passage, reading, people)
    manner = read_manner(passage, reading)
    found.append(Mention("outcome", verdict.start, verdict.end, verdict.outcome, verdict.rule))
    if verdict.passed is not None:
        put = "passed" if verdict.passed else "failed"
        found.append(Mention("vote_on_text", verdict.start, verdict.end, put, verdict.rule, "derived"))
    if manner is not None and manner.value != "ambiguous":
        found.append(Mention("manner", manner.start, manner.end, manner.value, manner.rule))
    elif manner is not None:
        found.append(Mention("manner_template", manner.start, manner.end, "unstated", manner.rule))
    elif votes.contested and verdict.outcome != "elected":
        first = min(mention.start for mention in votes.mentions)
        last = max(mention.end for mention in votes.mentions)
        found.append(Mention("manner", first, last, "majority", "manner.from_votes@1", "derived"))
    found += votes.mentions
    if votes.counts is not None:
        spans = [mention for mention in votes.mentions if mention.field == "counts"]
        found.append(
            Mention(
                "counts_total",
                min(one.start for one in spans),
                max(one.end for one in spans),
                votes.counts,
                "votes.total@1",
                "derived",
            )
        )
    if reading.partial:
        found.append(Mention("partial", verdict.start, verdict.end, True, "outcome.partial@1", "derived"))
    return found


def _taken_up(passage: Passage) -> list[Mention]:
    """Give the votes on how to go on that the text only passes by: "... önerisinin kabulü ile konu görüşüldü"."""
    value = {
        "role": "procedure",
        "outcome": "adopted",
        "result": "passed",
        "manner": "unstated",
        "decides": False,
        "part": False,
    }
    return [
        Mention("vote", match.start("vote"), match.end("vote"), value, "outcome.taken_up@1")
        for match in _TAKEN_UP.finditer(passage.plain)
    ]


def _event(passage: Passage, verdict: Verdict, reading: Reading) -> Mention:
    start, end = verdict.clause
    stated = manners(words_of(passage), start, max(end, passage.sentence_at(max(start, verdict.end - 1))[1]))
    value: dict[str, Any] = {
        "role": verdict.role,
        "outcome": verdict.outcome,
        "result": None if verdict.passed is None else "passed" if verdict.passed else "failed",
        "manner": stated[-1].value if stated and stated[-1].value != "ambiguous" else "unstated",
        "decides": verdict is reading.verdict,
        "part": verdict.part,
    }
    return Mention("vote", verdict.start, verdict.end, value, verdict.rule)
