"""Every change of money: a sale begun, recorded and settled, money that a provider says was paid,
and money given back. Each writes its audit row and its event in the caller's transaction."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from sqlalchemy import Connection, bindparam, delete, exists, func, insert, select, update
from sqlalchemy.exc import IntegrityError

from boxoffice.model.events import EventKind
from boxoffice.model.payment import Payment, PaymentKind, PaymentState
from boxoffice.model.shift import NO_COUNTER, EntryKind
from boxoffice.stores import payment_shifts as tills
from boxoffice.stores import payment_vouchers as vouchers
from boxoffice.stores.payment import (
    MessageOutcome,
    OperationState,
    messages,
    operations,
    payments,
)
from boxoffice.stores.payment_notes import note_change
from boxoffice.stores.payment_reading import Kept, Operation
from boxoffice.stores.payment_shift_reading import AtTill

_ADD_OPERATION, _ADD_PAYMENT = insert(operations), insert(payments)
_CLOSE_BEGUN = (
    update(operations)
    .where(operations.c.booking_id == bindparam("booking"))
    .where(operations.c.state == OperationState.BEGUN.value)
    .values(state=OperationState.CLOSED.value, updated_at=bindparam("now"))
)
_RECORD = (
    update(operations)
    .where(operations.c.key == bindparam("operation_key"))
    .where(operations.c.state == OperationState.BEGUN.value)
    .values(
        state=OperationState.RECORDED.value,
        updated_at=bindparam("now"),
        items_minor=bindparam("beside"),
    )
)
_PUT_IN_SHIFT = (
    update(operations)
    .where(operations.c.key == bindparam("operation_key"))
    .values(shift_id=bindparam("shift"))
)
_FORGET = (
    delete(operations)
    .where(operations.c.key == bindparam("operation_key"))
    .where(operations.c.state == OperationState.BEGUN.value)
)
#: An operation is settled once none of its payments is open or waits for the booking to hear of it.
_FINISH = (
    update(operations)
    .where(operations.c.booking_id == bindparam("booking"))
    .where(operations.c.state == OperationState.RECORDED.value)
    .where(
        ~exists()
        .where(payments.c.operation_key == operations.c.key)
        .where(
            (payments.c.state == PaymentState.OPEN.value)
            | (
                (payments.c.state == PaymentState.CAPTURED.value)
                & (payments.c.look_at <= bindparam("now"))
            )
        )
    )
    .values(state=OperationState.DONE.value, updated_at=bindparam("now"))
)
_LOOK_AGAIN = (
    update(payments)
    .where(payments.c.payment_id == bindparam("payment"))
    .where(payments.c.state == PaymentState.CAPTURED.value)
    .values(look_at=bindparam("again"), looks=0)
)
_BECOME = (
    update(payments)
    .where(payments.c.payment_id == bindparam("payment"))
    .where(payments.c.state == bindparam("old"))
    .values(
        state=bindparam("new"),
        transaction_id=bindparam("transaction"),
        look_at=bindparam("again"),
        looks=0,
    )
)
_LAST_POSITION = select(func.max(payments.c.position)).where(
    payments.c.operation_key == bindparam("operation_key")
)

#: What a provider said of a booking before any payment of it was known here.
_WAIT_AGAIN = (
    update(messages)
    .where(messages.c.booking_id == bindparam("booking"))
    .where(messages.c.provider == bindparam("of_provider"))
    .where(messages.c.outcome == MessageOutcome.UNMATCHED.value)
    .values(outcome=MessageOutcome.WAITING.value, look_at=bindparam("now"), looks=0)
)


class KeyTaken(Exception):
    """The idempotency key is in use, or another sale of the booking is under way."""


def begin(connection: Connection, new: Operation, at: datetime) -> None:
    """Write a BEGUN operation before anything else is done for it.

    An older one of the same booking that took no money is closed; KeyTaken when one did, or when
    the key is known.
    """
    connection.execute(_CLOSE_BEGUN, {"booking": new.booking_id, "now": at})
    write_operation(connection, new, at)


def write_operation(connection: Connection, new: Operation, at: datetime) -> None:
    """Write an operation as it is; KeyTaken when its key is known."""
    counter = new.counter or NO_COUNTER
    try:
        connection.execute(
            _ADD_OPERATION,
            {
                "key": new.key,
                "digest": new.digest,
                "booking_id": new.booking_id,
                "theatre_id": new.theatre_id,
                "actor": new.actor,
                "state": new.state.value,
                "created_at": at,
                "updated_at": at,
                "till": None if new.counter is None else counter.till,
                "key_presses": counter.keys,
                "took_ms": counter.took_ms,
            },
        )
    except IntegrityError as error:
        raise KeyTaken from error


def record(
    connection: Connection,
    operation: Operation,
    taken: Sequence[Kept],
    at: datetime,
    items_minor: int = 0,
) -> bool:
    """Write the payments of a BEGUN operation, and what of them is for items; False, and nothing
    written, when it is not BEGUN.

    Vouchers are redeemed with it; VoucherRefused writes nothing.
    """
    begun = connection.execute(
        _RECORD, {"operation_key": operation.key, "now": at, "beside": items_minor}
    )
    if begun.rowcount != 1:
        return False
    shift_id = _put_in_shift(connection, operation, taken, at)
    for position, kept in enumerate(taken):
        payment = kept.payment
        if payment.kind is PaymentKind.VOUCHER:
            vouchers.redeem(connection, payment.reference, kept.theatre_id, payment.amount, at)
        write_payment(connection, kept, position)
        if payment.state is PaymentState.OPEN:
            early = {"booking": payment.booking_id, "of_provider": payment.provider, "now": at}
            connection.execute(_WAIT_AGAIN, early)
        if payment.state is PaymentState.CAPTURED:
            note_change(
                connection,
                payment,
                EventKind.PAYMENT_CAPTURED,
                kept.theatre_id,
                operation.actor,
                at,
            )
            if shift_id:
                by = operation.actor
                tills.count_payment(connection, shift_id, payment, EntryKind.TAKEN, by, at)
    return True


def settle(
    connection: Connection,
    booking_id: str,
    taken: Sequence[Kept],
    owed: Sequence[Kept],
    again: datetime | None,
    actor: str,
    at: datetime,
    booking_number: str = "",
) -> None:
    """Note what a booking made of captured money: some of it was `taken` and is looked at `again`
    (None: for good), the rest is `owed` back. What is noted already stays. Staff know the booking
    by its number."""
    for kept in taken:
        connection.execute(_LOOK_AGAIN, {"payment": kept.payment.payment_id, "again": again})
    for kept in owed:
        _owe(connection, kept, booking_number, actor, at)
    connection.execute(_FINISH, {"booking": booking_id, "now": at})


def capture(
    connection: Connection, kept: Kept, transaction_id: str, actor: str, at: datetime
) -> None:
    """A provider says that this payment was paid; the booking is to hear of it."""
    paid = replace(kept.payment, state=PaymentState.CAPTURED, transaction_id=transaction_id)
    if _become(connection, kept, paid, at):
        note_change(connection, paid, EventKind.PAYMENT_CAPTURED, kept.theatre_id, actor, at)
        _count_in_its_shift(connection, kept, EntryKind.TAKEN, actor, at)


def capture_second(
    connection: Connection, sibling: Kept, second: Payment, actor: str, at: datetime
) -> None:
    """A provider says that the booking was paid once more: money with a payment of its own."""
    last = connection.execute(_LAST_POSITION, {"operation_key": sibling.operation_key}).scalar_one()
    kept = Kept(second, sibling.operation_key, sibling.theatre_id, look_at=at)
    write_payment(connection, kept, last + 1)
    note_change(connection, second, EventKind.PAYMENT_CAPTURED, sibling.theatre_id, actor, at)
    # It goes back out of the same shift.
    _count_in_its_shift(connection, kept, EntryKind.TAKEN, actor, at)


def end_open(
    connection: Connection, kept: Kept, new: PaymentState, transaction_id: str, at: datetime
) -> bool:
    """An open payment FAILED or was CLOSED without money; False when it is open no more."""
    ended = replace(kept.payment, state=new, transaction_id=transaction_id)
    if not _become(connection, kept, ended, None):
        return False
    connection.execute(_FINISH, {"booking": ended.booking_id, "now": at})
    return True


def give_back(
    connection: Connection,
    kept: Kept,
    actor: str,
    at: datetime,
    shift_id: str = "",
    approved_by: str = "",
) -> bool:
    """Money that was owed is on its way back; False when that is known already. It is counted in
    the shift that hands it over; what goes back by itself in the sale's own, while that is open."""
    back = replace(kept.payment, state=PaymentState.REFUNDED)
    if not _become(connection, kept, back, None):
        return False
    kind = EventKind.PAYMENT_REFUNDED
    note_change(connection, back, kind, kept.theatre_id, actor, at, approved_by=approved_by)
    if shift_id:
        tills.count_payment(connection, shift_id, back, EntryKind.RETURNED, actor, at)
    else:
        _count_in_its_shift(connection, kept, EntryKind.RETURNED, actor, at)
    return True


def forget(connection: Connection, key: str) -> bool:
    """Take back an operation that is still BEGUN; False when it is not."""
    return connection.execute(_FORGET, {"operation_key": key}).rowcount == 1


def close_begun(connection: Connection, booking_id: str, at: datetime) -> None:
    """End whatever sale of this booking took no money yet."""
    connection.execute(_CLOSE_BEGUN, {"booking": booking_id, "now": at})


def _owe(connection: Connection, kept: Kept, booking_number: str, actor: str, at: datetime) -> None:
    """Owe captured money back: to a voucher at once, through its provider by the sweep, and over
    the counter by whoever reads the notice."""
    payment = kept.payment
    due = replace(payment, state=PaymentState.REFUND_DUE)
    if payment.kind is PaymentKind.VOUCHER:
        if give_back(connection, kept, actor, at):
            vouchers.restore(connection, payment.reference, payment.amount)
    elif _become(connection, kept, due, at if payment.provider else None):
        kind = EventKind.REFUND_DUE
        note_change(connection, due, kind, kept.theatre_id, actor, at, booking_number)


def _put_in_shift(
    connection: Connection, operation: Operation, taken: Sequence[Kept], at: datetime
) -> str:
    """Put a sale at a counter into its shift, and answer that; empty for what no till takes in."""
    if operation.counter is None:
        return ""
    currency = taken[0].payment.amount.currency
    till = AtTill(operation.theatre_id, operation.actor, operation.counter.till, currency)
    shift_id = tills.shift_for_sale(connection, till, at)
    connection.execute(_PUT_IN_SHIFT, {"operation_key": operation.key, "shift": shift_id})
    return shift_id


def _count_in_its_shift(
    connection: Connection, kept: Kept, kind: EntryKind, actor: str, at: datetime
) -> None:
    shift_id = tills.open_shift_of_sale(connection, kept.operation_key)
    if shift_id:
        tills.count_payment(connection, shift_id, kept.payment, kind, actor, at)


def _become(connection: Connection, old: Kept, new: Payment, again: datetime | None) -> bool:
    step = {
        "payment": new.payment_id,
        "old": old.payment.state.value,
        "new": new.state.value,
        "transaction": new.transaction_id,
        "again": again,
    }
    return connection.execute(_BECOME, step).rowcount == 1


def write_payment(connection: Connection, kept: Kept, position: int) -> None:
    """Write a payment as it is, at its place among those of its operation."""
    payment = kept.payment
    connection.execute(
        _ADD_PAYMENT,
        {
            "payment_id": payment.payment_id,
            "operation_key": kept.operation_key,
            "booking_id": payment.booking_id,
            "position": position,
            "kind": payment.kind.value,
            "amount_minor": payment.amount.amount_minor,
            "currency": payment.amount.currency,
            "given_minor": payment.given_minor,
            "reference": payment.reference,
            "state": payment.state.value,
            "created_at": payment.created_at,
            "provider": payment.provider,
            "transaction_id": payment.transaction_id,
            "payment_url": payment.payment_url,
            "client_secret": kept.client_secret,
            "upi_link": payment.upi_link,
            "message": payment.message,
            "look_at": kept.look_at,
            "looks": kept.looks,
        },
    )
