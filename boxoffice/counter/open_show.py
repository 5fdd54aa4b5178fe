"""The show that is being sold for: its plan, its live seats, and the best of them."""

import asyncio
from collections.abc import Collection, Iterable

import numpy as np

from boxoffice.counter.prices import PriceList
from boxoffice.counter.seller import LiveView
from boxoffice.model.booking import SeatChoice, SeatOffer
from boxoffice.model.layout import Layout, SeatKind, SeatState
from boxoffice.rules import best
from boxoffice.rules.standing import places_by_area

OFFERS = 3


class OpenShow:
    """One show's layout and live seats.

    Offers are made here and not asked for: the seats are known already, and only here do the
    basket's own seats count as free, so that two may grow to three where they are.
    """

    def __init__(self, show_id: int, layout: Layout, live: LiveView, prices: PriceList) -> None:
        self.show_id = show_id
        self.layout = layout
        self.live = live
        self.prices = prices
        seats = layout.plan.seats
        self.index_of = {seat.seat_id: index for index, seat in enumerate(seats)}
        self.category_of = {seat.seat_id: seat.category_id for seat in seats}
        self.areas = places_by_area(layout.plan)
        self.categories = np.array([seat.category_id for seat in seats], dtype=np.int64)

    @property
    def is_whole(self) -> bool:
        """Whether the live seats are those of the layout; for a moment after the show was moved
        to another one they are not."""
        return len(self.live.states) == len(self.layout.plan.seats)

    def free(self, seat_id: str) -> bool:
        """Whether the seat is free as far as is known."""
        index = self.index_of.get(seat_id, -1)
        states = self.live.states
        return 0 <= index < len(states) and states[index] == SeatState.AVAILABLE

    def free_places(self, area: str) -> tuple[int, int]:
        """How many places of an area are free, and how many there are."""
        places, states = self.areas[area], self.live.states
        return sum(states[place] == SeatState.AVAILABLE for place in places), len(places)

    def in_place_of(self, seat_ids: tuple[str, ...], gone: Collection[str]) -> tuple[str, ...]:
        """These with other free places for those that are gone, each in the same area; empty where
        there are none, or a seat is gone."""
        others = list(seat_ids)
        for at, seat_id in enumerate(seat_ids):
            if seat_id not in gone:
                continue
            seat = self.layout.plan.seats[self.index_of[seat_id]]
            places = self.areas[seat.row] if seat.kind is SeatKind.STANDING else ()
            named = (self.layout.plan.seats[place].seat_id for place in places)
            unlike = {*others, *gone}
            found = next((one for one in named if one not in unlike and self.free(one)), "")
            if not found:
                return ()
            others[at] = found
        return tuple(others)

    async def offers(
        self,
        types: tuple[str, ...],
        category_id: int,
        own: Iterable[str],
        gone: Iterable[str],
        near: Iterable[str] = (),
    ) -> tuple[SeatOffer, ...]:
        """Up to three proposals for tickets of `types`; `own` counts as free, `gone` as taken, and
        with `near` the closest to these seats are the best."""
        states = self._states(own, gone)
        plan = self.layout.plan
        whole = {category: price.amount_minor for category, price in self.prices.whole.items()}
        # A large hall takes longer than a frame, so not on the loop.
        found = await asyncio.to_thread(
            best.best_offers,
            plan,
            states,
            whole,
            len(types),
            category_id,
            OFFERS,
            [self.index_of[seat_id] for seat_id in near],
        )
        return tuple(self._offer(offer, types) for offer in found)

    def _states(self, own: Iterable[str], gone: Iterable[str]) -> bytes:
        states = bytearray(self.live.states)
        for seat_ids, state in ((own, SeatState.AVAILABLE), (gone, SeatState.LOCKED)):
            for seat_id in seat_ids:
                states[self.index_of[seat_id]] = state
        return bytes(states)

    def _offer(self, offer: best.Offer, types: tuple[str, ...]) -> SeatOffer:
        seat_ids = tuple(self.layout.plan.seats[index].seat_id for index in offer.indexes)
        choices = (SeatChoice(*pair) for pair in zip(seat_ids, types, strict=True))
        return SeatOffer(
            seat_ids=seat_ids,
            category_id=offer.category_id,
            total=self.prices.total(choices, self.category_of),
            row=offer.row,
            place=offer.place,
            rows_nearer=offer.rows_nearer,
        )
