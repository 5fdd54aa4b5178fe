"""Codes, fees and ticket types at the counter, by keys and by buttons."""

from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from boxoffice.counter.basket_extras import ExtraLine
from boxoffice.counter.basket_line import BasketLine
from boxoffice.counter.state import Stage
from boxoffice.counter.ticket_desk import JobState
from boxoffice.model.errors import PriceRefused
from boxoffice.model.layout import SeatState
from boxoffice.model.money import Money
from boxoffice.model.terms import DiscountCode, Fee, SaleTerms, TicketType, Window
from boxoffice.qtkit.theme import Theme
from boxoffice.qtkit.widgets import Banner, Field, KeyButton
from tests.unit.counter.box_office_double import HOLD, TERMS
from tests.unit.counter.open_counter import Counter, opened
from tests.unit.counter.test_room import SIZES, whole_in_sight

STUDENT = TicketType("student", "Student", "U", 5_000, window=Window(("Standard",)))
CARER = TicketType("carer", "Carer", "R", 0, most=1, proof="a carer's card")
SALE = replace(
    TERMS,
    ticket_types=(*TERMS.ticket_types, STUDENT, CARER),
    fees=(Fee("service", "Booking fee", 2_000),),
    discounts=(
        DiscountCode("TEN", "Ten percent", off_bp=1_000),
        DiscountCode("KIDS", "Kids", off_bp=5_000, ticket_types=("child",)),
    ),
)


@pytest.fixture
def terms() -> SaleTerms:
    return SALE


@pytest.fixture
async def till(
    theme: Theme, qtbot: QtBot, tmp_path: Path, terms: SaleTerms
) -> AsyncIterator[Counter]:
    async with opened(theme, tmp_path / "tickets", terms) as counter:
        yield counter


async def pressed(till: Counter, *keys: Qt.Key | str) -> None:
    """Press keys one after the other, each when the one before is done."""
    for key in keys:
        await till.press(key)
        await till.done()
        await till.settle()


def extras(till: Counter) -> list[str]:
    """The fees and codes of the basket as they are spoken."""
    shown = [one for one in till.page.side.findChildren(ExtraLine) if one.isVisible()]
    return [one.accessibleName() for one in shown]


def seat_prices(till: Counter) -> list[str]:
    """What is written at each seat's line."""
    shown = [one for one in till.page.side.findChildren(BasketLine) if one.isVisible()]
    return [one.accessibleName().rpartition(", ")[2] for one in shown]


def told(till: Counter) -> list[str]:
    """What the banners say."""
    return [one.accessibleName() for one in till.page.findChildren(Banner) if one.isVisible()]


def total(till: Counter) -> Money | None:
    return till.page.sale.state.due


def code_field(till: Counter) -> QWidget:
    fields = [one for one in till.page.side.findChildren(Field) if one.isVisible()]
    assert len(fields) == 1
    return fields[0]


async def test_f8_takes_a_code_and_del_takes_it_away(till: Counter) -> None:
    await pressed(till, "2", Qt.Key.Key_Return)
    assert total(till) == Money(64_000, "INR")
    await pressed(till, Qt.Key.Key_F8, "ten", Qt.Key.Key_Return)
    assert total(till) == Money(58_000, "INR")
    assert extras(till) == ["Booking fee × 2, ₹40.00", "TEN  Ten percent, −₹60.00"]
    assert seat_prices(till) == ["₹300.00", "₹300.00"]
    assert not [one for one in till.page.side.findChildren(Field) if one.isVisible()]
    await pressed(till, Qt.Key.Key_Delete)
    assert total(till) == Money(64_000, "INR")
    assert extras(till) == ["Booking fee × 2, ₹40.00"]
    await pressed(till, Qt.Key.Key_Delete)
    assert any("No discount code is in the basket" in words for words in told(till))


async def test_a_refused_code_says_why_and_the_next_one_is_typed_over_it(till: Counter) -> None:
    await pressed(till, "2", Qt.Key.Key_Return, Qt.Key.Key_F8, "kids", Qt.Key.Key_Return)
    assert any("KIDS takes nothing off these tickets" in words for words in told(till))
    assert total(till) == Money(64_000, "INR")
    await pressed(till, "ten", Qt.Key.Key_Return)
    assert total(till) == Money(58_000, "INR")


async def test_esc_leaves_the_field_and_the_keyboard_is_the_halls_again(till: Counter) -> None:
    await pressed(till, "2", Qt.Key.Key_Return, Qt.Key.Key_F8, "te", Qt.Key.Key_Escape)
    assert till.page.sale.state.coding is False
    assert QApplication.focusWidget() is till.page.hall.map
    await pressed(till, "c")
    assert [one.ticket_type for one in till.page.sale.state.choices] == ["adult", "child"]
    await pressed(till, Qt.Key.Key_F8, Qt.Key.Key_Return)
    assert QApplication.focusWidget() is till.page.hall.map


async def test_cash_is_taken_from_the_field_for_a_code(till: Counter) -> None:
    await pressed(till, "2", Qt.Key.Key_Return, Qt.Key.Key_F8, Qt.Key.Key_F9)
    assert till.page.sale.state.stage is Stage.CASH
    await pressed(till, Qt.Key.Key_F8)
    assert (till.page.sale.state.stage, till.page.sale.state.coding) == (Stage.BASKET, True)


async def test_the_mouse_gives_a_code_and_takes_it_away(till: Counter) -> None:
    await pressed(till, "2", Qt.Key.Key_Return)
    await till.click("Discount")
    await till.done()
    await pressed(till, "ten", Qt.Key.Key_Return)
    assert total(till) == Money(58_000, "INR")
    (remove,) = [
        one
        for one in till.page.side.findChildren(KeyButton)
        if one.accessibleName() == "Remove the code TEN"
    ]
    await till.click_widget(remove)
    await till.done()
    assert total(till) == Money(64_000, "INR")


async def test_without_seats_there_is_nothing_to_reduce(till: Counter) -> None:
    await pressed(till, Qt.Key.Key_F8)
    assert till.page.sale.state.coding is False
    assert told(till)


async def test_codes_stay_while_seats_and_types_change(till: Counter) -> None:
    await pressed(till, "1", Qt.Key.Key_Return, Qt.Key.Key_F8, "ten", Qt.Key.Key_Return)
    await pressed(till, "2", Qt.Key.Key_Return, "c")
    assert till.page.sale.state.codes == ("TEN",)
    assert total(till) == Money(27_000 + 21_600 + 4_000, "INR")


async def test_a_basket_that_is_held_again_has_its_codes(till: Counter) -> None:
    await pressed(till, "2", Qt.Key.Key_Return, Qt.Key.Key_F8, "ten", Qt.Key.Key_Return)
    till.clock.advance(HOLD.total_seconds() + 1)
    till.page.sale.tick()
    till.office.live(10_001).put(till.page.sale.state.seat_ids, SeatState.AVAILABLE)
    await pressed(till, Qt.Key.Key_Return)
    assert (till.page.sale.state.codes, total(till)) == (("TEN",), Money(58_000, "INR"))


async def test_a_code_that_went_to_another_till_is_told_at_the_basket(till: Counter) -> None:
    await pressed(till, "2", Qt.Key.Key_Return, Qt.Key.Key_F8, "ten", Qt.Key.Key_Return)
    await pressed(till, Qt.Key.Key_F9)
    till.office.refuse.append(PriceRefused("The code TEN is used up."))
    await pressed(till, Qt.Key.Key_Return)
    assert till.page.sale.state.stage is Stage.BASKET
    assert any("The code TEN is used up." in words for words in told(till))
    await pressed(till, Qt.Key.Key_Delete, Qt.Key.Key_F9, Qt.Key.Key_Return)
    sold = till.page.sale.state.sold
    assert sold is not None
    assert sold.booking.total == Money(64_000, "INR")
    await till.tickets(JobState.READY)


async def test_t_goes_past_types_that_cannot_be_had_for_the_seat(till: Counter) -> None:
    await pressed(till, "2", Qt.Key.Key_Return, "r")
    seen = []
    for _ in range(3):
        await pressed(till, "t")
        seen.append(till.page.sale.state.choices[0].ticket_type)
    assert till.page.sale.state.choices[1].ticket_type == "carer"
    assert seen == ["child", "senior", "adult"]


async def test_a_letter_for_a_type_that_cannot_be_had_says_why(till: Counter) -> None:
    await pressed(till, "2", Qt.Key.Key_Return, "u")
    assert any("Student is not sold for it" in words for words in told(till))
    await pressed(till, "r", "r")
    assert any("Carer: at most 1 in one booking" in words for words in told(till))


async def test_what_a_type_must_show_is_said_while_it_is_in_the_basket(till: Counter) -> None:
    await pressed(till, "2", Qt.Key.Key_Return)
    assert told(till) == []
    await pressed(till, "r")
    assert told(till) == ["Carer: a carer's card."]


async def test_a_booking_for_nothing_is_done_with_the_same_keys(till: Counter) -> None:
    await pressed(till, "1", Qt.Key.Key_Return, "r", Qt.Key.Key_F9, Qt.Key.Key_Return)
    sold = till.page.sale.state.sold
    assert sold is not None
    assert sold.booking.total == Money(0, "INR")
    await till.tickets(JobState.READY)


@pytest.mark.parametrize("terms", [replace(SALE, prices_before_tax=True)])
async def test_where_prices_are_shown_before_tax_the_column_adds_up_to_the_net(
    till: Counter,
) -> None:
    await pressed(till, "2", Qt.Key.Key_Return, Qt.Key.Key_F8, "ten", Qt.Key.Key_Return)
    assert seat_prices(till) == ["₹228.82", "₹228.82"]
    assert extras(till) == ["Booking fee × 2, ₹40.00", "TEN  Ten percent, "]
    booking = till.page.sale.state.booking
    assert booking is not None
    assert sum(line.net_minor for line in booking.lines) == 2 * 22_882 + 4_000
    assert total(till) == Money(58_000, "INR")


@pytest.mark.parametrize("size", SIZES)
async def test_field_total_and_way_to_pay_are_in_sight_at_every_size(
    till: Counter, size: tuple[int, int]
) -> None:
    await till.resize(*size)
    await pressed(till, "4", Qt.Key.Key_Return, "r", Qt.Key.Key_F8, "ten", Qt.Key.Key_Return)
    await pressed(till, Qt.Key.Key_F8)
    assert whole_in_sight(till, code_field(till))
    assert whole_in_sight(till, till.button("Cash"))
    assert whole_in_sight(till, till.page.side._basket._total)
