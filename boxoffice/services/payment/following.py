"""Following payments to their end: providers are asked after open ones, and give back what is
owed."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence
from datetime import timedelta
from functools import partial

from boxoffice.model.booking import BookingState
from boxoffice.model.clock import Clock
from boxoffice.model.events import EventKind
from boxoffice.model.payment import PaymentState
from boxoffice.model.services import BookingService
from boxoffice.services.payment.at_provider import AtProvider, in_time
from boxoffice.services.payment.methods import PaymentMethods
from boxoffice.services.payment.patience import LOOKS_UNTIL_TOLD, next_look, pause_after
from boxoffice.services.payment.providers import ProviderRefused, ProviderSilent, Refunding
from boxoffice.services.payment.settling import Settling
from boxoffice.stores import payment_ledger as ledger
from boxoffice.stores import payment_online as store
from boxoffice.stores.database import Database
from boxoffice.stores.payment_reading import Kept, read_due_at, read_due_elsewhere

#: Payments of one provider looked at in one sweep, and at the same moment.
LOOK_BATCH = 100
LOOKS_AT_ONCE = 8
#: How often it is looked what a provider must be asked, and whether payments wait for one that is
#: set up no more: that can answer nobody.
ASK_SECONDS, ELSEWHERE_SECONDS = 2.0, 30.0
#: How often a refund that is under way is asked after.
REFUND_ASK_SECONDS = 60.0
#: Who acts when money goes back by itself.
REFUND_ACTOR = "payment"

_WAITING = (PaymentState.OPEN, PaymentState.REFUND_DUE)

_log = logging.getLogger(__name__)


class Following:
    """A look that is in vain is repeated after a pause that grows, so that what fails keeps nobody
    else waiting; after some minutes staff are told."""

    def __init__(
        self,
        database: Database,
        clock: Clock,
        bookings: BookingService,
        settling: Settling,
        at_provider: AtProvider,
        methods: PaymentMethods,
    ) -> None:
        self._database = database
        self._clock = clock
        self._bookings = bookings
        self._settling = settling
        self._at_provider = at_provider
        self._methods = methods

    @property
    def asking(self) -> tuple[tuple[str, float, Callable[[], Awaitable[None]]], ...]:
        """What looks at one provider's payments, under its name, and how often. Each is for a loop
        of its own, so that a provider that is silent, and takes long to be it, delays nobody
        else's."""
        providers = self._methods.providers
        each = ((name, ASK_SECONDS, partial(self._look_at, name)) for name in providers)
        return (*each, ("those set up no more", ELSEWHERE_SECONDS, self._look_elsewhere))

    async def look_due(self) -> None:
        """Look at every payment that it is time for, a bounded number of each provider."""
        await asyncio.gather(*(look() for _, _, look in self.asking))

    async def _look_at(self, provider: str) -> None:
        now = self._clock.now()
        await self._look_all(
            await self._database.read(read_due_at, provider, _WAITING, now, LOOK_BATCH)
        )

    async def _look_elsewhere(self) -> None:
        known, now = tuple(self._methods.providers), self._clock.now()
        await self._look_all(
            await self._database.read(read_due_elsewhere, known, _WAITING, now, LOOK_BATCH)
        )

    async def _look_all(self, due: Sequence[Kept]) -> None:
        gate = asyncio.Semaphore(LOOKS_AT_ONCE)

        async def look(kept: Kept) -> None:
            async with gate:
                await self._look(kept)

        await asyncio.gather(*(look(kept) for kept in due))

    async def _look(self, kept: Kept) -> None:
        payment = kept.payment
        refunding = payment.state is PaymentState.REFUND_DUE
        try:
            await (self._refund(kept) if refunding else self._follow(kept))
        except (ProviderSilent, ProviderRefused) as error:
            _log.warning("Payment %s: %s", payment.payment_id, error)
        except Exception:
            _log.exception("Payment %s could not be looked at.", payment.payment_id)
        else:
            return
        trouble = EventKind.REFUND_STUCK if refunding else EventKind.PROVIDER_SILENT
        looks = kept.looks + 1
        told = trouble if looks == LOOKS_UNTIL_TOLD else None
        await self._look_later(kept, pause_after(kept.looks), looks, told)

    async def _follow(self, kept: Kept) -> None:
        """Learn what became of an open payment; close it when its booking needs it no more."""
        booking = await self._bookings.get(kept.payment.booking_id)
        now = self._clock.now()
        if booking.state is not BookingState.PENDING:
            await self._at_provider.close(kept)
        elif booking.expires_at is not None and booking.expires_at <= now:
            await self._at_provider.close(kept)
            await self._settling.end_overdue(booking.booking_id)
        else:
            opened = await self._at_provider.opened(kept)
            if opened is not None:
                await self._at_provider.ask(opened)
                await self._look_later(kept, next_look(now, booking.expires_at) - now, 0)

    async def _refund(self, kept: Kept) -> None:
        payment = kept.payment
        provider = self._methods.provider(payment.provider)
        refunding = await in_time(
            provider.refund(payment.transaction_id, payment.amount, payment.payment_id)
        )
        if refunding is Refunding.DONE:
            await self._database.run(ledger.give_back, kept, REFUND_ACTOR, self._clock.now())
        else:
            await self._look_later(kept, timedelta(seconds=REFUND_ASK_SECONDS), 0)

    async def _look_later(
        self, kept: Kept, pause: timedelta, looks: int, trouble: EventKind | None = None
    ) -> None:
        now = self._clock.now()
        await self._database.run(store.look_later, kept, now + pause, looks, trouble, now)
