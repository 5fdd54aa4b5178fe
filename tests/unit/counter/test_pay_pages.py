"""The pages that take money beside cash: pressed by keys, and whole at every size of the window."""

import os

from PySide6.QtCore import Qt

from boxoffice.counter.amounts import GivenAmount
from boxoffice.counter.page import TotalLine
from boxoffice.counter.state import Stage
from boxoffice.counter.upi_page import QR_LEAST, QrCode
from boxoffice.model.payment import PaymentState
from boxoffice.qtkit.widgets import Banner, ElidedLabel
from tests.unit.counter.open_counter import Counter
from tests.unit.counter.test_room import every_size, found, whole_in_sight

F8, F9, F10, F11, F12 = (getattr(Qt.Key, f"Key_F{number}") for number in range(8, 13))
ENTER = Qt.Key.Key_Return


async def show(counter: Counter, size: tuple[int, int], *keys: Qt.Key | str) -> None:
    await counter.resize(*size)
    await counter.press("2", *keys)
    await counter.done()
    await counter.settle()
    folder = os.environ.get("PAY_PICTURES")
    if folder:
        name = "-".join(str(getattr(key, "name", key)) for key in keys)
        counter.page.grab().save(f"{folder}/{name}-{size[0]}.png")


@every_size
async def test_a_cards_code_and_its_button_are_in_sight(
    counter: Counter, size: tuple[int, int]
) -> None:
    await show(counter, size, F10, "h1b2c3")
    [code] = found(counter, GivenAmount)
    assert code.accessibleName() == "Approval code: H1B2C3"
    assert whole_in_sight(counter, code)
    assert whole_in_sight(counter, counter.button("Take ₹600"))
    await counter.press(ENTER)
    await counter.done()
    assert counter.page.sale.state.stage is Stage.DONE


@every_size
async def test_the_upi_code_and_how_it_stands_are_in_sight(
    counter: Counter, size: tuple[int, int]
) -> None:
    await show(counter, size, F11)
    [code] = found(counter, QrCode)
    assert code.height() >= QR_LEAST
    assert whole_in_sight(counter, code)
    told = [one for one in found(counter, Banner) if "Waiting" in one.accessibleName()]
    assert [whole_in_sight(counter, one) for one in told] == [True]
    assert whole_in_sight(counter, counter.button("Ask the provider"))
    amounts = [one for one in found(counter, ElidedLabel) if one.accessibleName() == "₹600"]
    assert [whole_in_sight(counter, one) for one in amounts or found(counter, TotalLine)] == [True]
    if size[1] > 400:
        for button in ("Cash", "Card"):
            assert whole_in_sight(counter, counter.button(button))


@every_size
async def test_amount_and_ways_of_a_part_are_in_sight(
    counter: Counter, size: tuple[int, int]
) -> None:
    await show(counter, size, F12, "100", F9, "50")
    [amount] = found(counter, GivenAmount)
    assert amount.accessibleName() == "This part: 50"
    assert whole_in_sight(counter, amount)
    [due] = found(counter, TotalLine)
    assert whole_in_sight(counter, due)
    for button in ("Cash", "Card", "UPI", "Voucher"):
        assert whole_in_sight(counter, counter.button(button))


async def test_the_ways_to_pay_stand_in_the_basket_with_their_keys(counter: Counter) -> None:
    await counter.press("2")
    await counter.done()
    stages = []
    for way in ("UPI", "Card"):
        await counter.click(way)
        await counter.done()
        stages.append(counter.page.sale.state.stage)
    assert stages == [Stage.UPI, Stage.CARD]


async def test_letters_are_the_codes_on_its_page_and_ticket_types_in_the_basket(
    counter: Counter,
) -> None:
    await counter.press("2", F10, "c", "e", "b")
    await counter.done()
    assert counter.page.sale.state.code == "CEB"
    await counter.press(Qt.Key.Key_Escape, "c")
    await counter.done()
    assert [one.ticket_type for one in counter.page.sale.state.choices] == ["adult", "child"]


async def test_three_mixed_tickets_to_another_show_are_paid_by_upi_in_at_most_twelve_keys(
    counter: Counter,
) -> None:
    keys = ["/", *"ne 2a1c", ENTER, F11]
    await counter.press(*keys)
    await counter.done()
    booking = counter.page.sale.state.booking
    assert booking is not None
    assert booking.show_id == counter.office.shows[1].show.show_id
    assert sorted(line.ticket_type for line in booking.seats) == ["adult", "adult", "child"]
    counter.office.end_upi(booking.booking_id, PaymentState.CAPTURED)
    await counter.settle()
    await counter.done()
    assert counter.page.sale.state.sold is not None
    keys.append(ENTER)
    await counter.press(ENTER)
    await counter.done()
    assert counter.page.sale.state.stage is Stage.CHOOSING
    assert len(keys) <= 12


@every_size
async def test_parked_baskets_stand_in_the_empty_basket_with_their_clocks(
    counter: Counter, size: tuple[int, int]
) -> None:
    await show(counter, size, Qt.Key.Key_F6, "3", Qt.Key.Key_F6)
    [first, second] = counter.page.side._basket.parked._buttons
    assert first.accessibleName().startswith("Parked: B8, B9, ")
    assert whole_in_sight(counter, first)
    counter.clock.advance(65)
    counter.page.side.show_time()
    assert second.accessibleName().endswith("3:55")
    assert counter.page.sale.show is not None
    index = counter.page.sale.show.index_of["B8"]
    assert "Parked here; F7 recalls it" in counter.page.hall._describe(index)
    await counter.click_widget(second)
    await counter.done()
    assert len(counter.page.sale.state.seat_ids) == 3
