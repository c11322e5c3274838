"""What the styles of a .docx say that changes its text: hidden letters, list numbers, page breaks."""

from collections.abc import Iterator
from functools import lru_cache
from typing import Any

import msgspec

from ingest.readers.limits import Limits
from ingest.readers.package import parse_xml

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_VAL = f"{_W}val"
_OFF = frozenset({"0", "false", "off"})


class Style(msgspec.Struct, frozen=True):
    """A style with what it inherits; None where neither it nor its base says anything."""

    hidden: bool | None = None
    list_instance: str | None = None
    list_depth: int | None = None
    breaks_page: bool | None = None


_PLAIN = Style()
_TELLING = (b"vanish", b"numPr", b"pageBreakBefore")


class Styles(msgspec.Struct, frozen=True):
    """Every style by its id, and the one a paragraph has that names none."""

    by_id: dict[str, Style] = {}
    default: Style = _PLAIN

    def of(self, name: str | None) -> Style:
        """Give the style of that id, or the default one."""
        return self.default if name is None else self.by_id.get(name, self.default)


def is_on(element: Any) -> bool:
    """Tell whether a property that is present is switched on."""
    return element.get(_VAL, "1") not in _OFF


@lru_cache(maxsize=64)
def styles(part: bytes, limits: Limits) -> Styles:
    """Read a styles part; the files of one office often share theirs, so the last ones are remembered."""
    if not any(word in part for word in _TELLING):
        return Styles()
    root = parse_xml(part, limits)
    told = {name: _style(element) for name, element in _telling(root)}
    own: dict[str, tuple[str, Style]] = {}
    default = ""
    for element in root.iterchildren(f"{_W}style"):
        name = element.get(f"{_W}styleId", "")
        base = element.find(f"{_W}basedOn")
        own[name] = ("" if base is None else base.get(_VAL, ""), told.get(name, _PLAIN))
        if element.get(f"{_W}default", "0") not in _OFF and element.get(f"{_W}type") == "paragraph":
            default = name
    resolved: dict[str, Style] = {}
    for name in own:
        _resolve(name, own, resolved)
    return Styles(resolved, resolved.get(default, _PLAIN))


def _telling(root: Any) -> Iterator[tuple[str, Any]]:
    """Give the few styles that say anything of this, by their ids."""
    for mark in root.iter(f"{_W}vanish", f"{_W}numPr", f"{_W}pageBreakBefore"):
        properties = mark.getparent()
        style = None if properties is None else properties.getparent()
        if style is not None and style.tag == f"{_W}style":
            yield style.get(f"{_W}styleId", ""), style


def _resolve(name: str, own: dict[str, tuple[str, Style]], resolved: dict[str, Style]) -> None:
    chain: list[str] = []
    while name in own and name not in resolved and name not in chain:
        chain.append(name)
        name = own[name][0]
    inherited = resolved.get(name, _PLAIN)
    for each in reversed(chain):
        style = own[each][1]
        if style is _PLAIN:
            resolved[each] = inherited
            continue
        inherited = Style(
            inherited.hidden if style.hidden is None else style.hidden,
            inherited.list_instance if style.list_instance is None else style.list_instance,
            inherited.list_depth if style.list_depth is None else style.list_depth,
            inherited.breaks_page if style.breaks_page is None else style.breaks_page,
        )
        resolved[each] = inherited


def _style(element: Any) -> Style:
    vanish = element.find(f"{_W}rPr/{_W}vanish")
    instance = element.find(f"{_W}pPr/{_W}numPr/{_W}numId")
    depth = element.find(f"{_W}pPr/{_W}numPr/{_W}ilvl")
    breaks = element.find(f"{_W}pPr/{_W}pageBreakBefore")
    return Style(
        None if vanish is None else is_on(vanish),
        None if instance is None else instance.get(_VAL, ""),
        None if depth is None or not depth.get(_VAL, "").isdecimal() else int(depth.get(_VAL)),
        None if breaks is None else is_on(breaks),
    )
