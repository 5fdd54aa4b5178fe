import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from boxoffice.seatmap.hall import Hall
from boxoffice.seatmap.hits import SeatIndex
from boxoffice.seatmap.projection import Bounds
from tests.unit.seatmap.plans import curved_hall, hall_91, index_of, lay_out, plain_hall

HALLS = [
    lay_out(plan, screen_at_bottom=at_bottom)
    for plan in (hall_91(), curved_hall(6, 20), plain_hall(40, 60))
    for at_bottom in (True, False)
]


@given(st.sampled_from(HALLS), st.floats(0.01, 4.0), st.data())
def test_every_seat_is_hit_at_its_middle_at_any_zoom(
    hall: Hall, zoom: float, data: st.DataObject
) -> None:
    seat = data.draw(st.integers(0, len(hall.x) - 1))
    assert SeatIndex(hall).at(float(hall.x[seat]), float(hall.y[seat]), zoom) == seat


def test_all_seats_of_the_hall_are_hit() -> None:
    hall = HALLS[0]
    index = SeatIndex(hall)
    hits = [index.at(x, y, 1.0) for x, y in zip(hall.x.tolist(), hall.y.tolist(), strict=True)]
    assert hits == list(range(91))


def test_the_aisle_is_no_seat() -> None:
    plan = hall_91()
    hall = HALLS[0]
    beside = index_of(plan, "D12")
    assert SeatIndex(hall).at(float(hall.x[beside]) + 30, float(hall.y[beside]), 1.0) == -1


@pytest.mark.parametrize("corner", [(12.0, 20.0), (-12.0, 20.0), (12.0, -20.0), (-12.0, -20.0)])
def test_a_turned_seat_is_hit_in_its_own_corners(corner: tuple[float, float]) -> None:
    hall = HALLS[2]
    seat = 0
    turn = np.radians(hall.angle[seat])
    x = hall.x[seat] + corner[0] * np.cos(turn) - corner[1] * np.sin(turn)
    y = hall.y[seat] + corner[0] * np.sin(turn) + corner[1] * np.cos(turn)
    assert SeatIndex(hall).at(float(x), float(y), 1.0) == seat


def test_a_rectangle_touches_the_seats_whose_bodies_it_meets() -> None:
    plan, hall = hall_91(), HALLS[0]
    first, last = index_of(plan, "D5"), index_of(plan, "D8")
    y = float(hall.y[first])
    area = Bounds(float(hall.x[first]) + 10, y, float(hall.x[last]) - 10, y + 1)
    touched = [plan.seats[i].seat_id for i in SeatIndex(hall).touched(area)]
    assert touched == ["D5", "D6", "D7", "D8"]
