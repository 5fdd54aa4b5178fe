"""People stand inside of their area, are sold to like seats, and are never taken for them."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from admin_designer.designer.document.areas import ellipse, rectangle
from boxoffice.model.booking import OfferPlace
from boxoffice.model.layout import Corner, Plan, Row, Run
from boxoffice.model.moving import Match
from boxoffice.rules.best import BestSeats
from boxoffice.rules.layouts import check
from boxoffice.rules.seat_matching import match_seats
from boxoffice.rules.seat_moving import Taken, seat_everybody
from boxoffice.rules.simulated_sale import simulated_shows
from boxoffice.rules.standing import MAX_PLACE_MM, laid_out, places_by_area
from tests.unit.rules.halls import hall, with_area

SEATED = hall("ss", "ss")
FREE, SOLD = 0, 2


PLAN = with_area(SEATED, 6)


@given(
    st.sampled_from(
        [
            rectangle(6_000, 4_000),
            ellipse(6_000, 4_000),
            # An L, which a line crosses in one part or in two.
            tuple(
                Corner(x, y)
                for x, y in ((-3, -2), (-1, -2), (-1, 0), (1, 0), (1, -2), (3, -2), (3, 2), (-3, 2))
            ),
            rectangle(1, 1),
            # Two triangles, since the outline crosses itself.
            tuple(Corner(x, y) for x, y in ((-3, -2), (3, 2), (3, -2), (-3, 2))),
        ]
    ),
    st.integers(1, 3_000),
)
def test_everybody_stands_inside(corners: tuple[Corner, ...], people: int) -> None:
    lines, width_mm = laid_out(corners, people)
    assert sum(map(len, lines)) == people
    assert width_mm >= 1
    left, right = min(one.x_mm for one in corners), max(one.x_mm for one in corners)
    back, front = min(one.y_mm for one in corners), max(one.y_mm for one in corners)
    for line in lines:
        assert line == sorted(line)
        assert all(left <= x <= right and back <= y <= front for x, y in line)


def test_an_outline_that_crosses_itself_has_the_room_inside_of_it() -> None:
    left_back, right_front = Corner(-9_000, -9_000), Corner(9_000, 9_000)
    right_back, left_front = Corner(9_000, -9_000), Corner(-9_000, 9_000)
    lines, width_mm = laid_out((left_back, right_front, right_back, left_front), 100)
    assert width_mm == MAX_PLACE_MM
    assert max(map(len, lines)) > 1


def test_an_outline_without_room_has_no_more_lines_than_people() -> None:
    flat = (Corner(0, 0), Corner(4_000_000, 4_000_000), Corner(9_000_000, 9_000_000))
    lines, _ = laid_out(flat, 50)
    assert sum(map(len, lines)) == 50


def test_an_area_may_be_published_with_its_places() -> None:
    assert check(PLAN) == ()
    assert places_by_area(PLAN) == {"Pit": (4, 5, 6, 7, 8, 9)}


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        (
            replace(PLAN, landmarks=PLAN.landmarks[1:]),
            "There are 0 areas Pit for the standing places in it.",
        ),
        (
            replace(PLAN, landmarks=(*PLAN.landmarks, PLAN.landmarks[0])),
            "There are 2 areas Pit for the standing places in it.",
        ),
        (
            replace(PLAN, rows=(*PLAN.rows[:1], Row("B", (Run((2, 3, 4)),)), *PLAN.rows[2:])),
            "Row B has seats and places of an area.",
        ),
    ],
)
def test_places_that_belong_to_no_area_are_not_published(wrong: Plan, words: str) -> None:
    assert words in check(wrong)


def test_a_party_stands_together_wherever_places_are_free() -> None:
    # Only the seats are gone, and every second place.
    states = bytes([SOLD] * 4 + [SOLD, FREE] * 3)
    (offer,) = BestSeats(PLAN).offers(states, {1: 100}, 3)
    assert (offer.indexes, offer.place, offer.row) == ((5, 7, 9), OfferPlace.STANDING, "Pit")
    # A single place is as good as any, and nobody is left alone by it.
    (one, *_) = BestSeats(PLAN).offers(states, {1: 100}, 1)
    assert one.indexes == (5,)
    assert BestSeats(PLAN).offers(states, {1: 100}, 4) == ()


def test_an_area_fills_to_its_last_place() -> None:
    (house,) = simulated_shows(PLAN, {1: 100}, shows=1, seed=3, group_shares=(1,))
    assert (house.seats, house.sold, house.singles) == (10, 10, 0)


def test_nobody_who_had_a_seat_is_made_to_stand() -> None:
    without = replace(PLAN, seats=PLAN.seats[4:], rows=PLAN.rows[2:])
    moved = tuple(replace(seat, x_mm=seat.x_mm + 1) for seat in SEATED.seats)
    new = replace(without, seats=tuple(replace(s, x_mm=1, y_mm=1) for s in without.seats))
    old = replace(SEATED, seats=tuple(replace(s, x_mm=1, y_mm=1) for s in moved))
    assert match_seats(old, new) == {}
    assert [at for at, _ in seat_everybody(old, new, [Taken("p", old.seats[0].uid)])] == [-1]


def test_a_place_that_is_called_as_a_seat_was_is_not_that_seat() -> None:
    without = replace(PLAN, seats=PLAN.seats[4:], rows=PLAN.rows[2:])
    seats = tuple(replace(s, seat_id=f"Pit {at}") for at, s in enumerate(SEATED.seats, 1))
    assert match_seats(replace(SEATED, seats=seats), without) == {}


def test_who_stands_goes_on_standing_in_an_area_that_was_drawn_anew() -> None:
    fewer = with_area(SEATED, 4)
    assert match_seats(PLAN, fewer)[4] == (4, Match.UID)
    # The sixth has no place of its own any more, and gets one of those that are left.
    taken = [Taken("p", "pit/6"), Taken("q", "pit/1")]
    assert seat_everybody(PLAN, fewer, taken) == ((7, Match.PROPOSED), (4, Match.UID))
