"""A resolution's vote as the page shows it: what the text states, and an honest word on what it does not."""

from collections.abc import Sequence
from dataclasses import dataclass

from models.resolution import Counts, Decision, Manner, Option, Outcome, VoteEvent

from .labels import N_
from .language import Language, say

_SIGNS = {Option.FOR: "check", Option.AGAINST: "cross", Option.ABSTAIN: "minus"}


@dataclass(frozen=True)
class Side:
    """One side of the vote: its count where stated, and who is named on it."""

    side: str
    sign: str
    count: int | None
    groups: list[str]
    people: list[str]


@dataclass(frozen=True)
class Share:
    """A side's part of the bar, in percent."""

    side: str
    x: float
    width: float


@dataclass(frozen=True)
class OtherVote:
    """A vote that is not the council's on the matter, with the words that tell of it."""

    role: str
    body: str | None
    result: str | None
    manner: str
    quote: str


@dataclass(frozen=True)
class Vote:
    """Everything the page shows of the votes in one text."""

    sides: list[Side]
    shares: list[Share]
    note: str
    others: list[OtherVote]


def vote(decision: Decision, language: Language) -> Vote:
    """Give the vote of `decision` for showing."""
    counts = decision.counts or Counts()
    stated = {Option.FOR: counts.for_, Option.AGAINST: counts.against, Option.ABSTAIN: counts.abstain}
    sides = [
        Side(
            str(option),
            _SIGNS[option],
            stated[option],
            _voters(decision, option, "group"),
            _voters(decision, option, "person"),
        )
        for option in Option
    ]
    others = [_other(event, decision) for event in decision.votes if event.role != "matter"]
    return Vote(sides, _shares(sides), _note(decision, sides, language), others)


def _voters(decision: Decision, option: Option, kind: str) -> list[str]:
    return [one.voter for one in decision.positions if one.option == option and one.kind == kind]


def _shares(sides: Sequence[Side]) -> list[Share]:
    """Give the bar; only where both main sides are stated, since one side alone would look like all."""
    known = [(side.side, side.count or 0) for side in sides]
    total = sum(count for _, count in known)
    if sides[0].count is None or sides[1].count is None or total == 0:
        return []
    made, x = [], 0.0
    for name, count in known:
        width = round(100 * count / total, 3)
        made.append(Share(name, round(x, 3), width))
        x += width
    return made


def _note(decision: Decision, sides: Sequence[Side], language: Language) -> str:
    if decision.outcome in {Outcome.NONE, Outcome.NOTED, Outcome.NO_DECISION}:
        return ""
    named = any(side.groups or side.people or side.count is not None for side in sides)
    match decision.manner:
        case Manner.UNANIMOUS if not named:
            return say(language, N_("The text says the vote was unanimous; it names no voter, so none is listed here."))
        case Manner.MAJORITY if not named:
            return say(language, N_("The text says the vote was by majority; it does not say who voted against."))
        case Manner.UNSTATED if not named:
            return say(language, N_("The text does not say how the council voted."))
    if not sides[0].groups and not sides[0].people and sides[0].count is None:
        return say(
            language,
            N_("The text does not say who voted for, nor how many; groups it does not name are on neither side here."),
        )
    return ""


def _other(event: VoteEvent, decision: Decision) -> OtherVote:
    quote = decision.text[max(0, event.start - decision.start) : max(0, event.end - decision.start)]
    quote = " ".join(quote.split())
    return OtherVote(event.role, event.body, event.result, str(event.manner), quote[:220])
