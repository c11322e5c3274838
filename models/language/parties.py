"""Party groups and alliances, in every spelling councils use."""

import re
from typing import NamedTuple

from models.language.data_files import rows_of
from models.language.passage import Passage
from models.language.patterns import Pattern

_ALIASES = {
    spelled: row[0]
    for row in rows_of("parties.tsv")
    for alias in row[1].split(", ")
    for spelled in (alias, alias.removesuffix("si") if alias.endswith(" partisi") else alias)  # "... Partili üyeler"
}
_PARTY = Pattern(
    r"(?<![a-z0-9.])("
    + "|".join(re.escape(alias).replace(r"\ ", r"[\s-]{1,3}") for alias in sorted(_ALIASES, key=len, reverse=True))
    + r")(?:(?:n?(?:in|den|e|ce|i|ini)|ye|li(?:ler)?(?:in|den|e|i)?)(?![a-z])|(?![a-z]))"
)
_SHOUTED = frozenset(
    {"dem", "tip", "sp", "fp", "dp", "gp", "saadet", "deva", "anavatan", "rp", "sol parti", "a parti", "iyip"}
)


_PLACE = re.compile(r"\s+(?:mah|sok|cad|park|bulv|koy)")  # "Saadet Mahallesi"


class Party(NamedTuple):
    """A party named in the text."""

    start: int
    end: int
    name: str


def find_parties(passage: Passage, start: int = 0, end: int | None = None) -> list[Party]:
    """Give every party that is named, in the order of the text."""
    found: list[Party] = []
    for match in passage.view.matches(_PARTY, start, end):
        alias = " ".join(re.split(r"[\s-]+", match.group(1)))
        written = passage.text[match.start(1) : match.end(1)]
        if alias in _SHOUTED and not (
            written.isupper()
            or (
                len(alias) > 3
                and written[0].isupper()
                and not passage.text[match.start() - 1 : match.start()].isalpha()
            )
        ):
            continue
        if alias in _SHOUTED and _PLACE.match(passage.plain, match.end()):
            continue
        if alias == "bagimsiz" and not written[0].isupper():
            continue
        if alias == "yeniden refah" and not written[0].isupper():
            continue
        found.append(Party(match.start(1), match.end(1), _ALIASES[alias]))
    return found
