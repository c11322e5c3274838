"""What the pool and a reader process say to each other: length-prefixed msgpack, each message checked against its type."""

import socket
import struct
from typing import Any

import msgspec

from ingest.readers.limits import Limits
from models.document import Box, Document


class Setup(msgspec.Struct, frozen=True, tag=True):
    """The first message to a fresh process."""

    limits: Limits
    scratch: str
    trusted: list[bytes] = []  # certificates that signatures may lead to


class Read(msgspec.Struct, frozen=True, tag=True):
    path: str
    name: str


class Locate(msgspec.Struct, frozen=True, tag=True):
    path: str
    document: Document
    spans: list[tuple[int, int]]


class Render(msgspec.Struct, frozen=True, tag=True):
    path: str
    document: Document
    number: int
    scale: float


class Warm(msgspec.Struct, frozen=True, tag=True):
    """Start what takes long to start (LibreOffice), so that the next file does not wait for it."""


class Ready(msgspec.Struct, frozen=True, tag=True):
    """The process stands, and this is what keeps it from the rest of the machine."""

    isolation: str


class Progress(msgspec.Struct, frozen=True, tag=True):
    done: int
    total: int


class Text(msgspec.Struct, frozen=True, tag=True):
    document: Document


class Boxes(msgspec.Struct, frozen=True, tag=True):
    """The boxes of each span that was asked for."""

    boxes: list[list[Box]]


class Picture(msgspec.Struct, frozen=True, tag=True):
    png: bytes


class Refused(msgspec.Struct, frozen=True, tag=True):
    """The file cannot be read, for a reason that has its own code."""

    code: str
    details: dict[str, str | int | float | None]
    exhausted: bool = False  # the process has spent its memory and must be replaced


Request = Setup | Warm | Read | Locate | Render
Reply = Ready | Progress | Text | Boxes | Picture | Refused

PREFIX = struct.Struct("<I")
_encoder = msgspec.msgpack.Encoder()
requests: msgspec.msgpack.Decoder[Request] = msgspec.msgpack.Decoder(Request)
replies: msgspec.msgpack.Decoder[Reply] = msgspec.msgpack.Decoder(Reply)


def pack(message: Any) -> bytes:
    """Give a message with its length before it."""
    body = _encoder.encode(message)
    return PREFIX.pack(len(body)) + body


def next_request(channel: socket.socket) -> Request | None:
    """Wait for the pool's next request; None when the pool has gone."""
    head = _exactly(channel, PREFIX.size)
    body = _exactly(channel, PREFIX.unpack(head)[0]) if head else b""
    return requests.decode(body) if body else None


def _exactly(channel: socket.socket, size: int) -> bytes:
    got = bytearray()
    while len(got) < size:
        chunk = channel.recv(min(size - len(got), 1 << 20))
        if not chunk:
            return b""
        got += chunk
    return bytes(got)
