"""Results that a text states, and how one stands to the one before it in a sentence: again, out of it, or apart."""

import re
from typing import NamedTuple

from models.language.advice import is_report
from models.language.sentences import Span

_THEREBY = re.compile(r"\s*(?:,|;|ve\b)")
_SO = re.compile(
    r"\W*(?:ve\s+)?(?:bu\s+suretle|boylece|boylelikle|bu\s+nedenle|bu\s+sebeple|bu\s+durumda|buna\s+gore|dolayisiyla|bunun\s+uzerine)"
)


class Verdict(NamedTuple):
    """A result with the clause that gives it and the rule path that read it."""

    outcome: str
    start: int
    end: int
    clause: Span
    rule: str
    strong: bool
    passed: bool | None
    role: str = "matter"  # matter | procedure | committee
    report: bool = False  # what was accepted advises against the motion: a vote for it is a vote against the motion
    part: bool = False  # one of several parts that go different ways


def _follows(plain: str, first: Verdict, verdict: Verdict) -> bool:
    """Tell whether a verdict is said to come of the one before it: "önerge kabul edilmiş, bu suretle ... ertelenmiştir"."""
    return _SO.match(plain, first.end, verdict.end) is not None


def completes(plain: str, last: Verdict, verdict: Verdict) -> bool:
    """Tell whether a verdict only says again, or says what came of, the one before it: who was on the list."""
    if verdict.start - last.end < 45 and (last.outcome, last.role) == (verdict.outcome, verdict.role):
        return True
    if verdict.outcome == "elected" and last.outcome == "adopted":
        return verdict.start - last.end < 90
    if verdict.outcome == "rejected" and last.outcome == "adopted" and verdict.role == "matter":
        told = plain[last.clause[0] : last.end]
        if is_report(told) and _THEREBY.match(plain, last.end, verdict.end):
            return True  # "rapor kabul edildi ve plan değişikliği reddedildi"
    return _follows(plain, last, verdict) and verdict.passed == last.passed


def as_part(plain: str, first: Verdict, verdict: Verdict) -> Verdict:
    """Give a verdict behind `first` in one sentence, marked as a part that goes its own way where it does."""
    matters = verdict.role == "matter" and first.role == "matter" and verdict.outcome != "elected"
    apart = verdict.outcome != first.outcome and matters and not _follows(plain, first, verdict)
    return verdict._replace(part=True) if apart else verdict
