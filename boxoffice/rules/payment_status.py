"""The contract's payment_status, from a booking and its payments."""

from collections.abc import Sequence
from enum import IntEnum

from boxoffice.model.booking import Booking, BookingState
from boxoffice.model.payment import PaymentState


class PaymentStatus(IntEnum):
    """The contract's numbers."""

    NONE = 0
    PENDING = 1
    PAID = 2
    FAILED = 3
    REFUNDED = 4


#: Where the state alone says it.
_SETTLED = {
    BookingState.HELD: PaymentStatus.NONE,
    BookingState.CONFIRMED: PaymentStatus.PAID,
    BookingState.REFUNDED: PaymentStatus.REFUNDED,
    BookingState.REFUND_PENDING: PaymentStatus.PAID,
}
_OURS = frozenset({PaymentState.CAPTURED, PaymentState.REFUND_DUE})


def asks_for_payments(booking: Booking) -> bool:
    """Whether its payments decide. A hold that was never claimed has no number, and no payment."""
    return bool(booking.number) and booking.state not in _SETTLED


def payment_status(booking: Booking, payments: Sequence[PaymentState]) -> PaymentStatus:
    """What to say of a booking's money; `payments` are their states, oldest first.

    While it is PENDING the newest attempt counts. Once it is over, money that was not given back
    is still ours.
    """
    if not booking.number:
        return PaymentStatus.NONE
    settled = _SETTLED.get(booking.state)
    if settled is not None:
        return settled
    if booking.state is BookingState.PENDING:
        failed = payments and payments[-1] is PaymentState.FAILED
        failed = failed and PaymentState.OPEN not in payments
        return PaymentStatus.FAILED if failed else PaymentStatus.PENDING
    if booking.paid.amount_minor > 0 or not _OURS.isdisjoint(payments):
        return PaymentStatus.PAID
    if PaymentState.REFUNDED in payments:
        return PaymentStatus.REFUNDED
    if booking.state is BookingState.EXPIRED or PaymentState.FAILED in payments:
        return PaymentStatus.FAILED
    return PaymentStatus.NONE
