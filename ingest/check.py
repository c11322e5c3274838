"""Questions for a clerk: contradictions, arithmetic that does not add up, gaps and doubts, the most doubtful first."""

from collections.abc import Sequence

from models.language.passage import Mention
from models.resolution import Decision, Kind, Question


def questions_of(decision: Decision, kind: Kind, mentions: Sequence[Mention], damage: Sequence[str]) -> tuple[Question, ...]:
    """Give what a clerk should settle about `decision`."""
    del decision, kind, mentions, damage
    return ()
