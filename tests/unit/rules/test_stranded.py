"""Single seats that a choice would leave."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from boxoffice.model.layout import Plan, SeatKind, SeatState
from boxoffice.rules.stranded import stranded_by
from tests.unit.rules.halls import hall

PLAN = hall("ssssss.ssssss", "ssssss.ssssss", "ssssss.ssssss")


def left(plan: Plan, chosen: str, gone: str = "") -> list[str]:
    """Seat ids that choosing these leaves alone, where those of `gone` are sold."""
    states = bytes(
        SeatState.BOOKED if seat.seat_id in gone.split() else SeatState.AVAILABLE
        for seat in plan.seats
    )
    index_of = {seat.seat_id: index for index, seat in enumerate(plan.seats)}
    found = stranded_by(plan, states, [index_of[one] for one in chosen.split()])
    return [plan.seats[index].seat_id for index in found]


@pytest.mark.parametrize(
    ("chosen", "gone", "alone"),
    [
        ("A2 A3", "", ["A1"]),
        ("A1 A2", "", []),
        ("A3 A4", "", []),
        ("A2 A3 A4", "", ["A1"]),
        ("A4 A5", "A2", ["A3", "A6"]),
        ("A1 A2", "A4 A5 A6", ["A3"]),
        ("A1 A2 A3", "A5 A6", ["A4"]),
        ("A7", "A9", ["A8"]),
        ("A2 A5", "", ["A1", "A6"]),
    ],
)
def test_the_seats_that_a_choice_leaves_alone_are_named(
    chosen: str, gone: str, alone: list[str]
) -> None:
    assert left(PLAN, chosen, gone) == alone


def test_a_seat_that_was_alone_before_is_nobody_s_fault() -> None:
    assert left(PLAN, "A4", "A2 A3 A5") == []


def test_the_other_side_of_an_aisle_is_no_company() -> None:
    assert left(PLAN, "A5", "A1 A2 A3 A4") == ["A6"]


def test_as_the_house_fills_only_a_seat_shut_in_counts_and_then_none() -> None:
    most = " ".join(f"{row}{number}" for row in "BC" for number in range(1, 13))
    assert left(PLAN, "A2 A3", most) == ["A1"]
    fuller = most + " A11 A12"
    assert left(PLAN, "A2 A3", fuller) == []
    assert left(PLAN, "A2 A5", fuller + " A1") == []
    assert left(PLAN, "A3", fuller + " A1") == ["A2"]
    fullest = fuller + " A1 A5 A6 A7 A8 A9 A10"
    assert left(PLAN, "A3", fullest) == []


def test_wheelchair_spaces_and_companions_are_never_left_alone() -> None:
    seats = list(PLAN.seats)
    seats[0] = replace(seats[0], kind=SeatKind.WHEELCHAIR)
    seats[1] = replace(seats[1], kind=SeatKind.COMPANION)
    accessible = replace(PLAN, seats=tuple(seats))
    assert left(accessible, "A3 A4") == []
    assert left(accessible, "A4") == ["A3"]


@given(
    st.lists(st.sampled_from([0, 0, 0, 2]), min_size=36, max_size=36),
    st.sets(st.integers(0, 35), max_size=6),
)
def test_whoever_is_left_alone_is_free_and_was_not_alone(
    states: list[int], wanted: set[int]
) -> None:
    chosen = {index for index in wanted if states[index] == SeatState.AVAILABLE}
    for index in stranded_by(PLAN, bytes(states), chosen):
        run = next(run.seats for row in PLAN.rows for run in row.runs if index in run.seats)
        at = run.index(index)
        beside = [run[place] for place in (at - 1, at + 1) if 0 <= place < len(run)]
        assert states[index] == SeatState.AVAILABLE
        assert index not in chosen
        assert all(states[one] or one in chosen for one in beside)
        assert any(one in chosen for one in beside)
