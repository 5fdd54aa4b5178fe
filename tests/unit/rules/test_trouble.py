"""What staff read when something about money needs them."""

import json
from datetime import UTC, datetime

import pytest

from boxoffice.model.events import Event, EventKind
from boxoffice.rules.trouble import trouble_text

FACTS = {
    "kind": "ONLINE",
    "amount_minor": 64_050,
    "currency": "INR",
    "provider": "simulator",
    "transaction_id": "T1",
}


@pytest.mark.parametrize(
    ("kind", "changed", "words"),
    [
        (EventKind.REFUND_DUE, {"provider": "", "kind": "CASH"}, "Give back INR 640.50 (CASH)"),
        (EventKind.REFUND_STUCK, {}, "INR 640.50 is owed back to a customer, and simulator"),
        (EventKind.PROVIDER_SILENT, {}, "simulator does not say whether INR 640.50 was paid"),
        (
            EventKind.AMOUNT_WRONG,
            {"asked_minor": 100, "asked_currency": "INR"},
            "simulator took INR 640.50 where INR 1.00 was asked for (transaction T1)",
        ),
        (
            EventKind.AMOUNT_WRONG,
            {"asked_minor": 100, "asked_currency": "INR", "amount_minor": None, "currency": "USD"},
            "simulator took an amount in USD where",
        ),
        (
            EventKind.PAYMENT_UNKNOWN,
            {"amount_minor": None, "currency": None, "transaction_id": "T" * 50},
            f"simulator took an amount for a booking, of which no payment is known here"
            f" (transaction {'T' * 40}…)",
        ),
        (
            EventKind.PAYMENT_UNKNOWN,
            {"booking_number": "7Q4M9XKD"},
            "simulator took INR 640.50 for booking 7Q4M 9XKD, of which no payment",
        ),
        (EventKind.PAYMENT_UNKNOWN, {"currency": None}, "simulator took 64050 minor units"),
    ],
)
def test_staff_read_what_happened_and_what_to_do(
    kind: EventKind, changed: dict[str, object], words: str
) -> None:
    assert (text(kind, changed) or "").startswith(words)


@pytest.mark.parametrize("kind", [EventKind.AMOUNT_WRONG, EventKind.PAYMENT_UNKNOWN])
def test_money_that_does_not_fit_is_told_by_the_bookings_number_and_never_by_its_id(
    kind: EventKind,
) -> None:
    facts = {"asked_minor": 1, "asked_currency": "INR", "booking_number": "7Q4M9XKD"}
    told = text(kind, facts | {"booking_id": "b1"}) or ""
    assert "booking 7Q4M 9XKD" in told
    assert "b1" not in told


@pytest.mark.parametrize("kind", [EventKind.REFUND_DUE, EventKind.PAYMENT_CAPTURED])
def test_money_that_goes_back_by_itself_or_that_came_needs_nobody(kind: EventKind) -> None:
    assert text(kind, {}) is None


def text(kind: EventKind, changed: dict[str, object]) -> str | None:
    at = datetime(2026, 11, 20, tzinfo=UTC)
    return trouble_text(Event("e1", kind, "b1", "PVRAH", at, json.dumps(FACTS | changed)))
