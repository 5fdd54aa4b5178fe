"""The sale line at the counter, by keys."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit

from boxoffice.counter.sale_line import SaleLinePanel
from boxoffice.counter.state import Stage
from tests.unit.counter.open_counter import Counter


def meaning(counter: Counter) -> str:
    line = counter.page.findChild(SaleLinePanel)
    assert line is not None
    field = line.findChild(QLineEdit)
    assert field is not None
    return str(field.accessibleDescription())


async def test_three_mixed_tickets_to_another_show_are_held_by_one_line(counter: Counter) -> None:
    await counter.press("/", *"neel 2a1c p", Qt.Key.Key_Return)
    await counter.done()
    state = counter.page.sale.state
    assert state.stage is Stage.BASKET
    assert state.listing is not None
    assert state.listing.title == "Neelgiri 1971"
    assert [choice.ticket_type for choice in state.choices] == ["adult", "adult", "child"]
    assert state.held is not None
    assert {line.category_id for line in state.held.lines} == {2}
    assert counter.page.hall.map.hasFocus()


async def test_what_a_line_means_is_said_while_it_is_typed(counter: Counter) -> None:
    await counter.press(":", *"last")
    assert meaning(counter).startswith("6:12")
    assert "The Last Ferry to Diu" in meaning(counter)
    assert "how many?" in meaning(counter)
    await counter.press(*" 1x")
    assert meaning(counter) == "X is no ticket type here."
    await counter.press(Qt.Key.Key_Return)
    assert counter.page.line.isVisible()
    await counter.press(Qt.Key.Key_Backspace, *"s d")
    assert "1 Senior" in meaning(counter)
    assert "Diamond" in meaning(counter)
    await counter.press(Qt.Key.Key_Escape)
    assert not counter.page.line.isVisible()
    assert counter.page.sale.state.seat_ids == ()


async def test_tab_writes_the_word_out(counter: Counter) -> None:
    await counter.press("/", *"2 pre", Qt.Key.Key_Tab)
    field = counter.page.line.findChild(QLineEdit)
    assert field is not None
    assert field.text() == "2 Premium"


async def test_a_line_without_a_show_is_about_the_open_one(counter: Counter) -> None:
    await counter.press("/", *"2", Qt.Key.Key_Return)
    await counter.done()
    state = counter.page.sale.state
    assert state.listing == counter.office.shows[0]
    assert len(state.seat_ids) == 2
