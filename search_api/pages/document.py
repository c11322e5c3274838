"""The page of a file: every resolution in it, how it was read, its original and its page pictures."""

from dataclasses import dataclass

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from archive.shelf import DocumentRecord
from models.errors import KararError, wordings
from models.resolution import ResolutionRecord

from .. import language, media, problems, questions
from ..access import reader, services
from ..language import Language
from ..rendering import page

router = APIRouter(include_in_schema=False)


@dataclass(frozen=True)
class Shown:
    """A document as its page shows it."""

    sha256: str
    name: str
    type: str
    size: int
    kind: str | None
    municipality: str | None
    state: str
    received: str
    pages: int
    notices: list[str]
    problem: dict[str, str] | None


@router.get("/documents/{sha256}")
def document_page(request: Request, sha256: str) -> Response:
    """Show one file."""
    tongue = language.of_path(request.url.path)
    found = media.visible_document(request, sha256)
    return page(request, "document.html", document=_shown(found, tongue), records=visible_records(request, found))


@router.get("/documents/{sha256}/original")
def original_file(request: Request, sha256: str) -> Response:
    """Give the original as a download."""
    return media.original(request, sha256)


@router.get("/documents/{sha256}/pages/{number}.png")
def page_picture(request: Request, sha256: str, number: int) -> Response:
    """Give the picture of one page."""
    return media.picture(request, sha256, number)


def visible_records(request: Request, found: DocumentRecord) -> list[ResolutionRecord]:
    """Give the document's resolutions the reader may see, in its own order."""
    ids = [line.id for line in found.resolutions]
    kept = services(request).archive.catalogue.records(ids)
    may_see = reader(request).may_see
    return [kept[one] for one in ids if one in kept and kept[one].visibility in may_see]


def trouble(code: str | None, details: dict[str, object], tongue: Language) -> dict[str, str] | None:
    """Give cause and next step of what befell a file, for its page; None when nothing did."""
    if code is None or code not in wordings():
        return None
    return problems.words_of(KararError(code, **details), tongue)


def _shown(found: DocumentRecord, tongue: Language) -> Shown:
    return Shown(
        sha256=found.sha256,
        name=found.name,
        type=media.type_name(found.format or found.name.rpartition(".")[2][:8]),
        size=found.size,
        kind=str(found.kind) if found.kind else None,
        municipality=found.municipality,
        state=found.state,
        received=found.received,
        pages=len(found.pages),
        notices=[questions.notice(one, tongue) for one in found.notices],
        problem=trouble(found.code, found.details, tongue),
    )
