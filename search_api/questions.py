"""The open questions of a resolution and the notices of a file, in words for the page."""

import tomllib
from functools import cache
from importlib.resources import files

from models.document import Notice
from models.resolution import Question

from . import labels
from .labels import N_
from .language import Language, say


def in_words(question: Question, language: Language) -> str:
    """Say what a clerk must settle: the wording of its code, else the field in question."""
    told = _wording(question.code, question.details, language)
    field = labels.label(question.field, "field", language)
    return told or say(language, N_("%(field)s: to be checked by a person (%(code)s)")) % {
        "field": field,
        "code": question.code,
    }


def notice(one: Notice, language: Language) -> str:
    """Say what was noticed while a file was read."""
    return _wording(one.code, one.details, language) or one.code.replace("_", " ")


@cache
def _wordings() -> dict[str, dict[str, str]]:
    """Give the wording of every notice and question that the rooms describe in their data."""
    found: dict[str, dict[str, str]] = {}
    for folder in files("models").joinpath("data").iterdir():
        if folder.name in {"notices", "questions"}:
            for file in folder.iterdir():
                if file.name.endswith(".toml"):
                    found |= tomllib.loads(file.read_text(encoding="utf-8"))
    return found


def _wording(code: str, details: dict[str, object], language: Language) -> str:
    wording = _wordings().get(code)
    if wording is None:
        return ""
    told = wording[f"message_{language}"]
    for name, value in details.items():
        told = told.replace(f"{{{name}}}", str(value))
    return told
