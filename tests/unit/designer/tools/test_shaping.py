"""What is typed about rows is what they become."""

import math

import pytest

from admin_designer.designer.document.elements import Place, SeatRow
from admin_designer.designer.document.row_shape import stand
from admin_designer.designer.tools import shaping
from tests.unit.designer.tools.hands import board

ROW = SeatRow("r", 5_000, 2_000, tuple(Place(f"s{at}", 1) for at in range(9)))


@pytest.mark.parametrize(
    ("text", "bends"),
    [
        ("", ()),
        ("4: 10, 7: -5.5", ((4, 1_000), (7, -550))),
        ("4:10°", ((4, 1_000),)),
        ("4", None),
        ("x: 10", None),
        ("4: nan", None),
        ("0: 10", None),
        ("4: 1e9", None),
    ],
)
def test_bends_are_typed_as_a_seat_and_degrees(
    text: str, bends: tuple[tuple[int, int], ...] | None
) -> None:
    assert shaping.bends_in(text) == bends


def test_a_row_goes_on_turned_from_each_bend() -> None:
    (row,) = shaping.turned_at((ROW,), ((4, 1_000), (7, 2_000))).values()
    assert isinstance(row, SeatRow)
    assert stand(row).angle_cdeg.round().tolist() == [0] * 3 + [1_000] * 3 + [3_000] * 3
    assert shaping.bends_of(row) == "4: 10, 7: 20"


def test_a_row_gets_as_many_seats_as_are_typed_and_its_first_ones_stay() -> None:
    on = board(ROW)
    before = stand(ROW)
    for seats in (3, 12):
        row = shaping.of_length(on, ROW, seats)
        now = stand(row)
        assert len(row.places) == seats
        for at in range(min(seats, 9)):
            assert math.hypot(now.x_mm[at] - before.x_mm[at], now.y_mm[at] - before.y_mm[at]) < 2


def test_rows_come_apart_from_the_one_nearest_to_the_screen() -> None:
    rows = tuple(SeatRow(f"r{y}", 0, y, ROW.places[:1]) for y in (1_000, 2_000, 3_500))
    apart = shaping.apart(rows, 900)
    assert [getattr(apart[row.element_id], "y_mm", 0) for row in rows] == [1_700, 2_600, 3_500]


def test_every_second_row_goes_half_a_seat_aside_and_back_wings_and_all() -> None:
    rows = tuple(
        SeatRow(f"r{x}.{y}", x, y, tuple(Place(f"{x}.{y}.{at}", 1) for at in range(4)))
        for x in (2_000, 9_000)
        for y in (1_000, 2_000, 3_000)
    )
    assert not shaping.is_staggered(rows)
    becomes = shaping.staggered(rows, by_half=True)
    moved = {key for key, row in becomes.items() if isinstance(row, SeatRow)}
    assert moved == {"r2000.2000", "r9000.2000"}
    after = tuple(becomes.get(row.element_id) or row for row in rows)
    there = tuple(row for row in after if isinstance(row, SeatRow))
    assert shaping.is_staggered(there)
    back = shaping.staggered(there, by_half=False)
    assert all(back.get(row.element_id, row) == row for row in rows)
