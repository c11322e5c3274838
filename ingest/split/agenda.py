"""The agenda printed above a sitting's decisions: it names what minutes then only call by number."""

import re
from collections.abc import Sequence

from ingest.split.numbering import Anchor
from ingest.split.sheet import Sheet
from models.language.passage import plain

Subject = tuple[str, tuple[int, int], str, str]

_SHORTEST = 8
_WORD = re.compile(r"[a-z]{2,}")
_ONLY_CALLS = re.compile(
    r"(?:gundem|madde|baskan|gecil|gecti|gorus|okun|oyl|oya|oybirli|oycoklu|coklu|birli|sunul|kabul|eden|etme|edil|ile|inci|nci|uncu|ncu|birinci|ikinci|ucuncu|dorduncu|besinci|altinci|yedinci|sekizinci|dokuzuncu|onuncu|meclis|karar|veril|yapil|sonuc|ilgili|konu|sayin|uye|soz|teklif|yazi|rapor)\w*$"
)


def subjects_of(sheet: Sheet, items: Sequence[Anchor], stop: int) -> dict[int | None, tuple[Subject, ...]]:
    """Give the subject of each agenda item by its number, ready to be handed on to the decision on it."""
    found: dict[int | None, tuple[Subject, ...]] = {}
    for index, item in enumerate(items):
        last = index + 1 == len(items)
        line_end = sheet.plain.find("\n", item.start, stop)
        start, end = sheet.stripped(
            item.start, (line_end if line_end >= 0 else stop) if last else items[index + 1].start
        )
        while start < end and not (sheet.plain[start].isalpha() and sheet.plain[start + 1 : start + 2].isalpha()):
            start += 1
        if item.number is not None and end - start >= _SHORTEST:
            found[item.number] = (("subject", (start, end), sheet.text[start:end], "subject.agenda@1"),)
    return found


def says_little(subject: str | None) -> bool:
    """Tell whether a subject names no matter and only how an item is called and voted: "1. maddesi görüşüldü"."""
    return all(_ONLY_CALLS.match(word) for word in _WORD.findall(plain(subject or "")))
