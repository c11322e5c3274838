"""The `karar` command: every duty of a clerk, an auditor or an operator from a terminal.

Exit codes: 0 done, 1 some inputs failed (each reported), 2 wrong use, 3 a needed service is down.
"""

import json
import sys

import click
import typer
from rich.console import Console

from karar.cli_language import language
from karar.commands import extract, index, ingest, model, publish, search, serve, store, work
from models.errors import KararError

app = typer.Typer(
    name="karar",
    no_args_is_help=True,
    rich_markup_mode="markdown",
    pretty_exceptions_enable=False,
    help="""Council resolutions in, findable and checkable facts out.

    First steps: `karar ingest FOLDER` takes files in, `karar search "su tarifesi" --against MHP` finds them again,
    `karar serve` opens the pages. Settings are `KARAR_*` variables; all that is kept lies in `KARAR_DATA_DIR`.

    Exit codes: 0 done, 1 some inputs failed (each is reported), 2 wrong use, 3 a needed service is down.""",
)
app.command("ingest")(ingest.ingest)
app.command("extract")(extract.extract)
app.command("search")(search.search)
app.add_typer(index.app, name="index")
app.command("serve")(serve.serve)
app.command("work")(work.work)
app.command("watch")(work.watch)
app.command("publish")(publish.publish)
app.command("withdraw")(publish.withdraw)
app.command("retry")(store.retry)
app.command("verify")(store.verify)
app.command("backup")(store.backup)
app.command("restore")(store.restore)
app.add_typer(model.app, name="model")


def main() -> None:
    """Run the command; errors become one clear message and the exit code their class names."""
    try:
        code = app(standalone_mode=False)
    except KararError as error:
        report(error)
        sys.exit(error.exit_status)
    except click.exceptions.Exit as done:
        sys.exit(done.exit_code)
    except click.ClickException as wrong:
        wrong.show()
        sys.exit(2)
    except (click.Abort, KeyboardInterrupt):
        sys.exit(130)
    except BrokenPipeError:
        sys.stderr.close()
        sys.exit(0)
    sys.exit(code or 0)


def report(error: KararError) -> None:
    """Print an error to the terminal, or as one JSON line where the output is no terminal."""
    if sys.stderr.isatty():
        console = Console(stderr=True)
        console.print(f"[bold red]{error.code}[/]: {error.message(language())}", highlight=False)
        console.print(error.next_step(language()), highlight=False)
    else:
        sys.stderr.write(json.dumps({"error": error.to_json(language())}, ensure_ascii=False) + "\n")
