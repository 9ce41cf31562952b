"""What a user may set once for every command: by a command's option, a variable OSLER_…, or a line of osler.toml.

The nearest wins: option, then variable, then the file in Osler's home folder, then the default. Knows nothing of what
the settings are used for. Importing this costs a second (pydantic), so commands import it when they run.
"""

from __future__ import annotations

import os
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any, Literal

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
Key = Annotated[str, StringConstraints(strip_whitespace=True)]
Precision = Literal["auto", "fp32", "bf16", "int8", "int4"]
Device = Annotated[str, StringConstraints(strip_whitespace=True, pattern=r"^(auto|cpu|mps|cuda|cuda:\d+)$")]

_PATH = "a path"
_PORT = "a whole number from 0 to 65535"
_SECONDS = "a number of seconds, 1 or more"
_WANTED = {
    "home": _PATH,
    "index": _PATH,
    "sessions": _PATH,
    "downloads": _PATH,
    "model": f"{BUNDLED!r}, a folder, a model's name or the address of an endpoint",
    "encoder": f"{BUNDLED!r}, all-MiniLM-L6-v2, or the folder or name of a sentence-transformers model",
    "rerank": "true or false",
    "host": "an address or a host name",
    "port": _PORT,
    "serve_port": _PORT,
    "serve_key": "a key",
    "endpoint_key": "a key",
    "device": "auto, cpu, mps, cuda, or cuda: and a number",
    "precision": "auto, fp32, bf16, int8 or int4",
    "passages": "a whole number from 1 to 100",
    "at_once": "a whole number from 0 to 64",
    "waiting": "a whole number from 0 to 1000",
    "wait_seconds": _SECONDS,
    "answer_seconds": _SECONDS,
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
    serve_port: int = Field(default=7861, ge=0, le=65535)
    serve_key: Key = Field(default="", repr=False)
    endpoint_key: Key = Field(default="", repr=False)
    device: Device = "auto"
    precision: Precision = "auto"
    passages: int = Field(default=8, ge=1, le=100)
    at_once: int = Field(default=0, ge=0, le=64)
    waiting: int = Field(default=32, ge=0, le=1000)
    wait_seconds: float = Field(default=600, ge=1, allow_inf_nan=False)
    answer_seconds: float = Field(default=300, ge=1, allow_inf_nan=False)
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
    shown = repr(first["input"]) if Settings.model_fields[name].repr else "something else"  # a key stays hidden
    return f"{place} is {shown}, but it should be {_WANTED[name]}; correct or remove it."
