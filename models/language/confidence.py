"""How far a rule is to be trusted: the share of right answers it gave when it was last measured."""

from functools import cache

from models.language.data_files import table_of


@cache
def confidence_of(rule: str) -> float:
    """Give the measured precision of ``rule`` (``name@version``), of its family where it was not measured apart."""
    rules: dict[str, float] = table_of("confidence.toml")["rules"]
    name = rule.split("@")[0]
    while name:
        if name in rules:
            return float(rules[name])
        name = name.rpartition(".")[0]
    return float(table_of("confidence.toml")["unmeasured"])
