"""Halls to begin with, and what is seen from their seats, beside the drawing."""

import pytest
from PySide6.QtCore import Qt

from admin_designer.designer.qt.heat import shaded
from admin_designer.designer.templates.halls import TEMPLATES
from admin_designer.designer.tools.heat import Measure
from boxoffice.qtkit.tokens import CONTRAST, DARK, LIGHT, Tokens, mixed
from boxoffice.seatmap.glyphs import SHADE
from boxoffice.seatmap.looks import SeatLook
from tests.unit.designer.qt.drawing_table import DrawingTable
from tests.unit.qtkit.test_tokens import AA, AAA, contrast

Key = Qt.Key
CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
DEMO_KEY = Key.Key_8


async def begin_with_demo(table: DrawingTable) -> None:
    await table.press(Key.Key_N, modifier=CTRL | SHIFT)
    await table.press(DEMO_KEY)
    await table.until("the hall is open", lambda: len(table.board.standing.uids) == 91)


async def look_at_sightlines(table: DrawingTable) -> None:
    await table.press(Key.Key_F6)
    panel = table.page.studies.sightlines
    await table.until("it is looked at", lambda: panel.sight is not None and panel.form.isVisible())


def looks(table: DrawingTable) -> dict[SeatLook, int]:
    shown = table.page.canvas._picture._shown.looks.tolist()
    return {SeatLook(look): shown.count(look) for look in set(shown)}


async def test_a_plan_begins_with_a_hall_that_a_digit_takes_and_has_no_file(
    table: DrawingTable,
) -> None:
    await begin_with_demo(table)
    assert table.page.canvas.isVisible()
    draft = table.page.filing.draft
    assert (draft.name, draft.path, draft.unsaved) == ("Audi 3", None, False)
    before = set(table.board.standing.uids)
    await begin_with_demo(table)
    assert not before & set(table.board.standing.uids)


async def test_every_template_shows_its_picture_and_its_seats(table: DrawingTable) -> None:
    await table.press(Key.Key_N, modifier=CTRL | SHIFT)
    cards = table.page.studies.templates.cards
    seats = [len(card.picture.board.standing.uids) for card in cards]
    assert (len(seats), seats[-1]) == (len(TEMPLATES), 91)
    assert all(card.picture.isVisible() for card in cards)


async def test_a_template_takes_the_place_of_an_unsaved_plan_only_when_that_was_agreed(
    table: DrawingTable,
) -> None:
    await table.press(Key.Key_B)
    await table.click((3_000, 3_000))
    drawn = table.spots()
    table.answers.append(None)
    await table.press(Key.Key_N, modifier=CTRL | SHIFT)
    await table.press(DEMO_KEY)
    await table.until("it was asked about", lambda: not table.answers)
    assert table.spots() == drawn


async def test_escape_leaves_the_plan_as_it_was(table: DrawingTable) -> None:
    await table.press(Key.Key_N, modifier=CTRL | SHIFT)
    await table.press(Key.Key_Escape)
    assert table.page.canvas.isVisible()
    assert table.spots() == set()


async def test_seats_outside_are_named_and_marked_and_can_be_selected(table: DrawingTable) -> None:
    await begin_with_demo(table)
    await look_at_sightlines(table)
    panel = table.page.studies.sightlines
    assert panel.steep.count.text() == "32 seats look up more than 30°."
    assert panel.steep.names.text() == "D5–D18, E3–E20"
    assert panel.aside.names.text() == "D1–D4, D19–D22, E1–E6, E17–E22"
    assert looks(table) == {SeatLook.SHADED: 59, SeatLook.TAKEN: 32}
    panel.aside.select.click()
    assert len(table.board.selected) == 20
    await table.choose(panel.measure, list(Measure).index(Measure.SIDEWAYS))
    # What is selected is shown as that.
    assert looks(table) == {SeatLook.SHADED: 71, SeatLook.CHOSEN: 20}


async def test_the_table_has_a_line_for_each_row_and_a_line_selects_its_row(
    table: DrawingTable,
) -> None:
    await begin_with_demo(table)
    await look_at_sightlines(table)
    rows = table.page.studies.sightlines.rows
    assert [line[:3] for line in rows.lines()] == [
        ("A", "13", ""),
        ("B", "17", ""),
        ("C", "17", ""),
        ("D", "22", "22"),
        ("E", "22", "22"),
    ]
    rows.selectRow(1)
    names = table.page.canvas.called.names
    assert {names[uid].row for uid in table.board.selected} == {"B"}
    assert len(table.board.selected) == 17


async def test_a_floor_or_picture_that_is_typed_is_seen_at_once_and_can_be_taken_back(
    table: DrawingTable,
) -> None:
    await begin_with_demo(table)
    await look_at_sightlines(table)
    panel = table.page.studies.sightlines
    _, rise = panel.form.levels[""]
    assert rise.text() == "120"
    await table.fill(panel.form.high, "2000")
    await table.until("nobody looks up far", lambda: not panel.steep.names.isVisible())
    assert panel.steep.count.text() == "No seat looks up more than 30°."
    assert looks(table) == {SeatLook.SHADED: 91}
    table.page.editor.undo()
    await table.until("they do again", panel.steep.names.isVisible)
    await table.fill(rise, "1500")
    await table.until("a steep floor lifts them", lambda: "A" not in panel.steep.names.text())
    assert table.board.document.hall.rakes[0].rise_mm == 1_500


async def test_seats_that_are_drawn_meanwhile_join_the_map(table: DrawingTable) -> None:
    await begin_with_demo(table)
    await look_at_sightlines(table)
    await table.press(Key.Key_S)
    await table.click((8_000, 1_500))
    assert len(table.board.standing.uids) == 92
    assert looks(table)[SeatLook.FREE] == 1
    await table.until("it is seen too", lambda: SeatLook.FREE not in looks(table))


async def test_categories_are_back_when_the_sightlines_are_left(table: DrawingTable) -> None:
    await begin_with_demo(table)
    await look_at_sightlines(table)
    await table.press(Key.Key_F6)
    assert looks(table) == {SeatLook.FREE: 91}
    assert table.page.properties.isVisible()


async def test_a_hall_without_a_screen_says_what_is_missing(table: DrawingTable) -> None:
    await table.press(Key.Key_B)
    await table.click((3_000, 3_000))
    await table.press(Key.Key_F6)
    panel = table.page.studies.sightlines
    await table.until("it is told", lambda: bool(panel.missing.text()))
    assert panel.missing.text() == "The hall has no screen that could be seen."
    assert not panel.form.isVisible()
    assert SeatLook.SHADED not in looks(table)


@pytest.mark.parametrize(
    ("tokens", "needed"), [(LIGHT, AA), (DARK, AA), (CONTRAST, AAA)], ids=["light", "dark", "most"]
)
def test_numbers_can_be_read_on_every_step(tokens: Tokens, needed: tuple[float, float]) -> None:
    steps = [mixed(tokens.surface, hue, SHADE) for hue in shaded(tokens).categories]
    assert [step for step in steps if contrast(tokens.text, step) < needed[0]] == []
