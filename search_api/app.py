"""Makes the web application: pages for people, JSON for programs, one guard before both."""

from importlib.resources import files
from pathlib import Path
from typing import Any

import msgspec
from anyio import CapacityLimiter
from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from fastapi.openapi.utils import get_openapi
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.responses import Response
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

from models.errors import KararError

from . import problems
from .api import answers, routes, shapes
from .evidence import Finder
from .find import SearchPage
from .media import Studio
from .pages import document, facets, machines, overview, reading, resolution, search, upload
from .searching import AT_ONCE
from .security import Guard
from .services import Services

_PAGES = (search, facets, resolution, document, upload, overview, reading, machines)
_SHAPES = (
    SearchPage,
    shapes.ResolutionShape,
    shapes.SimilarShape,
    shapes.FacetShape,
    shapes.DocumentShape,
    shapes.UploadsShape,
    shapes.HealthShape,
)


def create_app(services: Services) -> FastAPI:
    """Give the application that serves what `services` hold."""
    app = FastAPI(
        title="Karar",
        version="1",
        summary="Council resolutions: found by words, filtered by votes, each fact with the words that state it.",
        docs_url=None,
        redoc_url=None,
        openapi_url="/api/openapi.json",
        middleware=[Middleware(Guard, settings=services.settings, refuse=problems.refuse)],
        exception_handlers={
            KararError: problems.on_karar_error,
            RequestValidationError: problems.on_invalid,
            HTTPException: problems.on_http_error,
            Exception: problems.on_fault,
        },
        redirect_slashes=False,
    )
    app.state.services = services
    app.state.studio = Studio(services.pictures, services.settings.pictures_kept)
    app.state.finder = Finder(services.pictures)
    app.state.searches = CapacityLimiter(AT_ONCE)
    for one in _PAGES:
        app.include_router(one.router)
        app.include_router(one.router, prefix="/en")
    app.include_router(machines.once)
    app.include_router(routes.router)
    app.mount("/static", _Static(directory=Path(str(files("search_api"))) / "static"))
    app.openapi = lambda: _description(app)  # type: ignore[method-assign]
    return app


class _Static(StaticFiles):
    """Static files whose address carries their content's hash may be kept for ever."""

    async def get_response(self, path: str, scope: Scope) -> Response:
        answer = await super().get_response(path, scope)
        kept = (
            "public, max-age=31536000, immutable" if scope["query_string"].startswith(b"v=") else "public, max-age=300"
        )
        answer.headers["cache-control"] = kept
        return answer


def _description(app: FastAPI) -> dict[str, Any]:
    """Give the OpenAPI description; the shapes come from the very types that are encoded."""
    if app.openapi_schema is None:
        made = get_openapi(
            title=app.title, version=app.version, summary=app.summary, routes=app.routes, openapi_version="3.1.0"
        )
        _, components = msgspec.json.schema_components(_SHAPES, ref_template=answers.REFERENCE)
        schemas = made.setdefault("components", {}).setdefault("schemas", {})
        schemas |= components | {"Problem": answers.PROBLEM}
        for path in made["paths"].values():
            for operation in path.values():
                operation["responses"].pop("422", None)
        for name in ("HTTPValidationError", "ValidationError"):
            schemas.pop(name, None)
        app.openapi_schema = made
    return app.openapi_schema
