"""Snacks, bundles and a firm at the counter, by keys, by search and by mouse."""

from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from boxoffice.counter.items.row import ItemRow
from boxoffice.counter.state import Stage
from boxoffice.counter.wishes import TakeUp
from boxoffice.model.booking import BookingState, Buyer, ItemChoice, Stock
from boxoffice.model.terms import Item, TaxClass
from boxoffice.qtkit.theme import Theme
from boxoffice.qtkit.widgets import Banner, Field, KeyButton
from tests.unit.counter.box_office_double import HOLD, TERMS
from tests.unit.counter.open_counter import Counter, opened
from tests.unit.counter.test_room import SIZES, whole_in_sight

ITEMS = (
    Item("popcorn", "Popcorn", 21_000, tax_class="food", counted=True, key="P"),
    Item("cola", "Cola", 10_500, tax_class="food", counted=True, key="C"),
    Item("combo", "Popcorn and cola", 27_000, parts=("popcorn", "cola"), with_ticket=True, key="B"),
    Item("glasses", "3D glasses, lent", 10_000, deposit=True, key="G"),
    Item("map", "Map", 0),
    Item("nachos", "Nachos", 24_000, on_sale=False, key="N"),
)
SALE = replace(
    TERMS,
    items=ITEMS,
    tax_tables=tuple(
        replace(table, classes=(TaxClass("food", 500),)) for table in TERMS.tax_tables
    ),
)


@pytest.fixture
async def till(theme: Theme, qtbot: QtBot, tmp_path: Path) -> AsyncIterator[Counter]:
    async with opened(theme, tmp_path / "tickets", SALE) as counter:
        counter.office.prices.there = (Stock("popcorn", 12), Stock("cola", 3))
        yield counter


async def pressed(till: Counter, *keys: Qt.Key | str) -> None:
    """Press keys one after the other, each when the one before is done."""
    for key in keys:
        await till.press(key)
        await till.done()
        await till.settle()


def basket(till: Counter) -> dict[str, int]:
    return {one.code: one.count for one in till.page.sale.state.items}


def rows(till: Counter) -> list[str]:
    """The items on the page as they are spoken."""
    shown = [one for one in till.page.side.findChildren(ItemRow) if one.isVisible()]
    return [one.accessibleName() for one in shown]


def told(till: Counter) -> str:
    """What the page says was not done."""
    laid = till.page.side.laid
    assert laid is not None
    (banner,) = laid.findChildren(Banner)
    return banner.accessibleName() if banner.isVisible() else ""


def named(till: Counter, name: str) -> KeyButton:
    (found,) = (
        one for one in till.page.side.findChildren(KeyButton) if one.accessibleName() == name
    )
    return found


async def test_the_page_says_what_there_is_what_it_costs_and_what_is_left(till: Counter) -> None:
    await pressed(till, "i")
    assert rows(till) == [
        "Popcorn, ₹210 · 12 left",
        "Cola, ₹105 · 3 left",
        "Popcorn and cola, ₹270 · with a ticket · 3 left",
        "3D glasses, lent, ₹100 · deposit",
        "Map, free",
    ]


async def test_snacks_are_sold_without_a_seat_by_six_keys(till: Counter) -> None:
    await pressed(till, "i", "p", "p", "c")
    # Only seats can be reserved.
    (later,) = (one for one in till.page.side.findChildren(KeyButton) if one.key() == "Ctrl+F9")
    assert later.text() == "Reservations"
    await pressed(till, Qt.Key.Key_F9, Qt.Key.Key_Return)
    sold = till.page.sale.state.sold
    assert sold is not None
    assert (sold.booking.seats, sold.booking.total.amount_minor) == ((), 2 * 21_000 + 10_500)
    assert till.page.sale.state.stage is Stage.DONE
    # There is nothing to admit anybody with.
    assert till.page.papers.last is None
    await pressed(till, "o")
    assert "no tickets in this sale" in till.page.side._remark


async def test_letters_digits_and_signs_count_an_item(till: Counter) -> None:
    await pressed(till, "2", Qt.Key.Key_Return, "i", "p", "+", "+", "-", "c", "3")
    assert basket(till) == {"popcorn": 2, "cola": 3}
    await pressed(till, "-", "-", Qt.Key.Key_Down, "2")
    assert basket(till) == {"popcorn": 2, "cola": 1, "combo": 2}
    await pressed(till, Qt.Key.Key_Delete, Qt.Key.Key_Up, "-")
    assert basket(till) == {"popcorn": 2}
    assert len(till.page.sale.state.seat_ids) == 2
    await pressed(till, "x")
    assert told(till) == "No item has the key X; / looks for one by its name."
    await pressed(till, Qt.Key.Key_Return, "c")
    # Back at the basket letters are ticket types again.
    assert till.page.side.laid is None
    assert basket(till) == {"popcorn": 2}
    assert {one.ticket_type for one in till.page.sale.state.choices} == {"adult", "child"}


async def test_two_digits_in_a_row_are_one_count(till: Counter) -> None:
    await pressed(till, "i", "p")
    await till.press("1", "0")
    await till.done()
    assert basket(till) == {"popcorn": 10}
    till.clock.advance(1)
    await pressed(till, "2")
    assert basket(till) == {"popcorn": 2}


async def test_an_item_is_found_by_its_name(till: Counter) -> None:
    await pressed(till, "i", "/", "col")
    assert rows(till) == ["Cola, ₹105 · 3 left", "Popcorn and cola, ₹270 · with a ticket · 3 left"]
    await pressed(till, Qt.Key.Key_Return)
    assert basket(till) == {"cola": 1}
    assert len(rows(till)) == 5
    await pressed(till, "p", Qt.Key.Key_Escape)
    assert basket(till) == {"cola": 1, "popcorn": 1}
    assert till.page.side.laid is None


async def test_the_mouse_does_all_of_it(till: Counter) -> None:
    await till.click("Items")
    await till.settle()
    (popcorn, *_) = till.page.side.findChildren(ItemRow)
    await till.click_widget(popcorn)
    await till.done()
    await till.click_widget(named(till, "One Popcorn more"))
    await till.click_widget(named(till, "One Popcorn more"))
    await till.done()
    await till.click_widget(named(till, "One Popcorn less"))
    await till.done()
    assert basket(till) == {"popcorn": 2}
    await till.click("To the basket")
    assert till.page.side.laid is None


async def test_what_is_sold_out_is_said_where_it_is_asked_for(till: Counter) -> None:
    await pressed(till, "i", "c", "3")
    await pressed(till, "c")
    assert (basket(till), told(till)) == ({"cola": 3}, "Cola: sold out.")
    till.office.prices.there = (Stock("popcorn", 12),)
    await pressed(till, "c")
    assert "Cola, ₹105 · sold out, 3 in the basket" in rows(till)


async def test_a_bundle_needs_a_ticket_and_seats_may_leave_snacks_behind(till: Counter) -> None:
    await pressed(till, "i", "b")
    assert told(till) == "Popcorn and cola: one for each ticket that is paid for."
    await pressed(till, Qt.Key.Key_Return, "1", Qt.Key.Key_Return, "i", "p", Qt.Key.Key_Return)
    (seat,) = till.page.sale.state.seat_ids
    await till.click_seat(seat)
    await till.done()
    assert (till.page.sale.state.seat_ids, basket(till)) == ((), {"popcorn": 1})
    await pressed(till, "i", "p", "0")
    assert till.page.sale.state.booking is None


async def test_snacks_go_along_to_another_show_and_are_held_again(till: Counter) -> None:
    await pressed(till, "i", "p", Qt.Key.Key_Return)
    other = till.office.shows[1]
    till.page._pick(other)
    await till.done()
    booking = till.page.sale.state.booking
    assert booking is not None
    assert (booking.show_id, basket(till)) == (other.show.show_id, {"popcorn": 1})
    till.office.lose_holds()
    till.clock.advance(HOLD.total_seconds() + 1)
    till.page.sale.tick()
    await pressed(till, Qt.Key.Key_Return)
    assert till.page.sale.state.held is not None
    assert basket(till) == {"popcorn": 1}


async def test_items_that_were_added_since_the_sign_in_are_on_the_page(till: Counter) -> None:
    tea = Item("tea", "Tea", 4_000, key="T")
    till.office.terms = replace(SALE, items=(*ITEMS, tea))
    await pressed(till, "i")
    assert rows(till)[-1] == "Tea, ₹40"


async def test_a_firm_is_put_on_the_invoice_before_it_is_numbered(till: Counter) -> None:
    await pressed(till, "2", Qt.Key.Key_Return, Qt.Key.Key_Return)
    await till.click("Firm")
    await till.settle()
    await pressed(till, "27aapfu0939f1zw")
    page = till.page.side.laid
    assert page is not None
    gstin, name = page.findChildren(Field)
    assert gstin.property("wrong") is True
    await pressed(till, Qt.Key.Key_Backspace, "v", Qt.Key.Key_Return, "Asha Traders")
    assert (gstin.property("wrong"), name.hasFocus()) == (False, True)
    await pressed(till, Qt.Key.Key_Return)
    booking = till.page.sale.state.booking
    assert booking is not None
    assert booking.buyer == Buyer("27AAPFU0939F1ZV", "Asha Traders")
    assert till.page.side.laid is None
    assert QApplication.focusWidget() is till.page.hall.map
    # Seats that are held again are for the same firm.
    till.office.lose_holds()
    till.clock.advance(HOLD.total_seconds() + 1)
    till.page.sale.tick()
    await pressed(till, Qt.Key.Key_Return)
    again = till.page.sale.state.booking
    assert again is not None
    assert (again.booking_id != booking.booking_id, again.buyer) == (True, booking.buyer)
    await pressed(till, Qt.Key.Key_F9, Qt.Key.Key_Return)
    assert till.page.sale.state.sold is not None
    command = till.commands.by_key("Ctrl+I")
    assert command is not None
    assert not command.acts()


async def test_a_parked_basket_with_items_shows_its_seats_and_the_key_that_recalls_it(
    till: Counter,
) -> None:
    await pressed(till, "2", Qt.Key.Key_Return, Qt.Key.Key_Return, "i", "ppc", Qt.Key.Key_Return)
    booking = till.page.sale.state.booking
    assert booking is not None
    seats = ", ".join(line.seat_id for line in booking.seats)
    await pressed(till, Qt.Key.Key_F6)
    (parked,) = (one for one in till.page.side.findChildren(KeyButton) if one.key() == "F7")
    assert parked.text().endswith(f"{seats} + 3 items")
    assert parked.sizeHint().width() <= parked.width()
    assert "× 2" in parked.accessibleName()


async def test_the_bar_below_has_the_keys_of_the_page_beside_the_sale(till: Counter) -> None:
    def keys() -> list[str]:
        return [one.keys for one in till.page.hints()]

    said: list[list[str]] = []
    till.page.hints_changed.connect(lambda hints: said.append([one.keys for one in hints]))
    await pressed(till, "2", Qt.Key.Key_Return, Qt.Key.Key_Return, "i")
    for asked in ("Ctrl+I", "Ctrl+Y"):
        command = till.commands.by_key(asked)
        assert command is not None
        command.run()
        assert (keys(), said[-1]) == (["Enter", "Esc"],) * 2
    await pressed(till, Qt.Key.Key_Escape)
    assert "1–9" in said[-1]


async def test_what_is_reserved_is_for_the_firm_and_at_the_price_that_it_was_reserved_with(
    till: Counter,
) -> None:
    await pressed(till, "2", Qt.Key.Key_Return, Qt.Key.Key_Return)
    sale = till.page.sale
    held, listing = sale.state.booking, sale.state.listing
    assert held is not None
    assert listing is not None
    basket = replace(held, codes=("FRIENDS10",))
    reserved = replace(basket, state=BookingState.PENDING, reserved_by="clerk")
    for booking, may_change in ((basket, True), (reserved, False)):
        till.office.bookings[booking.booking_id] = booking
        sale.press(TakeUp(booking, listing))
        await till.settle()
        assert offered(till, "Remove the code FRIENDS10") is may_change
    firm = till.commands.by_key("Ctrl+I")
    assert firm is not None
    assert not firm.acts()


def offered(till: Counter, name: str) -> bool:
    """Whether a button of this name is there."""
    buttons = till.page.side.findChildren(KeyButton)
    return any(one.isVisible() and one.accessibleName() == name for one in buttons)


async def test_a_deposit_goes_back_piece_by_piece_and_each_once(till: Counter) -> None:
    await pressed(till, "i", "g", "3", "p", Qt.Key.Key_F9, Qt.Key.Key_Return)
    sold = till.page.sale.state.sold
    assert sold is not None
    await pressed(till, Qt.Key.Key_Return)
    command = till.commands.by_key("Ctrl+Y")
    assert command is not None
    command.run()
    await pressed(till, sold.booking.number, Qt.Key.Key_Return, "2")
    await till.settle()
    await pressed(till, Qt.Key.Key_Return)
    await till.settle()
    assert told(till) == "Given back: Cash ₹200.00."
    await pressed(till, sold.booking.number, Qt.Key.Key_Return)
    await till.settle()
    await till.click("Give it back")
    await till.settle()
    assert told(till) == "Given back: Cash ₹100.00."
    glasses = [one.line_id for one in sold.booking.lines if one.code == "glasses"]
    given = list(till.office.after.orders.values())
    assert given == [tuple(glasses[:2]), tuple(glasses[2:])]
    await pressed(till, sold.booking.number, Qt.Key.Key_Return)
    await till.settle()
    assert told(till) == "No deposit is left to give back there."
    await pressed(till, Qt.Key.Key_Escape)
    assert till.page.side.laid is None


@pytest.mark.parametrize("size", SIZES)
async def test_items_and_their_buttons_are_whole_at_every_size(
    till: Counter, size: tuple[int, int]
) -> None:
    await till.resize(*size)
    await pressed(till, "2", Qt.Key.Key_Return, "i", "g")
    chosen = next(
        one for one in till.page.side.findChildren(ItemRow) if "glasses" in one.accessibleName()
    )
    assert whole_in_sight(till, chosen)
    assert basket(till) == {"glasses": 1}
    assert till.page.sale.state.items == (ItemChoice("glasses"),)
