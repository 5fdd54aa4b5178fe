"""Money that changes hands: tenders, payments, vouchers, and what providers say of them."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from boxoffice.model.money import Money

#: More than any sale, and less than SQL's widest integer.
MAX_AMOUNT_MINOR = 10**15


class TenderKind(StrEnum):
    """How somebody pays at the counter."""

    CASH = "CASH"
    CARD_TERMINAL = "CARD_TERMINAL"
    UPI = "UPI"
    VOUCHER = "VOUCHER"


class PaymentKind(StrEnum):
    """How something was paid: a tender at the counter, or online."""

    CASH = "CASH"
    CARD_TERMINAL = "CARD_TERMINAL"
    UPI = "UPI"
    VOUCHER = "VOUCHER"
    ONLINE = "ONLINE"


class PaymentState(StrEnum):
    """OPEN until a provider says more; CAPTURED is our money; REFUND_DUE is owed back."""

    OPEN = "open"
    CAPTURED = "captured"
    FAILED = "failed"
    CLOSED = "closed"
    REFUND_DUE = "refund_due"
    REFUNDED = "refunded"


@dataclass(frozen=True, slots=True)
class Tender:
    """`amount_minor` is applied to the booking; `given_minor` is what the customer handed over.

    `reference` is the card terminal's approval code or the voucher's code.
    """

    kind: TenderKind
    amount_minor: int
    given_minor: int = 0
    reference: str = ""


@dataclass(frozen=True, slots=True)
class Payment:
    """One payment of one booking.

    `reference` is the tender's, or what the provider calls the payment (empty: not opened there
    yet). `provider` is empty for money that settled at the counter. `transaction_id` is what the
    provider calls the money itself, once it has said so. The customer pays at `payment_url`, by
    `upi_link`, or in a page of ours that `client_secret` lets in.
    """

    payment_id: str
    booking_id: str
    kind: PaymentKind
    amount: Money
    given_minor: int
    reference: str
    state: PaymentState
    created_at: datetime
    provider: str = ""
    transaction_id: str = ""
    payment_url: str = ""
    upi_link: str = ""
    message: str = ""
    refunded_minor: int = 0


@dataclass(frozen=True, slots=True)
class BookingPayments:
    """The states of a booking's payments, oldest first."""

    booking_id: str
    states: tuple[PaymentState, ...]


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


class TransactionStatus(StrEnum):
    """What became of a transaction."""

    SUCCEEDED = "succeeded"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class ProviderMessage:
    """What a provider says of one transaction, in a webhook or when asked.

    `amount_minor` and `currency` are None where it does not say them. `reference` is what it
    calls the payment; empty where it names the booking alone.
    """

    booking_id: str
    transaction_id: str
    status: TransactionStatus
    amount_minor: int | None = None
    currency: str | None = None
    reference: str = ""


@dataclass(frozen=True, slots=True)
class Voucher:
    """Money that a theatre owes to whoever shows `code`; None in `valid_until`: for ever."""

    code: str
    theatre_id: str
    issued: Money
    balance: Money
    issued_at: datetime
    valid_until: datetime | None
