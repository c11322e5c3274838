"""Answers for everything that goes wrong: problem+json for programs, a page with cause and next step for people."""

import secrets
import traceback
from typing import Any

import structlog
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.types import ASGIApp, Scope

from models.errors import InputError, KararError, wordings

from . import language
from .language import Language
from .rendering import page

_RETRY_AFTER = "5"
_log = structlog.get_logger(__name__)


def answer(request: Request, error: KararError) -> Response:
    """Give the answer that tells `error` in the shape and language the caller asked for."""
    headers = {"retry-after": _RETRY_AFTER} if error.status == 503 else {}
    if error.status >= 500:
        _log.warning("request_failed", code=error.code, path=_route(request))
    if _is_program(request):
        tongue = language.accepted(request.headers.get("accept-language"), request.query_params.get("language"))
        return JSONResponse(
            problem(error, tongue),
            status_code=error.status,
            headers={**headers, "content-language": str(tongue)},
            media_type="application/problem+json",
        )
    tongue = language.of_path(request.url.path)
    return page(request, "problem.html", status=error.status, headers=headers, problem=words_of(error, tongue))


def words_of(error: KararError, tongue: Language) -> dict[str, str]:
    """Give an error's title, cause and next step for a page."""
    return {"title": wordings()[error.code][f"title_{tongue}"], **error.to_json(tongue)}


def problem(error: KararError, tongue: Language) -> dict[str, Any]:
    """Give the RFC 9457 shape of `error`."""
    return {
        "type": f"/api/docs/errors#{error.code}",
        "title": wordings()[error.code][f"title_{tongue}"],
        "status": error.status,
        "code": error.code,
        "detail": error.message(tongue),
        "next_step": error.next_step(tongue),
    }


def refuse(scope: Scope, error: InputError) -> ASGIApp:
    """Give the application that answers a request the guard turned away."""
    return answer(Request(scope), error)


async def on_karar_error(request: Request, error: Exception) -> Response:
    """Answer one of our own errors."""
    assert isinstance(error, KararError)
    return answer(request, error)


async def on_http_error(request: Request, error: Exception) -> Response:
    """Answer what the framework refuses: an unknown address, a wrong method, a malformed body."""
    assert isinstance(error, HTTPException)
    if error.status_code == 404:
        return answer(request, InputError("page_not_found"))
    if error.status_code == 405:
        return answer(request, InputError("method_not_allowed", method=request.method))
    return answer(request, InputError("bad_request", reason=str(error.detail)[:200]))


async def on_invalid(request: Request, error: Exception) -> Response:
    """Answer a parameter whose value does not fit, naming the first one."""
    assert isinstance(error, RequestValidationError)
    first = error.errors()[0]
    name = next((str(part) for part in reversed(first.get("loc", ())) if isinstance(part, str)), "?")
    return answer(request, InputError("bad_parameter", name=name, reason=_reason(first)))


def _reason(first: dict[str, Any]) -> str:
    given = str(first.get("input", ""))[:60]
    return f"“{given}”"


async def on_fault(request: Request, error: Exception) -> Response:
    """Answer a fault of our own program with a record number that finds it in the log.

    The log says where it happened and what kind it was; the error's own words may hold a person's.
    """
    record = secrets.token_hex(4)
    where = [
        f"{frame.filename}:{frame.lineno} {frame.name}" for frame in traceback.extract_tb(error.__traceback__)[-8:]
    ]
    _log.error("internal_fault", record=record, path=_route(request), kind=type(error).__name__, where=where)
    return answer(request, InputError("internal_fault", id=record))


def _is_program(request: Request) -> bool:
    return request.url.path.startswith("/api/")


def _route(request: Request) -> str:
    """Give the route's pattern: the log must not hold what a person searched for or looked at."""
    return getattr(request.scope.get("route"), "path", "?")
