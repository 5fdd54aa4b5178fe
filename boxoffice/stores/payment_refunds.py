"""Refunds: lines are given back, and with them parts of the payments that they were paid with.
Each change writes its audit row, its event and its entry in the shift in the caller's transaction.
"""

import secrets
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, bindparam, delete, exists, insert, update

from boxoffice.model.errors import KeyReused
from boxoffice.model.events import EventKind
from boxoffice.model.money import Money
from boxoffice.model.payment import Payment, PaymentKind, PaymentState
from boxoffice.model.refund import GivenBack, RefundOrder, RefundState
from boxoffice.model.shift import EntryKind
from boxoffice.rules.refunds import spread
from boxoffice.stores import payment_shifts as tills
from boxoffice.stores import payment_vouchers as vouchers
from boxoffice.stores.payment import OrderState, payments, refund_orders, refunds
from boxoffice.stores.payment_exchange import pay_for
from boxoffice.stores.payment_notes import note_change, note_trouble
from boxoffice.stores.payment_reading import Kept, read_of_booking
from boxoffice.stores.payment_refund_reading import (
    IS_DUE,
    ORDER,
    KeptOrder,
    KeptRefund,
    left_of,
    order_of,
    read_order,
)
from boxoffice.stores.payment_shift_reading import AtTill, read_open_shift

REFUND_ID_BYTES = 12

_FORGET = (
    delete(refund_orders)
    .where(refund_orders.c.key == bindparam("order_key"))
    .where(refund_orders.c.state == OrderState.ASKED.value)
)
_OWE = (
    update(refund_orders)
    .where(refund_orders.c.key == bindparam("order_key"))
    .where(refund_orders.c.state == OrderState.ASKED.value)
    .values(
        state=OrderState.OWED.value,
        line_ids=bindparam("went"),
        target=bindparam("new_target"),
        look_at=bindparam("again"),
    )
)
_FINISH = (
    update(refund_orders)
    .where(refund_orders.c.key == bindparam("order_key"))
    .where(refund_orders.c.state == OrderState.OWED.value)
    .where(~IS_DUE)
    .values(state=OrderState.DONE.value, look_at=None)
)
_LOOK_AT_ORDER = (
    update(refund_orders)
    .where(refund_orders.c.key == bindparam("order_key"))
    .where(refund_orders.c.state != OrderState.DONE.value)
    .values(look_at=bindparam("again"))
)
#: Never more than was paid, whoever else gives back of it at the same moment.
_RESERVE = (
    update(payments)
    .where(payments.c.payment_id == bindparam("payment"))
    .where(payments.c.state == PaymentState.CAPTURED.value)
    .where(payments.c.refunded_minor + bindparam("more") <= payments.c.amount_minor)
    .values(refunded_minor=payments.c.refunded_minor + bindparam("more"))
)
_DO = (
    update(refunds)
    .where(refunds.c.refund_id == bindparam("refund"))
    .where(refunds.c.state == RefundState.DUE.value)
    .values(state=RefundState.DONE.value, look_at=None)
)
_WHOLLY_BACK = (
    update(payments)
    .where(payments.c.payment_id == bindparam("payment"))
    .where(payments.c.state == PaymentState.CAPTURED.value)
    .where(payments.c.refunded_minor == payments.c.amount_minor)
    .where(
        ~exists().where(
            refunds.c.payment_id == payments.c.payment_id,
            refunds.c.state == RefundState.DUE.value,
        )
    )
    .values(state=PaymentState.REFUNDED.value)
)
_LOOK_LATER = (
    update(refunds)
    .where(refunds.c.refund_id == bindparam("refund"))
    .where(refunds.c.state == RefundState.DUE.value)
    .values(look_at=bindparam("again"), looks=bindparam("times"))
)


class LessLeft(Exception):
    """Another refund took of the same payment meanwhile; nothing was written. Decide anew."""


def begin(
    connection: Connection, order: RefundOrder, theatre_id: str, at: datetime, look_at: datetime
) -> None:
    """Write what is asked for before anything is done for it; KeyReused for another order under a
    known key."""
    known = read_order(connection, order.key)
    if known is not None:
        check_same(known, order)
        return
    connection.execute(
        insert(refund_orders),
        {
            "key": order.key,
            "booking_id": order.booking_id,
            "theatre_id": theatre_id,
            "asked": order.line_ids,
            "actor": order.by,
            "approved_by": order.approved_by,
            "till": order.till,
            "hold_id": order.hold_id,
            "tenders": order.tenders,
            "restocks": order.restocks,
            "gives_back": order.gives_back,
            "state": OrderState.ASKED.value,
            "at": at,
            "look_at": look_at,
        },
    )


def check_same(known: KeptOrder, order: RefundOrder) -> None:
    """KeyReused unless just this was asked for under the key."""
    if _asked(known.order) != _asked(order):
        raise KeyReused("This key was already used for something else.")


def forget(connection: Connection, key: str) -> None:
    """Take back an order for which nothing was done."""
    connection.execute(_FORGET, {"order_key": key})


def owe(connection: Connection, key: str, given: GivenBack, at: datetime) -> None:
    """Write what goes back of which payment: over the counter and onto a voucher at once, through
    a provider by the sweep. In an exchange the difference alone does, or is taken in, and the rest
    pays for the new booking. An order that has come this far stays as it is; LessLeft."""
    row = connection.execute(ORDER, {"order_key": key}).one()
    target = "" if given.target is None else given.target.booking_id
    step = {"order_key": key, "went": given.line_ids, "new_target": target, "again": at}
    if connection.execute(_OWE, step).rowcount != 1:
        return
    credit, price = given.amount.amount_minor, given.taken.amount_minor
    for kept in _reserved(connection, row.booking_id, max(0, credit - price)):
        part = kept.payment
        refund_id = _write(connection, key, part, at)
        if part.provider:
            continue
        if part.kind is PaymentKind.VOUCHER:
            vouchers.restore(connection, part.reference, part.amount)
        _complete(connection, refund_id, part, row, row.actor, at)
    if target:
        moved = _moved(connection, row, target, min(credit, price), at)
        order, currency = order_of(row).order, given.amount.currency
        pay_for(connection, order, row.theatre_id, target, moved, currency, at)


def done_at_provider(connection: Connection, kept: KeptRefund, actor: str, at: datetime) -> None:
    """A provider gave money back; its order is gone on with at once."""
    row = connection.execute(ORDER, {"order_key": kept.order_key}).one()
    part = replace(kept.payment.payment, amount=kept.refund.amount)
    _complete(connection, kept.refund.refund_id, part, row, actor, at)
    look_at_order(connection, kept.order_key, at)


def finish(connection: Connection, key: str) -> None:
    """An OWED order is DONE once nothing of it is due."""
    connection.execute(_FINISH, {"order_key": key})


def look_at_order(connection: Connection, key: str, again: datetime) -> None:
    """Go on with an order then."""
    connection.execute(_LOOK_AT_ORDER, {"order_key": key, "again": again})


def look_later(
    connection: Connection,
    kept: KeptRefund,
    again: datetime,
    looks: int,
    trouble: EventKind | None,
    at: datetime,
) -> None:
    """Ask for a refund `again`, `looks` times in vain by now; with `trouble` staff are told."""
    later = {"refund": kept.refund.refund_id, "again": again, "times": looks}
    if connection.execute(_LOOK_LATER, later).rowcount == 1 and trouble is not None:
        note_trouble(connection, kept.payment.payment, trouble, kept.payment.theatre_id, at)


def _reserved(connection: Connection, booking_id: str, amount_minor: int) -> tuple[Kept, ...]:
    """So much of a booking's payments as goes away from it: each with that amount. LessLeft."""
    paid = {kept.payment.payment_id: kept for kept in read_of_booking(connection, booking_id)}
    parts = []
    for payment_id, minor in spread(amount_minor, left_of(paid.values())):
        taken = connection.execute(_RESERVE, {"payment": payment_id, "more": minor})
        if taken.rowcount != 1:
            raise LessLeft
        kept = paid[payment_id]
        amount = Money(minor, kept.payment.amount.currency)
        parts.append(replace(kept, payment=replace(kept.payment, amount=amount)))
    return tuple(parts)


def _moved(
    connection: Connection, order: Row[Any], target: str, credit_minor: int, at: datetime
) -> tuple[tuple[str, Payment], ...]:
    """What pays for another booking now, by the ids of the refunds that say so. In its own one a
    booking's money stays where it is."""
    if target == order.booking_id:
        return ()
    parts = _reserved(connection, order.booking_id, credit_minor)
    return tuple(
        (_write(connection, order.key, kept.payment, at, target), kept.payment) for kept in parts
    )


def _write(
    connection: Connection, key: str, part: Payment, at: datetime, moved_to: str = ""
) -> str:
    """Write that a part of a payment goes back, or was moved to another booking; its id."""
    refund_id = secrets.token_hex(REFUND_ID_BYTES)
    is_due = bool(part.provider) and not moved_to
    connection.execute(
        insert(refunds),
        {
            "refund_id": refund_id,
            "order_key": key,
            "payment_id": part.payment_id,
            "amount_minor": part.amount.amount_minor,
            "currency": part.amount.currency,
            "provider": part.provider,
            "moved_to": moved_to,
            "state": (RefundState.DONE if moved_to else RefundState.DUE).value,
            "look_at": at if is_due else None,
            "looks": 0,
        },
    )
    return refund_id


def _complete(
    connection: Connection, refund_id: str, part: Payment, order: Row[Any], by: str, at: datetime
) -> None:
    """The customer has this part of a payment; it is counted in the shift at the counter where it
    was asked for."""
    if connection.execute(_DO, {"refund": refund_id}).rowcount != 1:
        return
    back = replace(part, state=PaymentState.REFUNDED)
    kind = EventKind.PAYMENT_REFUNDED
    note_change(connection, back, kind, order.theatre_id, by, at, refund_id=refund_id)
    shift_id = _shift(connection, order, part, at)
    if shift_id:
        tills.count_payment(connection, shift_id, back, EntryKind.RETURNED, by, at, refund_id)
    connection.execute(_WHOLLY_BACK, {"payment": part.payment_id})


def _shift(connection: Connection, order: Row[Any], part: Payment, at: datetime) -> str:
    """The shift that a refund is counted in. What a provider gives back when that is over is in
    none: nobody is there any more."""
    here = AtTill(order.theatre_id, order.actor, order.till, part.amount.currency)
    if not part.provider:
        return tills.shift_for_sale(connection, here, at)
    there = read_open_shift(connection, here)
    return "" if there is None else there.shift_id


def _asked(order: RefundOrder) -> tuple[object, ...]:
    return order.booking_id, order.line_ids, order.hold_id, order.tenders, order.restocks
