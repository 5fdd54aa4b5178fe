"""What the Payment service asks of a payment provider, whichever it is."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from boxoffice.model.money import Money
from boxoffice.model.payment import Payment, ProviderMessage


class ProviderSilent(Exception):
    """The provider did not answer, or not so that it could be understood: whether it did what was
    asked is unknown. It is asked again, under the same payment id or key."""


class ProviderRefused(Exception):
    """The provider said no, and will say so again; the message is for the log and for staff."""


@dataclass(frozen=True, slots=True)
class Opened:
    """A payment as the provider opened it.

    `reference` is what the provider calls it, never empty. The customer pays at `url`, by
    `upi_link`, or in a page of ours that `client_secret` lets in; what a provider does not have
    is empty. `message` is for the customer.
    """

    reference: str
    url: str = ""
    client_secret: str = ""
    message: str = ""
    upi_link: str = ""


class Closing(StrEnum):
    """CLOSED: nothing can be paid on it any more, or there is no such payment. PAID: it was paid
    before it could be closed; `status` says how."""

    CLOSED = "closed"
    PAID = "paid"


class Refunding(StrEnum):
    """DONE: the money is on its way back for good. UNDER_WAY: ask again under the same key."""

    DONE = "done"
    UNDER_WAY = "under_way"


class Provider(Protocol):
    """A payment provider.

    Every call may raise ProviderSilent or ProviderRefused; the caller bounds how long it waits.
    Each is asked again after a crash, so that asking twice must do nothing twice.
    """

    async def open(self, payment: Payment) -> Opened:
        """Open a payment; opening again under the same `payment_id` answers the same payment."""
        ...

    async def status(self, reference: str) -> tuple[ProviderMessage, ...]:
        """What the webhooks about this payment have said by now or would say; empty while nothing
        has ended, and for a payment that the provider does not know."""
        ...

    async def close(self, reference: str) -> Closing:
        """Make sure that nothing can be paid on it any more, before its seats are let go."""
        ...

    async def refund(self, transaction_id: str, amount: Money, key: str) -> Refunding:
        """Give the money of a transaction back, once under `key`. A refund that cannot be made
        (too old, account closed) is ProviderRefused."""
        ...

    def read_webhook(
        self, signature: str, body: bytes, now: datetime
    ) -> tuple[ProviderMessage, ...]:
        """What a webhook says; empty for one about something else. BadSignature when it is not
        signed by the provider or was signed too long ago or ahead; BadInput."""
        ...

    async def stop(self) -> None:
        """Let go of connections; nothing is asked afterwards."""
        ...
