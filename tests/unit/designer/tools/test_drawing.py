"""What is drawn with a pointer is what stands in the hall."""

import math

from admin_designer.designer.document.elements import SeatRow
from admin_designer.designer.tools.board import Board
from admin_designer.designer.tools.drawing import BlockTool, CurvedTool, RowTool, SeatTool
from tests.unit.designer.tools.hands import board, do, spots


def rows(on: Board) -> list[SeatRow]:
    return sorted(on.document.rows, key=lambda row: row.y_mm)


def test_a_block_fills_the_rectangle_from_any_of_its_corners() -> None:
    corners = [(x, y) for x in (1_000, 2_700) for y in (2_000, 4_200)]
    for start, end in zip(corners, reversed(corners), strict=True):
        on = board()
        do(on, BlockTool(on), start, end)
        way = 1 if start[0] < end[0] else -1
        assert spots(on) == {
            (start[0] + way * 560 * column, 2_000 + 1_100 * row)
            for column in range(4)
            for row in range(3)
        }


def test_a_click_draws_a_block_of_a_usual_size() -> None:
    on = board()
    do(on, BlockTool(on), (5_000, 5_000))
    assert [len(row.places) for row in rows(on)] == [10] * 5


def test_what_is_drawn_is_selected_and_in_the_chosen_category() -> None:
    on = board()
    on.choices.category_id = 2
    do(on, BlockTool(on), (0, 0), (1_200, 1_200))
    assert on.selected == set(on.standing.uids)
    assert on.standing.category_id.tolist() == [2] * 6


def test_curved_rows_bend_around_one_point() -> None:
    on = board()
    do(on, CurvedTool(on), (0, 0), (5_600, 2_200))
    centres = {(row.x_mm, row.y_mm + row.radius_mm) for row in rows(on)}
    assert centres == {(2_800, 2_200 + on.choices.radius_mm)}


def test_a_row_goes_from_the_press_towards_the_release() -> None:
    on = board()
    do(on, RowTool(on), (1_000, 1_000), (3_300, 1_050))
    assert spots(on) == {(1_000 + 560 * at, 1_000) for at in range(5)}


def test_seats_of_a_row_drawn_from_right_to_left_face_the_screen() -> None:
    on = board()
    do(on, RowTool(on), (3_250, 1_000), (1_000, 1_000))
    assert spots(on) == {(3_250 - 560 * at, 1_000) for at in range(5)}
    assert set(on.standing.angle_cdeg.tolist()) == {0}


def test_a_row_may_be_drawn_aslant() -> None:
    on = board()
    do(on, RowTool(on), (0, 0), (2_000, 2_000))
    assert {round(angle) for angle in on.standing.angle_cdeg.tolist()} == {4_500}


def test_a_seat_beside_a_rows_end_makes_the_row_longer_and_moves_no_other() -> None:
    for radius_mm, at in ((0, (3_360, 0)), (0, (-560, 0)), (9_000, (-520, 50))):
        on = board()
        do(on, RowTool(on), (0, 0), (2_800, 0))
        (row,) = rows(on)
        bent = SeatRow(row.element_id, row.x_mm, 0, row.places, radius_mm=radius_mm)
        on.document.apply(on.change("", {row.element_id: bent}))
        before = dict(zip(on.standing.uids, on.standing.stood.T.tolist(), strict=True))
        do(on, SeatTool(on), at)
        (longer,) = rows(on)
        assert len(longer.places) == 7
        for uid, (x, y, angle) in before.items():
            now = on.standing.stood[:, on.standing.index_of[uid]]
            assert math.dist(now[:2], (x, y)) < 1.5
            assert abs(now[2] - angle) < 2


def test_a_seat_in_the_open_is_a_row_of_its_own() -> None:
    on = board()
    do(on, RowTool(on), (0, 0), (2_800, 0))
    do(on, SeatTool(on), (10_000, 6_000))
    assert sorted(len(row.places) for row in rows(on)) == [1, 6]


def test_a_block_beside_another_snaps_to_its_rows() -> None:
    on = board()
    do(on, BlockTool(on), (0, 17), (1_120, 2_217))
    back = {row.y_mm for row in rows(on)}
    do(on, BlockTool(on), (5_000, 30), (6_120, 2_240))
    assert {row.y_mm for row in rows(on)} == back
