"""What a clerk must settle before a resolution can be trusted: contradictions, arithmetic that fails, and doubt."""

import itertools
import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from ingest.vote_sums import sums_of_votes
from models.language.confidence import is_by_default
from models.language.passage import plain
from models.resolution import Counts, Decision, Fact, Kind, Manner, Option, Outcome, Question

_Where = tuple[int | None, int | None]

_DOUBTFUL_BELOW = 0.9
_FIELD_DOUBTFUL_BELOW = 0.8
_WEIGHED = ("number", "meeting_date", "manner")
_QUALIFIED = re.compile(  # more was needed than half of the votes
    r"cogunlu\w*\s+(?:\w+\s+){0,2}(?:saglana|buluna|ulasila|elde)|ucte\s+iki|dortte\s+uc|2/3|3/4|nitelikli|salt\s+cogunlu"
)
_GUESSED = frozenset({"lost_letters", "plain_letters", "ocr_digits", "ocr_letters", "split_words"})


def questions_about(
    decision: Decision, kind: Kind = Kind.RESOLUTION, damage: Sequence[str] = ()
) -> tuple[Question, ...]:
    """Give the questions one decision raises, the most doubtful first.

    Contradictions: unanimity beside votes against, a majority beside a printed nought against, counts that contradict the result,
    a voter on two sides, parts that went different ways, dates after the meeting or out of any year. Arithmetic, see
    `vote_sums`: names, blocs, voters and members against the counts. Doubt: no outcome, a form with both manners printed, values whose rule is often
    wrong, and text whose letters had to be guessed.
    """
    first: dict[str, Fact] = {}
    for fact in decision.facts:
        first.setdefault(fact.field, fact)
    found = [
        *_contradictions(decision, _place(first, "manner", "outcome"), _place(first, "counts", "manner", "outcome")),
        *sums_of_votes(decision, _place(first, "counts", "manner", "outcome")),
        *_dates(decision),
        *_doubts(decision, first),
    ]
    if decision.outcome is Outcome.NONE and kind in (Kind.RESOLUTION, Kind.SUMMARY_LIST, Kind.MINUTES):
        found.append(Question("no_outcome", "outcome", 0.9, decision.start, decision.end))
    if guessed := [name for name in damage if name in _GUESSED]:
        found.append(Question("text_damaged", "text", 0.4, decision.start, decision.end, {"damage": guessed}))
    return _in_order(found)


def questions_between(decisions: Sequence[Decision], asked: Sequence[Question] = ()) -> tuple[Question, ...]:
    """Give what the decisions of one file ask together, with `asked`: their own numbers must go on without a gap or a repeat."""
    found = list(asked)
    places = {(question.code, question.start) for question in asked}
    numbered = [(decision, number) for decision in decisions if (number := _running(decision.number)) is not None]
    for (one, before), (other, after) in itertools.pairwise(numbered):
        if after == before and other.number == one.number:
            question = Question("number_repeated", "number", 0.6, *_at_number(other), {"number": after})
        elif before + 1 < after <= before + _FAR:
            question = Question("number_gap", "number", 0.6, *_at_number(other), {"before": before, "after": after})
        else:
            continue
        near = any(
            code == question.code and start is not None and other.start <= start < other.end for code, start in places
        )
        if not near:
            found.append(question)
    return _in_order(found)


_FAR = 50


def _at_number(decision: Decision) -> _Where:
    return _place({fact.field: fact for fact in decision.facts if fact.field == "number"}, "number")


def _in_order(questions: Iterable[Question]) -> tuple[Question, ...]:
    return tuple(sorted(questions, key=lambda question: (-question.doubt, question.code)))


def _running(number: str | None) -> int | None:
    """Give the part of a printed number that runs on: ``2019/41`` is 41, ``31/2021`` is 31."""
    parts = re.findall(r"\d+", number or "")
    small = [part for part in parts if not (len(part) == 4 and part[:2] in {"19", "20"})]
    return int((small or parts)[-1][:9]) if parts else None


def _contradictions(decision: Decision, where: _Where, at: _Where) -> Iterator[Question]:
    against = [position for position in decision.positions if position.option is Option.AGAINST]
    counts = decision.counts or Counts()
    if decision.manner is Manner.UNANIMOUS and (against or counts.against):
        yield Question("unanimous_with_dissent", "manner", 0.95, *where)
    if (
        decision.manner is Manner.MAJORITY
        and counts.against == 0
        and not counts.abstain
        and not against
        and counts.for_
    ):
        yield Question("majority_without_dissent", "manner", 0.6, *where, {"for": counts.for_})
    if counts.for_ is not None and counts.against is not None:
        details = {"for": counts.for_, "against": counts.against}
        lost = decision.outcome is Outcome.ADOPTED and counts.for_ < counts.against  # in a tie the chair's side wins
        carried = (
            decision.outcome is Outcome.REJECTED
            and counts.for_ > counts.against
            and decision.vote_on_text != "passed"
            and _QUALIFIED.search(plain(decision.text)) is None
        )
        if lost or carried:
            yield Question("counts_against_outcome", "counts", 0.9, *at, details)
    sides: dict[str, set[Option]] = {}
    for position in decision.positions:
        sides.setdefault(position.voter, set()).add(position.option)
    for voter, options in sides.items():
        if len(options) > 1:
            yield Question("voter_on_two_sides", "positions", 0.85, *where, {"voter": voter})
    parts = {
        vote.outcome for vote in decision.votes if vote.role == "matter" and vote.outcome not in (None, Outcome.NONE)
    }
    if len(parts) > 1:
        yield Question("parts_differ", "outcome", 0.55, *where, {"outcomes": sorted(str(part) for part in parts)})


def _dates(decision: Decision) -> Iterator[Question]:
    meeting = decision.meeting_date
    for fact in decision.facts:
        if fact.field not in ("date", "meeting_date"):
            continue
        iso = fact.value.get("date") if isinstance(fact.value, dict) else fact.value
        role = fact.value.get("role") if isinstance(fact.value, dict) else "meeting"
        if not isinstance(iso, str):
            continue
        if not 1923 <= date.fromisoformat(iso).year <= 2100:
            yield Question("date_unlikely", "dates", 0.8, fact.start, fact.end, {"date": iso})
        elif meeting and role in ("letter", "report", "referenced_decision") and iso > meeting:
            yield Question("date_after_meeting", "dates", 0.7, fact.start, fact.end, {"date": iso, "meeting": meeting})


def _doubts(decision: Decision, first: dict[str, Fact]) -> Iterator[Question]:
    for fact in decision.facts:
        if fact.rule.startswith("manner.template"):
            yield Question("manner_both_printed", "manner", 0.9, fact.start, fact.end)
    outcome = first.get("outcome")
    if outcome is not None and (outcome.confidence < _DOUBTFUL_BELOW or is_by_default(outcome.rule)):
        doubt = max(1 - outcome.confidence, 1 - _DOUBTFUL_BELOW)  # also where the measured share says less
        yield Question("outcome_doubtful", "outcome", doubt, outcome.start, outcome.end, {"rule": outcome.rule})
    for field in _WEIGHED:
        read = first.get(field)
        if read is not None and read.confidence < _FIELD_DOUBTFUL_BELOW and not read.rule.startswith("manner.template"):
            details = {"field": field, "rule": read.rule}
            yield Question("value_doubtful", field, 1 - read.confidence, read.start, read.end, details)


def _place(first: dict[str, Fact], *fields: str) -> _Where:
    """Give where the first of `fields` that has a fact is stated."""
    found = next((first[field] for field in fields if field in first), None)
    return (found.start, found.end) if found is not None else (None, None)
