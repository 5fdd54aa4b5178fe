"""What the designer's page offers around the plan: files, names, keys and narrow windows."""

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from admin_designer.designer.document.areas import rectangle
from admin_designer.designer.document.baking import bake
from admin_designer.designer.document.document import Document
from admin_designer.designer.document.editing import Becomes
from admin_designer.designer.document.elements import Area, Hall, Place, SeatRow
from admin_designer.designer.formats.files import Format, load, write
from admin_designer.designer.qt.draft import Draft
from admin_designer.designer.templates.halls import STUDIO
from admin_designer.designer.templates.shape import drawn as drawn_from
from admin_designer.designer.tools.board import fresh_id
from boxoffice.model.errors import BadInput
from boxoffice.model.layout import Category, LandmarkKind
from boxoffice.qtkit.widgets import KeyButton
from tests.unit.designer.qt.drawing_table import DrawingTable

Key = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier


def sign(table: DrawingTable, name: str) -> KeyButton:
    """A sign in the header by what is read out."""
    buttons = table.page.header.findChildren(KeyButton)
    return next(one for one in buttons if one.accessibleName() == name)


def keys(table: DrawingTable) -> list[str]:
    return [hint.keys for hint in table.page.hints()]


async def test_a_plan_in_a_file_that_is_not_there_yet_is_begun_blank_and_saved_there(
    table: DrawingTable, tmp_path: Path
) -> None:
    path = tmp_path / "new.layout"
    table.page.open(path)
    assert table.done.pop() == f"A new plan. Ctrl+S saves it as {path}."
    await table.press(Key.Key_R)
    await table.drag((1_000, 2_000), (2_120, 2_000))
    await table.press(Key.Key_S, modifier=CTRL)
    await table.until("it is saved", path.exists)
    await table.until("that is told", lambda: bool(table.done))
    assert table.done == ["Saved as new.layout."]
    assert len(load(path).elements) == 2


@pytest.mark.parametrize("name", ["nowhere/new.layout", "new.csv"])
async def test_only_a_plan_of_ones_own_in_a_folder_that_there_is_begins_blank(
    table: DrawingTable, tmp_path: Path, name: str
) -> None:
    with pytest.raises(BadInput, match="No such file"):
        table.page.open(tmp_path / name)


async def test_files_have_signs_that_say_their_keys(table: DrawingTable) -> None:
    tips = [sign(table, name).toolTip() for name in ("New plan", "Open a plan…", "Save")]
    assert tips == ["New plan  Ctrl+N", "Open a plan…  Ctrl+O", "Save  Ctrl+S"]
    await table.press(Key.Key_R)
    await table.drag((1_000, 2_000), (2_120, 2_000))
    table.answers.append(False)
    sign(table, "New plan").click()
    await table.until("another plan is open", lambda: not table.board.standing.uids)
    assert table.asked == ["The plan has changes that are not saved"]


async def test_what_is_named_next_to_a_new_category_is_that_category(table: DrawingTable) -> None:
    table.page.properties.hall.add.click()
    await table.settle()
    await table.type("Royal")
    await table.press(Key.Key_Return)
    assert [one.name for one in table.board.document.hall.categories] == ["Standard", "Royal"]


async def test_each_page_tells_its_own_keys(table: DrawingTable) -> None:
    assert keys(table)[0] == "V"
    await table.press(Key.Key_F5)
    assert "V" not in keys(table)
    await table.press(Key.Key_Escape)
    assert keys(table)[0] == "V"
    await table.press(Key.Key_F7)
    assert keys(table) == ["Ctrl+Return", "Esc"]
    await table.press(Key.Key_Escape)
    table.page.studies.show_templates()
    assert keys(table) == ["1–8", "Esc"]


async def test_a_narrow_window_shows_the_things_by_a_key_until_one_is_taken(
    table: DrawingTable,
) -> None:
    table.page.resize(683, 384)
    await table.settle()
    things, properties = table.page.things, table.page.properties
    assert (things.isVisible(), properties.isVisible()) == (False, True)
    await table.press(Key.Key_I)
    assert (things.isVisible(), properties.isVisible()) == (True, False)
    await table.press(Key.Key_Escape)
    assert (things.isVisible(), properties.isVisible()) == (False, True)
    await table.press(Key.Key_I)
    door = next(one for one in things.buttons if one.accessibleName() == "Door")
    door.click()
    assert (things.isVisible(), properties.isVisible()) == (False, True)
    await table.click((5_000, 5_000))
    (put,) = table.board.document.fixtures
    assert put.kind is LandmarkKind.DOOR


async def test_in_a_narrow_window_the_numbering_takes_the_place_of_the_things(
    table: DrawingTable,
) -> None:
    table.page.resize(683, 384)
    await table.settle()
    await table.press(Key.Key_I, Key.Key_N)
    assert table.page.numbering.isVisible()
    assert not table.page.things.isVisible()


async def test_in_a_narrow_window_nothing_that_is_arranged_lacks_a_button(
    table: DrawingTable,
) -> None:
    table.page.resize(683, 384)
    await table.settle()
    assert not sign(table, "Mirror left and right").isVisible()
    named = {one.accessibleName() for one in table.page.arrange.findChildren(KeyButton)}
    assert {"Align in the middle", "Equal room across", "Turn by 15°"} < named
    assert "Mirror left and right" in named


async def test_sofas_are_joined_on_the_plan_also_while_another_level_is_hidden(
    table: DrawingTable,
) -> None:
    await table.press(Key.Key_R)
    await table.drag((1_000, 2_000), (2_120, 2_000))
    await table.settle()
    await table.fill(table.page.properties.rows.level, "Balcony")
    sofa = next(one for one in table.page.toolbox.things if one.icon == "sofa")
    table.page.pick(sofa)
    await table.click((6_000, 6_000))
    joins = table.page.canvas._picture._scene.hall.joins
    assert joins.tolist() == [[3, 4]]
    table.page.things.levels.hidden_changed.emit(frozenset({"Balcony"}))
    assert table.page.canvas._picture._scene.hall.joins.tolist() == [[0, 1]]


async def test_an_area_hides_no_seat_that_stands_on_it_however_far_away_it_is(
    table: DrawingTable,
) -> None:
    await table.press(Key.Key_B)
    await table.drag((1_000, 2_000), (1_000 + 560 * 9, 2_000 + 1_100 * 4))
    await table.press(Key.Key_V, Key.Key_Escape)
    canvas = table.page.canvas
    while canvas.plane.zoom > 0.2:
        canvas.zoom_out()
    await table.settle()
    at = table.at((1_000 + 560 * 4, 2_000 + 1_100 * 2), (0, 0))

    def seat() -> str:
        return canvas.grab().toImage().pixelColor(at).name()

    before = seat()
    area = next(one for one in table.page.toolbox.things if one.icon == "area")
    table.page.pick(area)
    await table.click((1_000 + 560 * 4, 2_000 + 1_100 * 2))
    await table.press(Key.Key_V, Key.Key_Escape)
    assert len([*table.board.document.areas]) == 1
    assert seat() == before


async def test_in_the_lowest_window_the_problem_in_hand_and_the_categories_can_be_read(
    table: DrawingTable,
) -> None:
    page = table.page
    await table.press(Key.Key_B)
    await table.drag((1_000, 2_000), (1_000 + 560 * 23, 2_000 + 1_100 * 4))
    page.resize(683, 316)
    await table.until("something is wrong", lambda: len(page.problems.problems) > 1)
    for at in range(len(page.problems.problems)):
        await table.press(Key.Key_F8)
        await table.settle()
        line = page.problems._lines[at]
        words = line._words
        seen = line.visibleRegion().boundingRect()
        assert seen.contains(words.geometry()), line.words()
        assert words.heightForWidth(words.width()) <= words.height(), line.words()
    (category,) = page.counts._categories._lines
    assert category.visibleRegion().boundingRect().height() == category.height()


async def test_how_a_drawing_stands_with_its_file_is_not_cut_off(table: DrawingTable) -> None:
    header = table.page.header
    for width in (1_280, 1_366, 1_440):
        table.page.resize(width, 768)
        header.set_name("Audi 3, the wide one", "version 12, changed")
        await table.settle()
        assert header._state.text() == header._state.whole_text(), width


@pytest.mark.parametrize("key", [Key.Key_F8, Key.Key_N])
async def test_escape_on_the_plan_leaves_the_panel_at_the_right_before_what_is_selected(
    table: DrawingTable, key: Qt.Key
) -> None:
    await table.press(Key.Key_B)
    await table.drag((1_000, 2_000), (1_000 + 560 * 3, 2_000))
    await table.press(Key.Key_V)
    await table.press(Key.Key_A, modifier=CTRL)
    shift = Qt.KeyboardModifier.ShiftModifier
    await table.press(key, modifier=shift if key is Key.Key_F8 else Qt.KeyboardModifier.NoModifier)
    assert not table.page.properties.isVisible()
    table.page.canvas.setFocus()
    await table.press(Key.Key_Escape)
    assert (table.page.properties.isVisible(), len(table.board.selected)) == (True, 4)
    await table.press(Key.Key_Escape)
    assert not table.board.selected


async def test_the_rules_are_left_when_another_plan_is_opened(table: DrawingTable) -> None:
    await table.press(Key.Key_F8, modifier=Qt.KeyboardModifier.ShiftModifier)
    assert table.page.checking.panel.isVisible()
    table.page.filing.show(table.page.filing.fresh())
    assert table.page.properties.isVisible()


async def test_a_plan_of_another_program_is_unsaved_until_it_is_saved(
    table: DrawingTable, tmp_path: Path
) -> None:
    file = tmp_path / "hall.csv"
    drawn = Document(drawn_from(STUDIO, fresh_id))
    file.write_bytes(write(drawn, Format.CSV))
    table.page.open(file)
    assert table.page.filing.draft.unsaved
    assert table.page.header._state.whole_text() == "not saved yet"
    table.answers.append(None)
    assert not await table.page.filing.may_leave()
    assert table.asked == ["The plan has changes that are not saved"]


async def test_places_to_stand_count_among_the_seats_and_in_their_category(
    table: DrawingTable,
) -> None:
    hall = Hall(categories=(Category(1, "Standard", 1), Category(2, "Pit", 2)))
    row = SeatRow("r", 5_000, 2_000, tuple(Place(f"u{at}", 1) for at in range(10)))
    pit = Area("pit", 5_000, 6_000, rectangle(8_000, 4_000), "Pit", 30, 2)
    table.page.filing.show(Draft((hall, row, pit)))
    await table.settle()
    counts = table.page.counts
    assert counts.total() == "40 seats"
    assert [line._count for line in counts._categories._lines] == [10, 30]
    assert len(bake(table.board.document).seats) == 40


async def test_a_hall_whose_size_is_typed_is_in_view(table: DrawingTable) -> None:
    canvas, form = table.page.canvas, table.page.properties.hall
    canvas.zoom_in()
    await table.fill(form.wide, "60000")
    await table.fill(form.deep, "40000")
    corners = (canvas.plane.to_view(0, 0), canvas.plane.to_view(60_000, 40_000))
    assert all(canvas.rect().contains(corner.toPoint()) for corner in corners)


async def test_buttons_that_would_change_nothing_are_off(table: DrawingTable) -> None:
    await table.press(Key.Key_B)
    await table.drag((1_000, 2_000), (1_000 + 560 * 3, 2_000 + 1_100 * 2))
    align, spread = sign(table, "Align in the middle"), sign(table, "Equal room across")
    uids = [table.uid_at(1_000, 2_000 + 1_100 * row) for row in range(3)]
    for many, lives in ((1, (False, False)), (2, (True, False)), (3, (True, True))):
        board = table.board
        await table.press(Key.Key_V)
        becomes: Becomes = {row.element_id: replace(row, block="") for row in board.document.rows}
        table.page.editor.take("Ungroup", becomes)
        board.select(uids[:many])
        await table.settle()
        assert (align.isEnabled(), spread.isEnabled()) == lives
    await table.press(Key.Key_N)
    numbering = table.page.numbering
    assert not numbering.take_button.isEnabled()
    await table.choose(numbering.form.rows_from, 1)
    await table.until("it may be taken", numbering.take_button.isEnabled)
