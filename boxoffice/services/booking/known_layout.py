"""A layout with its seats by what they are called."""

from boxoffice.model.layout import Layout


class KnownLayout:
    """Made once and shared by all shows on the layout: going through the seats of a large hall
    takes longer than everything else that a show needs."""

    def __init__(self, layout: Layout) -> None:
        self.layout = layout
        seats = layout.plan.seats
        self.seats = {seat.seat_id: seat for seat in seats}
        self.index_of_uid = {seat.uid: index for index, seat in enumerate(seats)}

    def seat_id(self, uid: str) -> str:
        """What people call a seat; KeyError."""
        return self.layout.plan.seats[self.index_of_uid[uid]].seat_id
