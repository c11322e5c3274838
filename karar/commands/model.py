"""`karar model`: how well the language model reads, measured on labelled decisions."""

import json
import sys
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from karar.measuring import Measured

Row = dict[str, Any]
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
    from karar.measuring import measured, scored  # spaCy takes a second to import: not for --help

    for path in data:
        read = measured(path, only or [])
        gold = {str(pair.gold["id"]): pair.gold for pair in read.pairs}
        predicted = {str(pair.gold["id"]): flat for pair in read.pairs if (flat := pair.flat) is not None}
        result = scored(read.pairs) | _sure(read) | _split(read)
        if as_json:
            sys.stdout.write(json.dumps({"file": str(path), **result}, ensure_ascii=False) + "\n")
        else:
            sys.stdout.write(
                f"\n{path}: {_table(result, errors=errors)}{_told(result)}"
                f"{_confusions(gold, predicted)}{_worst(gold, predicted)}"
            )


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

    What Karar reads with is not changed: docs/quality.md tells whether the network would help it.

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


def _sure(read: "Measured") -> Row:
    from models.language.confidence import is_sure
    from models.language.scores import accepted

    sure = [pair for pair in read.pairs if pair.read is not None and is_sure(pair.read)]
    right = sum(pair.read is not None and pair.read.outcome in accepted(pair.gold) for pair in sure)
    return {"sure": {"n": len(sure), "of": len(read.pairs), "right": right}}


def _split(read: "Measured") -> Row:
    if not read.documents:
        return {}
    found = sum(pair.read is not None for pair in read.pairs)
    return {
        "documents": {
            "n": read.documents,
            "kind_right": read.kinds_right,
            "decisions_found": found,
            "decisions_missed": len(read.pairs) - found,
            "decisions_extra": read.extra,
            "undecided_left_out": read.unlisted,
        }
    }


def _told(result: Row) -> str:
    from models.language.scores import wilson

    sure = result["sure"]
    low, high = wilson(sure["right"], sure["n"])
    lines = ["", f"need no look {sure['n']} of {sure['of']}, outcome right in {sure['right']}  {low:5.3f}-{high:5.3f}"]
    if told := result.get("documents"):
        lines += [
            f"{name.replace('_', ' ')}: {count}"
            for name, count in ({"documents": told["n"]} | told).items()
            if name != "n"
        ]
    return "\n".join([*lines, ""])


def _table(result: Row, *, errors: bool) -> str:
    lines = [f"{result['decisions']} decisions", "", f"{'field':24}{'n':>5}  accuracy  Wilson 95%"]
    for field, told in result["single"].items():
        low, high = told["wilson95"]
        lines.append(f"{field:24}{told['n']:5}     {_number(told['accuracy'])}  {low:5.3f}-{high:5.3f}")
    lines += ["", f"{'':38}exact                  overlap"]
    lines.append(f"{'list':24}{'n':>5}{'entries':>9}{'  P      R      F1   ' * 2}")
    for field, told in (result["sets"] | {"all but positions": result["entities"]}).items():
        figures = "    ".join(
            "  ".join(_number(one[name]) for name in ("precision", "recall", "f1")) for one in (told, told["overlap"])
        )
        lines.append(f"{field:24}{told.get('n', result['decisions']):5}{told['entries']:9}  {figures}")
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
        said = str(predicted[name]["outcome"]) if name in predicted else "not found"
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
        told: dict[str, Any] = score(
            {name: gold[name] for name in names}, {name: predicted[name] for name in names if name in predicted}
        )
        f1 = [field["f1"] for field in told["sets"].values() if field["f1"] is not None]
        accuracy = [field["accuracy"] for field in told["single"].values() if field["accuracy"] is not None]
        shares.append((sum(f1 + accuracy) / max(len(f1 + accuracy), 1), council, len(names)))
    lines = [f"  {council} ({count}): {share:5.3f}" for share, council, count in sorted(shares)[:5]]
    return "\n".join(["", "councils read worst (mean over fields)", *lines, ""])
