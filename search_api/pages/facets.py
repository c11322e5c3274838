"""The page of all values of one filter, to look through and choose from."""

from dataclasses import dataclass

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from models.errors import NotFound

from .. import language
from ..access import reader, services
from ..find import facet_values
from ..parameters import FILTERS, Search
from ..rendering import link, page
from ..searching import searching
from .search import chips, in_words

router = APIRouter(include_in_schema=False)


@dataclass(frozen=True)
class Value:
    """A value, its count, whether it is in force, and the search with it."""

    label: str
    count: int
    chosen: bool
    href: str


@router.get("/facets/{name}")
@searching
def facet_page(request: Request, name: str, asked: Search) -> Response:
    """Show every value of a filter within a search; `in` keeps those that hold its words."""
    if name not in FILTERS:
        raise NotFound("page_not_found")
    tongue = language.of_path(request.url.path)
    holding = request.query_params.get("in", "")[:200]
    house = services(request)
    found = facet_values(house.index, name, holding, asked.request(tongue), reader(request).may_see)
    pairs = asked.pairs()
    return page(
        request,
        "facet.html",
        name=name,
        holding=holding,
        pairs=pairs,
        back=link(tongue, "/", pairs),
        chips=chips(asked, tongue, f"/facets/{name}"),
        values=[
            Value(
                in_words(name, one.value, tongue),
                one.count,
                one.value in asked.values(name),
                link(tongue, "/", [*pairs, (name, one.value)] if one.value not in asked.values(name) else pairs),
            )
            for one in found
        ],
    )
