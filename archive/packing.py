"""Documents and decisions as compact bytes, and back."""

import zlib
from typing import Any

import msgspec

from models.document import Document
from models.resolution import Decision, Question

_encoder = msgspec.msgpack.Encoder()
_documents = msgspec.msgpack.Decoder(Document)
_decisions = msgspec.msgpack.Decoder(Decision)
_questions = msgspec.msgpack.Decoder(tuple[Question, ...])


def pack(value: Any) -> bytes:
    """Give a value as compressed bytes; equal values give equal bytes."""
    return zlib.compress(_encoder.encode(value), 1)


def document(packed: bytes) -> Document:
    """Give the document that `pack` packed."""
    return _documents.decode(zlib.decompress(packed))


def decision(packed: bytes) -> Decision:
    """Give the decision that `pack` packed."""
    return _decisions.decode(zlib.decompress(packed))


def questions(packed: bytes) -> tuple[Question, ...]:
    """Give the questions that `pack` packed."""
    return _questions.decode(zlib.decompress(packed))
