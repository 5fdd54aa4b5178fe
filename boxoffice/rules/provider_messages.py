"""What a provider's message means for the payments of its booking: a pure decision."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from boxoffice.model.money import Money
from boxoffice.model.payment import Payment, PaymentState, ProviderMessage, TransactionStatus

#: A payment that ended without money may still turn out to have been paid.
_UNPAID = frozenset({PaymentState.OPEN, PaymentState.FAILED, PaymentState.CLOSED})


class Meaning(StrEnum):
    """CAPTURE: this payment was paid. FAIL: this open payment failed. SECOND: the booking was
    paid once more, by a payment of its own like this one. WRONG: the money is not what this
    payment asked for. UNMATCHED: no payment of the booking is known. NOTHING: known already."""

    CAPTURE = "capture"
    FAIL = "fail"
    SECOND = "second"
    WRONG = "wrong"
    UNMATCHED = "unmatched"
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class Decision:
    """`payment_id` is empty where the meaning is about no payment."""

    meaning: Meaning
    payment_id: str = ""
    amount: Money | None = None


def decide(message: ProviderMessage, payments: Sequence[Payment]) -> Decision:
    """What to do about a message, given the payments of its booking at its provider, oldest
    first.

    A transaction first heard of belongs to the open payment; with none open it is a payment of
    its own, for as much as the one it names, or else as the newest one.
    """
    own = _own(message, payments)
    if message.status is TransactionStatus.FAILED:
        if own is not None and own.state is PaymentState.OPEN:
            return Decision(Meaning.FAIL, own.payment_id)
        return Decision(Meaning.NOTHING)
    if own is not None and own.state not in _UNPAID:
        return Decision(Meaning.NOTHING)
    if own is None and not payments:
        return Decision(Meaning.UNMATCHED)
    named = (each for each in payments if message.reference and each.reference == message.reference)
    like = own or next(named, payments[-1])
    if not _fits(message, like.amount):
        return Decision(Meaning.WRONG, like.payment_id)
    return Decision(Meaning.CAPTURE if own else Meaning.SECOND, like.payment_id, like.amount)


def _own(message: ProviderMessage, payments: Sequence[Payment]) -> Payment | None:
    """The payment that the message's transaction pays."""
    for payment in payments:
        if payment.transaction_id == message.transaction_id:
            return payment
    for payment in payments:
        if message.reference and payment.reference == message.reference:
            return payment if not payment.transaction_id else None
    for payment in payments:
        # One that the provider was asked to open a moment ago may not know its reference yet.
        if payment.state is PaymentState.OPEN and not (message.reference and payment.reference):
            return payment
    return None


def _fits(message: ProviderMessage, amount: Money) -> bool:
    return message.amount_minor in (None, amount.amount_minor) and message.currency in (
        None,
        amount.currency,
    )
