"""Rows are bent by dragging their middle."""

import math

import pytest

from admin_designer.designer.document.elements import SeatRow
from admin_designer.designer.tools.bending import bow_of, bowed, handle_of
from admin_designer.designer.tools.board import Board
from admin_designer.designer.tools.drawing import BlockTool
from admin_designer.designer.tools.selecting import SelectTool
from tests.unit.designer.tools.hands import board, do, drag


@pytest.fixture
def on() -> Board:
    """Two rows of 21 seats, selected."""
    made = board()
    do(made, BlockTool(made), (0, 0), (11_200, 1_100))
    return made


def bend(on: Board, by_mm: float) -> None:
    handle = handle_of(on)
    assert handle is not None
    start = (handle.x_mm, handle.y_mm)
    do(on, SelectTool(on), start, (start[0], start[1] + by_mm))


def test_a_handle_that_is_pushed_to_the_back_bends_rows_around_one_point(on: Board) -> None:
    bend(on, -1_000)
    rows = sorted(on.document.rows, key=lambda row: row.y_mm)
    assert rows[0].radius_mm - rows[1].radius_mm == 1_100
    radius = rows[1].radius_mm
    assert radius % 100 == 0
    assert radius * (1 - math.cos(5_600 / radius)) == pytest.approx(1_000, abs=10)


def test_the_ends_of_the_front_row_stay_as_far_from_the_screen(on: Board) -> None:
    bend(on, -1_000)
    front = on.standing.indexes(on.uids_of(max(on.document.rows, key=lambda row: row.y_mm)))
    assert on.standing.y_mm[front[0]] == pytest.approx(1_100, abs=2)
    assert on.standing.y_mm[front[-1]] == pytest.approx(1_100, abs=2)


def test_a_row_that_is_bent_back_is_straight_again(on: Board) -> None:
    before = dict(on.document.elements)
    bend(on, -800)
    bend(on, 800)
    assert {row.radius_mm for row in on.document.rows} == {0}
    middles = {row.element_id: row.y_mm for row in on.document.rows}
    for element_id, y_mm in middles.items():
        was = before[element_id]
        assert abs(getattr(was, "y_mm", 0) - y_mm) <= 5


@pytest.mark.parametrize("bow_mm", [20, 800, -800, 3_000])
def test_a_bow_that_is_typed_is_the_sagitta_of_the_front_row(on: Board, bow_mm: int) -> None:
    on.document.apply(on.change("Bend", bowed(on.selected_rows(), bow_mm)))
    rows = sorted(on.document.rows, key=lambda row: row.y_mm)
    assert bow_of(rows) == pytest.approx(bow_mm, abs=1)
    assert rows[0].radius_mm - rows[1].radius_mm == 1_100
    front = on.standing.indexes(on.uids_of(rows[1]))
    ends, middle = on.standing.y_mm[front[[0, -1]]], on.standing.y_mm[front[10]]
    assert ends - middle == pytest.approx(bow_mm, abs=1)
    on.document.apply(on.change("Bend", bowed(on.selected_rows(), 0)))
    assert {row.radius_mm for row in on.document.rows} == {0}


def test_a_bow_deeper_than_the_row_allows_is_a_half_circle(on: Board) -> None:
    becomes = bowed(on.selected_rows(), 1_000_000)
    rows = [row for row in becomes.values() if isinstance(row, SeatRow)]
    # Half of its 11.2 m go around a quarter.
    assert min(row.radius_mm for row in rows) == round(5_600 / (math.pi / 2))


def test_rows_bend_the_other_way_too(on: Board) -> None:
    bend(on, 700)
    assert all(row.radius_mm < 0 for row in on.document.rows)


def test_a_part_of_a_row_has_no_handle(on: Board) -> None:
    on.select(sorted(on.selected)[1:])
    assert handle_of(on) is None


def test_a_click_on_the_handle_bends_nothing(on: Board) -> None:
    handle = handle_of(on)
    assert handle is not None
    assert drag(SelectTool(on), (handle.x_mm, handle.y_mm)) is None
