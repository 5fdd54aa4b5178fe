"""Every change of a shift: opened, money counted into it, cash moved, closed, countersigned. Each
is written with its audit row in the caller's transaction, once under its key."""

import secrets
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, bindparam, insert, select, text, update

from boxoffice.model.errors import KeyReused, NotFound, WrongState
from boxoffice.model.money import Money
from boxoffice.model.payment import Payment, PaymentKind
from boxoffice.model.shift import EntryKind, Pile, Shift, ShiftEntry, ShiftReport
from boxoffice.rules.shift_reckoning import counted
from boxoffice.rules.shift_words import unfinished_words
from boxoffice.stores.columns import Moment
from boxoffice.stores.counters import take_numbers
from boxoffice.stores.payment import entries, numbers, operations, shifts
from boxoffice.stores.payment_notes import note_shift
from boxoffice.stores.payment_shift_reading import (
    AtTill,
    numbered,
    read_open_shift,
    read_report,
    read_shift,
    read_unfinished,
    till_parameters,
)

SHIFT_ID_BYTES = 12

# Two sales may open the same shift at the same moment; each engine has this only by its own name.
_BEGIN = text(
    "INSERT INTO payment_shift (shift_id, theatre_id, user_id, till, currency, opened_at,"
    " opened_by_sale) VALUES (:shift, :theatre, :user, :at_till, :in_currency, :now, :by_sale)"
    " ON CONFLICT DO NOTHING"
).bindparams(bindparam("now", type_=Moment))
_OF_SALE = (
    select(shifts.c.shift_id)
    .join(operations, operations.c.shift_id == shifts.c.shift_id)
    .where(operations.c.key == bindparam("operation_key"))
    .where(shifts.c.closed_at.is_(None))
)
_UNDER_KEY = (
    select(entries, shifts.c.theatre_id, shifts.c.user_id, shifts.c.till)
    .join(shifts, shifts.c.shift_id == entries.c.shift_id)
    .where(entries.c.key == bindparam("entry_key"))
)
_CLOSE = (
    update(shifts)
    .where(shifts.c.shift_id == bindparam("shift"))
    .where(shifts.c.closed_at.is_(None))
)
_SIGN = (
    update(shifts)
    .where(shifts.c.shift_id == bindparam("shift"))
    .where(shifts.c.countersigned_by == "")
    .values(countersigned_by=bindparam("signer"), countersigned_at=bindparam("now"))
)


@dataclass(frozen=True, slots=True)
class Closing:
    """What a shift is closed with; `approved_by` lets it close with unfinished work, and `numbers`
    are the numbers of the bookings that this may be about."""

    shift_id: str
    piles: tuple[Pile, ...]
    key: str
    by: str
    approved_by: str
    numbers: dict[str, str]


def shift_for_sale(connection: Connection, at: AtTill, now: datetime) -> str:
    """The id of the shift that a sale belongs to; one without a float begins where none is open."""
    there = read_open_shift(connection, at)
    if there is None:
        there = _begin(connection, at, now, Money(0, at.currency), f"sale:{secrets.token_hex(8)}")
    return there.shift_id


def open_shift(
    connection: Connection, at: AtTill, amount: Money, key: str, now: datetime
) -> ShiftReport:
    """Open a shift with a float. WrongState where one is open, KeyReused."""
    opening = ShiftEntry(EntryKind.OPENED, PaymentKind.CASH, amount, now, at.user_id)
    key = _asked(key)
    earlier = _known(connection, key, opening, at)
    if earlier is None and read_open_shift(connection, at) is not None:
        raise WrongState("A shift is open here already. Close it first.")
    shift_id = earlier or _begin(connection, at, now, amount, key, by_sale=False).shift_id
    return _report(connection, shift_id)


def move_cash(connection: Connection, at: AtTill, entry: ShiftEntry, key: str) -> ShiftReport:
    """Cash put in or taken out, or a drawer opened without a sale. WrongState where no shift is
    open, KeyReused."""
    key = _asked(key)
    shift_id = _known(connection, key, entry, at)
    if shift_id is None:
        there = read_open_shift(connection, at)
        if there is None:
            raise WrongState("No shift is open at this counter. Open one first.")
        shift_id = there.shift_id
        _add(connection, there, entry, key)
    return _report(connection, shift_id)


def count_payment(
    connection: Connection,
    shift_id: str,
    payment: Payment,
    kind: EntryKind,
    by: str,
    at: datetime,
    refund_id: str = "",
) -> None:
    """Count money that was taken or given back in a shift, of a payment that is given back in parts
    by refund; who audits the payment audits this."""
    entry = ShiftEntry(kind, payment.kind, payment.amount, at, by, "", payment.payment_id)
    _write(
        connection, shift_id, entry, f"{refund_id or payment.payment_id}:{kind.value}", refund_id
    )


def open_shift_of_sale(connection: Connection, operation_key: str) -> str:
    """The id of the shift of a sale while it is open; empty afterwards, and for online payments."""
    found = connection.execute(_OF_SALE, {"operation_key": operation_key}).scalar_one_or_none()
    return found or ""


def close(connection: Connection, closing: Closing, at: datetime) -> ShiftReport:
    """Count the drawer and make Z of the shift, with the theatre's next number.

    NotFound, WrongState when it is closed or something is not finished and nobody approved of
    that, KeyReused, BadInput for an impossible count.
    """
    shift = _shift(connection, closing.shift_id)
    total = counted(closing.piles, shift.currency)
    entry = ShiftEntry(EntryKind.CLOSED, PaymentKind.CASH, total, at, closing.by)
    till = AtTill(shift.theatre_id, shift.user_id, shift.till, shift.currency)
    key = _asked(closing.key)
    earlier = _known(connection, key, entry, till)
    if earlier == shift.shift_id:
        return _report(connection, shift.shift_id)
    if earlier is not None:
        raise KeyReused("This key was already used for another shift.")
    if shift.closed_at is not None:
        raise WrongState(f"This shift is closed: Z {shift.z_number}.")
    unfinished = numbered(read_unfinished(connection, shift), closing.numbers)
    if unfinished and not closing.approved_by:
        raise WrongState(
            f"This shift has unfinished work: {unfinished_words(unfinished)}."
            " A supervisor may close it with that listed."
        )
    figures = _report(connection, shift.shift_id).figures
    number = take_numbers(connection, numbers, f"z:{shift.theatre_id}", 1).start
    connection.execute(
        _CLOSE.values(
            z_number=number,
            closed_at=at,
            closed_by=closing.by,
            counted_minor=total.amount_minor,
            piles=closing.piles,
            figures=figures,
            unfinished=unfinished,
            approved_by=closing.approved_by if unfinished else "",
        ),
        {"shift": shift.shift_id},
    )
    _add(connection, shift, entry, key)
    return _report(connection, shift.shift_id)


def countersign(connection: Connection, shift_id: str, by: str, at: datetime) -> ShiftReport:
    """A second person signs what was counted; the same one again is fine. NotFound, WrongState."""
    shift = _shift(connection, shift_id)
    if shift.closed_at is None:
        raise WrongState("A shift is countersigned once it is closed.")
    if by in (shift.user_id, shift.closed_by):
        raise WrongState("Somebody else countersigns a shift than who worked or counted it.")
    if shift.countersigned_by not in ("", by):
        raise WrongState("This shift is countersigned already.")
    if not shift.countersigned_by:
        connection.execute(_SIGN, {"shift": shift_id, "signer": by, "now": at})
        signed = Money(0, shift.currency)
        note_shift(connection, shift, "shift_countersigned", signed, by, at)
    return _report(connection, shift_id)


def _begin(
    connection: Connection,
    at: AtTill,
    now: datetime,
    amount: Money,
    key: str,
    *,
    by_sale: bool = True,
) -> Shift:
    shift_id = secrets.token_hex(SHIFT_ID_BYTES)
    parameters = till_parameters(at) | {"shift": shift_id, "now": now, "by_sale": by_sale}
    connection.execute(_BEGIN, parameters)
    shift = read_open_shift(connection, at)
    assert shift is not None
    if shift.shift_id == shift_id:
        opening = ShiftEntry(EntryKind.OPENED, PaymentKind.CASH, amount, now, at.user_id)
        _add(connection, shift, opening, key)
    return shift


def _asked(key: str) -> str:
    """A client's key as it is kept: apart from those that entries of payments have by themselves,
    so that nobody's choice of one stands in their way."""
    return f"asked:{key}"


def _known(connection: Connection, key: str, entry: ShiftEntry, at: AtTill) -> str | None:
    """The shift there in which just this happened under the key; KeyReused for something else."""
    row = connection.execute(_UNDER_KEY, {"entry_key": key}).first()
    if row is None:
        return None
    if _said(row) != (entry.kind, entry.amount.amount_minor, entry.by, entry.reason, at):
        raise KeyReused("This key was already used for something else.")
    shift_id: str = row.shift_id
    return shift_id


def _said(row: Row[Any]) -> tuple[EntryKind, int, str, str, AtTill]:
    there = AtTill(row.theatre_id, row.user_id, row.till, row.currency)
    return EntryKind(row.kind), row.amount_minor, row.actor, row.reason, there


def _add(connection: Connection, shift: Shift, entry: ShiftEntry, key: str) -> None:
    _write(connection, shift.shift_id, entry, key)
    note_shift(connection, shift, f"shift_{entry.kind.value}", entry.amount, entry.by, entry.at)


def _write(
    connection: Connection, shift_id: str, entry: ShiftEntry, key: str, refund_id: str = ""
) -> None:
    connection.execute(
        insert(entries),
        {
            "key": key,
            "shift_id": shift_id,
            "kind": entry.kind.value,
            "tender": entry.tender.value,
            "amount_minor": entry.amount.amount_minor,
            "currency": entry.amount.currency,
            "at": entry.at,
            "actor": entry.by,
            "reason": entry.reason,
            "payment_id": entry.payment_id,
            "refund_id": refund_id,
        },
    )


def _shift(connection: Connection, shift_id: str) -> Shift:
    shift = read_shift(connection, shift_id)
    if shift is None:
        raise NotFound("There is no such shift.")
    return shift


def _report(connection: Connection, shift_id: str) -> ShiftReport:
    report = read_report(connection, shift_id)
    assert report is not None
    return report
