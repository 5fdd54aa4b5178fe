"""The designer by its keys, its mouse and its panels."""

from pathlib import Path

from PySide6.QtCore import QPointF, Qt
from PySide6.QtTest import QTest

from admin_designer.designer.document.problems import Kind
from admin_designer.designer.formats.files import load
from admin_designer.designer.tools.standing import KINDS
from boxoffice.bootstrap.hands import in_a_turn_of_its_own
from boxoffice.model.layout import SeatFact, SeatKind
from tests.plan_hands import LEFT, MIDDLE
from tests.unit.designer.qt.drawing_table import DrawingTable

Key = Qt.Key
CTRL, SHIFT, ALT = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.AltModifier,
)
TWO_ROWS = {(1_000 + 560 * column, 2_000 + 1_100 * row) for column in range(4) for row in range(2)}


async def draw_two_rows(table: DrawingTable) -> None:
    await table.press(Key.Key_B)
    await table.drag((1_000, 2_000), (2_680, 3_100))
    await table.press(Key.Key_V)
    assert table.spots() == TWO_ROWS


async def test_a_block_is_drawn_by_a_key_and_a_drag(table: DrawingTable) -> None:
    await draw_two_rows(table)
    assert table.page.counts.total() == "8 seats"


async def test_every_step_is_taken_back_and_made_again(table: DrawingTable) -> None:
    await draw_two_rows(table)
    await table.drag((1_000, 2_000), (2_000, 5_000))
    moved = table.spots()
    assert moved != TWO_ROWS
    await table.press(Key.Key_Z, modifier=CTRL)
    assert table.spots() == TWO_ROWS
    await table.press(Key.Key_Z, modifier=CTRL)
    assert table.spots() == set()
    await table.press(Key.Key_Z, Key.Key_Z, modifier=CTRL | SHIFT)
    assert table.spots() == moved


async def test_a_band_selects_and_delete_takes_away(table: DrawingTable) -> None:
    await draw_two_rows(table)
    await table.drag((500, 1_400), (1_700, 3_700))
    await table.press(Key.Key_Delete)
    assert table.spots() == {spot for spot in TWO_ROWS if spot[0] > 1_700}


async def test_arrows_nudge_and_are_one_step_to_take_back(table: DrawingTable) -> None:
    await draw_two_rows(table)
    await table.press(Key.Key_A, modifier=CTRL)
    await table.press(Key.Key_Right, Key.Key_Right, Key.Key_Down)
    assert table.spots() == {(x + 100, y + 50) for x, y in TWO_ROWS}
    await table.press(Key.Key_Right, modifier=SHIFT)
    assert table.spots() == {(x + 600, y + 50) for x, y in TWO_ROWS}
    await table.press(Key.Key_Z, modifier=CTRL)
    assert table.spots() == TWO_ROWS
    # Of other things they are another step.
    await table.press(Key.Key_Down)
    await table.click((1_000, 2_050))
    await table.press(Key.Key_Down)
    await table.press(Key.Key_Z, modifier=CTRL)
    assert table.spots() == {(x, y + 50) for x, y in TWO_ROWS}


async def test_alt_drags_a_copy(table: DrawingTable) -> None:
    await draw_two_rows(table)
    await table.press(Key.Key_A, modifier=CTRL)
    await table.drag((1_000, 2_000), (1_000, 6_000), modifier=ALT)
    assert table.spots() == TWO_ROWS | {(x, y + 4_000) for x, y in TWO_ROWS}


async def test_a_copied_part_is_pasted_into_another_plan_with_its_category(
    table: DrawingTable, tmp_path: Path
) -> None:
    await draw_two_rows(table)
    table.page.properties.hall.add.click()
    await table.press(Key.Key_2)
    await table.press(Key.Key_C, modifier=CTRL)
    uids = set(table.board.standing.uids)
    table.answers.append(False)
    await table.press(Key.Key_N, modifier=CTRL)
    await table.until("another plan is open", lambda: not table.board.standing.uids)
    await table.press(Key.Key_V, modifier=CTRL)
    assert table.spots() == {(x + 600, y + 600) for x, y in TWO_ROWS}
    assert not uids & set(table.board.standing.uids)
    names = {one.category_id: one.name for one in table.board.document.hall.categories}
    assert {names[one] for one in table.board.standing.category_id.tolist()} == {"Category 2"}


async def test_things_snap_to_the_grid_that_is_typed(table: DrawingTable) -> None:
    await table.fill(table.page.properties.hall.grid, "250")
    assert table.page.header._snap.accessibleName() == "Snap: 250 mm, guides"
    await table.press(Key.Key_B)
    await table.drag((1_040, 2_090), (2_720, 3_190))
    x, y = min(table.spots())
    assert (x, y) == (1_000, 2_000)
    await table.press(Key.Key_V, Key.Key_Right)
    assert min(table.spots()) == (1_250, 2_000)
    await table.press(Key.Key_Escape)
    await table.settle()
    assert table.page.properties.hall.grid.text() == "250"


async def test_rows_are_bent_by_their_bow(table: DrawingTable) -> None:
    await draw_two_rows(table)
    await table.press(Key.Key_A, modifier=CTRL)
    await table.settle()
    form = table.page.properties.rows
    assert form.bow.text() == "0"
    await table.fill(form.bow, "90")
    assert form.bow.text() == "90"
    # Half of the front row's 1,680 mm, bowed by 90 mm.
    assert form.radius.text() == "3905"
    await table.fill(form.radius, "0")
    assert form.bow.text() == "0"


async def test_a_digit_recolours_what_is_selected_unless_the_tool_in_hand_draws(
    table: DrawingTable,
) -> None:
    page = table.page
    await draw_two_rows(table)
    for _ in range(2):
        page.properties.hall.add.click()
    await table.press(Key.Key_A, modifier=CTRL)
    # What was drawn last is still selected when the next block's category is chosen.
    await table.press(Key.Key_B, Key.Key_2)
    assert set(table.board.standing.category_id.tolist()) == {1}
    assert table.board.choices.category_id == 2
    await table.press(Key.Key_V, Key.Key_3)
    assert set(table.board.standing.category_id.tolist()) == {3}


async def test_esc_gives_up_the_selection_and_then_the_tool(table: DrawingTable) -> None:
    page = table.page
    await draw_two_rows(table)
    await table.press(Key.Key_A, modifier=CTRL)
    await table.press(Key.Key_S, Key.Key_Escape)
    assert not table.board.selected
    assert page.strip.current() != 0
    await table.press(Key.Key_Escape)
    assert page.strip.current() == 0


async def test_a_double_click_takes_the_row(table: DrawingTable) -> None:
    await draw_two_rows(table)
    await table.click((9_000, 8_000))
    at = table.at((1_560, 2_000), (1_560, 2_000))
    await in_a_turn_of_its_own(lambda: QTest.mouseDClick(table.page.canvas, LEFT, pos=at))
    assert table.board.selected == {table.uid_at(x, y) for x, y in TWO_ROWS if y == 2_000}


async def test_numbers_that_are_typed_are_what_stands_there(table: DrawingTable) -> None:
    await draw_two_rows(table)
    await table.press(Key.Key_A, modifier=CTRL)
    await table.settle()
    rows = table.page.properties.rows
    await table.fill(rows.spacing, "600")
    assert {x for x, _ in table.spots()} == {940, 1_540, 2_140, 2_740}
    await table.fill(rows.pitch, "1000")
    assert {y for _, y in table.spots()} == {2_100, 3_100}
    await table.fill(rows.seats, "5")
    assert len(table.spots()) == 10
    await table.fill(rows.radius, "9000")
    assert {row.radius_mm for row in table.board.document.rows} == {9_000, 10_000}


async def test_a_number_that_there_is_not_is_refused_and_changes_nothing(
    table: DrawingTable,
) -> None:
    await draw_two_rows(table)
    await table.press(Key.Key_A, modifier=CTRL)
    await table.settle()
    for text in ("50", "wide", "1e99", ""):
        await table.fill(table.page.properties.rows.spacing, text)
        assert table.spots() == TWO_ROWS


async def test_letters_that_are_typed_into_a_field_choose_no_tool(table: DrawingTable) -> None:
    await table.fill(table.page.properties.hall.name, "Bar 1")
    assert table.board.document.hall.name == "Bar 1"
    assert table.page.strip.current() == 0


async def test_a_wheelchair_space_takes_its_neighbour_as_a_companions_seat(
    table: DrawingTable,
) -> None:
    await draw_two_rows(table)
    await table.click((1_000, 2_000))
    await table.choose(table.page.properties.seats.kind, KINDS.index(SeatKind.WHEELCHAIR))
    (row,) = (row for row in table.board.document.rows if row.y_mm == 2_000)
    kinds = [place.kind for place in row.places]
    assert kinds[:2] == [SeatKind.WHEELCHAIR, SeatKind.COMPANION]
    assert row.places[0].partner_uid == row.places[1].uid
    assert [(one.width_mm, one.depth_mm) for one in row.places[:2]] == [(900, 1_200), (500, 830)]
    made = row
    await table.press(Key.Key_Z, modifier=CTRL)
    await table.settle()
    assert table.spots() == TWO_ROWS
    await table.press(Key.Key_Z, modifier=CTRL | SHIFT)
    await table.settle()
    assert made in table.board.document.rows
    await table.choose(table.page.properties.seats.kind, KINDS.index(SeatKind.STANDARD))
    (row,) = (row for row in table.board.document.rows if row.y_mm == 2_000)
    assert {(place.kind, place.partner_uid) for place in row.places} == {(SeatKind.STANDARD, "")}


async def test_facts_are_ticked_for_all_seats_that_are_selected(table: DrawingTable) -> None:
    await draw_two_rows(table)
    await table.drag((500, 1_400), (1_700, 2_600))
    table.page.properties.seats.facts[SeatFact.HEARING_LOOP].click()
    (row,) = (row for row in table.board.document.rows if row.y_mm == 2_000)
    assert [place.facts for place in row.places] == [(SeatFact.HEARING_LOOP,)] * 2 + [()] * 2


async def test_what_is_selected_is_brought_into_line_and_spread(table: DrawingTable) -> None:
    for spot in ((2_000, 2_000), (4_000, 2_400), (9_000, 2_900)):
        await table.press(Key.Key_S)
        await table.click(spot)
    await table.press(Key.Key_A, modifier=CTRL)
    await table.press(Key.Key_Up, modifier=CTRL | ALT)
    assert {y for _, y in table.spots()} == {2_000}
    await table.press(Key.Key_H, modifier=CTRL | ALT)
    assert {x for x, _ in table.spots()} == {2_000, 5_500, 9_000}


async def test_an_area_is_put_down_moved_and_sized_by_numbers(table: DrawingTable) -> None:
    await table.hands.click(table.page.things.buttons[11])
    await table.click((6_000, 6_000))
    form = table.page.properties.fixtures
    await table.fill(form.capacity, "250")
    await table.fill(form.wide, "9000")
    await table.fill(form.at_x, "7000")
    (area,) = table.board.document.areas
    assert (area.x_mm, area.width_mm, area.depth_mm, area.capacity) == (7_000, 9_000, 4_000, 250)


async def test_problems_are_listed_jumped_to_and_mended(table: DrawingTable) -> None:
    await draw_two_rows(table)
    await table.press(Key.Key_A, modifier=CTRL)
    await table.drag((1_000, 2_000), (1_250, 2_100), modifier=ALT)
    listed = table.page.problems
    await table.until(
        "seats stand over each other",
        lambda: bool(listed.problems) and listed.problems[0].kind is Kind.OVERLAP,
    )
    await table.press(Key.Key_F8)
    assert table.board.selected == set(listed.problems[0].uids)
    await table.press(Key.Key_F8, modifier=CTRL)
    assert table.board.document.hall.focal_x_mm is not None


async def test_the_wheel_zooms_at_the_pointer_and_the_middle_button_moves(
    table: DrawingTable,
) -> None:
    canvas = table.page.canvas
    at = QPointF(300, 200)
    before = canvas.plane.to_mm(at)
    canvas.zoom_by(1.7, at)
    after = canvas.plane.to_mm(at)
    assert max(abs(a - b) for a, b in zip(before, after, strict=True)) < 1 / canvas.plane.px_per_mm
    await table.drag(before, (before[0] + 2_000, before[1] + 1_000), button=MIDDLE)
    moved = canvas.plane.to_mm(at)
    assert abs(moved[0] - before[0] + 2_000) < 2 / canvas.plane.px_per_mm


async def test_a_plan_is_saved_opened_again_and_asked_about_while_it_is_not(
    table: DrawingTable, tmp_path: Path
) -> None:
    await draw_two_rows(table)
    path = tmp_path / "hall.layout"
    await table.page.filing._save(path)
    assert not table.page.filing.draft.unsaved
    assert await table.page.filing.may_leave()
    assert table.asked == []
    await table.press(Key.Key_A, Key.Key_X, modifier=CTRL)
    table.answers.append(None)
    assert not await table.page.filing.may_leave()
    assert len(table.asked) == 1
    table.page.open(path)
    assert table.spots() == TWO_ROWS
    assert len(load(path).elements) == 3


async def test_with_the_screen_at_the_top_everything_is_where_it_is_shown(
    table: DrawingTable,
) -> None:
    await draw_two_rows(table)
    plane = table.page.canvas.plane
    assert plane.to_view(0, 9_000).y() > plane.to_view(0, 1_000).y()
    await table.press(Key.Key_T)
    assert plane.to_view(0, 9_000).y() < plane.to_view(0, 1_000).y()
    assert plane.to_view(9_000, 0).x() < plane.to_view(1_000, 0).x()
    await table.click((1_560, 2_000))
    assert table.board.selected == {table.uid_at(1_560, 2_000)}
    await table.press(Key.Key_A, modifier=CTRL)
    await table.press(Key.Key_Right)
    assert table.spots() == {(x - 50, y) for x, y in TWO_ROWS}
    await table.drag((950, 2_000), (2_950, 5_000))
    assert table.spots() == {(x + 1_950, y + 3_000) for x, y in TWO_ROWS}


async def test_a_level_that_is_hidden_is_out_of_sight_and_out_of_reach(
    table: DrawingTable,
) -> None:
    await draw_two_rows(table)
    await table.click((1_000, 2_000))
    await table.press(Key.Key_R, modifier=CTRL)
    await table.settle()
    await table.fill(table.page.properties.rows.level, "Balcony")
    await table.click((8_000, 8_000))
    levels = table.page.things.levels
    await table.until("there are two levels", lambda: len(levels.lines) == 2)
    assert [line.level for line in levels.lines] == ["Balcony", ""]
    await table.hands.click(levels.lines[0].eye)
    await table.click((1_000, 2_000))
    assert table.board.selected == set()
    await table.press(Key.Key_A, modifier=CTRL)
    assert table.board.selected == {table.uid_at(x, y) for x, y in TWO_ROWS if y == 3_100}
    # What is drawn and moved meanwhile goes on as ever.
    await table.drag((1_000, 3_100), (1_000, 6_100))
    assert {y for _, y in table.spots()} == {2_000, 6_100}
    await table.press(Key.Key_Delete)
    assert {y for _, y in table.spots()} == {2_000}
    await table.press(Key.Key_Z, modifier=CTRL)
    assert {y for _, y in table.spots()} == {2_000, 6_100}
    await table.until("there are two levels", lambda: len(levels.lines) == 2)
    await table.hands.click(levels.lines[0].eye)
    await table.hands.click(levels.lines[0].name)
    assert table.board.selected == {table.uid_at(x, y) for x, y in TWO_ROWS if y == 2_000}


async def test_a_seat_that_cannot_be_of_a_kind_alone_says_why_and_keeps_its_own(
    table: DrawingTable,
) -> None:
    refused: list[str] = []
    table.tasks.failed.connect(refused.append)
    await table.press(Key.Key_S)
    await table.click((3_000, 3_000))
    await table.press(Key.Key_V)
    await table.click((3_000, 3_000))
    kind = table.page.properties.seats.kind
    for wanted, why in ((SeatKind.SOFA, "select both"), (SeatKind.WHEELCHAIR, "companion")):
        await table.choose(kind, KINDS.index(wanted))
        assert why in refused.pop()
        assert kind.currentIndex() == KINDS.index(SeatKind.STANDARD)
