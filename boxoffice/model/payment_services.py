"""The Payment service: money, however it comes and goes. Arguments as in model.services."""

from datetime import datetime
from typing import Protocol

from boxoffice.model.booking import (
    Booking,
)
from boxoffice.model.money import Money
from boxoffice.model.payment import (
    BookingPayments,
    OnlinePayment,
    Payment,
    Tender,
    Voucher,
    Webhook,
)
from boxoffice.model.refund import (
    ExchangePlan,
    Refund,
    RefundOrder,
    RefundPlan,
)
from boxoffice.model.shift import NO_COUNTER, AtCounter
from boxoffice.model.shift_keeping import ShiftKeeping


class PaymentService(ShiftKeeping, Protocol):
    """Money: tenders at the counter, payments through providers, vouchers, refunds, and shifts."""

    async def take(
        self,
        booking_id: str,
        tenders: tuple[Tender, ...],
        idempotency_key: str,
        by: str,
        counter: AtCounter = NO_COUNTER,
    ) -> Booking:
        """The counter's sale: claim, capture, confirm. A part paid by UPI stays open, and the
        booking PENDING, until its provider says more; an open payment of the booking is closed
        first. What is captured is counted in the seller's shift at `counter`, which begins without
        a float where none is open. The same key answers that operation's current state and never
        acts twice; KeyReused for another body, WrongAmount, VoucherRefused, NoProvider."""
        ...

    async def open_online(self, booking_id: str, method_id: str) -> OnlinePayment:
        """Open an online payment of what is due or answer the one that is open; NoProvider,
        HoldOver, WrongState, TryAgain when the provider does not answer."""
        ...

    async def close_open(self, booking_id: str) -> Booking:
        """Close the booking's open payment at its provider, so that it can be paid otherwise or
        given up, and answer the booking, which is CONFIRMED where that payment was made after all.
        NotFound, TryAgain while the provider does not say whether it was."""
        ...

    async def give_up(
        self, booking_id: str, idempotency_key: str, by: str, till: str = ""
    ) -> Booking:
        """Cancel a PENDING booking, once under the key: an open payment is closed, and goes back by
        itself where it is made later; what was paid over the counter is counted as handed back at
        the till. A booking that was paid after all, or is over, is answered as it is. KeyReused."""
        ...

    async def hear(self, webhook: Webhook) -> bool:
        """Keep a provider's signed message, to be acted on once; False when it is known already.
        NotFound for an unknown provider, BadSignature, BadInput."""
        ...

    async def of_booking(self, booking_id: str) -> tuple[Payment, ...]:
        """A booking's payments, oldest first."""
        ...

    async def states(self, booking_ids: tuple[str, ...]) -> tuple[BookingPayments, ...]:
        """The states of these bookings' payments, in that order; unknown bookings have none."""
        ...

    async def theatre_of(self, payment_id: str) -> str:
        """The id of the theatre that a payment was made to; NotFound."""
        ...

    async def returned(
        self, payment_id: str, idempotency_key: str, by: str, till: str = "", approved_by: str = ""
    ) -> Payment:
        """Cash or card terminal money that is owed back was handed over at a till: REFUNDED, once
        under its key, which answers the same payment again. `approved_by` is the supervisor who
        said yes with a PIN. NotFound, WrongState, KeyReused."""
        ...

    async def plan_refund(self, booking_id: str, line_ids: tuple[str, ...]) -> RefundPlan:
        """What giving lines of a CONFIRMED booking back comes to, by tender. NotFound, WrongState,
        BadInput."""
        ...

    async def refund(self, order: RefundOrder) -> tuple[Refund, ...]:
        """Give lines back, once under the order's key, which answers the same refunds as they
        stand: what was paid at the counter is counted as handed over, the rest goes back by
        itself. NotFound, WrongState, BadInput, KeyReused."""
        ...

    async def plan_exchange(
        self, booking_id: str, line_ids: tuple[str, ...], hold_id: str
    ) -> ExchangePlan:
        """What exchanging lines for what is held comes to; as `plan_refund`, HoldOver."""
        ...

    async def exchange(self, order: RefundOrder) -> Booking:
        """Exchange lines for the order's hold, once under its key; answers the booking that has
        the new ones. Its tenders pay just the difference, and what is too much goes back. With UPI
        or a voucher among them the difference is paid first: the new booking is PENDING until it
        is, and nothing is exchanged before. WrongAmount, HoldOver, SeatsGone, VoucherRefused,
        NoProvider, and as `refund`."""
        ...

    async def refunds(self, booking_id: str) -> tuple[Refund, ...]:
        """A booking's refunds, oldest first."""
        ...

    async def last_sales(self, theatre_id: str, till: str, by: str) -> tuple[str, ...]:
        """The ids of the bookings that somebody sold last at a counter, newest first, a bounded
        number."""
        ...

    async def issue_voucher(
        self,
        theatre_id: str,
        amount: Money,
        valid_until: datetime | None,
        idempotency_key: str,
        by: str,
    ) -> Voucher:
        """Issue a voucher once under its key; BadInput, KeyReused."""
        ...

    async def voucher(self, theatre_id: str, code: str) -> Voucher:
        """A theatre's voucher, however its code was typed; NotFound."""
        ...
