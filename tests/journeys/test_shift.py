"""A clerk's shift in the window, by keys and by mouse: opened, sold in, counted blind, signed."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton

from boxoffice.bootstrap.demo_accounts import SUPERVISOR_PIN
from boxoffice.counter.shifts.count_page import CountPage
from boxoffice.counter.shifts.owed_page import OwedPage
from boxoffice.counter.shifts.sheet import ShiftSheet
from boxoffice.counter.state import Stage
from boxoffice.model.booking import Booking, ConfirmOutcome, HoldRequest, SeatChoice
from boxoffice.model.money import Money
from boxoffice.model.payment import Tender, TenderKind
from boxoffice.model.shift import AtCounter, ShiftReport
from boxoffice.qtkit.widgets import Field, Text
from boxoffice.rules.booking_number import spoken
from boxoffice.services.booking import Bookings
from tests.journeys.conftest import Clerk

Key = Qt.Key


def sheet(clerk: Clerk) -> ShiftSheet:
    """The till's sheet."""
    (found,) = clerk.shell.window.findChildren(ShiftSheet)
    return found


def words(clerk: Clerk) -> str:
    """All that the till's sheet says."""
    texts = sheet(clerk).findChildren(Text)
    return "\n".join(one.text() for one in texts if one.isVisible())


def report(clerk: Clerk) -> ShiftReport | None:
    """The counter's shift as the window knows it."""
    workspaces = clerk.counters.workspaces
    assert workspaces is not None
    return workspaces.till.desk.report


async def open_till(clerk: Clerk) -> None:
    """Press the till's key and wait until it knows how the shift stands."""
    workspaces = clerk.counters.workspaces
    assert workspaces is not None
    await clerk.until(lambda: workspaces.till.desk.known)
    await clerk.hands.click(workspaces.till.button)
    await clerk.until(lambda: sheet(clerk).isVisible())


async def sell_two(clerk: Clerk) -> Booking:
    """Two best seats for cash."""
    sale = clerk.workspace.sale
    await clerk.hands.press(Key.Key_2, Key.Key_F9, Key.Key_Return)
    await clerk.until(lambda: sale.state.stage is Stage.DONE)
    sold = sale.state.sold
    assert sold is not None
    return sold.booking


async def test_a_clerk_opens_a_shift_sells_counts_blind_and_a_supervisor_signs(
    clerk: Clerk,
) -> None:
    await clerk.sign_in()
    await open_till(clerk)
    await clerk.hands.press(Key.Key_O)
    await clerk.hands.type("1000")
    await clerk.hands.press(Key.Key_Return)
    await clerk.until(lambda: report(clerk) is not None)
    await clerk.hands.press(Key.Key_Escape)
    await clerk.until(lambda: not sheet(clerk).isVisible())
    booking = await sell_two(clerk)
    await clerk.until(lambda: getattr(report(clerk), "figures", None) is not None)

    await open_till(clerk)
    await clerk.until(lambda: "Sales" in words(clerk))
    await clerk.hands.press(Key.Key_U)
    await clerk.hands.type("50")
    await clerk.hands.press(Key.Key_Return)
    assert sheet(clerk).page.banner.isHidden()
    await clerk.hands.type("milk")
    await clerk.hands.press(Key.Key_Return)
    await clerk.until(lambda: "paid out" in sheet(clerk).page.banner.words())
    expected = 100_000 + booking.total.amount_minor - 5_000
    assert clerk.counters.workspaces is not None
    formats = sheet(clerk)._formats
    secret = formats.money(Money(expected, "INR"))
    assert secret not in words(clerk)

    await clerk.hands.press(Key.Key_C)
    await clerk.until(lambda: isinstance(clerk.shell.window.focusWidget(), Field))
    for count in ("2", "", "3", *[""] * 7):
        await clerk.hands.type(count)
        await clerk.hands.press(Key.Key_Return)
    assert isinstance(sheet(clerk).page, CountPage)
    assert formats.money(Money(130_000, "INR")) in words(clerk)
    assert secret not in words(clerk)
    await clerk.hands.press(Key.Key_Return)
    await clerk.until(lambda: "Z 2" in words(clerk))
    assert secret in words(clerk)
    assert formats.money(Money(abs(130_000 - expected), "INR")) in words(clerk)

    await clerk.hands.press(Key.Key_G)
    await clerk.until(lambda: "second person" in words(clerk))
    await clerk.hands.press(Key.Key_Down)
    await clerk.hands.type("9999")
    await clerk.hands.press(Key.Key_Return)
    await clerk.until(lambda: "PIN is wrong" in sheet(clerk).page.banner.words())
    await clerk.hands.type(SUPERVISOR_PIN)
    await clerk.hands.press(Key.Key_Return)
    await clerk.until(lambda: "Countersigned by" in words(clerk))
    assert "Demo supervisor" in words(clerk)


async def test_a_sale_without_a_shift_says_that_it_opened_one(clerk: Clerk) -> None:
    await clerk.sign_in()
    await sell_two(clerk)
    side = clerk.workspace.side
    await clerk.until(
        lambda: any("without a float" in one.text() for one in side.findChildren(Text))
    )
    opened = report(clerk)
    assert opened is not None
    assert opened.shift.opened_by_sale
    assert opened.figures.expected_cash is None
    await clerk.hands.press(Key.Key_Return)
    await clerk.until(
        lambda: (
            not any(
                "without a float" in one.text()
                for one in side.findChildren(Text)
                if one.isVisible()
            )
        )
    )


async def test_a_shift_with_an_unknown_upi_closes_with_a_supervisors_pin_and_says_so(
    clerk: Clerk,
) -> None:
    await clerk.sign_in()
    await sell_two(clerk)
    await clerk.until(lambda: report(clerk) is not None)
    await clerk.hands.press(Key.Key_Return)
    number = await upi_that_nobody_knows_of(clerk)
    await open_till(clerk)
    await clerk.until(lambda: spoken(number) in sheet(clerk).page.banner.words())
    await clerk.hands.press(Key.Key_C)
    await clerk.until(lambda: isinstance(clerk.shell.window.focusWidget(), Field))
    assert spoken(number) in sheet(clerk).page.banner.words()
    await clerk.hands.click(clerk.button("Close the shift"))
    await clerk.until(lambda: "listed on Z" in words(clerk))
    await clerk.hands.click(clerk.button("Demo supervisor"))
    await clerk.hands.type(SUPERVISOR_PIN)
    await clerk.hands.press(Key.Key_Return)
    await clerk.until(lambda: "Z 2" in words(clerk))
    assert spoken(number) in sheet(clerk).page.banner.words()


async def test_a_clerk_gives_back_what_is_owed_with_a_supervisors_pin_and_closes_exactly_right(
    clerk: Clerk,
) -> None:
    await clerk.sign_in()
    await open_till(clerk)
    await clerk.hands.press(Key.Key_O)
    await clerk.hands.type("1000")
    await clerk.hands.press(Key.Key_Return)
    await clerk.until(lambda: report(clerk) is not None)
    await clerk.hands.press(Key.Key_Escape)
    number = await cash_that_came_too_late(clerk)

    await open_till(clerk)
    await clerk.until(lambda: spoken(number) in sheet(clerk).page.banner.words())
    assert "owed back" in sheet(clerk).page.banner.words()
    await clerk.hands.press(Key.Key_B)
    await clerk.until(lambda: isinstance(sheet(clerk).page, OwedPage))
    assert clerk.button("₹").text().endswith(f"cash for {spoken(number)}")
    await clerk.hands.press(Key.Key_Return)
    await clerk.until(lambda: isinstance(clerk.shell.window.focusWidget(), Field))
    await clerk.hands.press(Key.Key_Down)
    await clerk.hands.type(SUPERVISOR_PIN)
    await clerk.hands.press(Key.Key_Return)
    await clerk.until(lambda: "Give the customer" in sheet(clerk).page.banner.words())
    shown = report(clerk)
    assert shown is not None
    assert shown.unfinished == ()
    await clerk.hands.press(Key.Key_C)
    await clerk.until(lambda: isinstance(clerk.shell.window.focusWidget(), Field))
    for count in ("2", *[""] * 9):
        await clerk.hands.type(count)
        await clerk.hands.press(Key.Key_Return)
    await clerk.hands.press(Key.Key_Return)
    await clerk.until(lambda: "Z 2" in words(clerk))
    assert "Cash given back (1)" in words(clerk)
    assert sheet(clerk)._formats.money(Money(0, "INR")) in words(clerk)
    assert "Difference" in words(clerk)


async def cash_that_came_too_late(clerk: Clerk) -> str:
    """Cash was taken at this till for a sale whose seats were gone; its booking's number."""

    async def over(*_: object) -> ConfirmOutcome:
        return ConfirmOutcome.REFUND

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Bookings, "confirm", over)
        return await sold_at_this_till(clerk, TenderKind.CASH)


async def upi_that_nobody_knows_of(clerk: Clerk) -> str:
    """A sale at this till is to be paid by UPI; answers its booking's number."""
    return await sold_at_this_till(clerk, TenderKind.UPI)


async def sold_at_this_till(clerk: Clerk, tender: TenderKind) -> str:
    """A seat is paid for by somebody at this till; answers its booking's number."""
    show, desk, services = clerk.workspace.sale.show, report(clerk), clerk.cinema.services
    assert show is not None
    assert desk is not None
    later = (await services.shows.to_come("PVRAH"))[-1].show.show_id
    (offer, *_) = await services.bookings.offers(later, 1)
    seats = tuple(SeatChoice(seat_id) for seat_id in offer.seat_ids)
    held = (await services.bookings.hold(HoldRequest(later, seats, "demo-clerk"))).booking
    assert held is not None
    paid = Tender(tender, held.total.amount_minor)
    at = AtCounter(desk.shift.till)
    sold = await services.payments.take(held.booking_id, (paid,), "late-1", desk.shift.user_id, at)
    return sold.number


async def test_a_supervisor_sees_the_cash_and_saves_the_days_papers_with_the_mouse(
    clerk: Clerk, tmp_path: Path
) -> None:
    await clerk.sign_in("supervisor")
    await sell_two(clerk)
    workspaces = clerk.counters.workspaces
    assert workspaces is not None
    await clerk.until(lambda: "cash" in workspaces.till.button.accessibleName())
    await open_till(clerk)
    await clerk.until(lambda: "Cash in the drawer" in words(clerk))
    await clerk.hands.click(clerk.button("Reports"))
    await clerk.until(lambda: clerk_sees_button(clerk, "Z 1"))
    folder = tmp_path / "cinema" / "tickets"
    for key, name in ((Key.Key_V, "Register"), (Key.Key_E, "Collection")):
        await clerk.hands.press(key)
        await clerk.until(lambda wanted=name: wanted in sheet(clerk).page.banner.words())  # type: ignore[misc]
        await clerk.until(clerk.button("Day before").isEnabled)
    (register,) = folder.glob("*Register*.csv")
    assert "Demo supervisor" in register.read_text(encoding="utf-8-sig")


def clerk_sees_button(clerk: Clerk, begins: str) -> bool:
    """Whether a button of the sheet begins with these words."""
    buttons = sheet(clerk).findChildren(QAbstractButton)
    return any(one.isVisible() and one.text().startswith(begins) for one in buttons)
