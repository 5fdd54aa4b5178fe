"""A drag comes to rest where people would put it."""

import time

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from admin_designer.designer.document.areas import ellipse
from admin_designer.designer.document.bodies import Bodies, Box, bodies_of
from admin_designer.designer.document.elements import Area, Fixture, Place, SeatRow
from admin_designer.designer.document.snapping import Guide, Snapped, Snapping
from boxoffice.model.layout import LandmarkKind


def bodies(*boxes: Box) -> Bodies:
    edges = np.array(boxes, dtype=np.float64).reshape(-1, 4).T
    return Bodies(tuple(str(at) for at in range(len(boxes))), edges)


def test_an_edge_comes_to_rest_in_line_with_an_edge_near_by() -> None:
    snapping = Snapping(Box(0, 0, 500, 800), bodies(Box(1_000, 1_000, 1_700, 1_800)))
    assert snapping.rest(980, 3_000, 40) == Snapped(
        1_000, 3_000, lines=(Guide(1_000, 1_000, 1_000, 3_800),)
    )


def test_middles_come_to_rest_in_line() -> None:
    snapping = Snapping(Box(0, 0, 500, 800), bodies(Box(1_000, 1_000, 1_700, 1_800)))
    assert snapping.rest(1_110, 3_000, 20) == Snapped(
        1_100, 3_000, lines=(Guide(1_350, 1_000, 1_350, 3_800),)
    )


def test_both_directions_come_to_rest_and_lines_reach_the_box_where_it_is_then() -> None:
    snapping = Snapping(Box(0, 0, 500, 800), bodies(Box(1_000, 1_000, 1_500, 1_800)))
    rest = snapping.rest(1_010, 1_815, 30)
    assert (rest.x_mm, rest.y_mm) == (1_000, 1_800)
    assert Guide(1_000, 1_000, 1_000, 2_600) in rest.lines
    assert Guide(1_000, 1_800, 1_500, 1_800) in rest.lines


def test_nothing_near_leaves_the_drag_where_it_is() -> None:
    snapping = Snapping(Box(0, 0, 500, 800), bodies(Box(1_000, 1_000, 1_700, 1_800)))
    assert snapping.rest(2_345, 3_456, 40) == Snapped(2_345, 3_456)
    assert snapping.rest(1_000, 30_000, 40) == Snapped(1_000, 30_000)
    assert Snapping(Box(0, 0, 500, 800), bodies()).rest(7, 8, 40) == Snapped(7, 8)


def test_a_row_comes_to_rest_as_far_from_the_next_as_that_from_its_next() -> None:
    rows = bodies(Box(0, 0, 5_000, 800), Box(0, 1_100, 5_000, 1_900))
    rest = Snapping(Box(300, 0, 4_100, 800), rows).rest(0, 2_180, 40)
    assert rest == Snapped(
        0, 2_200, gaps=(Guide(2_200, 800, 2_200, 1_100), Guide(2_200, 1_900, 2_200, 2_200))
    )


def test_a_row_comes_to_rest_behind_others_in_equal_gaps() -> None:
    rows = bodies(Box(0, 3_000, 5_000, 3_800), Box(0, 4_100, 5_000, 4_900))
    rest = Snapping(Box(300, 0, 4_100, 800), rows).rest(0, 1_890, 40)
    assert (rest.y_mm, len(rest.gaps)) == (1_900, 2)


def test_a_seat_comes_to_rest_half_way_between_two() -> None:
    pair = bodies(Box(0, 0, 400, 800), Box(2_000, 0, 2_600, 800))
    rest = Snapping(Box(0, 10_000, 500, 10_700), pair).rest(930, -9_850, 30)
    assert (rest.x_mm, rest.gaps) == (
        950,
        (Guide(400, 475, 950, 475), Guide(1_450, 475, 2_000, 475)),
    )


def test_the_grid_holds_what_nothing_else_does() -> None:
    box, other = Box(10, 20, 510, 820), bodies(Box(1_000, 1_000, 1_700, 1_800))
    assert Snapping(box, other, grid_mm=100).rest(2_270, 5_590, 40) == Snapped(2_290, 5_580)
    assert Snapping(box, other, grid_mm=100).rest(975, 5_590, 40).x_mm == 990


def test_of_two_lines_as_close_the_nearer_thing_is_meant() -> None:
    things = bodies(Box(1_020, 0, 1_720, 800), Box(980, 4_900, 1_690, 5_700))
    rest = Snapping(Box(0, 0, 500, 800), things).rest(1_000, 900, 40)
    assert rest.x_mm == 1_020


@given(
    st.lists(st.tuples(*[st.integers(0, 6_000)] * 4), max_size=8),
    st.integers(-6_000, 6_000),
    st.integers(-6_000, 6_000),
    st.integers(1, 80),
)
def test_a_drag_never_goes_further_from_the_pointer_than_it_may(
    drawn: list[tuple[int, int, int, int]], x_mm: int, y_mm: int, within_mm: int
) -> None:
    boxes = [Box(x, y, x + width, y + depth) for x, y, width, depth in drawn]
    rest = Snapping(Box(0, 0, 500, 800), bodies(*boxes)).rest(x_mm, y_mm, within_mm)
    assert abs(rest.x_mm - x_mm) <= within_mm
    assert abs(rest.y_mm - y_mm) <= within_mm
    for line in rest.lines:
        assert line.x1_mm == line.x2_mm or line.y1_mm == line.y2_mm


def test_bodies_are_seats_and_fixtures_with_the_room_that_they_take_when_turned() -> None:
    places = (Place("a", 1), Place("out", 1, out=True), Place("b", 1, turn_cdeg=9_000))
    drawn = (SeatRow("r", 1_000, 1_000, places), Fixture("f", LandmarkKind.DOOR, 0, 0, 900, 100))
    found = bodies_of(drawn)
    assert found.ids == ("a", "b", "f")
    assert found.edges.T.round().tolist() == [
        [190, 585, 690, 1_415],
        [1_145, 750, 1_975, 1_250],
        [-450, -50, 450, 50],
    ]


def test_an_areas_body_is_the_box_around_it() -> None:
    found = bodies_of([Area("a", 1_000, 500, ellipse(400, 300))])
    assert found.edges.T.tolist() == [[800, 350, 1_200, 650]]


def test_ten_thousand_seats_come_to_rest_as_fast_as_a_look_at_all_others() -> None:
    rows = [
        SeatRow(
            f"r{at}",
            at % 5 * 25_000,
            at // 5 * 1_100,
            tuple(Place(f"{at}.{n}", 1) for n in range(40)),
        )
        for at in range(2_500)
    ]
    others = bodies_of(rows[250:])
    snapping = Snapping(bodies_of(rows[:250]).around(), others)

    def once() -> float:
        began = time.perf_counter()
        snapping.rest(13.0, 40.0, 40.0)
        return time.perf_counter() - began

    def look() -> float:
        began = time.perf_counter()
        np.abs(others.edges - 13.0).min()
        return time.perf_counter() - began

    assert min(once() for _ in range(20)) < 10 * min(look() for _ in range(20))
