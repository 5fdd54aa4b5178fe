"""Tickets checked at a counter: whether they admit, why not, and without the box office."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from admin_designer.keys.page import KeyPage
from boxoffice.bootstrap.doors import LISTS_FOLDER, CounterDoor
from boxoffice.bootstrap.hands import in_a_turn_of_its_own
from boxoffice.counter.doors.sheet import DoorSheet
from boxoffice.counter.state import Stage
from boxoffice.counter.wishes import Choose
from boxoffice.model.booking import Booking
from boxoffice.model.errors import BadInput
from boxoffice.rules.booking_number import spoken
from tests.journeys.conftest import Clerk

Key = Qt.Key


def door(clerk: Clerk) -> CounterDoor:
    assert clerk.counters.workspaces is not None
    return clerk.counters.workspaces.door


def sheet(clerk: Clerk) -> DoorSheet:
    found = door(clerk).sheet
    assert found is not None
    return found


async def sell_two(clerk: Clerk) -> Booking:
    sale = clerk.workspace.sale
    await clerk.hands.press(Key.Key_2)
    await clerk.until(lambda: sale.state.stage is Stage.BASKET)
    await clerk.hands.press(Key.Key_F9, Key.Key_Return)
    await clerk.until(lambda: sale.state.stage is Stage.DONE)
    sold = sale.state.sold
    assert sold is not None
    await clerk.hands.press(Key.Key_Return)
    return sold.booking


async def scan(clerk: Clerk, text: str) -> None:
    """Type as a scanner does, wherever the focus is."""
    handle = clerk.shell.window.windowHandle()
    before = sheet(clerk).count.text()

    def keys() -> None:
        for character in text:
            QTest.keyClick(handle, Qt.Key(ord(character)))
        QTest.keyClick(handle, Key.Key_Return)

    await in_a_turn_of_its_own(keys)
    await clerk.until(lambda: said(clerk)[0] != "" and sheet(clerk).count.text() != before)


def said(clerk: Clerk) -> tuple[str, str]:
    return sheet(clerk).verdict.text(), sheet(clerk).reason.text()


async def test_a_scan_says_whether_a_ticket_admits_also_while_the_box_office_is_away(
    clerk: Clerk,
) -> None:
    await clerk.sign_in()
    sold = await sell_two(clerk)
    bookings = clerk.cinema.services.bookings
    first, second = [ticket.text for ticket in await bookings.tickets(sold.booking_id)]
    workspaces = clerk.counters.workspaces
    assert workspaces is not None
    await clerk.until(lambda: workspaces.after.scanner is not None)

    await clerk.hands.press(Key.Key_E, held=Qt.KeyboardModifier.ControlModifier)
    await clerk.until(lambda: sheet(clerk).isVisible())
    await scan(clerk, first)
    assert said(clerk)[0] == "Admits"
    listing = clerk.workspace.sale.state.listing
    assert listing is not None
    assert listing.title in said(clerk)[1]
    seat = sold.seats[0].seat_id
    number = spoken(sold.number)
    assert sheet(clerk).booking.text() == f"Seat {seat}, booking {number}"
    assert workspaces.after.sheet is None

    line = sold.seats[0].line_id
    await bookings.give_back(sold.booking_id, (line,), "key-1", "clerk-1")
    await scan(clerk, first)
    assert said(clerk) == ("Does not admit", "Its seat was given back or exchanged.")

    clerk.line.is_cut = True
    await scan(clerk, second)
    assert said(clerk)[0] == "Admits"
    assert sheet(clerk).age.text().startswith("The box office does not answer: list of ")
    assert sheet(clerk).count.text() == "2 admitted, 1 refused since this was opened"
    folder = clerk.counters._folder / LISTS_FOLDER
    assert [file.name for file in folder.iterdir()] == ["PVRAH.json"]

    # With the sheet closed a scan comes here all the same: its booking could not be found.
    await clerk.hands.press(Key.Key_Escape)
    assert not sheet(clerk).isVisible()
    await scan(clerk, second)
    assert (sheet(clerk).isVisible(), said(clerk)[0]) == (True, "Admits")
    assert workspaces.after.sheet is None
    clerk.line.is_cut = False
    await scan(clerk, second)
    assert sheet(clerk).age.text().startswith("By the box office's list of ")

    # Another show of the same day is in front, then any of the day counts.
    other = next(
        one
        for one in reversed(clerk.workspace.listings)
        if one.local_date == listing.local_date and one.show.show_id != listing.show.show_id
    )
    await clerk.hands.press(Key.Key_Escape)
    clerk.workspace.sale.press(Choose(other))
    sale = clerk.workspace.sale
    await clerk.until(lambda: sale.show is not None and sale.show.show_id == other.show.show_id)
    await clerk.hands.press(Key.Key_E, held=Qt.KeyboardModifier.ControlModifier)
    await scan(clerk, second)
    assert said(clerk)[0] == "Does not admit"
    assert said(clerk)[1].startswith("It is for another show: ")
    await clerk.hands.press(Key.Key_F2)
    await scan(clerk, second)
    assert said(clerk)[0] == "Admits"

    # A slow scanner types into the field, as somebody who pastes does.
    (key,) = await bookings.ticket_keys("PVRAH")
    await bookings.retire_key("PVRAH", key.key_id, "admin-1")
    QApplication.clipboard().setText(second.lower())
    before = sheet(clerk).count.text()
    await clerk.hands.press(Key.Key_V, held=Qt.KeyboardModifier.ControlModifier)
    await clerk.hands.press(Key.Key_Return)
    await clerk.until(lambda: sheet(clerk).count.text() != before)
    assert said(clerk)[0] == "Does not admit"
    assert "print the tickets anew" in said(clerk)[1]


async def test_an_admin_makes_a_new_key_and_retires_the_old_one_once_told_what_that_means(
    clerk: Clerk,
) -> None:
    await clerk.sign_in("admin")
    sold = await sell_two(clerk)
    bookings = clerk.cinema.services.bookings
    old = (await bookings.tickets(sold.booking_id))[0].text
    workspaces = clerk.counters.workspaces
    assert workspaces is not None
    await clerk.hands.press(Key.Key_3, held=Qt.KeyboardModifier.ControlModifier)
    await clerk.until(lambda: workspaces.manage is not None and workspaces.manage.isVisible())
    await clerk.hands.press(Key.Key_2, held=Qt.KeyboardModifier.AltModifier)
    assert workspaces.manage is not None
    page = workspaces.manage.page
    assert isinstance(page, KeyPage)
    await clerk.until(lambda: len(page.keys) == 1)
    table = page.table

    def line(row: int) -> list[str]:
        items = [table.item(row, column) for column in range(table.columnCount())]
        return [item.text() for item in items if item is not None]

    first = page.keys[0].key_id
    assert line(0)[0] == first
    signed = str((await bookings.ticket_keys(sold.theatre_id))[0].tickets)
    assert line(0)[2:] == [signed, "signs"]
    await clerk.hands.press(Key.Key_N)
    await clerk.until(lambda: table.rowCount() == 2)
    assert [line(0)[2], line(1)[0], line(1)[2]] == ["0", first, signed]
    assert line(1)[3].startswith("signed until ")
    assert (await bookings.check_ticket(old)).key_id == first

    # The first key press only says what it means; Esc takes it back.
    await clerk.hands.press(Key.Key_Down, Key.Key_R)
    assert f"were signed with {first}: {signed}. None of them admits" in page.banner.words()
    await clerk.hands.press(Key.Key_Escape)
    assert (page.isVisible(), page.banner.isVisible()) == (True, False)
    assert len(await bookings.ticket_keys(sold.theatre_id)) == 2
    assert (await bookings.check_ticket(old)).key_id == first
    await clerk.hands.press(Key.Key_R, Key.Key_Return)
    await clerk.until(lambda: line(1)[3].startswith("retired "))
    with pytest.raises(BadInput, match="was retired"):
        await bookings.check_ticket(old)
    assert not page.retire.isEnabled()
