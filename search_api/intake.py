"""Takes files from a request to the door in, for the page and the API alike."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import BinaryIO

import structlog
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import UploadFile
from starlette.requests import Request

from archive.intake import Accepted, UploadRecord
from models.errors import InputError, KararError, NotFound

from .access import reader, services
from .services import Intake

_CHUNK = 1 << 20
_FIELDS = 20
_log = structlog.get_logger(__name__)


@dataclass(frozen=True)
class Refused:
    """A file that was not taken in."""

    name: str
    error: KararError
    upload_id: str | None = None
    sha256: str | None = None
    duplicate_of: str | None = None


@dataclass(frozen=True)
class Outcome:
    """What became of one file of the request: several answers when it was a batch."""

    accepted: Sequence[Accepted] = ()
    refused: Refused | None = None

    def answers(self) -> list[Accepted | Refused]:
        """Give the answer to each file."""
        return [*self.accepted, *([self.refused] if self.refused else [])]


def open_door(request: Request) -> Intake:
    """Give the door in; raises `upload_closed` where the reader may not hand in files."""
    door = services(request).intake
    if door is None or not reader(request).may_upload:
        raise InputError("upload_closed")
    return door


def visible_upload(request: Request, upload_id: str) -> UploadRecord:
    """Give an upload, to people who may hand in files."""
    if not reader(request).may_upload or not re.fullmatch(r"[A-Za-z0-9_-]{1,64}", upload_id):
        raise NotFound("upload_unknown", name=upload_id[:64])
    return services(request).archive.catalogue.upload(upload_id)


async def take_in(request: Request) -> list[Outcome]:
    """Take in every file of a form; one that cannot be used never stops the others."""
    door = open_door(request)
    limit = services(request).settings.upload_files
    kind = request.headers.get("content-type", "")
    if not kind.lower().startswith("multipart/form-data"):
        raise InputError("no_file_chosen")
    try:
        form = await request.form(max_files=limit + 1, max_fields=_FIELDS)
    except KararError:
        raise
    except Exception as error:  # the form parser has no closed list of what it raises on a malformed body
        if "Too many files" in str(getattr(error, "detail", error)):
            raise InputError("too_many_files", limit=limit) from None
        raise InputError("bad_request", reason="multipart/form-data") from error
    try:
        files = [one for one in form.getlist("files") if isinstance(one, UploadFile) and (one.filename or one.size)]
        if not files:
            raise InputError("no_file_chosen")
        if len(files) > limit:
            raise InputError("too_many_files", limit=limit)
        return [await run_in_threadpool(_one, door, one.filename or "", one.file) for one in files]
    finally:
        await form.close()


def _one(door: Intake, name: str, file: BinaryIO) -> Outcome:
    try:
        return Outcome(accepted=door.receive(name, _chunks(file), "web"))
    except InputError as error:
        return Outcome(refused=Refused(name[:255], error))


def _chunks(file: BinaryIO) -> Iterator[bytes]:
    while chunk := file.read(_CHUNK):
        yield chunk
