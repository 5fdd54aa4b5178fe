"""Every option, with its default and meaning where it is declared; read once, by bootstrap.

Order: the default, then `settings.toml` in the data directory, then the environment
(BOXOFFICE_<OPTION>), then the command's flags. A value that cannot be is refused with its name.
"""

import os
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any

from boxoffice.model.errors import BadInput

ENVIRONMENT_PREFIX = "BOXOFFICE_"
FILE_NAME = "settings.toml"


@dataclass(frozen=True, slots=True)
class Settings:
    """What can be set. Numbers are whole and at least 1."""

    #: Where the cinema's database, tickets and logs are kept.
    data_dir: Path
    #: How long a counter's hold lasts.
    hold_seconds: int = 300
    #: How long a guest's hold lasts.
    guest_hold_seconds: int = 480
    #: How long an unpaid booking keeps its seats.
    claim_seconds: int = 600
    #: How people pay through providers: method=provider, …, such as upi_card_mock=simulator. The
    #: method upi is the counter's UPI tender. A demo has upi_card_mock and upi by itself.
    payment_methods: str = ""
    #: What signs the simulated provider's webhooks; two with a comma while one is replaced.
    simulator_secrets: str = field(default="", repr=False)
    #: Where `boxoffice psp-simulator` listens, to be asked for what a webhook did not say; empty:
    #: nobody is asked.
    simulator_url: str = ""
    #: The UPI address that the counter's UPI tender is paid to, such as cinema@bank.
    upi_address: str = ""
    #: The name that payment apps show for it.
    upi_name: str = ""
    #: How long a sign-in lasts before it is renewed.
    session_seconds: int = 3600
    #: The zone of theatres that state none.
    time_zone: str = "Asia/Kolkata"
    #: How the desktop looks: light, dark or system.
    theme: str = "system"
    #: Where ticket PDFs are written; empty: tickets/ in data_dir.
    tickets_dir: str = ""
    #: The system printer for tickets; empty: PDF files only.
    printer: str = ""
    #: How much is logged: DEBUG, INFO, WARNING or ERROR.
    log_level: str = "INFO"


#: The texts that only a few words fit.
_CHOICES = {
    "theme": ("light", "dark", "system"),
    "log_level": ("DEBUG", "INFO", "WARNING", "ERROR"),
}


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
        import tomllib  # noqa: PLC0415 (start-up time)

        try:
            given |= tomllib.loads(file.read_text(encoding="utf-8"))
        except tomllib.TOMLDecodeError as error:
            raise BadInput(f"{file} cannot be read: {error}") from error
    options = {option.name: option for option in fields(Settings) if option.name != "data_dir"}
    for name in options:
        text = environment.get(ENVIRONMENT_PREFIX + name.upper())
        if text is not None:
            given[name] = text
    given |= {name: value for name, value in flags.items() if value is not None}
    unknown = sorted(given.keys() - options.keys())
    if unknown:
        raise BadInput(f"There is no option “{unknown[0]}”.")
    return Settings(
        data_dir, **{name: _value(name, value, options[name].type) for name, value in given.items()}
    )


def _value(name: str, value: object, kind: object) -> Any:
    if kind is str:
        choices = _CHOICES.get(name)
        if not isinstance(value, str) or (choices and value not in choices):
            wanted = f"one of {', '.join(choices)}" if choices else "text"
            raise BadInput(f"Option {name} wants {wanted}, not {value!r}.")
        return value
    try:
        number = int(str(value))
    except ValueError:
        number = 0
    if number < 1:
        raise BadInput(f"Option {name} wants a whole number of at least 1, not {value!r}.")
    return number
