"""`karar verify`, `karar backup` and `karar restore`: that nothing kept is lost, and can be carried elsewhere."""

import json
import sys
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from archive import backup as backups
from archive.reconcile import compare
from archive.verify import check_originals, remove_orphans
from karar.settings import load_settings
from karar.wiring import opened_archive, opened_house


def verify(
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
    tidy: Annotated[
        bool, typer.Option("--tidy", help="Also remove leavings of interrupted uploads, a day old at least.")
    ] = False,
) -> None:
    """Check everything kept: every original's bytes, that no accepted file is unaccounted for, and that index = catalogue.

    Also says what keeps the reader processes apart from the rest of the machine. Exit code 1 where something is wrong.
    """
    with opened_house(load_settings()) as house:
        originals = check_originals(house.archive)
        conservation = house.archive.catalogue.conservation()
        drift = compare(house.archive.catalogue, house.index)
        found = {
            "originals": originals.checked,
            "originals_wrong": list(originals.wrong),
            "orphans": len(originals.orphans),
            "accepted": conservation.accepted,
            "states": conservation.states,
            "faults": list(conservation.faults),
            "index_differs": sum(map(len, (drift.missing, drift.outdated, drift.visibility, drift.leftover))),
            "isolation": house.pool.isolation(),
        }
        if tidy:
            found["removed"] = remove_orphans(house.archive)
    good = not (found["originals_wrong"] or found["faults"] or found["index_differs"])
    if as_json:
        sys.stdout.write(json.dumps(found | {"good": good}, ensure_ascii=False) + "\n")
    else:
        console = Console()
        for name, value in found.items():
            console.print(f"{name:<16} {value}", highlight=False)
        console.print("[green]Everything is in order.[/]" if good else "[red]Something is wrong; see above.[/]")
    raise typer.Exit(0 if good else 1)


def retry(
    names: Annotated[list[str] | None, typer.Argument(help="Documents (SHA-256), whatever their state.")] = None,
) -> None:
    """Read files again: those named, or without a name all that failed or were set aside. A worker does the reading."""
    with opened_archive(load_settings()) as archive:
        waiting = archive.catalogue.retry(names or None)
    Console().print(f"{waiting} files wait to be read again (by `karar work`).", highlight=False)


def backup(target: Annotated[Path, typer.Argument(help="A new or empty folder for the backup.")]) -> None:
    """Copy the record (catalogue and originals) into a folder while everything goes on; the index is made anew on restore."""
    with opened_house(load_settings()) as house:
        copied = backups.backup(house.archive, target)
    Console().print(f"{copied} originals and the catalogue are in {target}.", highlight=False)


def restore(source: Annotated[Path, typer.Argument(help="A folder made by `karar backup`.")]) -> None:
    """Bring a backup back into the (empty) data folder that `KARAR_DATA_DIR` names, check it, and make the index anew."""
    from archive.rebuild import rebuild

    settings = load_settings()
    restored = backups.restore(source, settings)
    with opened_house(settings) as house:
        indexed = rebuild(house.archive.catalogue, house.index, lambda _: None, settings.preparing())
    Console().print(f"{restored} originals restored, {indexed} resolutions indexed.", highlight=False)
