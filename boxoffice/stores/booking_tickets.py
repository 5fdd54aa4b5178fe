"""Signing keys, and the serial of each line's newest print."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, bindparam, insert, select, update

from boxoffice.model.booking import Booking
from boxoffice.model.money import Money
from boxoffice.stores.booking import keys, lines, tickets
from boxoffice.stores.booking_writing import write_audit

_KEYS = select(keys).order_by(keys.c.created_at, keys.c.key_id)
_SERIALS = (
    select(tickets.c.line_id, tickets.c.serial)
    .join(lines, lines.c.line_id == tickets.c.line_id)
    .where(lines.c.booking_id == bindparam("booking_id"))
)
_REPRINT = (
    update(tickets)
    .where(tickets.c.line_id.in_(bindparam("line_ids", expanding=True)))
    .values(serial=tickets.c.serial + 1, issued_at=bindparam("now"))
)


@dataclass(frozen=True, slots=True)
class SigningKey:
    """An Ed25519 private key, raw."""

    key_id: str
    private_key: bytes


def read_keys(connection: Connection) -> tuple[SigningKey, ...]:
    """All keys, oldest first."""
    return tuple(SigningKey(row.key_id, row.private_key) for row in connection.execute(_KEYS))


def add_first_key(connection: Connection, key: SigningKey, at: datetime) -> tuple[SigningKey, ...]:
    """Keep `key` unless there is one already; answers all keys."""
    there = read_keys(connection)
    if there:
        return there
    connection.execute(
        insert(keys), {"key_id": key.key_id, "private_key": key.private_key, "created_at": at}
    )
    return (key,)


def read_serials(connection: Connection, booking_id: str) -> Mapping[str, int]:
    """The serial of each line (by line id) that has a ticket."""
    found = connection.execute(_SERIALS, {"booking_id": booking_id})
    return {row.line_id: row.serial for row in found}


def raise_serials(
    connection: Connection, booking: Booking, at: datetime, actor: str
) -> Mapping[str, int]:
    """Make every print of this booking so far void; answers the new serials."""
    line_ids = [line.line_id for line in booking.lines]
    connection.execute(_REPRINT, {"line_ids": line_ids, "now": at})
    nothing = Money(0, booking.total.currency)
    write_audit(connection, booking, booking.state, "reprint", actor, nothing, at)
    return read_serials(connection, booking.booking_id)
