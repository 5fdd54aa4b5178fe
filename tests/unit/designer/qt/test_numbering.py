"""A whole hall is numbered anew, and what that changes is seen before it is done."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QScrollArea

from admin_designer.designer.document.naming import RowsFrom, SeatsFrom
from tests.unit.designer.qt.drawing_table import DrawingTable

Key = Qt.Key


async def draw(table: DrawingTable) -> None:
    await table.press(Key.Key_B)
    await table.drag((1_000, 2_000), (2_680, 4_200))
    await table.press(Key.Key_V)


def names(table: DrawingTable) -> dict[str, str]:
    return {uid: name.seat_id for uid, name in table.page.canvas.called.names.items()}


async def test_the_difference_is_shown_before_anything_is_renamed(table: DrawingTable) -> None:
    await draw(table)
    before = names(table)
    await table.press(Key.Key_N)
    panel = table.page.numbering
    assert panel.count.text() == "No seat would read differently"
    await table.choose(panel.form.rows_from, list(RowsFrom).index(RowsFrom.FRONT))
    await table.until(
        "it is looked at", lambda: panel.renaming is not None and panel.renaming.seats == 8
    )
    assert panel.count.text() == "8 seats would read differently"
    assert panel.renaming is not None
    assert [(run.old, run.new) for run in panel.renaming.runs] == [
        (("C1", "C4"), ("A1", "A4")),
        (("A1", "A4"), ("C1", "C4")),
    ]
    assert names(table) == before
    assert table.board.document.hall.naming.rows_from is RowsFrom.BACK


async def test_renumbering_is_one_step_and_leaves_every_seat_the_seat_it_is(
    table: DrawingTable,
) -> None:
    await draw(table)
    before = names(table)
    await table.press(Key.Key_N)
    panel = table.page.numbering
    await table.choose(panel.form.seats_from, list(SeatsFrom).index(SeatsFrom.RIGHT))
    panel.take_button.click()
    after = names(table)
    assert set(after) == set(before)
    assert after[table.uid_at(1_000, 2_000)] == "A4"
    await table.press(Key.Key_Z, modifier=Qt.KeyboardModifier.ControlModifier)
    assert names(table) == before


async def test_escape_keeps_the_old_numbers(table: DrawingTable) -> None:
    await draw(table)
    before = names(table)
    await table.press(Key.Key_N)
    await table.choose(table.page.numbering.form.seats_from, list(SeatsFrom).index(SeatsFrom.RIGHT))
    await table.press(Key.Key_Escape)
    assert names(table) == before
    assert table.page.numbering.renaming is None


async def test_a_numbering_under_which_two_seats_have_one_name_cannot_be_taken(
    table: DrawingTable,
) -> None:
    await draw(table)
    table.page.board.select({table.uid_at(1_560, 2_000)})
    await table.settle()
    await table.fill(table.page.properties.seats.called, "7")
    await table.press(Key.Key_N)
    panel = table.page.numbering
    await table.fill(panel.form.first_seat, "4")
    await table.until(
        "it is looked at", lambda: panel.renaming is not None and bool(panel.renaming.doubled)
    )
    assert not panel.take_button.isEnabled()
    # By the hall's rule alone there is no such pair.
    panel.form.keep.click()
    await table.until(
        "it is looked at", lambda: panel.renaming is not None and not panel.renaming.doubled
    )
    assert panel.take_button.isEnabled()


async def test_the_preview_shows_the_hall_as_it_will_be_sold_and_no_key_draws_in_it(
    table: DrawingTable,
) -> None:
    await draw(table)
    await table.press(Key.Key_F5)
    preview = table.page.hall_preview
    await table.until("the hall is shown", lambda: len(preview.counter.hall.plan.seats) == 12)
    assert [seat.seat_id for seat in preview.customer.hall.plan.seats[:2]] == ["A1", "A2"]
    assert preview.customer.hall.turned
    await table.press(Key.Key_Delete)
    await table.press(Key.Key_Escape)
    assert table.page.canvas.isVisible()
    assert len(table.spots()) == 12


async def test_in_a_low_window_the_difference_covers_no_field(table: DrawingTable) -> None:
    await draw(table)
    # What a window of 1366 x 768 at 200 % leaves with a line of words at its top.
    table.window.resize(683, 268)
    table.page.setGeometry(table.window.rect())
    await table.press(Key.Key_N)
    panel = table.page.numbering
    await table.choose(panel.form.rows_from, list(RowsFrom).index(RowsFrom.FRONT))
    await table.until(
        "it is looked at", lambda: panel.renaming is not None and panel.renaming.seats == 8
    )
    await table.settle()
    assert panel.rect().contains(panel.take_button.geometry())
    column = panel.findChild(QScrollArea)
    assert isinstance(column, QScrollArea)
    assert not column.geometry().intersects(panel.count.geometry())
