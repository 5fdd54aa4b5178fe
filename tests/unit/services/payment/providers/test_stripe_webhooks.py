"""Which of Stripe's webhooks are believed, and what they say."""

from dataclasses import replace
from typing import Any

import pytest

from boxoffice.model.errors import BadInput, BadSignature
from boxoffice.model.payment import ProviderMessage, TransactionStatus
from boxoffice.services.payment.providers.stripe import StripeProvider
from tests.clock import FakeClock
from tests.unit.services.payment.providers.stripe_double import KEY, event, signed

NOW = FakeClock().now()
SECRETS = ("whsec_new", "whsec_old")
INTENT = {
    "id": "pi_1",
    "object": "payment_intent",
    "amount_received": 40_000,
    "currency": "inr",
    "latest_charge": "ch_1",
    "metadata": {"booking_id": "b1", "payment_id": "p1"},
    "status": "succeeded",
}

CHARGE = {"amount_captured": 40_000, "amount_refunded": 15_000, "payment_intent": "pi_1"}
PAID = ProviderMessage("b1", "pi_1", TransactionStatus.SUCCEEDED, 40_000, "INR", "pi_1")
CANCELED = ProviderMessage("b1", "pi_1", TransactionStatus.FAILED, reference="pi_1")


def hear(
    kind: str, about: dict[str, Any], secret: str = SECRETS[0], ahead_seconds: float = 0
) -> tuple[ProviderMessage, ...]:
    """What a webhook of a moment says."""
    body = event(kind, about)
    signature = signed(body, secret, NOW.timestamp() + ahead_seconds)
    return StripeProvider(KEY, SECRETS).read_webhook(signature, body, NOW)


@pytest.mark.parametrize(
    ("kind", "change", "said"),
    [
        ("payment_intent.succeeded", {}, (PAID,)),
        ("payment_intent.canceled", {"status": "canceled"}, (CANCELED,)),
        ("payment_intent.payment_failed", {"status": "requires_payment_method"}, ()),
        ("charge.refunded", CHARGE, (replace(PAID, amount_minor=25_000),)),
        ("payment_intent.succeeded", {"metadata": {"booking_id": "b1"}}, ()),
        ("payment_intent.created", {}, ()),
        ("customer.created", {"object": "customer"}, ()),
    ],
)
def test_a_webhook_says_what_became_of_a_payment_of_ours(
    kind: str, change: dict[str, Any], said: tuple[ProviderMessage, ...]
) -> None:
    assert hear(kind, INTENT | change) == said


@pytest.mark.parametrize("ahead_seconds", [-300, 300])
@pytest.mark.parametrize("secret", SECRETS)
def test_either_secret_is_believed_for_five_minutes(secret: str, ahead_seconds: float) -> None:
    assert hear("payment_intent.succeeded", INTENT, secret, ahead_seconds) == (PAID,)


@pytest.mark.parametrize(
    ("secret", "ahead_seconds"),
    [("forged", 0), (SECRETS[0], -301), (SECRETS[0], 301), (SECRETS[0], 365 * 86_400)],
)
def test_forged_old_and_future_webhooks_are_not_believed(secret: str, ahead_seconds: float) -> None:
    with pytest.raises(BadSignature):
        hear("payment_intent.succeeded", INTENT, secret, ahead_seconds)


@pytest.mark.parametrize(
    "body",
    [
        "",
        "[]",
        "{",
        "{}",
        '{"object": "v2.core.event"}',
        '{"type": "charge.refunded"}',
        " " * 262_145,
    ],
)
def test_what_is_signed_but_no_event_is_refused(body: str) -> None:
    signature = signed(body.encode(), SECRETS[0], NOW.timestamp())
    with pytest.raises(BadInput):
        StripeProvider(KEY, SECRETS).read_webhook(signature, body.encode(), NOW)
