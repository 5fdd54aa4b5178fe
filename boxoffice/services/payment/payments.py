"""The payment service: the counter's sale, and the sweep that settles what was left open."""

import contextlib
import logging
import secrets
from collections.abc import Iterator

from boxoffice.model.booking import Booking, BookingState, ConfirmOutcome, PaidAmount
from boxoffice.model.clock import Clock
from boxoffice.model.errors import (
    HoldOver,
    KeyReused,
    NoProvider,
    NotFound,
    Refusal,
    TryAgain,
    WrongState,
)
from boxoffice.model.money import Money
from boxoffice.model.payment import (
    OnlinePayment,
    Payment,
    PaymentKind,
    PaymentState,
    Tender,
    Webhook,
)
from boxoffice.model.services import BookingService
from boxoffice.services.commands import Commands
from boxoffice.services.payment.tenders import body_digest, check_due, check_key, check_tenders
from boxoffice.services.recurring import Recurring
from boxoffice.stores import payment_ledger as ledger
from boxoffice.stores.database import Database
from boxoffice.stores.payment import OperationState
from boxoffice.stores.payment_ledger import KeyTaken, Operation

SWEEP_SECONDS = 5.0
#: Operations settled in one sweep.
SWEEP_BATCH = 100
#: How often a sale looks again after another one was first.
DECISION_TRIES = 5
_PAYMENT_ID_BYTES = 16

_log = logging.getLogger(__name__)


class Payments:
    """A boxoffice.model.services.PaymentService that settles cash.

    A sale is four steps, each of them harmless to repeat: the operation is written under its key,
    the booking is claimed, the money is recorded, and the booking hears of it. Whoever asks again
    under the same key, the start of the program and the sweep go on where it stopped.
    """

    def __init__(self, database: Database, clock: Clock, bookings: BookingService) -> None:
        self._database = database
        self._clock = clock
        self._bookings = bookings
        self._commands = Commands()
        self._sweeping = Recurring(self.sweep_once, SWEEP_SECONDS, "Settling payments")

    async def start(self) -> None:
        """Settle what an earlier process left, and go on doing so every SWEEP_SECONDS."""
        await self._sweeping.start()

    async def stop(self) -> None:
        """Stop the sweep and finish the sales that run."""
        await self._sweeping.stop()
        await self._commands.finish()

    async def take(
        self, booking_id: str, tenders: tuple[Tender, ...], idempotency_key: str, by: str
    ) -> Booking:
        """The counter's sale: claim, capture, confirm. The same key answers that operation's
        current state and never acts twice; KeyReused for another body, WrongAmount."""
        check_key(idempotency_key)
        check_tenders(tenders)
        # Who stops waiting does not stop the sale; it is asked for again under the same key.
        return await self._commands.run(self._take(booking_id, tenders, idempotency_key, by))

    async def open_online(self, booking_id: str, method_id: str) -> OnlinePayment:
        """NoProvider: online payments are not set up."""
        await self._bookings.get(booking_id)
        raise NoProvider(f"No payment provider is set up for “{method_id[:40]}”.")

    async def hear(self, webhook: Webhook) -> bool:
        """NotFound: no provider is set up."""
        raise NotFound(f"No payment provider “{webhook.provider[:40]}” is set up.")

    async def of_booking(self, booking_id: str) -> tuple[Payment, ...]:
        """A booking's payments, oldest first."""
        await self._bookings.get(booking_id)
        return await self._database.read(ledger.read_payments_of_booking, booking_id)

    async def sweep_once(self) -> None:
        """Settle captured money, then end bookings past their deadline. What fails is logged and
        left for the next sweep."""
        for operation in await self._database.read(ledger.read_captured, SWEEP_BATCH):
            with _logged("Payment %s could not be settled.", operation.key):
                await self._settle(operation)
        for booking_id in await self._bookings.overdue():
            with _logged("An overdue booking could not be ended: %s.", booking_id):
                await self._end_overdue(booking_id)

    async def _end_overdue(self, booking_id: str) -> None:
        """Close the payment first, then let the seats go. Money that covered only a part is then
        owed back."""
        operation = await self._database.read(ledger.read_captured_of, booking_id)
        if operation is not None:
            booking = await self._settle(operation)
            if booking.state is not BookingState.PENDING:
                return
        await self._database.run(ledger.close_begun, booking_id, self._clock.now())
        await self._bookings.expire(booking_id)
        if operation is not None:
            await self._settle(operation)

    async def _take(
        self, booking_id: str, tenders: tuple[Tender, ...], key: str, by: str
    ) -> Booking:
        digest = body_digest(booking_id, tenders)
        for _ in range(DECISION_TRIES):
            operation = await self._database.read(ledger.read_operation, key)
            if operation is not None:
                if operation.digest != digest:
                    raise KeyReused("This key was already used for another payment.")
                return await self._go_on(operation, tenders)
            booking = await self._payable(booking_id, tenders)
            operation = Operation(
                key, digest, booking_id, booking.theatre_id, by, OperationState.BEGUN
            )
            try:
                await self._database.run(ledger.begin, operation, self._clock.now())
            except KeyTaken:
                await self._settle_other(booking_id)
            else:
                return await self._go_on(operation, tenders)
        raise TryAgain("Another payment of this booking is under way. Try again.")

    async def _settle_other(self, booking_id: str) -> None:
        """Settle the sale of this booking that took money under another key, if there is one."""
        other = await self._database.read(ledger.read_captured_of, booking_id)
        if other is not None:
            await self._settle(other)

    async def _payable(self, booking_id: str, tenders: tuple[Tender, ...]) -> Booking:
        """The booking, if it waits for exactly this money."""
        booking = await self._bookings.get(booking_id)
        if booking.state in (BookingState.EXPIRED, BookingState.CANCELLED):
            raise HoldOver("This booking is over; no money is due. Choose the seats again.")
        if booking.state not in (BookingState.HELD, BookingState.PENDING):
            raise WrongState("This booking is paid; no money is due.")
        check_due(tenders, booking)
        return booking

    async def _go_on(self, operation: Operation, tenders: tuple[Tender, ...]) -> Booking:
        """Do whatever is left of an operation and answer the booking."""
        if operation.state is OperationState.BEGUN:
            taken = await self._capture(operation, tenders)
            if taken:
                return await self._settle_payments(operation, taken)
            now_is = await self._database.read(ledger.read_operation, operation.key)
            if now_is is None:
                raise TryAgain("The same payment was refused a moment ago. Try again.")
            operation = now_is
        if operation.state is OperationState.CAPTURED:
            return await self._settle(operation)
        booking = await self._bookings.get(operation.booking_id)
        if operation.state is OperationState.CLOSED:
            raise _nothing_taken(booking)
        return booking

    async def _capture(
        self, operation: Operation, tenders: tuple[Tender, ...]
    ) -> tuple[Payment, ...]:
        """Record the money, once the seats belong to the booking; empty when another call under
        the same key was first."""
        try:
            booking = await self._bookings.claim(operation.booking_id, operation.actor)
            check_due(tenders, booking)
        except Refusal:
            # Nothing was done: the key stays free, so that asking again really tries again.
            await self._database.run(ledger.forget, operation.key)
            raise
        now = self._clock.now()
        taken = tuple(
            Payment(
                secrets.token_hex(_PAYMENT_ID_BYTES),
                operation.booking_id,
                PaymentKind(tender.kind),
                Money(tender.amount_minor, booking.total.currency),
                tender.given_minor or tender.amount_minor,
                tender.reference,
                PaymentState.CAPTURED,
                now,
            )
            for tender in tenders
        )
        captured = await self._database.run(ledger.capture, operation, taken, now)
        return taken if captured else ()

    async def _settle(self, operation: Operation) -> Booking:
        """Settle an operation whose money was recorded by an earlier call or process."""
        taken = await self._database.read(ledger.read_payments, operation.key)
        return await self._settle_payments(operation, taken)

    async def _settle_payments(self, operation: Operation, taken: tuple[Payment, ...]) -> Booking:
        """Have the booking hear of captured money, and owe back what it does not take."""
        kept = False
        for payment in taken:
            if payment.state is PaymentState.CAPTURED:
                paid = PaidAmount(payment.payment_id, payment.amount)
                outcome = await self._bookings.confirm(operation.booking_id, paid)
                if outcome is ConfirmOutcome.REFUND:
                    await self._database.run(ledger.owe, operation, payment, self._clock.now())
                else:
                    kept = True
        booking = await self._bookings.get(operation.booking_id)
        # Money kept by a booking that is not covered yet may still have to be given back.
        if booking.state is not BookingState.PENDING or not kept:
            await self._database.run(ledger.finish, operation.key, self._clock.now())
        return booking


def _nothing_taken(booking: Booking) -> Refusal:
    """Why a sale that was closed took no money; to answer its booking would look like a receipt
    when somebody else has paid it."""
    if booking.state in (BookingState.PENDING, BookingState.CONFIRMED):
        return WrongState("This payment took no money; another one for the booking came first.")
    return HoldOver("This payment took no money; the booking is over. Choose the seats again.")


@contextlib.contextmanager
def _logged(message: str, subject: str) -> Iterator[None]:
    """Log what fails here with its trace and go on."""
    try:
        yield
    except Exception:
        _log.exception(message, subject)
