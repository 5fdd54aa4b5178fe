"""A simulated sale sells what the counter would, the same each time, and counts it right."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from boxoffice.model.errors import BadInput
from boxoffice.model.layout import Plan
from boxoffice.rules.simulated_sale import House, simulated_shows
from tests.unit.seatmap.plans import curved_hall, hall_91, plain_hall

PRICES = {1: 200_00, 2: 300_00, 3: 400_00}


def houses(
    plan: Plan,
    shares: tuple[int, ...] = (1, 1, 1),
    *,
    shows: int = 5,
    seed: int = 1,
    demand_percent: int = 100,
) -> list[House]:
    sale = simulated_shows(
        plan, PRICES, shows=shows, seed=seed, demand_percent=demand_percent, group_shares=shares
    )
    return list(sale)


def test_couples_fill_rows_of_even_length_to_the_last_seat() -> None:
    assert houses(plain_hall(4, 10), (0, 1), shows=3) == 3 * [House(40, 40, 0, 20, 0, 40 * 200_00)]


def test_couples_leave_one_seat_over_in_each_row_of_odd_length() -> None:
    assert houses(plain_hall(4, 9), (0, 1), shows=1) == [House(36, 32, 4, 16, 2, 32 * 200_00)]


def test_groups_that_no_row_holds_go_away_together() -> None:
    fives = houses(plain_hall(2, 4), (0, 0, 0, 0, 1), shows=1, demand_percent=125)
    assert fives == [House(8, 0, 0, 0, 2, 0)]


def test_wheelchair_spaces_are_not_for_sale_and_a_companions_seat_is_not_left_single() -> None:
    (house,) = houses(hall_91(), (1,), shows=1)
    assert (house.seats, house.sold, house.singles) == (89, 89, 0)
    (house,) = houses(hall_91(), (0, 0, 0, 0, 1), shows=1, demand_percent=1)
    assert (house.sold, house.singles) == (0, 0)


def test_a_seed_sells_the_same_again_and_another_does_not() -> None:
    once, again, other = (houses(hall_91(), seed=seed) for seed in (7, 7, 8))
    assert once == again
    assert once != other
    assert houses(hall_91(), seed=7, shows=2) == once[:2]


def test_people_come_for_as_many_seats_as_are_asked_for() -> None:
    (house,) = houses(plain_hall(4, 10), (1,), shows=1, demand_percent=50)
    assert (house.sold, house.groups) == (20, 20)
    (house,) = houses(plain_hall(4, 10), (1,), shows=1, demand_percent=200)
    assert (house.sold, house.turned_away) == (40, 40)


@given(
    st.integers(1, 4),
    st.integers(1, 9),
    st.lists(st.integers(0, 3), min_size=1, max_size=6).filter(any),
    st.integers(0, 99),
)
def test_who_came_was_seated_or_went_and_nobody_was_seated_twice(
    rows: int, columns: int, shares: list[int], seed: int
) -> None:
    for house in houses(curved_hall(rows, columns), tuple(shares), seed=seed, shows=2):
        assert house.seats == rows * columns
        assert 0 <= house.sold <= house.seats
        assert house.singles <= house.seats - house.sold
        assert house.groups <= house.sold <= 6 * house.groups
        assert house.takings_minor == house.sold * PRICES[1]
        if not house.turned_away:
            assert house.sold == house.seats


@pytest.mark.parametrize(("shows", "percent"), [(0, 100), (10_001, 100), (1, 0), (1, 1_001)])
def test_a_sale_of_nothing_or_without_end_is_refused(shows: int, percent: int) -> None:
    with pytest.raises(BadInput, match="Sell 1 to 10,000 shows"):
        houses(plain_hall(1, 2), shows=shows, demand_percent=percent)


@pytest.mark.parametrize("shares", [(), (0, 0), (1, -1)])
def test_shares_without_a_group_are_refused(shares: tuple[int, ...]) -> None:
    with pytest.raises(BadInput, match="shares of groups"):
        houses(plain_hall(1, 2), shares)
