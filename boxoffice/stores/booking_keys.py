"""The keys that theatres' tickets are signed with, and what doors know of them and of tickets."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, bindparam, func, insert, or_, select, update

from boxoffice.model.booking import BookingState, LineState
from boxoffice.model.doors import AdmittedSeat, ChangedBooking, TicketKey
from boxoffice.model.errors import NotFound
from boxoffice.model.show import ShowStatus
from boxoffice.stores.booking import bookings, keys, lines, shows, tickets

_OF_THEATRE = keys.c.theatre_id == bindparam("of_theatre")
#: In the order in which they signed.
_KEYS = (
    select(keys)
    .where(_OF_THEATRE)
    .order_by(keys.c.rotated_at.is_(None), keys.c.rotated_at, keys.c.created_at, keys.c.key_id)
)
_SIGNS = (
    select(keys.c.theatre_id, keys.c.key_id, keys.c.public_key, keys.c.private_key)
    .where(_OF_THEATRE)
    .where(keys.c.rotated_at.is_(None))
)
_THEATRES = select(keys.c.theatre_id).distinct().order_by(keys.c.theatre_id)
_CALLED = select(keys).where(keys.c.key_id == bindparam("this"))
_ONE = update(keys).where(_OF_THEATRE, keys.c.key_id == bindparam("this"))
_TO_COME = (shows.c.theatre_id == bindparam("of_theatre"), shows.c.starts_at > bindparam("after"))
_IS_ACTIVE = lines.c.state == LineState.ACTIVE.value
_IS_CONFIRMED = bookings.c.state == int(BookingState.CONFIRMED)
_ISSUED = (
    select(func.count())
    .select_from(shows)
    .join(bookings, bookings.c.show_id == shows.c.show_id)
    .join(lines, lines.c.booking_id == bookings.c.booking_id)
    .join(tickets, tickets.c.line_id == lines.c.line_id)
    .where(*_TO_COME, _IS_ACTIVE, _IS_CONFIRMED)
    .where(tickets.c.issued_at > bindparam("issued_after"))
    .where(tickets.c.issued_at <= bindparam("issued_by"))
)
_CHANGED = (
    select(bookings.c.booking_id)
    .select_from(shows)
    .join(bookings, bookings.c.show_id == shows.c.show_id)
    .join(lines, lines.c.booking_id == bookings.c.booking_id)
    .join(tickets, tickets.c.line_id == lines.c.line_id)
    .where(*_TO_COME)
    .where(or_(tickets.c.serial > 1, lines.c.state != LineState.ACTIVE.value))
)
_PRINTS = (
    select(
        bookings.c.number,
        bookings.c.state.label("booking_state"),
        lines.c.seat_uid,
        lines.c.state,
        tickets.c.serial,
    )
    .select_from(bookings)
    .join(lines, lines.c.booking_id == bookings.c.booking_id)
    .join(tickets, tickets.c.line_id == lines.c.line_id)
    .where(bookings.c.booking_id.in_(_CHANGED))
    .order_by(bookings.c.number, lines.c.position)
)
_CANCELLED = (
    select(shows.c.show_id)
    .where(*_TO_COME, shows.c.status == int(ShowStatus.CANCELLED))
    .order_by(shows.c.show_id)
)


@dataclass(frozen=True, slots=True)
class SigningKey:
    """A theatre's key that signs: Ed25519, the private half sealed."""

    theatre_id: str
    key_id: str
    public_key: bytes
    private_key: bytes


@dataclass(frozen=True, slots=True)
class KnownKey:
    """What checking a ticket takes to know of a key; one may be several theatres'."""

    theatre_id: str
    public_key: bytes
    retired: bool


def read_signing(connection: Connection, theatre_id: str) -> SigningKey | None:
    """The key that signs a theatre's tickets; None before the first."""
    row = connection.execute(_SIGNS, {"of_theatre": theatre_id}).first()
    return SigningKey(*row) if row is not None else None


def replace_signing(
    connection: Connection, fresh: SigningKey, before: str, at: datetime, by: str
) -> SigningKey:
    """Let `fresh` sign from now on, where `before` (empty: none) still does; answers the key that
    signs. The private half of the one before is forgotten."""
    signs = read_signing(connection, fresh.theatre_id)
    if signs is not None:
        if signs.key_id != before:
            return signs
        wanted = {"of_theatre": fresh.theatre_id, "this": signs.key_id}
        connection.execute(_ONE.values(rotated_at=at, private_key=None), wanted)
    connection.execute(
        insert(keys),
        {
            "theatre_id": fresh.theatre_id,
            "key_id": fresh.key_id,
            "public_key": fresh.public_key,
            "private_key": fresh.private_key,
            "created_at": at,
            "created_by": by,
        },
    )
    return fresh


def retire(connection: Connection, key_id: str, fresh: SigningKey, at: datetime, by: str) -> None:
    """Let no ticket admit that a key of the theatre of `fresh` has signed, which signs from now on
    if that key did; NotFound. A key stays retired by whoever did it first."""
    theatre_id = fresh.theatre_id
    key = next((one for one in read_keys(connection, theatre_id) if one.key_id == key_id), None)
    if key is None:
        raise NotFound(f"There is no ticket key {key_id[:16]} here.")
    if key.retired_at is None:
        replace_signing(connection, fresh, key_id, at, by)
        wanted = {"of_theatre": theatre_id, "this": key_id}
        connection.execute(_ONE.values(retired_at=at, retired_by=by), wanted)


def read_keys(connection: Connection, theatre_id: str) -> tuple[TicketKey, ...]:
    """A theatre's keys, oldest first, their tickets not counted."""
    return tuple(
        TicketKey(
            row.key_id,
            row.public_key,
            row.created_at,
            row.created_by,
            row.rotated_at,
            row.retired_at,
            row.retired_by,
        )
        for row in connection.execute(_KEYS, {"of_theatre": theatre_id})
    )


def count_issued(
    connection: Connection,
    theatre_id: str,
    after: datetime,
    times: Sequence[tuple[datetime, datetime]],
) -> tuple[int, ...]:
    """How many tickets that admit to shows that start after `after` were made in each of these
    times, the beginnings not included."""
    wanted = {"of_theatre": theatre_id, "after": after}
    return tuple(
        connection.execute(
            _ISSUED, {**wanted, "issued_after": begins, "issued_by": ends}
        ).scalar_one()
        for begins, ends in times
    )


def read_theatres_with_keys(connection: Connection) -> tuple[str, ...]:
    """The theatres that have made tickets."""
    return tuple(connection.execute(_THEATRES).scalars())


def read_known(connection: Connection, key_id: str) -> tuple[KnownKey, ...]:
    """What is known of a key, of each theatre that it is of."""
    return tuple(
        KnownKey(row.theatre_id, row.public_key, row.retired_at is not None)
        for row in connection.execute(_CALLED, {"this": key_id})
    )


def read_changed(
    connection: Connection, theatre_id: str, after: datetime
) -> tuple[ChangedBooking, ...]:
    """The bookings of shows that start after `after` of which some print no longer admits."""
    admits: dict[str, list[AdmittedSeat]] = {}
    for row in connection.execute(_PRINTS, {"of_theatre": theatre_id, "after": after}):
        seats = admits.setdefault(row.number, [])
        if row.state == LineState.ACTIVE.value and row.booking_state == BookingState.CONFIRMED:
            seats.append(AdmittedSeat(row.seat_uid, row.serial))
    return tuple(ChangedBooking(number, tuple(seats)) for number, seats in admits.items())


def read_cancelled(connection: Connection, theatre_id: str, after: datetime) -> tuple[int, ...]:
    """The shows that start after `after` and were cancelled."""
    wanted = {"of_theatre": theatre_id, "after": after}
    return tuple(connection.execute(_CANCELLED, wanted).scalars())
