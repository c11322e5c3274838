"""The packaged vocabularies and patterns: word lists, tables and TOML files under ``models/language/data``."""

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any


def text_of(name: str) -> str:
    """Give the text of a packaged data file."""
    return files("models.language").joinpath("data", name).read_text(encoding="utf-8")


@cache
def words_of(name: str) -> tuple[str, ...]:
    """Give the entries of a word list: one a line or separated by commas, ``#`` starts a comment line."""
    lines = (line for line in text_of(name).splitlines() if line and not line.startswith("#"))
    return tuple(word.strip() for line in lines for word in line.split(",") if word.strip())


@cache
def lines_of(name: str) -> tuple[str, ...]:
    """Give the entries of a list of names, one a line, which may hold commas; ``#`` starts a comment line."""
    return tuple(line.strip() for line in text_of(name).splitlines() if line.strip() and not line.startswith("#"))


@cache
def rows_of(name: str) -> tuple[tuple[str, ...], ...]:
    """Give the rows of a tab-separated table, ``#`` starts a comment line."""
    lines = (line for line in text_of(name).splitlines() if line and not line.startswith("#"))
    return tuple(tuple(cell.strip() for cell in line.split("\t")) for line in lines)


@cache
def table_of(name: str) -> dict[str, Any]:
    """Give a packaged TOML file."""
    return tomllib.loads(text_of(name))
