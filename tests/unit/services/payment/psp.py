"""A payment provider whose answers a test chooses, and the till that is paid through it."""

import json
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, select

from boxoffice.model.booking import Booking
from boxoffice.model.money import Money
from boxoffice.model.payment import (
    OnlinePayment,
    Payment,
    PaymentState,
    ProviderMessage,
    TransactionStatus,
    Webhook,
)
from boxoffice.rules.upi import Payee
from boxoffice.services.booking import Bookings
from boxoffice.services.payment import Payments
from boxoffice.services.payment.methods import UPI_METHOD, PaymentMethods
from boxoffice.services.payment.providers import (
    Closing,
    Opened,
    ProviderRefused,
    ProviderSilent,
    Refunding,
)
from boxoffice.services.payment.providers.simulator import SimulatorProvider
from boxoffice.services.signatures import sign
from boxoffice.stores.database import Database
from boxoffice.stores.payment import messages, outbox
from tests.unit.services.booking.box import (
    CLAIM_SECONDS,
    GUEST_HOLD_SECONDS,
    HOLD_SECONDS,
    Box,
)

METHOD = "upi_card_mock"
NAME = "psp"
SECRET = "secret"


@dataclass
class Psp:
    """A boxoffice.services.payment.providers.Provider. `said` is what it knows of each reference;
    `calls` is what it was asked."""

    silent: bool = False
    refuses: bool = False
    closing: Closing = Closing.CLOSED
    refunding: Refunding = Refunding.DONE
    said: defaultdict[str, list[ProviderMessage]] = field(default_factory=lambda: defaultdict(list))
    calls: list[tuple[str, ...]] = field(default_factory=list)
    payments: dict[str, Payment] = field(default_factory=dict)
    stopped: bool = False

    async def open(self, payment: Payment) -> Opened:
        self._ask("open", payment.payment_id)
        self.payments[payment.payment_id] = payment
        reference = f"ref-{payment.payment_id}"
        return Opened(reference, f"https://psp/{reference}", "shared", "Pay.", "upi://pay?x")

    async def status(self, reference: str) -> tuple[ProviderMessage, ...]:
        self._ask("status", reference)
        return tuple(self.said[reference])

    async def close(self, reference: str) -> Closing:
        self._ask("close", reference)
        return self.closing

    async def refund(self, transaction_id: str, amount: Money, key: str) -> Refunding:
        self._ask("refund", transaction_id, amount.words(), key)
        return self.refunding

    def read_webhook(
        self, signature: str, body: bytes, now: datetime
    ) -> tuple[ProviderMessage, ...]:
        reader = SimulatorProvider((SECRET,), Payee("a@b", "A"))
        return reader.read_webhook(signature, body, now)

    async def stop(self) -> None:
        self.stopped = True

    def asked(self, what: str) -> list[tuple[str, ...]]:
        """The arguments of each call of this name."""
        return [call[1:] for call in self.calls if call[0] == what]

    def _ask(self, *call: str) -> None:
        self.calls.append(call)
        if self.silent:
            raise ProviderSilent("It is silent.")
        if self.refuses:
            raise ProviderRefused("It refuses.")


@dataclass(frozen=True)
class Till:
    """A box office, its payment service and its one provider."""

    box: Box
    payments: Payments
    psp: Psp

    async def open(self, *seats: str) -> Booking:
        """A PENDING booking of these seats with an open payment."""
        held = await self.box.hold(*seats)
        await self.pay(held)
        return await self.box.bookings.get(held.booking_id)

    async def pay(self, booking: Booking) -> OnlinePayment:
        """makePayment, a second later."""
        self.box.clock.advance(1)
        return await self.payments.open_online(booking.booking_id, METHOD)

    async def hear(
        self,
        booking: Booking | str,
        transaction: str = "T1",
        status: str = "succeeded",
        **more: Any,
    ) -> bool:
        """A webhook about a booking, a second later."""
        self.box.clock.advance(1)
        return await self.payments.hear(self.webhook(booking, transaction, status, **more))

    def webhook(
        self, booking: Booking | str, transaction: str, status: str, **more: Any
    ) -> Webhook:
        """A signed webhook of this moment."""
        booking_id = booking if isinstance(booking, str) else booking.booking_id
        words = {"transaction_id": transaction, "booking_ref": booking_id, "status": status}
        body = json.dumps(words | more).encode()
        at = int(self.box.clock.now().timestamp())
        return Webhook(NAME, sign(SECRET, at, body), body)

    def say(
        self,
        payment: Payment,
        transaction: str = "T1",
        status: TransactionStatus = TransactionStatus.SUCCEEDED,
        amount: Money | None = None,
    ) -> None:
        """From now on the provider answers this when it is asked."""
        asked = amount or payment.amount
        self.psp.said[payment.reference].append(
            ProviderMessage(
                payment.booking_id,
                transaction,
                status,
                asked.amount_minor,
                asked.currency,
                payment.reference,
            )
        )

    async def state(self, booking: Booking) -> Booking:
        """The booking as it is now."""
        return await self.box.bookings.get(booking.booking_id)

    async def taken(self, booking: Booking) -> list[PaymentState]:
        """The states of its payments, oldest first."""
        return [each.state for each in await self.payments.of_booking(booking.booking_id)]

    async def payment(self, booking: Booking) -> Payment:
        """Its one payment."""
        (payment,) = await self.payments.of_booking(booking.booking_id)
        return payment

    async def told(self, *without: str) -> list[str]:
        """The kinds of events that were written, in their order."""
        return [kind for kind in await self.box.database.read(kinds_told) if kind not in without]

    async def outcomes(self) -> list[str]:
        """What became of each message that was kept."""
        return await self.box.database.read(outcomes_of)


def till_over(box: Box, psp: Psp, database: Database | None = None) -> Till:
    """A till over the box's database, or over another one as a process of its own has it: with a
    booking service that the caller must start."""
    methods = PaymentMethods({NAME: psp}, {METHOD: NAME, UPI_METHOD: NAME})
    if database is None:
        return Till(box, Payments(box.database, box.clock, box.bookings, methods), psp)
    bookings = Bookings(
        database, box.locks, box.clock, HOLD_SECONDS, GUEST_HOLD_SECONDS, CLAIM_SECONDS
    )
    own = replace(box, bookings=bookings, database=database)
    return Till(own, Payments(database, box.clock, bookings, methods), psp)


def kinds_told(connection: Connection) -> list[str]:
    return list(connection.execute(select(outbox.c.kind).order_by(outbox.c.position)).scalars())


def outcomes_of(connection: Connection) -> list[str]:
    found: Sequence[str] = (
        connection.execute(select(messages.c.outcome).order_by(messages.c.received_at))
        .scalars()
        .all()
    )
    return list(found)
