"""What is wrong with a drawing is said, with the seats concerned and what would mend it."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from admin_designer.designer.document.baking import drawn
from admin_designer.designer.document.checker import problems_in
from admin_designer.designer.document.document import Document
from admin_designer.designer.document.elements import Fixture, Hall, Place, SeatRow
from admin_designer.designer.document.overlaps import overlapping
from admin_designer.designer.document.problems import Kind, Problem, Rules, Severity
from boxoffice.model.layout import Category, LandmarkKind, SeatKind
from tests.unit.seatmap.plans import hall_91

HALL = Hall(
    width_mm=30_000,
    depth_mm=20_000,
    categories=(Category(1, "Standard", 1),),
    focal_x_mm=10_000,
    focal_y_mm=3_000,
)


def row(element_id: str, y_mm: int, places: tuple[Place, ...]) -> SeatRow:
    return SeatRow(element_id, 15_000, y_mm, places)


def seats(row_id: str, count: int, **facts: object) -> tuple[Place, ...]:
    return tuple(Place(f"{row_id}{at}", 1, **facts) for at in range(count))  # type: ignore[arg-type]


def found(document: Document, kind: Kind) -> list[Problem]:
    return [problem for problem in problems_in(document) if problem.kind is kind]


def test_a_good_hall_has_no_errors() -> None:
    problems = problems_in(Document(drawn(hall_91())))
    assert [one for one in problems if one.severity is Severity.ERROR] == []


def test_an_empty_hall_is_one_problem() -> None:
    assert [one.kind for one in problems_in(Document())] == [Kind.NO_SEATS]


def test_two_seats_of_one_name_are_told_and_numbered_as_the_hall_is() -> None:
    named = seats("a", 4)
    named = (replace(named[0], number="3"), *named[1:])
    document = Document([HALL, row("a", 2_000, named)])
    (problem,) = found(document, Kind.DOUBLED_NAME)
    assert (problem.words, problem.uids) == ("2 seats are called A3.", ("a0", "a2"))
    assert problem.fix is not None
    document.apply(document.change(problem.fix.label, problem.fix.becomes))
    assert found(document, Kind.DOUBLED_NAME) == []


def test_seats_without_a_category_are_put_into_the_first() -> None:
    places = (*seats("a", 4), Place("x", 9))
    document = Document([HALL, row("a", 2_000, places)])
    (problem,) = found(document, Kind.NO_CATEGORY)
    assert problem.words == "A5: in no category."
    assert problem.fix is not None
    document.apply(document.change(problem.fix.label, problem.fix.becomes))
    assert found(document, Kind.NO_CATEGORY) == []


def test_a_seat_in_the_drawing_twice_is_told() -> None:
    document = Document([HALL, row("a", 2_000, seats("a", 4)), row("b", 4_000, seats("a", 4))])
    (problem,) = found(document, Kind.DOUBLED_SEAT)
    assert set(problem.uids) == {"a0", "a1", "a2", "a3"}


def test_rows_too_near_stand_over_each_other() -> None:
    near = Document([HALL, row("a", 2_000, seats("a", 4)), row("b", 2_700, seats("b", 4))])
    far = Document([HALL, row("a", 2_000, seats("a", 4)), row("b", 2_840, seats("b", 4))])
    assert len(found(near, Kind.OVERLAP)[0].uids) == 8
    assert found(far, Kind.OVERLAP) == []


def test_seats_beyond_the_walls_are_told() -> None:
    document = Document([replace(HALL, width_mm=16_000), row("a", 2_000, seats("a", 6))])
    assert found(document, Kind.OUTSIDE)[0].words == "A6: outside the hall."


def test_a_wheelchair_space_without_a_companion_is_told() -> None:
    places = (*seats("a", 4), Place("w", 1, SeatKind.WHEELCHAIR))
    (problem,) = found(Document([HALL, row("a", 2_000, places)]), Kind.LONE_PARTNER)
    assert problem.uids == ("w",)


@pytest.mark.parametrize(("count", "far"), [(22, 0), (23, 1), (30, 8)])
def test_seats_in_the_middle_of_a_long_row_are_far_from_the_aisle(count: int, far: int) -> None:
    problems = found(Document([HALL, row("a", 2_000, seats("a", count))]), Kind.FAR_FROM_AISLE)
    assert sum(len(one.uids) for one in problems) == far


def test_an_aisle_is_measured_between_the_bodies() -> None:
    places = seats("a", 8)
    narrow = (*places[:4], replace(places[4], gap_mm=600), *places[5:])
    (problem,) = found(Document([HALL, row("a", 2_000, narrow)]), Kind.NARROW_AISLE)
    assert problem.words == "A4, A5: the aisle between is 660 mm wide."


def test_three_seats_side_by_side_leave_a_single_one() -> None:
    document = Document([HALL, row("a", 2_000, seats("a", 3))])
    assert found(document, Kind.STRANDING)[0].uids == ("a0", "a1", "a2")


def test_a_hall_is_told_where_its_best_seats_are() -> None:
    nowhere = replace(HALL, focal_x_mm=None, focal_y_mm=None)
    document = Document([nowhere, row("a", 2_000, seats("a", 4))])
    (problem,) = found(document, Kind.NO_FOCAL_POINT)
    assert problem.fix is not None
    document.apply(document.change(problem.fix.label, problem.fix.becomes))
    assert (document.hall.focal_x_mm, document.hall.focal_y_mm) == (15_000, 2_000)


def test_what_is_switched_off_is_not_told_and_warnings_come_last() -> None:
    document = Document([replace(HALL, width_mm=16_000), row("a", 2_000, seats("a", 3))])
    off = {**Rules().severities, Kind.OUTSIDE: Severity.WARNING, Kind.STRANDING: Severity.OFF}
    assert [one.kind for one in problems_in(document, Rules(off))] == []
    places = (*seats("a", 6), Place("x", 9))
    document = Document([replace(HALL, width_mm=16_000), row("a", 2_000, places)])
    kinds = [one.kind for one in problems_in(document, Rules(off))]
    assert kinds == [Kind.NO_CATEGORY, Kind.OUTSIDE]


def test_rows_that_nobody_gets_through_are_told_and_moved_apart() -> None:
    # Seats are 830 mm deep: 70 mm lie between the first two rows, 270 between the others.
    front = Fixture("screen", LandmarkKind.SCREEN, 15_000, 9_000, 9_000, 120)
    rows = [row(at, y, seats(at, 4)) for at, y in (("a", 2_000), ("b", 2_900), ("c", 4_000))]
    document = Document([HALL, *rows, front])
    (tight,) = found(document, Kind.NARROW_ROW)
    assert (tight.severity, set(tight.uids)) == (
        Severity.WARNING,
        {f"{at}{seat}" for at in "ab" for seat in range(4)},
    )
    assert tight.words.endswith("70 mm between the rows; a way needs 80.")
    assert tight.fix is not None
    document.apply(document.change("Mend", tight.fix.becomes))
    assert not found(document, Kind.NARROW_ROW)
    # All that was before it goes along, so that nothing else becomes too near.
    assert sorted(row.y_mm for row in document.rows) == [2_000, 2_910, 4_010]
    assert [one.y_mm for one in document.fixtures] == [9_010]
    assert (document.hall.depth_mm, document.hall.focal_y_mm) == (20_010, 3_010)


def test_bent_rows_are_moved_apart_for_good_at_once() -> None:
    rows = [
        replace(row(at, y, seats(at, 20)), radius_mm=12_000)
        for at, y in (("a", 2_000), ("b", 2_930))
    ]
    document = Document([HALL, *rows])
    (tight,) = found(document, Kind.NARROW_ROW)
    assert tight.fix is not None
    document.apply(document.change("Mend", tight.fix.becomes))
    assert not found(document, Kind.NARROW_ROW)


def test_rows_are_not_too_near_where_nobody_goes_between_them() -> None:
    # A wheelchair stands at the end of the row behind, and blocks side by side are no rows.
    space = Place("w", 1, SeatKind.WHEELCHAIR, depth_mm=1_300)
    beside = replace(row("b", 2_500, seats("b", 4)), x_mm=19_000)
    document = Document(
        [HALL, row("a", 2_000, (*seats("a", 4), space)), beside, row("c", 3_000, seats("c", 5))]
    )
    assert not found(document, Kind.NARROW_ROW)


@given(
    st.lists(
        st.tuples(st.integers(0, 4_000), st.integers(0, 4_000), st.integers(-9_000, 9_000)),
        max_size=25,
    )
)
def test_seats_lie_over_each_other_when_a_point_of_one_is_within_the_other(
    stood: list[tuple[int, int, int]],
) -> None:
    x, y, angle = np.array(stood, dtype=np.float64).reshape(-1, 3).T
    size = np.ones(len(stood))
    pairs = {
        tuple(sorted(pair)) for pair in overlapping(x, y, angle, 500 * size, 830 * size, 0).tolist()
    }
    for one in range(len(stood)):
        for other in range(one):
            if _sampled(stood[one], stood[other]) or _sampled(stood[other], stood[one]):
                assert (other, one) in pairs
    assert len(pairs) == len(overlapping(x, y, angle, 500 * size, 830 * size, 0))


def _sampled(one: tuple[int, int, int], other: tuple[int, int, int]) -> bool:
    """Whether a point of one's grid lies well within the other."""
    across, deep = np.meshgrid(np.linspace(-249, 249, 9), np.linspace(-414, 414, 9))
    by = np.radians(one[2] / 100)
    x = one[0] + across * np.cos(by) - deep * np.sin(by) - other[0]
    y = one[1] + across * np.sin(by) + deep * np.cos(by) - other[1]
    back = np.radians(-other[2] / 100)
    along, off = x * np.cos(back) - y * np.sin(back), x * np.sin(back) + y * np.cos(back)
    return bool(((np.abs(along) < 249) & (np.abs(off) < 414)).any())
