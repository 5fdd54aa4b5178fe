"""Bookings that are paid later: their time, and lines that are let go unpaid; and tickets that are
collected."""

import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from sqlalchemy import BindParameter, Connection, bindparam, delete, select, update

from boxoffice.model.booking import Booking, BookingState, LineState
from boxoffice.model.errors import WrongState
from boxoffice.model.events import Event, EventKind
from boxoffice.model.money import Money
from boxoffice.rules.concessions import stock_needed
from boxoffice.rules.refunds import belonging, without
from boxoffice.rules.reservations import REMINDED_BEFORE, already_released, check_reserved
from boxoffice.stores import outbox as outboxes
from boxoffice.stores.booking import bookings, claims, lines, outbox
from boxoffice.stores.booking_ledger import Outrun, existing, take_step, terms_of
from boxoffice.stores.booking_reading import read_many
from boxoffice.stores.booking_stock import give_back_stock, take_stock
from boxoffice.stores.booking_uses import give_back_uses
from boxoffice.stores.booking_writing import write_change

#: Reservations of one show that are read at once.
MOST_LISTED = 500

_RESERVED = (
    select(bookings.c.booking_id)
    .where(bookings.c.state == bindparam("state", int(BookingState.PENDING), literal_execute=True))
    .where(bookings.c.reserved_by != "")
    .order_by(bookings.c.expires_at, bookings.c.booking_id)
    .limit(bindparam("limit"))
)
_OF_SHOW = _RESERVED.where(bookings.c.show_id == bindparam("show_id"))
_ENDING = _RESERVED.where(bookings.c.reminded.is_(False)).where(
    bookings.c.expires_at <= bindparam("until")
)
_REMINDED = (
    update(bookings)
    .where(bookings.c.booking_id == bindparam("key"))
    .where(bookings.c.version == bindparam("old_version"))
    .where(bookings.c.reminded.is_(False))
    .values(reminded=True)
)
_REMIND_AGAIN = (
    update(bookings).where(bookings.c.booking_id == bindparam("key")).values(reminded=False)
)
_PUT_OFF = (
    update(claims)
    .where(claims.c.booking_id == bindparam("key"))
    .where(claims.c.active.is_(True))
    .values(deadline=bindparam("until"))
)
_THESE: BindParameter[object] = bindparam("line_ids", expanding=True)
_LEAVE = update(lines).where(lines.c.line_id.in_(_THESE)).values(state=LineState.RELEASED.value)
#: Confirming makes all claims of a booking its own for good.
_UNCLAIM = delete(claims).where(claims.c.line_id.in_(_THESE))
_COLLECT = (
    update(bookings)
    .where(bookings.c.booking_id == bindparam("key"))
    .where(bookings.c.version == bindparam("old_version"))
    .values(
        collected_at=bindparam("now"),
        collected_by=bindparam("name"),
        updated_at=bindparam("now"),
        version=bindparam("new_version"),
    )
)


def read_reserved(connection: Connection, show_id: int) -> tuple[Booking, ...]:
    """A show's reservations that wait to be paid, the first to end first."""
    wanted = {"show_id": show_id, "limit": MOST_LISTED}
    found = read_many(connection, connection.execute(_OF_SHOW, wanted).scalars().all())
    return tuple(sorted(found, key=lambda booking: (booking.expires_at, booking.number)))


def read_ending(connection: Connection, until: datetime, limit: int) -> tuple[str, ...]:
    """Ids of reservations that end by then, and of which nobody was reminded."""
    return tuple(connection.execute(_ENDING, {"until": until, "limit": limit}).scalars())


def remind(connection: Connection, booking_id: str, at: datetime) -> bool:
    """Have whoever reserved reminded, once; False where that is not wanted any more, or was not
    ever: what said that it is reserved said until when."""
    booking = existing(connection, booking_id)
    if booking.state is not BookingState.PENDING or booking.expires_at is None:
        return False
    key = {"key": booking_id, "old_version": booking.version}
    noted = connection.execute(_REMINDED, key).rowcount == 1
    if not noted or booking.expires_at - booking.created_at <= REMINDED_BEFORE:
        return False
    outboxes.add(
        connection,
        outbox,
        Event(
            event_id=f"ends:{booking_id}:{booking.version}",
            kind=EventKind.RESERVATION_ENDS,
            subject=booking_id,
            theatre_id=booking.theatre_id,
            at=at,
            body=json.dumps({"booking_id": booking_id}),
        ),
    )
    return True


def extend_reservation(
    connection: Connection, booking_id: str, until: datetime, at: datetime, actor: str
) -> Booking:
    """Let a reservation be paid until later, however often that is asked; WrongState for an
    earlier time, NotFound, Outrun."""
    booking = existing(connection, booking_id)
    check_reserved(booking)
    if booking.expires_at == until:
        return booking
    if booking.expires_at is None or until < booking.expires_at:
        raise WrongState("This reservation already lasts longer than that.")
    step = replace(booking, updated_at=at, expires_at=until, version=booking.version + 1)
    take_step(connection, booking, step)
    connection.execute(_PUT_OFF, {"key": booking_id, "until": until})
    connection.execute(_REMIND_AGAIN, {"key": booking_id})
    write_change(connection, step, booking.state, "extend", actor, _nothing(booking))
    return step


def release_lines(
    connection: Connection, booking_id: str, line_ids: Sequence[str], at: datetime, actor: str
) -> Booking:
    """Let some lines of a reservation go, which frees their seats; those that went before stay
    gone. WrongState, BadInput, NotFound, Outrun."""
    booking = existing(connection, booking_id)
    if line_ids and already_released(booking, line_ids):
        return booking
    check_reserved(booking)
    if booking.paid.amount_minor:
        raise WrongState("A part of this reservation is paid; all of it is paid or none.")
    gone = belonging(booking, line_ids)
    step = replace(without(booking, gone, LineState.RELEASED), updated_at=at, paid=booking.paid)
    if not step.seats:
        raise WrongState("Let the whole reservation go instead.")
    take_step(connection, booking, step)
    ids = [line.line_id for line in gone]
    connection.execute(_LEAVE, {"line_ids": ids})
    connection.execute(_UNCLAIM, {"line_ids": ids})
    give_back_uses(connection, booking.theatre_id, gone)
    give_back_stock(connection, booking.theatre_id, booking_id)
    needed = stock_needed(terms_of(connection, booking), step.active_lines)
    take_stock(connection, booking.theatre_id, booking_id, needed)
    write_change(connection, step, booking.state, "release", actor, _nothing(booking))
    return step


def collect(
    connection: Connection, booking_id: str, name: str, at: datetime, actor: str
) -> Booking:
    """Note that a booking's tickets were handed over, once. WrongState before it is paid, and when
    somebody else has done it; NotFound, Outrun."""
    booking = existing(connection, booking_id)
    if booking.collected_at is not None:
        if booking.collected_by != name:
            raise WrongState(f"{booking.collected_by} handed these tickets over already.")
        return booking
    if booking.state is not BookingState.CONFIRMED:
        raise WrongState("Only tickets that are paid are handed over.")
    version = booking.version + 1
    row = {"key": booking_id, "old_version": booking.version, "new_version": version}
    if connection.execute(_COLLECT, {**row, "now": at, "name": name}).rowcount != 1:
        raise Outrun
    step = replace(booking, collected_at=at, collected_by=name, updated_at=at, version=version)
    write_change(connection, step, booking.state, "collect", actor, _nothing(booking))
    return step


def _nothing(booking: Booking) -> Money:
    return Money(0, booking.total.currency)
