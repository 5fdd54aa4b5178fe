"""How a hall is seen, and would sell, is shown while it is drawn."""

from PySide6.QtCore import Qt

from admin_designer.designer.templates.halls import TEMPLATES
from tests.unit.designer.qt.drawing_table import DrawingTable


async def test_the_seats_outside_are_named_and_a_higher_picture_leaves_more_of_them(
    table: DrawingTable,
) -> None:
    table.page.filing.new_from(TEMPLATES["shoebox"])
    await table.until("the hall is open", lambda: len(table.board.standing.uids) > 0)
    await table.press(Qt.Key.Key_L)
    panel = table.page.insight
    assert panel.sight is not None
    before = int((panel.sight.too_steep | panel.sight.too_far_aside).sum())
    await table.fill(panel.high, "9000")
    assert panel.sight.picture.height_mm == 9_000
    after = int((panel.sight.too_steep | panel.sight.too_far_aside).sum())
    assert after > before
    assert panel.words.text().startswith(f"{after} seats see it from beyond")
    # What was typed is a step as any other.
    await table.press(Qt.Key.Key_Escape)
    await table.press(Qt.Key.Key_Z, modifier=Qt.KeyboardModifier.ControlModifier)
    picture = table.board.document.hall.picture
    assert picture is not None
    assert picture.height_mm == 5_300


async def test_a_hall_without_a_screen_says_what_it_lacks(table: DrawingTable) -> None:
    await table.press(Qt.Key.Key_B)
    await table.click((4_000, 4_000))
    await table.press(Qt.Key.Key_L)
    assert table.page.insight.words.text() == "The hall has no screen that could be seen."


async def test_groups_fill_the_hall_and_what_is_left_over_is_told(table: DrawingTable) -> None:
    table.page.filing.new_from(TEMPLATES["demo"])
    await table.until("the hall is open", lambda: len(table.board.standing.uids) == 91)
    await table.press(Qt.Key.Key_L)
    panel = table.page.insight
    await table.hands.click(panel.sell)
    await table.until("the shows are sold", lambda: bool(panel.sale.text()))
    assert "% full on average" in panel.sale.text()
    assert panel.sell.isEnabled()
