"""The vote as mentions: what became of the matter, how, and by whose votes; every single vote as its own event."""

from collections.abc import Sequence
from typing import Any

from models.language.committee_votes import body_before, find_committee_votes
from models.language.counted import with_counted
from models.language.elections import find_candidate_votes
from models.language.manner import manners, others_manners, read_manner
from models.language.outcome import read_outcome
from models.language.parts import further_votes, is_of_parts
from models.language.passage import Mention, Passage
from models.language.procedure import taken_up
from models.language.totals import OPTIONS, total
from models.language.verdicts import Verdict
from models.language.votes import Votes, read_event, read_votes
from models.language.words import words_of


def find_verdict(passage: Passage, people: Sequence[Mention], committees: Sequence[Mention] = ()) -> list[Mention]:
    """Give outcome, vote on the text put, manner, counts, positions and every vote event as mentions.

    `people` and `committees` are the mentions of persons and of committees in the passage.
    """
    reading = with_counted(passage, read_outcome(passage))
    further = further_votes(passage, reading.verdict) if reading.verdict is not None else []
    begins = [*(verdict.clause[0] for verdict in reading.verdicts), len(passage.plain)]
    found = [
        _event(passage, verdict, verdict is reading.verdict, begins[index + 1], committees)
        for index, verdict in enumerate(reading.verdicts)
    ]
    if further and reading.verdict is not None:
        _part_manner(passage, reading.verdict, found, further[0][0])
    found += [
        Mention("vote", start, end, {**_VOTE, "role": "procedure"}, "outcome.taken_up@1")
        for start, end in taken_up(passage.plain)
    ]
    found += find_committee_votes(passage, committees, found)
    verdict = reading.verdict
    if verdict is None:
        return found
    votes = read_votes(passage, reading, people, len(further) + 1)
    manner = read_manner(passage, reading)
    if manner is not None and manner.value == "unanimous" and votes.contested and is_of_parts(passage.plain, verdict):
        manner = None  # some parts unanimously, another against votes: the contested part tells
    found.append(Mention("outcome", verdict.start, verdict.end, verdict.outcome, verdict.rule))
    if verdict.passed is not None:
        put = "passed" if verdict.passed else "failed"
        found.append(Mention("vote_on_text", verdict.start, verdict.end, put, verdict.rule, "derived"))
    if manner is not None and manner.value != "ambiguous":
        found.append(Mention("manner", manner.start, manner.end, manner.value, manner.rule))
    elif manner is not None:
        found.append(Mention("manner_template", manner.start, manner.end, "unstated", manner.rule))
    elif votes.contested and verdict.outcome != "elected":
        first, last = _spread(votes.mentions)
        found.append(Mention("manner", first, last, "majority", "manner.from_votes@2", "derived"))
    found += votes.mentions
    if votes.counts is not None:
        first, last = _spread([mention for mention in votes.mentions if mention.field == "counts"])
        found.append(Mention("counts_total", first, last, votes.counts, "votes.total@2", "derived"))
    if verdict.outcome == "elected":
        found += find_candidate_votes(passage, people)
    if reading.partial:
        found.append(Mention("partial", verdict.start, verdict.end, True, "outcome.partial@2", "derived"))
    _complete(found, votes)
    return found + _further(verdict, further, votes)


_VOTE: dict[str, Any] = {
    "role": "matter", "outcome": "adopted", "result": "passed", "manner": "unstated", "decides": False, "part": False,
    "body": None, "counts": None,
}  # fmt: skip


def _complete(found: Sequence[Mention], votes: Votes) -> None:
    """Give the deciding vote what other sentences tell of it: its numbers, and that it was contested."""
    for event in found:
        if event.field == "vote" and event.value["decides"]:
            event.value["counts"] = votes.cast
            if votes.contested and event.value["manner"] == "unstated":
                event.value["manner"] = "majority"


def _further(verdict: Verdict, further: Sequence[tuple[int, int, str, str]], votes: Votes) -> list[Mention]:
    """Give the votes told beside the one that decides, each with its own numbers."""
    counted = [(one[0].start, one[-1].end, total(one)) for one in votes.others]
    events: list[Mention] = []
    for index, (start, end, outcome, stated) in enumerate(further):
        counts = counted[index][2] if len(counted) == len(further) else {}
        events.append(Mention("vote", start, end, _other(outcome, stated, counts), "outcome.further@1"))
    if len(counted) != len(further):
        for start, end, counts in counted:
            ayes, noes = counts.get("for", 0), counts.get("against", 0)
            outcome = verdict.outcome if ayes > noes else "rejected" if noes > ayes else "none"
            events.append(Mention("vote", start, end, _other(outcome, "unstated", counts), "votes.round@1"))
    return events


def _other(outcome: str, manner: str, counts: dict[str, int]) -> dict[str, Any]:
    if manner == "unstated" and counts.get("for") and counts.get("against"):
        manner = "majority"
    sides = {option: counts.get(option) for option in OPTIONS} if counts else None
    return {**_VOTE, "outcome": outcome, "manner": manner, "part": True, "counts": sides}


def _spread(mentions: Sequence[Mention]) -> tuple[int, int]:
    return min(one.start for one in mentions), max(one.end for one in mentions)


def _part_manner(passage: Passage, verdict: Verdict, events: Sequence[Mention], end: int) -> None:
    """Give the deciding vote the manner of its own part, which ends before the next part at `end`."""
    stated = manners(words_of(passage), verdict.clause[0], end)
    for event in events:
        if event.value["decides"] and stated and stated[0].value != "ambiguous" and stated[0].start < verdict.end:
            event.value["manner"] = stated[0].value


def _event(passage: Passage, verdict: Verdict, decides: bool, later: int, committees: Sequence[Mention]) -> Mention:
    """Give a vote as a mention; the next one's clause begins at `later`."""
    start, end = verdict.clause
    stop = min(max(later, end), max(end, passage.sentence_at(max(start, verdict.end - 1))[1]))
    words = words_of(passage)
    stated = manners(words, start, stop)
    body = None
    if verdict.role == "committee":
        stated = stated or others_manners(words, start, stop)
        body = body_before(passage.plain, verdict.start, max(0, verdict.start - 400), committees)
    value = {
        **_VOTE,
        "role": verdict.role,
        "outcome": verdict.outcome,
        "result": None if verdict.passed is None else "passed" if verdict.passed else "failed",
        "manner": stated[-1].value if stated and stated[-1].value != "ambiguous" else "unstated",
        "decides": decides,
        "part": verdict.part,
        "body": body,
        "counts": read_event(passage, verdict, stop),
    }
    return Mention("vote", verdict.start, verdict.end, value, verdict.rule)
