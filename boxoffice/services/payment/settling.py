"""Settling captured money with the booking it was paid for, and ending what nobody paid."""

import contextlib
import logging
from datetime import timedelta

from boxoffice.model.booking import Booking, BookingState, ConfirmOutcome, PaidAmount
from boxoffice.model.clock import Clock
from boxoffice.model.errors import WrongState
from boxoffice.model.payment import PaymentState
from boxoffice.model.services import BookingService
from boxoffice.services.payment.patience import pause_after
from boxoffice.stores import payment_ledger as ledger
from boxoffice.stores import payment_online, payment_reading
from boxoffice.stores.database import Database
from boxoffice.stores.payment_reading import Kept

#: Payments settled in one sweep.
SETTLE_BATCH = 100
#: Pages of overdue bookings looked through in one sweep.
OVERDUE_PAGES = 100
#: Money that covers only a part of a booking which is past its time is looked at this often.
PART_SECONDS = 30.0
SETTLING_ACTOR = "payment"

_OVER = frozenset({BookingState.EXPIRED, BookingState.CANCELLED})

_log = logging.getLogger(__name__)


class Settling:
    """Every step is harmless to repeat; the sweep goes on where a call or a process stopped."""

    def __init__(self, database: Database, clock: Clock, bookings: BookingService) -> None:
        self._database = database
        self._clock = clock
        self._bookings = bookings

    async def settle(self, booking_id: str, just_taken: tuple[Kept, ...] = ()) -> Booking:
        """Have the booking hear of captured money, what was `just_taken` or else all there is, owe
        back what it does not take, and answer it as it is then."""
        taken: list[Kept] = []
        owed: list[Kept] = []
        for kept in just_taken or await self._database.read(
            payment_reading.read_of_booking, booking_id
        ):
            payment = kept.payment
            if payment.state is PaymentState.CAPTURED and kept.look_at is not None:
                paid = PaidAmount(payment.payment_id, payment.amount)
                outcome = await self._bookings.confirm(booking_id, paid)
                (owed if outcome is ConfirmOutcome.REFUND else taken).append(kept)
        booking = await self._bookings.get(booking_id)
        now = self._clock.now()
        again = None
        if booking.state is BookingState.PENDING:
            # Money that covers only a part may still have to be given back.
            again = max(booking.expires_at or now, now + timedelta(seconds=PART_SECONDS))
        elif booking.state in _OVER:
            # It ended since it took this, and owes it back by now.
            again = now
        settled = (taken, owed, again, SETTLING_ACTOR, now, booking.number)
        await self._database.run(ledger.settle, booking_id, *settled)
        just_minor = sum(kept.payment.amount.amount_minor for kept in just_taken)
        if just_taken and again is None and just_minor < booking.paid.amount_minor:
            # What was taken before waits for nothing any more.
            return await self.settle(booking_id)
        return booking

    async def settle_due(self) -> None:
        """Settle captured money that no call has settled."""
        due = await self._database.read(
            payment_reading.read_due, (PaymentState.CAPTURED,), self._clock.now(), SETTLE_BATCH
        )
        settled: set[str] = set()
        for kept in due:
            booking_id = kept.payment.booking_id
            if booking_id in settled:
                continue
            settled.add(booking_id)
            try:
                await self.settle(booking_id)
            except Exception:
                _log.exception("Payment %s could not be settled.", kept.payment.payment_id)
                now = self._clock.now()
                again = now + pause_after(kept.looks)
                await self._database.run(
                    payment_online.look_later, kept, again, kept.looks + 1, None, now
                )

    async def end_overdue(self, booking_id: str) -> bool:
        """Let a booking's seats go once no payment of it is open, and owe back what covered only
        a part; False while a payment is still open."""
        booking = await self.settle(booking_id)
        if booking.state is not BookingState.PENDING:
            return True
        if await self._database.read(payment_online.read_open, booking_id) is not None:
            return False
        await self._database.run(ledger.close_begun, booking_id, self._clock.now())
        with contextlib.suppress(WrongState):
            # It may have been paid or cancelled at this moment; either way it is over.
            await self._bookings.expire(booking_id)
        await self.settle(booking_id)
        return True

    async def end_all_overdue(self) -> None:
        """End every booking past its deadline that has no open payment. What fails is logged and
        left for the next sweep."""
        left = 0
        for _ in range(OVERDUE_PAGES):
            overdue = await self._bookings.overdue(left)
            if not overdue:
                return
            for booking_id in overdue:
                left += not await self._ended(booking_id)

    async def _ended(self, booking_id: str) -> bool:
        """Whether an overdue booking could be ended; what fails is logged by its number, since
        the id is the key to it."""
        number = ""
        try:
            number = (await self._bookings.get(booking_id)).number
            return await self.end_overdue(booking_id)
        except Exception:
            _log.exception("An overdue booking could not be ended: %s.", number)
            return False
