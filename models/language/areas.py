"""Areas of land and floors: ``38.220,00 m2``, ``1.250 metrekare``, ``4.583016 ha``, ``10 dönüm``."""

from models.language.numerals import decimal
from models.language.passage import Mention, Passage, spaced, widened
from models.language.patterns import Pattern

_AREA = Pattern(
    widened(
        r"(?P<number>(?<![.,/\w-])\d{1,12}(?:[.,]\d{1,9}){0,5})\s?(?P<unit>km\s?[2²]|m\s?[2²]|mt\s?\.?[2²]|metre\s?kare|hektar|ha|donum|dekar|da)"
        r"(?=['.,;:)\s/]|$|lik|luk|lu\b|li\b|si\b|den|ye|lar|ler|nin)"
    )
)
_UNITS = (("km", "km²"), ("m", "m²"), ("h", "ha"), ("do", "dönüm"), ("d", "dekar"))
_NO_AREA = spaced(r"\s?(?:ve|ki)\b")


def find_areas(passage: Passage) -> list[Mention]:
    """Give every area as a mention of ``{"amount", "unit"}``; units are m², km², ha, dönüm, dekar."""
    view = passage.numeric
    found: list[Mention] = []
    for match in passage.numeric_view.matches(_AREA):
        unit = match["unit"]
        if unit == "da" and _NO_AREA.match(view, match.end()):
            continue
        amount = _amount(match["number"], unit)
        if amount is not None:
            shown = next(shown for beginning, shown in _UNITS if unit.startswith(beginning))
            found.append(Mention("area", *match.span(), {"amount": amount, "unit": shown}, "areas.number@1"))
    return found


def _amount(number: str, unit: str) -> float | None:
    """Give the value; hectares have decimals of any length, so a single mark there is the decimal mark."""
    marks = number.count(".") + number.count(",")
    if unit.startswith("h") and marks == 1:
        whole, _, part = number.replace(",", ".").partition(".")
        return float(f"{whole}.{part}")
    return decimal(number)
