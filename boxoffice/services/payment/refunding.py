"""Giving paid lines back: planned, done once under a key, and gone on with wherever it stopped."""

import contextlib
import logging
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from boxoffice.model.booking import Booking, BookingState
from boxoffice.model.clock import Clock
from boxoffice.model.errors import HoldOver, Refusal, TryAgain
from boxoffice.model.events import EventKind
from boxoffice.model.money import Money
from boxoffice.model.refund import (
    ExchangePlan,
    GivenBack,
    Refund,
    RefundOrder,
    RefundPart,
    RefundPlan,
)
from boxoffice.model.services import BookingService
from boxoffice.rules.refunds import Left, cost, exchanged_for, leaving, spread
from boxoffice.services.payment.at_provider import in_time
from boxoffice.services.payment.methods import PaymentMethods
from boxoffice.services.payment.paid_first import PaidFirst, Take
from boxoffice.services.payment.patience import LOOKS_UNTIL_TOLD, pause_after
from boxoffice.services.payment.providers import ProviderRefused, ProviderSilent, Refunding
from boxoffice.services.payment.settling import Settling
from boxoffice.services.payment.tenders import check_difference, check_key
from boxoffice.stores import payment_refund_reading as reading
from boxoffice.stores import payment_refunds as store
from boxoffice.stores.database import Database
from boxoffice.stores.payment import OrderState
from boxoffice.stores.payment_refund_reading import KeptRefund
from boxoffice.stores.payment_refunds import LessLeft

#: Orders and refunds looked at in one sweep.
BATCH = 100
#: How often an amount is split anew after another refund was first.
SPLIT_TRIES = 5
#: When the sweep goes on with an order that no call is busy with any more.
ORDER_SECONDS = 15.0
#: How often a refund that is under way at its provider is asked after.
REFUND_ASK_SECONDS = 60.0
#: Who acts when money goes back by itself.
REFUND_ACTOR = "payment"

_log = logging.getLogger(__name__)


class Refunds:
    """An order is three steps, each harmless to repeat: it is written, the booking gives its lines
    up, the payments are given back in part. Whoever asks again and the sweep go on with it."""

    def __init__(
        self,
        database: Database,
        clock: Clock,
        bookings: BookingService,
        settling: Settling,
        methods: PaymentMethods,
        take: Take,
    ) -> None:
        """`take` is a sale's taking of tenders."""
        self._database = database
        self._clock = clock
        self._bookings = bookings
        self._settling = settling
        self._methods = methods
        self._first = PaidFirst(database, clock, bookings, settling, methods, take)

    async def plan(self, booking_id: str, line_ids: tuple[str, ...]) -> RefundPlan:
        """What giving these lines back comes to; NotFound, WrongState, BadInput."""
        booking = await self._bookings.get(booking_id)
        gone = leaving(booking, line_ids)
        amount = cost(booking, gone)
        left = await self._database.read(reading.read_left, booking_id)
        went = tuple(line.line_id for line in gone)
        return RefundPlan(booking_id, went, amount, _parts(amount, left))

    async def of_booking(self, booking_id: str) -> tuple[Refund, ...]:
        """A booking's refunds, oldest first."""
        return await self._database.read(reading.read_refunds, booking_id)

    async def refund(self, asked: RefundOrder) -> tuple[Refund, ...]:
        """Give lines back; what it led to. NotFound, WrongState, BadInput, KeyReused."""
        check_key(asked.key)
        order = replace(asked, line_ids=tuple(sorted(set(asked.line_ids))))
        if await self._is_new(order):
            # Captured money is the booking's before any of it is given back.
            booking = await self._settling.settle(order.booking_id)
            await self.plan(order.booking_id, order.line_ids)
            await self._begin(order, booking.theatre_id)
        await self._go_on(order)
        return await self._database.read(reading.read_of_order, order.key)

    async def plan_exchange(
        self, booking_id: str, line_ids: tuple[str, ...], hold_id: str
    ) -> ExchangePlan:
        """What exchanging lines for what is held comes to; NotFound, WrongState, BadInput,
        HoldOver."""
        booking, held = await self._bookings.get(booking_id), await self._bookings.get(hold_id)
        gone = leaving(booking, line_ids)
        if held.state is not BookingState.HELD:
            raise HoldOver("The new seats are held no more. Choose them again.")
        credit, price = cost(booking, gone), cost(held, exchanged_for(booking, held))
        nothing = Money(0, credit.currency)
        back = max(credit - price, nothing, key=lambda one: one.amount_minor)
        left = await self._database.read(reading.read_left, booking_id)
        return ExchangePlan(
            tuple(line.line_id for line in gone),
            credit,
            price,
            max(price - credit, nothing, key=lambda one: one.amount_minor),
            back,
            _parts(back, left),
            held.show_id == booking.show_id,
        )

    async def exchange(self, asked: RefundOrder) -> Booking:
        """Exchange lines for a hold; the booking that has the new ones."""
        check_key(asked.key)
        order = replace(asked, line_ids=tuple(sorted(set(asked.line_ids))))
        if await self._is_new(order):
            booking = await self._settling.settle(order.booking_id)
            plan = await self.plan_exchange(order.booking_id, order.line_ids, order.hold_id)
            check_difference(order.tenders, plan.due)
            self._first.check(order.tenders)
            await self._begin(order, booking.theatre_id)
        await self._go_on(order)
        target = await self._database.read(reading.read_target, order.key)
        return await self._bookings.get(target or order.hold_id)

    async def heed(self, hold_id: str) -> None:
        """An exchange for what was held is not done: that was given up."""
        for kept in await self._database.read(reading.read_waiting, hold_id):
            with contextlib.suppress(HoldOver):
                await self._go_on(kept.order)

    async def go_on_due(self) -> None:
        """Go on with what a call or a process left."""
        now = self._clock.now()
        for kept in await self._database.read(reading.read_unfinished, now, BATCH):
            key = kept.order.key
            again = self._clock.now() + timedelta(seconds=ORDER_SECONDS)
            await self._database.run(store.look_at_order, key, again)
            try:
                await self._go_on(kept.order)
            except Exception:
                _log.exception("A refund could not be gone on with.")

    async def look_at(self, provider: str) -> None:
        """Ask a provider for the refunds that are due there."""
        now = self._clock.now()
        for kept in await self._database.read(reading.read_due, provider, now, BATCH):
            await self._ask(kept)

    async def _go_on(self, order: RefundOrder) -> None:
        kept = await self._database.read(reading.read_order, order.key)
        if kept is None:
            raise TryAgain("The same refund was refused a moment ago. Try again.")
        if kept.state is OrderState.ASKED:
            try:
                if not await self._first.is_paid(order):
                    return
                given = await self._given_up(order)
            except TryAgain:
                raise
            except Refusal:
                # Nothing was done: the key stays free, so that asking again really tries again.
                await self._database.run(store.forget, order.key)
                await self._first.give_up(order)
                await self._end(order.booking_id)
                raise
            await self._owe(order.key, given)
        # Looked at first: what is still due now ends the booking itself once it is not, and would
        # find the order DONE if that happened while this one looks at the booking.
        if kept.state is OrderState.DONE or await self._database.read(reading.is_due, order.key):
            return
        await self._end(order.booking_id)
        await self._database.run(store.finish, order.key)

    async def _end(self, booking_id: str) -> None:
        """What waited only for this order is REFUNDED."""
        if await self._database.read(reading.is_all_back, booking_id):
            await self._bookings.end_refund(booking_id)

    async def _given_up(self, order: RefundOrder) -> GivenBack:
        what = (order.booking_id, order.line_ids)
        if not order.hold_id:
            restocks = order.restocks
            return await self._bookings.give_back(*what, order.key, order.by, restocks=restocks)
        due_minor = sum(tender.amount_minor for tender in order.tenders)
        step = (*what, order.hold_id, due_minor, order.key, order.by)
        return await self._bookings.exchange(*step, gives_back=order.gives_back)

    async def _is_new(self, order: RefundOrder) -> bool:
        """Whether nothing was asked for under its key yet; KeyReused for something else."""
        known = await self._database.read(reading.read_order, order.key)
        if known is not None:
            store.check_same(known, order)
        return known is None

    async def _begin(self, order: RefundOrder, theatre_id: str) -> None:
        now = self._clock.now()
        again = now + timedelta(seconds=ORDER_SECONDS)
        await self._database.run(store.begin, order, theatre_id, now, again)

    async def _owe(self, key: str, given: GivenBack) -> None:
        for _ in range(SPLIT_TRIES):
            try:
                await self._database.run(store.owe, key, given, self._clock.now())
            except LessLeft:
                continue
            return
        raise TryAgain("Too many refunds of this booking at the same moment. Try again.")

    async def _ask(self, kept: KeptRefund) -> None:
        payment, refund = kept.payment.payment, kept.refund
        now = self._clock.now()
        try:
            provider = self._methods.provider(payment.provider)
            answer = await in_time(
                provider.refund(payment.transaction_id, refund.amount, refund.refund_id)
            )
        except (ProviderSilent, ProviderRefused) as error:
            _log.warning("Refund %s: %s", refund.refund_id, error)
        except Exception:
            _log.exception("Refund %s could not be asked for.", refund.refund_id)
        else:
            if answer is Refunding.DONE:
                await self._database.run(store.done_at_provider, kept, REFUND_ACTOR, now)
                order = await self._database.read(reading.read_order, kept.order_key)
                if order is not None:
                    await self._go_on(order.order)
            else:
                again = now + timedelta(seconds=REFUND_ASK_SECONDS)
                await self._database.run(store.look_later, kept, again, 0, None, now)
            return
        looks = kept.looks + 1
        told = EventKind.REFUND_STUCK if looks == LOOKS_UNTIL_TOLD else None
        again = now + pause_after(kept.looks)
        await self._database.run(store.look_later, kept, again, looks, told, now)


def _parts(amount: Money, left: Sequence[Left]) -> tuple[RefundPart, ...]:
    kinds = {one.payment_id: one.kind for one in left}
    return tuple(
        RefundPart(payment_id, kinds[payment_id], Money(minor, amount.currency))
        for payment_id, minor in spread(amount.amount_minor, left)
    )
