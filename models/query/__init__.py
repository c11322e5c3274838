"""The query language: what a person types, read into a bounded tree."""

from models.query.parse import parse
from models.query.tree import Parsed

__all__ = ["Parsed", "parse"]
