"""Paying through a provider: opening a payment of what is due, and making way for another one."""

import logging
import secrets

from boxoffice.model.booking import Booking, BookingState
from boxoffice.model.clock import Clock
from boxoffice.model.errors import HoldOver, NoProvider, TryAgain, WrongState
from boxoffice.model.payment import OnlinePayment, Payment, PaymentKind, PaymentState
from boxoffice.model.services import BookingService
from boxoffice.rules.payment_words import payment_words
from boxoffice.services.payment.at_provider import AtProvider
from boxoffice.services.payment.hearing import PAYMENT_ID_BYTES, Hearing
from boxoffice.services.payment.methods import PaymentMethods
from boxoffice.services.payment.patience import next_look
from boxoffice.services.payment.providers import ProviderRefused, ProviderSilent
from boxoffice.services.payment.settling import Settling
from boxoffice.stores import payment_online as store
from boxoffice.stores.database import Database
from boxoffice.stores.payment import OperationState
from boxoffice.stores.payment_ledger import KeyTaken
from boxoffice.stores.payment_reading import Kept, Operation, read_kept

#: How often an opening looks again after another one was first.
DECISION_TRIES = 5
#: Who acts when somebody pays online.
ONLINE_ACTOR = "online"

_log = logging.getLogger(__name__)


class Online:
    """A booking has at most one open payment, and it is written down before its provider hears of
    it: what became of it can always be asked."""

    def __init__(
        self,
        database: Database,
        clock: Clock,
        bookings: BookingService,
        settling: Settling,
        hearing: Hearing,
        at_provider: AtProvider,
        methods: PaymentMethods,
    ) -> None:
        self._database = database
        self._clock = clock
        self._bookings = bookings
        self._settling = settling
        self._hearing = hearing
        self._at_provider = at_provider
        self._methods = methods

    async def open(self, booking_id: str, method_id: str) -> OnlinePayment:
        """Open a payment of what is due, or answer the one that is open."""
        booking = await self._bookings.get(booking_id)
        provider = self._methods.provider_of(method_id)
        for _ in range(DECISION_TRIES):
            if booking.state is BookingState.PENDING:
                kept = await self._database.read(store.read_open, booking_id)
                if kept is not None:
                    return await self._answer(kept)
            booking = await self._claimed(booking)
            kept = self._new(booking, provider)
            operation = Operation(
                kept.operation_key,
                "",
                booking_id,
                booking.theatre_id,
                ONLINE_ACTOR,
                OperationState.BEGUN,
            )
            try:
                await self._database.run(store.open_payment, operation, kept, self._clock.now())
            except KeyTaken:
                booking = await self._settling.settle(booking_id)
            else:
                return await self._answer(await self._heard(kept))
        raise TryAgain("Another payment of this booking is under way. Try again.")

    async def open_at_provider(self, booking_id: str) -> None:
        """Open the booking's open payment at its provider; one that is open there is asked after.
        Where that fails, the sweep does it."""
        kept = await self._database.read(store.read_open, booking_id)
        if kept is not None:
            kept = await self._heard(kept)
        if kept is not None and kept.payment.state is PaymentState.OPEN:
            try:
                if kept.payment.reference:
                    await self._at_provider.ask(kept)
                else:
                    await self._at_provider.opened(kept)
            except (ProviderSilent, ProviderRefused):
                _log.warning("Nothing is known of payment %s yet.", kept.payment.payment_id)

    async def make_way(self, booking_id: str) -> None:
        """Close the booking's open payment, so that it can be paid otherwise; TryAgain while its
        provider does not say whether it was paid."""
        kept = await self._database.read(store.read_open, booking_id)
        if kept is None:
            return
        try:
            await self._at_provider.close(kept)
        except (ProviderSilent, ProviderRefused) as error:
            raise TryAgain(
                "A payment of this booking is open, and its provider does not say whether it was"
                " paid. Try again in a moment."
            ) from error

    async def _heard(self, kept: Kept) -> Kept:
        """The payment after what its provider said before it was written: perhaps that it was
        paid, so that nobody is asked to pay it now."""
        await self._hearing.heed_early(kept.payment)
        return await self._database.read(read_kept, kept.payment.payment_id) or kept

    async def _answer(self, kept: Kept) -> OnlinePayment:
        if kept.payment.state is not PaymentState.OPEN:
            return OnlinePayment(kept.payment.booking_id, "", "", payment_words(kept.payment))
        try:
            opened = await self._at_provider.opened(kept)
        except ProviderSilent as error:
            raise TryAgain("The payment provider does not answer. Try again.") from error
        if opened is None:
            raise NoProvider("The payment provider refuses this payment. Pay in another way.")
        payment = opened.payment
        return OnlinePayment(
            payment.booking_id, payment.payment_url, opened.client_secret, payment.message
        )

    async def _claimed(self, booking: Booking) -> Booking:
        """The booking, PENDING with time left; HoldOver, SeatsGone, WrongState."""
        if booking.total.amount_minor == 0:
            # No provider takes a payment of nothing.
            raise WrongState("Nothing is to be paid for these seats; the box office gives them.")
        if booking.state in (BookingState.HELD, BookingState.PENDING):
            booking = await self._bookings.claim(booking.booking_id, ONLINE_ACTOR)
        if booking.state in (BookingState.EXPIRED, BookingState.CANCELLED):
            raise HoldOver("This booking is over. Choose the seats again.")
        if booking.state is not BookingState.PENDING:
            raise WrongState("This booking is paid; no money is due.")
        if booking.expires_at is not None and booking.expires_at <= self._clock.now():
            raise HoldOver("The time to pay this booking is over.")
        return booking

    def _new(self, booking: Booking, provider: str) -> Kept:
        payment_id = secrets.token_hex(PAYMENT_ID_BYTES)
        now = self._clock.now()
        payment = Payment(
            payment_id=payment_id,
            booking_id=booking.booking_id,
            kind=PaymentKind.ONLINE,
            amount=booking.total - booking.paid,
            given_minor=0,
            reference="",
            state=PaymentState.OPEN,
            created_at=now,
            provider=provider,
        )
        look_at = next_look(now, booking.expires_at)
        return Kept(payment, f"online {payment_id}", booking.theatre_id, look_at=look_at)
