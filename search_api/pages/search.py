"""The search page: a plain form, its answer, and the filters as links to take away."""

from dataclasses import dataclass
from typing import Any

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from models.errors import InputError
from models.query.parse import parse
from models.turkish.casing import fold, lower

from .. import labels, language, problems
from ..access import reader, services
from ..find import SearchPage, find
from ..language import Language
from ..parameters import FILTERS, SORTS, Search, SearchParameters
from ..rendering import link, page
from ..searching import searching
from .months import histogram

router = APIRouter(include_in_schema=False)

_FACETS = (
    "outcome",
    "manner",
    "against",
    "abstain",
    "flag",
    "year",
    "person_against",
    "department",
    "committee",
    "municipality",
    "law",
    "kind",
)
_HOLDING = {"against", "abstain", "flag", "person_against"}
_LONG = {"department", "committee", "municipality", "law", "person_against", "place"}
_SHOWN = 7
_FULL = 12


@dataclass(frozen=True)
class Choice:
    """One value of a facet on the form."""

    value: str
    label: str
    count: int | None
    chosen: bool


@dataclass(frozen=True)
class Group:
    """A facet on the form: the values shown at once, those behind "more", and the page of all where there are more yet."""

    name: str
    shown: list[Choice]
    more: list[Choice]
    all_values: str | None


@dataclass(frozen=True)
class Chip:
    """A filter in force, and the address of the search without it."""

    field: str
    label: str
    href: str


@router.get("/")
@searching
def search_page(request: Request, asked: Search) -> Response:
    """Show the search form and what it finds."""
    tongue = language.of_path(request.url.path)
    house = services(request)
    try:
        wanted = asked.model_copy(update={"grouped": True, "nearby": True}).request(tongue, (*_FACETS, "month"))
        found = find(house.index, house.archive.catalogue, wanted, reader(request).may_see)
    except InputError as error:
        return _explained(request, asked, tongue, error)
    return page(request, "search.html", **_values(asked, tongue, found))


def _explained(request: Request, asked: SearchParameters, tongue: Language, error: InputError) -> Response:
    """Show the form again with what is wrong above it."""
    explained = problems.words_of(error, tongue)
    return page(request, "search.html", status=error.status, **(_values(asked, tongue, None) | {"problem": explained}))


def _values(asked: SearchParameters, tongue: Language, found: SearchPage | None) -> dict[str, Any]:
    return {
        "asked": asked,
        "found": found,
        "problem": None,
        "groups": groups(asked, tongue, found),
        "chips": chips(asked, tongue),
        "months": histogram(asked, tongue, found.facets.get("month", ()) if found else ()),
        "sorts": [
            (name, link(tongue, "/", [*asked.pairs(without=("cursor", "sort")), ("sort", name)]), asked.sort == name)
            for name in SORTS
        ],
        "next": link(tongue, "/", [*asked.pairs(), ("cursor", found.next)]) if found and found.next else None,
        "first": link(tongue, "/", asked.pairs()) if asked.cursor else None,
        "pairs": asked.pairs(),
        "reading": _reading(asked) if found else "",
        "meant": _meant(asked, tongue, found),
    }


def _reading(asked: SearchParameters) -> str:
    """Give how the words were read, where that says more than the words themselves."""
    read = parse(asked.q).reading
    return "" if fold(lower(read)) == fold(lower(" ".join(asked.q.split()))) else read


def _meant(asked: SearchParameters, tongue: Language, found: SearchPage | None) -> tuple[str, str] | None:
    """Give the better spelling with the address of its search."""
    if found is None or not found.did_you_mean:
        return None
    return link(tongue, "/", asked.model_copy(update={"q": found.did_you_mean}).pairs()), found.did_you_mean


def groups(asked: SearchParameters, tongue: Language, found: SearchPage | None) -> list[Group]:
    """Give the facets of the form: counted values, and chosen ones even where nothing is counted for them."""
    facets = found.facets if found else {}
    made = []
    for name in _FACETS:
        chosen = asked.values(name)
        choices = [
            Choice(one.value, in_words(name, one.value, tongue), one.count, one.value in chosen)
            for one in facets.get(name, ())
            if not (one.value == "unknown" and name in _HOLDING)
        ]
        known = {choice.value for choice in choices}
        missing = [
            Choice(value, in_words(name, value, tongue), None, chosen=True) for value in chosen if value not in known
        ]
        if name == "year":
            choices.reverse()
        choices = missing + sorted(choices, key=lambda choice: not choice.chosen)
        cut = max(_SHOWN, len(chosen))
        if choices:
            more_yet = name in _LONG and len(facets.get(name, ())) >= _FULL
            address = link(tongue, f"/facets/{name}", asked.pairs()) if more_yet else None
            made.append(Group(name, choices[:cut], choices[cut:], address))
    return made


def chips(asked: SearchParameters, tongue: Language, path: str = "/") -> list[Chip]:
    """Give the filters in force, each with the address of the page at `path` without it."""
    pairs = asked.pairs()
    made = [
        Chip(name, in_words(name, value, tongue), link(tongue, path, [pair for pair in pairs if pair != (name, value)]))
        for name, value in pairs
        if name in FILTERS
    ]
    for name, value in (("amount_from", asked.amount_from), ("amount_to", asked.amount_to)):
        if value:
            made.append(Chip(name, f"{value} TL", link(tongue, path, asked.pairs(without=("cursor", name)))))
    for name, value in (("from", asked.from_), ("to", asked.to)):
        if value:
            without = link(tongue, path, asked.pairs(without=("cursor", name)))
            made.append(Chip(name, language.day(value, tongue), without))
    return made


def in_words(name: str, value: str, tongue: Language) -> str:
    """Say a filter's value as the form does."""
    if value.startswith("-"):
        return f"≠ {in_words(name, value[1:], tongue)}"
    if name in {"outcome", "manner", "kind", "flag"} and value != "unknown":
        return labels.label(value, name, tongue)
    return language.say(tongue, labels.UNKNOWN) if value == "unknown" else value
