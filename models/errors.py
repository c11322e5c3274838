"""Every error Karar can answer with: one stable code, its cause and the next step, in Turkish and English.

KararError
├── InputError            what was handed in cannot be used as it is           (HTTP 4xx, exit status 1)
│   ├── UnreadableFile    a file whose text cannot be had: empty, encrypted, damaged, of a kind we do not read
│   ├── UnclearQuery      a search that cannot be understood
│   └── NotFound          nothing is kept under that name
├── WrongUse              a command or setting that does not exist or fit      (exit status 2)
└── ServiceDown           a database, engine or disk that does not answer      (HTTP 503 or 507, exit status 3)

The wording of each code lies in ``models/data/errors/*.toml`` (one file a room), reviewable without reading code;
`docs/errors.md` shows it.
"""

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def wordings() -> dict[str, dict[str, str]]:
    """Give, per error code, its ``status``, ``title_*``, ``message_*`` and ``next_step_*`` in ``tr`` and ``en``."""
    found: dict[str, dict[str, str]] = {}
    for file in sorted(files("models").joinpath("data/errors").iterdir(), key=lambda entry: entry.name):
        found |= tomllib.loads(file.read_text(encoding="utf-8"))
    return found


class KararError(Exception):
    """The root: carries a code and the details its wording names in braces."""

    exit_status = 1

    def __init__(self, code: str, **details: Any) -> None:
        if code not in wordings():
            raise KeyError(f"error code {code!r} has no wording in models/data/errors")
        self.code = code
        self.details = details
        super().__init__(f"{code}: {self.message()}")

    @property
    def status(self) -> int:
        """Give the HTTP status that answers this error."""
        return int(wordings()[self.code]["status"])

    def message(self, language: str = "en") -> str:
        """Say what is wrong and why."""
        return _fill(wordings()[self.code][f"message_{language}"], self.details)

    def next_step(self, language: str = "en") -> str:
        """Say what the person can do now."""
        return _fill(wordings()[self.code][f"next_step_{language}"], self.details)

    def to_json(self, language: str = "en") -> dict[str, str]:
        """Give the shape that reports an error in `karar extract` and in the API."""
        return {"code": self.code, "message": self.message(language), "next_step": self.next_step(language)}

    def __reduce__(self) -> tuple[Any, ...]:
        return _restore, (type(self), self.code, self.details)


def _restore(kind: type[KararError], code: str, details: dict[str, Any]) -> KararError:
    return kind(code, **details)


def _fill(wording: str, details: dict[str, Any]) -> str:
    class _Known(dict[str, Any]):
        def __missing__(self, key: str) -> str:
            return "?"

    return wording.format_map(_Known(details))


class InputError(KararError):
    """What was handed in cannot be used as it is."""


class UnreadableFile(InputError):
    """A file whose text cannot be had."""


class UnclearQuery(InputError):
    """A search that cannot be understood."""


class NotFound(InputError):
    """Nothing is kept under that name."""


class WrongUse(KararError):
    """A command or setting that does not exist or fit."""

    exit_status = 2


class ServiceDown(KararError):
    """A database, engine or disk that does not answer."""

    exit_status = 3
