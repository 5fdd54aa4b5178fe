"""What the contract's payment_status says of a booking's money."""

from datetime import UTC, datetime

import pytest

from boxoffice.model.booking import Booking, BookingState
from boxoffice.model.money import Money
from boxoffice.model.payment import PaymentState
from boxoffice.rules.payment_status import asks_for_payments, payment_status

NOON = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)
OPEN, FAILED, CLOSED = PaymentState.OPEN, PaymentState.FAILED, PaymentState.CLOSED
CAPTURED, DUE, BACK = PaymentState.CAPTURED, PaymentState.REFUND_DUE, PaymentState.REFUNDED


def booking(state: BookingState, paid_minor: int = 0, number: str = "A1B2C3D4") -> Booking:
    paid = Money(paid_minor, "INR")
    return Booking(
        "b", "h", number, 1, "T", "u", state, (), Money(100, "INR"), paid, NOON, NOON, None, 1
    )


@pytest.mark.parametrize(
    ("state", "payments", "status"),
    [
        (BookingState.HELD, (), 0),
        (BookingState.PENDING, (), 1),
        (BookingState.PENDING, (OPEN,), 1),
        (BookingState.PENDING, (FAILED,), 3),
        (BookingState.PENDING, (FAILED, OPEN), 1),
        (BookingState.PENDING, (OPEN, FAILED), 1),
        (BookingState.PENDING, (CAPTURED, FAILED), 3),
        (BookingState.PENDING, (CAPTURED, OPEN), 1),
        (BookingState.PENDING, (FAILED, CLOSED), 1),
        (BookingState.CONFIRMED, (FAILED, CAPTURED), 2),
        (BookingState.CONFIRMED, (CAPTURED, BACK), 2),
        (BookingState.CANCELLED, (), 0),
        (BookingState.CANCELLED, (CLOSED,), 0),
        (BookingState.CANCELLED, (FAILED,), 3),
        (BookingState.CANCELLED, (DUE,), 2),
        (BookingState.CANCELLED, (BACK,), 4),
        (BookingState.EXPIRED, (), 3),
        (BookingState.EXPIRED, (FAILED, CLOSED), 3),
        (BookingState.EXPIRED, (BACK, DUE), 2),
        (BookingState.EXPIRED, (CLOSED, BACK), 4),
        (BookingState.REFUND_PENDING, (), 2),
        (BookingState.REFUNDED, (), 4),
    ],
)
def test_a_bookings_money_reads_as_the_contract_says(
    state: BookingState, payments: tuple[PaymentState, ...], status: int
) -> None:
    assert payment_status(booking(state), payments) == status


def test_money_in_a_booking_that_is_over_is_paid_until_it_is_given_back() -> None:
    assert payment_status(booking(BookingState.EXPIRED, 100), ()) == 2


@pytest.mark.parametrize("state", BookingState)
def test_payments_are_asked_for_only_where_they_decide(state: BookingState) -> None:
    decide = {BookingState.PENDING, BookingState.CANCELLED, BookingState.EXPIRED}
    assert asks_for_payments(booking(state)) is (state in decide)


def test_a_hold_that_was_never_claimed_has_no_payment_whatever_became_of_it() -> None:
    over = booking(BookingState.EXPIRED, number="")
    assert not asks_for_payments(over)
    assert payment_status(over, ()) == 0
