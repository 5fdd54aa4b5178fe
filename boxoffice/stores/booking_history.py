"""The audit of all bookings that ever had one seat."""

import json

from sqlalchemy import Connection, bindparam, or_, select

from boxoffice.model.booking import BookingState
from boxoffice.model.history import AuditStep
from boxoffice.model.money import Money
from boxoffice.stores.booking import audit, bookings

#: Rows that are read of one seat, the newest; its booking is seldom changed so often.
MOST_ROWS = 500
_NAMES_SEAT = audit.c.seats.contains(bindparam("seat"))
_HAD_SEAT = select(audit.c.booking_id).where(
    audit.c.show_id == bindparam("of_show"), audit.c.booking_id != "", _NAMES_SEAT
)
_OF_SEAT = (
    select(audit, bookings.c.number, bookings.c.hold_id)
    .join(bookings, bookings.c.booking_id == audit.c.booking_id, isouter=True)
    .where(audit.c.show_id == bindparam("of_show"))
    .where(or_(_NAMES_SEAT, audit.c.booking_id.in_(_HAD_SEAT)))
    .order_by(audit.c.position.desc())
    .limit(MOST_ROWS)
)


def read_audit_of_seat(connection: Connection, show_id: int, uid: str) -> tuple[AuditStep, ...]:
    """What was done to the seat, and to the bookings that ever had it, oldest first."""
    wanted = {"of_show": show_id, "seat": json.dumps(uid)}
    rows = connection.execute(_OF_SEAT, wanted).all()
    return tuple(
        AuditStep(
            row.at,
            row.actor,
            row.action,
            row.booking_id,
            row.number or "",
            row.hold_id or "",
            BookingState(row.new_state) if row.booking_id else None,
            tuple(json.loads(row.seats)),
            Money(row.amount_minor, row.currency) if row.amount_minor else None,
        )
        for row in reversed(rows)
    )
