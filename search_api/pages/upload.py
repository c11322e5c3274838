"""The upload page and the page of one upload's way through the house; both work without JavaScript."""

from dataclasses import dataclass

from fastapi import APIRouter
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from archive.intake import Accepted, UploadRecord
from models.errors import InputError, KararError, NotFound

from .. import intake, labels, language, problems
from ..access import services
from ..labels import N_
from ..language import Language, say
from ..rendering import link, page
from .document import trouble, visible_records

router = APIRouter(include_in_schema=False)

_STEPS = ("received", "reading", "understood", "indexed")
_SIGNS = {"done": "check", "now": "clock", "later": "ring", "failed": "stop"}


@dataclass(frozen=True)
class Answer:
    """What is said to one file handed in."""

    name: str
    tone: str
    sign: str
    message: str
    next_step: str = ""
    href: str = ""
    link: str = ""


@dataclass(frozen=True)
class Limits:
    """What one request may carry."""

    files: int
    size: int


@dataclass(frozen=True)
class Step:
    """A step of an upload's way: done, now, later or failed."""

    name: str
    state: str
    sign: str


@router.get("/upload")
def upload_form(request: Request) -> Response:
    """Show the upload form."""
    intake.open_door(request)
    return _form(request)


@router.post("/upload")
async def upload_files(request: Request) -> Response:
    """Take in the files of the form, and answer for each."""
    intake.open_door(request)
    tongue = language.of_path(request.url.path)
    try:
        outcomes = await intake.take_in(request)
    except InputError as error:
        if error.code != "no_file_chosen":
            raise
        return await run_in_threadpool(_form, request, problems.words_of(error, tongue))
    answers = [_answer(one, tongue) for outcome in outcomes for one in outcome.answers()]
    return await run_in_threadpool(_form, request, None, answers)


@router.get("/uploads/{upload_id}")
def upload_page(request: Request, upload_id: str) -> Response:
    """Show how far an upload has come."""
    tongue = language.of_path(request.url.path)
    found = intake.visible_upload(request, upload_id)
    records = []
    if found.sha256 is not None and found.state in {"understood", "indexed"}:
        document = services(request).archive.catalogue.document(found.sha256)
        records = visible_records(request, document)
    return page(
        request,
        "job.html",
        upload=found,
        open=is_open(found),
        steps=_steps(found),
        problem=trouble(found.code, found.details, tongue),
        members=[(member, labels.label(member.state, "state", tongue)) for member in found.members],
        records=records,
        document=found.sha256 if found.sha256 and _may_open(request, found.sha256) else None,
    )


def is_open(found: UploadRecord) -> bool:
    """Say whether an upload is still on its way."""
    return found.state in {"received", "reading", "understood"} and not (found.members and found.state == "understood")


def _may_open(request: Request, sha256: str) -> bool:
    from ..media import visible_document  # noqa: PLC0415 - media asks nothing of pages

    try:
        visible_document(request, sha256)
    except NotFound:
        return False
    return True


def _form(request: Request, problem: dict[str, str] | None = None, answers: list[Answer] | None = None) -> Response:
    settings = services(request).settings
    limits = Limits(settings.upload_files, settings.request_limit_mb * 1_000_000)
    return page(request, "upload.html", status=400 if problem else 200, problem=problem, answers=answers, limits=limits)


def _answer(one: Accepted | intake.Refused, tongue: Language) -> Answer:
    if one.error is not None:
        return _refusal(one.name, one.error, tongue, link(tongue, f"/uploads/{one.upload_id}") if one.upload_id else "")
    if one.duplicate_of is not None:
        message = say(tongue, N_("This file is already kept, first handed in as “%(name)s”; nothing was kept twice."))
        return Answer(
            one.name,
            "known",
            "info",
            message % {"name": one.duplicate_of},
            href=link(tongue, f"/documents/{one.sha256}"),
            link=say(tongue, N_("To the document kept first")),
        )
    return Answer(
        one.name,
        "taken",
        "check",
        say(tongue, N_("Received and safely kept. It is now read and will be found by search in a moment.")),
        href=link(tongue, f"/uploads/{one.upload_id}"),
        link=say(tongue, N_("Follow its progress")),
    )


def _refusal(name: str, error: KararError, tongue: Language, href: str) -> Answer:
    return Answer(
        name,
        "refused",
        "stop",
        error.message(tongue),
        error.next_step(tongue),
        href,
        say(tongue, N_("Details of this upload")) if href else "",
    )


def _steps(found: UploadRecord) -> list[Step]:
    if found.state in {"failed", "quarantined", "refused"}:
        return [Step("received", "done", _SIGNS["done"]), Step(found.state, "failed", _SIGNS["failed"])]
    at = _STEPS.index(found.state) if found.state in _STEPS else 0
    finished = not is_open(found)
    states = ["done" if place < at or finished else "now" if place == at else "later" for place in range(len(_STEPS))]
    return [Step(name, state, _SIGNS[state]) for name, state in zip(_STEPS, states, strict=True)]
