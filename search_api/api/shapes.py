"""The shapes of the API's answers that no other room owns."""

import msgspec

from archive.intake import Accepted, UploadRecord
from archive.shelf import DocumentRecord
from models.errors import KararError
from models.resolution import Decision, ResolutionRecord

from ..find import FacetValue
from ..intake import Refused
from ..language import Language


class ResolutionShape(msgspec.Struct, frozen=True, kw_only=True):
    """One resolution: where it stands and everything understood from it."""

    id: str
    version: int
    url: str
    file: str
    sha256: str
    kind: str
    municipality: str | None
    page: int
    received: str
    decision: Decision


class NearShape(msgspec.Struct, frozen=True, kw_only=True):
    """A resolution like another one, or the same one in another file (`same`)."""

    id: str
    same: bool
    number: str | None
    municipality: str | None
    meeting_date: str | None
    subject: str | None
    outcome: str
    manner: str
    file: str
    page: int
    url: str


class SimilarShape(msgspec.Struct, frozen=True):
    """The nearest resolutions, copies first."""

    resolutions: list[NearShape]


class FacetShape(msgspec.Struct, frozen=True):
    """Values of one facet, the most frequent first."""

    facet: str
    values: list[FacetValue]


class LineShape(msgspec.Struct, frozen=True):
    """One resolution of a document, in a list."""

    id: str
    ordinal: int
    page: int
    number: str | None
    meeting_date: str | None
    url: str


class ErrorShape(msgspec.Struct, frozen=True):
    """A code with its cause and the next step."""

    code: str
    message: str
    next_step: str


class NoticeShape(msgspec.Struct, frozen=True):
    """Something noticed while reading."""

    code: str
    message: str


class DocumentShape(msgspec.Struct, frozen=True, kw_only=True):
    """One file: its state, its text and the resolutions in it."""

    sha256: str
    file: str
    size: int
    format: str | None
    kind: str | None
    municipality: str | None
    state: str
    received: str
    pages: int
    text: str
    url: str
    original: str
    error: ErrorShape | None
    notices: list[NoticeShape]
    resolutions: list[LineShape]


class UploadShape(msgspec.Struct, frozen=True, kw_only=True):
    """One upload and how far it has come."""

    id: str | None
    file: str
    state: str
    sha256: str | None = None
    duplicate_of: str | None = None
    url: str | None = None
    document: str | None = None
    attempts: int = 0
    changed: str | None = None
    error: ErrorShape | None = None
    members: list["UploadShape"] = []


class UploadsShape(msgspec.Struct, frozen=True):
    """The answer to each file of an upload request."""

    uploads: list[UploadShape]


class PartHealth(msgspec.Struct, frozen=True, kw_only=True):
    """How one part is doing: ``ok``, ``behind``, ``rebuilding``, ``stale`` or ``down``, and why."""

    state: str
    detail: str = ""
    resolutions: int | None = None
    engine: str | None = None
    lag: int | None = None


class HealthShape(msgspec.Struct, frozen=True):
    """How the service is doing: ``ok`` or ``degraded``; `lag` is how many changes the index has yet to follow."""

    status: str
    catalogue: PartHealth
    index: PartHealth


def near(record: ResolutionRecord, *, same: bool) -> NearShape:
    """Give the shape of a resolution beside another one."""
    decision = record.decision
    return NearShape(
        id=record.id,
        same=same,
        number=decision.number,
        municipality=record.municipality,
        meeting_date=decision.meeting_date,
        subject=decision.subject,
        outcome=str(decision.outcome),
        manner=str(decision.manner),
        file=record.file,
        page=record.page,
        url=f"/resolutions/{record.id}",
    )


def resolution(record: ResolutionRecord) -> ResolutionShape:
    """Give a resolution's shape."""
    return ResolutionShape(
        id=record.id,
        version=record.version,
        url=f"/resolutions/{record.id}",
        file=record.file,
        sha256=record.sha256,
        kind=str(record.kind),
        municipality=record.municipality,
        page=record.page,
        received=record.received,
        decision=record.decision,
    )


def document(found: DocumentRecord, may_see: frozenset[str], notices: list[str], tongue: Language) -> DocumentShape:
    """Give a document's shape; only resolutions the reader may see are listed."""
    return DocumentShape(
        sha256=found.sha256,
        file=found.name,
        size=found.size,
        format=found.format,
        kind=str(found.kind) if found.kind else None,
        municipality=found.municipality,
        state=found.state,
        received=found.received,
        pages=len(found.pages),
        text=found.text,
        url=f"/documents/{found.sha256}",
        original=f"/documents/{found.sha256}/original",
        error=error(found.code, found.details, tongue),
        notices=[NoticeShape(one.code, told) for one, told in zip(found.notices, notices, strict=True)],
        resolutions=[
            LineShape(line.id, line.ordinal, line.page, line.number, line.meeting_date, f"/resolutions/{line.id}")
            for line in found.resolutions
            if line.visibility in may_see
        ],
    )


def upload(found: UploadRecord, tongue: Language) -> UploadShape:
    """Give an upload's shape."""
    return UploadShape(
        id=found.id,
        file=found.name,
        state=found.state,
        sha256=found.sha256,
        duplicate_of=found.duplicate_of,
        url=f"/api/v1/uploads/{found.id}",
        document=f"/api/v1/documents/{found.sha256}" if found.sha256 else None,
        attempts=found.attempts,
        changed=found.changed,
        error=error(found.code, found.details, tongue),
        members=[upload(member, tongue) for member in found.members],
    )


def accepted(one: Accepted | Refused, tongue: Language) -> UploadShape:
    """Give the answer to one file that was handed in."""
    told = one.error.to_json(tongue) if one.error else None
    return UploadShape(
        id=one.upload_id,
        file=one.name,
        state="refused" if told else "received",
        sha256=one.sha256,
        duplicate_of=one.duplicate_of,
        url=f"/api/v1/uploads/{one.upload_id}" if one.upload_id else None,
        document=f"/api/v1/documents/{one.sha256}" if one.sha256 and not told else None,
        error=ErrorShape(**told) if told else None,
    )


def error(code: str | None, details: dict[str, object], tongue: Language) -> ErrorShape | None:
    """Give a code with its wording; None where there is no code."""
    return ErrorShape(**KararError(code, **details).to_json(tongue)) if code else None
