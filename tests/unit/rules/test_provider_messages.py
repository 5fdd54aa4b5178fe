"""Which payment a provider's message is about; services/payment tests the rest of the decision."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from boxoffice.model.money import Money
from boxoffice.model.payment import (
    Payment,
    PaymentKind,
    PaymentState,
    ProviderMessage,
    TransactionStatus,
)
from boxoffice.rules.provider_messages import Meaning, decide

PAID = ProviderMessage("b", "T1", TransactionStatus.SUCCEEDED, reference="ref-1")
OLD = Payment(
    payment_id="old",
    booking_id="b",
    kind=PaymentKind.ONLINE,
    amount=Money(100, "INR"),
    given_minor=0,
    reference="ref-1",
    state=PaymentState.CLOSED,
    created_at=datetime(2026, 11, 20, tzinfo=UTC),
)
NEW = replace(OLD, payment_id="new", reference="ref-2", state=PaymentState.OPEN)


@pytest.mark.parametrize(
    ("message", "payments", "meaning", "payment_id"),
    [
        (PAID, (OLD, NEW), Meaning.CAPTURE, "old"),
        (replace(PAID, reference=""), (OLD, NEW), Meaning.CAPTURE, "new"),
        (replace(PAID, reference="ref-9"), (OLD, NEW), Meaning.SECOND, "new"),
        (replace(PAID, reference="ref-9"), (replace(NEW, reference=""),), Meaning.CAPTURE, "new"),
        (PAID, (replace(OLD, transaction_id="T0"), NEW), Meaning.SECOND, "old"),
        (PAID, (replace(OLD, reference="x", transaction_id="T1"), NEW), Meaning.CAPTURE, "old"),
        (PAID, (), Meaning.UNMATCHED, ""),
    ],
)
def test_a_message_is_about_its_transaction_then_its_reference_then_what_is_open(
    message: ProviderMessage, payments: tuple[Payment, ...], meaning: Meaning, payment_id: str
) -> None:
    decision = decide(message, payments)
    assert (decision.meaning, decision.payment_id) == (meaning, payment_id)
