from dataclasses import replace

import pytest

from boxoffice.model.layout import Corner, Landmark, LandmarkKind
from tests.benchmarks.halls import hall as hall_of
from tests.unit.seatmap.plans import curved_hall, hall_91, index_of, lay_out


def test_seats_stand_30_apart_and_rows_of_one_category_55() -> None:
    plan = hall_91()
    hall = lay_out(plan, screen_at_bottom=True)
    d1, d2, e1 = (index_of(plan, seat_id) for seat_id in ("D1", "D2", "E1"))
    assert hall.x[d2] - hall.x[d1] == pytest.approx(30)
    assert hall.y[e1] - hall.y[d1] == pytest.approx(55)


def test_a_category_begins_with_room_for_its_heading() -> None:
    plan = hall_91()
    hall = lay_out(plan, screen_at_bottom=True)
    c1, d1 = index_of(plan, "C1"), index_of(plan, "D1")
    assert hall.y[d1] - hall.y[c1] == pytest.approx(92)
    assert [heading.text for heading in hall.headings] == ["Diamond", "Premium", "Standard"]
    heading = hall.headings[2]
    assert hall.y[c1] + 21.5 < heading.y < hall.y[d1] - 21.5


def test_turning_the_hall_is_no_mirror() -> None:
    plan = hall_91()
    hall = lay_out(plan, screen_at_bottom=False)
    a1, a13, e1 = (index_of(plan, seat_id) for seat_id in ("A1", "A13", "E1"))
    assert hall.x[a1] > hall.x[a13]
    assert hall.y[a1] > hall.y[e1]
    assert [heading.text for heading in hall.headings] == ["Standard", "Premium", "Diamond"]


def test_every_row_has_its_letter_on_both_sides_in_line_with_it() -> None:
    plan = hall_91()
    hall = lay_out(plan, screen_at_bottom=True)
    assert [letter.text for letter in hall.letters] == [label for label in "ABCDE" for _ in "lr"]
    assert hall.letters[0].y == hall.y[index_of(plan, "A1")]
    assert hall.letters[0].x < hall.x.min() - 13
    assert hall.letters[1].x > hall.x.max() + 13


def test_a_curved_rows_letter_stands_one_step_beyond_its_last_seat() -> None:
    hall = lay_out(curved_hall(4, 24), screen_at_bottom=True)
    first, second = hall.row_seats[0][:2]
    letter = hall.letters[0]
    assert letter.y > hall.y[first] > hall.y[second]


def test_a_curved_rows_letter_stands_in_its_aisles_too() -> None:
    plan = hall_of(100)
    hall = lay_out(plan, screen_at_bottom=True)
    in_aisles = hall.letters[2 * len(plan.rows) :]
    assert [letter.text for letter in in_aisles] == [
        "R1", "R2", "R3", "R3", "R4", "R4", "R5", "R5",
    ]  # fmt: skip
    left, right = (run.seats for run in plan.rows[0].runs)
    assert hall.x[left[-1]] + 13 < in_aisles[0].x < hall.x[right[0]] - 13


def test_sides_of_an_aisle_at_different_heights_have_a_letter_each() -> None:
    plan = hall_of(100)
    left, right = (run.seats for run in plan.rows[0].runs)
    lower = tuple(
        replace(seat, y_mm=seat.y_mm + 600) if index in right else seat
        for index, seat in enumerate(plan.seats)
    )
    hall = lay_out(replace(plan, seats=lower), screen_at_bottom=True)
    one, other = hall.letters[2 * len(plan.rows) :][:2]
    assert (one.text, other.text) == ("R1", "R1")
    assert (one.y, other.y) == (hall.y[left[-1]], hall.y[right[0]])
    assert hall.x[left[-1]] < one.x < other.x < hall.x[right[0]]


def test_a_wheelchair_space_is_joined_to_its_companion_once() -> None:
    plan = hall_91()
    hall = lay_out(plan, screen_at_bottom=True)
    pairs = [[plan.seats[i].seat_id for i in pair] for pair in hall.joins.tolist()]
    assert pairs == [["E1", "E2"], ["E21", "E22"]]


def test_a_plan_without_a_screen_gets_one_before_the_first_row() -> None:
    hall = lay_out(hall_91(), screen_at_bottom=True)
    assert [fixture.kind for fixture in hall.fixtures] == ["screen"]
    assert hall.fixtures[0].bounds.top > hall.y.max() + 21.5


def test_metres_of_empty_floor_do_not_make_the_seats_smaller() -> None:
    plan = hall_91()
    screen = Landmark(LandmarkKind.SCREEN, plan.width_mm // 2, 20_000, 9000, 120)
    hall = lay_out(replace(plan, landmarks=(screen,)), screen_at_bottom=True)
    assert hall.fixtures[0].bounds.top < hall.y.max() + 21.5 + 44


@pytest.mark.parametrize(
    ("at_bottom", "outline"),
    [(True, [(0, 0), (1, 0), (0.75, 1)]), (False, [(1, 1), (0, 1), (0.25, 0)])],
)
def test_an_area_stands_where_it_stands_and_the_screen_beyond_it(
    at_bottom: bool, outline: list[tuple[float, float]]
) -> None:
    plan = hall_91()
    y_mm = max(seat.y_mm for seat in plan.seats) + 2_500
    middle = plan.width_mm // 2
    corners = (Corner(-2_000, -1_000), Corner(2_000, -1_000), Corner(1_000, 1_000))
    area = Landmark(LandmarkKind.AREA, middle, y_mm, 4_000, 2_000, "Standing", 200, corners)
    screen = Landmark(LandmarkKind.SCREEN, middle, y_mm + 1_500, 9_000, 120)
    hall = lay_out(replace(plan, landmarks=(area, screen)), screen_at_bottom=at_bottom)
    shown, front = hall.fixtures
    assert shown.text == "Standing · 200"
    assert list(shown.outline) == outline
    order = [hall.y.min(), hall.y.max(), shown.bounds.top, shown.bounds.bottom, front.bounds.top]
    if not at_bottom:
        order = [front.bounds.top, shown.bounds.top, shown.bounds.bottom, *order[:2]]
    assert order == sorted(order)


def test_an_area_on_which_seats_stand_is_not_on_the_map() -> None:
    plan = hall_91()
    first = plan.seats[0]
    x_mm, y_mm = first.x_mm, first.y_mm - first.depth_mm // 2
    corners = (Corner(-99, -500), Corner(99, -500), Corner(0, 1))
    touching = Landmark(LandmarkKind.AREA, x_mm, y_mm, 198, 501, "", 0, corners)
    beside = replace(touching, y_mm=y_mm - 1)
    for area, fixtures in ((touching, ["screen"]), (beside, ["area", "screen"])):
        hall = lay_out(replace(plan, landmarks=(area,)), screen_at_bottom=True)
        assert [one.kind for one in hall.fixtures] == fixtures


def test_a_door_beside_the_screen_stays_clear_of_it() -> None:
    plan = hall_91()
    screen = Landmark(LandmarkKind.SCREEN, plan.width_mm // 2, 9000, plan.width_mm, 120)
    door = Landmark(LandmarkKind.DOOR, 300, 9000, 1400, 300)
    hall = lay_out(replace(plan, landmarks=(screen, door)), screen_at_bottom=True)
    assert hall.fixtures[1].bounds.right == hall.fixtures[0].bounds.left - 8


def test_a_level_is_named_where_it_begins() -> None:
    plan = hall_91()
    balcony = tuple(
        replace(row, level="Balcony" if row.label == "A" else "Stalls") for row in plan.rows
    )
    hall = lay_out(replace(plan, rows=balcony), screen_at_bottom=True)
    named = [(heading.level, heading.text) for heading in hall.headings]
    assert named == [("Balcony", "Diamond"), ("Stalls", "Premium"), ("", "Standard")]


def test_a_hall_drawn_shallower_keeps_its_widths() -> None:
    plan = hall_91()
    whole, shallow = (lay_out(plan, screen_at_bottom=True, depth=depth) for depth in (1.0, 0.5))
    d1, e1 = index_of(plan, "D1"), index_of(plan, "E1")
    assert shallow.x.tolist() == whole.x.tolist()
    assert shallow.sizes.tolist() == [[width, depth / 2] for width, depth in whole.sizes.tolist()]
    assert shallow.y[e1] - shallow.y[d1] == pytest.approx(27.5)


def test_a_hall_drawn_shallower_still_has_room_for_its_headings() -> None:
    plan = hall_91()
    hall = lay_out(plan, screen_at_bottom=True, depth=0.5)
    c1, d1 = index_of(plan, "C1"), index_of(plan, "D1")
    heading, half = hall.headings[2], 21.5 / 2
    assert hall.y[c1] + half + 12 < heading.y < hall.y[d1] - half - 12


def test_seats_of_a_curve_that_is_drawn_shallower_turn_less() -> None:
    plan = curved_hall(4, 24)
    whole, shallow = (lay_out(plan, screen_at_bottom=True, depth=depth) for depth in (1.0, 0.5))
    assert shallow.angle[0] == pytest.approx(whole.angle[0] / 2, rel=0.1)
