"""The steps of a sale that put a basket aside and take it up again; its seats stay held."""

from boxoffice.counter.desk import Desk
from boxoffice.counter.holding import Holding
from boxoffice.counter.seat_steps import STAY_HELD_SECONDS, SeatSteps
from boxoffice.counter.show_steps import ShowSteps
from boxoffice.counter.state import Notice, NoticeKind, Parked, Stage
from boxoffice.counter.wishes import Key, Recall, Wish
from boxoffice.model.booking import BookingState
from boxoffice.model.errors import Refusal

MOST_PARKED = 5
#: How often a parked hold is kept on unasked: at five minutes each, for about half an hour.
PARKED_TIMES = 6


class ParkSteps:
    """Parked baskets in the order in which they come back."""

    def __init__(self, desk: Desk, holding: Holding, seats: SeatSteps, shows: ShowSteps) -> None:
        self._desk = desk
        self._holding = holding
        self._seats = seats
        self._shows = shows

    async def do(self, wish: Wish) -> bool:
        """Whether the wish was about parked baskets, and is done."""
        match wish:
            case Key.PARK:
                self._park()
            case Key.RECALL:
                await self._recall(0)
            case Recall(index):
                await self._recall(index)
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
        self._desk.change(parked=())

    def _park(self) -> bool:
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
        if self._desk.state.booking is not None and not self._park():
            self._desk.change(parked=parked)
            return
        await self._shows.choose(basket.listing)
        show, booking = self._desk.show, basket.booking
        if show is None or show.show_id != booking.show_id:
            self._desk.change(parked=parked)
            return
        count = len(booking.seats)
        self._desk.change(
            stage=Stage.BASKET, booking=booking, line=count - 1, count=count, refused=None
        )
        if booking.expires_at is None or booking.expires_at <= self._desk.clock.now():
            self._desk.change(over=True)
            await self._seats.hold_again(show)
        else:
            await self._seats.refresh_offers(show)

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
