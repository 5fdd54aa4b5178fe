"""What is selected is brought into line, spread, grouped, pinned and copied by buttons and keys."""

from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QWheelEvent
from PySide6.QtWidgets import QApplication

from admin_designer.designer.document.elements import Place, SeatRow
from admin_designer.designer.qt.fields import Choice
from boxoffice.qtkit.theme import Theme
from boxoffice.qtkit.widgets import KeyButton
from tests.unit.designer.qt.drawing_table import DrawingTable

Key = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier


async def draw_three_rows(table: DrawingTable) -> None:
    """Of two seats each, none below another and unevenly apart."""
    rows = (
        SeatRow(f"row{y}", x + 280, y, (Place(f"left{y}", 1), Place(f"right{y}", 1)))
        for x, y in ((1_000, 2_000), (2_000, 4_000), (4_000, 7_000))
    )
    table.page.editor.take("Draw", {row.element_id: row for row in rows})
    table.page.canvas.setFocus()
    await table.press(Key.Key_A, modifier=CTRL)
    await table.settle()


def button(table: DrawingTable, name: str) -> KeyButton:
    """One by what it is called where it is read out."""
    buttons = table.page.arrange.findChildren(KeyButton)
    return next(one for one in buttons if name in (one.accessibleName(), one.text()))


def columns(table: DrawingTable) -> list[int]:
    return sorted({x for x, _ in table.spots()})


async def test_rows_come_into_line_and_stand_evenly_apart(table: DrawingTable) -> None:
    await draw_three_rows(table)
    before = table.spots()
    button(table, "Align at the left").click()
    assert columns(table) == [1_000, 1_560]
    button(table, "Equal room in depth").click()
    assert sorted({y for _, y in table.spots()}) == [2_000, 4_500, 7_000]
    await table.press(Key.Key_Z, Key.Key_Z, modifier=CTRL)
    assert table.spots() == before


async def test_grouped_rows_are_selected_and_moved_as_one(table: DrawingTable) -> None:
    await draw_three_rows(table)
    button(table, "Group").click()
    assert len({row.block for row in table.board.document.rows}) == 1
    await table.press(Key.Key_Escape)
    await table.settle()
    await table.click((1_000, 2_000))
    shift = Qt.KeyboardModifier.ShiftModifier
    await table.press(Key.Key_R, modifier=CTRL | shift)
    assert len(table.board.selected) == 6
    await table.settle()
    button(table, "Ungroup").click()
    assert {row.block for row in table.board.document.rows} == {""}


async def test_copies_stand_in_even_steps_and_are_selected(table: DrawingTable) -> None:
    await draw_three_rows(table)
    table.page.board.select({table.uid_at(1_000, 2_000), table.uid_at(1_560, 2_000)})
    await table.settle()
    form = table.page.arrange
    await table.fill(form.times, "2")
    await table.fill(form.across, "100")
    await table.fill(form.deep, "-500")
    before = table.spots()
    await table.press(Key.Key_D, modifier=CTRL)
    new = {(1_100, 1_500), (1_660, 1_500), (1_200, 1_000), (1_760, 1_000)}
    assert table.spots() == before | new
    assert table.board.selected == {table.uid_at(x, y) for x, y in new}
    await table.press(Key.Key_Z, modifier=CTRL)
    assert table.spots() == before


async def test_a_block_is_copied_beside_itself_with_an_aisle_between(table: DrawingTable) -> None:
    await table.press(Key.Key_B)
    await table.drag((1_000, 2_000), (2_680, 3_100))
    await table.press(Key.Key_V)
    await table.settle()
    before = table.spots()
    await table.press(Key.Key_D, modifier=CTRL)
    beside_mm = 3 * 560 + 500 + table.board.choices.aisle_mm
    new = {(x + beside_mm, y) for x, y in before}
    assert table.spots() == before | new
    await table.settle()
    # The copy is selected, so that the next one stands beside that.
    await table.press(Key.Key_D, modifier=CTRL)
    assert table.spots() == before | new | {(x + beside_mm, y) for x, y in new}


async def test_a_row_goes_on_in_its_copy(table: DrawingTable) -> None:
    await table.press(Key.Key_R)
    await table.drag((1_000, 2_000), (2_120, 2_000))
    await table.press(Key.Key_V)
    await table.settle()
    await table.press(Key.Key_D, modifier=CTRL)
    assert sorted(table.spots()) == [(1_000 + 560 * at, 2_000) for at in range(6)]


async def test_what_is_pinned_is_shown_on_the_plan(table: DrawingTable, theme: Theme) -> None:
    await draw_three_rows(table)
    table.page.board.select({table.uid_at(1_000, 2_000), table.uid_at(4_000, 7_000)})
    await table.settle()
    button(table, "Pin two seats in line").click()
    table.page.board.select(())
    await table.settle()
    (row,) = [row for row in table.board.document.rows if row.y_mm == 2_000]
    middle = table.at((row.x_mm - 280, 2_000), (4_000, 7_000), 0.4)
    ink = QColor(theme.tokens.guide)

    def near() -> set[str]:
        picture = table.page.canvas.grab().toImage()
        spots = (middle + QPoint(x, y) for x in range(-2, 3) for y in range(-2, 3))
        return {picture.pixelColor(spot).name() for spot in spots}

    assert ink.name() in near()
    await table.press(Key.Key_A, modifier=CTRL)
    await table.settle()
    button(table, "Unpin").click()
    assert ink.name() not in near()


async def test_a_pinned_seat_stays_in_front_of_the_other(table: DrawingTable) -> None:
    await draw_three_rows(table)
    assert not button(table, "Pin two seats in line").isEnabled()
    pair = {table.uid_at(1_000, 2_000), table.uid_at(2_000, 4_000)}
    table.page.board.select(pair)
    await table.settle()
    button(table, "Pin two seats in line").click()
    assert {x for x, y in table.spots() if y == 2_000} == {2_000, 2_560}
    table.page.board.select({table.uid_at(2_000, 4_000), table.uid_at(2_560, 4_000)})
    await table.press(Key.Key_Right, modifier=Qt.KeyboardModifier.ShiftModifier)
    assert {x for x, y in table.spots() if y == 2_000} == {2_500, 3_060}


async def test_nothing_can_be_arranged_while_nothing_is_selected(table: DrawingTable) -> None:
    await draw_three_rows(table)
    assert table.page.arrange.isVisible()
    await table.press(Key.Key_Escape)
    await table.settle()
    assert not table.page.arrange.isVisible()
    before = table.spots()
    await table.press(Key.Key_D, modifier=CTRL)
    assert table.spots() == before


async def test_the_wheel_over_what_seats_are_changes_none(table: DrawingTable) -> None:
    await draw_three_rows(table)
    before = dict(table.board.document.elements)
    for choice in table.page.findChildren(Choice):
        at = QPointF(choice.rect().center())
        turned = QWheelEvent(
            at,
            QPointF(choice.mapToGlobal(at.toPoint())),
            QPoint(),
            QPoint(0, -120),
            Qt.MouseButton.NoButton,
            Qt.KeyboardModifier.NoModifier,
            Qt.ScrollPhase.NoScrollPhase,
            False,  # noqa: FBT003 - Qt's signature
        )
        QApplication.sendEvent(choice, turned)
    assert table.board.document.elements == before
