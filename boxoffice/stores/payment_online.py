"""Payments on their way through a provider: opened there, and looked at until they have ended."""

from datetime import datetime

from sqlalchemy import Connection, bindparam, update

from boxoffice.model.events import EventKind
from boxoffice.model.payment import Payment, PaymentState
from boxoffice.stores import payment_ledger as ledger
from boxoffice.stores.payment import payments
from boxoffice.stores.payment_notes import note_trouble
from boxoffice.stores.payment_reading import Kept, Operation, read_of_booking

_OPENED = (
    update(payments)
    .where(payments.c.payment_id == bindparam("payment"))
    .where(payments.c.state == PaymentState.OPEN.value)
    .values(
        reference=bindparam("new_reference"),
        payment_url=bindparam("new_url"),
        client_secret=bindparam("new_secret"),
        upi_link=bindparam("new_link"),
        message=bindparam("new_message"),
    )
)
_LOOK_LATER = (
    update(payments)
    .where(payments.c.payment_id == bindparam("payment"))
    .where(payments.c.state == bindparam("old"))
    .values(look_at=bindparam("again"), looks=bindparam("times"))
)


def open_payment(connection: Connection, operation: Operation, kept: Kept, at: datetime) -> None:
    """Write an open payment under an operation of its own, before its provider hears of it;
    KeyTaken while another payment of the booking is open or not settled."""
    ledger.begin(connection, operation, at)
    ledger.record(connection, operation, [kept], at)


def note_opened(connection: Connection, opened: Payment, client_secret: str) -> None:
    """Keep what the provider calls an open payment and where it is paid."""
    connection.execute(
        _OPENED,
        {
            "payment": opened.payment_id,
            "new_reference": opened.reference,
            "new_url": opened.payment_url,
            "new_secret": client_secret,
            "new_link": opened.upi_link,
            "new_message": opened.message,
        },
    )


def read_open(connection: Connection, booking_id: str) -> Kept | None:
    """The booking's open payment; there is never more than one."""
    for kept in read_of_booking(connection, booking_id):
        if kept.payment.state is PaymentState.OPEN:
            return kept
    return None


def look_later(
    connection: Connection,
    kept: Kept,
    again: datetime,
    looks: int,
    trouble: EventKind | None,
    at: datetime,
) -> None:
    """Look at a payment `again`, `looks` times in vain by now; with `trouble` staff are told. One
    that has changed meanwhile stays as it is."""
    payment = kept.payment
    later = {
        "payment": payment.payment_id,
        "old": payment.state.value,
        "again": again,
        "times": looks,
    }
    changed = connection.execute(_LOOK_LATER, later).rowcount == 1
    if changed and trouble is not None:
        note_trouble(connection, payment, trouble, kept.theatre_id, at)
