"""The page of one resolution: its vote, its text, its facts beside the words that state them, its page pictures."""

import re
from collections.abc import Collection
from dataclasses import dataclass

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from archive.index.question import question
from archive.shelf import DocumentRecord
from models.document import Page
from models.errors import NotFound, ServiceDown
from models.resolution import ResolutionRecord

from .. import evidence, language, media
from ..access import reader, services
from ..evidence import Outline
from ..find import copies, similar
from ..labels import N_
from ..language import Language
from ..linked import json_ld
from ..rendering import absolute, link, page
from ..voting import vote

router = APIRouter(include_in_schema=False)

_SHEETS = 8
_FACTS = 150
_WORTH_WAITING = 1.0
_A4 = (595.0, 842.0)


@dataclass(frozen=True)
class Sheet:
    """A page picture with the outlines to draw over it; sizes are in points."""

    number: int
    width: float
    height: float
    outlines: list[Outline]


@dataclass(frozen=True)
class File:
    """The file a resolution stands in, when the reader may see it."""

    type: str
    size: int


def visible_resolution(request: Request, resolution_id: str) -> ResolutionRecord:
    """Give a resolution the reader may see; raises `NotFound` alike for one hidden and one unknown."""
    if not re.fullmatch(r"[A-Za-z0-9_-]{1,64}", resolution_id):
        raise NotFound("resolution_unknown", name=resolution_id[:64])
    return services(request).archive.catalogue.resolution(resolution_id, reader(request).may_see)


@router.get("/resolutions/{resolution_id}")
def resolution_page(request: Request, resolution_id: str) -> Response:
    """Show one resolution."""
    tongue = language.of_path(request.url.path)
    record = visible_resolution(request, resolution_id)
    decision = record.decision
    facts = decision.facts[:_FACTS]
    document = _document(request, record.sha256)
    placed: dict[int, list[Outline]] = {}
    sheets: list[Sheet] = []
    more = 0
    places: evidence.Places | None = ()
    if document is not None:
        drawn = media.has_pictures(document)
        finder: evidence.Finder = request.app.state.finder
        places = finder.places(record.sha256, f"{document.reader}/{record.id}/{record.version}", facts) if drawn else ()
        placed = evidence.outlines(facts, places or (), tongue)
        covered = _pages(document, record, placed) if drawn else []
        sheets, more = [_sheet(one, placed) for one in covered[:_SHEETS]], len(covered[_SHEETS:])
    shown = {sheet.number for sheet in sheets}
    again, near = _related(request, record)
    return page(
        request,
        "resolution.html",
        record=record,
        decision=decision,
        document=File(media.type_name(document.format), document.size) if document else None,
        vote=vote(decision, tongue),
        groups=evidence.groups(
            decision, facts, {number: made for number, made in placed.items() if number in shown}, shown, tongue
        ),
        paragraphs=evidence.paragraphs(decision, facts),
        sheets=sheets,
        more_sheets=more,
        waiting=places is None,
        again=again,
        near=near,
        json_ld=json_ld(record, absolute(request, link(tongue, f"/resolutions/{record.id}"))),
        citation=_citation(request, record, tongue),
    )


def _related(request: Request, record: ResolutionRecord) -> tuple[list[ResolutionRecord], list[ResolutionRecord]]:
    """Give the copies of a resolution and those like it; none while the index is down: the record is readable still."""
    house, seen = services(request), reader(request).may_see
    try:
        with question(_WORTH_WAITING):
            again = copies(house.index, house.archive.catalogue, [record], seen).get(record.id, [])
            return again, similar(house.index, house.archive.catalogue, record, seen)
    except ServiceDown:
        return [], []


def _document(request: Request, sha256: str) -> DocumentRecord | None:
    try:
        return media.visible_document(request, sha256)
    except NotFound:
        return None


def _pages(document: DocumentRecord, record: ResolutionRecord, placed: Collection[int]) -> list[Page]:
    """Give the pages that hold the resolution or one of its facts; of a drawn Word file those where facts were found."""
    if placed and media.laid_out_later(document):
        return [Page(number=number, start=0, end=0) for number in sorted(placed)]
    start, end = record.decision.start, record.decision.end
    touched = {fact.page for fact in record.decision.facts}
    pages = [one for one in document.pages if (one.start < end and start < one.end) or one.number in touched]
    return pages or list(document.pages[:1])


def _sheet(one: Page, placed: dict[int, list[Outline]]) -> Sheet:
    width, height = (one.width, one.height) if one.width > 0 and one.height > 0 else _A4
    return Sheet(one.number, round(width, 1), round(height, 1), placed.get(one.number, []))


def _citation(request: Request, record: ResolutionRecord, tongue: Language) -> str:
    decision = record.decision
    body = f"{record.municipality} Meclisi" if record.municipality else record.file
    parts = [body, language.day(decision.meeting_date, tongue) if decision.meeting_date else ""]
    if decision.number:
        parts.append(language.say(tongue, N_("No. %(number)s")) % {"number": decision.number})
    parts.append(absolute(request, link(tongue, f"/resolutions/{record.id}")))
    return ", ".join(part for part in parts if part) + "."
