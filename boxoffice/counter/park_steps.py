"""The steps of a sale that put a basket aside and take it up again; its seats stay held."""

import asyncio
import contextlib
import logging

from boxoffice.counter.desk import Desk
from boxoffice.counter.holding import Holding
from boxoffice.counter.journal import Journal, Unfinished
from boxoffice.counter.open_show import OpenShow
from boxoffice.counter.seat_steps import STAY_HELD_SECONDS, SeatSteps
from boxoffice.counter.seller import Seller
from boxoffice.counter.show_steps import ShowSteps
from boxoffice.counter.state import Notice, NoticeKind, Parked, Stage
from boxoffice.counter.wishes import Key, Recall, TakeUp, Wish
from boxoffice.model.booking import Booking, BookingState, SeatChoice
from boxoffice.model.errors import NotFound, Refusal, TryAgain
from boxoffice.model.show import ShowListing
from boxoffice.rules.concessions import items_of

MOST_PARKED = 5
#: How often a parked hold is kept on unasked: at five minutes each, for about half an hour.
PARKED_TIMES = 6

_log = logging.getLogger(__name__)


class ParkSteps:
    """Baskets that come from elsewhere: parked ones in the order in which they come back, also
    after a crash, and reservations."""

    def __init__(
        self,
        desk: Desk,
        seller: Seller,
        holding: Holding,
        seats: SeatSteps,
        shows: ShowSteps,
        journal: Journal,
    ) -> None:
        self._desk = desk
        self._seller = seller
        self._journal = journal
        self._let_go: list[str] = []
        self._holding = holding
        self._seats = seats
        self._shows = shows

    async def do(self, wish: Wish) -> bool:
        """Whether the wish was about parked baskets, and is done."""
        match wish:
            case Key.PARK:
                await self._park()
            case Key.RECALL:
                await self._recall(0)
            case Recall(index):
                await self._recall(index)
            case TakeUp():
                await self._take_in_hand(wish)
            case Key.KEEP_PARKED:
                await self._keep_on()
            case _:
                return False
        return True

    def due(self) -> bool:
        """Whether a parked hold is near its end and may be kept on."""
        return any(self._is_due(parked) for parked in self._desk.state.parked)

    async def release(self) -> None:
        """Let all of them go."""
        for parked in self._desk.state.parked:
            await self._holding.release(parked.booking)
            self._let_go.append(_key(parked.booking))
        self._desk.change(parked=())

    async def leave(self) -> None:
        """Nothing that was let go is to be had again."""
        for key in self._let_go:
            await self._forget(key)
        self._let_go.clear()

    async def take_up(self) -> bool:
        """Have the baskets again that an earlier run of the program had parked; False while the box
        office does not answer."""
        here = {_key(parked.booking) for parked in self._desk.state.parked}
        for basket in await asyncio.to_thread(self._journal.unfinished):
            if basket.parked and basket.key not in here:
                try:
                    await self._take_up(basket)
                except TryAgain:
                    return False
                except Refusal as refusal:
                    # Such as for a show that is over.
                    self._desk.fail(Notice(NoticeKind.TOLD, words=str(refusal)))
                    await self._forget(basket.key)
        return True

    async def _take_up(self, basket: Unfinished) -> None:
        listing = await self._seller.listing(basket.show_id)
        booking: Booking | None = None
        gone: tuple[str, ...] = ()
        with contextlib.suppress(NotFound):
            booking = await self._seller.booking(basket.booking_id)
        if booking is None or booking.state is not BookingState.HELD:
            # Holds may die with the box office; nobody has paid for these.
            answer = await self._holding.hold(
                basket.show_id, basket.choices, basket.codes, basket.items
            )
            booking, gone = answer.booking, answer.gone
            if booking is not None:
                await self._keep(booking)
            await self._forget(basket.key)
        if booking is None:
            self._desk.fail(Notice(NoticeKind.PARKED_GONE, seat_ids=gone, count=len(gone)))
        else:
            self._desk.change(parked=(*self._desk.state.parked, Parked(listing, booking)))

    async def _keep(self, booking: Booking) -> None:
        """Write a parked basket down, so that a crash does not forget it."""
        choices = tuple(SeatChoice(line.seat_id, line.ticket_type) for line in booking.seats)
        basket = Unfinished(
            _key(booking),
            booking.booking_id,
            booking.show_id,
            choices,
            booking.codes,
            items=items_of(booking.lines),
            parked=True,
        )
        try:
            await asyncio.to_thread(self._journal.keep, basket)
        except OSError:
            _log.exception("a parked basket cannot be written down")

    async def _forget(self, key: str) -> None:
        await asyncio.to_thread(self._journal.forget, key)

    async def _park(self) -> bool:
        """Put the basket aside; whether nothing is in hand now."""
        state = self._desk.state
        booking = state.booking
        if booking is None or state.listing is None or state.stage is not Stage.BASKET:
            self._desk.fail(Notice(NoticeKind.CHOOSE_FIRST))
            return False
        if booking.state is not BookingState.HELD:
            self._desk.fail(Notice(NoticeKind.NOT_PARKED))
            return False
        if len(state.parked) >= MOST_PARKED:
            self._desk.fail(Notice(NoticeKind.PARKED_FULL, count=MOST_PARKED))
            return False
        await self._keep(booking)
        self._desk.change(parked=(*state.parked, Parked(state.listing, booking)))
        self._desk.begin()
        return True

    async def _recall(self, index: int) -> None:
        parked = self._desk.state.parked
        if index >= len(parked):
            self._desk.fail(Notice(NoticeKind.NONE_PARKED))
            return
        basket = parked[index]
        # Changing places with one of a full house is no sixth.
        self._desk.change(parked=tuple(one for one in parked if one is not basket))
        if self._desk.state.booking is not None and not await self._park():
            self._desk.change(parked=parked)
            return
        show, booking = await self._in_hand(basket.listing, basket.booking), basket.booking
        if show is None:
            self._desk.change(parked=parked)
            return
        await self._forget(_key(booking))
        if booking.expires_at is None or booking.expires_at <= self._desk.clock.now():
            self._desk.change(over=True)
            await self._seats.hold_again(show)
        else:
            await self._seats.refresh_offers(show)

    async def _take_in_hand(self, wish: TakeUp) -> None:
        in_hand = self._desk.state.booking
        if in_hand is not None and in_hand.booking_id == wish.booking.booking_id:
            self._desk.change(booking=wish.booking)
        elif in_hand is None or await self._park():
            await self._in_hand(wish.listing, wish.booking)

    async def _in_hand(self, listing: ShowListing, booking: Booking) -> OpenShow | None:
        """Make this the basket in hand, with its show open; None where that is not to be had."""
        await self._shows.choose(listing)
        show = self._desk.show
        if show is None or show.show_id != booking.show_id:
            return None
        count = len(booking.seats)
        self._desk.change(
            stage=Stage.BASKET,
            booking=booking,
            line=max(0, count - 1),
            count=count,
            refused=None,
        )
        return show

    async def _keep_on(self) -> None:
        kept = []
        for parked in self._desk.state.parked:
            if self._is_due(parked):
                try:
                    booking = await self._holding.extend(parked.booking) or parked.booking
                except Refusal:
                    # It is tried again until its time is up; recalled, it is held anew.
                    booking = parked.booking
                kept.append(Parked(parked.listing, booking, parked.kept_on + 1))
            else:
                kept.append(parked)
        self._desk.change(parked=tuple(kept))

    def _is_due(self, parked: Parked) -> bool:
        if parked.booking.expires_at is None or parked.kept_on >= PARKED_TIMES:
            return False
        left = (parked.booking.expires_at - self._desk.clock.now()).total_seconds()
        return 0 < left < STAY_HELD_SECONDS


def _key(booking: Booking) -> str:
    """What a parked basket is written down under."""
    return f"parked-{booking.booking_id}"
