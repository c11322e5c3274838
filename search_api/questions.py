"""The open questions of a resolution and the notices of a file, in words for the page."""

from models.document import Notice
from models.errors import wordings
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


def _wording(code: str, details: dict[str, object], language: Language) -> str:
    wording = wordings().get(code)
    if wording is None:
        return ""
    told = wording[f"message_{language}"]
    for name, value in details.items():
        told = told.replace(f"{{{name}}}", str(value))
    return told
