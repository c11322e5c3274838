"""What a clerk must settle before a resolution can be trusted: contradictions, arithmetic that fails, and doubt."""

from collections.abc import Iterator, Sequence
from datetime import date

from models.resolution import Decision, Kind, Manner, Option, Outcome, Question

_DOUBTFUL_BELOW = 0.9


def questions_about(
    decision: Decision, kind: Kind = Kind.RESOLUTION, damage: Sequence[str] = ()
) -> tuple[Question, ...]:
    """Give the questions one decision raises, the most doubtful first.

    Checked: an outcome with no manner or none at all where a vote stands, unanimity beside votes against, counts that
    contradict the result, a majority with nobody against, a group on two sides, dates after the meeting, and facts whose rule is
    often wrong. Also a resolution without any outcome, and text that had to be repaired.
    """
    found = [*_contradictions(decision), *_dates(decision), *_doubts(decision)]
    if decision.outcome is Outcome.NONE and kind in (Kind.RESOLUTION, Kind.SUMMARY_LIST, Kind.MINUTES):
        found.append(Question("no_outcome", "outcome", 0.9, decision.start, decision.end))
    if damage:
        found.append(Question("text_damaged", "text", 0.4, decision.start, decision.end, {"damage": list(damage)}))
    return tuple(sorted(found, key=lambda question: (-question.doubt, question.code)))


def _contradictions(decision: Decision) -> Iterator[Question]:
    against = [position for position in decision.positions if position.option is Option.AGAINST]
    counts = decision.counts
    where = _place(decision, "manner", "outcome")
    if decision.manner is Manner.UNANIMOUS and (against or (counts is not None and counts.against)):
        yield Question("unanimous_with_dissent", "manner", 0.95, *where)
    if counts is not None and counts.for_ is not None and counts.against is not None:
        carried = counts.for_ > counts.against
        at = _place(decision, "counts", "manner", "outcome")
        details = {"for": counts.for_, "against": counts.against}
        if decision.outcome is Outcome.ADOPTED and not carried:
            yield Question("counts_against_outcome", "counts", 0.9, *at, details)
        if decision.outcome is Outcome.REJECTED and carried and decision.vote_on_text != "passed":
            yield Question("counts_against_outcome", "counts", 0.9, *at, details)
        named = len([position for position in against if position.kind == "person"])
        if named and not any(p.kind == "group" for p in against) and named > counts.against:
            yield Question("names_beyond_counts", "positions", 0.8, *at, {"named": named, "against": counts.against})
    sides: dict[str, set[Option]] = {}
    for position in decision.positions:
        sides.setdefault(position.voter, set()).add(position.option)
    for voter, options in sides.items():
        if len(options) > 1:
            yield Question("voter_on_two_sides", "positions", 0.85, *where, {"voter": voter})


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


def _doubts(decision: Decision) -> Iterator[Question]:
    outcome = next((fact for fact in decision.facts if fact.field == "outcome"), None)
    if outcome is not None and outcome.confidence < _DOUBTFUL_BELOW:
        yield Question(
            "outcome_doubtful", "outcome", 1 - outcome.confidence, outcome.start, outcome.end, {"rule": outcome.rule}
        )
    for fact in decision.facts:
        if fact.field == "manner_unclear":
            yield Question("manner_both_printed", "manner", 0.9, fact.start, fact.end)


def _place(decision: Decision, *fields: str) -> tuple[int | None, int | None]:
    """Give where the first of `fields` that has a fact is stated."""
    for field in fields:
        for fact in decision.facts:
            if fact.field == field:
                return fact.start, fact.end
    return None, None
