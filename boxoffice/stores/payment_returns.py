"""Money that staff gave back over the counter: written down once under an idempotency key."""

from dataclasses import replace
from datetime import datetime

from sqlalchemy import Connection, bindparam

from boxoffice.model.errors import KeyReused, NotFound, WrongState
from boxoffice.model.payment import Payment, PaymentKind, PaymentState
from boxoffice.stores import payment_ledger as ledger
from boxoffice.stores import payment_shifts as tills
from boxoffice.stores.payment import OperationState, operations, payments
from boxoffice.stores.payment_reading import (
    KEPT,
    Operation,
    kept_of,
    read_kept,
    read_operation,
)
from boxoffice.stores.payment_shift_reading import AtTill

#: What changes hands in front of somebody; all other money goes back by itself.
OVER_THE_COUNTER = frozenset({PaymentKind.CASH, PaymentKind.CARD_TERMINAL})

#: Owed payments that anybody reads at once.
OWED_READ = 100
_OWED = (
    KEPT.where(payments.c.state == PaymentState.REFUND_DUE.value)
    .where(payments.c.kind.in_([kind.value for kind in OVER_THE_COUNTER]))
    .where(operations.c.theatre_id == bindparam("theatre"))
    .order_by(payments.c.created_at, payments.c.position)
    .limit(OWED_READ)
)


def read_owed(connection: Connection, theatre_id: str) -> tuple[Payment, ...]:
    """What a theatre owes back over the counter, the oldest first."""
    rows = connection.execute(_OWED, {"theatre": theatre_id})
    return tuple(kept_of(row).payment for row in rows)


def give_back_once(
    connection: Connection,
    payment_id: str,
    key: str,
    digest: str,
    by: str,
    till: str,
    approved_by: str,
    at: datetime,
) -> Payment:
    """The payment, REFUNDED with its audit row and event, or as the same key left it. It is counted
    in the shift of whoever hands it over; the audit says who `approved_by` PIN.

    NotFound, WrongState unless it is owed back over the counter, KeyReused; KeyTaken when another
    call under the key was first.
    """
    kept = read_kept(connection, payment_id)
    if kept is None:
        raise NotFound("There is no such payment.")
    earlier = read_operation(connection, key)
    if earlier is not None:
        if earlier.digest != digest:
            raise KeyReused("This key was already used for something else.")
        return kept.payment
    payment = kept.payment
    if payment.kind not in OVER_THE_COUNTER:
        raise WrongState("Only cash and card terminal payments are given back over the counter.")
    if payment.state is not PaymentState.REFUND_DUE:
        raise WrongState("This payment is not owed back.")
    returning = Operation(key, digest, payment.booking_id, kept.theatre_id, by, OperationState.DONE)
    ledger.write_operation(connection, returning, at)
    here = AtTill(kept.theatre_id, by, till, payment.amount.currency)
    shift_id = tills.shift_for_sale(connection, here, at)
    if not ledger.give_back(connection, kept, by, at, shift_id, approved_by):
        raise WrongState("This payment is not owed back.")
    return replace(payment, state=PaymentState.REFUNDED)
