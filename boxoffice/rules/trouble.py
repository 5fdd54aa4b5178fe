"""What staff read when something about money needs a person."""

import json
from collections.abc import Mapping
from typing import Any

from boxoffice.model.events import Event, EventKind
from boxoffice.model.money import Money
from boxoffice.rules.booking_number import spoken

MANY = 40


def trouble_text(event: Event) -> str | None:
    """The event in words; None for one that nobody must see to."""
    facts = json.loads(event.body)
    if event.kind is EventKind.REFUND_DUE:
        return _refund_due(facts)
    if event.kind is EventKind.REFUND_STUCK:
        return (
            f"{_amount(facts)} is owed back to a customer, and {facts['provider']} does not give"
            f" it back (transaction {_shown(facts['transaction_id'])}). It is asked again; see"
            " whether the customer must be paid in another way."
        )
    if event.kind is EventKind.PROVIDER_SILENT:
        return (
            f"{facts['provider']} does not say whether {_amount(facts)} was paid. The seats are"
            " kept until it does; see there what became of the payment."
        )
    if event.kind is EventKind.AMOUNT_WRONG:
        asked = Money(facts["asked_minor"], facts["asked_currency"])
        return (
            f"{facts['provider']} took {_amount(facts)} where {asked.words()} was asked for"
            f" (transaction {_shown(facts['transaction_id'])}). It did not confirm"
            f" {_booking(facts)}; give the money back there, or settle it with the customer."
        )
    if event.kind is EventKind.PAYMENT_UNKNOWN:
        return (
            f"{facts['provider']} took {_amount(facts)} for {_booking(facts)}, of which no payment"
            f" is known here (transaction {_shown(facts['transaction_id'])}). Give the money back"
            " there unless its booking turns up."
        )
    return None


def _refund_due(facts: Mapping[str, Any]) -> str | None:
    # Money that came through a provider goes back through it without anybody.
    if facts.get("provider"):
        return None
    return (
        f"Give back {_amount(facts)} ({facts['kind']}) for {_booking(facts)}, which was paid,"
        " cancelled or sold on before the money came."
    )


def _booking(facts: Mapping[str, Any]) -> str:
    # Never by its id: whoever knows that may use the booking.
    number = facts.get("booking_number")
    return f"booking {spoken(number)}" if number else "a booking"


def _amount(facts: Mapping[str, Any]) -> str:
    amount_minor, currency = facts["amount_minor"], facts["currency"]
    if amount_minor is None:
        return f"an amount in {currency}" if currency else "an amount"
    return Money(amount_minor, currency).words() if currency else f"{amount_minor} minor units"


def _shown(text: str) -> str:
    return text if len(text) <= MANY else f"{text[:MANY]}…"
