"""The contract's grid out of plans, and plans out of the grid."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from boxoffice.model.errors import BadInput
from boxoffice.model.layout import Category, Row, Run, SeatKind
from boxoffice.rules.grid import GAP_ID, GridCategory, GridSeat, from_grid, to_grid
from boxoffice.rules.layouts import canonical, check, plan_from
from boxoffice.rules.numbering import row_letters
from tests.unit.rules.halls import hall, ninety_one, seat_ids


def test_the_ninety_one_seat_hall_is_drawn_as_it_stands() -> None:
    plan = from_grid(ninety_one(), seat_ids(ninety_one()))
    assert check(plan) == ()
    assert [(row.label, [len(run.seats) for run in row.runs]) for row in plan.rows] == [
        ("A", [6, 7]),
        ("B", [9, 8]),
        ("C", [9, 8]),
        ("D", [12, 10]),
        ("E", [12, 10]),
    ]
    assert {seat.category_id: seat.kind for seat in plan.seats} == {
        3: SeatKind.DIAMOND,
        2: SeatKind.PREMIUM,
        1: SeatKind.STANDARD,
    }


def test_the_ninety_one_seat_hall_comes_back_from_its_drawing_alone() -> None:
    plan = replace(from_grid(ninety_one(), seat_ids(ninety_one())), grid=())
    assert to_grid(plan) == ninety_one()


def test_seats_keep_the_order_they_are_listed_in() -> None:
    listed = seat_ids(ninety_one())[::-1]
    plan = from_grid(ninety_one(), listed)
    assert tuple(seat.seat_id for seat in plan.seats) == listed
    assert to_grid(plan) == ninety_one()


def test_other_seats_read_as_the_type_of_their_category() -> None:
    plan = hall("ss")
    special = (
        replace(plan.seats[0], kind=SeatKind.RECLINER),
        replace(plan.seats[1], kind=SeatKind.SOFA),
    )
    gold = replace(plan, seats=special, categories=(Category(1, "Gold", 3),))
    assert [cell.type for cell in to_grid(gold)[0].seats] == [3, 3]


def test_a_row_shared_by_two_categories_is_laid_out_in_each() -> None:
    plan = hall("ssss")
    seats = tuple(replace(seat, category_id=2) if seat.number > 2 else seat for seat in plan.seats)
    shared = replace(
        plan, seats=seats, categories=(Category(1, "Left", 1), Category(2, "Right", 2)), grid=()
    )
    assert [[cell.seat_id for cell in category.seats] for category in to_grid(shared)] == [
        ["A1", "A2", "-", "-"],
        ["-", "-", "A3", "A4"],
    ]


def test_seats_crowded_into_one_place_still_get_a_column_each() -> None:
    plan = hall("sss")
    crowded = tuple(replace(seat, x_mm=plan.width_mm // 2) for seat in plan.seats)
    rows = (Row("A", (Run((0, 1)), Run((2,)))),)
    drawn = replace(plan, seats=crowded, rows=rows, grid=())
    assert [cell.seat_id for cell in to_grid(drawn)[0].seats if cell.type] == ["A1", "A2", "A3"]


def test_neighbours_that_stand_between_two_columns_stay_neighbours() -> None:
    plan = hall("ssss", "ssss", "ss")
    half = plan.seats[1].x_mm - plan.seats[0].x_mm
    shifted = tuple(
        replace(seat, x_mm=seat.x_mm + half // 2) if seat.row == "C" else seat
        for seat in plan.seats
    )
    cells = [cell.seat_id for cell in to_grid(replace(plan, seats=shifted, grid=()))[0].seats]
    assert abs(cells.index("C1") - cells.index("C2")) == 1


def grids() -> st.SearchStrategy[tuple[GridCategory, ...]]:
    """Any grid whose seats are numbered by default, gaps anywhere, at least one seat."""
    category = st.tuples(st.integers(1, 5), st.integers(1, 9)).flatmap(
        lambda size: st.tuples(
            st.just(size[1]),
            st.lists(st.integers(0, 3), min_size=size[0] * size[1], max_size=size[0] * size[1]),
        )
    )
    return (
        st.lists(category, min_size=1, max_size=4)
        .filter(lambda categories: any(any(types) for _, types in categories))
        .map(_numbered)
    )


def _numbered(categories: list[tuple[int, list[int]]]) -> tuple[GridCategory, ...]:
    made = []
    row = 0
    for category_id, (columns, types) in enumerate(categories, start=1):
        cells = []
        for start in range(0, len(types), columns):
            number = 0
            for seat_type in types[start : start + columns]:
                number += seat_type > 0
                seat_id = f"{row_letters(row)}{number}" if seat_type else GAP_ID
                cells.append(GridSeat(seat_type, seat_id))
            row += 1
        rows = len(types) // columns
        made.append(GridCategory(category_id, f"C{category_id}", rows, columns, tuple(cells)))
    return tuple(made)


@given(grids(), st.data())
def test_any_grid_comes_back_from_its_published_layout_as_it_was_given(
    grid: tuple[GridCategory, ...], data: st.DataObject
) -> None:
    given_ids = seat_ids(grid)
    # Whatever the numbering, and in whatever order the seats are listed.
    renamed = dict(zip(given_ids, data.draw(st.permutations(given_ids)), strict=True))
    grid = tuple(
        replace(
            category,
            seats=tuple(
                replace(cell, seat_id=renamed.get(cell.seat_id, GAP_ID)) for cell in category.seats
            ),
        )
        for category in grid
    )
    order = tuple(data.draw(st.permutations(given_ids)))
    plan = plan_from(canonical(from_grid(grid, order)))
    assert to_grid(plan) == grid
    assert tuple(seat.seat_id for seat in plan.seats) == order


@given(grids())
def test_a_drawing_is_laid_out_with_every_seat_in_its_row_and_order(
    grid: tuple[GridCategory, ...],
) -> None:
    drawn = to_grid(replace(from_grid(grid, seat_ids(grid)), grid=()))
    assert seat_ids(drawn) == seat_ids(grid)


ROW = (GridSeat(1, "A1"), GridSeat(0, "-"), GridSeat(1, "A2"))


@pytest.mark.parametrize(
    ("category", "listed", "message"),
    [
        (GridCategory(1, "Gold", 1, 4, ROW), ("A1", "A2"), "has 3 places; 1 rows of 4 make 4"),
        (GridCategory(1, "Gold", 0, 3, ()), (), "at least one row"),
        (GridCategory(0, "Gold", 1, 3, ROW), ("A1", "A2"), "numbers start at 1"),
        (GridCategory(1, " ", 1, 3, ROW), ("A1", "A2"), "has no name"),
        (GridCategory(1, "Gold", 1, 1, (GridSeat(0, "-"),)), (), "no seat"),
        (GridCategory(1, "Gold", 1, 1, (GridSeat(4, "A1"),)), ("A1",), "no seat type 4"),
        (GridCategory(1, "Gold", 1, 1, (GridSeat(0, "A1"),)), ("A1",), "is a gap"),
        (GridCategory(1, "Gold", 1, 1, (GridSeat(1, "-"),)), ("-",), "not a seat"),
        (GridCategory(1, "Gold", 1, 3, ROW), ("A1",), "differ at A2"),
        (GridCategory(1, "Gold", 1, 3, ROW), ("A1", "A2", "A3"), "differ at A3"),
        (GridCategory(1, "Gold", 1, 3, ROW), ("A1", "A2", "A2"), "listed twice"),
        (GridCategory(1, "Gold", 1, 2, (ROW[0], ROW[0])), ("A1",), "twice in the grid"),
    ],
)
def test_a_grid_that_is_not_whole_is_refused(
    category: GridCategory, listed: tuple[str, ...], message: str
) -> None:
    with pytest.raises(BadInput, match=message):
        from_grid((category,), listed)


def test_two_categories_of_one_number_are_refused() -> None:
    other = replace(GridCategory(1, "Gold", 1, 1, (GridSeat(1, "B1"),)))
    with pytest.raises(BadInput, match="two categories 1"):
        from_grid((GridCategory(1, "Gold", 1, 3, ROW), other), ("A1", "A2", "B1"))
