"""Keeping seats for the customer: asking for a hold, changing it, and letting it go."""

from uuid import uuid4

from boxoffice.counter.patience import Patience
from boxoffice.counter.seller import Seller
from boxoffice.model.booking import (
    Booking,
    BookingState,
    Buyer,
    HoldAnswer,
    ItemChoice,
    SeatChoice,
)
from boxoffice.model.errors import HoldOver, NotFound, Refusal


class Holding:
    """The holds of one counter, one at a time."""

    def __init__(self, seller: Seller, patience: Patience) -> None:
        self._seller = seller
        self._patience = patience
        self._unanswered: tuple[object, str] | None = None

    async def hold(
        self,
        show_id: int,
        choices: tuple[SeatChoice, ...],
        codes: tuple[str, ...] = (),
        items: tuple[ItemChoice, ...] = (),
    ) -> HoldAnswer:
        """Ask for a new hold; the same wish after a lost answer finds the hold it made."""
        wanted = (show_id, choices, codes, items)
        if self._unanswered is None or self._unanswered[0] != wanted:
            self._unanswered = (wanted, uuid4().hex)
        token = self._unanswered[1]
        answer = await self._patience.ask(
            lambda: self._seller.hold(show_id, choices, token, codes, items)
        )
        self._unanswered = None
        return answer

    async def amend(
        self,
        held: Booking,
        choices: tuple[SeatChoice, ...],
        codes: tuple[str, ...] | None = None,
        buyer: Buyer | None = None,
        items: tuple[ItemChoice, ...] | None = None,
    ) -> HoldAnswer | None:
        """Make the hold exactly `choices`, at least one where no items are given, and its codes,
        buyer and items these, where given; None when the hold has ended."""
        try:
            return await self._patience.ask(
                lambda: self._seller.amend(held.booking_id, choices, codes, buyer, items)
            )
        except (HoldOver, NotFound):
            return None

    async def extend(self, held: Booking) -> Booking | None:
        """Start the hold's time anew; None when the hold has ended."""
        try:
            return await self._patience.ask(lambda: self._seller.extend(held.booking_id))
        except (HoldOver, NotFound):
            return None

    async def stands(self, held: Booking) -> bool:
        """Whether the box office still has the hold; what it does not answer is not lost."""
        try:
            booking = await self._seller.booking(held.booking_id)
        except NotFound:
            return False
        except Refusal:
            return True
        return booking.state not in (BookingState.EXPIRED, BookingState.CANCELLED)

    async def release(self, held: Booking) -> None:
        """Let the seats go; a hold that has ended already is let go as well."""
        try:
            await self._patience.ask(lambda: self._seller.release(held.booking_id))
        except (HoldOver, NotFound):
            return
