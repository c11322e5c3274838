"""Composed files with their decisions marked by ⟦ and ⟧, and the kind each file is of: `tests/ingest/documents/*.txt`.

A document begins with ``%% name``; its kind is the file's name. ``| kind`` names a second kind that fits too, ``? code`` a
question that must be asked.
"""

import re
from pathlib import Path
from typing import NamedTuple

_HEAD = re.compile(r"%% (?P<name>[\w-]+)(?: \| (?P<also>\w+))?(?: \? (?P<asks>\w+))?\n")


class Marked(NamedTuple):
    """One composed file: its text without the marks, and the slices that were marked."""

    name: str
    kinds: tuple[str, ...]
    text: str
    places: tuple[tuple[int, int], ...]
    asks: str | None


def marked(folder: Path) -> list[Marked]:
    """Give every document of `folder`."""
    found = []
    for file in sorted(folder.glob("*.txt")):
        source = file.read_text(encoding="utf-8")
        heads = list(_HEAD.finditer(source))
        for head, after in zip(heads, [*heads[1:], None], strict=True):
            body = source[head.end() : after.start() if after else len(source)].rstrip("\n")
            kinds = (file.stem, *([head["also"]] if head["also"] else []))
            found.append(Marked(f"{file.stem}/{head['name']}", kinds, *_without_marks(body), head["asks"]))
    return found


def _without_marks(body: str) -> tuple[str, tuple[tuple[int, int], ...]]:
    text, opened, places = "", 0, []
    for part in re.split("([⟦⟧])", body):
        if part == "⟦":
            opened = len(text)
        elif part == "⟧":
            places.append((opened, opened + len(text[opened:].rstrip())))
        else:
            text += part
    return text, tuple(places)
