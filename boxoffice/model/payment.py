"""Money that changes hands: tenders and payments."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from boxoffice.model.money import Money


class TenderKind(StrEnum):
    """How somebody pays."""

    CASH = "CASH"
    CARD_TERMINAL = "CARD_TERMINAL"
    UPI = "UPI"
    VOUCHER = "VOUCHER"


class PaymentState(StrEnum):
    """OPEN until settled; CAPTURED is our money; REFUND_DUE is owed back."""

    OPEN = "open"
    CAPTURED = "captured"
    FAILED = "failed"
    CLOSED = "closed"
    REFUND_DUE = "refund_due"
    REFUNDED = "refunded"


@dataclass(frozen=True, slots=True)
class Tender:
    """`amount_minor` is applied to the booking; `given_minor` is what the customer handed over."""

    kind: TenderKind
    amount_minor: int
    given_minor: int = 0
    reference: str = ""


@dataclass(frozen=True, slots=True)
class Payment:
    """One tender of one booking."""

    payment_id: str
    booking_id: str
    kind: TenderKind
    amount: Money
    given_minor: int
    reference: str
    state: PaymentState
    created_at: datetime


@dataclass(frozen=True, slots=True)
class OnlinePayment:
    """An opened online payment: where the customer pays it."""

    booking_id: str
    payment_url: str
    client_secret: str
    message: str


@dataclass(frozen=True, slots=True)
class Webhook:
    """A payment provider's message as it arrived: the raw body is what the provider signed."""

    provider: str
    signature: str
    body: bytes
