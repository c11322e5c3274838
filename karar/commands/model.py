"""`karar model`: how well the language model reads, measured on labelled decisions."""

import json
import sys
from importlib.resources import files
from pathlib import Path
from typing import Annotated

import typer

TABLE = Path(str(files("models").joinpath("language", "data", "confidence.toml")))
app = typer.Typer(no_args_is_help=True, help="The language model: how well it reads, on labelled decisions.")


@app.command()
def evaluate(
    data: Annotated[
        list[Path],
        typer.Argument(help="Labelled decisions or documents, JSON lines (see tests/quality/corpus/README.md)."),
    ],
    errors: Annotated[bool, typer.Option("--errors", help="Also list the wrong ids of each field.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object per file.")] = False,
    only: Annotated[
        list[str] | None, typer.Option("--only", help="Only decisions with KEY=VALUE, as outcome=rejected.")
    ] = None,
) -> None:
    """Read labelled texts and print, per field, accuracy with its Wilson interval or precision, recall and F1.

    Lists are scored twice: exact (the value is right) and by overlap (the right words were touched, whatever was made of
    them). Also prints how many decisions need no clerk's look, which outcomes were taken for which, and the five councils read worst.

        karar model evaluate tests/quality/corpus/examples.jsonl --errors
    """
    from karar.figures import as_text
    from karar.measuring import measured, report  # spaCy takes a second to import: not for --help

    for path in data:
        result = report(measured(path, only or []))
        if as_json:
            sys.stdout.write(json.dumps({"file": str(path), **result}, ensure_ascii=False) + "\n")
        else:
            sys.stdout.write(f"\n{path}: {as_text(result, errors=errors)}")


@app.command()
def calibrate(
    data: Annotated[
        list[Path],
        typer.Argument(help="Labelled decisions or documents, JSON lines; never those kept for the last test."),
    ],
    to: Annotated[Path, typer.Option(help="The table to write.")] = TABLE,
) -> None:
    """Measure how often each rule is right and write the table that every fact's confidence comes from.

    karar model calibrate tests/quality/corpus/examples.jsonl tests/quality/corpus/composed-dev.jsonl
    """
    from karar.measuring import measured  # spaCy takes a second to import: not for --help
    from models.language.calibration import as_toml, judge, shares

    pairs = [pair for path in data for pair in measured(path, apart=True).pairs]
    judged = [one for pair in pairs if pair.read and pair.flat for one in judge(pair.read, pair.flat, pair.gold)]
    found = shares(judged)
    to.write_text(as_toml(found, len(pairs)), encoding="utf-8")
    sys.stdout.write(
        f"{len(judged)} values of {len(pairs)} decisions judged, {len(found)} rules and families in {to}\n"
    )


@app.command()
def train(
    data: Annotated[
        list[Path], typer.Argument(help="Labelled decisions, JSON lines; never those kept for the last test.")
    ],
    to: Annotated[Path, typer.Option(help="The folder for the training texts (train.spacy) and the network.")],
) -> None:
    """Train a small network that names people, places, departments and committees; the same data give the same network.

    What Karar reads with is not changed: docs/quality.md tells why the network is left out.

        karar model train tests/quality/corpus/examples.jsonl tests/quality/corpus/composed-dev.jsonl --to network
    """
    from karar.measuring import rows  # spaCy takes a second to import: not for --help
    from models.language import learned

    texts = learned.labelled(learned.untrained(), (row for path in data for row in rows(path)))
    to.mkdir(parents=True, exist_ok=True)
    texts.to_disk(to / "train.spacy")
    learned.train(texts).to_disk(to)
    sys.stdout.write(f"learned from {len(texts)} texts, kept in {to}\n")


@app.command()
def gold(
    data: Annotated[
        list[Path],
        typer.Argument(help="Labelled single decisions, JSON lines (documents must be split first: evaluate does)."),
    ],
    to: Annotated[Path, typer.Option(help="The folder for the pipeline and gold.spacy.")],
) -> None:
    """Write the pipeline and labelled decisions for spaCy, whose own command then gives the figures of `evaluate`.

    karar model gold tests/quality/corpus/examples.jsonl --to measured
    spacy evaluate measured/pipeline measured/gold.spacy --spans-key facts --output scores.json
    """
    from karar.measuring import rows  # spaCy takes a second to import: not for --help
    from models.language import load
    from models.language.scorer import gold_texts

    texts = gold_texts(load(), (row for path in data for row in rows(path) if "decisions" not in row))
    to.mkdir(parents=True, exist_ok=True)
    texts.to_disk(to / "gold.spacy")
    load().to_disk(to / "pipeline")
    sys.stdout.write(f"{len(texts)} labelled decisions and the pipeline in {to}\n")
