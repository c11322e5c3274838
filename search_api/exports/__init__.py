"""Result sets to take away: CSV, XLSX and JSON Lines, streamed from one moment of the index."""

from .rows import MEDIA_TYPES, export

__all__ = ["MEDIA_TYPES", "export"]
