"""Seats off sale and the history of a seat, by keys and by mouse."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel

from boxoffice.bootstrap.hands import in_a_turn_of_its_own
from boxoffice.client.seat_records import NamedEvent
from boxoffice.counter.looks import seat_looks
from boxoffice.counter.refused_page import WayOn
from boxoffice.counter.state import Stage
from boxoffice.model.blocks import BlockReason
from boxoffice.model.history import SeatStep
from boxoffice.model.layout import SeatState
from boxoffice.model.money import Money
from boxoffice.qtkit.widgets import KeyButton
from boxoffice.seatmap.looks import SeatLook
from tests.unit.counter.box_office_double import BEGAN
from tests.unit.counter.open_counter import Counter


def shown(counter: Counter) -> str:
    """All words of the right column that can be read."""
    labels = counter.page.side.findChildren(QLabel)
    return "\n".join(label.text() for label in labels if label.isVisible())


def state(counter: Counter, seat_id: str) -> int:
    show = counter.page.sale.show
    assert show is not None
    return show.live.states[show.index_of[seat_id]]


def look(counter: Counter, seat_id: str) -> int:
    show = counter.page.sale.show
    assert show is not None
    looks = seat_looks(show, counter.page.sale.state, counter.clock.steady())
    return int(looks[show.index_of[seat_id]])


async def put_cursor(counter: Counter, seat_id: str) -> None:
    show = counter.page.sale.show
    assert show is not None
    counter.page.hall.map.set_cursor(show.index_of[seat_id])
    await counter.settle()


async def off_sale(counter: Counter) -> None:
    """Ctrl+B, which is a shortcut of the window."""
    await in_a_turn_of_its_own(
        lambda: QTest.keyClick(counter.page, Qt.Key.Key_B, Qt.KeyboardModifier.ControlModifier)
    )
    await counter.settle()


async def test_the_seat_under_the_cursor_is_broken_tonight_in_two_keys(counter: Counter) -> None:
    await put_cursor(counter, "C6")
    await off_sale(counter)
    await counter.press("1")
    await counter.settle()
    [(reason, seats, key)] = counter.office.seat_records.orders
    assert (reason, seats) == ("broken", ("C6",))
    assert key
    assert look(counter, "C6") == SeatLook.BROKEN
    assert "1 seat" in shown(counter)
    await counter.press("U")
    await counter.settle()
    assert state(counter, "C6") == SeatState.AVAILABLE
    await counter.press(Qt.Key.Key_Escape)
    assert counter.page.side.laid is None


async def test_the_seats_of_the_basket_are_kept_for_the_house_with_the_mouse(
    counter: Counter,
) -> None:
    await counter.click_seat("C6")
    await counter.click_seat("C7")
    await counter.done()
    await off_sale(counter)
    [house] = [
        way
        for way in counter.page.side.findChildren(WayOn)
        if way.text() == "House seat" and way.isVisible()
    ]
    await counter.click_widget(house)
    await counter.settle()
    assert counter.page.sale.state.stage is Stage.CHOOSING
    assert [look(counter, one) for one in ("C6", "C7")] == [SeatLook.BLOCKED] * 2
    [back] = [
        button
        for button in counter.page.side.findChildren(KeyButton)
        if button.accessibleName() == "Put C6 back on sale" and button.isVisible()
    ]
    await counter.click_widget(back)
    await counter.settle()
    assert state(counter, "C6") == SeatState.AVAILABLE


async def test_a_seat_that_somebody_has_is_not_offered_to_be_taken_off_sale(
    counter: Counter,
) -> None:
    counter.office.elsewhere("C6")
    await put_cursor(counter, "C6")
    await off_sale(counter)
    await counter.press("1")
    await counter.settle()
    assert counter.office.seat_records.orders == []
    assert "Put the cursor on a seat" in shown(counter)


async def test_a_sale_goes_on_over_an_open_page(counter: Counter) -> None:
    await off_sale(counter)
    await counter.press("4", Qt.Key.Key_F9)
    await counter.done()
    assert counter.page.side.laid is None
    assert counter.page.sale.state.stage is Stage.CASH


async def test_h_tells_what_happened_to_the_seat_under_the_cursor(counter: Counter) -> None:
    counter.office.seat_records.events["C6"] = (
        NamedEvent(BEGAN, SeatStep.CLAIMED, "u1", "Demo clerk", "7Q4M9XKD", None, ""),
        NamedEvent(BEGAN, SeatStep.SOLD, "payment", "", "7Q4M9XKD", Money(30_000, "INR"), ""),
        NamedEvent(BEGAN, SeatStep.BLOCKED, "u2", "Asha", "", None, BlockReason.CAMERA.value),
    )
    await put_cursor(counter, "C6")
    await counter.press("H")
    await counter.settle()
    words = shown(counter)
    for said in ("History of C6", "Sold", "₹300.00", "Demo clerk", "Taken off sale: Camera"):
        assert said in words
    await put_cursor(counter, "C7")
    assert "Nothing happened" in shown(counter)
    await counter.press(Qt.Key.Key_Escape)
    assert "Basket" in shown(counter)


async def test_a_supervisor_sells_a_house_seat_as_it_is(counter: Counter) -> None:
    await put_cursor(counter, "C6")
    await off_sale(counter)
    await counter.press("2")
    await counter.settle()
    assert state(counter, "C6") == SeatState.BLOCKED
    await counter.press(Qt.Key.Key_Escape)
    counter.office.seat_records.sells_house = True
    await counter.click_seat("C6")
    await counter.done()
    assert counter.page.sale.state.seat_ids == ("C6",)
    assert look(counter, "C6") == SeatLook.YOURS
