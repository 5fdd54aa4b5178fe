"""Reading refunds and the orders that they came of, and what is left of payments."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, bindparam, exists, select

from boxoffice.model.money import Money
from boxoffice.model.payment import PaymentKind, PaymentState
from boxoffice.model.refund import Refund, RefundOrder, RefundState
from boxoffice.rules.refunds import Left
from boxoffice.stores.payment import OrderState, payments, refund_orders, refunds
from boxoffice.stores.payment_reading import Kept, read_kept, read_of_booking

ORDER = select(refund_orders).where(refund_orders.c.key == bindparam("order_key"))
_UNFINISHED = (
    select(refund_orders)
    .where(refund_orders.c.look_at <= bindparam("now"))
    .order_by(refund_orders.c.look_at)
    .limit(bindparam("limit"))
)
_WAITING = select(refund_orders).where(
    refund_orders.c.look_at.is_not(None), refund_orders.c.hold_id == bindparam("hold")
)
IS_DUE = exists().where(
    refunds.c.order_key == refund_orders.c.key, refunds.c.state == RefundState.DUE.value
)
_ALL_BACK = select(refund_orders.c.key).where(
    refund_orders.c.booking_id == bindparam("booking"),
    (refund_orders.c.state == OrderState.ASKED.value) | IS_DUE,
)
_STILL_DUE = select(refunds.c.refund_id).where(
    refunds.c.order_key == bindparam("order_key"), refunds.c.state == RefundState.DUE.value
)
_WHOLE = (
    select(
        refunds,
        refund_orders.c.booking_id,
        refund_orders.c.line_ids,
        refund_orders.c.at,
        refund_orders.c.actor,
        refund_orders.c.approved_by,
        refund_orders.c.theatre_id,
        refund_orders.c.till,
        payments.c.kind,
    )
    .join(refund_orders, refund_orders.c.key == refunds.c.order_key)
    .join(payments, payments.c.payment_id == refunds.c.payment_id)
)
_OF_BOOKING = _WHOLE.where(refund_orders.c.booking_id == bindparam("booking")).order_by(
    refund_orders.c.at, refunds.c.refund_id
)
_OF_ORDER = _WHOLE.where(refunds.c.order_key == bindparam("order_key"))
_DUE = (
    _WHOLE.where(refunds.c.provider == bindparam("at_provider"))
    .where(refunds.c.state == RefundState.DUE.value)
    .where(refunds.c.look_at <= bindparam("now"))
    .order_by(refunds.c.look_at)
    .limit(bindparam("limit"))
)


@dataclass(frozen=True, slots=True)
class KeptOrder:
    """An order as far as it has come."""

    order: RefundOrder
    state: OrderState


@dataclass(frozen=True, slots=True)
class KeptRefund:
    """A refund through a provider, and how often that was asked in vain."""

    refund: Refund
    payment: Kept
    order_key: str
    till: str
    looks: int


def read_order(connection: Connection, key: str) -> KeptOrder | None:
    """The order under this key."""
    row = connection.execute(ORDER, {"order_key": key}).first()
    return None if row is None else order_of(row)


def read_unfinished(connection: Connection, now: datetime, limit: int) -> tuple[KeptOrder, ...]:
    """Orders that it is time to go on with."""
    return tuple(
        order_of(row) for row in connection.execute(_UNFINISHED, {"now": now, "limit": limit})
    )


def read_waiting(connection: Connection, hold_id: str) -> tuple[KeptOrder, ...]:
    """Orders that are not DONE and exchange lines for this hold."""
    return tuple(order_of(row) for row in connection.execute(_WAITING, {"hold": hold_id}))


def read_target(connection: Connection, key: str) -> str:
    """The booking that came of an exchange; empty before that."""
    row = connection.execute(ORDER, {"order_key": key}).first()
    return "" if row is None else row.target


def is_all_back(connection: Connection, booking_id: str) -> bool:
    """Whether nothing that was asked for of this booking is still to be given back."""
    return connection.execute(_ALL_BACK, {"booking": booking_id}).first() is None


def is_due(connection: Connection, key: str) -> bool:
    """Whether a part of what an order led to is still to be given back."""
    return connection.execute(_STILL_DUE, {"order_key": key}).first() is not None


def read_refunds(connection: Connection, booking_id: str) -> tuple[Refund, ...]:
    """A booking's refunds, oldest first."""
    return tuple(_refund(row) for row in connection.execute(_OF_BOOKING, {"booking": booking_id}))


def read_of_order(connection: Connection, key: str) -> tuple[Refund, ...]:
    """The refunds that an order led to."""
    return tuple(_refund(row) for row in connection.execute(_OF_ORDER, {"order_key": key}))


def read_due(
    connection: Connection, provider: str, now: datetime, limit: int
) -> tuple[KeptRefund, ...]:
    """Refunds that a provider must be asked for, the longest due first."""
    wanted = {"at_provider": provider, "now": now, "limit": limit}
    return tuple(
        KeptRefund(_refund(row), kept, row.order_key, row.till, row.looks)
        for row in connection.execute(_DUE, wanted).all()
        if (kept := read_kept(connection, row.payment_id)) is not None
    )


def read_left(connection: Connection, booking_id: str) -> tuple[Left, ...]:
    """What of a booking's payments was not given back yet."""
    return left_of(read_of_booking(connection, booking_id))


def left_of(kept: Iterable[Kept]) -> tuple[Left, ...]:
    """What of captured payments was not given back yet."""
    return tuple(
        Left(one.payment_id, one.kind, one.amount.amount_minor - one.refunded_minor)
        for each in kept
        if (one := each.payment).state is PaymentState.CAPTURED
    )


def order_of(row: Row[Any]) -> KeptOrder:
    """A row of orders."""
    order = RefundOrder(
        row.booking_id,
        row.asked,
        row.key,
        row.actor,
        row.approved_by,
        row.till,
        row.hold_id,
        row.tenders,
        row.restocks,
        row.gives_back,
    )
    return KeptOrder(order, OrderState(row.state))


def _refund(row: Row[Any]) -> Refund:
    return Refund(
        refund_id=row.refund_id,
        booking_id=row.booking_id,
        payment_id=row.payment_id,
        kind=PaymentKind(row.kind),
        amount=Money(row.amount_minor, row.currency),
        state=RefundState(row.state),
        line_ids=row.line_ids,
        at=row.at,
        by=row.actor,
        approved_by=row.approved_by,
        moved_to=row.moved_to,
    )
