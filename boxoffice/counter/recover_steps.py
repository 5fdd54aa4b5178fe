"""After a crash: the sale that was being paid is asked for again, and what is known told."""

import asyncio
import contextlib

from boxoffice.counter.cash_steps import as_typed
from boxoffice.counter.desk import Desk
from boxoffice.counter.journal import Journal, Unfinished
from boxoffice.counter.open_show import OpenShow
from boxoffice.counter.seat_steps import SeatSteps
from boxoffice.counter.seller import Seller
from boxoffice.counter.settle import Settle
from boxoffice.counter.show_steps import ShowSteps
from boxoffice.counter.state import Notice, NoticeKind, SaleState, Stage
from boxoffice.counter.till import Till, has_upi
from boxoffice.model.booking import Booking, BookingState
from boxoffice.model.errors import NotFound, TryAgain
from boxoffice.model.money import Money
from boxoffice.model.payment import Tender, TenderKind

_PAYABLE = frozenset({BookingState.HELD, BookingState.PENDING})


class RecoverSteps:
    """What was asked for is asked again under its key, which takes nothing twice. What was only
    opened is a basket again."""

    def __init__(
        self,
        desk: Desk,
        seller: Seller,
        journal: Journal,
        till: Till,
        settle: Settle,
        seats: SeatSteps,
        shows: ShowSteps,
    ) -> None:
        self._desk = desk
        self._seller = seller
        self._journal = journal
        self._till = till
        self._settle = settle
        self._seats = seats
        self._shows = shows

    async def run(self) -> bool:
        """Go on with the oldest sale that is not dealt with; False while the box office does not
        answer. A sale in hand comes first: then it waits for the next start."""
        state = self._desk.state
        kept = await asyncio.to_thread(self._journal.unfinished)
        unfinished = [sale for sale in kept if not sale.parked]
        if not unfinished or state.booking is not None:
            return True
        sale, booking = unfinished[0], None
        try:
            # What nobody knows any more was a hold, and nothing was paid for it.
            with contextlib.suppress(NotFound):
                booking = await self._seller.booking(sale.booking_id)
            await self._shows.choose(await self._seller.listing(sale.show_id))
        except TryAgain:
            self._desk.change(notice=Notice(NoticeKind.RECOVERS))
            return False
        if self._desk.show is not None:
            await self._go_on(self._desk.show, sale, booking)
        return True

    async def _go_on(self, show: OpenShow, sale: Unfinished, booking: Booking | None) -> None:
        if booking is not None:
            self._desk.change(booking=booking, **_page(sale.tenders, booking))
        if booking is not None and sale.tenders:
            self._till.resume(sale)
            await self._settle.take(show, sale.tenders)
        else:
            await self._till.leave(sale.key)
            if booking is None or booking.state not in _PAYABLE:
                await self._seats.hold(show, sale.choices, sale.codes, sale.items)
        self._tell(sale, booking)

    def _tell(self, sale: Unfinished, before: Booking | None) -> None:
        state = self._desk.state
        if state.unknown or (state.stage is Stage.UPI and state.booking is not None):
            return
        if state.stage is Stage.DONE:
            notice = Notice(NoticeKind.RECOVERED_PAID)
        elif sale.tenders:
            currency = before.total.currency if before else self._desk.terms.currency
            handed = sum(one.given_minor or one.amount_minor for one in sale.tenders)
            notice = Notice(NoticeKind.RECOVERED_UNPAID, amount=Money(handed, currency))
        else:
            notice = Notice(NoticeKind.RECOVERED)
        self._desk.fail(notice)


def _page(tenders: tuple[Tender, ...], booking: Booking) -> dict[str, object]:
    """Where the sale stood, as parts of the state."""
    stage, given = Stage.BASKET, ""
    if has_upi(tenders):
        stage = Stage.UPI
    elif tenders and tenders[-1].kind is TenderKind.CASH:
        stage = Stage.CASH
        given = as_typed(Money(tenders[-1].given_minor, booking.total.currency))
    elif tenders:
        stage = Stage.SPLIT
    over = booking.state not in _PAYABLE
    fresh = SaleState()
    return {
        "stage": stage,
        "given": given,
        "over": over,
        "line": len(booking.seats) - 1,
        "count": len(booking.seats),
        "offer": fresh.offer,
    }
