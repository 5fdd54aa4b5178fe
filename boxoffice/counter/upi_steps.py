"""The steps of a sale that wait for UPI: the truth about its state, from whoever knows it."""

import asyncio
from collections.abc import Callable
from contextlib import aclosing

from boxoffice.counter.desk import Desk
from boxoffice.counter.open_show import OpenShow
from boxoffice.counter.seller import Seller
from boxoffice.counter.settle import UPI_ENDED, Settle, tendered
from boxoffice.counter.state import Notice, NoticeKind, Stage, Step
from boxoffice.counter.till import Till
from boxoffice.model.booking import BookingState
from boxoffice.model.errors import Refusal, TryAgain
from boxoffice.model.payment import Payment, PaymentKind, Tender, TenderKind


class UpiSteps:
    """Pending is not failed: only the box office says how a payment stands. `look` asks for
    another look when it has said something."""

    def __init__(
        self, desk: Desk, seller: Seller, till: Till, settle: Settle, look: Callable[[], None]
    ) -> None:
        self._desk = desk
        self._seller = seller
        self._till = till
        self._settle = settle
        self._look = look
        self._watched = ""
        self._watching: asyncio.Task[None] | None = None

    async def begin(self, show: OpenShow) -> None:
        """Ask for all that is due by UPI."""
        state = self._desk.state
        if state.due is None:
            return
        before = state.stage
        self._desk.change(stage=Stage.UPI, given="", code="", upi=None, notice=None)
        try:
            tender = Tender(TenderKind.UPI, state.due.amount_minor)
            await self._settle.take(show, (*state.parts, tender))
        finally:
            now = self._desk.state
            waits = now.booking is not None and now.booking.state is BookingState.PENDING
            if now.stage is Stage.UPI and not (waits or now.unknown):
                self._desk.change(stage=before)

    async def again(self, show: OpenShow) -> None:
        """Have the provider asked, or ask for the money anew where that payment has ended."""
        state, attempt = self._desk.state, self._till.attempt
        upi, booking = state.upi, state.booking
        if booking is not None and upi is not None and upi.state in UPI_ENDED:
            await self._till.open(booking)
            await self.begin(show)
        elif attempt is not None:
            await self._settle.take(show, attempt.tenders)
        await self.see()

    async def see(self) -> None:
        """Look how the payment stands, and hear of it when that changes."""
        state = self._desk.state
        if state.stage is not Stage.UPI or state.unknown or state.booking is None:
            return
        booking_id = state.booking.booking_id
        if self._watched != booking_id:
            self.stop_watching()
            self._watched = booking_id
            self._watching = asyncio.create_task(self._watch(booking_id))
        try:
            booking = await self._seller.booking(booking_id)
            payments = await self._seller.payments(booking_id)
        except Refusal:
            # What cannot be asked just now is asked with the next look.
            return
        if booking.state is BookingState.CONFIRMED:
            await self._settle.done(booking, tendered(payments))
        elif booking.state is not BookingState.PENDING:
            await self._settle.over(tendered(payments), booking.total.currency)
        else:
            self._desk.change(booking=booking, upi=_newest(payments))

    async def close(self) -> bool:
        """Close the payment so that nobody pays twice; False while that is not known, or when it
        was paid after all."""
        booking = self._desk.state.booking
        if booking is None or self._desk.state.unknown:
            return False
        try:
            with self._desk.asking(Step.PAYING):
                booking = await self._seller.close_payment(booking.booking_id)
        except TryAgain:
            self._desk.fail(Notice(NoticeKind.UPI_UNKNOWN))
            return False
        if booking.state is not BookingState.PENDING:
            await self.see()
            return False
        self.stop_watching()
        await self._till.close()
        self._desk.change(stage=Stage.BASKET, booking=booking, upi=None)
        return True

    def stop_watching(self) -> None:
        """Nobody waits for this payment any more."""
        if self._watching is not None:
            self._watching.cancel()
        self._watching, self._watched = None, ""

    async def stop(self) -> None:
        """Watch nothing any more, and wait until that has ended."""
        watching = self._watching
        self.stop_watching()
        if watching is not None:
            await asyncio.gather(watching, return_exceptions=True)

    async def _watch(self, booking_id: str) -> None:
        try:
            async with aclosing(self._seller.watch_booking(booking_id)) as told:
                async for _ in told:
                    self._look()
        except Refusal:
            # The clock's own looks go on.
            return


def _newest(payments: tuple[Payment, ...]) -> Payment | None:
    of_upi = [payment for payment in payments if payment.kind is PaymentKind.UPI]
    return of_upi[-1] if of_upi else None
