"""What kind of file a text is, and where each of its decisions begins and ends."""

from ingest.split.agenda import says_little
from ingest.split.pieces import Parts, Piece, split

__all__ = ["Parts", "Piece", "says_little", "split"]
