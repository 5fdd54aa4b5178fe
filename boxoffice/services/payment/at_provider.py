"""A payment's steps at its provider, each written down: opened, and closed before seats are let
go."""

import asyncio
import logging
from collections.abc import Awaitable
from dataclasses import replace
from typing import TypeVar

from boxoffice.model.clock import Clock
from boxoffice.model.payment import Payment, PaymentState
from boxoffice.services.payment.hearing import Hearing
from boxoffice.services.payment.methods import PaymentMethods
from boxoffice.services.payment.providers import Closing, ProviderRefused, ProviderSilent
from boxoffice.stores import payment_ledger as ledger
from boxoffice.stores import payment_online as store
from boxoffice.stores.database import Database
from boxoffice.stores.payment_reading import Kept, read_kept

T = TypeVar("T")

#: How long a provider may take to answer.
PROVIDER_SECONDS = 10.0

_log = logging.getLogger(__name__)


class AtProvider:
    """Each step is harmless to repeat, and raises ProviderSilent when it is unknown whether it was
    done."""

    def __init__(
        self, database: Database, clock: Clock, hearing: Hearing, methods: PaymentMethods
    ) -> None:
        self._database = database
        self._clock = clock
        self._hearing = hearing
        self._methods = methods

    async def opened(self, kept: Kept) -> Kept | None:
        """The payment, opened at its provider unless it was before; None, and the payment FAILED,
        when the provider refuses it."""
        if kept.payment.reference:
            return kept
        provider = self._methods.provider(kept.payment.provider)
        try:
            opened = await in_time(provider.open(kept.payment))
        except ProviderRefused as error:
            _log.warning("Payment %s is refused: %s", kept.payment.payment_id, error)
            await self._end(kept, PaymentState.FAILED)
            return None
        payment = replace(
            kept.payment,
            reference=opened.reference,
            payment_url=opened.url,
            upi_link=opened.upi_link,
            message=opened.message,
        )
        await self._database.run(store.note_opened, payment, opened.client_secret)
        return replace(kept, payment=payment, client_secret=opened.client_secret)

    async def ask(self, kept: Kept) -> None:
        """Hear what the provider says of an opened payment by now."""
        payment = kept.payment
        provider = self._methods.provider(payment.provider)
        messages = await in_time(provider.status(payment.reference))
        await self._hearing.keep(payment.provider, messages)

    async def close(self, kept: Kept) -> None:
        """Close an open payment, or hear that it was paid before it could be closed."""
        # One whose opening was never answered may be there all the same.
        opened = await self.opened(kept)
        if opened is None:
            return
        payment = opened.payment
        provider = self._methods.provider(payment.provider)
        if await in_time(provider.close(payment.reference)) is Closing.PAID:
            messages = await in_time(provider.status(payment.reference))
            await self._hearing.keep(payment.provider, messages)
            if not await self._is_open(payment):
                return
            # Money of another amount is in the hands of staff by now; it keeps no seats.
            if not await self._hearing.staff_know(payment.provider, messages):
                raise ProviderSilent("It was paid, but its provider does not say how.")
        await self._end(opened, PaymentState.CLOSED)

    async def _end(self, kept: Kept, new: PaymentState) -> None:
        now = self._clock.now()
        await self._database.run(ledger.end_open, kept, new, kept.payment.transaction_id, now)

    async def _is_open(self, payment: Payment) -> bool:
        kept = await self._database.read(read_kept, payment.payment_id)
        return kept is not None and kept.payment.state is PaymentState.OPEN


async def in_time(answer: Awaitable[T]) -> T:
    """A provider's answer; ProviderSilent when it takes too long."""
    try:
        async with asyncio.timeout(PROVIDER_SECONDS):
            return await answer
    except TimeoutError as error:
        raise ProviderSilent("The provider took too long to answer.") from error
