"""A printer that is not there: told at once, and never a dead end."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from boxoffice.bootstrap.hands import in_a_turn_of_its_own
from boxoffice.counter.ticket_desk import JobState
from boxoffice.desktop.printer_sheet import PrinterSheet
from boxoffice.qtkit.widgets import Field
from tests.journeys.conftest import Clerk
from tests.receipt_printer import PAPER_END, ReceiptPrinter


@pytest.fixture
def receipt_printer() -> Iterator[ReceiptPrinter]:
    made = ReceiptPrinter()
    yield made
    made.close()


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


async def test_a_receipt_printer_that_is_added_opens_the_drawer_and_prints_the_sale(
    clerk: Clerk, receipt_printer: ReceiptPrinter
) -> None:
    await clerk.sign_in()
    await add_printer(clerk, receipt_printer)
    await sell_two(clerk)
    papers = clerk.workspace.papers
    await clerk.until(lambda: papers.last is not None and papers.last.state is JobState.PRINTED)
    assert papers.last is not None
    booking = papers.last.sold.booking
    seats = [line.seat_id for line in booking.lines]
    assert [paper.large[-1].strip() for paper in receipt_printer.papers] == seats
    assert [one.hex(" ") for one in receipt_printer.interpreter.pulses] == ["1b 70 00 19 fa"]
    await clerk.hands.press(Qt.Key.Key_R)
    await clerk.until(lambda: len(receipt_printer.papers) == 3)
    total = f"{booking.total.major():,.2f}"
    assert receipt_printer.papers[2].large[-1].split() == ["Total", "INR", total]


async def test_a_sale_whose_printer_has_no_paper_is_printed_when_there_is_some(
    clerk: Clerk, receipt_printer: ReceiptPrinter
) -> None:
    await clerk.sign_in()
    await add_printer(clerk, receipt_printer)
    receipt_printer.paper_sensor = PAPER_END
    await sell_two(clerk)
    papers = clerk.workspace.papers
    await clerk.until(lambda: papers.last is not None and papers.last.state is JobState.LATE)
    assert receipt_printer.interpreter.pulses == []
    receipt_printer.put_paper_in()
    await clerk.hands.press(Qt.Key.Key_P)
    await clerk.until(lambda: papers.last is not None and papers.last.state is JobState.PRINTED)
    assert len(receipt_printer.papers) == 2


async def test_tickets_that_cannot_be_printed_here_go_to_another_printer(
    clerk: Clerk, receipt_printer: ReceiptPrinter
) -> None:
    broken = ReceiptPrinter()
    broken.close()
    await clerk.sign_in()
    await add_printer(clerk, broken)
    await sell_two(clerk)
    papers = clerk.workspace.papers
    await clerk.until(lambda: papers.last is not None and papers.last.state is JobState.LATE)
    await add_printer(clerk, receipt_printer, stay=True)
    await clerk.hands.click(clerk.button("Print jobs"))
    await clerk.hands.press(Qt.Key.Key_Return)
    await clerk.until(lambda: len(receipt_printer.papers) == 2)


async def add_printer(clerk: Clerk, printer: ReceiptPrinter, *, stay: bool = False) -> None:
    """As a clerk does: the sheet, the address, Enter; then back to the sale."""
    control = Qt.KeyboardModifier.ControlModifier
    await in_a_turn_of_its_own(lambda: QTest.keyClick(clerk.shell.window, Qt.Key.Key_P, control))
    await clerk.until(lambda: any(one.isVisible() for one in sheets(clerk)))
    [field] = sheets(clerk)[0].findChildren(Field)
    field.setFocus()
    await clerk.hands.type(f"127.0.0.1:{printer.port}")
    await clerk.hands.press(Qt.Key.Key_Return)
    await clerk.until(lambda: clerk.shell.option("printer") == printer.address)
    if not stay:
        await clerk.hands.press(Qt.Key.Key_Escape)


def sheets(clerk: Clerk) -> list[PrinterSheet]:
    return clerk.shell.window.findChildren(PrinterSheet)


async def sell_two(clerk: Clerk) -> None:
    await clerk.hands.type("2")
    await clerk.hands.press(Qt.Key.Key_F9, Qt.Key.Key_Return)
