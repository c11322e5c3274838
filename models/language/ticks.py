"""Printed forms with boxes: "[ ] Kabulüne  [X] Reddine" says only what is ticked."""

import re
from collections.abc import Iterator

_TICKED = r"\[\s?[xv✓✔]\s?\]|\(\s?[xv✓✔]\s?\)|[☒☑]"
_EMPTY = r"\[\s*\]|\(\s*\)|[☐□]"
_BOX = re.compile(rf"(?P<ticked>{_TICKED})|(?P<empty>{_EMPTY})")
_HINTS = ("[x", "(x", "[v", "[ x", "( x", "☒", "☑", "✓", "✔")
_LONGEST = 60  # an option is a few words


def without_unticked(plain: str) -> str:
    """Give the plain view with the options that were left empty blanked, place for place, where others were ticked."""
    if not ("[" in plain or "(" in plain or not plain.isascii()) or not any(hint in plain for hint in _HINTS):
        return plain
    letters = list(plain)
    for start, end in _left_empty(plain):
        letters[start:end] = ["\n" if letter == "\n" else " " for letter in letters[start:end]]
    return "".join(letters)


def _left_empty(plain: str) -> Iterator[tuple[int, int]]:
    """Give the boxes, the empty ones with their options: behind the box where a line begins with one, else before it."""
    at = 0
    for line in plain.splitlines(keepends=True):
        boxes = list(_BOX.finditer(line))
        if len(boxes) > 1 and any(box["ticked"] for box in boxes) and any(box["empty"] for box in boxes):
            leading = not any(letter.isalnum() for letter in line[: boxes[0].start()].rpartition(":")[2])
            for index, box in enumerate(boxes):
                if box["ticked"]:
                    yield at + box.start(), at + box.end()
                elif leading:
                    end = boxes[index + 1].start() if index + 1 < len(boxes) else len(line.rstrip())
                    yield at + box.start(), at + min(end, box.end() + _LONGEST)
                else:
                    start = boxes[index - 1].end() if index else line.rfind(":", 0, box.start()) + 1
                    yield at + max(start, box.start() - _LONGEST), at + box.end()
        at += len(line)
