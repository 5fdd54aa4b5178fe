"""How a booking and what happened to it are written: its rows, its audit and its events."""

import json
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Connection, insert

from boxoffice.model.booking import Booking, BookingState, Line, LineKind
from boxoffice.model.events import Event, EventKind
from boxoffice.model.money import Money
from boxoffice.rules.customers import customer_words
from boxoffice.stores import outbox as outboxes
from boxoffice.stores.booking import audit, bookings, claims, lines, outbox, words

_ADD_BOOKING, _ADD_LINES, _ADD_CLAIMS = insert(bookings), insert(lines), insert(claims)
_ADD_AUDIT = insert(audit)


def write_booking(connection: Connection, booking: Booking) -> None:
    """Write a PENDING booking with its lines, and its claims on the seats until `expires_at`."""
    connection.execute(_ADD_BOOKING, _booking_row(booking))
    write_lines(connection, booking, booking.lines)
    write_words(connection, booking)


def write_lines(
    connection: Connection, booking: Booking, added: Sequence[Line], first: int = 0
) -> None:
    """Write lines of a booking at the positions from `first` on, and claims on their seats."""
    connection.execute(_ADD_LINES, _line_rows(booking, added, first))
    if claimed := _claim_rows(booking, added):
        connection.execute(_ADD_CLAIMS, claimed)


def write_words(connection: Connection, booking: Booking) -> None:
    """Write what a booking's customer is found by."""
    found_by = customer_words(booking.customer)
    if found_by:
        theatre_id, booking_id = booking.theatre_id, booking.booking_id
        connection.execute(
            insert(words),
            [
                {"theatre_id": theatre_id, "word": word.encode(), "booking_id": booking_id}
                for word in found_by
            ],
        )


def write_change(
    connection: Connection,
    booking: Booking,
    old: BookingState,
    action: str,
    actor: str,
    amount: Money,
    payment_id: str = "",
) -> None:
    """Write what a booking became, for whoever must know: its audit row, and its event."""
    write_audit(connection, booking, old, action, actor, amount, booking.updated_at, payment_id)
    outboxes.add(
        connection,
        outbox,
        Event(
            event_id=f"{booking.booking_id}:{booking.version}",
            kind=EventKind.BOOKING_CHANGED,
            subject=booking.booking_id,
            theatre_id=booking.theatre_id,
            at=booking.updated_at,
            body=json.dumps(
                {
                    "booking_id": booking.booking_id,
                    "show_id": booking.show_id,
                    "state": int(booking.state),
                    "version": booking.version,
                    "reserved": bool(booking.reserved_by),
                }
            ),
        ),
    )


def write_audit(
    connection: Connection,
    booking: Booking,
    old: BookingState,
    action: str,
    actor: str,
    amount: Money,
    at: datetime,
    payment_id: str = "",
) -> None:
    """Write what was done to a booking, for good."""
    connection.execute(
        _ADD_AUDIT,
        {
            "theatre_id": booking.theatre_id,
            "booking_id": booking.booking_id,
            "show_id": booking.show_id,
            "at": at,
            "actor": actor,
            "action": action,
            "old_state": int(old),
            "new_state": int(booking.state),
            "version": booking.version,
            "seats": json.dumps(active_uids(booking)),
            "amount_minor": amount.amount_minor,
            "currency": amount.currency,
            "payment_id": payment_id,
        },
    )


def active_uids(booking: Booking) -> tuple[str, ...]:
    """The seats of a booking's active lines."""
    return tuple(line.seat_uid for line in booking.seats)


def _booking_row(booking: Booking) -> dict[str, object]:
    return {
        "booking_id": booking.booking_id,
        "hold_id": booking.hold_id,
        "number": booking.number,
        "show_id": booking.show_id,
        "theatre_id": booking.theatre_id,
        "user_id": booking.user_id,
        "state": int(booking.state),
        "currency": booking.total.currency,
        "total_minor": booking.total.amount_minor,
        "paid_minor": booking.paid.amount_minor,
        "created_at": booking.created_at,
        "updated_at": booking.updated_at,
        "expires_at": booking.expires_at,
        "version": booking.version,
        "buyer_gstin": booking.buyer.gstin,
        "buyer_name": booking.buyer.name,
        "invoice": booking.invoice,
        "customer_name": booking.customer.name,
        "customer_phone": booking.customer.phone,
        "customer_mail": booking.customer.mail,
        "customer_collects": booking.customer.collects,
        "reserved_by": booking.reserved_by,
    }


def _line_rows(booking: Booking, added: Sequence[Line], first: int) -> list[dict[str, object]]:
    return [
        {
            "line_id": line.line_id,
            "booking_id": booking.booking_id,
            "position": position,
            "seat_uid": line.seat_uid,
            "seat_id": line.seat_id,
            "category_id": line.category_id,
            "ticket_type": line.ticket_type,
            "price_minor": line.price.amount_minor,
            "net_minor": line.net_minor,
            "tax": json.dumps([(p.name, p.rate_bp, p.amount_minor) for p in line.tax]),
            "state": line.state.value,
            "kind": line.kind.value,
            "code": line.code,
            "name": line.name,
            "of_line": line.of_line,
            "discount": line.discount,
            "taken_off_minor": line.taken_off_minor,
        }
        for position, line in enumerate(added, start=first)
    ]


def _claim_rows(booking: Booking, added: Sequence[Line]) -> list[dict[str, object]]:
    # Always in the same order, so that two claims over the same seats cannot lock each other out.
    return [
        {
            "line_id": line.line_id,
            "booking_id": booking.booking_id,
            "show_id": booking.show_id,
            "seat_uid": line.seat_uid,
            "active": True,
            "deadline": booking.expires_at,
        }
        for line in sorted(added, key=lambda line: line.seat_uid)
        if line.kind is LineKind.SEAT
    ]
