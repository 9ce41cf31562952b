"""What a user may set once for every command: by a command's option, a variable OSLER_…, or a line of osler.toml.

The nearest wins: option, then variable, then the file in Osler's home folder, then the default. Knows nothing of what
the settings are used for. Importing this costs a second (pydantic), so commands import it when they run.
"""

from __future__ import annotations

import os
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any

from platformdirs import user_data_path
from pydantic import AfterValidator, Field, StringConstraints, ValidationError
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict, TomlConfigSettingsSource

from agent.errors import BadSetting

PREFIX = "OSLER_"
FILE = "osler.toml"
BUNDLED = "bundled"


def _absolute(path: Path) -> Path:
    """`~` and relative paths made whole, once, so that a later change of folder moves nothing."""
    return Path(os.path.expanduser(path)).absolute()  # noqa: PTH111  Path.expanduser raises where a ~user is unknown


Folder = Annotated[Path, AfterValidator(_absolute)]
Words = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
Device = Annotated[str, StringConstraints(strip_whitespace=True, pattern=r"^(auto|cpu|mps|cuda|cuda:\d+)$")]

_PATH = "a path"
_WANTED = {
    "home": _PATH,
    "index": _PATH,
    "sessions": _PATH,
    "downloads": _PATH,
    "model": f"{BUNDLED!r}, a folder or a model's name",
    "encoder": f"{BUNDLED!r}, all-MiniLM-L6-v2, or the folder or name of a sentence-transformers model",
    "rerank": "true or false",
    "host": "an address or a host name",
    "port": "a whole number from 0 to 65535",
    "device": "auto, cpu, mps, cuda, or cuda: and a number",
    "passages": "a whole number from 1 to 100",
    "allow_download": "true or false",
    "mirror": "the address of a server",
    "ncbi_email": "an address",
    "ncbi_api_key": "a key",
}


def default_home() -> Path:
    """Where Osler keeps its index and sessions unless told otherwise: the platform's folder for a program's data."""
    return Path(user_data_path("osler"))


class Settings(BaseSettings):
    """All settings, checked. Frozen: a command that needs another value reads the settings again with an override."""

    model_config = SettingsConfigDict(env_prefix=PREFIX, env_ignore_empty=True, extra="forbid", frozen=True)

    home: Folder = Field(default_factory=default_home)
    index: Folder = Field(default_factory=lambda known: known["home"] / "index")
    sessions: Folder = Field(default_factory=lambda known: known["home"] / "sessions.sqlite")
    downloads: Folder = Field(default_factory=lambda known: known["home"] / "downloads")
    model: Words = BUNDLED
    adapter: str = ""
    encoder: Words = BUNDLED
    rerank: bool = True
    host: Words = "127.0.0.1"
    port: int = Field(default=7860, ge=0, le=65535)
    device: Device = "auto"
    passages: int = Field(default=8, ge=1, le=100)
    allow_download: bool = False
    mirror: str = ""
    ncbi_email: str = ""
    ncbi_api_key: str = Field(default="", repr=False)

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Options, variables and one file; no .env file of whatever folder Osler is started in."""
        file = _home(init_settings().get("home")) / FILE
        return init_settings, env_settings, TomlConfigSettingsSource(settings_cls, toml_file=file)


def read_settings(options: Mapping[str, Any] | None = None) -> Settings:
    """The settings that hold now. `options` are a command's own; one that is None was not given.

    Raises BadSetting where a value, or the file, cannot be used.
    """
    given = {name: value for name, value in (options or {}).items() if value is not None}
    try:
        return Settings(**given)
    except ValidationError as error:
        raise BadSetting(_sentence(error, given)) from error
    except tomllib.TOMLDecodeError as error:
        file = _home(given.get("home")) / FILE
        raise BadSetting(f"{file} is not valid TOML ({error}); correct or remove it.") from error
    except (OSError, UnicodeDecodeError) as error:
        file = _home(given.get("home")) / FILE
        raise BadSetting(f"{file} cannot be read ({error}); correct or remove it.") from error


def _home(option: str | Path | None) -> Path:
    """The home folder before the settings are read, since it says where their file is."""
    return _absolute(Path(option or os.environ.get(f"{PREFIX}HOME") or default_home()))


def _sentence(error: ValidationError, given: Mapping[str, Any]) -> str:
    """The first thing wrong, with the place to correct it."""
    first = error.errors(include_url=False)[0]
    name = str(first["loc"][0]) if first["loc"] else "?"
    if first["type"] == "extra_forbidden":
        return f"There is no setting {name!r}; the settings are {', '.join(Settings.model_fields)}."
    if name in given:
        place = "--" + name.replace("_", "-")
    elif os.environ.get(variable := PREFIX + name.upper()):
        place = variable
    else:
        place = f"{name} in {_home(given.get('home')) / FILE}"
    return f"{place} is {first['input']!r}, but it should be {_WANTED[name]}; correct or remove it."
