"""The API's routes, version 1."""

from typing import Any

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from models.errors import KararError

from .. import intake, language, media, questions
from ..access import reader, services
from ..find import SearchPage, copies, facet_values, find, similar
from ..language import Language
from ..pages.resolution import visible_resolution
from ..parameters import Search
from ..searching import searching
from . import examples, shapes
from .answers import json, problems, shape

router = APIRouter(prefix="/api/v1")


def _tongue(request: Request) -> Language:
    return language.accepted(request.headers.get("accept-language"), request.query_params.get("language"))


@router.get(
    "/resolutions",
    summary="Search resolutions",
    responses=shape(SearchPage, examples.SEARCH)
    | problems(
        "bad_parameter",
        "cursor_unknown",
        "query_too_long",
        "query_too_complex",
        "query_too_costly",
        "index_unavailable",
    ),
    tags=["search"],
)
@searching
def search_resolutions(request: Request, asked: Search) -> Response:
    """Find resolutions by words, dates, departments and the way the council voted; filters alone are a search too.

    `next` of the answer is the `cursor` of the page behind it. The language of labels and messages is that of
    `language=tr|en`, else of `Accept-Language`, else Turkish.
    """
    house = services(request)
    return json(
        find(house.index, house.archive.catalogue, asked.request(_tongue(request)), reader(request).may_see),
        content_language=str(_tongue(request)),
    )


@router.get(
    "/resolutions/{resolution_id}",
    summary="One resolution",
    responses=shape(shapes.ResolutionShape, examples.RESOLUTION) | problems("resolution_unknown"),
    tags=["record"],
)
def one_resolution(request: Request, resolution_id: str) -> Response:
    """Give one resolution with its vote, its facts and the characters that state each of them."""
    record = visible_resolution(request, resolution_id)
    tag = f'"{record.id}-{record.version}"'
    if request.headers.get("if-none-match") == tag:
        return Response(status_code=304, headers={"etag": tag})
    return json(shapes.resolution(record), etag=tag, cache_control="private, no-cache")


@router.get(
    "/resolutions/{resolution_id}/similar",
    summary="Resolutions like one",
    responses=shape(shapes.SimilarShape, examples.SIMILAR) | problems("resolution_unknown", "index_unavailable"),
    tags=["search"],
)
@searching
def similar_resolutions(request: Request, resolution_id: str) -> Response:
    """Give the other places of a resolution (`same`), then those nearest in subject or on the same land."""
    record = visible_resolution(request, resolution_id)
    house, seen = services(request), reader(request).may_see
    again = copies(house.index, house.archive.catalogue, [record], seen).get(record.id, [])
    near = similar(house.index, house.archive.catalogue, record, seen, 10)
    found = [*(shapes.near(one, same=True) for one in again), *(shapes.near(one, same=False) for one in near)]
    return json(shapes.SimilarShape(found))


@router.get(
    "/facets/{name}",
    summary="All values of a facet",
    responses=shape(shapes.FacetShape, examples.FACET)
    | problems("page_not_found", "bad_parameter", "query_too_long", "index_unavailable"),
    openapi_extra={
        "parameters": [
            {
                "name": "in",
                "in": "query",
                "schema": {"type": "string", "maxLength": 200},
                "description": "Words, or beginnings of words, that a value has to hold.",
            }
        ]
    },
    tags=["search"],
)
@searching
def values_of_facet(request: Request, name: str, asked: Search) -> Response:
    """Give up to a thousand values of a facet within a search, with counts that ignore the facet's own filter."""
    house = services(request)
    found = facet_values(
        house.index,
        name,
        request.query_params.get("in", "")[:200],
        asked.request(_tongue(request)),
        reader(request).may_see,
    )
    return json(shapes.FacetShape(name, list(found)))


@router.get(
    "/documents/{sha256}",
    summary="One file",
    responses=shape(shapes.DocumentShape, examples.DOCUMENT) | problems("document_unknown"),
    tags=["record"],
)
def one_document(request: Request, sha256: str) -> Response:
    """Give a file's state, its text and the resolutions in it."""
    tongue = _tongue(request)
    found = media.visible_document(request, sha256)
    notices = [questions.notice(one, tongue) for one in found.notices]
    return json(shapes.document(found, reader(request).may_see, notices, tongue))


@router.post(
    "/uploads",
    summary="Hand in files",
    status_code=201,
    responses=shape(shapes.UploadsShape, examples.UPLOADS, 201)
    | problems("upload_closed", "no_file_chosen", "too_many_files", "request_too_large", "cross_site_request"),
    openapi_extra={
        "requestBody": {
            "required": True,
            "content": {
                "multipart/form-data": {
                    "schema": {
                        "type": "object",
                        "required": ["files"],
                        "properties": {"files": {"type": "array", "items": {"type": "string", "format": "binary"}}},
                    }
                }
            },
        }
    },
    tags=["intake"],
)
async def hand_in(request: Request) -> Response:
    """Take in files; each is answered once it is safely kept. A file that cannot be used never stops the others."""
    tongue = _tongue(request)
    outcomes = await intake.take_in(request)
    answers = [shapes.accepted(one, tongue) for outcome in outcomes for one in outcome.answers()]
    return json(shapes.UploadsShape(answers), 201 if any(one.error is None for one in answers) else 422)


@router.get(
    "/uploads/{upload_id}",
    summary="One upload",
    responses=shape(shapes.UploadShape, examples.UPLOAD) | problems("upload_unknown"),
    tags=["intake"],
)
def one_upload(request: Request, upload_id: str) -> Response:
    """Tell how far an upload has come."""
    return json(shapes.upload(intake.visible_upload(request, upload_id), _tongue(request)))


@router.get(
    "/health",
    summary="How the service is doing",
    responses=shape(shapes.HealthShape, examples.HEALTH),
    tags=["service"],
)
def health(request: Request) -> Response:
    """Tell how catalogue and index are doing, and how far the index is behind; 503 while either does not answer."""
    house = services(request)
    try:
        end: int | None = house.archive.catalogue.last_change()
        catalogue = shapes.PartHealth(state="ok")
    except KararError as error:
        end, catalogue = None, shapes.PartHealth(state="down", detail=error.message(_tongue(request)))
    status = house.index.status()
    down = status.state == "down"
    lag = max(0, end - status.position) if end is not None and not down else None
    state = "behind" if status.state == "ready" and lag else {"ready": "ok"}.get(status.state, status.state)
    index = shapes.PartHealth(
        state=state, detail=status.detail, resolutions=None if down else status.documents, engine=status.engine, lag=lag
    )
    well = catalogue.state == "ok" and not down and status.state != "stale"
    headers: dict[str, Any] = {"cache_control": "no-store"} | ({} if well else {"retry_after": "5"})
    return json(shapes.HealthShape("ok" if well else "degraded", catalogue, index), 200 if well else 503, **headers)
