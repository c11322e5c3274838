"""Searching: what was typed and chosen in, one page of resolutions out. The page, the API and the command line share it."""

from .pages import CopyView, FacetValue, HitView, SearchPage
from .request import SearchRequest
from .search import find, query_of
from .similar import copies, similar
from .values import facet_values

__all__ = [
    "CopyView",
    "FacetValue",
    "HitView",
    "SearchPage",
    "SearchRequest",
    "copies",
    "facet_values",
    "find",
    "query_of",
    "similar",
]
