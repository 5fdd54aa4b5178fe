"""A printer that is not there: told at once, and never a dead end."""

import pytest
from PySide6.QtCore import Qt

from boxoffice.counter.ticket_desk import JobState
from boxoffice.desktop.printer_sheet import PrinterSheet
from tests.journeys.conftest import Clerk


async def test_a_missing_printer_is_told_and_another_way_can_be_chosen(
    printerless_clerk: Clerk, caplog: pytest.LogCaptureFixture
) -> None:
    clerk = printerless_clerk
    caplog.set_level("INFO")
    await clerk.sign_in()
    window, papers = clerk.shell.window, clerk.workspace.papers
    await clerk.until(lambda: "no printer called Nope" in window.failure())
    await clerk.hands.type("2")
    await clerk.hands.press(Qt.Key.Key_F9, Qt.Key.Key_Return)
    await clerk.until(lambda: papers.last is not None and papers.last.state is JobState.FAILED)
    await clerk.until(lambda: window.failure() == "")
    await clerk.hands.click(clerk.button("Choose the printer"))
    await clerk.until(lambda: any(one.isVisible() for one in window.findChildren(PrinterSheet)))
    await clerk.hands.click(clerk.button("PDF files only"))
    await clerk.hands.click(clerk.button("Print"))
    await clerk.until(lambda: papers.last is not None and papers.last.state is JobState.READY)
    assert clerk.shell.option("printer") == ""
    assert papers.last is not None
    booking = papers.last.sold.booking
    told = [record.getMessage() for record in caplog.records]
    total = booking.total
    assert f"sold {booking.number}: 2 seats, {total.amount_minor} minor units of INR" in told
    assert not any(booking.booking_id in message for message in told)
