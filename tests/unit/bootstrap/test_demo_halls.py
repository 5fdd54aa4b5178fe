"""The demo cinema's halls as the data file draws them."""

import itertools
import math

import pytest

from boxoffice.bootstrap.demo_accounts import DEMO_ACCOUNTS
from boxoffice.bootstrap.demo_data import load
from boxoffice.bootstrap.demo_halls import HallPart, HallShape, draw
from boxoffice.model.layout import LandmarkKind, Plan, SeatKind
from boxoffice.rules.grid import from_grid, to_grid
from boxoffice.rules.layouts import check
from boxoffice.rules.local_time import zone
from boxoffice.rules.numbering import row_letters
from boxoffice.rules.pan import check_pan
from tests.unit.rules.halls import ninety_one, seat_ids

CINEMA = load()
PLANS = {
    screen.screen_id: draw(screen.hall) for theatre in CINEMA.theatres for screen in theatre.screens
}
SEATS = {
    "PVRAH-1": 420,
    "PVRAH-2": 168,
    "PVRAH-3": 91,
    "PVRAH-4": 56,
    "RAJCI-1": 236,
    "RAJCI-2": 132,
    "LAKTA-1": 296,
    "MEECI-1": 180,
    "HOWPI-1": 40,
}
halls = pytest.mark.parametrize("plan", list(PLANS.values()), ids=list(PLANS))


def test_there_are_nine_screens_of_40_to_420_seats_in_five_theatres() -> None:
    assert {screen_id: len(plan.seats) for screen_id, plan in PLANS.items()} == SEATS
    assert len(CINEMA.theatres) == 5


def test_the_real_hall_has_its_ninety_one_seats_and_gaps() -> None:
    plan = PLANS["PVRAH-3"]
    assert to_grid(plan) == ninety_one()
    prices = CINEMA.theatres[0].screens[2].prices
    assert dict(zip((c.category_id for c in plan.categories), prices, strict=True)) == {
        3: 400,
        2: 300,
        1: 200,
    }


def test_two_wheelchair_spaces_of_the_real_hall_have_their_companions_beside_them() -> None:
    by_uid = {seat.uid: seat for seat in PLANS["PVRAH-3"].seats}
    assert [
        (seat.seat_id, by_uid[seat.partner_uid].seat_id)
        for seat in PLANS["PVRAH-3"].seats
        if seat.kind is SeatKind.WHEELCHAIR
    ] == [("E1", "E2"), ("E22", "E21")]


@halls
def test_every_hall_may_be_published(plan: Plan) -> None:
    assert check(plan) == ()


@halls
def test_no_two_seats_stand_in_one_place(plan: Plan) -> None:
    # Centres closer than this would overlap even if the rows were turned against each other.
    for one, other in itertools.combinations(plan.seats, 2):
        assert math.hypot(one.x_mm - other.x_mm, one.y_mm - other.y_mm) >= 500


@halls
def test_nothing_else_stands_where_a_seat_or_the_screen_is(plan: Plan) -> None:
    screen, *others = plan.landmarks
    assert screen.kind is LandmarkKind.SCREEN
    for other in others:
        reach_mm = other.width_mm / 2
        assert abs(other.x_mm - screen.x_mm) > reach_mm + screen.width_mm / 2 or (
            other.y_mm < screen.y_mm
        )
        for seat in plan.seats:
            apart_mm = math.hypot(seat.x_mm - other.x_mm, seat.y_mm - other.y_mm)
            assert apart_mm > reach_mm + seat.width_mm / 2


@halls
def test_the_grid_of_a_drawn_hall_is_read_back_as_the_same_grid(plan: Plan) -> None:
    grid = to_grid(plan)
    assert seat_ids(grid) == tuple(seat.seat_id for seat in plan.seats)
    assert to_grid(from_grid(grid, seat_ids(grid))) == grid


@halls
def test_rows_are_lettered_from_the_back_and_lie_in_one_category_each(plan: Plan) -> None:
    assert [row.label for row in plan.rows] == [row_letters(n) for n in range(len(plan.rows))]
    backs = [min(plan.seats[run.seats[0]].y_mm for run in row.runs) for row in plan.rows]
    assert backs == sorted(backs)
    for row in plan.rows:
        seats = [plan.seats[index] for run in row.runs for index in run.seats]
        assert [seat.number for seat in seats] == list(range(1, len(seats) + 1))
        assert len({seat.category_id for seat in seats}) == 1


def test_the_halls_differ_in_what_is_special() -> None:
    def with_kind(kind: SeatKind) -> set[str]:
        return {name for name, plan in PLANS.items() if any(s.kind is kind for s in plan.seats)}

    assert with_kind(SeatKind.SOFA) == {"PVRAH-4", "HOWPI-1"}
    assert with_kind(SeatKind.RECLINER) == {"PVRAH-1", "PVRAH-4", "HOWPI-1"}
    assert with_kind(SeatKind.WHEELCHAIR) == set(PLANS)
    assert {n for n, plan in PLANS.items() if any(row.level for row in plan.rows)} == {
        "PVRAH-1",
        "LAKTA-1",
    }
    assert {n for n, plan in PLANS.items() if any(s.angle_cdeg for s in plan.seats)} == {
        "PVRAH-1",
        "PVRAH-4",
        "RAJCI-1",
        "LAKTA-1",
        "MEECI-1",
    }


def test_a_bent_row_turns_its_seats_to_the_same_point() -> None:
    plan = draw(HallShape((HallPart("Standard", 1, ("3s",)),), bend_mm=1120))
    left, middle, right = plan.seats
    assert (left.angle_cdeg, middle.angle_cdeg, right.angle_cdeg) == (-2865, 0, 2865)
    assert (right.x_mm - middle.x_mm, right.y_mm - middle.y_mm) == (537, 137)
    assert (left.x_mm + right.x_mm) / 2 == middle.x_mm == plan.focal_x_mm


def test_a_staggered_row_stands_in_the_gaps_of_the_row_behind_it() -> None:
    plan = draw(HallShape((HallPart("Standard", 1, ("2s", "2s")),), staggered=True))
    assert [abs(plan.seats[i].x_mm - plan.seats[i + 2].x_mm) for i in (0, 1)] == [280, 280]


def test_the_places_are_where_the_platform_has_them() -> None:
    assert {location.location_id: location.name for location in CINEMA.locations} == {
        "MUM1": "Mumbai",
        "DEL1": "Delhi-NCR",
        "BLR1": "Bengaluru",
        "HYD1": "Hyderabad",
        "CHE1": "Chennai",
        "KOL1": "Kolkata",
        "PUN1": "Pune",
        "AHM1": "Ahmedabad",
    }
    andheri = CINEMA.theatres[0]
    assert (andheri.theatre_id, andheri.name, andheri.location_id) == (
        "PVRAH",
        "PVR Andheri",
        "MUM1",
    )
    assert (andheri.lat, andheri.lon) == (19.1197, 72.8424)
    for location in CINEMA.locations:
        zone(location.time_zone)
    for theatre in CINEMA.theatres:
        check_pan(theatre.pan)
        assert theatre.gstin[2:12] == theatre.pan


def test_every_show_is_of_a_movie_in_one_of_its_languages() -> None:
    languages = {movie.movie_id: movie.languages for movie in CINEMA.movies}
    slots = [slot for t in CINEMA.theatres for s in t.screens for slot in s.slots]
    assert len(languages) == 12
    assert {slot.movie_id for slot in slots} == set(languages)
    assert all(slot.language in languages[slot.movie_id] for slot in slots)


def test_no_ticket_costs_what_fits_no_tax_slab() -> None:
    costs = {
        price * ticket_type.price_bp // 100
        for theatre in CINEMA.theatres
        for screen in theatre.screens
        for price in screen.prices
        for ticket_type in CINEMA.terms.ticket_types
    }
    # Before tax they would be too dear for 5 % and too cheap for 18 %.
    assert [cost for cost in costs if 105_00 < cost <= 118_00] == []


def test_the_administrator_has_every_theatre() -> None:
    admin = DEMO_ACCOUNTS[-1]
    assert {grant.theatre_id for grant in admin.grants if grant.theatre_id} == {
        theatre.theatre_id for theatre in CINEMA.theatres
    }
