"""What the eraser, the brush, the aisle tool and the things from the palette do."""

from admin_designer.designer.document.baking import bake
from admin_designer.designer.tools.aisles import AisleTool
from admin_designer.designer.tools.brushing import EraseTool, PaintTool, SelectBrush
from admin_designer.designer.tools.drawing import BlockTool, SeatTool
from admin_designer.designer.tools.measuring import MeasureTool
from admin_designer.designer.tools.placing import PlaceTool, fixture, sofa, wheelchair
from admin_designer.designer.tools.pointer import Pointer
from boxoffice.model.layout import LandmarkKind, SeatKind
from tests.unit.designer.tools.hands import board, do, drag, spots


def test_the_eraser_takes_away_what_it_goes_over_even_between_two_looks_at_the_pointer() -> None:
    on = board()
    do(on, BlockTool(on), (0, 0), (2_800, 1_100))
    do(on, EraseTool(on), (1_120, -300), (1_120, 1_400))
    assert spots(on) == {(560 * c, y) for c in (0, 1, 3, 4, 5) for y in (0, 1_100)}


def test_an_erased_seat_within_a_row_leaves_a_gap_that_parts_its_neighbours() -> None:
    on = board()
    do(on, BlockTool(on), (0, 0), (2_240, 0))
    do(on, EraseTool(on), (1_120, 0))
    (row,) = bake(on.document).rows
    assert [len(run.seats) for run in row.runs] == [2, 2]


def test_the_brush_paints_the_chosen_category() -> None:
    on = board()
    do(on, BlockTool(on), (0, 0), (1_120, 1_100))
    on.choices.category_id = 2
    do(on, PaintTool(on), (0, 0), (1_120, 0))
    assert on.standing.category_id.tolist() == [2, 2, 2, 1, 1, 1]


def test_a_line_across_rows_opens_an_aisle_in_each_and_a_second_one_closes_them() -> None:
    on = board()
    do(on, BlockTool(on), (0, 0), (2_800, 3_300))
    before = spots(on)
    do(on, AisleTool(on), (1_400, 900), (1_400, 3_500))
    runs = [[len(run.seats) for run in row.runs] for row in bake(on.document).rows]
    assert runs == [[6], [3, 3], [3, 3], [3, 3]]
    do(on, AisleTool(on), (1_400, 900), (1_400, 3_500))
    assert spots(on) == before


def test_a_click_between_two_seats_opens_an_aisle_there() -> None:
    on = board()
    do(on, BlockTool(on), (0, 0), (2_800, 1_100))
    do(on, AisleTool(on), (1_400, 0))
    runs = [[len(run.seats) for run in row.runs] for row in bake(on.document).rows]
    assert runs == [[3, 3], [6]]


def test_a_sofa_and_a_wheelchair_space_come_with_their_partners() -> None:
    on = board()
    do(on, PlaceTool(on, sofa()), (2_000, 2_000))
    do(on, PlaceTool(on, wheelchair()), (9_000, 6_000))
    seats = bake(on.document).seats
    assert [seat.kind for seat in seats] == [
        SeatKind.SOFA,
        SeatKind.SOFA,
        SeatKind.WHEELCHAIR,
        SeatKind.COMPANION,
    ]
    by_uid = {seat.uid: seat for seat in seats}
    assert all(by_uid[seat.partner_uid].partner_uid == seat.uid for seat in seats)


def test_a_screen_put_down_near_the_middle_of_the_rows_comes_to_lie_there() -> None:
    on = board()
    do(on, BlockTool(on), (0, 0), (2_800, 1_100))
    do(on, PlaceTool(on, fixture(LandmarkKind.SCREEN, 4_000, 120)), (1_430, 6_000))
    (screen,) = on.document.fixtures
    assert (screen.kind, screen.x_mm) == (LandmarkKind.SCREEN, 1_400)


def test_a_measure_says_how_far_it_is_and_changes_nothing() -> None:
    on = board()
    tool = MeasureTool(on)
    tool.press(Pointer(0, 0))
    tool.move(Pointer(3_000, 4_000))
    assert tool.preview.words == "5,000 mm  (3,000 × 4,000)"
    assert tool.release(Pointer(3_000, 4_000)) is None


def test_a_seat_comes_back_where_it_was_taken_out() -> None:
    on = board()
    do(on, BlockTool(on), (0, 0), (2_240, 0))
    before = [*on.standing.uids]
    do(on, EraseTool(on), (1_120, 0))
    assert len(on.standing.uids) == 4
    do(on, SeatTool(on), (1_130, 20))
    assert on.standing.uids == before


def test_the_selecting_brush_selects_and_changes_nothing() -> None:
    on = board()
    do(on, BlockTool(on), (0, 0), (2_240, 1_100))
    assert drag(SelectBrush(on), (0, 0), (1_120, 0)) is None
    chosen = {round(on.standing.x_mm[at]) for at in on.selected_seats()}
    assert chosen == {0, 560, 1_120}
    drag(SelectBrush(on), (0, 1_100), shift=True)
    assert len(on.selected) == 4
