"""All settings in one flat namespace: each room's slice, composed; read from `KARAR_*` variables or a TOML file."""

import os
from difflib import get_close_matches
from functools import cache

from pydantic import ValidationError
from pydantic_settings import (
    BaseSettings,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    TomlConfigSettingsSource,
)

from archive.index.settings import IndexSettings
from archive.settings import ArchiveSettings
from ingest.settings import IngestSettings
from models.errors import WrongUse
from search_api.settings import WebSettings

PREFIX = "KARAR_"
_NOT_SETTINGS = {"KARAR_SETTINGS_FILE", "KARAR_PYTHON", "KARAR_VENV"}


class Settings(ArchiveSettings, IndexSettings, IngestSettings, WebSettings, BaseSettings):
    """Every room's slice: a `Settings` can be handed to any room. The environment wins over the TOML file."""

    model_config = SettingsConfigDict(env_prefix=PREFIX, frozen=True, extra="forbid")

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,  # noqa: ARG003
        file_secret_settings: PydanticBaseSettingsSource,  # noqa: ARG003
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Read arguments first, then the environment, then the file that `KARAR_SETTINGS_FILE` names."""
        file = os.environ.get("KARAR_SETTINGS_FILE")
        more = (TomlConfigSettingsSource(settings_cls, toml_file=file),) if file else ()
        return (init_settings, env_settings, *more)


@cache
def load_settings() -> Settings:
    """Give the settings of this process.

    Raises:
        WrongUse: a setting does not exist or does not fit; the error names it.

    """
    known = {f"{PREFIX}{name.upper()}" for name in Settings.model_fields}
    for name in sorted(os.environ):
        if name.startswith(PREFIX) and name not in known | _NOT_SETTINGS and not name.startswith(f"{PREFIX}TEST_"):
            near = get_close_matches(name, known, n=1)
            raise WrongUse("setting_unknown", name=name, near=near[0] if near else "docs/settings.md")
    try:
        return Settings()
    except ValidationError as error:
        first = error.errors()[0]
        name = PREFIX + str(first["loc"][0] if first["loc"] else "?").upper()
        raise WrongUse("setting_wrong", name=name, reason=first["msg"]) from error
    except (OSError, ValueError) as error:
        file = os.environ.get("KARAR_SETTINGS_FILE", "?")
        raise WrongUse("setting_wrong", name="KARAR_SETTINGS_FILE", reason=f"{file}: {error}") from error
