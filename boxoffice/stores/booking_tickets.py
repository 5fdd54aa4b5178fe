"""The serial of each line's newest print, and tickets that are to be sent."""

import json
from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import Connection, bindparam, select, update

from boxoffice.model.booking import Booking, BookingState, LineState
from boxoffice.model.events import Event, EventKind
from boxoffice.model.money import Money
from boxoffice.model.moving import MovedTicket
from boxoffice.model.user import Contact
from boxoffice.stores import outbox as outboxes
from boxoffice.stores.booking import bookings, lines, moves, outbox, tickets
from boxoffice.stores.booking_writing import write_audit

#: More tickets than several sold-out halls have.
MAX_MOVED = 5_000

_SERIALS = (
    select(tickets.c.line_id, tickets.c.serial)
    .join(lines, lines.c.line_id == tickets.c.line_id)
    .where(lines.c.booking_id == bindparam("booking_id"))
)
_REPRINT = (
    update(tickets)
    .where(tickets.c.line_id.in_(bindparam("line_ids", expanding=True)))
    .values(serial=bindparam("serial"), issued_at=bindparam("now"))
)
_MOVED = (
    select(
        bookings.c.booking_id,
        lines.c.line_id,
        bookings.c.number,
        bookings.c.show_id,
        tickets.c.printed_as,
        lines.c.seat_id,
        tickets.c.serial,
        moves.c.at,
        moves.c.actor,
    )
    .select_from(tickets)
    .join(lines, lines.c.line_id == tickets.c.line_id)
    .join(bookings, bookings.c.booking_id == lines.c.booking_id)
    .join(moves, moves.c.token == tickets.c.moved_by)
    .where(tickets.c.moved_by.is_not(None), lines.c.state == LineState.ACTIVE.value)
    .where(bookings.c.theatre_id == bindparam("of_theatre"))
    .where(bookings.c.state == int(BookingState.CONFIRMED))
    .order_by(moves.c.at.desc(), lines.c.booking_id, lines.c.position)
    .limit(MAX_MOVED)
)


def read_serials(connection: Connection, booking_id: str) -> Mapping[str, int]:
    """The serial of each line (by line id) that has a ticket."""
    found = connection.execute(_SERIALS, {"booking_id": booking_id})
    return {row.line_id: row.serial for row in found}


def raise_serials(
    connection: Connection, booking: Booking, after: int, at: datetime, actor: str
) -> Mapping[str, int]:
    """Make every print of this booking so far void, `after` being the highest of their serials;
    nothing where it is not, since that was done already. Answers the serials."""
    serials = read_serials(connection, booking.booking_id)
    line_ids = [line.line_id for line in booking.seats]
    if max((serials[line_id] for line_id in line_ids), default=0) != after:
        return serials
    connection.execute(_REPRINT, {"line_ids": line_ids, "serial": after + 1, "now": at})
    nothing = Money(0, booking.total.currency)
    write_audit(connection, booking, booking.state, "reprint", actor, nothing, at)
    return read_serials(connection, booking.booking_id)


def want_tickets(
    connection: Connection, booking: Booking, wanted_id: str, to: Contact, at: datetime
) -> None:
    """Tell whoever sends tickets that these are to be sent, once for `wanted_id`."""
    outboxes.add_once(
        connection,
        outbox,
        Event(
            event_id=wanted_id,
            kind=EventKind.TICKETS_WANTED,
            subject=booking.booking_id,
            theatre_id=booking.theatre_id,
            at=at,
            body=json.dumps(
                {"booking_id": booking.booking_id, "channel": to.channel, "to": to.value}
            ),
        ),
    )


def read_moved(connection: Connection, theatre_id: str) -> tuple[MovedTicket, ...]:
    """Tickets of a theatre's CONFIRMED bookings that are to be printed anew since their shows were
    moved, by show and booking; those of the newest MAX_MOVED where there are more."""
    rows = connection.execute(_MOVED, {"of_theatre": theatre_id})
    found = (MovedTicket(*row) for row in rows)
    return tuple(sorted(found, key=lambda one: (one.show_id, one.number)))


def note_printed(connection: Connection, booking_id: str, serial: int) -> int:
    """Note that a booking's tickets were printed up to this serial; answers how many were still to
    be printed anew. What was moved after that print still is."""
    line_ids = select(lines.c.line_id).where(lines.c.booking_id == booking_id)
    printed = connection.execute(
        update(tickets)
        .where(tickets.c.line_id.in_(line_ids), tickets.c.serial <= serial)
        .where(tickets.c.moved_by.is_not(None))
        .values(moved_by=None, printed_as=None)
    )
    return printed.rowcount
