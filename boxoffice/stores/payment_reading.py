"""Reading payments and the operations they belong to."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, bindparam, select

from boxoffice.model.money import Money
from boxoffice.model.payment import BookingPayments, Payment, PaymentKind, PaymentState
from boxoffice.model.shift import AtCounter
from boxoffice.stores.payment import OperationState, operations, payments

#: Sales of a counter that are shown before anybody looks for one.
LAST_SALES = 20

_OPERATION = select(operations).where(operations.c.key == bindparam("operation_key"))
KEPT = select(payments, operations.c.theatre_id).join(
    operations, payments.c.operation_key == operations.c.key
)
_IN_ORDER = (payments.c.created_at, payments.c.operation_key, payments.c.position)
_ONE = KEPT.where(payments.c.payment_id == bindparam("payment"))
_OF_BOOKING = KEPT.where(payments.c.booking_id == bindparam("booking")).order_by(*_IN_ORDER)
_DUE = (
    KEPT.where(payments.c.state.in_(bindparam("states", expanding=True)))
    .where(payments.c.look_at <= bindparam("now"))
    .order_by(payments.c.look_at)
    .limit(bindparam("limit"))
)
_DUE_AT = _DUE.where(payments.c.provider == bindparam("at"))
_DUE_ELSEWHERE = _DUE.where(payments.c.provider.not_in(bindparam("known", expanding=True)))
_STATES = (
    select(payments.c.booking_id, payments.c.state)
    .where(payments.c.booking_id.in_(bindparam("bookings", expanding=True)))
    .order_by(*_IN_ORDER)
)
_LAST_SALES = (
    select(operations.c.booking_id)
    .where(operations.c.theatre_id == bindparam("theatre"))
    .where(operations.c.till == bindparam("at_till"))
    .where(operations.c.actor == bindparam("user"))
    .where(operations.c.state == OperationState.DONE.value)
    .order_by(operations.c.created_at.desc())
    .limit(LAST_SALES)
)


@dataclass(frozen=True, slots=True)
class Operation:
    """One sale under its idempotency key, or one online payment under a key of its own.

    `counter` is where a sale is made; None for what no till takes in.
    """

    key: str
    digest: str
    booking_id: str
    theatre_id: str
    actor: str
    state: OperationState
    counter: AtCounter | None = None


@dataclass(frozen=True, slots=True)
class Kept:
    """A payment and what only the service knows of it: the operation it belongs to, its theatre,
    when the sweep looks at it next, and how often it did so in vain."""

    payment: Payment
    operation_key: str
    theatre_id: str
    client_secret: str = ""
    look_at: datetime | None = None
    looks: int = 0


def read_operation(connection: Connection, key: str) -> Operation | None:
    """The operation under this key."""
    row = connection.execute(_OPERATION, {"operation_key": key}).first()
    if row is None:
        return None
    counter = None
    if row.till is not None:
        counter = AtCounter(row.till, row.key_presses, row.took_ms)
    state = OperationState(row.state)
    return Operation(row.key, row.digest, row.booking_id, row.theatre_id, row.actor, state, counter)


def read_last_sales(connection: Connection, theatre_id: str, till: str, by: str) -> tuple[str, ...]:
    """The bookings that somebody sold last at a counter, newest first."""
    wanted = {"theatre": theatre_id, "at_till": till, "user": by}
    return tuple(connection.execute(_LAST_SALES, wanted).scalars())


def read_kept(connection: Connection, payment_id: str) -> Kept | None:
    """One payment."""
    row = connection.execute(_ONE, {"payment": payment_id}).first()
    return None if row is None else kept_of(row)


def read_of_booking(connection: Connection, booking_id: str) -> tuple[Kept, ...]:
    """A booking's payments, oldest first."""
    return tuple(kept_of(row) for row in connection.execute(_OF_BOOKING, {"booking": booking_id}))


def read_due(
    connection: Connection, states: Sequence[PaymentState], now: datetime, limit: int
) -> tuple[Kept, ...]:
    """Payments in one of `states` that the sweep must look at, the longest due first."""
    wanted = {"states": _values(states), "now": now, "limit": limit}
    return tuple(kept_of(row) for row in connection.execute(_DUE, wanted))


def read_due_at(
    connection: Connection,
    provider: str,
    states: Sequence[PaymentState],
    now: datetime,
    limit: int,
) -> tuple[Kept, ...]:
    """As `read_due`, of one provider's payments."""
    wanted = {"at": provider, "states": _values(states), "now": now, "limit": limit}
    return tuple(kept_of(row) for row in connection.execute(_DUE_AT, wanted))


def read_due_elsewhere(
    connection: Connection,
    known: Sequence[str],
    states: Sequence[PaymentState],
    now: datetime,
    limit: int,
) -> tuple[Kept, ...]:
    """As `read_due`, of the payments of all providers but the `known` ones."""
    wanted = {"known": list(known), "states": _values(states), "now": now, "limit": limit}
    return tuple(kept_of(row) for row in connection.execute(_DUE_ELSEWHERE, wanted))


def read_states(connection: Connection, booking_ids: Sequence[str]) -> tuple[BookingPayments, ...]:
    """The payments' states of each of these bookings, in that order."""
    states: dict[str, list[PaymentState]] = {booking_id: [] for booking_id in booking_ids}
    for row in connection.execute(_STATES, {"bookings": list(states)}):
        states[row.booking_id].append(PaymentState(row.state))
    return tuple(BookingPayments(each, tuple(states[each])) for each in booking_ids)


def _values(states: Sequence[PaymentState]) -> list[str]:
    return [state.value for state in states]


def kept_of(row: Row[Any]) -> Kept:
    payment = Payment(
        payment_id=row.payment_id,
        booking_id=row.booking_id,
        kind=PaymentKind(row.kind),
        amount=Money(row.amount_minor, row.currency),
        given_minor=row.given_minor,
        reference=row.reference,
        state=PaymentState(row.state),
        created_at=row.created_at,
        provider=row.provider,
        transaction_id=row.transaction_id,
        payment_url=row.payment_url,
        upi_link=row.upi_link,
        message=row.message,
        refunded_minor=row.refunded_minor,
    )
    return Kept(
        payment, row.operation_key, row.theatre_id, row.client_secret, row.look_at, row.looks
    )
