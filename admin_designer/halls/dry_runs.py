"""Moves of several shows to one layout: looked at, then made as they were looked at."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from boxoffice.client.halls import Halls
from boxoffice.model.booking import BookingState
from boxoffice.model.layout import Category, Layout
from boxoffice.model.money import Money
from boxoffice.model.moving import ChosenSeat, Match, NewPrice, SeatMove, ShowMove
from boxoffice.model.show import ShowListing

#: Seats by line, chosen in place of those that are gone.
Chosen = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class DryRun:
    """What moving one show would do, at these prices of its new categories and with these seats
    chosen."""

    listing: ShowListing
    prices: tuple[NewPrice, ...]
    chosen: tuple[ChosenSeat, ...]
    move: ShowMove

    @property
    def lost(self) -> tuple[SeatMove, ...]:
        """Seats of people who paid or are paying and would have none: they forbid it."""
        return tuple(
            seat
            for seat in self.move.seats
            if seat.match is Match.NONE and seat.state is not BookingState.HELD
        )


@dataclass(frozen=True, slots=True)
class PriceChange:
    """Customers who would have paid otherwise for the seats that they are moved to: how many, and
    by how much in all."""

    customers: int
    amount: Money


def price_changes(seats: Iterable[SeatMove]) -> tuple[PriceChange | None, PriceChange | None]:
    """Of those whose seats are cheaper there, and of those whose are dearer; None for nobody. Who
    is still choosing is no customer yet."""
    paid = [seat for seat in seats if seat.state is not BookingState.HELD]
    cheaper = [seat for seat in paid if price_step(seat) < 0]
    dearer = [seat for seat in paid if price_step(seat) > 0]
    return _change(cheaper), _change(dearer)


def price_step(seat: SeatMove) -> int:
    """How much more a seat costs where it goes, minor units; below 0 for less."""
    return seat.price_there.amount_minor - seat.price.amount_minor


def _change(seats: Sequence[SeatMove]) -> PriceChange | None:
    if not seats:
        return None
    amount_minor = abs(sum(map(price_step, seats)))
    customers = len({seat.booking_id for seat in seats})
    return PriceChange(customers, Money(amount_minor, seats[0].price.currency))


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
    halls: Halls,
    listing: ShowListing,
    layout: Layout,
    amounts: Mapping[int, int],
    wanted: Chosen,
) -> DryRun:
    """The dry run of one show; `amounts` are the prices, minor units, by category."""
    prices = tuple(
        NewPrice(one.category_id, amounts[one.category_id]) for one in unpriced((listing,), layout)
    )
    chosen = tuple(ChosenSeat(*one) for one in wanted.items())
    move = await halls.preview_move(listing.show.show_id, layout.layout_id, prices, chosen)
    return DryRun(listing, prices, chosen, move)
