"""The numbers Word prints before list paragraphs: they stand nowhere in a .docx and are counted from numbering.xml."""

from functools import lru_cache
from typing import Any

import msgspec

from ingest.readers.limits import Limits
from ingest.readers.number_formats import written
from ingest.readers.package import parse_xml

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_VAL = f"{_W}val"
_LEVELS = 9


class Level(msgspec.Struct, frozen=True):
    """One level of a list: where it begins, how it is written, after which level it begins anew."""

    start: int = 1
    format: str = "decimal"
    text: str = ""
    pattern: str = ""  # of a custom format: "001, 002, 003, ..."
    restart: int | None = None
    legal: bool = False
    hidden: bool = False
    style: str = ""


class Instance(msgspec.Struct, frozen=True):
    """A list as paragraphs name it: a definition, and what this instance changes in it."""

    definition: str
    starts: dict[int, int]
    levels: dict[int, Level]


class Numbering(msgspec.Struct, frozen=True):
    """Everything numbering.xml defines."""

    definitions: dict[str, dict[int, Level]] = {}
    instances: dict[str, Instance] = {}

    def level(self, instance: str, depth: int) -> Level | None:
        """Give how the list numbers that depth; None where the list or the depth is not defined."""
        known = self.instances.get(instance)
        if known is None:
            return None
        return known.levels.get(depth) or self.definitions.get(known.definition, {}).get(depth)

    def depth_of_style(self, instance: str, style: str) -> int:
        """Give the depth that a list binds to a paragraph style, else the first."""
        known = self.instances.get(instance)
        levels = self.definitions.get(known.definition, {}) if known else {}
        return next((depth for depth, level in levels.items() if level.style == style), 0)


@lru_cache(maxsize=64)
def numbering(part: bytes, limits: Limits) -> Numbering:
    """Read a numbering part; the files of one office often share theirs, so the last ones are remembered."""
    root = parse_xml(part, limits)
    definitions: dict[str, dict[int, Level]] = {}
    by_style: dict[str, str] = {}
    linked: dict[str, str] = {}
    for element in root.iter(f"{_W}abstractNum"):
        name = element.get(f"{_W}abstractNumId", "")
        definitions[name] = _levels(element)
        if (style := element.find(f"{_W}styleLink")) is not None:
            by_style[style.get(_VAL, "")] = name
        if (style := element.find(f"{_W}numStyleLink")) is not None:
            linked[name] = style.get(_VAL, "")
    for name, style in linked.items():
        if not definitions[name]:
            definitions[name] = definitions.get(by_style.get(style, ""), {})
    return Numbering(
        definitions, {element.get(f"{_W}numId", ""): _instance(element) for element in root.iter(f"{_W}num")}
    )


def _instance(element: Any) -> Instance:
    definition = element.find(f"{_W}abstractNumId")
    starts: dict[int, int] = {}
    levels: dict[int, Level] = {}
    for override in element.iter(f"{_W}lvlOverride"):
        depth = _number(override.get(f"{_W}ilvl"), 0)
        if (start := override.find(f"{_W}startOverride")) is not None:
            starts[depth] = _number(start.get(_VAL), 1)
        levels |= _levels(override)
    return Instance("" if definition is None else definition.get(_VAL, ""), starts, levels)


def _levels(element: Any) -> dict[int, Level]:
    return {_number(level.get(f"{_W}ilvl"), 0): _level(level) for level in element.iterchildren(f"{_W}lvl")}


def _level(element: Any) -> Level:
    values = {child.tag[len(_W) :]: child.get(_VAL, "") for child in element if isinstance(child.tag, str)}
    found = next(element.iter(f"{_W}numFmt"), None)
    format_, pattern = ("decimal", "") if found is None else (found.get(_VAL, "decimal"), found.get(f"{_W}format", ""))
    look = element.find(f"{_W}rPr")
    return Level(
        start=_number(values.get("start"), 0 if "start" not in values else 1),
        format=format_,
        text=values.get("lvlText", ""),
        pattern=pattern,
        restart=_number(values["lvlRestart"], 0) if "lvlRestart" in values else None,
        legal="isLgl" in values and values["isLgl"] not in {"0", "false", "off"},
        hidden=look is not None and look.find(f"{_W}vanish") is not None,
        style=values.get("pStyle", ""),
    )


def _number(value: str | None, otherwise: int) -> int:
    try:
        return int(value) if value is not None else otherwise
    except ValueError:
        return otherwise


class Counter:
    """Counts the list paragraphs of one document in their order."""

    def __init__(self, numbering: Numbering) -> None:
        self._numbering = numbering
        self._counts: dict[str, list[int | None]] = {}
        self._begun: set[tuple[str, int]] = set()

    def label(self, instance: str, depth: int) -> str:
        """Give the number of the next paragraph of that list and depth, or an empty text."""
        depth = min(max(depth, 0), _LEVELS - 1)
        level = self._numbering.level(instance, depth)
        if level is None:
            return ""
        known = self._numbering.instances[instance]
        counts = self._counts.setdefault(known.definition, [None] * _LEVELS)
        if depth in known.starts and (instance, depth) not in self._begun:
            self._begun.add((instance, depth))
            counts[depth] = known.starts[depth]
        else:
            before = counts[depth]
            counts[depth] = level.start if before is None else before + 1
        for deeper in range(depth + 1, _LEVELS):
            after = self._numbering.level(instance, deeper)
            if after is None or after.restart is None or (after.restart != 0 and depth < after.restart):
                counts[deeper] = None
        return "" if level.hidden else self._text(instance, level, counts)

    def _text(self, instance: str, level: Level, counts: list[int | None]) -> str:
        if level.format == "bullet":
            return _bullet(level.text)
        text = level.text
        for depth in range(_LEVELS):
            mark = f"%{depth + 1}"
            if mark not in text:
                continue
            other = self._numbering.level(instance, depth) or level
            count = counts[depth]
            if count is None:
                count = counts[depth] = other.start
            format_ = "decimal" if level.legal and other.format != "decimalZero" else other.format
            text = text.replace(mark, written(count, format_, other.pattern))
        return text.strip()


def _bullet(text: str) -> str:
    # Symbol and Wingdings bullets are letters of the private use area, which mean nothing outside their font.
    return "•" if any("\ue000" <= letter <= "\uf8ff" for letter in text) else text.strip()
