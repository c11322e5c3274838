"""The words of the query language: field names, closed values, party groups and notices, from data files."""

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

from models.turkish.casing import fold


@cache
def _data(name: str) -> dict[str, Any]:
    return tomllib.loads(files("models.query").joinpath("data", name).read_text(encoding="utf-8"))


@cache
def field_names() -> dict[str, str]:
    """Give the facet that each typed field name stands for."""
    return {name: facet for facet, names in _data("fields.toml").items() for name in names}


def closed_value(field: str, typed: str) -> str | None:
    """Give the value of a closed field (outcome, manner, kind, flag) that was meant, or None."""
    wanted = " ".join(fold(typed).replace("_", " ").split())
    for value, names in _data("values.toml")[field].items():
        if wanted == value.replace("_", " ") or wanted in (name.replace("_", " ") for name in names):
            return str(value)
    return "unknown" if wanted in {"unknown", "bilinmiyor"} else None


def closed_values(field: str) -> list[str]:
    """Give all values of a closed field; empty for an open one."""
    return list(_data("values.toml").get(field, {}))


@cache
def _parties() -> dict[str, str]:
    return {name: party for party, names in _data("parties.toml").items() for name in names}


def party(typed: str) -> str:
    """Give the shown name of a party group, or what was typed, tidied."""
    wanted = " ".join(fold(typed).replace(".", "").split())
    for tail in (" grubu", " gurubu", " meclis grubu"):
        wanted = wanted.removesuffix(tail)
    return _parties().get(wanted, " ".join(typed.split()))


def notice(code: str, language: str, text: str = "") -> str:
    """Give the wording of a notice."""
    return str(_data("notices.toml")[code][language]).replace("{text}", text)
