"""How far a rule is to be trusted: the share of right answers it gave when it was last measured."""

from functools import cache

from models.language.data_files import table_of
from models.language.scores import wilson
from models.resolution import Decision

SURE = 0.90
"""A decision needs no look when its outcome's rule is right at least this often, by the lower end of its interval."""


BY_DEFAULT = frozenset({"outcome.generic", "outcome.empty"})
"""Rules that take something decided for an adoption because no word of the sentence names another outcome. On texts that rules
were written on they look as good as the others; on unseen ones they are wrong more often, so a clerk is asked."""


def is_by_default(rule: str) -> bool:
    """Tell whether ``rule`` (``name@version``) answers for want of another reading."""
    return rule.split("@", maxsplit=1)[0] in BY_DEFAULT


@cache
def confidence_of(rule: str) -> float:
    """Give the measured precision of ``rule`` (``name@version``), of its family where it was not measured apart."""
    rules: dict[str, float] = table_of("confidence.toml")["rules"]
    name = rule.split("@", maxsplit=1)[0]
    while name:
        if name in rules:
            return float(rules[name])
        name = name.rpartition(".")[0]
    return float(table_of("confidence.toml")["unmeasured"])


@cache
def bound_of(rule: str) -> float:
    """Give the lower end of the Wilson interval (95 %) of the precision of ``rule``; 0 where it was not measured itself."""
    right, of = table_of("confidence.toml").get("measured", {}).get(rule.split("@", maxsplit=1)[0], (0, 0))
    return wilson(right, of)[0]


def is_sure(decision: Decision) -> bool:
    """Tell whether `decision` can stand without a clerk's look: no question, and the outcome read by a rule that is `SURE`."""
    rule = next((fact.rule for fact in decision.facts if fact.field == "outcome"), None)
    return rule is not None and not decision.questions and not is_by_default(rule) and bound_of(rule) >= SURE
