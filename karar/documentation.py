"""The pages of `docs/` that the code itself knows: every error and every setting. `python -m karar.documentation` writes them."""

from pathlib import Path

from pydantic_core import PydanticUndefined

from karar.settings import Settings
from models.errors import wordings

DOCS = Path(__file__).parent.parent / "docs"


def describe_errors() -> str:
    """Give `docs/errors.md`: one heading per error code, with its cause and next step in both languages."""
    lines = [
        "# Errors",
        "",
        "Every error has one stable code: it is the problem type of the HTTP API, the `code` that the command line reports",
        "and the heading on this page. Words in braces are filled in. Made from `models/data/errors/`; to change a wording,",
        "change it there and run `python -m karar.documentation`.",
        "",
    ]
    for code, wording in sorted(wordings().items()):
        lines += [
            f"## {code}",
            "",
            f"**{wording['title_en']}** / **{wording['title_tr']}** (HTTP {wording['status']})",
            "",
            f"- {wording['message_en']} *{wording['next_step_en']}*",
            f"- {wording['message_tr']} *{wording['next_step_tr']}*",
            "",
        ]
    return "\n".join(lines)


def describe_settings() -> str:
    """Give `docs/settings.md`: every setting with its variable, default and meaning."""
    lines = [
        "# Settings",
        "",
        "Set as environment variables, or in a TOML file named by `KARAR_SETTINGS_FILE` (without the prefix, in lower case).",
        "The environment wins over the file. A setting that does not exist or does not fit is refused at the start, by name.",
        "Made from the code; run `python -m karar.documentation` after a change.",
        "",
        "| variable | default | what it does |",
        "| --- | --- | --- |",
    ]
    for name, field in sorted(Settings.model_fields.items()):
        default = field.get_default(call_default_factory=False)
        shown = "" if default in (None, PydanticUndefined) else f"`{default}`"
        if field.default_factory is not None:
            shown = "see right"
        lines.append(f"| `KARAR_{name.upper()}` | {shown} | {(field.description or '').replace('|', '/')} |")
    return "\n".join([*lines, ""])


PAGES = {"errors.md": describe_errors, "settings.md": describe_settings}


def main() -> None:
    """Write the pages."""
    for name, describe in PAGES.items():
        (DOCS / name).write_text(describe(), encoding="utf-8")


if __name__ == "__main__":
    main()
