"""`karar model`: how well the language model reads, measured on labelled decisions."""

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any

import typer

from models.errors import InputError

Row = dict[str, Any]
app = typer.Typer(no_args_is_help=True, help="The language model: how well it reads, on labelled decisions.")


@app.command()
def evaluate(
    data: Annotated[
        list[Path], typer.Argument(help="Labelled decisions, JSON lines (see tests/quality/corpus/README.md).")
    ],
    errors: Annotated[bool, typer.Option("--errors", help="Also list the wrong ids of each field.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object per file.")] = False,
    only: Annotated[
        list[str] | None, typer.Option("--only", help="Only decisions with KEY=VALUE, as outcome=rejected.")
    ] = None,
) -> None:
    """Read labelled texts and print, per field, accuracy with its Wilson interval or precision, recall and F1.

    Also prints which outcomes were taken for which, and the five councils read worst.

        karar model evaluate tests/quality/corpus/examples.jsonl --errors
    """
    from ingest.flat import to_flat  # spaCy takes a second to import: not for --help
    from ingest.understand import read_text
    from models.language.scores import matches, score

    for path in data:
        gold = {str(row["id"]): row for row in _rows(path) if all(matches(row, condition) for condition in only or [])}
        predicted = {name: {"id": name, **to_flat(read_text(row["text"]))} for name, row in gold.items()}
        result = score(gold, predicted)
        if as_json:
            sys.stdout.write(json.dumps({"file": str(path), **result}, ensure_ascii=False) + "\n")
        else:
            sys.stdout.write(
                f"\n{path}: {_table(result, errors=errors)}{_confusions(gold, predicted)}{_worst(gold, predicted)}"
            )


def _rows(path: Path) -> Iterator[Row]:
    if not path.is_file():
        raise InputError("path_missing", name=str(path))
    with path.open(encoding="utf-8-sig") as file:
        for number, line in enumerate(file, start=1):
            if line.strip():
                try:
                    row = json.loads(line)
                except ValueError as error:
                    raise InputError("texts_malformed", line=number) from error
                if not isinstance(row, dict) or "id" not in row or "text" not in row:
                    raise InputError("texts_malformed", line=number)
                yield row


def _table(result: Row, *, errors: bool) -> str:
    lines = [f"{result['decisions']} decisions", "", f"{'field':24}{'n':>5}  accuracy  Wilson 95%"]
    for field, told in result["single"].items():
        low, high = told["wilson95"]
        lines.append(f"{field:24}{told['n']:5}     {_number(told['accuracy'])}  {low:5.3f}-{high:5.3f}")
    lines += ["", f"{'field':24}{'n':>5}{'entries':>9}  precision  recall     F1"]
    for field, told in result["sets"].items():
        figures = f"{_number(told['precision'])}   {_number(told['recall'])}  {_number(told['f1'])}"
        lines.append(f"{field:24}{told['n']:5}{told['entries']:9}      {figures}")
    lines += ["", f"{'outcome class':24}{'n':>5}{'right':>7}   recall"]
    for name, told in result["outcome"]["classes"].items():
        lines.append(f"{name:24}{told['n']:5}{told['right']:7}    {_number(told['recall'])}")
    if errors:
        lines += ["", "wrong ids"]
        for field, told in (result["single"] | result["sets"]).items():
            if told["wrong"] and "(stated)" not in field:
                lines.append(f"  {field}: {' '.join(told['wrong'])}")
    return "\n".join(lines) + "\n"


def _number(value: float | None) -> str:
    return "    -" if value is None else f"{value:5.3f}"


def _confusions(gold: dict[str, Row], predicted: dict[str, Row]) -> str:
    pairs: dict[tuple[str, str], int] = {}
    for name, row in gold.items():
        said = str(predicted[name]["outcome"])
        if said != row["outcome"] and said not in row.get("also_accept_outcome", ()):
            pairs[row["outcome"], said] = pairs.get((row["outcome"], said), 0) + 1
    lines = [
        f"  {right} read as {said}: {count}"
        for (right, said), count in sorted(pairs.items(), key=lambda item: -item[1])
    ]
    return "\n".join(["", "outcomes confused", *(lines or ["  none"]), ""])


def _worst(gold: dict[str, Row], predicted: dict[str, Row]) -> str:
    councils: dict[str, list[str]] = {}
    for name, row in gold.items():
        if row.get("municipality"):
            councils.setdefault(row["municipality"], []).append(name)
    if not councils:
        return ""
    from models.language.scores import score

    shares: list[tuple[float, str, int]] = []
    for council, names in councils.items():
        told: dict[str, Any] = score({name: gold[name] for name in names}, {name: predicted[name] for name in names})
        f1 = [field["f1"] for field in told["sets"].values() if field["f1"] is not None]
        accuracy = [field["accuracy"] for field in told["single"].values() if field["accuracy"] is not None]
        shares.append((sum(f1 + accuracy) / max(len(f1 + accuracy), 1), council, len(names)))
    lines = [f"  {council} ({count}): {share:5.3f}" for share, council, count in sorted(shares)[:5]]
    return "\n".join(["", "councils read worst (mean over fields)", *lines, ""])
