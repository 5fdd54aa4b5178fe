"""A cancelled show in the window: cancelled with a reason, and its bookings seen to."""

from uuid import uuid4

from PySide6.QtCore import Qt

from boxoffice.client.api import BoxOffice
from boxoffice.counter.after.sheet import AfterSheet
from boxoffice.counter.cancelled.sheet import CancelledSheet
from boxoffice.model.booking import Booking, BookingState, SeatChoice
from boxoffice.model.payment import Tender, TenderKind
from boxoffice.qtkit.widgets import Text
from boxoffice.rules.booking_number import spoken
from tests.journeys.conftest import Clerk

Key = Qt.Key


def sheet(clerk: Clerk) -> CancelledSheet:
    """The sheet of cancelled shows."""
    (found,) = clerk.shell.window.findChildren(CancelledSheet)
    return found


def words(clerk: Clerk) -> str:
    """All that its page says."""
    shown = sheet(clerk)
    texts = [one.text() for one in shown.findChildren(Text) if one.isVisible()]
    table = getattr(shown.page, "table", None)
    if table is not None:
        for at in range(table.rowCount()):
            row = [table.item(at, column) for column in range(table.columnCount())]
            texts.append(" | ".join(cell.text() for cell in row if cell is not None))
    return "\n".join([*texts, shown.page.banner.words()])


def line(clerk: Clerk, booking: Booking) -> str:
    """What the list says of a booking."""
    number = spoken(booking.number)
    return next((one for one in words(clerk).splitlines() if one.startswith(number)), "")


async def sold(
    clerk: Clerk, office: BoxOffice, show_id: int, count: int, kind: TenderKind
) -> Booking:
    """Seats of a show, paid in cash or with a voucher."""
    offer, *_ = await office.offers(show_id, count)
    answer = await office.hold(show_id, tuple(SeatChoice(one) for one in offer.seat_ids))
    held = answer.booking
    assert held is not None
    code = ""
    if kind is TenderKind.VOUCHER:
        issue = clerk.cinema.services.payments.issue_voucher
        code = (await issue(held.theatre_id, held.total, None, uuid4().hex, "admin")).code
    tender = Tender(kind, held.total.amount_minor, reference=code)
    return await office.take_payment(held.booking_id, (tender,), uuid4().hex)


async def choose(clerk: Clerk, booking: Booking) -> None:
    """Point at a booking's line."""
    table = sheet(clerk).bookings_page.table
    numbers = [table.item(at, 0) for at in range(table.rowCount())]
    (at,) = (
        place
        for place, cell in enumerate(numbers)
        if cell is not None and cell.text() == spoken(booking.number)
    )
    cell = table.item(at, 0)
    assert cell is not None
    await clerk.hands.click(table.viewport(), table.visualItemRect(cell).center())


async def test_a_supervisor_cancels_a_show_and_sees_its_bookings_refunded_and_moved(
    clerk: Clerk,
) -> None:
    await clerk.sign_in("supervisor")
    office = BoxOffice(clerk.line, clerk.shell.clock)
    await office.sign_in("supervisor", "supervisor-demo")
    listing = clerk.workspace.sale.state.listing
    assert listing is not None
    show_id = listing.show.show_id
    cash = await sold(clerk, office, show_id, 2, TenderKind.CASH)
    voucher = await sold(clerk, office, show_id, 3, TenderKind.VOUCHER)
    held = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    await clerk.hands.press(Key.Key_C, held=held)
    await clerk.until(lambda: "No show of the last month" in words(clerk))
    await clerk.until(lambda: sheet(clerk).shows_page._cancel.isEnabled())
    await clerk.hands.press(Key.Key_C)
    await clerk.until(lambda: sheet(clerk).page is sheet(clerk).cancel_page)
    assert listing.title in words(clerk)
    await clerk.hands.type("Power cut")
    await clerk.hands.press(Key.Key_Return)
    await clerk.until(lambda: "Cancelled: Power cut" in words(clerk))
    assert "Open: money at the counter" in line(clerk, cash)
    # By mouse and left at once: the cinema goes on with it.
    await clerk.hands.click(clerk.button("Refund all that can be: "))
    await clerk.until(lambda: "Refund all that can be" in clerk.button("Refund all").text())
    await clerk.hands.press(Key.Key_Escape, Key.Key_Escape)
    await clerk.until(lambda: not sheet(clerk).isVisible())
    await clerk.hands.press(Key.Key_C, held=held)
    await clerk.until(lambda: "Power cut" in words(clerk))
    await clerk.hands.press(Key.Key_Return)
    await clerk.until(lambda: "Refunded" in line(clerk, voucher))
    assert (await office.booking(voucher.booking_id)).state is BookingState.REFUNDED
    await choose(clerk, cash)
    await clerk.hands.press(Key.Key_M)
    await clerk.until(lambda: sheet(clerk).page is sheet(clerk).move_page)
    shows = sheet(clerk).move_page._shows
    same = [(one.show.prices, one.show.screen_id) for one in shows]
    place = same.index((listing.show.prices, listing.show.screen_id))
    await clerk.hands.press(*[Key.Key_Down] * place, Key.Key_Return)
    await clerk.until(lambda: "Moved" in line(clerk, cash))
    there = await clerk.cinema.services.bookings.of_shows((shows[place].show.show_id,))
    moved = [one for one in there if one.total == cash.total and len(one.seats) == 2]
    assert moved
    assert "2 of 4 bookings are seen to" in words(clerk)
    await clerk.hands.press(Key.Key_O)
    await clerk.until(
        lambda: any(
            spoken(cash.number) in one.page.title
            for one in clerk.shell.window.findChildren(AfterSheet)
        )
    )
