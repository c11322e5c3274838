"""The folder of an embedded index: generations, the name of the one that serves, and who may write."""

import fcntl
import json
import os
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import tantivy

from archive.index.schema import FIELDS, ONLY_MATCHED, FieldKind
from archive.index.schema import VERSION as SCHEMA_VERSION
from models.errors import ServiceDown
from models.turkish.analysis import VERSION as ANALYSIS_VERSION

MADE_BY = f"fields {SCHEMA_VERSION}, analysis {ANALYSIS_VERSION}"
WAIT_FOR_LOCK = 20.0
_CURRENT = "CURRENT"


def schema() -> tantivy.Schema:
    """Give tantivy's form of `archive.index.schema.FIELDS`."""
    builder = tantivy.SchemaBuilder()
    for name, kind in FIELDS.items():
        match kind:
            case FieldKind.TOKENS:
                builder.add_text_field(name, tokenizer_name="whitespace", index_option="position")
            case FieldKind.INTEGER:
                builder.add_integer_field(name, fast=True)  # ranges read the column; a list of terms would double it
            case FieldKind.KEYWORD:
                builder.add_text_field(name, tokenizer_name="raw", index_option="basic", fast=name not in ONLY_MATCHED)
            case FieldKind.STORED_KEYWORD:
                builder.add_text_field(name, stored=True, tokenizer_name="raw", index_option="basic")
    return builder.build()


class Generations:
    """The generations under one folder. Several processes may read; a file lock lets one at a time write."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir(parents=True, exist_ok=True)
        if not self.current_name():
            with self.locked("write.lock"):
                if not self.current_name():
                    self.point_to(self.create())

    def current_name(self) -> str:
        """Give the name of the generation that serves; empty when there is none yet."""
        try:
            with open(f"{self.folder}/{_CURRENT}", encoding="utf-8") as file:  # noqa: PTH123 - read for every search
                return file.read().strip()
        except FileNotFoundError:
            return ""

    def create(self) -> str:
        """Make an empty generation and give its name."""
        taken = [int(one.name[4:]) for one in self.folder.glob("gen-*") if one.name[4:].isdigit()]
        name = f"gen-{max(taken, default=0) + 1}"
        (self.folder / name).mkdir()
        tantivy.Index(schema(), str(self.folder / name))
        (self.folder / name / "karar.json").write_text(json.dumps({"made_by": MADE_BY}))
        return name

    def made_by(self, name: str) -> str:
        """Tell which versions of fields and analysis a generation was made by."""
        try:
            return str(json.loads((self.folder / name / "karar.json").read_text())["made_by"])
        except (OSError, ValueError, KeyError):
            return "unknown"

    def point_to(self, name: str) -> None:
        """Let another generation serve, in one durable rename."""
        fresh = self.folder / (_CURRENT + ".new")
        with fresh.open("w") as file:
            file.write(name)
            file.flush()
            os.fsync(file.fileno())
        fresh.replace(self.folder / _CURRENT)
        handle = os.open(self.folder, os.O_RDONLY)
        os.fsync(handle)
        os.close(handle)

    def drop_all_but(self, *names: str) -> None:
        """Remove the other generations."""
        for one in self.folder.glob("gen-*"):
            if one.name not in names:
                shutil.rmtree(one, ignore_errors=True)

    def size(self, name: str) -> int:
        """Give the bytes of a generation on disk."""
        return sum(one.stat().st_size for one in (self.folder / name).glob("*") if one.is_file())

    @contextmanager
    def locked(self, name: str, wait: float = WAIT_FOR_LOCK) -> Iterator[None]:
        """Hold a file lock, which ends with the process that holds it.

        Raises ServiceDown (``index_busy``) when another process keeps it longer than `wait` seconds.
        """
        handle = os.open(self.folder / name, os.O_RDWR | os.O_CREAT, 0o600)
        try:
            deadline = time.monotonic() + wait
            pause = 0.005
            while True:
                try:
                    fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
                    break
                except BlockingIOError:
                    if time.monotonic() > deadline:
                        raise ServiceDown("index_busy", seconds=round(wait)) from None
                    time.sleep(pause)
                    pause = min(pause * 2, 0.25)
            yield
        finally:
            os.close(handle)
