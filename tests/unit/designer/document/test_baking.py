"""What is drawn is the plan that is sold, and a plan can be drawn on."""

from dataclasses import replace

import pytest

from admin_designer.designer.document.areas import rectangle
from admin_designer.designer.document.baking import bake, drawn
from admin_designer.designer.document.document import Document
from admin_designer.designer.document.elements import Area, Fixture, Hall, Place, SeatRow
from admin_designer.designer.document.naming import Naming, RowStyle
from boxoffice.bootstrap.demo_data import load
from boxoffice.bootstrap.demo_halls import draw
from boxoffice.model.layout import (
    Category,
    Corner,
    Landmark,
    LandmarkKind,
    Plan,
    SeatFact,
    SeatKind,
)
from boxoffice.rules.layouts import check
from tests.unit.seatmap.plans import hall_91

HALLS = [
    hall_91(),
    *(draw(screen.hall) for theatre in load().theatres for screen in theatre.screens),
]


@pytest.mark.parametrize("plan", HALLS, ids=lambda plan: f"{len(plan.seats)} seats")
def test_a_published_plan_opens_as_a_drawing_that_makes_the_same_plan(plan: Plan) -> None:
    again = bake(Document(drawn(plan)))
    assert sorted(again.seats, key=lambda seat: seat.uid) == sorted(
        plan.seats, key=lambda seat: seat.uid
    )
    assert replace(again, seats=(), rows=(), landmarks=()) == replace(
        plan, seats=(), rows=(), landmarks=(), grid=()
    )
    assert set(again.landmarks) == set(plan.landmarks)
    assert sorted(_neighbours(again)) == sorted(_neighbours(plan))
    assert check(again) == ()


def test_a_hall_drawn_from_nothing_can_be_published() -> None:
    places = tuple(Place(f"u{at}", 1, gap_mm=1_000 if at == 4 else 0) for at in range(8))
    row = SeatRow("r", 6_000, 1_500, places, radius_mm=12_000)
    screen = Fixture("s", LandmarkKind.SCREEN, 6_000, 9_000, 8_000, 120)
    plan = bake(Document([Hall(categories=(Category(1, "Standard", 1),)), row, screen]))
    assert check(plan) == ()
    assert [seat.seat_id for seat in plan.seats] == [f"A{n}" for n in range(1, 9)]
    assert [[len(run.seats) for run in one.runs] for one in plan.rows] == [[4, 4]]
    assert (plan.width_mm, plan.depth_mm) == (11_200, 10_260)


def test_a_row_turned_around_is_still_counted_from_the_left() -> None:
    places = tuple(Place(f"u{at}", 1, gap_mm=1_000 if at == 1 else 0) for at in range(3))
    plan = bake(Document([SeatRow("r", 6_000, 1_500, places, angle_cdeg=18_000)]))
    assert [(seat.uid, seat.seat_id) for seat in plan.seats] == [
        ("u2", "A1"),
        ("u1", "A2"),
        ("u0", "A3"),
    ]
    assert [[len(run.seats) for run in row.runs] for row in plan.rows] == [[2, 1]]


def test_a_place_that_is_out_parts_its_row_and_is_no_seat() -> None:
    places = tuple(Place(f"u{at}", 1, out=at == 1) for at in range(3))
    plan = bake(Document([SeatRow("r", 6_000, 1_500, places)]))
    assert [seat.uid for seat in plan.seats] == ["u0", "u2"]
    assert [run.seats for run in plan.rows[0].runs] == [(0,), (1,)]


def test_what_people_look_for_in_a_seat_is_published_in_one_order_and_drawn_again() -> None:
    facts = (SeatFact.NEAR_AISLE, SeatFact.HEARING_LOOP, SeatFact.NEAR_AISLE)
    plan = bake(Document([SeatRow("r", 6_000, 1_500, (Place("u", 1, facts=facts),))]))
    assert plan.seats[0].facts == (SeatFact.HEARING_LOOP, SeatFact.NEAR_AISLE)
    assert bake(Document(drawn(plan))).seats == plan.seats


def test_an_area_is_published_under_all_else_with_its_outline_and_drawn_again() -> None:
    area = Area("a", 5_000, 9_000, rectangle(3_000, 2_001), "Standing", 120)
    pillar = Fixture("p", LandmarkKind.PILLAR, 100, 100, 300, 300)
    row = SeatRow("r", 6_000, 1_500, (Place("u", 1),))
    plan = bake(Document([row, pillar, area]))
    assert [one.kind for one in plan.landmarks] == [LandmarkKind.AREA, LandmarkKind.PILLAR]
    assert plan.landmarks[0] == Landmark(
        LandmarkKind.AREA,
        5_000,
        9_000,
        3_000,
        2_001,
        "Standing",
        120,
        (
            Corner(-1_500, -1_001),
            Corner(1_500, -1_001),
            Corner(1_500, 1_000),
            Corner(-1_500, 1_000),
        ),
    )
    assert plan.depth_mm == 9_000 + 1_000 + 1_200
    (again,) = Document(drawn(plan)).areas
    assert again == replace(area, element_id=again.element_id)
    assert bake(Document(drawn(plan))).landmarks == plan.landmarks


def test_renaming_a_hall_keeps_every_seat_and_who_belongs_together() -> None:
    plan = hall_91()
    document = Document(drawn(plan))
    hall = replace(document.hall, naming=Naming(row_style=RowStyle.NUMBERS))
    document.apply(document.change("Number", {hall.element_id: hall}))
    again = bake(document)
    assert again.numbering == "own"
    assert {seat.uid for seat in again.seats} == {seat.uid for seat in plan.seats}
    before = {seat.uid: seat.partner_uid for seat in plan.seats}
    assert {seat.uid: seat.partner_uid for seat in again.seats} == before
    assert any(seat.kind is SeatKind.WHEELCHAIR for seat in again.seats)
    assert sorted(_neighbours(again)) == sorted(_neighbours(plan))


def _neighbours(plan: Plan) -> list[tuple[str, ...]]:
    return [tuple(plan.seats[at].uid for at in run.seats) for row in plan.rows for run in row.runs]
