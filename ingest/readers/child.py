"""A reader process: confined first, then it answers one request after another until the pool goes.

Run as ``python -m ingest.readers.child FD``. Whatever a reader raises ends here: a reason with its own code is passed
on, anything else is told as a damaged file. What cannot be caught (a crash, a limit) the pool sees from outside.
"""

import importlib
import os
import socket
import sys
import time
from pathlib import Path
from types import ModuleType
from typing import Any

from ingest.readers import kinds, office, pdf_signatures, progress, protocol
from ingest.readers.confine import allow_seconds, confine
from ingest.readers.limits import Limits
from models.document import Document
from models.errors import UnreadableFile

_SECONDS_BETWEEN_REPORTS = 0.5


def main() -> None:
    """Serve requests from the socket whose number is the first argument."""
    channel = socket.socket(fileno=int(sys.argv[1]))
    setup = protocol.next_request(channel)
    if not isinstance(setup, protocol.Setup):
        return
    scratch = Path(setup.scratch)
    os.chdir(scratch)
    isolation = confine(setup.limits, scratch)
    pdf_signatures.trust(setup.trusted)
    importlib.import_module("ingest.readers.pdf")
    channel.sendall(protocol.pack(protocol.Ready(isolation)))
    while (request := protocol.next_request(channel)) is not None:
        allow_seconds(setup.limits.cpu_seconds)
        stop = progress.listen(_Reporter(channel, setup.limits))
        reply = answer(request, setup.limits)
        stop()
        channel.sendall(_fitting(reply, request, setup.limits))


class _Reporter:
    """Passes progress on to the pool, and gives the next page its share of CPU time."""

    def __init__(self, channel: socket.socket, limits: Limits) -> None:
        self._channel, self._limits = channel, limits
        self._last = 0.0

    def __call__(self, done: int, total: int) -> None:
        allow_seconds(self._limits.cpu_seconds)
        if time.monotonic() - self._last > _SECONDS_BETWEEN_REPORTS:
            self._last = time.monotonic()
            self._channel.sendall(protocol.pack(protocol.Progress(done, total)))


def answer(request: protocol.Request, limits: Limits) -> protocol.Reply:
    """Do what a request asks; never raises but for what cannot be caught."""
    name = request.name if isinstance(request, protocol.Read) else ""
    try:
        match request:
            case protocol.Read():
                return protocol.Text(read(Path(request.path), request.name, limits))
            case protocol.Locate():
                module = module_of(request.document)
                if not hasattr(module, "locate"):
                    return protocol.Boxes([[] for _ in request.spans])
                return protocol.Boxes(module.locate(Path(request.path), request.document, request.spans, limits))
            case protocol.Render():
                module = module_of(request.document)
                if not hasattr(module, "render_page"):
                    return protocol.Refused("page_has_no_picture", {"format": request.document.format})
                return protocol.Picture(
                    module.render_page(Path(request.path), request.document, request.number, request.scale, limits)
                )
            case protocol.Warm():
                office.warm(limits)
                return protocol.Ready("")
            case protocol.Setup():
                return protocol.Ready("")
    except UnreadableFile as error:
        return protocol.Refused(
            error.code, {"name": name, **{key: _plain(value) for key, value in error.details.items()}}
        )
    except MemoryError:
        return protocol.Refused("reader_memory", {"name": name, "megabytes": limits.memory_bytes >> 20}, exhausted=True)
    except Exception as error:  # noqa: BLE001 - the parser boundary: libraries raise what they like
        return protocol.Refused("file_damaged", {"name": name, "reason": type(error).__name__})


def read(path: Path, name: str, limits: Limits) -> Document:
    """Read the file at `path`, which came as `name`, with the reader of its true format."""
    found = kinds.detect(path, name, limits)
    module: Any = importlib.import_module(f"ingest.readers.{found.module}")
    document: Document = module.read(path, limits)
    if len(document.text) > limits.text_characters:
        raise UnreadableFile("text_too_long", limit=limits.text_characters)
    return document


def module_of(document: Document) -> ModuleType:
    """Give the reader module that made a document."""
    return importlib.import_module(f"ingest.readers.{kinds.FORMATS[document.format].module}")


def _fitting(reply: protocol.Reply, request: protocol.Request, limits: Limits) -> bytes:
    message = protocol.pack(reply)
    if len(message) <= limits.answer_bytes:
        return message
    name = request.name if isinstance(request, protocol.Read) else ""
    return protocol.pack(
        protocol.Refused("text_too_long", {"name": name, "limit": limits.text_characters}, exhausted=True)
    )


def _plain(value: Any) -> str | int | float | None:
    return value if isinstance(value, str | int | float | None) else str(value)


if __name__ == "__main__":
    main()
