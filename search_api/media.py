"""What leaves as bytes: originals as downloads, page pictures as PNG."""

import re
import threading
from collections import OrderedDict
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import FileResponse, Response

from archive.shelf import DocumentRecord
from models.errors import NotFound, ServiceDown, UnreadableFile

from .access import Reader, reader, services
from .services import PageRenderer

TYPES = {
    "pdf": ("PDF", "application/pdf"),
    "docx": ("Word (DOCX)", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    "doc": ("Word (DOC)", "application/msword"),
    "odt": ("OpenDocument", "application/vnd.oasis.opendocument.text"),
    "rtf": ("RTF", "application/rtf"),
    "txt": ("TXT", "text/plain; charset=utf-8"),
    "html": ("HTML", "application/octet-stream"),
    "udf": ("UDF", "application/octet-stream"),
    "eyp": ("EYP", "application/octet-stream"),
    "image": ("TIFF, JPEG, PNG", "application/octet-stream"),
}
_RENDERED = frozenset({"docx", "doc", "odt", "rtf"})
_MOST_PAGES = 500  # of a file whose pages are known only once it is drawn
_WAIT_SECONDS = 20.0
_AT_ONCE = 2


def type_name(format_: str | None) -> str:
    """Give the words for a file format."""
    return TYPES.get(format_ or "", ((format_ or "?").upper(), ""))[0]


def has_pictures(document: DocumentRecord) -> bool:
    """Say whether a document's pages can be drawn: those with a size, and Word files by their rendition."""
    return document.format in _RENDERED or any(one.width > 0 for one in document.pages)


def laid_out_later(document: DocumentRecord) -> bool:
    """Say whether the pages are known only once the file is drawn (Word): there may be more than were read."""
    return document.format in _RENDERED and not any(one.width > 0 for one in document.pages)


def visible_document(request: Request, sha256: str) -> DocumentRecord:
    """Give a document the reader may see; raises `NotFound` alike for one hidden and one unknown.

    A person who may hand in files also sees a file that holds no resolution, so that one which failed can be fetched.
    """
    if not re.fullmatch(r"[0-9a-f]{64}", sha256):
        raise NotFound("document_unknown", name=sha256[:64])
    catalogue, asking = services(request).archive.catalogue, reader(request)
    found = catalogue.document(sha256)
    if found.visibility not in asking.may_see and not _own(found, asking):
        raise NotFound("document_unknown", name=sha256)
    return found


def _own(found: DocumentRecord, asking: Reader) -> bool:
    return asking.may_upload and not found.resolutions


def original(request: Request, sha256: str) -> Response:
    """Give the file as it was handed in, always as a download, never to be opened as a page of this site."""
    found = visible_document(request, sha256)
    path = services(request).archive.originals.path(sha256)
    _, media_type = TYPES.get(found.format or "", ("", "application/octet-stream"))
    plain = re.sub(r"[^A-Za-z0-9._-]+", "_", found.name).strip("._")[:100] or "karar"
    disposition = f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(found.name, safe='')}"
    return FileResponse(
        path,
        media_type=media_type,
        headers={
            "content-disposition": disposition,
            "content-security-policy": "default-src 'none'; sandbox",
            "cache-control": "private, no-cache",
        },
    )


def picture(request: Request, sha256: str, number: int) -> Response:
    """Give the picture of one page."""
    found = visible_document(request, sha256)
    last = _MOST_PAGES if laid_out_later(found) else max(len(found.pages), 1)
    if not 1 <= number <= last:
        raise NotFound("no_page_picture", page=number)
    tag = f'"{sha256[:24]}-{number}-{found.reader or ""}"'.replace(" ", "")
    headers = {"etag": tag, "cache-control": "private, max-age=300"}
    if request.headers.get("if-none-match") == tag:
        return Response(status_code=304, headers=headers)
    studio: Studio = request.app.state.studio
    try:
        drawn = studio.draw(sha256, number)
    except UnreadableFile as error:
        if error.code == "no_such_page":
            raise NotFound("no_page_picture", page=number) from error
        raise
    return Response(drawn, media_type="image/png", headers=headers)


class Studio:
    """Draws pages, a few at a time, and keeps the last ones, so that a reader's second look costs nothing."""

    def __init__(self, pictures: PageRenderer, keep: int) -> None:
        self._pictures = pictures
        self._keep = keep
        self._kept: OrderedDict[tuple[str, int], bytes] = OrderedDict()
        self._lock = threading.Lock()
        self._places = threading.BoundedSemaphore(_AT_ONCE)

    def draw(self, sha256: str, number: int) -> bytes:
        """Give a page's picture; raises `ServiceDown` when too many are being drawn."""
        key = (sha256, number)
        if (kept := self._look(key)) is not None:
            return kept
        if not self._places.acquire(timeout=_WAIT_SECONDS):
            raise ServiceDown("site_busy")
        try:
            if (kept := self._look(key)) is not None:
                return kept
            drawn = self._pictures.render(sha256, number)
        finally:
            self._places.release()
        with self._lock:
            self._kept[key] = drawn
            while len(self._kept) > self._keep:
                self._kept.popitem(last=False)
        return drawn

    def _look(self, key: tuple[str, int]) -> bytes | None:
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
                return self._kept[key]
        return None
