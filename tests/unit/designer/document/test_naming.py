"""Rows and seats are called as people call them, and what is called otherwise stays so."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from admin_designer.designer.document.elements import Place, SeatRow
from admin_designer.designer.document.names import lines_of, names_of
from admin_designer.designer.document.naming import (
    Aisles,
    Naming,
    RowsFrom,
    RowStyle,
    SeatsFrom,
    number_in,
    seat_name,
)
from admin_designer.designer.document.row_shape import stand

namings = st.builds(
    Naming,
    rows_from=st.sampled_from(RowsFrom),
    row_style=st.sampled_from(RowStyle),
    first_row=st.integers(1, 30),
    skip=st.sampled_from([(), ("I", "O"), ("1", "13")]),
    seats_from=st.sampled_from(SeatsFrom),
    first_seat=st.integers(1, 101),
)


def hall(*lines: int, aisle_at: int = 0) -> list[SeatRow]:
    """Rows from the back to the front with so many seats; an aisle before place `aisle_at`."""
    return [
        SeatRow(
            f"r{at}",
            10_000,
            1_000 + 1_100 * at,
            tuple(
                Place(f"{at}.{seat}", 1, gap_mm=1_000 if aisle_at and seat == aisle_at else 0)
                for seat in range(seats)
            ),
        )
        for at, seats in enumerate(lines)
    ]


def named(rows: list[SeatRow], naming: Naming | None = None) -> list[list[str]]:
    """The names of all seats, row by row from the back, left to right."""
    names = names_of(lines_of((row, stand(row)) for row in rows), naming or Naming())
    return [[names[place.uid].seat_id for place in row.places if not place.out] for row in rows]


def test_rows_are_lettered_from_the_back_and_seats_counted_from_the_left_without_gaps() -> None:
    rows = hall(3, 4)
    out = replace(rows[1].places[1], out=True)
    rows[1] = replace(rows[1], places=(rows[1].places[0], out, *rows[1].places[2:]))
    assert named(rows) == [["A1", "A2", "A3"], ["B1", "B2", "B3"]]


@pytest.mark.parametrize(
    ("naming", "first", "last"),
    [
        (Naming(rows_from=RowsFrom.FRONT), ["B1", "B2", "B3", "B4"], ["A1", "A2", "A3"]),
        (Naming(row_style=RowStyle.NUMBERS, first_row=7), ["7-1", "7-2", "7-3", "7-4"], None),
        (Naming(skip=("a",)), ["B1", "B2", "B3", "B4"], ["C1", "C2", "C3"]),
        (Naming(seats_from=SeatsFrom.RIGHT), ["A4", "A3", "A2", "A1"], ["B3", "B2", "B1"]),
        (Naming(seats_from=SeatsFrom.CENTRE), ["A4", "A2", "A1", "A3"], ["B2", "B1", "B3"]),
        (Naming(seats_from=SeatsFrom.SIDES), ["A3", "A1", "A2", "A4"], ["B3", "B1", "B2"]),
        (Naming(first_seat=101), ["A101", "A102", "A103", "A104"], None),
    ],
)
def test_a_hall_is_named_as_its_naming_says(
    naming: Naming, first: list[str], last: list[str] | None
) -> None:
    names = named(hall(4, 3), naming)
    assert names[0] == first
    assert last is None or names[1] == last


def test_counting_goes_on_across_an_aisle_or_begins_anew() -> None:
    rows = hall(4, aisle_at=2)
    assert named(rows) == [["A1", "A2", "A3", "A4"]]
    assert named(rows, Naming(aisles=Aisles.ANEW)) == [["A1", "A2", "A1", "A2"]]


def test_rows_side_by_side_are_one_line() -> None:
    left, right = hall(2), hall(2)
    beside = replace(right[0], element_id="r9", x_mm=14_000, places=(Place("x", 1), Place("y", 1)))
    names = names_of(lines_of((row, stand(row)) for row in (beside, *left)), Naming())
    assert [names[uid].seat_id for uid in ("0.0", "0.1", "x", "y")] == ["A1", "A2", "A3", "A4"]


def test_the_rows_of_a_block_have_its_prefix() -> None:
    rows = [replace(row, block="balcony") for row in hall(1, 1)]
    assert named(rows, Naming(prefixes=(("balcony", "X"),))) == [["XA1"], ["XB1"]]


def test_what_is_called_otherwise_stays_so_and_renames_no_other() -> None:
    rows = hall(2, 2, 2)
    rows[1] = replace(
        rows[1], label="LOVE", places=(replace(rows[1].places[0], number="7a"), rows[1].places[1])
    )
    for naming in (Naming(), Naming(seats_from=SeatsFrom.RIGHT)):
        names = named(rows, naming)
        assert names[1][0] == "LOVE7a"
        assert [row[0][0] for row in (names[0], names[2])] == ["A", "C"]


@given(namings, st.lists(st.integers(1, 9), min_size=1, max_size=6))
def test_no_naming_gives_two_seats_one_name(naming: Naming, lines: list[int]) -> None:
    names = [name for row in named(hall(*lines), naming) for name in row]
    assert len(set(names)) == len(names) == sum(lines)


@given(namings, namings)
def test_naming_a_hall_anew_moves_no_seat(one: Naming, other: Naming) -> None:
    lines = lines_of((row, stand(row)) for row in hall(5, 6, aisle_at=2))
    assert names_of(lines, one).keys() == names_of(lines, other).keys()


def test_a_name_can_be_read_back() -> None:
    assert [seat_name("A", "12"), seat_name("12", "3"), seat_name("R1", "a")] == [
        "A12",
        "12-3",
        "R1a",
    ]
    assert [number_in("12a"), number_in("a12"), number_in("")] == [12, 0, 0]
