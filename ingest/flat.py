"""A resolution as one flat line, with the field names of annotated decisions."""

from typing import Any

import msgspec

from models.resolution import Decision

_LABELLED_KINDS = frozenset({"il", "ilce", "mah"})  # the annotated decisions name no villages


def to_flat(decision: Decision) -> dict[str, Any]:
    """Give the facts of `decision` as plain lists and values, ready to be written as one JSON line."""
    counts = decision.counts
    return {
        "outcome": decision.outcome.value,
        "manner": decision.manner.value,
        "counts": None
        if counts is None
        else {"for": counts.for_, "against": counts.against, "abstain": counts.abstain},
        "positions": [{"voter": one.voter, "kind": one.kind, "option": str(one.option)} for one in decision.positions],
        "meeting_date": decision.meeting_date,
        "dates": [*msgspec.to_builtins(decision.dates)],
        "decision_no": decision.number,
        "departments": list(decision.departments),
        "committees": list(decision.committees),
        "document_nos": list(decision.document_nos),
        "laws": [*msgspec.to_builtins(decision.laws)],
        "people": [*msgspec.to_builtins(decision.people)],
        "places": [msgspec.to_builtins(one) for one in decision.places if one.kind in _LABELLED_KINDS],
        "parcels": [{"ada": one.ada, "parsel": list(one.parsel)} for one in decision.parcels],
        "money": [*msgspec.to_builtins(decision.money)],
        "refs": [{"number": one.number, "date": one.date, "body": one.body} for one in decision.refs],
    }
