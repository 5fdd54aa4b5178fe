"""Reading what SQL says of bookings, seats and money, as a store function over a Connection."""

import json
from collections import defaultdict
from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection, Row, select

from boxoffice.model.booking import BookingState, LineState
from boxoffice.model.payment import PaymentState
from boxoffice.prove.history import Books, KeptBooking, KeptClaim, KeptPayment, KeptStep
from boxoffice.stores.booking import audit, bookings, claims, lines
from boxoffice.stores.payment import payments

#: What was done to seats alone, such as blocking them, is no step of a booking.
_STEPS = select(audit).where(audit.c.booking_id != "").order_by(audit.c.position)


def read_books(
    connection: Connection,
    shown: Mapping[int, bytes],
    counted: Mapping[int, tuple[int, ...]],
) -> Books:
    """All of a cinema's sales; `shown` is how its shows' seats are told to people meanwhile, and
    `counted` how many there are."""
    seat_ids: dict[str, str] = {}
    active: defaultdict[str, list[Row[Any]]] = defaultdict(list)
    given_back: defaultdict[str, list[str]] = defaultdict(list)
    for row in connection.execute(select(lines).order_by(lines.c.position)):
        seat_ids[row.seat_uid] = row.seat_id
        if row.state == LineState.ACTIVE:
            active[row.booking_id].append(row)
        elif row.state == LineState.REFUNDED:
            given_back[row.booking_id].append(row.seat_id)
    return Books(
        {
            row.booking_id: KeptBooking(
                row.booking_id,
                row.show_id,
                BookingState(row.state),
                tuple(line.seat_id for line in active[row.booking_id]),
                tuple(line.price_minor for line in active[row.booking_id]),
                row.currency,
                row.total_minor,
                row.paid_minor,
                row.version,
                tuple(given_back[row.booking_id]),
            )
            for row in connection.execute(select(bookings))
        },
        tuple(
            KeptClaim(row.show_id, seat_ids[row.seat_uid], row.booking_id, row.deadline is None)
            for row in connection.execute(select(claims).where(claims.c.active.is_(True)))
        ),
        tuple(
            KeptStep(
                row.booking_id,
                row.show_id,
                BookingState(row.old_state),
                BookingState(row.new_state),
                row.version,
                tuple(seat_ids[uid] for uid in json.loads(row.seats)),
            )
            for row in connection.execute(_STEPS)
        ),
        tuple(
            KeptPayment(
                row.payment_id,
                row.booking_id,
                row.operation_key,
                row.amount_minor,
                row.currency,
                PaymentState(row.state),
                row.refunded_minor,
            )
            for row in connection.execute(select(payments).order_by(payments.c.created_at))
        ),
        shown,
        counted,
    )
