"""Keeping seats for the customer: asking for a hold, changing it, and letting it go."""

from uuid import uuid4

from boxoffice.counter.patience import Patience
from boxoffice.counter.seller import Seller
from boxoffice.model.booking import Booking, HoldAnswer, SeatChoice
from boxoffice.model.errors import HoldOver, NotFound


class Holding:
    """The holds of one counter, one at a time."""

    def __init__(self, seller: Seller, patience: Patience) -> None:
        self._seller = seller
        self._patience = patience
        self._unanswered: tuple[int, tuple[SeatChoice, ...], str] | None = None

    async def want(
        self, show_id: int, held: Booking | None, choices: tuple[SeatChoice, ...]
    ) -> HoldAnswer:
        """Make the hold exactly `choices`; one that has ended meanwhile is asked for anew."""
        if held is not None:
            try:
                return await self._patience.ask(
                    lambda: self._seller.amend(held.booking_id, choices)
                )
            except HoldOver:
                pass
        return await self._hold(show_id, choices)

    async def extend(self, held: Booking) -> Booking:
        """Start the hold's time anew; HoldOver."""
        return await self._patience.ask(lambda: self._seller.extend(held.booking_id))

    async def release(self, held: Booking) -> None:
        """Let the seats go; a hold that has ended already is let go as well."""
        try:
            await self._patience.ask(lambda: self._seller.release(held.booking_id))
        except (HoldOver, NotFound):
            return

    async def _hold(self, show_id: int, choices: tuple[SeatChoice, ...]) -> HoldAnswer:
        # A hold whose answer was lost may stand: the same wish again must find it, not fight it.
        if self._unanswered is None or self._unanswered[:2] != (show_id, choices):
            self._unanswered = (show_id, choices, uuid4().hex)
        token = self._unanswered[2]
        answer = await self._patience.ask(lambda: self._seller.hold(show_id, choices, token))
        self._unanswered = None
        return answer
