"""What guards every request: known host names, bounded addresses and bodies, own-site changes, strict answer headers.

Plain ASGI, so that a refused request costs nothing and a streamed answer stays a stream.
"""

from collections.abc import Awaitable, Callable
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from models.errors import InputError

from .settings import WebSettings

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; manifest-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
_ADDRESS_LIMIT = 16_384
_BODY_LIMIT = 65_536
_SAFE = {"GET", "HEAD", "OPTIONS"}
_UPLOADS = ("/upload", "/en/upload", "/api/v1/uploads")
_ALWAYS = {
    "content-security-policy": POLICY,
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "x-frame-options": "DENY",
    "permissions-policy": "camera=(), geolocation=(), microphone=(), interest-cohort=()",
}

Refuse = Callable[[Scope, InputError], ASGIApp]


class Guard:
    """Refuses what no page should see, and puts the protective headers on every answer."""

    def __init__(self, app: ASGIApp, settings: WebSettings, refuse: Refuse) -> None:
        self._app = app
        self._hosts = tuple(name.lower() for name in settings.hosts)
        self._upload_limit = settings.request_limit_mb * 1_000_000
        self._refuse = refuse

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        head = scope["method"] == "HEAD"
        if head:  # every page answers HEAD as it answers GET, without the body
            scope = {**scope, "method": "GET"}

        async def protected(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in _ALWAYS.items():
                    headers.setdefault(name, value)
            if head and message["type"] == "http.response.body":
                message = {**message, "body": b""}
            await send(message)

        limit = self._upload_limit if scope["path"] in _UPLOADS else _BODY_LIMIT
        fault = self._fault(scope, limit)
        if fault is not None:
            await self._refuse(scope, fault)(scope, receive, protected)
            return
        await self._app(scope, _limited(receive, limit), protected)

    def _fault(self, scope: Scope, limit: int) -> InputError | None:
        headers = Headers(scope=scope)
        if not self._knows(headers.getlist("host")):
            return InputError("unknown_host")
        if len(scope.get("raw_path") or b"") + len(scope["query_string"]) > _ADDRESS_LIMIT:
            return InputError("address_too_long", limit=_ADDRESS_LIMIT)
        length = headers.get("content-length", "0")
        if not (length.isascii() and length.isdigit()):
            return InputError("bad_request", reason="Content-Length")
        if len(length) > 15 or int(length) > limit:
            return InputError("request_too_large", limit=_in_words(limit))
        if scope["method"] not in _SAFE and _from_elsewhere(headers):
            return InputError("cross_site_request")
        return None

    def _knows(self, hosts: list[str]) -> bool:
        if len(hosts) != 1:
            return False
        name = host_name(hosts[0])
        return name is not None and any(
            known in {"*", name} or (known.startswith("*.") and name.endswith(known[1:])) for known in self._hosts
        )


def host_name(header: str) -> str | None:
    """Give the host's name of a Host header without its port, in small letters; None when it is malformed."""
    if not header or any(character in "/\\@?#\"'<> \t" for character in header):
        return None
    name, colon, port = header.rpartition(":")
    if not colon or header.endswith("]"):
        name, port = header, ""
    if port and not (port.isascii() and port.isdigit()):
        return None
    return name.lower().rstrip(".") or None


def _from_elsewhere(headers: Headers) -> bool:
    """Say whether another site's page sent the request; programs send neither header and are let through."""
    site = headers.get("sec-fetch-site")
    if site is not None and site not in {"same-origin", "none"}:
        return True
    origin = headers.get("origin")
    if origin is None:
        return False
    try:
        return urlsplit(origin).netloc.lower() != headers.get("host", "").lower()
    except ValueError:
        return True


def _limited(receive: Receive, limit: int) -> Callable[[], Awaitable[Message]]:
    """Count the body's bytes as they come; a body that says nothing about its length is bounded too."""
    seen = 0

    async def counted() -> Message:
        nonlocal seen
        message = await receive()
        if message["type"] == "http.request":
            seen += len(message.get("body", b""))
            if seen > limit:
                raise InputError("request_too_large", limit=_in_words(limit))
        return message

    return counted


def _in_words(limit: int) -> str:
    return f"{limit // 1_000_000} MB" if limit >= 1_000_000 else f"{limit // 1024} KB"
