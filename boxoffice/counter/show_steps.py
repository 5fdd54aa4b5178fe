"""The steps of a sale that open its show: chosen, moved to another hall, or named by a line."""

from boxoffice.counter.desk import Desk
from boxoffice.counter.open_show import OpenShow
from boxoffice.counter.prices import PriceList
from boxoffice.counter.seat_steps import SeatSteps
from boxoffice.counter.seller import Seller
from boxoffice.counter.state import Notice, NoticeKind, Step
from boxoffice.counter.wishes import ByLine
from boxoffice.model.booking import BookingState
from boxoffice.model.show import ShowListing
from boxoffice.rules.concessions import items_of


class ShowSteps:
    """One show is open at a time; seats in hand are for that one."""

    def __init__(self, desk: Desk, seller: Seller, seats: SeatSteps) -> None:
        self._desk = desk
        self._seller = seller
        self._seats = seats

    async def choose(self, listing: ShowListing) -> None:
        """Sell for this show from now on, unless seats are held for another; items go along."""
        desk, before = self._desk, self._desk.show
        if before is not None and before.show_id == listing.show.show_id:
            desk.change(listing=listing)
            if before.layout.layout_id != listing.show.layout_id:
                await self._follow_move(before, listing)
            return
        held = desk.state.held
        if held is not None and (held.seats or held.state is not BookingState.HELD):
            desk.fail(Notice(NoticeKind.BASKET_OPEN))
            return
        with desk.asking(Step.OPENING):
            layout = await self._seller.layout(listing.show.layout_id)
            live = self._seller.live(listing.show.show_id)
            await live.start()
        prices = PriceList(listing, desk.terms, desk.time_zone)
        # A hold without seats keeps nothing from anybody, and ends by itself.
        desk.begin()
        desk.show = OpenShow(listing.show.show_id, layout, live, prices)
        desk.change(listing=listing, layout=layout)
        if before is not None:
            await before.live.close()
        if held is not None:
            items = items_of(held.lines)
            await self._seats.set_beside(desk.show, buyer=held.buyer, items=items)

    async def by_line(self, line: ByLine) -> None:
        """Open the show that was named, if it is another one, and hold its best seats."""
        await self.choose(line.listing)
        show = self._desk.show
        if show is not None and show.show_id == line.listing.show.show_id:
            self._desk.change(category_id=line.category_id)
            await self._seats.best(show, len(line.types), line.types)

    async def _follow_move(self, show: OpenShow, listing: ShowListing) -> None:
        """The show was moved to another layout, and the basket with it as far as it could be."""
        desk, booking = self._desk, self._desk.state.booking
        with desk.asking(Step.OPENING):
            layout = await self._seller.layout(listing.show.layout_id)
            if booking is not None:
                booking = await self._seller.booking(booking.booking_id)
        prices = PriceList(listing, desk.terms, desk.time_zone)
        desk.show = OpenShow(show.show_id, layout, show.live, prices)
        over = desk.state.over or (
            booking is not None and booking.state in (BookingState.EXPIRED, BookingState.CANCELLED)
        )
        desk.change(layout=layout, booking=booking, over=over, offers=(), offer=-1, category_id=0)
