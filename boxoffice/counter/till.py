"""Taking money for a hold: the same key and the same words until the outcome is known."""

import asyncio
import logging
from collections.abc import Callable
from dataclasses import dataclass, replace
from uuid import uuid4

from boxoffice.counter.journal import Journal, Unfinished
from boxoffice.counter.patience import Patience
from boxoffice.counter.seller import Seller
from boxoffice.model.booking import Booking, BookingState, SeatChoice
from boxoffice.model.errors import (
    BadInput,
    HoldOver,
    NoProvider,
    NotFound,
    PriceRefused,
    Refusal,
    SeatsGone,
    SoldOut,
    StoreUnusable,
    TryAgain,
    VoucherRefused,
    WrongAmount,
    WrongState,
)
from boxoffice.model.payment import Tender, TenderKind
from boxoffice.model.shift import AtCounter
from boxoffice.rules.concessions import items_of

#: Refusals that speak of the payment itself: nothing was taken. Others speak of who asks.
DEFINITE = (
    BadInput, HoldOver, NoProvider, NotFound, PriceRefused, SeatsGone, SoldOut, VoucherRefused,
    WrongAmount, WrongState,
)  # fmt: skip

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Attempt:
    """A payment as it was asked for. A repetition must say exactly the same."""

    booking_id: str
    tenders: tuple[Tender, ...]
    key: str
    counter: AtCounter


class Till:
    """One sale's payment. The idempotency key is made when paying opens, not when it is taken."""

    def __init__(
        self,
        seller: Seller,
        patience: Patience,
        counter: Callable[[], AtCounter],
        journal: Journal,
    ) -> None:
        """`journal` outlives the program; `counter` tells where the sale in hand is made, and what
        it took until now."""
        self._counter = counter
        self._journal = journal
        self._seller = seller
        self._patience = patience
        self._key = ""
        self._attempt: Attempt | None = None
        self._lost = False

    @property
    def name(self) -> str:
        """What the counter is called."""
        return self._counter().till

    @property
    def unknown(self) -> bool:
        """Whether a payment was asked for and may have happened."""
        return self._lost

    async def open(self, booking: Booking) -> None:
        """Begin a payment; one whose outcome is unknown goes on instead."""
        if not self._lost:
            await self.close()
            await self._keep(booking)

    @property
    def attempt(self) -> Attempt | None:
        """What was asked for, while it is not dealt with."""
        return self._attempt

    async def ask_for(self, booking: Booking, tenders: tuple[Tender, ...]) -> Attempt:
        """These tenders; or the attempt before, while its outcome is unknown."""
        if self._attempt is None:
            attempt = Attempt(booking.booking_id, tenders, self._key, self._counter())
            await self._keep(booking, attempt)
            self._attempt = attempt
        return self._attempt

    def resume(self, sale: Unfinished) -> None:
        """Go on with a payment that an earlier run of the program has asked for."""
        self._key, self._lost = sale.key, True
        self._attempt = Attempt(sale.booking_id, sale.tenders, sale.key, sale.counter)

    async def settle(self, attempt: Attempt) -> Booking:
        """What became of the attempt. TryAgain, StoreUnusable and any fault leave that unknown."""
        try:
            paid = await self._patience.ask(lambda: self._once(attempt))
        except DEFINITE:
            await self.close()
            raise
        except Exception:
            if not self._lost:
                await self.close()
            raise
        self._lost = paid.state is BookingState.PENDING and not has_upi(attempt.tenders)
        return paid

    async def close(self) -> None:
        """The outcome is known and dealt with; the next attempt is a new one."""
        before, self._key = self._key, uuid4().hex
        self._attempt = None
        self._lost = False
        if before:
            await self.leave(before)

    async def leave(self, key: str) -> None:
        """Nothing has to be asked about this key any more."""
        await asyncio.to_thread(self._journal.forget, key)

    async def _keep(self, booking: Booking, attempt: Attempt | None = None) -> None:
        """Write down what a crash must not forget, before anybody is asked."""
        choices = tuple(SeatChoice(line.seat_id, line.ticket_type) for line in booking.seats)
        sale = Unfinished(
            self._key, booking.booking_id, booking.show_id, choices, booking.codes,
            items=items_of(booking.lines),
        )  # fmt: skip
        if attempt is not None:
            sale = replace(sale, tenders=attempt.tenders, counter=attempt.counter)
        try:
            await asyncio.to_thread(self._journal.keep, sale)
        except OSError:
            # A full disk must not end sales: the box office itself keeps what was paid.
            _log.exception("an unfinished sale cannot be written down")

    async def _once(self, attempt: Attempt) -> Booking:
        try:
            return await self._seller.take_payment(
                attempt.booking_id, attempt.tenders, attempt.key, attempt.counter
            )
        except Refusal as refusal:
            # The store can fail between two steps, after the money was written down.
            self._lost |= isinstance(refusal, (StoreUnusable, TryAgain))
            raise
        except Exception:
            self._lost = True
            raise


def has_upi(tenders: tuple[Tender, ...]) -> bool:
    """Whether the booking waits for UPI after these."""
    return any(tender.kind is TenderKind.UPI for tender in tenders)
