"""What is said of ticket keys."""

from datetime import datetime

from PySide6.QtCore import QCoreApplication

from boxoffice.model.doors import TicketKey
from boxoffice.qtkit.formats import Formats

translate = QCoreApplication.translate


def heads() -> tuple[str, ...]:
    """The columns."""
    return (
        translate("keys", "Key"),
        translate("keys", "Made"),
        translate("keys", "Tickets"),
        translate("keys", "State"),
    )


def cells(key: TicketKey, formats: Formats) -> tuple[str, ...]:
    """One key, by column."""
    made = f"{_day(key.made_at, formats)}, {formats.time(key.made_at)}"
    return key.key_id, made, formats.count(key.tickets), _state(key, formats)


def consequence(key: TicketKey, formats: Formats) -> str:
    """What retiring a key means, said before it is done."""
    if key.tickets:
        words = translate(
            "keys",
            "Tickets of shows to come that were signed with {key}: {count}. None of them admits any"
            " more, on paper or by mail; each must be printed anew. This cannot be taken back.",
        )
    else:
        words = translate(
            "keys",
            "No ticket of a show to come was signed with {key}. This cannot be taken back.",
        )
    said = words.format(key=key.key_id, count=formats.count(key.tickets))
    if key.rotated_at is None:
        said += " " + translate("keys", "A new key signs from then on.")
    return said


def _state(key: TicketKey, formats: Formats) -> str:
    if key.retired_at is not None:
        return translate("keys", "retired {day}").format(day=_day(key.retired_at, formats))
    if key.rotated_at is not None:
        return translate("keys", "signed until {day}").format(day=_day(key.rotated_at, formats))
    return translate("keys", "signs")


def _day(at: datetime, formats: Formats) -> str:
    return formats.day_and_year(formats.local(at).date())
