"""What is told of a payment follows what becomes of it."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from boxoffice.model.money import Money
from boxoffice.model.payment import Payment, PaymentKind, PaymentState
from boxoffice.rules.payment_words import payment_words

OPEN = Payment(
    payment_id="p1",
    booking_id="b1",
    kind=PaymentKind.ONLINE,
    amount=Money(40_000, "INR"),
    given_minor=0,
    reference="r1",
    state=PaymentState.OPEN,
    created_at=datetime(2026, 11, 20, tzinfo=UTC),
    message="The payment is open.",
)


@pytest.mark.parametrize(
    ("state", "words"),
    [
        (PaymentState.OPEN, "The payment is open."),
        (PaymentState.CAPTURED, "This payment is made."),
        (PaymentState.FAILED, "This payment has failed. Pay again, or in another way."),
        (PaymentState.CLOSED, "This payment was closed; no money was taken."),
        (PaymentState.REFUND_DUE, "This money is owed back."),
        (PaymentState.REFUNDED, "This money was given back."),
    ],
)
def test_a_payment_says_how_it_stands(state: PaymentState, words: str) -> None:
    assert payment_words(replace(OPEN, state=state)) == words
