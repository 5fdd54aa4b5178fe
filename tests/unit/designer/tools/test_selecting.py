"""What is selected, and moves."""

import pytest

from admin_designer.designer.document.elements import Fixture
from admin_designer.designer.tools.board import Board
from admin_designer.designer.tools.drawing import BlockTool
from admin_designer.designer.tools.pointer import Pointer
from admin_designer.designer.tools.selecting import SelectTool
from boxoffice.model.layout import LandmarkKind
from tests.unit.designer.tools.hands import board, do, drag, spots

DOOR = Fixture("door", LandmarkKind.DOOR, 9_000, 0, 1_400, 300)


@pytest.fixture
def on() -> Board:
    """Three seats in each of two rows, and a door; nothing selected."""
    made = board(DOOR)
    do(made, BlockTool(made), (0, 0), (1_120, 1_100))
    made.select(())
    return made


def uid_at(on: Board, x: float, y: float) -> str:
    return on.standing.uids[on.seat_at(Pointer(x, y))]


def test_a_click_selects_one_thing_and_beside_all_things_nothing(on: Board) -> None:
    tool = SelectTool(on)
    assert drag(tool, (560, 0)) is None
    assert on.selected == {uid_at(on, 560, 0)}
    drag(tool, (9_000, 0))
    assert on.selected == {"door"}
    drag(tool, (4_000, 4_000))
    assert on.selected == set()


def test_shift_adds_and_ctrl_takes_away_what_is_there(on: Board) -> None:
    tool = SelectTool(on)
    drag(tool, (0, 0))
    drag(tool, (560, 0), shift=True)
    assert on.selected == {uid_at(on, 0, 0), uid_at(on, 560, 0)}
    drag(tool, (0, 0), ctrl=True)
    assert on.selected == {uid_at(on, 560, 0)}


def test_a_band_selects_the_seats_in_it(on: Board) -> None:
    tool = SelectTool(on)
    drag(tool, (-500, -600), (700, 500))
    assert on.selected == {uid_at(on, 0, 0), uid_at(on, 560, 0)}
    drag(tool, (-500, 700), (200, 1_700), shift=True)
    assert on.selected == {uid_at(on, *at) for at in ((0, 0), (560, 0), (0, 1_100))}


def test_a_drag_moves_all_that_is_selected_in_one_step(on: Board) -> None:
    uids = [*on.standing.uids]
    on.select_all()
    change = do(on, SelectTool(on), (560, 0), (700, 200), (2_560, 3_000))
    assert spots(on) == {(2_000 + 560 * c, 3_000 + 1_100 * r) for c in range(3) for r in range(2)}
    assert on.standing.uids == uids
    on.document.apply(change.inverted())
    assert spots(on) == {(560 * c, 1_100 * r) for c in range(3) for r in range(2)}


def test_alt_drags_a_copy_and_the_copy_is_selected(on: Board) -> None:
    before = spots(on)
    on.select(on.standing.uids)
    do(on, SelectTool(on), (0, 0), (0, 5_000), alt=True)
    assert spots(on) == before | {(x, y + 5_000) for x, y in before}
    assert len(set(on.standing.uids)) == 12
    assert on.bounds_of(on.selected) is not None
    assert {round(on.standing.y_mm[at]) for at in on.selected_seats()} == {5_000, 6_100}


def test_what_is_moved_near_a_row_comes_to_lie_in_line_with_it(on: Board) -> None:
    on.select({"door"})
    do(on, SelectTool(on), (9_000, 0), (4_000, 1_140))
    (door,) = on.document.fixtures
    assert door.y_mm == 1_100


def test_without_snapping_things_go_where_the_pointer_goes(on: Board) -> None:
    on.choices.snaps = False
    do(on, SelectTool(on), (9_000, 0), (4_003, 1_141))
    (door,) = on.document.fixtures
    assert (door.x_mm, door.y_mm) == (4_003, 1_141)


def test_shift_keeps_a_drag_to_one_direction(on: Board) -> None:
    on.select({"door"})
    do(on, SelectTool(on), (9_000, 0), (4_000, 444), shift=True)
    (door,) = on.document.fixtures
    assert (door.x_mm, door.y_mm) == (4_000, 0)


def test_a_drag_that_is_given_up_moves_nothing(on: Board) -> None:
    tool = SelectTool(on)
    tool.press(Pointer(9_000, 0))
    tool.move(Pointer(4_000, 0))
    tool.cancel()
    assert tool.release(Pointer(4_000, 0)) is None
    assert next(iter(on.document.fixtures)) == DOOR
