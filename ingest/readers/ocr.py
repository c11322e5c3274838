"""Writing recognised on a picture by the Tesseract program: words with their places and how sure it is of each.

One thread a page (``OMP_THREAD_LIMIT=1``): more of them wait for each other and make a page four times slower.
"""

import csv
import io
import os
import shutil
import subprocess
from collections.abc import Iterator
from functools import cache
from itertools import pairwise

import msgspec
from PIL import Image

from ingest.readers.clean_scan import clean
from ingest.readers.flow import canonical
from ingest.readers.limits import Limits
from models.document import Box, Document, Page, Word

DOUBTFUL = 0.6  # words below this confidence are marked for a clerk

_LANGUAGE = "tur"
_POINTS = 72.0
_LOW = 0.55  # below this mean confidence the page may lie on its side
_TURNS = {90: Image.Transpose.ROTATE_270, 180: Image.Transpose.ROTATE_180, 270: Image.Transpose.ROTATE_90}


class Recognised(msgspec.Struct, frozen=True):
    """What stands on a picture: `words` index into `text`, their boxes are points from the picture's top left corner.

    `rotation` is by how many degrees clockwise the picture must be turned to be read; the boxes are those of the picture
    as it was given. `problem` says why nothing was recognised, where the engine failed.
    """

    text: str
    words: tuple[Word, ...] = ()
    confidence: float | None = None
    rotation: int = 0
    problem: str = ""


@cache
def available() -> bool:
    """Tell whether Tesseract with Turkish is installed on this machine."""
    program = shutil.which("tesseract")
    if program is None:
        return False
    try:
        listed = subprocess.run([program, "--list-langs"], capture_output=True, text=True, timeout=20, check=False)  # noqa: S603
    except (OSError, subprocess.SubprocessError):
        return False
    return _LANGUAGE in listed.stdout.split()


def read_page(picture: Image.Image, dpi: float, limits: Limits) -> Recognised | None:
    """Recognise the words of one page; None where no engine is installed.

    A page that reads badly is tried again the way it lies by Tesseract's own orientation detection.
    """
    if not available():
        return None
    cleaned = clean(picture)
    found = _recognise(cleaned, dpi, limits)
    if found.problem or (found.confidence is not None and found.confidence >= _LOW and len(found.words) > 3):
        return found
    turn = _orientation(cleaned, dpi, limits)
    if turn not in _TURNS:
        return found
    turned = _recognise(cleaned.transpose(_TURNS[turn]), dpi, limits)
    if (turned.confidence or 0.0) * len(turned.words) <= (found.confidence or 0.0) * len(found.words):
        return found
    size = picture.width * _POINTS / dpi, picture.height * _POINTS / dpi
    return msgspec.structs.replace(
        turned, rotation=turn, words=tuple(_turned_back(word, turn, *size) for word in turned.words)
    )


def page_of(recognised: Recognised | None, number: int, start: int, width: float, height: float) -> Page:
    """Give the page that holds what was recognised, its text beginning at `start` of the document's."""
    if recognised is None:
        return Page(number=number, start=start, end=start, width=width, height=height, source="waiting")
    return Page(
        number=number,
        start=start,
        end=start + len(recognised.text),
        width=width,
        height=height,
        source="ocr",
        confidence=recognised.confidence,
        rotation=recognised.rotation,
        words=tuple(msgspec.structs.replace(word, start=word.start + start) for word in recognised.words),
    )


def boxes(document: Document, start: int, end: int) -> list[Box]:
    """Give the rectangles of ``document.text[start:end]`` on its recognised pages, one for each stretch of a line."""
    found: list[Box] = []
    for page in document.pages:
        if page.start >= end or page.end <= start:
            continue
        line: list[Word] = []
        for word in page.words:
            if word.start >= end or word.start + word.length <= start:
                continue
            word = _part_of(word, start, end)  # noqa: PLW2901 - the part of the word that is quoted
            if line and not _same_line(line[-1], word):
                found.append(_around(page.number, line))
                line = []
            line.append(word)
        if line:
            found.append(_around(page.number, line))
    return found


def _recognise(picture: Image.Image, dpi: float, limits: Limits) -> Recognised:
    arguments = ["-l", _LANGUAGE, "--psm", "3", "--dpi", str(round(dpi)), "-c", "tessedit_create_tsv=1"]
    output, problem = _run(picture, arguments, limits)
    if problem:
        return Recognised("", problem=problem)
    found = _composed(output, _POINTS / dpi)
    return msgspec.structs.replace(found, rotation=_lies(found.words))


def _lies(words: tuple[Word, ...]) -> int:
    """Tell how a page lies whose lines Tesseract read upright all the same: its long words are taller than wide."""
    long = [word for word in words if word.length > 3]
    if sum(word.bottom - word.top > word.x1 - word.x0 for word in long) <= len(long) / 2:
        return 0
    downwards = sum(after.top > before.top for before, after in pairwise(long))
    return 270 if downwards > len(long) / 2 else 90


def _orientation(picture: Image.Image, dpi: float, limits: Limits) -> int:
    output, problem = _run(picture, ["-l", "osd", "--psm", "0", "--dpi", str(round(dpi))], limits)
    if problem:
        return 0
    values = dict(line.split(":", 1) for line in output.splitlines() if ":" in line)
    turn = values.get("Rotate", "0").strip()
    return int(turn) if turn.isdecimal() else 0


def _run(picture: Image.Image, arguments: list[str], limits: Limits) -> tuple[str, str]:
    program = shutil.which("tesseract") or "tesseract"
    content = io.BytesIO()
    picture.save(content, "PPM")
    try:
        done = subprocess.run(  # noqa: S603 - a fixed program, the picture on its standard input
            [program, "stdin", "stdout", *arguments],
            input=content.getvalue(),
            capture_output=True,
            timeout=limits.ocr_wall_seconds_per_page,
            check=False,
            env={**os.environ, "OMP_THREAD_LIMIT": "1"},
        )
    except subprocess.TimeoutExpired:
        return "", f"{limits.ocr_wall_seconds_per_page} s"
    except OSError as error:
        return "", type(error).__name__
    if done.returncode != 0:
        return "", f"status {done.returncode}"
    return done.stdout.decode("utf-8", "replace"), ""


def _composed(table: str, scale: float) -> Recognised:
    pieces: list[str] = []
    words: list[Word] = []
    length = 0
    line_before: tuple[str, ...] | None = None
    for line, text, place, confidence in _rows(table):
        if line_before is not None:
            glue = " "
            if line != line_before:
                glue = "\n" if line[:2] == line_before[:2] else "\n\n"
                if _is_hyphenated(pieces[-1], text):
                    glue = ""
                    pieces[-1] = pieces[-1][:-1]
                    length -= 1
                    words[-1] = msgspec.structs.replace(words[-1], length=words[-1].length - 1)
            pieces.append(glue)
            length += len(glue)
        left, top, width, height = place
        words.append(
            Word(
                start=length,
                length=len(text),
                x0=round(left * scale, 2),
                top=round(top * scale, 2),
                x1=round((left + width) * scale, 2),
                bottom=round((top + height) * scale, 2),
                confidence=confidence,
            )
        )
        pieces.append(text)
        length += len(text)
        line_before = line
    mean = sum(word.confidence for word in words) / len(words) if words else None
    return Recognised("".join(pieces), tuple(words), None if mean is None else round(mean, 3))


def _rows(table: str) -> Iterator[tuple[tuple[str, ...], str, tuple[int, int, int, int], float]]:
    for row in csv.reader(io.StringIO(table), delimiter="\t", quoting=csv.QUOTE_NONE):
        if len(row) != 12 or row[0] != "5":
            continue
        text = canonical(row[11]).strip()
        if text:
            left, top, width, height = (int(value) for value in row[6:10])
            confidence = max(0.0, min(float(row[10]) / 100, 1.0))
            yield (row[2], row[3], row[4]), text, (left, top, width, height), round(confidence, 3)


def _is_hyphenated(before: str, after: str) -> bool:
    return len(before) > 2 and before[-1] in "-‐¬" and before[-2].isalpha() and after[0].islower()


def _turned_back(word: Word, turn: int, width: float, height: float) -> Word:
    """Give the word's box on the picture as it was given, from the one on the picture turned clockwise by `turn`."""
    match turn:
        case 90:
            x0, top, x1, bottom = word.top, height - word.x1, word.bottom, height - word.x0
        case 180:
            x0, top, x1, bottom = width - word.x1, height - word.bottom, width - word.x0, height - word.top
        case _:
            x0, top, x1, bottom = width - word.bottom, word.x0, width - word.top, word.x1
    return msgspec.structs.replace(word, x0=x0, top=top, x1=x1, bottom=bottom)


def _part_of(word: Word, start: int, end: int) -> Word:
    """Narrow a word that is quoted in part, as if its letters were of one width."""
    first, last = max(start - word.start, 0), min(end - word.start, word.length)
    if (first, last) == (0, word.length):
        return word
    if word.x1 - word.x0 < word.bottom - word.top and word.length > 2:
        return word  # it stands upright on a turned page
    letter = (word.x1 - word.x0) / word.length
    return msgspec.structs.replace(word, x0=word.x0 + first * letter, x1=word.x0 + last * letter)


def _same_line(before: Word, after: Word) -> bool:
    overlap = min(before.bottom, after.bottom) - max(before.top, after.top)
    level = overlap > 0.3 * min(before.bottom - before.top, after.bottom - after.top)
    beside = min(before.x1, after.x1) - max(before.x0, after.x0) > 0.5 * min(before.x1 - before.x0, after.x1 - after.x0)
    return (level and after.x0 >= before.x0 - 1) or (
        not level and beside and before.bottom - before.top > before.x1 - before.x0
    )


def _around(page: int, words: list[Word]) -> Box:
    return Box(
        page=page,
        x0=min(word.x0 for word in words),
        top=min(word.top for word in words),
        x1=max(word.x1 for word in words),
        bottom=max(word.bottom for word in words),
    )
