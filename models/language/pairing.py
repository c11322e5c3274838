"""Which number goes with which side: "12 kabul, 4 ret", "Kabul: 12  Ret: 4", "Kabul edenler? Eller kalktı: 12.".

A number and a side make a pair where only words of a vote stand between them; how closely those bind is a weight. Of all
ways to pair neighbours the heaviest is taken, so that "17 kabul 5 ret" and "kabul 17 ret 5" are each read in their order.
The letters are those of `ballot_words`.
"""

import re
from functools import lru_cache
from typing import NamedTuple

from models.language.ballot_words import SIDES

_ITEM = re.compile(
    r"(?:(?:n|w+)[,;]){2,}(?:(?:n|w+)[.,;]+)*(?P<last>n|w+)|(?P<n>[ncd]|w+d?)(?P<gloss>(?:m?u)?\((?:n|w+)\))?|(?P<x>f?o?x)|(?P<side>[fabi])"
)
_BEFORE = (  # between a number and the side behind it
    (re.compile(r""), 10),
    (re.compile(r"\)?(?:m?z?u(?:z?t?o?z{0,2}|\"|t)|G[Gzh]{0,3}u?|[GPzh]{1,3}u)"), 9),
    (re.compile(r"o|oz|t|\"|\)|u?z?u|z\("), 7),
    (re.compile(r"-"), 4),
)
_BEHIND = (  # between a side and the number behind it
    (re.compile(r"[oeusz]{0,5}\"?\.*[:=][.:]*[(\"]?"), 10),
    (re.compile(r"[oeus]{0,3}\("), 9),
    (re.compile(r"z?[oeu]{0,3}s[sz]?|[oz]?e[uz]{0,2}s?"), 9),
    (re.compile(r"[:]?\(?[P,z]*P[P,z]*[)]?\("), 8),
    (re.compile(r"[oe]{0,2}\"?[?.]+[\"lz,:.?-]{0,12}\(?"), 8),
    (re.compile(r"e[lzuhGP.?,:\"-]{0,20}[.:?,]"), 6),
    (re.compile(r"\"z{1,2}[,.:]+"), 8),
    (re.compile(r"[|/]"), 5),
)
_LOOSE = re.compile(r"[oz]?s?-?")  # "kabul 19": only beside another pair
_ASKED = re.compile(r"[^:=]*[.?,][^:=]*$")
_GOES_ON = re.compile(r"[zhmGP]")
_LONGEST = 20


class Pair(NamedTuple):
    """A number with its side, as places in the letters; `loose` pairs need another one beside them."""

    start: int
    end: int
    number: tuple[int, int]
    side_at: int
    side: str
    loose: bool


class _Item(NamedTuple):
    start: int
    end: int
    number: tuple[int, int] | None
    side: str


@lru_cache(maxsize=64)  # a stretch is asked about more than once
def pairs(letters: str) -> tuple[Pair, ...]:
    """Give the pairs among the letters, in order; the side ``void`` holds the votes that count for nobody."""
    items = [_item(match) for match in _ITEM.finditer(letters)]
    best: list[tuple[int, Pair | None]] = []
    for index, item in enumerate(items):
        weight, pair = best[index - 1][0] if index else 0, None
        if index and (items[index - 1].number is None) != (item.number is None):
            bound, made = _bind(letters, items[index - 1], item)
            taken = bound + (best[index - 2][0] if index > 1 else 0)
            if made is not None and taken > weight:
                weight, pair = taken, made
        best.append((weight, pair))
    found: list[Pair] = []
    index = len(best) - 1
    while index >= 0:
        chosen = best[index][1]
        if chosen is not None:
            found.append(chosen)
        index -= 2 if chosen is not None else 1
    return tuple(found[::-1])


def _item(match: re.Match[str]) -> _Item:
    if match["last"]:
        return _Item(match.start(), match.end(), match.span("last"), "")  # counted aloud: "9, 10, 11... 14"
    if match["n"]:
        return _Item(match.start(), match.end(), match.span("n"), "")
    if match["x"]:
        return _Item(match.start(), match.end(), None, "against")
    return _Item(match.start(), match.end(), None, SIDES.get(match["side"], "void"))


def _bind(letters: str, left: _Item, right: _Item) -> tuple[int, Pair | None]:
    if right.start - left.end > _LONGEST:
        return 0, None
    gap = letters[left.end : right.start]
    if letters[right.start] == "c":
        return 10, Pair(left.start, right.end, right.number or (right.start, right.end), left.start, left.side, False)
    if left.number is not None and letters[left.start] == "c":
        return 0, None
    if left.number is not None:
        weight = _weight_before(gap)
        if gap == "z" and letters[right.end : right.end + 1] in {"o", "O"}:
            weight = 8  # "iki muhtarın ret oyuna"
        elif gap == "z" and letters[right.end : right.end + 1] == ",":
            weight = 6  # "9'u raporun aleyhinde, 5'i lehinde"
        pair = Pair(left.start, right.end, left.number, right.start, right.side, weight < 7)
        return (weight, pair) if weight else (0, None)
    weight, loose = _weight_behind("e" + gap if letters[left.end - 1] == "x" else gap)
    if not weight or right.number is None:
        return 0, None
    if not gap.endswith("(") and _GOES_ON.match(letters, right.end) and (loose or _ASKED.match(gap)):
        return 0, None  # "etmeyenler? Dört madde daha var"
    return weight, Pair(left.start, right.end, right.number, left.start, left.side, loose)


@lru_cache(maxsize=10_000)
def _weight_before(gap: str) -> int:
    return next((weight for pattern, weight in _BEFORE if pattern.fullmatch(gap)), 0)


@lru_cache(maxsize=10_000)
def _weight_behind(gap: str) -> tuple[int, bool]:
    weight = next((weight for pattern, weight in _BEHIND if pattern.fullmatch(gap)), 0)
    if weight:
        return weight, weight == 5
    return (8, True) if _LOOSE.fullmatch(gap) else (0, False)
