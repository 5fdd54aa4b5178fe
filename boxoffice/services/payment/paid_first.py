"""The difference of an exchange that is paid before seats change hands: by UPI, which may not come,
or with a voucher, which another sale may have used."""

import contextlib
import hashlib
from typing import Protocol

from boxoffice.model.booking import Booking, BookingState
from boxoffice.model.clock import Clock
from boxoffice.model.errors import HoldOver, NotFound, WrongState
from boxoffice.model.money import Money
from boxoffice.model.payment import Tender, TenderKind
from boxoffice.model.refund import RefundOrder
from boxoffice.model.services import BookingService
from boxoffice.model.shift import AtCounter
from boxoffice.rules.refunds import is_paid_first
from boxoffice.services.payment.methods import UPI_METHOD, PaymentMethods
from boxoffice.services.payment.settling import Settling
from boxoffice.services.payment.tenders import Share
from boxoffice.stores import payment_ledger as ledger
from boxoffice.stores.database import Database


class Take(Protocol):
    """Takes tenders for a booking, once under a key."""

    async def __call__(
        self,
        booking_id: str,
        tenders: tuple[Tender, ...],
        key: str,
        by: str,
        counter: AtCounter,
        share: Share | None = None,
    ) -> Booking: ...


class PaidFirst:
    """What was held is claimed, and waits for the difference as any sale does: it is followed,
    ended at its deadline, and can be given up."""

    def __init__(
        self,
        database: Database,
        clock: Clock,
        bookings: BookingService,
        settling: Settling,
        methods: PaymentMethods,
        take: Take,
    ) -> None:
        self._database = database
        self._clock = clock
        self._bookings = bookings
        self._settling = settling
        self._methods = methods
        self._take = take

    def check(self, tenders: tuple[Tender, ...]) -> None:
        """NoProvider for UPI that nobody here takes."""
        if any(tender.kind is TenderKind.UPI for tender in tenders):
            self._methods.provider_of(UPI_METHOD)

    async def is_paid(self, order: RefundOrder) -> bool:
        """Whether the seats may change hands, after taking what can be taken; HoldOver when the new
        ones were not paid in time."""
        if not is_paid_first(order.tenders):
            return True
        key = hashlib.sha256(f"pay first {order.key}".encode()).hexdigest()
        booking = await self._bookings.get(order.hold_id)
        due = Money(sum(one.amount_minor for one in order.tenders), booking.total.currency)
        if booking.state in (BookingState.HELD, BookingState.PENDING):
            share = Share(due, order.booking_id)
            what = (order.hold_id, order.tenders, key, order.by, AtCounter(order.till))
            booking = await self._take(*what, share)
        if booking.state in (BookingState.CANCELLED, BookingState.EXPIRED):
            raise HoldOver("The new seats were not paid in time. Choose them again.")
        # One that waits no more was exchanged, as Booking knows by the order's key.
        return booking.state is not BookingState.PENDING or booking.paid == due

    async def give_up(self, order: RefundOrder) -> None:
        """The exchange is refused: what was claimed for it is free, and what was paid owed back."""
        if not is_paid_first(order.tenders):
            return
        await self._database.run(ledger.close_begun, order.hold_id, self._clock.now())
        with contextlib.suppress(NotFound, WrongState):
            await self._bookings.give_up(order.hold_id, order.by)
            await self._settling.settle(order.hold_id)
