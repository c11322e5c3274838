"""What was measured, as the table that `karar model evaluate` prints."""

from collections.abc import Iterator
from typing import Any

from models.language.scores import wilson

Row = dict[str, Any]
PRF = ("precision", "recall", "f1")


def as_text(result: Row, *, errors: bool = False) -> str:
    """Give the report of one file for reading; with `errors` also the wrong ids of each field."""
    lines = [f"{result['decisions']} decisions", *_single(result), *_lists(result), *_classes(result)]
    if errors:
        lines += ["", "wrong ids"]
        for field, told in (result["single"] | result["sets"]).items():
            if told["wrong"] and "(stated)" not in field:
                lines.append(f"  {field}: {' '.join(told['wrong'])}")
    return "\n".join([*lines, *_sure(result), *_documents(result), *_confusions(result), *_worst(result)]) + "\n"


def _number(value: float | None) -> str:
    return "    -" if value is None else f"{value:5.3f}"


def _figures(told: Row) -> str:
    return "  ".join(_number(told[name]) for name in PRF)


def _single(result: Row) -> Iterator[str]:
    yield from ("", f"{'field':24}{'n':>5}  accuracy  Wilson 95%")
    for field, told in result["single"].items():
        low, high = told["wilson95"]
        yield f"{field:24}{told['n']:5}     {_number(told['accuracy'])}  {low:5.3f}-{high:5.3f}"


def _lists(result: Row) -> Iterator[str]:
    yield from ("", f"{'':40}exact                  overlap")
    yield f"{'list':24}{'n':>5}{'entries':>9}  {'P      R      F1   ':23}P      R      F1"
    for field, told in (result["sets"] | {"all but positions": result["entities"]}).items():
        decisions = told.get("n", result["decisions"])
        yield f"{field:24}{decisions:5}{told['entries']:9}  {_figures(told)}    {_figures(told['overlap'])}"


def _classes(result: Row) -> Iterator[str]:
    yield from ("", f"{'outcome class':24}{'n':>5}{'right':>7}   P      R      F1")
    for name, told in result["outcome"]["classes"].items():
        yield f"{name:24}{told['n']:5}{told['right']:7}   {_figures(told)}"
    yield f"{'macro F1':50}{_number(result['outcome']['macro_f1'])}"


def _sure(result: Row) -> Iterator[str]:
    sure = result["sure"]
    low, high = wilson(sure["right"], sure["n"])
    yield ""
    yield (
        f"need no look {sure['n']} of {sure['of']}, outcome right in {sure['right']}  {low:5.3f}-{high:5.3f}, "
        f"outcome and manner in {sure['both_right']}"
    )


def _documents(result: Row) -> Iterator[str]:
    for name, count in result.get("documents", {}).items():
        yield f"{'documents' if name == 'n' else name.replace('_', ' ')}: {count}"


def _confusions(result: Row) -> Iterator[str]:
    yield from ("", "outcomes confused")
    for told in result["confusions"]:
        yield f"  {told['labelled']} read as {told['read']}: {told['n']}"
    if not result["confusions"]:
        yield "  none"


def _worst(result: Row) -> Iterator[str]:
    if result["worst_councils"]:
        yield from ("", "councils read worst (mean over fields)")
        for told in result["worst_councils"]:
            yield f"  {told['council']} ({told['n']}): {told['mean']:5.3f}"
