"""A layout with its seats by what they are called."""

from functools import cached_property

from boxoffice.model.layout import Layout
from boxoffice.rules.best import BestSeats


class KnownLayout:
    """Made once and shared by all shows on the layout: going through the seats of a large hall
    takes longer than everything else that a show needs."""

    def __init__(self, layout: Layout) -> None:
        self.layout = layout
        seats = layout.plan.seats
        self.seats = {seat.seat_id: seat for seat in seats}
        self.index_of_uid = {seat.uid: index for index, seat in enumerate(seats)}

    @cached_property
    def best(self) -> BestSeats:
        """Offers of its seats."""
        return BestSeats(self.layout.plan)

    def seat_id(self, uid: str) -> str:
        """What people call a seat; KeyError."""
        return self.layout.plan.seats[self.index_of_uid[uid]].seat_id
