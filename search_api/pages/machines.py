"""The addresses for machines: feed of a search, OpenSearch, robots, site map, and the description of the API."""

from datetime import UTC, datetime
from typing import Any

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response, StreamingResponse

from models.errors import NotFound, wordings
from models.resolution import ResolutionRecord

from .. import language
from ..access import PUBLIC, reader, services
from ..exports import MEDIA_TYPES, export
from ..find import find
from ..language import Language
from ..parameters import Search
from ..rendering import absolute, environment, link, page
from ..searching import searching

router = APIRouter(include_in_schema=False)
once = APIRouter(include_in_schema=False)

_MAP_SIZE = 5_000


@router.get("/feed.atom")
@searching
def feed(request: Request, asked: Search) -> Response:
    """Give the newest resolutions of a search as an Atom feed."""
    tongue = language.of_path(request.url.path)
    house = services(request)
    newest = asked.model_copy(update={"sort": "newest", "cursor": None, "limit": 50})
    found = find(house.index, house.archive.catalogue, newest.request(tongue), reader(request).may_see)
    records = house.archive.catalogue.records([hit.id for hit in found.hits])
    entries = [(hit, records[hit.id]) for hit in found.hits if hit.id in records]
    updated = max((_received(record) for _, record in entries), default=datetime(1970, 1, 1, tzinfo=UTC).isoformat())
    text = (
        environment(tongue)
        .get_template("feed.xml")
        .render(
            entries=[(hit, _received(record), absolute(request, link(tongue, hit.url))) for hit, record in entries],
            updated=updated,
            address=absolute(request, link(tongue, "/feed.atom", asked.pairs())),
            page=absolute(request, link(tongue, "/", asked.pairs())),
            words=asked.q,
        )
    )
    return Response(text, media_type="application/atom+xml")


def _received(record: ResolutionRecord) -> str:
    return datetime.fromisoformat(record.received).isoformat()


@router.get("/export.{form}")
@searching
def export_file(request: Request, form: str, asked: Search) -> Response:
    """Give every hit of a search as a file: CSV, XLSX or JSON Lines, with the query, filters, total and time in it."""
    if form not in MEDIA_TYPES:
        raise NotFound("page_not_found")
    tongue = language.of_path(request.url.path)
    house = services(request)
    pieces = export(house.index, house.archive.catalogue, asked.request(tongue), reader(request).may_see, form)
    headers = {"content-disposition": f'attachment; filename="karar.{form}"', "cache-control": "no-store"}
    return StreamingResponse(pieces, media_type=MEDIA_TYPES[form], headers=headers)


@router.get("/opensearch.xml")
def opensearch(request: Request) -> Response:
    """Tell browsers how to search here."""
    tongue = language.of_path(request.url.path)
    text = environment(tongue).get_template("opensearch.xml").render(root=absolute(request, link(tongue, "/")))
    return Response(text, media_type="application/opensearchdescription+xml")


@once.get("/en")
def english_home() -> Response:
    """Lead to the English search page."""
    return Response(status_code=308, headers={"location": "/en/"})


@once.get("/robots.txt")
def robots(request: Request) -> Response:
    """Tell crawlers what to leave alone: searches and uploads."""
    site_map = absolute(request, "/sitemap.xml")
    lines = ("User-agent: *", "Disallow: /*?", "Disallow: /upload", "Disallow: /en/upload", "Disallow: /api/")
    return PlainTextResponse("\n".join((*lines, f"Sitemap: {site_map}", "")))


@once.get("/sitemap.xml")
def site_map(request: Request) -> Response:
    """Give the index of the site map, one part for every few thousand resolutions."""
    parts, after = [absolute(request, "/sitemap/0.xml")], None
    versions = services(request).archive.catalogue.versions
    while len(ids := versions(after, _MAP_SIZE)) == _MAP_SIZE:
        after = ids[-1][0]
        parts.append(absolute(request, f"/sitemap/{after}.xml"))
    text = environment(Language.TURKISH).get_template("sitemap.xml").render(parts=parts, addresses=None)
    return Response(text, media_type="application/xml")


@once.get("/sitemap/{after}.xml")
def site_map_part(request: Request, after: str) -> Response:
    """Give one part of the site map: the public resolutions behind `after`."""
    if not (after.isascii() and after.isalnum() and len(after) <= 64):
        raise NotFound("page_not_found")
    found = services(request).archive.catalogue.versions(None if after == "0" else after, _MAP_SIZE)
    addresses = [absolute(request, f"/resolutions/{one}") for one, _, visibility in found if visibility in PUBLIC]
    text = environment(Language.TURKISH).get_template("sitemap.xml").render(parts=None, addresses=addresses)
    return Response(text, media_type="application/xml")


@once.get("/api/docs")
def api_page(request: Request) -> Response:
    """Show the API for people who write programs."""
    return page(request, "api.html", routes=_routes(request.app.openapi()))


@once.get("/api/docs/errors")
def errors_page(request: Request) -> Response:
    """Show every error code with its cause and next step."""
    return page(request, "errors.html", wordings=sorted(wordings().items()))


def _routes(description: dict[str, Any]) -> list[dict[str, Any]]:
    """Give each route with its parameters and the example of its answer."""
    made = []
    for path, methods in description["paths"].items():
        for method, operation in methods.items():
            good = next(answer for status, answer in operation["responses"].items() if status.startswith("2"))
            made.append(
                {
                    "method": method.upper(),
                    "path": path,
                    "summary": operation.get("summary", ""),
                    "description": operation.get("description", ""),
                    "parameters": operation.get("parameters", []),
                    "example": good["content"]["application/json"].get("example"),
                    "problems": [status for status in operation["responses"] if not status.startswith("2")],
                }
            )
    return made
