"""The overview: outcomes by year as bars that are links, with the same figures in a table beside them."""

from collections import Counter
from dataclasses import dataclass

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from .. import language
from ..access import reader, services
from ..find import FacetValue, find
from ..language import Language
from ..parameters import Search, SearchParameters
from ..rendering import link, page
from ..searching import searching
from .search import chips

router = APIRouter(include_in_schema=False)

Facets = dict[str, tuple[FacetValue, ...]]

_YEARS = 15
_GROUPS = ("adopted", "rejected", "other")
_HEIGHT = 200.0


@dataclass(frozen=True)
class Bar:
    """A year's resolutions of one outcome: a rectangle and the search it stands for."""

    group: str
    count: int
    y: float
    height: float
    href: str


@dataclass(frozen=True)
class Year:
    """One year's column and row."""

    year: str
    total: int
    x: float
    bars: list[Bar]
    majority: int
    href: str


@dataclass(frozen=True)
class Listed:
    """A value with its count, its share of the largest, and the search it stands for."""

    label: str
    count: int
    share: float
    href: str


@router.get("/overview")
@searching
def overview_page(request: Request, asked: Search) -> Response:
    """Show what the councils decided, year by year."""
    tongue = language.of_path(request.url.path)
    whole = _facets(request, asked, tongue, ("year", "against", "department"))
    counted = sorted(
        (one for one in whole.get("year", ()) if one.value.isdigit() and one.value != "0"),
        key=lambda one: int(one.value),
    )
    figures = []
    for one in counted[-_YEARS:]:
        facets = _facets(request, asked.model_copy(update={"year": [one.value]}), tongue, ("outcome", "manner"))
        outcomes = {each.value: each.count for each in facets.get("outcome", ())}
        majority = next((each.count for each in facets.get("manner", ()) if each.value == "majority"), 0)
        figures.append((one.value, outcomes, majority))
    return page(
        request,
        "overview.html",
        years=_years(figures, asked, tongue),
        earlier=len(counted[:-_YEARS]),
        against=_listed(whole, "against", asked, tongue),
        departments=_listed(whole, "department", asked, tongue),
        chips=chips(asked, tongue, "/overview"),
    )


def _facets(request: Request, asked: SearchParameters, tongue: Language, names: tuple[str, ...]) -> Facets:
    house = services(request)
    small = asked.model_copy(update={"limit": 1, "cursor": None, "sort": "newest"})
    return find(house.index, house.archive.catalogue, small.request(tongue, names), reader(request).may_see).facets


def _years(figures: list[tuple[str, dict[str, int], int]], asked: SearchParameters, tongue: Language) -> list[Year]:
    tallest = max((sum(outcomes.values()) for _, outcomes, _ in figures), default=0) or 1
    made = []
    for place, (year, outcomes, majority) in enumerate(figures):
        pairs = [pair for pair in asked.pairs() if pair[0] != "year"] + [("year", year)]
        others = Counter(outcomes)
        counts = {"adopted": others.pop("adopted", 0), "rejected": others.pop("rejected", 0)}
        counts["other"] = sum(others.values())
        bottom, bars = _HEIGHT, []
        for group in _GROUPS:
            height = round(_HEIGHT * counts[group] / tallest, 2)
            bottom = round(bottom - height, 2)
            named = (
                [("outcome", group)]
                if group != "other"
                else [("outcome", name) for name, count in others.items() if count]
            )
            kept = [pair for pair in pairs if pair[0] != "outcome"]
            bars.append(Bar(group, counts[group], bottom, height, link(tongue, "/", kept + named)))
        made.append(Year(year, sum(counts.values()), place * 52.0 + 10, bars, majority, link(tongue, "/", pairs)))
    return made


def _listed(facets: Facets, name: str, asked: SearchParameters, tongue: Language) -> list[Listed]:
    values = [one for one in facets.get(name, ()) if one.value != "unknown"][:8]
    largest = max((one.count for one in values), default=1)
    pairs = [pair for pair in asked.pairs() if pair[0] != name]
    return [
        Listed(one.label, one.count, one.count / largest, link(tongue, "/", [*pairs, (name, one.value)]))
        for one in values
    ]
