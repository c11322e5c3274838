"""Turns values into pages: one template environment a language, compiled once and shared by all requests."""

import hashlib
import html
import json
import re
from collections.abc import Callable, Mapping
from functools import cache, partial
from importlib.resources import files
from typing import Any
from urllib.parse import quote, urlencode

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape
from starlette.requests import Request
from starlette.responses import HTMLResponse

from models.turkish.casing import lower

from . import labels, language, questions
from .access import reader, services
from .language import Language

_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def page(
    request: Request, template: str, *, status: int = 200, headers: Mapping[str, str] | None = None, **values: Any
) -> HTMLResponse:
    """Give the page that `template` makes of `values`, in the language of the request's path."""
    tongue = language.of_path(request.url.path)
    text = (
        environment(tongue)
        .get_template(template)
        .render(
            request=request,
            reader=reader(request),
            here=_here(request, tongue),
            alternate=_alternate(request, tongue),
            **values,
        )
    )
    return HTMLResponse(text, status_code=status, headers={"content-language": str(tongue), **(headers or {})})


@cache
def environment(tongue: Language) -> Environment:
    """Give the template environment whose words, dates and links are those of `tongue`."""
    made = Environment(
        loader=PackageLoader("search_api"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
        extensions=["jinja2.ext.i18n"],
    )
    translations = language.translations(tongue)
    made.install_gettext_callables(  # type: ignore[attr-defined]
        translations.gettext, translations.ngettext, newstyle=True, pgettext=translations.pgettext
    )
    written: dict[str, Callable[..., str]] = {
        "day": partial(language.day, language=tongue),
        "moment": partial(language.moment, language=tongue),
        "number": partial(language.number, language=tongue),
        "size": partial(language.size, language=tongue),
        "label": partial(labels.label, language=tongue),
    }
    made.filters.update(written)
    made.filters.update(marked=marked, lower_first=_lower_first, clean=clean, pretty=_pretty)
    made.filters.update(question=partial(questions.in_words, language=tongue))
    made.globals.update(language=tongue, link=partial(link, tongue), asset=asset, icon_of=labels.icon)
    return made


def marked(snippet: str) -> Markup:
    """Give a found passage with its marks; whatever else it holds stands as text, whoever wrote it."""
    parts = re.split(r"(</?mark>)", snippet)
    return Markup("").join(
        Markup(part) if part in {"<mark>", "</mark>"} else escape(html.unescape(part))  # noqa: S704
        for part in parts
    )


def clean(text: str) -> str:
    """Give `text` without the characters that XML cannot hold."""
    return _NOT_XML.sub("\ufffd", text)


def _lower_first(text: str) -> str:
    return lower(text[:1]) + text[1:]


def _pretty(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2)


def link(tongue: Language, path: str, pairs: list[tuple[str, str]] | None = None, **query: Any) -> str:
    """Give the address of `path` in `tongue`; query values that are None or empty are left out."""
    asked = [
        *(pairs or ()),
        *((name.rstrip("_"), str(value)) for name, value in query.items() if value not in (None, "")),
    ]
    address = tongue.prefix + quote(path, safe="/:@!$&'()*+,;=-._~#")
    return f"{address}?{urlencode(asked)}" if asked else address


def absolute(request: Request, address: str) -> str:
    """Give `address` with the site's own name before it, for feeds, citations and the site map."""
    settings = services(request).settings
    root = settings.public_url.rstrip("/") if settings.public_url else f"{request.url.scheme}://{request.url.netloc}"
    return root + address


@cache
def asset(name: str) -> str:
    """Give the address of a static file; its content is part of the address, so a browser may keep it for ever."""
    return f"/static/{name}?v={hashlib.sha256(_static(name)).hexdigest()[:12]}"


def _static(name: str) -> bytes:
    return files("search_api").joinpath("static").joinpath(name).read_bytes()


def _here(request: Request, tongue: Language) -> str:
    """Give the path of the page without its language."""
    return request.url.path[len(tongue.prefix) :] or "/"


def _alternate(request: Request, tongue: Language) -> str:
    """Give the address of this page in the other language."""
    path = quote(tongue.other.prefix + _here(request, tongue), safe="/:@!$&'()*+,;=-._~")
    return f"{path}?{request.url.query}" if request.url.query else path
