"""The wordings of notices: what a clerk should know about a file that was read all the same, in Turkish and English."""

import tomllib
from functools import cache
from importlib.resources import files

from models.document import Notice


@cache
def wordings() -> dict[str, dict[str, str]]:
    """Give, per notice code, its ``title_*``, ``message_*`` and ``next_step_*`` in ``tr`` and ``en``."""
    found: dict[str, dict[str, str]] = {}
    for file in sorted(files("models").joinpath("data/notices").iterdir(), key=lambda entry: entry.name):
        found |= tomllib.loads(file.read_text(encoding="utf-8"))
    return found


def message(notice: Notice, language: str = "en") -> str:
    """Say what was noticed; a code without wording (of a newer reader) gives the code itself."""
    wording = wordings().get(notice.code)
    if wording is None:
        return notice.code
    details = {key: str(value) for key, value in notice.details.items()}
    return wording[f"message_{language}"].format_map(_Known(details))


class _Known(dict[str, str]):
    def __missing__(self, key: str) -> str:
        return "?"
