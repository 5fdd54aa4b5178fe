"""Reading shifts: who has one open, what happened in it and is not finished; a day's money."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, and_, bindparam, case, exists, func, or_, select

from boxoffice.model.events import EventKind
from boxoffice.model.money import Money
from boxoffice.model.payment import PaymentKind, PaymentState
from boxoffice.model.shift import (
    EntryKind,
    MoneyRow,
    Shift,
    ShiftEntry,
    ShiftReport,
    Unfinished,
    UnfinishedKind,
)
from boxoffice.rules.shift_reckoning import MOVES, Effort, reckon
from boxoffice.stores.payment import (
    OperationState,
    audit,
    entries,
    operations,
    payments,
    shifts,
)

#: Shifts of one day, and what is not finished in one, that anybody reads.
SHIFTS_READ, UNFINISHED_READ = 200, 100

_OPEN = (
    select(shifts)
    .where(shifts.c.theatre_id == bindparam("theatre"))
    .where(shifts.c.user_id == bindparam("user"))
    .where(shifts.c.till == bindparam("at_till"))
    .where(shifts.c.currency == bindparam("in_currency"))
    .where(shifts.c.closed_at.is_(None))
)
_ONE = select(shifts).where(shifts.c.shift_id == bindparam("shift"))
_OF_DAY = (
    select(shifts)
    .where(shifts.c.theatre_id == bindparam("theatre"))
    .where(shifts.c.opened_at < bindparam("until"))
    .where(shifts.c.closed_at.is_(None) | (shifts.c.closed_at >= bindparam("since")))
    .order_by(shifts.c.opened_at)
    .limit(SHIFTS_READ)
)
_ENTRIES = select(entries).where(entries.c.shift_id == bindparam("shift")).order_by(entries.c.at)
_TOOK_MONEY = exists().where(
    payments.c.operation_key == operations.c.key,
    payments.c.state.in_(
        [
            PaymentState.CAPTURED.value,
            PaymentState.REFUND_DUE.value,
            PaymentState.REFUNDED.value,
        ]
    ),
)
_IS_COUNTED = operations.c.key_presses > 0
_EFFORT = select(
    func.count(),
    func.sum(case((_IS_COUNTED, 1), else_=0)),
    func.sum(operations.c.key_presses),
    func.sum(case((_IS_COUNTED, operations.c.took_ms), else_=0)),
    func.sum(operations.c.items_minor),
).where(operations.c.shift_id == bindparam("shift"), _TOOK_MONEY)
_BEGUN = (
    select(operations)
    .where(operations.c.theatre_id == bindparam("theatre"))
    .where(operations.c.actor == bindparam("user"))
    .where(operations.c.till == bindparam("at_till"))
    .where(operations.c.state == OperationState.BEGUN.value)
    .order_by(operations.c.created_at)
    .limit(UNFINISHED_READ)
)
_OWED_AT_THE_COUNTER = payments.c.kind.in_(
    [PaymentKind.CASH.value, PaymentKind.CARD_TERMINAL.value]
)
_UNFINISHED = (
    select(payments)
    .join(operations, payments.c.operation_key == operations.c.key)
    .where(operations.c.shift_id == bindparam("shift"))
    .where(
        or_(
            payments.c.state == PaymentState.OPEN.value,
            # Its booking has not been told, or waits for the rest of the money.
            and_(payments.c.state == PaymentState.CAPTURED.value, payments.c.look_at.is_not(None)),
            and_(payments.c.state == PaymentState.REFUND_DUE.value, _OWED_AT_THE_COUNTER),
        )
    )
    .order_by(payments.c.created_at, payments.c.position)
    .limit(UNFINISHED_READ)
)
_KIND_OF_STATE = {
    PaymentState.OPEN.value: UnfinishedKind.UNKNOWN_UPI,
    PaymentState.CAPTURED.value: UnfinishedKind.PENDING_BOOKING,
    PaymentState.REFUND_DUE.value: UnfinishedKind.REFUND_OWED,
}
_ENTRY_OF_ACTION = {
    EventKind.PAYMENT_CAPTURED.value: EntryKind.TAKEN,
    EventKind.PAYMENT_REFUNDED.value: EntryKind.RETURNED,
}
_MONEY = (
    select(
        audit,
        func.coalesce(shifts.c.till, operations.c.till).label("till"),
        operations.c.actor.label("seller"),
        entries.c.key,
    )
    .select_from(audit)
    .join(payments, payments.c.payment_id == audit.c.payment_id)
    .join(operations, operations.c.key == payments.c.operation_key)
    .outerjoin(
        entries,
        and_(
            entries.c.payment_id == audit.c.payment_id,
            entries.c.refund_id == audit.c.refund_id,
            entries.c.kind
            == case(
                (audit.c.action == EventKind.PAYMENT_CAPTURED.value, EntryKind.TAKEN.value),
                else_=EntryKind.RETURNED.value,
            ),
        ),
    )
    .outerjoin(shifts, shifts.c.shift_id == entries.c.shift_id)
    .where(audit.c.theatre_id == bindparam("theatre"))
    .where(audit.c.at >= bindparam("since"))
    .where(audit.c.at < bindparam("until"))
    .where(audit.c.action.in_(list(_ENTRY_OF_ACTION)))
    .order_by(audit.c.position)
)
_DRAWER = (
    select(entries, shifts.c.till)
    .join(shifts, shifts.c.shift_id == entries.c.shift_id)
    .where(shifts.c.theatre_id == bindparam("theatre"))
    .where(entries.c.at >= bindparam("since"))
    .where(entries.c.at < bindparam("until"))
    .where(entries.c.payment_id == "")
    .order_by(entries.c.at)
)


@dataclass(frozen=True, slots=True)
class AtTill:
    """Whose shift at which counter, in which currency."""

    theatre_id: str
    user_id: str
    till: str
    currency: str


@dataclass(frozen=True, slots=True)
class Open:
    """Something of a shift that is not finished, by the id of its booking."""

    booking_id: str
    what: Unfinished


def read_open_shift(connection: Connection, at: AtTill) -> Shift | None:
    """The shift that somebody has open at a counter."""
    row = connection.execute(_OPEN, till_parameters(at)).first()
    return None if row is None else shift_of(row)


def read_shift(connection: Connection, shift_id: str) -> Shift | None:
    """One shift."""
    row = connection.execute(_ONE, {"shift": shift_id}).first()
    return None if row is None else shift_of(row)


def read_report(connection: Connection, shift_id: str) -> ShiftReport | None:
    """X of an open shift, Z of a closed one as it was closed."""
    row = connection.execute(_ONE, {"shift": shift_id}).first()
    return None if row is None else report_of(connection, row)


def read_reports_of_day(
    connection: Connection, theatre_id: str, since: datetime, until: datetime
) -> tuple[ShiftReport, ...]:
    """The shifts that were open at some moment of a day, the first opened first."""
    span = {"theatre": theatre_id, "since": since, "until": until}
    rows = connection.execute(_OF_DAY, span).all()
    return tuple(report_of(connection, row) for row in rows)


def report_of(connection: Connection, row: Row[Any]) -> ShiftReport:
    """A shift's row with everything that is said of it; unfinished work by no number yet."""
    shift = shift_of(row)
    happened = read_entries(connection, shift.shift_id)
    moves = tuple(entry for entry in happened if entry.kind in MOVES)
    if shift.counted is not None:
        difference = shift.counted - (row.figures.expected_cash or shift.counted)
        return ShiftReport(shift, row.figures, moves, row.unfinished, difference)
    sales, *sums = connection.execute(_EFFORT, {"shift": shift.shift_id}).one()
    # PostgreSQL sums large numbers as decimals.
    effort = Effort(sales, *(int(each or 0) for each in sums))
    unfinished = tuple(one.what for one in read_unfinished(connection, shift))
    return ShiftReport(shift, reckon(happened, effort, shift.currency), moves, unfinished)


def read_entries(connection: Connection, shift_id: str) -> tuple[ShiftEntry, ...]:
    """Everything that happened in a shift, oldest first."""
    return tuple(entry_of(row) for row in connection.execute(_ENTRIES, {"shift": shift_id}))


def read_unfinished(connection: Connection, shift: Shift) -> tuple[Open, ...]:
    """What is not finished in a shift, a bounded number; a booking once."""
    at = AtTill(shift.theatre_id, shift.user_id, shift.till, shift.currency)
    found = [
        Open(row.booking_id, _unfinished(UnfinishedKind.PENDING_BOOKING, 0, shift, row.created_at))
        for row in connection.execute(_BEGUN, till_parameters(at))
    ]
    found += [
        Open(
            row.booking_id,
            _unfinished(_KIND_OF_STATE[row.state], row.amount_minor, shift, row.created_at),
        )
        for row in connection.execute(_UNFINISHED, {"shift": shift.shift_id})
    ]
    return tuple(found)


def read_money_of_day(
    connection: Connection, theatre_id: str, since: datetime, until: datetime
) -> tuple[MoneyRow, ...]:
    """Every change of money of a theatre's day, and what happened to its drawers, by time."""
    span = {"theatre": theatre_id, "since": since, "until": until}
    # A drawer is opened before what goes into it, also within one moment.
    rows = [_drawer(row) for row in connection.execute(_DRAWER, span)]
    rows += [_money(row) for row in connection.execute(_MONEY, span)]
    return tuple(sorted(rows, key=lambda row: row.at))


def till_parameters(at: AtTill) -> dict[str, str]:
    """What is asked about somebody's till."""
    return {
        "theatre": at.theatre_id,
        "user": at.user_id,
        "at_till": at.till,
        "in_currency": at.currency,
    }


def entry_of(row: Row[Any]) -> ShiftEntry:
    """A row of entries."""
    return ShiftEntry(
        kind=EntryKind(row.kind),
        tender=PaymentKind(row.tender),
        amount=Money(row.amount_minor, row.currency),
        at=row.at,
        by=row.actor,
        reason=row.reason,
        payment_id=row.payment_id,
    )


def shift_of(row: Row[Any]) -> Shift:
    """A row of shifts."""
    is_counted = row.counted_minor is not None
    return Shift(
        shift_id=row.shift_id,
        theatre_id=row.theatre_id,
        user_id=row.user_id,
        till=row.till,
        currency=row.currency,
        opened_at=row.opened_at,
        opened_by_sale=row.opened_by_sale,
        z_number=row.z_number or 0,
        closed_at=row.closed_at,
        closed_by=row.closed_by,
        counted=Money(row.counted_minor, row.currency) if is_counted else None,
        piles=row.piles or (),
        approved_by=row.approved_by,
        countersigned_by=row.countersigned_by,
        countersigned_at=row.countersigned_at,
    )


def with_unfinished(
    report: ShiftReport, found: Sequence[Open], numbers: dict[str, str]
) -> ShiftReport:
    """A report that names the bookings of what is not finished."""
    return replace(report, unfinished=numbered(found, numbers))


def numbered(found: Sequence[Open], numbers: dict[str, str]) -> tuple[Unfinished, ...]:
    """What is not finished, by the numbers that people call the bookings."""
    return tuple(replace(one.what, booking_number=numbers.get(one.booking_id, "")) for one in found)


def _unfinished(
    kind: UnfinishedKind, amount_minor: int, shift: Shift, since: datetime
) -> Unfinished:
    return Unfinished(kind, "", Money(amount_minor, shift.currency), since)


def _money(row: Row[Any]) -> MoneyRow:
    entry = _ENTRY_OF_ACTION[row.action]
    return MoneyRow(
        at=row.at,
        kind=entry,
        tender=PaymentKind(row.kind),
        amount=Money(row.amount_minor, row.currency),
        booking_id=row.booking_id,
        till=row.till or "",
        user_id=row.seller if entry is EntryKind.TAKEN else row.actor,
        in_shift=row.key is not None,
    )


def _drawer(row: Row[Any]) -> MoneyRow:
    return MoneyRow(
        at=row.at,
        kind=EntryKind(row.kind),
        tender=PaymentKind.CASH,
        amount=Money(row.amount_minor, row.currency),
        booking_id="",
        till=row.till,
        user_id=row.actor,
        in_shift=True,
        reason=row.reason,
    )
