"""`karar index`: the search index beside the catalogue it is made from."""

import json
import sys
from typing import Annotated

import msgspec
import typer
from rich.console import Console
from rich.progress import MofNCompleteColumn, Progress, TimeElapsedColumn

from archive.rebuild import rebuild as rebuild_index
from archive.reconcile import compare
from archive.reconcile import repair as repair_index
from karar.settings import load_settings
from karar.wiring import opened_house

app = typer.Typer(no_args_is_help=True, help="The search index: its state, and making it anew from the catalogue.")
_TOLD = 20_000
"""Where no bar can be drawn, a line after each so many resolutions."""
_AsJson = Annotated[bool, typer.Option("--json", help="Print JSON.")]


@app.command()
def status(as_json: _AsJson = False) -> None:
    """Say which engine serves, how many resolutions it holds and how far it is behind the catalogue."""
    with opened_house(load_settings()) as house:
        found = msgspec.to_builtins(house.index.status()) | {
            "behind": house.archive.catalogue.last_change() - house.index.position()
        }
    _print(found, as_json=as_json)
    raise typer.Exit(3 if found["state"] == "down" else 0)


@app.command()
def rebuild() -> None:
    """Make the index anew from the catalogue, beside the one that serves; searches go on meanwhile."""
    settings = load_settings()
    with opened_house(settings) as house, _progress() as bar:
        total = house.archive.catalogue.count_current()
        task = bar.add_task("Indexing", total=total)

        def progress(count: int) -> None:
            bar.update(task, completed=count)
            if bar.disable and count % _TOLD == 0:
                bar.console.print(f"{count} of {total} resolutions", highlight=False)

        done = rebuild_index(house.archive.catalogue, house.index, progress, settings.preparing())
    Console().print(f"{done} resolutions indexed.", highlight=False)


@app.command()
def check(as_json: _AsJson = False) -> None:
    """Compare index and catalogue both ways: what is missing, stale, left over or wrongly visible. Exit code 1 if they differ."""
    with opened_house(load_settings()) as house:
        drift = compare(house.archive.catalogue, house.index)
    _print(msgspec.to_builtins(drift), as_json=as_json)
    raise typer.Exit(0 if drift.is_empty() else 1)


@app.command()
def repair(as_json: _AsJson = False) -> None:
    """Compare index and catalogue, and mend every difference from the catalogue."""
    with opened_house(load_settings()) as house:
        drift = repair_index(house.archive.catalogue, house.index)
    _print(msgspec.to_builtins(drift), as_json=as_json)


@app.command()
def analyze(
    words: Annotated[list[str], typer.Argument(help="Words to analyse; - reads one a line from standard input.")],
    jsonl: Annotated[bool, typer.Option("--jsonl", help="One JSON object a line.")] = False,
) -> None:
    """Show how words are indexed and searched: two words find each other where these keys meet."""
    from models.turkish.analysis import index_keys, query_keys

    for word in (line.rstrip("\r\n") for line in sys.stdin) if words == ["-"] else words:
        found = {"word": word, "index_keys": sorted(index_keys(word)), "query_keys": sorted(query_keys(word))}
        if jsonl:
            sys.stdout.write(json.dumps(found, ensure_ascii=False) + "\n")
        else:
            sys.stdout.write(
                f"{word}\tindexed: {' '.join(found['index_keys'])}\tsearched: {' '.join(found['query_keys'])}\n"
            )


def _progress() -> Progress:
    return Progress(
        *Progress.get_default_columns(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        console=Console(stderr=True),
        disable=not sys.stderr.isatty(),
    )


def _print(found: dict[str, object], *, as_json: bool) -> None:
    if as_json:
        sys.stdout.write(json.dumps(found, ensure_ascii=False) + "\n")
        return
    console = Console()
    for name, value in found.items():
        console.print(f"{name:<14} {value}", highlight=False)
