"""Find resolutions: parse, ask the index, mark the passages of the page shown."""

import time
from bisect import bisect_right
from collections.abc import Sequence

import msgspec

from archive.index.compile import MOST, compiled, relaxed
from archive.index.engine import Index
from archive.index.facets import FACETS, SHOWN
from archive.index.paging import decode, encode, fingerprint
from archive.index.query import Count, Filter, Not, Query, Sort
from models.errors import UnclearQuery
from models.query.parse import parse
from models.query.tree import Parsed
from models.query.vocabulary import notice, party
from models.resolution import ResolutionRecord

from .. import labels
from ..language import Language, say
from .filters import between, condition
from .highlight import Marker, marker, snippets
from .nearby import ANY, nearby
from .pages import CopyView, FacetValue, HitView, SearchPage
from .request import SearchRequest
from .similar import Records, copies
from .spelling import suggestion

MAX_LIMIT = 1000
_EVERYTHING = {"tr": "bütün kararlar", "en": "all resolutions"}


def find(index: Index, catalogue: Records, request: SearchRequest, visibilities: frozenset[str]) -> SearchPage:
    """Answer a search with one page of what may be seen.

    Raises UnclearQuery for a query or filter that cannot be understood, ServiceDown while the engine does not answer.
    """
    began = time.perf_counter()
    parsed = parse(request.q)
    notices = [notice(one.code, request.language, one.text) for one in parsed.notices]
    query = query_of(index, parsed, request, visibilities)
    found = index.search(query)
    better, near = None, []
    if request.nearby and found.total and parsed.part is not None:
        near = nearby(index, parsed.part, query, found.hits)
    if not found.total and parsed.part is not None:
        better = suggestion(index, parsed, request.q, visibilities)
        others = []
        if better is not None:
            mended = parse(better)
            if mended.part is not None:
                others.append((compiled(mended.part), "spelling_mended", mended))
        for share, code in ((MOST, "most_words"), (ANY, "some_words")):
            fewer = relaxed(parsed.part, share)
            if fewer is not None:
                others.append((fewer, code, parsed))
        for node, code, read in others:
            again = index.search(msgspec.structs.replace(query, match=node))
            if again.total:
                found, parsed = again, read
                notices.append(notice(code, request.language, better or ""))
                break
    records = catalogue.records([hit.id for hit in (*found.hits, *near)])
    marks = marker(parsed.part)
    shown = [
        (records[hit.id], hit.score)
        for hit in (*found.hits, *near)
        if hit.id in records and records[hit.id].visibility in visibilities
    ]
    family: dict[str, list[ResolutionRecord]] = {}
    if request.grouped:
        family = copies(index, catalogue, [record for record, _ in shown], visibilities)
        shown = _grouped(shown, family)
    views = [_view(record, score, marks, family.get(record.id, ())) for record, score in shown]
    fewer_words = {hit.id for hit in near}
    following = msgspec.structs.replace(found.next, query=_fingerprint(request, visibilities)) if found.next else None
    return SearchPage(
        total=found.total,
        took_ms=round((time.perf_counter() - began) * 1000, 1),
        reading=_reading(parsed, request),
        notices=tuple(notices),
        hits=tuple(one for one in views if one.id not in fewer_words),
        nearby=tuple(one for one in views if one.id in fewer_words),
        facets={name: labelled(name, counts, request.language) for name, counts in found.facets.items()},
        next=encode(following) if following else None,
        did_you_mean=better,
    )


def query_of(index: Index, parsed: Parsed, request: SearchRequest, visibilities: frozenset[str]) -> Query:
    """Give the query that an engine is asked for a request."""
    filters: list[Filter] = []
    for facet, values in request.chosen():
        filters += condition(index, facet, values)
    typed: dict[tuple[str, bool], list[str]] = {}
    for one in parsed.filters:
        typed.setdefault((one.field, one.negated), []).append(one.value)
    for (field, negated), several in typed.items():
        for found in condition(index, field, tuple(several)):
            filters.append(Filter(field, Not(found.node)) if negated else found)
    if request.date_from or request.date_to:
        filters.append(Filter("date", between(request.date_from, request.date_to)))
    if request.sort not in set(Sort):
        raise UnclearQuery("filter_value_unknown", field="sort", value=request.sort[:80], allowed=", ".join(Sort))
    sort = Sort(request.sort)
    if sort is Sort.RELEVANCE and parsed.part is None:
        sort = Sort.NEWEST
    wanted = SHOWN if request.facets is None else tuple(name for name in request.facets if name in FACETS)
    return Query(
        visibilities=visibilities,
        match=compiled(parsed.part) if parsed.part is not None else None,
        filters=tuple(filters),
        sort=sort,
        limit=max(1, min(request.limit, MAX_LIMIT)),
        after=decode(request.cursor, _fingerprint(request, visibilities)) if request.cursor else None,
        facets=wanted,
    )


def _fingerprint(request: SearchRequest, visibilities: frozenset[str]) -> str:
    chosen = [f"{facet}={'|'.join(values)}" for facet, values in request.chosen()]
    dates = f"{request.date_from}..{request.date_to}"
    return fingerprint(request.q, request.sort, dates, *chosen, *sorted(visibilities))


def _grouped(
    shown: list[tuple[ResolutionRecord, float]], others: dict[str, list[ResolutionRecord]]
) -> list[tuple[ResolutionRecord, float]]:
    """Leave out what stands on the page already as a copy of a better hit."""
    folded: set[str] = set()
    kept = []
    for record, score in shown:
        if record.id not in folded:
            kept.append((record, score))
            folded.update(other.id for other in others.get(record.id, ()))
    return kept


def _view(record: ResolutionRecord, score: float, marks: Marker, others: Sequence[ResolutionRecord]) -> HitView:
    decision = record.decision
    passages = snippets(decision.text, marks)
    return HitView(
        id=record.id,
        number=decision.number,
        municipality=record.municipality,
        meeting_date=decision.meeting_date,
        subject=decision.subject,
        outcome=str(decision.outcome),
        manner=str(decision.manner),
        against=tuple(
            party(one.voter) if one.kind == "group" else one.voter
            for one in decision.positions
            if one.option == "against"
        ),
        departments=decision.departments,
        file=record.file,
        sha256=record.sha256,
        page=record.page,
        score=round(score, 3),
        snippets=tuple(text for text, _ in passages),
        snippet_pages=tuple(_page(record, start) for _, start in passages),
        url=f"/resolutions/{record.id}",
        copies=tuple(CopyView(one.id, one.file, one.decision.meeting_date, f"/resolutions/{one.id}") for one in others),
    )


def _page(record: ResolutionRecord, place: int) -> int:
    """Give the page that holds a place in the resolution's text."""
    return record.page + bisect_right(record.decision.page_starts, record.decision.start + place)


def labelled(facet: str, counts: tuple[Count, ...], language: str) -> tuple[FacetValue, ...]:
    """Give counted values with their words in a language."""
    tongue = Language(language)
    return tuple(
        FacetValue(value, _label(facet, value, tongue), one.count)
        for one in counts
        for value in [_shown(facet, one.value)]
    )


def _shown(facet: str, value: str) -> str:
    return "unknown" if facet in {"year", "month"} and value == "0" else value


def _label(facet: str, value: str, tongue: Language) -> str:
    if facet in {"outcome", "manner", "kind"}:
        return labels.label(value, facet, tongue)
    return say(tongue, labels.UNKNOWN) if value == "unknown" else value


def _reading(parsed: Parsed, request: SearchRequest) -> str:
    chosen = [f"{facet}:{' | '.join(values)}" for facet, values in request.chosen()]
    if request.date_from or request.date_to:
        chosen.append(f"date:{request.date_from or ''}..{request.date_to or ''}")
    return " ".join(filter(None, [parsed.reading, *chosen])) or _EVERYTHING[request.language]
