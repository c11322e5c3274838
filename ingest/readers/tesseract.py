"""The Tesseract program, asked about several pieces of a page at once: words with their boxes and how sure it is of each.

One process reads all pieces, since its start costs more than a short piece. One thread (``OMP_THREAD_LIMIT=1``): more of
them wait for each other and make a page four times slower.
"""

import csv
import io
import os
import shutil
import subprocess
import time
from collections.abc import Iterator, Sequence
from functools import cache

import msgspec
from PIL import Image

from ingest.readers.flow import canonical

LANGUAGE = "tur"
_COARSE = 140.0  # dots per inch that are enough to tell how a page lies
BLOCK, LINE = 6, 7  # how Tesseract takes a piece: as an even block of writing, or as one line


class Failed(Exception):
    """Tesseract did not read the pieces; `reason` says why."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class Read(msgspec.Struct, frozen=True):
    """A word: its text, its line (words of one line share it), its box in pixels of its piece, and its confidence."""

    text: str
    line: tuple[str, ...]
    left: float
    top: float
    right: float
    bottom: float
    confidence: float


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
    return LANGUAGE in listed.stdout.split()


def read(pieces: Sequence[Image.Image], mode: int, dpi: float, until: float) -> list[list[Read]]:
    """Give the words of each piece in the order in which Tesseract reads them; raises `Failed`.

    `until` is the hour of the monotonic clock at which it must be done.
    """
    found: list[list[Read]] = [[] for _ in pieces]
    if pieces:
        arguments = ["-l", LANGUAGE, "--psm", str(mode), "--dpi", str(round(dpi)), "-c", "tessedit_create_tsv=1"]
        for number, word in _rows(_run(pieces, arguments, until)):
            if 0 <= number < len(found):
                found[number].append(word)
    return found


def orientation(picture: Image.Image, dpi: float, until: float) -> int:
    """Give by how many degrees clockwise the picture must be turned to be read, 0 where Tesseract cannot tell."""
    shrink = min(_COARSE / dpi, 1.0)
    size = max(round(picture.width * shrink), 1), max(round(picture.height * shrink), 1)
    small = picture if shrink == 1.0 else picture.resize(size, Image.Resampling.BOX)
    try:
        output = _run([small], ["-l", "osd", "--psm", "0", "--dpi", str(round(dpi * shrink))], until)
    except Failed:
        return 0
    values = dict(line.split(":", 1) for line in output.splitlines() if ":" in line)
    turn = values.get("Rotate", "0").strip()
    return int(turn) if turn.isdecimal() else 0


def _run(pieces: Sequence[Image.Image], arguments: list[str], until: float) -> str:
    seconds = max(until - time.monotonic(), 0.01)
    program = shutil.which("tesseract") or "tesseract"
    content = io.BytesIO()
    pieces[0].save(content, "TIFF", save_all=True, append_images=pieces[1:], compression="raw")
    try:
        done = subprocess.run(  # noqa: S603 - a fixed program, the pictures on its standard input
            [program, "stdin", "stdout", *arguments],
            input=content.getvalue(),
            capture_output=True,
            timeout=seconds,
            check=False,
            env={**os.environ, "OMP_THREAD_LIMIT": "1"},
        )
    except subprocess.TimeoutExpired as error:
        raise Failed("timeout") from error
    except OSError as error:
        raise Failed(type(error).__name__) from error
    if done.returncode != 0:
        raise Failed(f"status {done.returncode}")
    return done.stdout.decode("utf-8", "replace")


def _rows(table: str) -> Iterator[tuple[int, Read]]:
    for row in csv.reader(io.StringIO(table), delimiter="\t", quoting=csv.QUOTE_NONE):
        if len(row) != 12 or row[0] != "5":
            continue
        text = canonical(row[11]).strip()
        if text:
            left, top, width, height = (int(value) for value in row[6:10])
            confidence = round(max(0.0, min(float(row[10]) / 100, 1.0)), 3)
            line = row[2], row[3], row[4]
            yield int(row[1]) - 1, Read(text, line, left, top, left + width, top + height, confidence)
