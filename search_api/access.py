"""Who is asking, and what they may see and do: the one place every route and page asks."""

from dataclasses import dataclass

from starlette.requests import Request

from .security import host_name
from .services import Services
from .settings import is_loopback

PUBLIC = frozenset({"public"})


@dataclass(frozen=True)
class Reader:
    """A person or program at the door: the visibilities they may see, and whether they may hand in files."""

    may_see: frozenset[str] = PUBLIC
    may_upload: bool = False


_VISITOR = Reader()
_DEMONSTRATOR = Reader(may_upload=True)


def services(request: Request) -> Services:
    """Give what the application was made with."""
    made: Services = request.app.state.services
    return made


def reader(request: Request) -> Reader:
    """Give who is asking: a visitor, or with the demo setting a person at this very machine, who may upload as well."""
    house = services(request)
    if house.intake is None or not house.settings.demo:
        return _VISITOR
    at_home = request.client is not None and is_loopback(request.client.host)
    return _DEMONSTRATOR if at_home and is_loopback(host_name(request.headers.get("host", ""))) else _VISITOR
