"""After a crash: the sale that was being paid is asked for again, and what is known told."""

import asyncio

from boxoffice.counter.cash_steps import as_typed
from boxoffice.counter.desk import Desk
from boxoffice.counter.journal import Journal, Unfinished
from boxoffice.counter.open_show import OpenShow
from boxoffice.counter.seat_steps import SeatSteps
from boxoffice.counter.seller import Seller
from boxoffice.counter.settle import Settle
from boxoffice.counter.state import Notice, NoticeKind, SaleState, Stage
from boxoffice.counter.till import Till, has_upi
from boxoffice.model.booking import Booking, BookingState
from boxoffice.model.errors import NotFound
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
    ) -> None:
        self._desk = desk
        self._seller = seller
        self._journal = journal
        self._till = till
        self._settle = settle
        self._seats = seats

    async def found(self) -> Unfinished | None:
        """The oldest sale that is not dealt with."""
        unfinished = await asyncio.to_thread(self._journal.unfinished)
        return unfinished[0] if unfinished else None

    async def booking(self, sale: Unfinished) -> Booking | None:
        """What the box office knows of it; None when nothing: then nothing was paid."""
        try:
            return await self._seller.booking(sale.booking_id)
        except NotFound:
            return None

    async def go_on(self, show: OpenShow, sale: Unfinished, booking: Booking | None) -> None:
        """Finish it, or leave it to the clerk; `show` is its show."""
        desk = self._desk
        if booking is not None:
            desk.change(booking=booking, **_page(sale.tenders, booking))
        if booking is not None and sale.tenders:
            self._till.resume(sale)
            await self._settle.take(show, sale.tenders)
        else:
            await self._till.leave(sale.key)
            if booking is None or booking.state not in _PAYABLE:
                await self._seats.hold(show, sale.choices, sale.codes)
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
