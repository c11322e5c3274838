"""One decision in the flat shape of the labelled decisions, ready for the scorer."""

from typing import Any

import msgspec

from models.resolution import Decision

_SAME_NAME = (
    "outcome", "manner", "counts", "positions", "meeting_date", "dates", "departments", "committees", "document_nos",
    "laws", "people", "places", "parcels", "money",
)  # fmt: skip


def to_flat(decision: Decision) -> dict[str, Any]:
    """Give the decision with the field names of the labelled decisions; its own number is `decision_no` there."""
    values: dict[str, Any] = {name: msgspec.to_builtins(getattr(decision, name)) for name in _SAME_NAME}
    values["decision_no"] = decision.number
    values["refs"] = [{"number": ref.number, "date": ref.date, "body": ref.body} for ref in decision.refs]
    return values
