"""Every change of money: a sale begun, captured and settled, and refunds that fall due. Each
writes its audit row and its outbox row in the caller's transaction."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, bindparam, delete, insert, select, update
from sqlalchemy.exc import IntegrityError

from boxoffice.model.events import Event, EventKind
from boxoffice.model.money import Money
from boxoffice.model.payment import Payment, PaymentKind, PaymentState
from boxoffice.stores import outbox as outboxes
from boxoffice.stores.payment import OperationState, audit, operations, outbox, payments

_OPERATION = select(operations).where(operations.c.key == bindparam("operation_key"))
_CAPTURED = (
    select(operations)
    .where(operations.c.state == OperationState.CAPTURED.value)
    .order_by(operations.c.created_at)
    .limit(bindparam("limit"))
)
_CAPTURED_OF = (
    select(operations)
    .where(operations.c.booking_id == bindparam("booking"))
    .where(operations.c.state == OperationState.CAPTURED.value)
)
_CLOSE_BEGUN = (
    update(operations)
    .where(operations.c.booking_id == bindparam("booking"))
    .where(operations.c.state == OperationState.BEGUN.value)
    .values(state=OperationState.CLOSED.value, updated_at=bindparam("now"))
)
_STEP = (
    update(operations)
    .where(operations.c.key == bindparam("operation_key"))
    .where(operations.c.state == bindparam("old_state"))
    .values(state=bindparam("new_state"), updated_at=bindparam("now"))
)
_FORGET = (
    delete(operations)
    .where(operations.c.key == bindparam("operation_key"))
    .where(operations.c.state == OperationState.BEGUN.value)
)
_PAYMENTS_OF = (
    select(payments)
    .where(payments.c.operation_key == bindparam("operation_key"))
    .order_by(payments.c.position)
)
_PAYMENTS_OF_BOOKING = (
    select(payments)
    .where(payments.c.booking_id == bindparam("booking"))
    .order_by(payments.c.created_at, payments.c.operation_key, payments.c.position)
)
_OWE = (
    update(payments)
    .where(payments.c.payment_id == bindparam("payment"))
    .where(payments.c.state == PaymentState.CAPTURED.value)
    .values(state=PaymentState.REFUND_DUE.value)
)


class KeyTaken(Exception):
    """The idempotency key is in use, or another sale of the booking is under way."""


@dataclass(frozen=True, slots=True)
class Operation:
    """One sale under its idempotency key."""

    key: str
    digest: str
    booking_id: str
    theatre_id: str
    actor: str
    state: OperationState


def read_operation(connection: Connection, key: str) -> Operation | None:
    """The operation under this key."""
    row = connection.execute(_OPERATION, {"operation_key": key}).first()
    return None if row is None else _operation(row)


def begin(connection: Connection, new: Operation, at: datetime) -> None:
    """Write a BEGUN operation before anything else is done for it.

    An older one of the same booking that took no money is closed; KeyTaken when one did, or when
    the key is known.
    """
    connection.execute(_CLOSE_BEGUN, {"booking": new.booking_id, "now": at})
    try:
        connection.execute(
            insert(operations),
            {
                "key": new.key,
                "digest": new.digest,
                "booking_id": new.booking_id,
                "theatre_id": new.theatre_id,
                "actor": new.actor,
                "state": new.state.value,
                "created_at": at,
                "updated_at": at,
            },
        )
    except IntegrityError as error:
        raise KeyTaken from error


def capture(
    connection: Connection, operation: Operation, taken: Sequence[Payment], at: datetime
) -> bool:
    """Record the money of a BEGUN operation; False, and nothing written, when it is not BEGUN."""
    if not _take_step(connection, operation.key, OperationState.BEGUN, OperationState.CAPTURED, at):
        return False
    connection.execute(
        insert(payments),
        [
            {
                "payment_id": payment.payment_id,
                "operation_key": operation.key,
                "booking_id": payment.booking_id,
                "position": position,
                "kind": payment.kind.value,
                "amount_minor": payment.amount.amount_minor,
                "currency": payment.amount.currency,
                "given_minor": payment.given_minor,
                "reference": payment.reference,
                "state": payment.state.value,
                "created_at": payment.created_at,
            }
            for position, payment in enumerate(taken)
        ],
    )
    for payment in taken:
        _note(connection, operation, payment, EventKind.PAYMENT_CAPTURED, at)
    return True


def owe(connection: Connection, operation: Operation, payment: Payment, at: datetime) -> bool:
    """Note that a captured payment must be given back; False when that is known already."""
    if connection.execute(_OWE, {"payment": payment.payment_id}).rowcount != 1:
        return False
    due = replace(payment, state=PaymentState.REFUND_DUE)
    _note(connection, operation, due, EventKind.REFUND_DUE, at)
    return True


def forget(connection: Connection, key: str) -> None:
    """Take back an operation that is still BEGUN."""
    connection.execute(_FORGET, {"operation_key": key})


def finish(connection: Connection, key: str, at: datetime) -> bool:
    """A CAPTURED operation is DONE: its booking took the money, or the money is owed back."""
    return _take_step(connection, key, OperationState.CAPTURED, OperationState.DONE, at)


def close_begun(connection: Connection, booking_id: str, at: datetime) -> None:
    """End whatever sale of this booking took no money yet."""
    connection.execute(_CLOSE_BEGUN, {"booking": booking_id, "now": at})


def read_captured(connection: Connection, limit: int) -> tuple[Operation, ...]:
    """Operations whose money is taken and whose booking is not settled, oldest first."""
    return tuple(_operation(row) for row in connection.execute(_CAPTURED, {"limit": limit}))


def read_captured_of(connection: Connection, booking_id: str) -> Operation | None:
    """The operation of this booking whose money is taken and not settled."""
    row = connection.execute(_CAPTURED_OF, {"booking": booking_id}).first()
    return None if row is None else _operation(row)


def read_payments(connection: Connection, key: str) -> tuple[Payment, ...]:
    """The payments of one operation, in the order of its tenders."""
    return tuple(_payment(row) for row in connection.execute(_PAYMENTS_OF, {"operation_key": key}))


def read_payments_of_booking(connection: Connection, booking_id: str) -> tuple[Payment, ...]:
    """A booking's payments, oldest first."""
    found = connection.execute(_PAYMENTS_OF_BOOKING, {"booking": booking_id})
    return tuple(_payment(row) for row in found)


def _take_step(
    connection: Connection, key: str, old: OperationState, new: OperationState, at: datetime
) -> bool:
    step = {"operation_key": key, "old_state": old.value, "new_state": new.value, "now": at}
    return connection.execute(_STEP, step).rowcount == 1


def _note(
    connection: Connection, operation: Operation, payment: Payment, kind: EventKind, at: datetime
) -> None:
    """Write a change of money for whoever must know: the audit, and the outbox's event."""
    connection.execute(
        insert(audit),
        {
            "theatre_id": operation.theatre_id,
            "booking_id": payment.booking_id,
            "payment_id": payment.payment_id,
            "at": at,
            "actor": operation.actor,
            "action": kind.value,
            "kind": payment.kind.value,
            "amount_minor": payment.amount.amount_minor,
            "currency": payment.amount.currency,
        },
    )
    outboxes.add(
        connection,
        outbox,
        Event(
            event_id=f"{payment.payment_id}:{payment.state.value}",
            kind=kind,
            subject=payment.booking_id,
            theatre_id=operation.theatre_id,
            at=at,
            body=json.dumps(
                {
                    "payment_id": payment.payment_id,
                    "booking_id": payment.booking_id,
                    "kind": payment.kind.value,
                    "amount_minor": payment.amount.amount_minor,
                    "currency": payment.amount.currency,
                }
            ),
        ),
    )


def _operation(row: Row[Any]) -> Operation:
    return Operation(
        row.key,
        row.digest,
        row.booking_id,
        row.theatre_id,
        row.actor,
        OperationState(row.state),
    )


def _payment(row: Row[Any]) -> Payment:
    return Payment(
        payment_id=row.payment_id,
        booking_id=row.booking_id,
        kind=PaymentKind(row.kind),
        amount=Money(row.amount_minor, row.currency),
        given_minor=row.given_minor,
        reference=row.reference,
        state=PaymentState(row.state),
        created_at=row.created_at,
    )
