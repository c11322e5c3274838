"""`karar publish` and `karar withdraw`: what the public may see."""

from typing import Annotated

import typer
from rich.console import Console

from archive.relay import Relay
from karar.settings import load_settings
from karar.wiring import opened_house

_Names = Annotated[
    list[str] | None, typer.Argument(help="Documents (SHA-256) or resolutions (id), as search shows them.")
]


def publish(
    names: _Names = None, everything: Annotated[bool, typer.Option("--all", help="Everything kept.")] = False
) -> None:
    """Make documents or single resolutions public. Undo: `karar withdraw`.

    Nothing is public before (unless `KARAR_PUBLISH=on_intake`).
    """
    _show(names, "public", everything=everything)


def withdraw(
    names: _Names = None, everything: Annotated[bool, typer.Option("--all", help="Everything kept.")] = False
) -> None:
    """Take documents or single resolutions back from the public at once; nothing is deleted. Undo: `karar publish`."""
    _show(names, "restricted", everything=everything)


def _show(names: list[str] | None, visibility: str, *, everything: bool) -> None:
    if not names and not everything:
        raise typer.BadParameter("name documents or resolutions, or say --all")
    with opened_house(load_settings()) as house:
        changed = house.archive.catalogue.publish(None if everything else names or [], visibility)
        relay = Relay(house.archive.catalogue, house.index)
        while relay.run_once():
            pass
    Console().print(f"{changed} resolutions are now {visibility}.", highlight=False)
