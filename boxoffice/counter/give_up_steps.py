"""Giving a sale up that has taken a part of its money: what is to be handed back is said."""

from boxoffice.counter.desk import Desk
from boxoffice.counter.patience import Patience
from boxoffice.counter.seller import Seller
from boxoffice.counter.settle import Settle, tendered
from boxoffice.counter.state import Notice, NoticeKind, Step
from boxoffice.counter.till import Till
from boxoffice.model.booking import BookingState


class GiveUpSteps:
    """The box office cancels it at once; UPI that is paid after that goes back by itself."""

    def __init__(
        self, desk: Desk, seller: Seller, patience: Patience, till: Till, settle: Settle
    ) -> None:
        self._desk = desk
        self._seller = seller
        self._patience = patience
        self._till = till
        self._settle = settle

    def warn(self) -> None:
        """Say that Esc gives back what is paid, if anything is."""
        held = self._desk.state.held
        if held is not None and held.paid.amount_minor:
            self._desk.change(notice=Notice(NoticeKind.ESC_AGAIN, amount=held.paid))

    async def give_up(self) -> None:
        """Cancel the sale, or hear that it was paid after all."""
        booking = self._desk.state.booking
        if booking is None:
            return
        booking_id = booking.booking_id
        # One key a booking: whoever asks again, also after a crash, goes on with the same.
        asked = (booking_id, f"give up {booking_id}", self._till.name)
        with self._desk.asking(Step.RELEASING):
            booking = await self._patience.ask(lambda: self._seller.give_up_payment(*asked))
            tenders = tendered(await self._seller.payments(booking_id))
        if booking.state is BookingState.CONFIRMED:
            await self._settle.done(booking, tenders)
        else:
            await self._settle.given_up(tenders, booking.total.currency)
