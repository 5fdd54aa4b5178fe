"""What the counter says about a seat."""

from boxoffice.counter.facts_bar import told_of
from boxoffice.model.layout import Seat, SeatFact, SeatKind


def test_what_people_look_for_in_a_seat_is_said_after_its_kind() -> None:
    plain = Seat("u", "A1", "A", 1, 1, SeatKind.STANDARD, 0, 0)
    assert told_of(plain) == ()
    seat = Seat("u", "A1", "A", 1, 1, SeatKind.SOFA, 0, 0, facts=tuple(SeatFact))
    assert told_of(seat) == ("Half of a sofa", "Lift-up armrest", "Hearing loop", "Near the aisle")
