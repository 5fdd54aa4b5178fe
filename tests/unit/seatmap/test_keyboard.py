from collections import deque

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from boxoffice.model.layout import Plan
from boxoffice.seatmap.keyboard import Step, Walk
from tests.unit.seatmap.plans import (
    STANDARD,
    curved_hall,
    hall_91,
    index_of,
    lay_out,
    plan_of_rows,
)


def walk_of(plan: Plan, *, at_bottom: bool = True) -> Walk:
    hall = lay_out(plan, screen_at_bottom=at_bottom)
    return Walk(hall.row_seats, hall.x, hall.y)


def reached(walk: Walk, x: dict[int, float]) -> set[int]:
    """The seats that arrow keys reach from the first."""
    seen, waiting = {walk.first()}, deque([walk.first()])
    while waiting:
        seat = waiting.popleft()
        here = Step(seat, x[seat])
        steps = (
            walk.across(seat, -1),
            walk.across(seat, 1),
            walk.down(here, -1),
            walk.down(here, 1),
        )
        for step in steps:
            if step.seat not in seen:
                seen.add(step.seat)
                waiting.append(step.seat)
    return seen


rows = st.lists(st.sets(st.integers(1, 12), min_size=1).map(sorted), min_size=1, max_size=8)


@given(rows, st.booleans())
def test_arrow_keys_reach_every_seat_of_any_hall(columns: list[list[int]], at_bottom: bool) -> None:
    plan = plan_of_rows(
        [(f"R{row}", STANDARD, taken) for row, taken in enumerate(columns)], width=12
    )
    hall = lay_out(plan, screen_at_bottom=at_bottom)
    walk = Walk(hall.row_seats, hall.x, hall.y)
    assert reached(walk, dict(enumerate(hall.x.tolist()))) == set(range(len(plan.seats)))


def test_arrow_keys_reach_every_seat_of_a_curved_hall() -> None:
    hall = lay_out(curved_hall(8, 24), screen_at_bottom=True)
    walk = Walk(hall.row_seats, hall.x, hall.y)
    assert reached(walk, dict(enumerate(hall.x.tolist()))) == set(range(192))


def test_left_and_right_cross_the_aisle() -> None:
    plan = hall_91()
    walk = walk_of(plan)
    assert walk.across(index_of(plan, "D12"), 1).seat == index_of(plan, "D13")
    assert walk.across(index_of(plan, "D13"), -1).seat == index_of(plan, "D12")


def test_the_end_of_a_row_is_where_right_stops() -> None:
    plan = hall_91()
    assert walk_of(plan).across(index_of(plan, "D22"), 1).seat == index_of(plan, "D22")


def test_a_short_row_on_the_way_does_not_lose_the_column() -> None:
    plan = hall_91()
    walk = walk_of(plan)
    here = Step(index_of(plan, "B1"), float(lay_out(plan, screen_at_bottom=True).x[13]))
    up = walk.down(here, -1)
    assert (up.seat, walk.down(up, 1).seat) == (index_of(plan, "A1"), index_of(plan, "B1"))


def test_with_the_screen_at_the_top_right_counts_down_and_up_goes_forward() -> None:
    plan = hall_91()
    walk = walk_of(plan, at_bottom=False)
    seat = index_of(plan, "D8")
    assert walk.across(seat, 1).seat == index_of(plan, "D7")
    x = float(lay_out(plan, screen_at_bottom=False).x[seat])
    assert walk.down(Step(seat, x), -1).seat == index_of(plan, "E8")


def test_rows_side_by_side_are_one_line() -> None:
    seats = [np.array([0, 1]), np.array([2, 3])]
    walk = Walk(seats, np.array([0.0, 30.0, 200.0, 230.0]), np.array([5.0, 5.0, 8.0, 8.0]))
    assert [line.tolist() for line in walk.lines] == [[0, 1, 2, 3]]
