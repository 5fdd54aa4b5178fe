"""What is told of a payment to whoever pays it."""

from boxoffice.model.payment import Payment, PaymentState

_WORDS = {
    PaymentState.CAPTURED: "This payment is made.",
    PaymentState.FAILED: "This payment has failed. Pay again, or in another way.",
    PaymentState.CLOSED: "This payment was closed; no money was taken.",
    PaymentState.REFUND_DUE: "This money is owed back.",
    PaymentState.REFUNDED: "This money was given back.",
}


def payment_words(payment: Payment) -> str:
    """How the payment stands; while it is open, in its provider's words."""
    return _WORDS.get(payment.state, payment.message)
