"""Stripe's objects as JSON: what they say of a payment, and money as they count it."""

from collections.abc import Mapping
from typing import Any

from boxoffice.model.money import Money, minor_digits
from boxoffice.model.payment import ProviderMessage, TransactionStatus
from boxoffice.services.payment.providers import ProviderRefused

#: Currencies that Stripe does not have, or counts in other units than ISO 4217 does.
UNUSABLE = frozenset({"IQD", "ISK", "LYD", "MGA", "UGX", "UYI"})


def units(amount: Money) -> int:
    """An amount as Stripe counts it; ProviderRefused where it cannot be counted so."""
    if amount.currency in UNUSABLE:
        raise ProviderRefused(f"Stripe does not take {amount.currency} as it is counted here.")
    if minor_digits(amount.currency) == 3 and amount.amount_minor % 10:
        raise ProviderRefused(f"Stripe takes {amount.currency} by tens of its smallest unit only.")
    return amount.amount_minor


def said(intent: Mapping[str, Any]) -> tuple[ProviderMessage, ...]:
    """What an intent says by its state; nothing while it can still be paid."""
    if intent["status"] == "succeeded":
        charge = intent.get("latest_charge")
        refunded = charge["amount_refunded"] if isinstance(charge, dict) else 0
        received = intent["amount_received"] - refunded
        return _ours(intent, intent["id"], TransactionStatus.SUCCEEDED, received)
    if intent["status"] == "canceled":
        return _ours(intent, intent["id"], TransactionStatus.FAILED, None)
    return ()


def left_of(charge: Mapping[str, Any]) -> tuple[ProviderMessage, ...]:
    """What is left of a charge that was refunded. Money that was given back by hand before
    anybody here heard of it thus buys no seats."""
    left = charge["amount_captured"] - charge["amount_refunded"]
    return _ours(charge, charge["payment_intent"], TransactionStatus.SUCCEEDED, left)


def _ours(
    thing: Mapping[str, Any], intent_id: str, status: TransactionStatus, amount: int | None
) -> tuple[ProviderMessage, ...]:
    """A message about one of our bookings; nothing for what else the account is used for."""
    metadata = thing["metadata"]
    if "payment_id" not in metadata or not intent_id:
        return ()
    booking_id = metadata["booking_id"]
    currency = None if amount is None else thing["currency"].upper()
    return (ProviderMessage(booking_id, intent_id, status, amount, currency, intent_id),)
