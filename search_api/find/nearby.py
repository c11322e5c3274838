"""Resolutions that hold most of a query's words, beside the few that hold all of them."""

from collections.abc import Sequence

import msgspec

from archive.index.compile import MOST, relaxed
from archive.index.engine import Index
from archive.index.query import Hit, Query, Sort
from models.query.tree import AnyPart

ANY = 0.0
SHARES = (MOST, ANY)
FILLED = 10
"""Hits with all words from which on a page needs no others."""


def nearby(index: Index, part: AnyPart, query: Query, found: Sequence[Hit]) -> list[Hit]:
    """Give hits with most of the words, then with some, until there are `FILLED` together with `found`.

    None for a page that is full without them, for another order than relevance and for a query of one word.
    """
    room = min(FILLED, query.limit) - len(found)
    if query.sort is not Sort.RELEVANCE or query.after is not None:
        return []
    known = {hit.id for hit in found}
    more: list[Hit] = []
    for node in dict.fromkeys(relaxed(part, share) for share in SHARES):
        if node is None or len(more) >= room:
            break
        fewer = index.search(
            msgspec.structs.replace(query, match=node, facets=(), limit=room + len(found), paged=False)
        )
        more += (hit for hit in fewer.hits if hit.id not in known)
        known.update(hit.id for hit in more)
    return more[: max(0, room)]
