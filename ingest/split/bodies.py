"""Whose decisions a text holds: the municipality named in its heading or as the council that meets."""

import re

from models.turkish.casing import lower, upper

_NAME = re.compile(
    r"(?:^|\n|[\s(])(?P<name>(?:[A-ZÇĞİÖŞÜ][\wçğıöşüâ]+[ ]){1,3})(?P<kind>(?:b[üu]y[üu]k[şs]ehir|il[çc]e|kasaba)?[ ]?belediye(?:si|sinin|sine| meclis| ba[şs]kanl)|belediye meclis)",
    re.IGNORECASE,
)
_NOT = frozenset(
    "t.c tc belediye büyükşehir meclis ve ile sayın karar tarihi sayılı konusu ilçe il meclisi ait toplantı".split()
)


def municipality_of(text: str, plain: str) -> str | None:
    """Give the municipality's name, None where the text names none."""
    del plain
    for match in _NAME.finditer(text, 0, 4000):
        words = [word for word in match["name"].split() if lower(word).strip(".") not in _NOT]
        words = [word for word in words if word[0].isupper()]
        if not words or (lower(words[-1]).endswith(("nin", "nun", "li", "miz", "lu")) and len(words[-1]) > 6):
            continue
        name = " ".join(
            word if not word.isupper() else upper(word[0]) + lower(word[1:]) for word in words[-2:] if len(word) > 1
        )
        if not name:
            continue
        big = "Büyükşehir " if re.search(r"b[üu]y[üu]k[şs]ehir", lower(match.group())) else ""
        return f"{name} {big}Belediyesi"
    return None
