"""`karar extract`: read and understand files or ready texts without keeping anything; one JSON object a line."""

import hashlib
import json
import sys
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import Annotated, Any

import msgspec
import typer

from ingest.readers.pool import ReaderPool
from karar.settings import load_settings
from models.document import Document, Page
from models.errors import InputError, KararError
from models.resolution import Decision, Reading
from models.units import units_of

_AHEAD = 8  # files read while one is understood


def extract(
    paths: Annotated[list[Path] | None, typer.Argument(help="Files or folders to read.")] = None,
    jsonl: Annotated[
        bool, typer.Option("--jsonl/--indented", help="One JSON object a line, or indented for reading.")
    ] = True,
    texts: Annotated[
        Path | None,
        typer.Option(
            "--texts", help='Ready texts instead of files: JSON lines with "id" and "text"; - reads standard input.'
        ),
    ] = None,
    flat: Annotated[
        bool,
        typer.Option(
            "--flat", help="With --texts: each text is one decision; the line has the fields of the labelled decisions."
        ),
    ] = False,
) -> None:
    """Read files and print the facts in them, without keeping anything.

    Each line is one file: its text, kind and decisions, every fact with the words that state it. A file that cannot be read
    is a line with `error` (code, message, next step) and makes the exit code 1; the others go on.

        karar extract karar-412.pdf

        karar extract --texts decisions.jsonl --flat > facts.jsonl
    """
    if not paths and texts is None:
        raise typer.BadParameter("name files or folders, or --texts FILE")
    lines = _extract_texts(texts, flat=flat) if texts is not None else _extract_files(paths or [])
    failed = False
    for line in lines:
        failed |= "error" in line
        sys.stdout.buffer.write(_encoded(line, indent=None if jsonl else 1) + b"\n")
        sys.stdout.buffer.flush()
    raise typer.Exit(1 if failed else 0)


def _encoded(line: dict[str, Any], indent: int | None) -> bytes:
    try:
        return json.dumps(line, ensure_ascii=False, indent=indent).encode()
    except UnicodeEncodeError:  # half a character, which UTF-8 cannot hold and a JSON escape can
        return json.dumps(line, indent=indent).encode()


def describe(file: str, sha256: str, document: Document, reading: Reading) -> dict[str, Any]:
    """Give the JSON shape of one extracted file."""
    return {
        "file": file,
        "sha256": sha256,
        "kind": reading.kind,
        "municipality": reading.municipality,
        "pages": len(document.pages),
        "text": document.text,
        "warnings": msgspec.to_builtins(document.notices),
        "decisions": [_decision(decision, reading.municipality) for decision in reading.decisions],
        "questions": msgspec.to_builtins(reading.questions),
        "model": reading.version,
    }


def _decision(decision: Decision, municipality: str | None) -> dict[str, Any]:
    """Give a decision with the units it names: a department's name is a word, its unit is one thing."""
    units = units_of(municipality, decision.departments, decision.committees)
    return {**msgspec.to_builtins(decision), "units": msgspec.to_builtins(units)}


def files_below(paths: Iterable[Path]) -> Iterator[Path]:
    """Give the files named, and those in the folders named, in a stable order; hidden ones are left out."""
    for path in paths:
        if path.is_dir():
            inside = (p for p in sorted(path.rglob("*")) if p.is_file())
            yield from (p for p in inside if not any(part.startswith(".") for part in p.relative_to(path).parts))
        else:
            yield path


def _extract_files(paths: list[Path]) -> Iterator[dict[str, Any]]:
    from ingest.understand import understand  # spaCy takes a second to import: not for --help

    with ReaderPool(load_settings()) as pool, ThreadPoolExecutor(_AHEAD) as threads:
        waiting: list[tuple[Path, Future[tuple[str, Document]]]] = []
        source = files_below(paths)
        while True:
            while len(waiting) < _AHEAD and (path := next(source, None)) is not None:
                waiting.append((path, threads.submit(_read, pool, path)))
            if not waiting:
                return
            path, future = waiting.pop(0)
            try:
                sha256, document = future.result()
                yield describe(str(path), sha256, document, understand(document))
            except KararError as error:
                yield {
                    "file": str(path),
                    "sha256": error.details.get("sha256") or _sha256(path),
                    "error": error.to_json(),
                }


def _read(pool: ReaderPool, path: Path) -> tuple[str, Document]:
    if not path.is_file():
        raise InputError("path_missing", name=str(path))
    return _sha256(path) or "", pool.read(path, path.name)


def _sha256(path: Path) -> str | None:
    if not path.is_file():
        return None
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _extract_texts(source: Path, *, flat: bool) -> Iterator[dict[str, Any]]:
    from ingest.flat import to_flat  # see above
    from ingest.understand import read_text, understand

    for number, line in enumerate(_lines(source), start=1):
        if not line.strip():
            continue
        entry: dict[str, Any] = {}
        try:
            entry = _entry(line, number)
            if flat:
                yield {"id": entry["id"], **to_flat(read_text(entry["text"]))}
            else:
                text = entry["text"]
                document = Document(format="txt", text=text, pages=(Page(number=1, start=0, end=len(text)),))
                sha256 = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
                yield {"id": entry["id"], **describe(str(entry["id"]), sha256, document, understand(document))}
        except KararError as error:
            yield {"id": entry.get("id"), "line": number, "error": error.to_json()}


def _lines(source: Path) -> Iterator[bytes]:
    if str(source) == "-":
        yield from sys.stdin.buffer
        return
    if not source.is_file():
        raise InputError("path_missing", name=str(source))
    with source.open("rb") as file:
        yield from file


def _entry(line: bytes, number: int) -> dict[str, Any]:
    try:
        entry = json.loads(line.decode("utf-8-sig", "replace"))
    except ValueError as error:
        raise InputError("texts_malformed", line=number) from error
    if not isinstance(entry, dict) or "id" not in entry or not isinstance(entry.get("text"), str):
        raise InputError("texts_malformed", line=number)
    return entry
