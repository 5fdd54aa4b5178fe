"""Every option, with its default and meaning where it is declared; read once, by bootstrap.

Order: the default, then `settings.toml` in the data directory, then what was chosen on screen on
this computer, then the environment (BOXOFFICE_<OPTION>), then the command's flags. A value that
cannot be, and a name that is no option's, are refused by name.
"""

import os
from collections.abc import Collection, Mapping
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
    #: How people pay through providers: method=provider, …, such as card=stripe. The method upi is
    #: the counter's UPI tender. A demo has upi_card_mock and upi through simulator by itself.
    payment_methods: str = ""
    #: What signs the simulated provider's webhooks; two with a comma while one is replaced.
    simulator_secrets: str = field(default="", repr=False)
    #: Where `boxoffice psp-simulator` listens, to be asked for what a webhook did not say; empty:
    #: nobody is asked.
    simulator_url: str = ""
    #: The key that Stripe is asked with; empty: nothing is paid through Stripe.
    stripe_secret_key: str = field(default="", repr=False)
    #: What signs Stripe's webhooks (whsec_…); two with a comma while one is replaced.
    stripe_webhook_secrets: str = field(default="", repr=False)
    #: Where Stripe's API is; empty: at Stripe.
    stripe_url: str = ""
    #: The UPI address that the counter's UPI tender is paid to, such as cinema@bank.
    upi_address: str = ""
    #: The name that payment apps show for it.
    upi_name: str = ""
    #: What seals the private keys of tickets; empty: ticket-keys.secret in data_dir, which is made.
    ticket_secret: str = field(default="", repr=False)
    #: How long a sign-in lasts before it is renewed.
    session_seconds: int = 3600
    #: The zone of theatres that state none.
    time_zone: str = "Asia/Kolkata"
    #: How the desktop looks: light, dark, contrast or system.
    theme: str = "system"
    #: Where ticket PDFs are written; empty: tickets/ in data_dir.
    tickets_dir: str = ""
    #: The system printer for tickets; empty: PDF files only.
    printer: str = ""
    #: The largest request and WebSocket message that a gateway takes.
    gateway_body_bytes: int = 4 * 2**20
    #: How long a request may take at a gateway; what it began to commit is committed all the same.
    gateway_request_seconds: int = 30
    #: Requests a second that one address may make for long.
    gateway_address_per_second: int = 100
    #: Requests a second that one user may make for long.
    gateway_user_per_second: int = 50
    #: Connections that one address may have open.
    gateway_address_connections: int = 200
    #: Holds that a guest's address, and a customer, may have open.
    gateway_open_holds: int = 20
    #: Seats in all of these holds together.
    gateway_open_seats: int = 40
    #: Who may read a gateway's /metrics: loopback or anywhere.
    gateway_metrics: str = "loopback"
    #: How much is logged: DEBUG, INFO, WARNING or ERROR.
    log_level: str = "INFO"
    #: The mail server that sends codes; empty: no mail is sent.
    smtp_host: str = ""
    smtp_port: int = 587
    #: Who signs in to the mail server; empty: nobody needs to.
    smtp_user: str = ""
    smtp_password: str = field(default="", repr=False)
    #: The address that mail comes from.
    smtp_sender: str = ""
    #: How the line to the mail server is kept private: starttls, tls (from its beginning) or none.
    smtp_tls: str = "starttls"
    #: The address that SMS are posted to; empty: no SMS is sent.
    sms_url: str = ""
    #: What posted SMS are signed with.
    sms_secret: str = field(default="", repr=False)
    #: The country (ISO 3166) of phone numbers that state none.
    phone_region: str = "IN"
    #: No option: the names of those that the environment or a flag sets for this start, which
    #: therefore win over what was chosen on screen.
    set_for_this_start: frozenset[str] = frozenset()


#: Fields that nobody sets.
_NO_OPTIONS = frozenset({"data_dir", "set_for_this_start"})
#: The texts that only a few words fit.
_CHOICES = {
    "theme": ("light", "dark", "contrast", "system"),
    "gateway_metrics": ("loopback", "anywhere"),
    "log_level": ("DEBUG", "INFO", "WARNING", "ERROR"),
    "smtp_tls": ("starttls", "tls", "none"),
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
    options = {one.name: one for one in fields(Settings) if one.name not in _NO_OPTIONS}
    for_this_start = _of_environment(environment, options.keys())
    for_this_start |= {name: value for name, value in flags.items() if value is not None}
    given = _of_file(data_dir / FILE_NAME) | for_this_start
    unknown = sorted(given.keys() - options.keys())
    if unknown:
        raise BadInput(f"There is no option “{unknown[0]}”.")
    values = {name: _value(name, value, options[name].type) for name, value in given.items()}
    return Settings(data_dir, **values, set_for_this_start=frozenset(for_this_start))


def _of_file(file: Path) -> dict[str, object]:
    """What the data directory's file sets; nothing where there is none."""
    try:
        if not file.is_file():
            return {}
        import tomllib  # noqa: PLC0415 (start-up time)

        return tomllib.loads(file.read_text(encoding="utf-8"))
    except OSError as error:
        raise BadInput(f"{file} cannot be read: {error.strerror}.") from error
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        raise BadInput(
            f"{file} cannot be read: line {line} is not in UTF-8. Save the file as UTF-8."
        ) from error
    except tomllib.TOMLDecodeError as error:
        raise BadInput(f"{file} cannot be read: {error}") from error


def _of_environment(environment: Mapping[str, str], options: Collection[str]) -> dict[str, object]:
    """What the environment sets; BadInput for a name that only looks like an option's."""
    found: dict[str, object] = {}
    for name, text in environment.items():
        if name.startswith(ENVIRONMENT_PREFIX):
            option = name.removeprefix(ENVIRONMENT_PREFIX).lower()
            if option not in options:
                raise BadInput(f"The environment sets {name}, but there is no option “{option}”.")
            found[option] = text
    return found


def _value(name: str, value: object, kind: object) -> Any:
    if kind is str:
        choices = _CHOICES.get(name)
        if not isinstance(value, str) or (choices and value not in choices):
            wanted = f"one of {', '.join(choices)}" if choices else "text"
            raise BadInput(f"Option {name} wants {wanted}, not {value!r}.")
        if name == "time_zone":
            _check_zone(value)
        return value
    try:
        number = int(str(value))
    except ValueError:
        number = 0
    if number < 1:
        raise BadInput(f"Option {name} wants a whole number of at least 1, not {value!r}.")
    return number


def _check_zone(name: str) -> None:
    # Only where somebody sets one: what reads zones is not needed before the first picture.
    from zoneinfo import ZoneInfo  # noqa: PLC0415 (start-up time)

    try:
        ZoneInfo(name)
    except (ValueError, OSError, KeyError) as error:
        raise BadInput(
            f"Option time_zone wants a zone such as Asia/Kolkata, not {name!r}."
        ) from error
