import numpy as np
import pytest

from boxoffice.seatmap.looks import BAR_STEPS, SeatLook
from boxoffice.seatmap.states import SeatStates


def states(*looks: SeatLook) -> SeatStates:
    made = SeatStates(len(looks))
    made.set_all(np.array(looks, dtype=np.uint8), 0.0)
    return made


def test_only_seats_that_look_different_are_named() -> None:
    hall = states(SeatLook.FREE, SeatLook.SOLD, SeatLook.FREE)
    new = np.array([SeatLook.FREE, SeatLook.SOLD, SeatLook.HELD], dtype=np.uint8)
    assert hall.set_all(new, 0.0).seats.tolist() == [2]


def test_a_seat_that_is_named_twice_has_changed_once() -> None:
    hall = states(SeatLook.FREE, SeatLook.FREE)
    change = hall.change(np.array([1, 1]), np.array([SeatLook.SOLD], dtype=np.uint8), 0.0)
    assert (change.seats.tolist(), change.looks.tolist()) == ([1], [SeatLook.FREE])


def test_looks_for_another_hall_are_refused() -> None:
    with pytest.raises(ValueError, match="2 looks for 1 seats"):
        states(SeatLook.FREE).set_all(np.zeros(2, dtype=np.uint8), 0.0)


def test_the_bar_of_a_hold_drains_to_its_deadline() -> None:
    hall = states(SeatLook.HELD)
    hall.set_deadlines({0: (100.0, 400.0)}, 100.0)
    left = []
    for now in (100.0, 250.0, 399.0, 400.0):
        hall.drain(now)
        left.append(int(hall.shown.bars[0]))
    assert left == [BAR_STEPS, BAR_STEPS // 2, 1, 0]


def test_a_second_that_takes_no_step_of_the_bar_redraws_nothing() -> None:
    hall = states(SeatLook.HELD)
    hall.set_deadlines({0: (0.0, 300.0)}, 0.0)
    assert hall.drain(1.0).seats.tolist() == []


def test_a_drag_gathers_what_can_be_taken() -> None:
    hall = states(SeatLook.FREE, SeatLook.SOLD, SeatLook.OFFERED, SeatLook.YOURS, SeatLook.HELD)
    assert hall.gatherable(np.arange(5), 0).tolist() == [0, 2]


def test_a_drag_from_a_seat_of_yours_gathers_yours() -> None:
    hall = states(SeatLook.FREE, SeatLook.YOURS, SeatLook.SOLD, SeatLook.YOURS)
    assert hall.gatherable(np.arange(4), 1).tolist() == [1, 3]


def test_gathered_seats_are_shown_as_asked_for_until_let_go() -> None:
    hall = states(SeatLook.FREE, SeatLook.FREE)
    assert hall.gather(np.array([1]), 0.0).seats.tolist() == [1]
    assert hall.shown.looks.tolist() == [SeatLook.FREE, SeatLook.ASKING]
    hall.gather(np.array([], dtype=np.int64), 0.0)
    assert hall.shown.looks.tolist() == [SeatLook.FREE, SeatLook.FREE]


def test_bars_drain_in_the_order_of_the_plan_whichever_hold_began_first() -> None:
    hall = states(SeatLook.HELD, SeatLook.FREE, SeatLook.HELD)
    named = [hall.set_deadlines({2: (0.0, 100.0), 0: (50.0, 200.0)}, 75.0), hall.drain(125.0)]
    assert [change.seats.tolist() for change in named] == [[0, 2], [0, 2]]
