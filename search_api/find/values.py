"""All values of one facet of a search, and those among them that hold some words."""

import msgspec

from archive.index.engine import Index
from archive.index.facets import FACETS
from archive.index.query import Sort
from models.errors import NotFound
from models.query.parse import parse
from models.turkish.casing import fold

from .pages import FacetValue
from .request import SearchRequest
from .search import labelled, query_of

LOOKED_THROUGH = 10_000
GIVEN = 1000


def facet_values(
    index: Index, name: str, holding: str, request: SearchRequest, visibilities: frozenset[str]
) -> tuple[FacetValue, ...]:
    """Give the values of a facet with their counts in a search, those alone whose label holds all words of `holding`.

    A word may be the beginning of one, in any case, with or without Turkish letters. Of more than
    `LOOKED_THROUGH` values the rarest are passed over, and at most `GIVEN` are given. Raises NotFound for a facet there is not, UnclearQuery for a search that cannot
    be understood, ServiceDown while the engine does not answer.
    """
    if name not in FACETS:
        raise NotFound("page_not_found")
    query = query_of(index, parse(request.q), request, visibilities)
    asked = msgspec.structs.replace(query, sort=Sort.NEWEST, limit=1, after=None, facets=(name,), values=LOOKED_THROUGH)
    wanted = [fold(word) for word in holding.split()]
    found = labelled(name, index.search(asked).facets[name], request.language)
    return tuple(one for one in found if all(word in fold(one.label) for word in wanted))[:GIVEN]
