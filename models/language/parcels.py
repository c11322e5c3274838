"""Blocks and parcels of land: ``1204 ada, 1,2 ve 5 parseller``, ``(31-32-33 ve 1895) parsel nolu``, ``1903/4 parsel``."""

import re

from models.language.passage import Mention, Passage
from models.language.taken import Taken

_LIST = r"\d{1,6}(?:/\d{1,4})?(?:\s?(?:,|-|;|/|\bve\b|\bile\b)\s?(?:\d{1,6})){0,80}"
_NO = r"(?:\s?(?:no\.?\s?'?\s?(?:lu)?|nolu|numarali|sayili|nu'?lu)\s?)?"
_BLOCK = re.compile(
    rf"(?<![\d./])(?P<ada>\d{{1,6}}){_NO}\s?ada(?![a-z]*[a-z]{{9}})(?P<suffix>'?\w{{0,5}})?(?:\s?no'?lu)?[\s,;:/-]{{0,3}}(?:\(?\s?(?P<parsel>{_LIST})\s?\)?{_NO}\s?(?:parsel|p\.)|(?P<parsel3>\d{{1,6}}(?:\s?(?:,|-|\bve\b)\s?\d{{1,6}}(?!\s?\d*{_NO}\s?ada)){{0,40}}?)(?={_NO}\s?(?:,|\bve\b|\bile\b)\s?\d{{1,6}}{_NO}\s?ada))?"
    rf"|\bada\s?(?:no)?\s?[:.]?\s?(?P<ada2>\d{{1,6}})[\s,;/-]{{0,4}}(?:parsel\s?(?:no)?\s?[:.]?\s?(?P<parsel2>{_LIST}))?"
)
_PAIR = re.compile(
    rf"\bada\s?[/-]\s?parsel\s?(?:no)?\s?[:.]?\s?(?P<ada>\d{{1,6}})\s?[/-]\s?(?P<parsel>{_LIST})"
    rf"|(?<![\d./-])(?P<ada2>\d{{1,6}})\s?[/-]\s?(?P<parsel2>\d{{1,6}}){_NO}\s?ada\s?[/-]?\s?parsel"
    r"|(?<![\d./-])(?P<ada3>\d{1,6})\s?(?:numarali|no'?lu|nolu|sayili)\s+imar\s+adasi"
)
_PARCEL = re.compile(
    rf"(?<![\d./-])(?P<both>\d{{2,6}}/\d{{1,5}})\s?{_NO}\s?parsel|(?<![\d./-])\(?(?P<parsel>{_LIST})\s?\)?{_NO}\s?parsel(?P<word>\w*)|\bparsel\s?(?:no)?\s?[:.]\s?(?P<parsel2>{_LIST})"
)


def find_parcels(passage: Passage) -> list[Mention]:
    """Give every block or parcel as a mention of ``{"ada", "parsel": [...]}``."""
    plain = passage.numeric
    if "ada" not in plain and "parsel" not in plain:
        return []
    found: list[Mention] = []
    taken = Taken()
    for match in _PAIR.finditer(plain):
        taken.add(*match.span())
        value = {
            "ada": match["ada"] or match["ada2"] or match["ada3"],
            "parsel": _numbers(match["parsel"] or match["parsel2"]),
        }
        found.append(Mention("parcel", *match.span(), value, "parcels.pair@1"))
    for match in _BLOCK.finditer(plain):
        if not taken.free(*match.span()):
            continue
        ada = match["ada"] or match["ada2"]
        suffix = match["suffix"] or ""
        if match["ada"] and suffix.startswith(("m", "let", "na", "p", "y")):
            continue
        parcels = match["parsel"] or match["parsel2"] or match["parsel3"]
        taken.add(*match.span())
        found.append(
            Mention("parcel", match.start(), match.end(), {"ada": ada, "parsel": _numbers(parcels)}, "parcels.block@1")
        )
    for match in _PARCEL.finditer(plain):
        if not taken.free(*match.span()):
            continue
        if match["both"]:
            ada, parcel = match["both"].split("/")
            found.append(
                Mention("parcel", match.start(), match.end(), {"ada": ada, "parsel": [parcel]}, "parcels.slash@1")
            )
            continue
        numbers = _numbers(match["parsel"] or match["parsel2"])
        if re.match(r"\s?(?:adet|tane)", plain[match.end("parsel") if match["parsel"] else match.end() :][:6]):
            continue
        before = [mention for mention in found[-60:] if 0 <= match.start() - mention.end < 40]
        ada_before = None
        if before and re.fullmatch(
            r"[\s,;]*(?:ve|ile)?\s*\(?",
            plain[before[-1].end : match.start()].replace("parsel", "").lstrip("abcdefghijklmnoprstuvyz'"),
        ):
            ada_before = before[-1].value["ada"]
        found.append(
            Mention("parcel", match.start(), match.end(), {"ada": ada_before, "parsel": numbers}, "parcels.parcel@1")
        )
    return sorted(found, key=lambda mention: mention.start)


def _numbers(listed: str | None) -> list[str]:
    return re.findall(r"\d+(?:/\d+)?", listed) if listed else []
