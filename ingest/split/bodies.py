"""Whose decisions a text holds: the municipality, province or union named in its heading or as the council that meets."""

import re

from models.language.passage import plain as plain_of
from models.language.places import DISTRICTS, PROVINCES
from models.turkish.casing import lower, upper

_NAME = re.compile(
    r"(?<![a-z'])(?P<name>(?:[a-z]{2,}[ ]{1,3}){1,3})(?P<kind>(?:buyuksehir|ilce|kasabasi|beldesi|belde|ilcesi\s{1,3})?[ ]{0,3}belediye(?:si|sinin|sine|lerinin| +meclis| +baskanl))"
)
_PROVINCE = re.compile(r"(?<![a-z'])(?P<name>[a-z]{3,15})[ ]{1,3}il[ ]{1,3}(?:genel[ ]{1,3}meclis|ozel[ ]{1,3}idares)")
_UNION = re.compile(
    r"(?:^|\n)[ ]*(?:t ?\. ?c ?\.?[ ]*)?(?P<name>(?:[a-z]+[ ]{1,3}){1,7}birligi)(?=[ ]*(?:\n|$|[ ]baskanli|[ ](?:birlik[ ])?meclis))"
)
_QUOTED = re.compile(
    r"[a-z']*[ ]+(?:\S+[ ]+){0,6}?\S*\d\S*[ ]*(?:sayili|nolu|no'?lu|numarali)[ ]+(?:\w+[ ]+)?karar(?:i|inin|ina|ini|iyla|larinin)[ ]+[a-z0-9]"
)
_NOT = frozenset(
    "belde beldesi kasabasi ilcesi tc belediye belediyesi buyuksehir meclis ve ile sayin karar tarihi sayili konusu ilce il meclisi ait toplanti bu komsu diger ilgili kent".split()
)
_PROSE_END = ("nin", "nun", "miz", "si", "da", "de", "na", "ne", "li", "lu")
_STATE = re.compile(r"t ?\. ?c ?\.?")
_HEAD_LINES = 3
_LONGEST_HEADING = 120
_REACH = 4000


def municipality_of(text: str, plain: str) -> str | None:
    """Give the name of the body whose decisions these are, None where the text names none.

    A province's council is named by its administration, a union by its own name. A council whose decision is only quoted
    ("... Belediye Meclisinin 05.02.2024 tarih ve 12 sayılı kararı") is another's.
    """
    view = plain[:_REACH] if len(plain) == len(text) else plain_of(text[:_REACH])
    found = [*_unions(text, view), *_provinces(view), *_municipalities(text, view)]
    return min(found, default=(0, None))[1]


def _unions(text: str, view: str) -> list[tuple[int, str | None]]:
    """Give the union that a line of the heading names."""
    match = _UNION.search(view, 0, 300)
    if match is None or view.count("\n", 0, match.start("name")) > _HEAD_LINES:
        return []
    return [(match.start("name"), _titled(text[match.start("name") : match.end("name")]))]


def _provinces(view: str) -> list[tuple[int, str | None]]:
    return [
        (match.start(), f"{PROVINCES[match['name']]} İl Özel İdaresi")
        for match in _PROVINCE.finditer(view)
        if match["name"] in PROVINCES
    ]


def _municipalities(text: str, view: str) -> list[tuple[int, str | None]]:
    found: list[tuple[int, str | None]] = []
    for match in _NAME.finditer(view):
        if "lerinin" in match["kind"] or _QUOTED.match(view, match.end()):
            continue
        words = [
            word
            for word in re.finditer(r"\S+", text[match.start("name") : match.end("name")])
            if plain_of(word.group()).strip(".") not in _NOT
        ]
        last = plain_of(words[-1].group()) if words else ""
        known = DISTRICTS.get(last) or PROVINCES.get(last)
        if known is None:
            words = [word for word in words if word.group()[0].isupper()]
            last = plain_of(words[-1].group()) if words else ""
            line = view.rfind("\n", 0, match.start()) + 1
            stop = view.find("\n", match.end())
            short = (stop if stop >= 0 else len(view)) - line < _LONGEST_HEADING
            heads = short and not _STATE.sub("", view[line : match.start()]).strip()
            shouted = heads and text[match.start() : match.end()].isupper()
            if not words or not heads or (not shouted and last.endswith(_PROSE_END) and len(last) > 6):
                continue  # a name that no list of districts has must head a line
        kept = [known] if known is not None else [_titled(word.group()) for word in words[-2:]]
        big = "Büyükşehir " if "buyuksehir" in match.group() else ""
        found.append((match.start(), f"{' '.join(kept)} {big}Belediyesi"))
    return found


def _titled(name: str) -> str:
    return " ".join(upper(word[0]) + lower(word[1:]) for word in name.split())
