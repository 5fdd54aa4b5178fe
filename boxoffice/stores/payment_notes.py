"""What is written beside a change of money: its audit row, and the event that tells of it."""

import json
from datetime import datetime

from sqlalchemy import Connection, insert

from boxoffice.model.events import Event, EventKind
from boxoffice.model.money import Money
from boxoffice.model.payment import Payment, PaymentKind, Voucher
from boxoffice.model.shift import Shift
from boxoffice.stores import outbox as outboxes
from boxoffice.stores.payment import audit, outbox

#: What an event's subject has room for; a provider may name a booking at more length.
_SUBJECT_LENGTH = 64
VOUCHER_LETTERS_SHOWN = 4
#: Enough of a message's digest to tell it from all others, within an event's id.
_DIGEST_LENGTH = 40
_ADD_AUDIT = insert(audit)


def note_change(
    connection: Connection,
    payment: Payment,
    kind: EventKind,
    theatre_id: str,
    actor: str,
    at: datetime,
    booking_number: str = "",
    refund_id: str = "",
    approved_by: str = "",
) -> None:
    """Write that a payment has become what it is now; with a `refund_id`, that its amount was given
    back of one. `approved_by` said yes to it with a PIN."""
    _audit(
        connection,
        theatre_id=theatre_id,
        booking_id=payment.booking_id,
        payment_id=payment.payment_id,
        at=at,
        actor=actor,
        action=kind.value,
        kind=payment.kind,
        amount=payment.amount,
        refund_id=refund_id,
        approved_by=approved_by,
    )
    event_id = f"{refund_id or payment.payment_id}:{payment.state.value}"
    facts = _facts(payment) | {"booking_number": booking_number}
    _add(connection, event_id, kind, payment.booking_id, theatre_id, at, facts)


def note_moved(
    connection: Connection,
    payment: Payment,
    theatre_id: str,
    refund_id: str,
    actor: str,
    at: datetime,
) -> None:
    """Write that a part of a payment pays for another booking now."""
    _audit(
        connection,
        theatre_id=theatre_id,
        booking_id=payment.booking_id,
        payment_id=payment.payment_id,
        at=at,
        actor=actor,
        action="payment_moved",
        kind=payment.kind,
        amount=payment.amount,
        refund_id=refund_id,
    )


def note_voucher(connection: Connection, voucher: Voucher, actor: str) -> None:
    """Write that a voucher was issued; its code, which is as good as money, is not written out."""
    _audit(
        connection,
        theatre_id=voucher.theatre_id,
        booking_id="",
        payment_id=f"voucher …{voucher.code[-VOUCHER_LETTERS_SHOWN:]}",
        at=voucher.issued_at,
        actor=actor,
        action="voucher_issued",
        kind=PaymentKind.VOUCHER,
        amount=voucher.issued,
    )


def note_shift(
    connection: Connection, shift: Shift, action: str, amount: Money, actor: str, at: datetime
) -> None:
    """Write what was done with a shift and its drawer; `amount` is the cash that it is about."""
    _audit(
        connection,
        theatre_id=shift.theatre_id,
        booking_id="",
        payment_id=shift.shift_id,
        at=at,
        actor=actor,
        action=action,
        kind=PaymentKind.CASH,
        amount=amount,
    )


def note_trouble(
    connection: Connection, payment: Payment, kind: EventKind, theatre_id: str, at: datetime
) -> None:
    """Write that a person must see to a payment."""
    event_id = f"{payment.payment_id}:{kind.value}:{int(at.timestamp())}"
    _add(connection, event_id, kind, payment.booking_id, theatre_id, at, _facts(payment))


def note_message(
    connection: Connection,
    message_id: str,
    kind: EventKind,
    booking_id: str,
    theatre_id: str,
    facts: dict[str, object],
    at: datetime,
) -> None:
    """Write that a person must see to what a provider said."""
    event_id = f"{message_id[:_DIGEST_LENGTH]}:{kind.value}"
    _add(connection, event_id, kind, booking_id, theatre_id, at, facts)


def _audit(
    connection: Connection,
    *,
    kind: PaymentKind,
    amount: Money,
    **columns: object,
) -> None:
    columns |= {
        "kind": kind.value,
        "amount_minor": amount.amount_minor,
        "currency": amount.currency,
    }
    connection.execute(_ADD_AUDIT, columns)


def _facts(payment: Payment) -> dict[str, object]:
    return {
        "payment_id": payment.payment_id,
        "booking_id": payment.booking_id,
        "kind": payment.kind.value,
        "amount_minor": payment.amount.amount_minor,
        "currency": payment.amount.currency,
        "provider": payment.provider,
        "transaction_id": payment.transaction_id,
    }


def _add(
    connection: Connection,
    event_id: str,
    kind: EventKind,
    subject: str,
    theatre_id: str,
    at: datetime,
    facts: dict[str, object],
) -> None:
    event = Event(
        event_id=event_id,
        kind=kind,
        subject=subject[:_SUBJECT_LENGTH],
        theatre_id=theatre_id,
        at=at,
        body=json.dumps(facts),
    )
    outboxes.add(connection, outbox, event)
