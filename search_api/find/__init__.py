"""Searching: what was typed and chosen in, one page of resolutions out. The page, the API and the command line share it."""

from .pages import FacetValue, HitView, SearchPage
from .request import SearchRequest
from .search import find, query_of

__all__ = ["FacetValue", "HitView", "SearchPage", "SearchRequest", "find", "query_of"]
