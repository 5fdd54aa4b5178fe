"""Moves of several shows to one layout: looked at, then made as they were looked at."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from boxoffice.client.halls import Halls
from boxoffice.model.booking import BookingState
from boxoffice.model.layout import Category, Layout
from boxoffice.model.moving import Match, NewPrice, SeatMove, ShowMove
from boxoffice.model.show import ShowListing


@dataclass(frozen=True, slots=True)
class DryRun:
    """What moving one show would do, at these prices of its new categories."""

    listing: ShowListing
    prices: tuple[NewPrice, ...]
    move: ShowMove

    @property
    def lost(self) -> tuple[SeatMove, ...]:
        """Seats of people who paid or are paying and would have none: they forbid it."""
        return tuple(
            seat
            for seat in self.move.seats
            if seat.match is Match.NONE and seat.state is not BookingState.HELD
        )


def unpriced(listings: Sequence[ShowListing], layout: Layout) -> tuple[Category, ...]:
    """The categories of the layout that one of the shows has no price for: none of that id and
    name."""
    priced = [{(one.category_id, one.name) for one in listing.show.prices} for listing in listings]
    return tuple(
        one
        for one in layout.plan.categories
        if not all((one.category_id, one.name) in prices for prices in priced)
    )


async def look_at(
    halls: Halls, listing: ShowListing, layout: Layout, amounts: Mapping[int, int]
) -> DryRun:
    """The dry run of one show; `amounts` are the prices, minor units, by category."""
    prices = tuple(
        NewPrice(one.category_id, amounts[one.category_id]) for one in unpriced((listing,), layout)
    )
    move = await halls.preview_move(listing.show.show_id, layout.layout_id, prices)
    return DryRun(listing, prices, move)


def tickets_to_reissue(moves: Sequence[ShowMove]) -> dict[str, list[str]]:
    """By the bookings' numbers “A1 → A9”, for each ticket that reads otherwise now; only “A1” where
    just its category does."""
    found: dict[str, list[str]] = {}
    for move in moves:
        for seat in move.seats:
            if seat.reissue:
                ids = dict.fromkeys((seat.seat_id, seat.to_seat_id))
                found.setdefault(seat.number, []).append(" → ".join(ids))
    return found
