"""Hearing providers: their messages are kept first, and then acted on once."""

import logging
import secrets
from collections.abc import Mapping, Sequence

from boxoffice.model.clock import Clock
from boxoffice.model.errors import NotFound
from boxoffice.model.payment import Payment, ProviderMessage, Webhook
from boxoffice.model.services import BookingService
from boxoffice.rules.provider_messages import Meaning
from boxoffice.services.payment.patience import pause_after
from boxoffice.services.payment.providers import Provider
from boxoffice.services.payment.settling import Settling
from boxoffice.stores import payment_messages as store
from boxoffice.stores.database import Database
from boxoffice.stores.payment_messages import Said

#: Messages acted on in one sweep.
HEED_BATCH = 100
PAYMENT_ID_BYTES = 16
_NAME_SHOWN = 40

_log = logging.getLogger(__name__)


class Hearing:
    """What a provider says counts once, in whatever order, however often and by whichever way."""

    def __init__(
        self,
        database: Database,
        clock: Clock,
        bookings: BookingService,
        settling: Settling,
        providers: Mapping[str, Provider],
    ) -> None:
        self._database = database
        self._clock = clock
        self._bookings = bookings
        self._settling = settling
        self._providers = providers

    async def hear(self, webhook: Webhook) -> bool:
        """Keep a webhook's messages and act on them; False when all are known already."""
        provider = self._providers.get(webhook.provider)
        if provider is None:
            shown = webhook.provider[:_NAME_SHOWN]
            raise NotFound(f"No payment provider “{shown}” is set up.")
        messages = provider.read_webhook(webhook.signature, webhook.body, self._clock.now())
        return await self.keep(webhook.provider, messages, webhook.body)

    async def keep(
        self, provider: str, messages: Sequence[ProviderMessage], body: bytes = b""
    ) -> bool:
        """Keep messages and act on them; whether any was new. What fails after they are kept is
        left to the sweep."""
        if not messages:
            return False
        said = [Said(provider, message) for message in messages]
        new = await self._database.run(store.keep, said, body, self._clock.now())
        for each in said:
            await self._try_to_heed(each.message_id)
        return new

    async def heed_due(self) -> None:
        """Act on messages that no call has acted on."""
        now = self._clock.now()
        for message_id in await self._database.read(store.read_waiting, now, HEED_BATCH):
            await self._try_to_heed(message_id)

    async def heed_early(self, payment: Payment) -> None:
        """Act on what was said of a booking before this payment of it was written."""
        of = (payment.booking_id, payment.provider, HEED_BATCH)
        for message_id in await self._database.read(store.read_waiting_of, *of):
            await self._try_to_heed(message_id)

    async def staff_know(self, provider: str, messages: Sequence[ProviderMessage]) -> bool:
        """Whether staff were told that one of these is about another amount than was asked."""
        ids = [Said(provider, message).message_id for message in messages]
        return await self._database.read(store.any_wrong, ids)

    async def _try_to_heed(self, message_id: str) -> None:
        try:
            await self._heed(message_id)
        except Exception:
            _log.exception("A provider's message could not be acted on: %s.", message_id)
            looks = await self._database.read(store.read_looks, message_id)
            again = self._clock.now() + pause_after(looks)
            await self._database.run(store.postpone, message_id, again)

    async def _heed(self, message_id: str) -> None:
        said = await self._database.read(store.read_said, message_id)
        if said is None:
            return
        booking_id = said.message.booking_id
        theatre_id, number = await self._place_of(booking_id)
        meaning = await self._database.run(
            store.heed,
            message_id,
            theatre_id,
            number,
            secrets.token_hex(PAYMENT_ID_BYTES),
            f"provider {said.provider}",
            self._clock.now(),
        )
        if meaning in (Meaning.CAPTURE, Meaning.SECOND):
            await self._settling.settle(booking_id)
        elif meaning in (Meaning.WRONG, Meaning.UNMATCHED):
            _log.warning("Message %s of %s: %s.", message_id, said.provider, meaning.value)

    async def _place_of(self, booking_id: str) -> tuple[str, str]:
        """Whose staff are told of a message, and the number they know its booking by; both empty
        for a booking that nobody knows."""
        try:
            booking = await self._bookings.get(booking_id)
        except NotFound:
            return "", ""
        return booking.theatre_id, booking.number
