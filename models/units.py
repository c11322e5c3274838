"""Departments and committees as units of one municipality: the same unit has the same id, however a text spells its name."""

import re
from collections.abc import Iterable

import msgspec

from models.language.passage import plain

_LINKS = frozenset({"ve", "ile"})
_ALIKE = (("daire baskanligi", "dairesi baskanligi"), ("sube mudurlugu", "subesi mudurlugu"))


class Unit(msgspec.Struct, frozen=True):
    """A unit of a municipality, in the manner of a Popolo organization; `parent_id` is the municipality's."""

    id: str
    name: str
    classification: str  # department | committee
    parent_id: str


def municipality_id(municipality: str) -> str:
    """Give the id of a municipality by its name: ``Çankaya Belediyesi`` is ``cankaya-belediyesi``."""
    return _slug(municipality.replace("T.C.", " "))


def unit_id(municipality: str, name: str) -> str:
    """Give the id of a unit: its municipality's, and its name without what spellings differ in.

    ``Daire`` and ``Dairesi``, a ``ve`` or a comma between words, capitals and missing accents make no difference. Units whose
    names have other words stay two: offices are renamed and merged, and only a person can tell that.
    """
    flat = " ".join(word for word in re.split(r"[^a-z0-9]+", plain(name)) if word and word not in _LINKS)
    for written, kept in _ALIKE:
        flat = re.sub(rf"\b{written}\b", kept, flat)
    return f"{municipality_id(municipality)}/{_slug(flat)}"


def units_of(municipality: str | None, departments: Iterable[str], committees: Iterable[str]) -> tuple[Unit, ...]:
    """Give the units that a decision names, each once; none where it is not known whose they are."""
    if municipality is None:
        return ()
    found: dict[str, Unit] = {}
    for classification, names in (("department", departments), ("committee", committees)):
        for name in names:
            identity = unit_id(municipality, name)
            found.setdefault(identity, Unit(identity, name, classification, municipality_id(municipality)))
    return tuple(found.values())


def _slug(name: str) -> str:
    return "-".join(re.findall(r"[a-z0-9]+", plain(name)))
