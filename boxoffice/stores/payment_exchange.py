"""What an exchange pays for the new booking with: parts of what was paid for the old one, which are
moved and neither taken nor given back, and what was taken for the difference."""

import hashlib
import secrets
from dataclasses import replace
from datetime import datetime

from sqlalchemy import Connection

from boxoffice.model.money import Money
from boxoffice.model.payment import Payment, PaymentKind, PaymentState, Tender
from boxoffice.model.refund import RefundOrder
from boxoffice.model.shift import AtCounter
from boxoffice.rules.refunds import is_paid_first
from boxoffice.stores import payment_ledger as ledger
from boxoffice.stores.payment import OperationState
from boxoffice.stores.payment_notes import note_moved
from boxoffice.stores.payment_reading import Kept, Operation

PAYMENT_ID_BYTES = 12


def pay_for(
    connection: Connection,
    order: RefundOrder,
    theatre_id: str,
    target: str,
    moved: tuple[tuple[str, Payment], ...],
    currency: str,
    at: datetime,
) -> None:
    """Write the payments of the booking that came of an exchange. `moved` are parts of payments by
    the ids of the refunds that took them away; theirs are the new payments' ids too. What was paid
    first is written already."""
    tenders = () if is_paid_first(order.tenders) else order.tenders
    if not moved and not tenders:
        return
    op_key = hashlib.sha256(f"exchange {order.key}".encode()).hexdigest()
    operation = Operation(
        op_key,
        op_key,
        target,
        theatre_id,
        order.by,
        OperationState.BEGUN if tenders else OperationState.DONE,
        AtCounter(order.till) if tenders else None,
    )
    ledger.write_operation(connection, operation, at)
    if tenders:
        taken = tuple(
            Kept(_taken(tender, target, currency, at), op_key, theatre_id) for tender in tenders
        )
        ledger.record(connection, operation, taken, at)
        ledger.settle(connection, target, (), (), None, order.by, at)
    for place, (refund_id, part) in enumerate(moved, start=len(tenders)):
        note_moved(connection, part, theatre_id, refund_id, order.by, at)
        here = replace(
            part,
            payment_id=refund_id,
            booking_id=target,
            given_minor=part.amount.amount_minor,
            created_at=at,
            payment_url="",
            upi_link="",
            refunded_minor=0,
        )
        ledger.write_payment(connection, Kept(here, op_key, theatre_id), place)


def _taken(tender: Tender, booking_id: str, currency: str, at: datetime) -> Payment:
    return Payment(
        payment_id=secrets.token_hex(PAYMENT_ID_BYTES),
        booking_id=booking_id,
        kind=PaymentKind(tender.kind),
        amount=Money(tender.amount_minor, currency),
        given_minor=tender.given_minor or tender.amount_minor,
        reference=tender.reference,
        state=PaymentState.CAPTURED,
        created_at=at,
    )
