"""The till's shifts: opened, cash put in and taken out, counted, closed; the money of a day."""

from collections.abc import Callable
from datetime import datetime
from typing import Concatenate, ParamSpec

from sqlalchemy import Connection

from boxoffice.model.booking import Booking, BookingState
from boxoffice.model.clock import Clock
from boxoffice.model.errors import BadInput, NotFound
from boxoffice.model.money import Money
from boxoffice.model.owed import Owed
from boxoffice.model.payment import MAX_AMOUNT_MINOR, Payment, PaymentKind
from boxoffice.model.services import BookingService
from boxoffice.model.shift import (
    AtCounter,
    CashMove,
    EntryKind,
    MoneyRow,
    Pile,
    Shift,
    ShiftEntry,
    ShiftReport,
)
from boxoffice.rules.owing import why_owed
from boxoffice.rules.shift_reckoning import counted
from boxoffice.services.commands import Commands
from boxoffice.services.payment.tenders import check_key
from boxoffice.stores import payment_ledger as ledger
from boxoffice.stores import payment_shift_reading as reading
from boxoffice.stores import payment_shifts as store
from boxoffice.stores.database import Database
from boxoffice.stores.payment_returns import read_owed
from boxoffice.stores.payment_shift_reading import AtTill, Open

P = ParamSpec("P")

MAX_TILL_LENGTH = 80
MAX_REASON_LENGTH = 200
#: Nobody presses more keys for one sale, or is longer about it; what says so is not counted.
MAX_KEYS, MAX_TOOK_MS = 10_000, 6 * 60 * 60 * 1000

_OVER = frozenset({BookingState.EXPIRED, BookingState.CANCELLED})
_ENTRY_OF_MOVE = {
    CashMove.PAY_IN: EntryKind.PAID_IN,
    CashMove.PAY_OUT: EntryKind.PAID_OUT,
    CashMove.NO_SALE: EntryKind.NO_SALE,
}


class Tills:
    """A boxoffice.model.shift_keeping.ShiftKeeping: each command is one transaction that acts once
    under its key."""

    def __init__(self, database: Database, clock: Clock, bookings: BookingService) -> None:
        self._database = database
        self._clock = clock
        self._bookings = bookings
        self._commands = Commands()

    async def shift(self, theatre_id: str, till: str, currency: str, by: str) -> ShiftReport | None:
        """X of the shift that somebody has open at a counter; None where they have none."""
        at = AtTill(theatre_id, by, checked_till(till), currency)
        there = await self._database.read(reading.read_open_shift, at)
        return None if there is None else await self.shift_report(there.shift_id)

    async def shift_report(self, shift_id: str) -> ShiftReport:
        """X of an open shift, Z of a closed one; NotFound."""
        report = await self._database.read(reading.read_report, shift_id)
        if report is None:
            raise NotFound("There is no such shift.")
        return await self._with_numbers(report)

    async def shifts_of_day(
        self, theatre_id: str, since: datetime, until: datetime
    ) -> tuple[ShiftReport, ...]:
        """The shifts that were open at some moment of a day, the first opened first."""
        found = await self._database.read(reading.read_reports_of_day, theatre_id, since, until)
        return tuple([await self._with_numbers(one) for one in found])

    async def money_of_day(
        self, theatre_id: str, since: datetime, until: datetime
    ) -> tuple[MoneyRow, ...]:
        """Every change of money of a day and what happened to its drawers, by time."""
        return await self._database.read(reading.read_money_of_day, theatre_id, since, until)

    async def owed(self, theatre_id: str) -> tuple[Owed, ...]:
        """What a theatre owes back over the counter, the oldest first."""
        found = await self._database.read(read_owed, theatre_id)
        ids = tuple({payment.booking_id for payment in found})
        bookings = {one.booking_id: one for one in await self._bookings.get_many(ids)}
        return tuple(_owed(one, bookings.get(one.booking_id)) for one in found)

    async def open_shift(
        self, theatre_id: str, till: str, amount: Money, idempotency_key: str, by: str
    ) -> ShiftReport:
        """Open a shift with a float; BadInput, WrongState, KeyReused."""
        check_key(idempotency_key)
        _check_amount(amount, least=0)
        at = AtTill(theatre_id, by, checked_till(till), amount.currency)
        now = self._clock.now()
        return await self._run(store.open_shift, at, amount, idempotency_key, now)

    async def move_cash(
        self,
        theatre_id: str,
        till: str,
        move: CashMove,
        amount: Money,
        reason: str,
        idempotency_key: str,
        by: str,
    ) -> ShiftReport:
        """Put cash in, take it out, or open the drawer without a sale; BadInput, WrongState,
        KeyReused."""
        check_key(idempotency_key)
        why = reason.strip()
        if not why.isprintable() or len(why) > MAX_REASON_LENGTH:
            raise BadInput(f"A reason has at most {MAX_REASON_LENGTH} printable characters.")
        if move is CashMove.NO_SALE:
            amount = Money(0, amount.currency)
        else:
            _check_amount(amount, least=1)
            if not why:
                raise BadInput("Say what the cash is for.")
        at = AtTill(theatre_id, by, checked_till(till), amount.currency)
        entry = ShiftEntry(
            _ENTRY_OF_MOVE[move], PaymentKind.CASH, amount, self._clock.now(), by, why
        )
        return await self._run(store.move_cash, at, entry, idempotency_key)

    async def close_shift(
        self,
        shift_id: str,
        piles: tuple[Pile, ...],
        idempotency_key: str,
        by: str,
        approved_by: str = "",
    ) -> ShiftReport:
        """Count the drawer and make Z; NotFound, BadInput, KeyReused, WrongState with words about
        what is not finished."""
        check_key(idempotency_key)
        shift = await self._shift(shift_id)
        counted(piles, shift.currency)
        _, numbers = await self._unfinished(shift)
        closing = store.Closing(shift_id, piles, idempotency_key, by, approved_by, numbers)
        return await self._run(store.close, closing, self._clock.now())

    async def countersign(self, shift_id: str, by: str) -> ShiftReport:
        """A second person signs a closed shift; the same again is fine. NotFound, WrongState."""
        return await self._run(store.countersign, shift_id, by, self._clock.now())

    async def _run(
        self, work: Callable[Concatenate[Connection, P], ShiftReport], *args: P.args, **kw: P.kwargs
    ) -> ShiftReport:
        """Run one transaction to its end, whoever stops waiting for it."""
        running = self._database.run(work, *args, **kw)
        return await self._with_numbers(await self._commands.run(running))

    async def _shift(self, shift_id: str) -> Shift:
        shift = await self._database.read(reading.read_shift, shift_id)
        if shift is None:
            raise NotFound("There is no such shift.")
        return shift

    async def _with_numbers(self, report: ShiftReport) -> ShiftReport:
        if not report.unfinished or report.shift.closed_at is not None:
            return report
        return reading.with_unfinished(report, *await self._unfinished(report.shift))

    async def _unfinished(self, shift: Shift) -> tuple[tuple[Open, ...], dict[str, str]]:
        """What is not finished, and the numbers of the bookings it is about. A sale that never came
        further than its key is over with its hold."""
        numbers = {}
        for one in await self._database.read(reading.read_unfinished, shift):
            booking = await self._booking(one.booking_id)
            if booking is None or booking.state in _OVER:
                await self._database.run(ledger.close_begun, one.booking_id, self._clock.now())
            numbers[one.booking_id] = "" if booking is None else booking.number
        return await self._database.read(reading.read_unfinished, shift), numbers

    async def _booking(self, booking_id: str) -> Booking | None:
        try:
            return await self._bookings.get(booking_id)
        except NotFound:
            return None


def checked_counter(counter: AtCounter) -> AtCounter:
    """Where a sale is made; what it took is left out when it cannot be. BadInput for its till."""
    sane = 0 <= counter.keys <= MAX_KEYS and 0 <= counter.took_ms <= MAX_TOOK_MS
    till = checked_till(counter.till)
    return AtCounter(till, counter.keys, counter.took_ms) if sane else AtCounter(till)


def checked_till(till: str) -> str:
    """A counter's name; BadInput."""
    if len(till) > MAX_TILL_LENGTH or not till.isprintable():
        raise BadInput(f"A counter's name has at most {MAX_TILL_LENGTH} printable characters.")
    return till.strip()


def _owed(payment: Payment, booking: Booking | None) -> Owed:
    return Owed(
        payment_id=payment.payment_id,
        booking_number="" if booking is None else booking.number,
        tender=payment.kind,
        amount=payment.amount,
        reference=payment.reference,
        why=why_owed(None if booking is None else booking.state),
        taken_at=payment.created_at,
    )


def _check_amount(amount: Money, *, least: int) -> None:
    if not least <= amount.amount_minor <= MAX_AMOUNT_MINOR:
        raise BadInput("That is no amount of cash for a drawer.")
