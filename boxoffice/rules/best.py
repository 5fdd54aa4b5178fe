"""The best free seats for a party: together, near the focal point, leaving nobody stranded."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cached_property
from statistics import fmean

from boxoffice.model.booking import OfferPlace
from boxoffice.model.errors import BadInput
from boxoffice.model.layout import Plan, SeatKind
from boxoffice.rules.free_seats import FreeSeats, Part
from boxoffice.rules.seats_together import SeatsTogether

#: The middle reaches this share of the way from the focal point to the outermost seat.
MIDDLE_SHARE = 0.3
_FOR_SOME = (SeatKind.WHEELCHAIR, SeatKind.COMPANION)


@dataclass(frozen=True, slots=True)
class Offer:
    """Seats (indexes into the plan) for one party.

    `category_id` is 0 when a split party lies in several. `row` is the row of the first seat;
    `rows_nearer` counts rows from the first offer's to it, towards the screen.
    """

    indexes: tuple[int, ...]
    category_id: int
    total_minor: int
    row: str
    place: OfferPlace
    rows_nearer: int


class BestSeats:
    """Offers of one plan's seats; what is known of the plan is worked out with the first."""

    def __init__(self, plan: Plan) -> None:
        self._plan = plan

    def offers(
        self,
        states: bytes,
        prices: Mapping[int, int],
        count: int,
        category_id: int = 0,
        limit: int = 3,
        near: Collection[int] = (),
    ) -> tuple[Offer, ...]:
        """Up to `limit` clearly different offers of `count` seats, best first; empty when too few.

        `states` has one SeatState a byte; `prices` are minor units by category, and categories
        without a price are not offered. `category_id` 0 means any. A party is split only where too
        few places let it sit side by side, and then into single seats only when there is no other
        way at all. With `near` the best are those closest to these seats, not to the focal point.

        The seats of companions are offered when the others do not suffice, and wheelchair spaces
        when the house is otherwise full.
        """
        if count < 1:
            raise BadInput("A party has at least one person.")
        if category_id:
            prices = {key: price for key, price in prices.items() if key == category_id}
        reserved = self._reserved(states, prices, count)
        if reserved is None:
            return ()
        windows = self._together.best(states, prices, count, limit, reserved, near)
        parties: list[tuple[Part, ...]] = [
            (Part(one.row, one.run, one.seats, one.stranded, 0.0, self._price(one.seats, prices)),)
            for one in windows
        ]
        if len(parties) < limit:
            free = FreeSeats(self._plan, states, prices, near, reserved)
            parties += free.split(count, limit - len(parties), beside=parties)
        return tuple(self._offer(party, parties[0]) for party in parties)

    def _reserved(
        self, states: bytes, prices: Mapping[int, int], count: int
    ) -> tuple[SeatKind, ...] | None:
        """The kinds of seats that are kept for others now; None when too few are left."""
        hall = self._together
        if hall.count_free(states, prices, _FOR_SOME) >= count:
            return _FOR_SOME
        if hall.count_free(states, prices, _FOR_SOME[:1]) >= count:
            return _FOR_SOME[:1]
        every = {one.category_id for one in self._plan.seats}
        is_full = not hall.count_free(states, every, _FOR_SOME)
        return () if is_full and hall.count_free(states, prices, ()) >= count else None

    @cached_property
    def _together(self) -> SeatsTogether:
        return SeatsTogether(self._plan)

    @cached_property
    def _reach_mm(self) -> int:
        focal_x_mm = self._plan.focal_x_mm
        return max(abs(x_mm - focal_x_mm) for x_mm in self._plan.columns.x_mm)

    def _price(self, seats: Collection[int], prices: Mapping[int, int]) -> int:
        return sum(prices[self._plan.seats[seat].category_id] for seat in seats)

    def _offer(self, party: tuple[Part, ...], first: tuple[Part, ...]) -> Offer:
        """The offer for a party, told relative to the first one."""
        indexes = tuple(seat for part in party for seat in part.seats)
        categories = {self._plan.seats[seat].category_id for seat in indexes}
        row = party[0].row
        return Offer(
            indexes=indexes,
            category_id=categories.pop() if len(categories) == 1 else 0,
            total_minor=sum(part.price_minor for part in party),
            row=self._plan.rows[row].label,
            place=OfferPlace.SPLIT if len(party) > 1 else self._place(party[0]),
            rows_nearer=row - first[0].row,
        )

    def _place(self, part: Part) -> OfferPlace:
        seats = self._plan.seats
        if seats[part.seats[0]].kind is SeatKind.STANDING:
            return OfferPlace.STANDING
        off_mm = fmean(seats[seat].x_mm for seat in part.seats) - self._plan.focal_x_mm
        if abs(off_mm) <= MIDDLE_SHARE * self._reach_mm:
            return OfferPlace.MIDDLE
        runs = self._plan.rows[part.row].runs
        at_left_aisle = part.run > 0 and part.seats[0] == runs[part.run].seats[0]
        at_right_aisle = part.run < len(runs) - 1 and part.seats[-1] == runs[part.run].seats[-1]
        if at_left_aisle or at_right_aisle:
            return OfferPlace.AISLE
        return OfferPlace.LEFT if off_mm < 0 else OfferPlace.RIGHT
