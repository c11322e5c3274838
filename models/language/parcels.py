"""Blocks and parcels of land: ``1204 ada, 1,2 ve 5 parseller``, ``(31-32-33 ve 1895) parsel nolu``, ``1903/4 parsel``."""

import re

from models.language.passage import Mention, Passage, spaced, widened
from models.language.patterns import Pattern
from models.language.taken import Taken
from models.language.words import Words

_LIST = r"\d{1,6}(?:/(?:\d{1,4}|[a-z]\b))?(?:\s?(?:,|-|;|/|\bve\b|\bil[ea]\b)\s?(?:\d{1,6})){0,80}"
_NO = r"(?:\s?(?:no\.?\s?'?\s?(?:lu)?|nolu|numarali|sayili|nu'?lu)\s?)?"
_BLOCK = Pattern(
    widened(
        rf"(?P<ada>(?<![\d./])\d{{1,6}}){_NO}\s?ada(?![a-z]{{6}})(?P<suffix>'?\w{{0,5}})?(?:\s?no'?lu)?[\s,;:/-]{{0,3}}"
        rf"(?:\(?\s?(?P<parsel>{_LIST})\s?\)?{_NO}\s?(?:parsel|p\.)"
        rf"|(?P<next>\d{{1,6}}(?:\s?(?:,|-|\bve\b)\s?\d{{1,6}}(?!\s?\d*{_NO}\s?ada)){{0,40}}?)(?={_NO}\s?(?:,|\bve\b|\bile\b)\s?\d{{1,6}}{_NO}\s?ada))?"
    )
)
_LABELLED = spaced(
    rf"ada(?<!\wada)\s?(?:no)?\s?[:.]?\s?(?P<ada>\d{{1,6}})[\s,;/-]{{0,4}}(?:parsel\s?(?:no)?\s?[:.]?\s?(?P<parsel>{_LIST}))?"
)
_PAIRED = spaced(r"ada(?:\s?[/-]?\s?parsel|si\b)")
_PAIR = spaced(
    rf"\bada\s?[/-]\s?parsel\s?(?:no)?\s?[:.]?\s?(?P<ada>\d{{1,6}})\s?[/-]\s?(?P<parsel>{_LIST})"
    rf"|(?<![\d./-])(?P<ada2>\d{{1,6}})\s?[/-]\s?(?P<parsel2>\d{{1,6}}){_NO}\s?ada\s?[/-]?\s?parsel"
    r"|(?<![\d./-])(?P<ada3>\d{1,6})\s?(?:numarali|no'?lu|nolu|sayili)\s+imar\s+adasi"
)
_BLOCKS = Pattern(
    widened(rf"(?P<adas>(?<![\d./])\d{{1,6}}(?:\s?(?:,|-|\bve\b|\bile\b)\s?\d{{1,6}}){{1,40}}){_NO}\s?adalar")
)
_PARCEL = Pattern(
    widened(
        r"(?P<parsel>(?<![\d./-])\d{1,6}(?:/\d{1,5})?(?:\s?(?:,|-|;|/|\bve\b|\bil[ea]\b)\s?\d{1,6}){0,80})"
        rf"\s?\)?{_NO}\s?parsel(?!asyon)\w*"
    )
)
_LABEL = spaced(rf"parsel(?<!\wparsel)\s?(?:no)?\s?[:.]\s?(?P<parsel>{_LIST})")
_BOTH = spaced(r"\d{2,6}/\d{1,5}")
_WORD_ENDING = re.compile(r"let|na|[^'ldsn]")  # "63 Adatepe", "12 adalet", "7 aday"
_COUNTED = spaced(r"\s?(?:adet|tane)")


def find_parcels(passage: Passage) -> list[Mention]:
    """Give every block or parcel as a mention of ``{"ada", "parsel": [...]}``."""
    plain = passage.numeric
    if "ada" not in plain and "parsel" not in plain:
        return []
    found: list[Mention] = []
    taken = Taken()
    for match in _PAIR.finditer(plain) if _PAIRED.search(plain) is not None else ():
        taken.add(*match.span())
        value = {
            "ada": match["ada"] or match["ada2"] or match["ada3"],
            "parsel": _numbers(match["parsel"] or match["parsel2"]),
        }
        found.append(Mention("parcel", *match.span(), value, "parcels.pair@1"))
    for match in passage.numeric_view.matches(_BLOCKS) if "adalar" in plain else ():
        taken.add(*match.span())
        blocks = ({"ada": ada, "parsel": []} for ada in _numbers(match["adas"]))
        found += [Mention("parcel", *match.span(), value, "parcels.blocks@1") for value in blocks]
    singly = [*passage.numeric_view.matches(_BLOCK), *_LABELLED.finditer(plain)]
    for match in sorted(singly, key=lambda match: match.start()):
        groups = match.groupdict()
        if not taken.free(*match.span()) or _WORD_ENDING.match(groups.get("suffix") or ""):
            continue
        taken.add(*match.span())
        value = {"ada": match["ada"], "parsel": _numbers(match["parsel"] or groups.get("next"))}
        found.append(Mention("parcel", *match.span(), value, "parcels.block@1"))
    if "parsel" in plain:
        _parcels_alone(passage.numeric_view, taken, found)
    return sorted(found, key=lambda mention: mention.start)


def _parcels_alone(view: Words, taken: Taken, found: list[Mention]) -> None:
    """Add the parcels that stand without a block beside them; one that follows a block's parcels is of that block."""
    plain = view.plain
    for match in sorted([*view.matches(_PARCEL), *_LABEL.finditer(plain)], key=lambda match: match.start()):
        if not taken.free(*match.span()) or _COUNTED.match(plain, match.end("parsel")):
            continue
        taken.add(*match.span())
        if _BOTH.fullmatch(match["parsel"]):
            ada, parcel = match["parsel"].split("/")
            value = {"ada": ada, "parsel": [parcel]}
            found.append(Mention("parcel", *match.span(), value, "parcels.slash@1"))
            continue
        before = [mention for mention in found[-60:] if 0 <= match.start() - mention.end < 40]
        ada_before = None
        if before and re.fullmatch(
            r"[\s,;]*(?:ve|ile)?\s*\(?",
            plain[before[-1].end : match.start()].replace("parsel", "").lstrip("abcdefghijklmnoprstuvyz'"),
        ):
            ada_before = before[-1].value["ada"]
        value = {"ada": ada_before, "parsel": _numbers(match["parsel"])}
        found.append(Mention("parcel", *match.span(), value, "parcels.parcel@1"))


def _numbers(listed: str | None) -> list[str]:
    return re.findall(r"\d+(?:/\d+)?", listed) if listed else []
