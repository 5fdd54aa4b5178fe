"""Every option, with its default and meaning where it is declared; read once, by bootstrap.

Order: the default, then `settings.toml` in the data directory, then the environment
(BOXOFFICE_<OPTION>), then the command's flags. A value that cannot be is refused with its name.
"""

import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any

from boxoffice.model.errors import BadInput

ENVIRONMENT_PREFIX = "BOXOFFICE_"
FILE_NAME = "settings.toml"


def _option(default: Any, meaning: str, *, least: int | None = None) -> Any:
    return field(default=default, metadata={"meaning": meaning, "least": least})


@dataclass(frozen=True, slots=True)
class Settings:
    """What can be set. Times are in seconds unless the name says otherwise."""

    data_dir: Path = _option(Path(), "Where the cinema's database and tickets are kept.")
    hold_seconds: int = _option(300, "How long a counter's hold lasts.", least=1)
    guest_hold_seconds: int = _option(480, "How long a guest's hold lasts.", least=1)
    claim_seconds: int = _option(600, "How long an unpaid booking keeps its seats.", least=1)
    session_seconds: int = _option(3600, "How long a sign-in lasts before it is renewed.", least=1)
    time_zone: str = _option("Asia/Kolkata", "The zone of theatres that state none.")
    theme: str = _option("system", "How the desktop looks: light, dark or system.")
    tickets_dir: str = _option("", "Where ticket PDFs are written; empty: tickets/ in data_dir.")
    printer: str = _option("", "The system printer for tickets; empty: PDF files only.")
    log_level: str = _option("INFO", "How much is logged: DEBUG, INFO, WARNING or ERROR.")


def read(
    data_dir: Path,
    environment: Mapping[str, str] | None = None,
    **flags: object,
) -> Settings:
    """The settings in force for a data directory; BadInput names an option that cannot be.

    Flags that are None were not given.
    """
    environment = os.environ if environment is None else environment
    given: dict[str, object] = {}
    file = data_dir / FILE_NAME
    if file.is_file():
        try:
            given |= tomllib.loads(file.read_text(encoding="utf-8"))
        except tomllib.TOMLDecodeError as error:
            raise BadInput(f"{file} cannot be read: {error}") from error
    options = {option.name: option for option in fields(Settings)}
    for name in options:
        text = environment.get(ENVIRONMENT_PREFIX + name.upper())
        if text is not None:
            given[name] = text
    given |= {name: value for name, value in flags.items() if value is not None}
    given["data_dir"] = data_dir
    unknown = sorted(given.keys() - options.keys())
    if unknown:
        raise BadInput(f"There is no option “{unknown[0]}”.")
    values: dict[str, Any] = {
        name: _value(name, value, options[name].metadata) for name, value in given.items()
    }
    return Settings(**values)


def _value(name: str, value: object, metadata: Mapping[str, Any]) -> object:
    least = metadata["least"]
    if least is None:
        if not isinstance(value, str | Path):
            raise BadInput(f"Option {name} wants text, not {value!r}.")
        return value
    try:
        number = int(str(value))
    except ValueError as error:
        raise BadInput(f"Option {name} wants a whole number, not {value!r}.") from error
    if number < least:
        raise BadInput(f"Option {name} is at least {least}, not {number}.")
    return number
