"""Taking money for a hold: the same key and the same words until the outcome is known."""

from dataclasses import dataclass
from uuid import uuid4

from boxoffice.counter.patience import Patience
from boxoffice.counter.seller import Seller
from boxoffice.model.booking import Booking
from boxoffice.model.errors import Refusal, TryAgain
from boxoffice.model.payment import Tender, TenderKind


@dataclass(frozen=True, slots=True)
class Attempt:
    """A payment as it was asked for. A repetition must say exactly the same."""

    booking_id: str
    tenders: tuple[Tender, ...]
    key: str


class Till:
    """One sale's payment. The idempotency key is made when cash opens, not when it is taken."""

    def __init__(self, seller: Seller, patience: Patience) -> None:
        self._seller = seller
        self._patience = patience
        self._key = ""
        self._attempt: Attempt | None = None

    def open(self) -> None:
        """Begin a payment; an unfinished one is kept and asked again."""
        if self._attempt is None:
            self._key = uuid4().hex

    @property
    def pending(self) -> Attempt | None:
        """A payment that was asked for and whose outcome is not known."""
        return self._attempt

    async def take_cash(self, booking: Booking, given_minor: int) -> Booking:
        """Take the whole total in cash, or ask again what became of the attempt before.

        TryAgain means that the outcome is unknown; any other refusal that nothing was taken.
        """
        if self._attempt is None:
            tender = Tender(TenderKind.CASH, booking.total.amount_minor, given_minor)
            self._attempt = Attempt(booking.booking_id, (tender,), self._key)
        attempt = self._attempt
        try:
            paid = await self._patience.ask(
                lambda: self._seller.take_payment(
                    attempt.booking_id, attempt.tenders, attempt.key
                )
            )
        except TryAgain:
            raise
        except Refusal:
            self._attempt = None
            self._key = uuid4().hex
            raise
        return paid

    def close(self) -> None:
        """The outcome is known and dealt with."""
        self._attempt = None
