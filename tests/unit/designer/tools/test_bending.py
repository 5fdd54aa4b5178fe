"""Rows are bent by dragging their middle."""

import math

import pytest

from admin_designer.designer.tools.bending import handle_of
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
