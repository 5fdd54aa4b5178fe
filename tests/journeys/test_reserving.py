"""Seats reserved now and paid later, and tickets collected later, in the window."""

from PySide6.QtCore import Qt

from boxoffice.bootstrap.demo_accounts import SUPERVISOR_PIN
from boxoffice.counter.after.sheet import AfterSheet
from boxoffice.counter.looks import seat_looks
from boxoffice.counter.reserving.sheet import ReservationSheet
from boxoffice.counter.state import Stage
from boxoffice.model.booking import BookingState
from boxoffice.model.layout import SeatState
from boxoffice.qtkit.overlay import Overlay
from boxoffice.qtkit.widgets import KeyButton, Text
from boxoffice.seatmap.looks import SeatLook
from tests.journeys.conftest import Clerk

Key = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier


def sheet(clerk: Clerk) -> ReservationSheet:
    """The sheet of reservations."""
    (found,) = clerk.shell.window.findChildren(ReservationSheet)
    return found


def words(over: Overlay) -> str:
    """All that a sheet says."""
    texts = [one.text() for one in over.findChildren(Text) if one.isVisible()]
    rows = [one.accessibleName() for one in over.findChildren(KeyButton) if one.isVisible()]
    return "\n".join(texts + rows)


async def hold(clerk: Clerk, count: Qt.Key) -> None:
    """The best seats of the show that is furthest off."""
    last = max(clerk.workspace._known, key=lambda one: one.show.starts_at)
    clerk.workspace._pick(last)
    sale = clerk.workspace.sale
    await clerk.until(lambda: sale.show is not None and sale.show.show_id == last.show.show_id)
    await clerk.hands.press(count)
    await clerk.until(lambda: sale.state.stage is Stage.BASKET and sale.state.step is None)


async def name(clerk: Clerk) -> None:
    """Type who it is, into the page that asks."""
    await clerk.hands.type("Asha Rao")
    await clerk.hands.press(Key.Key_Return)
    await clerk.hands.type("98200 12345")
    await clerk.hands.press(Key.Key_Return, Key.Key_Return)


async def test_seats_are_reserved_by_keys_kept_longer_let_go_in_part_and_paid(
    clerk: Clerk,
) -> None:
    await clerk.sign_in()
    sale = clerk.workspace.sale
    await hold(clerk, Key.Key_3)
    held = sale.state.booking
    assert held is not None
    await clerk.hands.press(Key.Key_F9, held=CTRL)
    await clerk.until(lambda: "so that the seats are found" in sheet(clerk).page.banner.words())
    await name(clerk)
    await clerk.until(lambda: "Paid and collected until" in words(sheet(clerk)))
    assert "Asha Rao, +919820012345" in words(sheet(clerk))
    await clerk.hands.press(Key.Key_1)
    await clerk.until(lambda: "is kept until" in sheet(clerk).page.banner.words())
    assert sale.state.booking is None
    show = sale.show
    assert show is not None
    at = [show.index_of[line.seat_id] for line in held.seats]
    assert [show.live.states[one] for one in at] == [SeatState.LOCKED] * 3
    assert set(seat_looks(show, sale.state, 0.0)[at]) == {SeatLook.HELD}
    bookings = clerk.cinema.services.bookings
    reserved = await bookings.get(held.booking_id)
    assert (reserved.state, reserved.total) == (BookingState.PENDING, held.total)

    await clerk.hands.press(Key.Key_E)
    await clerk.until(lambda: "when the show begins" in words(sheet(clerk)))
    await clerk.hands.press(Key.Key_Return)
    await clerk.until(lambda: "supervisor says yes" in words(sheet(clerk)))
    await clerk.hands.press(Key.Key_Down)
    await clerk.hands.type(SUPERVISOR_PIN)
    await clerk.hands.press(Key.Key_Return)
    await clerk.until(lambda: "is kept until" in sheet(clerk).page.banner.words())
    assert sale.state.listing is not None
    longer = await bookings.get(held.booking_id)
    assert longer.expires_at == sale.state.listing.show.starts_at

    await clerk.hands.press(Key.Key_L, Key.Key_1, Key.Key_3, Key.Key_Return)
    await clerk.until(lambda: "are still kept" in sheet(clerk).page.banner.words())
    await clerk.until(lambda: show.live.states[at[1]] == SeatState.AVAILABLE)
    await clerk.hands.press(Key.Key_Return)
    await clerk.until(lambda: sale.state.reserved)
    assert not sheet(clerk).isVisible()
    await clerk.hands.press(Key.Key_Escape, Key.Key_Escape)
    await clerk.until(lambda: sale.state.booking is None)
    await clerk.hands.press(Key.Key_F4)
    (after,) = clerk.shell.window.findChildren(AfterSheet)
    await clerk.hands.type("rao")
    await clerk.hands.press(Key.Key_Return)
    await clerk.until(lambda: "Reserved until" in words(after))
    await clerk.hands.press(Key.Key_F9)
    await clerk.until(lambda: sale.state.reserved)
    await clerk.hands.press(Key.Key_F9, Key.Key_Return)
    await clerk.until(lambda: sale.state.stage is Stage.DONE)
    paid = await bookings.get(held.booking_id)
    assert (paid.state, len(paid.seats)) == (BookingState.CONFIRMED, 2)
    assert paid.total == paid.paid
    await clerk.until(lambda: clerk.workspace.papers.last is not None)

    # A reservation that is taken up while seats are chosen for an exchange is paid all the same.
    await clerk.hands.press(Key.Key_Return)
    await hold(clerk, Key.Key_1)
    await clerk.hands.press(Key.Key_F9, held=CTRL)
    await name(clerk)
    await clerk.until(lambda: "Paid and collected until" in words(sheet(clerk)))
    await clerk.hands.press(Key.Key_1)
    await clerk.until(lambda: "is kept until" in sheet(clerk).page.banner.words())
    await clerk.hands.press(Key.Key_Escape, Key.Key_F4)
    await clerk.until(lambda: "Sold here last" in words(after))
    await clerk.hands.press(Key.Key_Return)
    await clerk.until(lambda: after.page is after.booking_page)
    await clerk.hands.press(Key.Key_S, Key.Key_Return)
    await clerk.until(lambda: not after.isVisible())
    await clerk.hands.press(Key.Key_F9, held=CTRL)
    await clerk.until(lambda: "Asha Rao" in words(sheet(clerk)))
    await clerk.until(lambda: clerk.button("Pay").isEnabled())
    await clerk.hands.press(Key.Key_Return)
    await clerk.until(lambda: sale.state.reserved)
    await clerk.hands.press(Key.Key_F9)
    await clerk.until(lambda: sale.state.stage is Stage.CASH)


async def test_seats_are_reserved_and_let_go_with_the_mouse(clerk: Clerk) -> None:
    await clerk.sign_in("supervisor")
    sale = clerk.workspace.sale
    await hold(clerk, Key.Key_2)
    held = sale.state.booking
    assert held is not None
    await clerk.hands.click(clerk.button("Customer"))
    await name(clerk)
    await clerk.until(lambda: not sheet(clerk).isVisible())
    await clerk.until(lambda: sale.state.booking is not None and sale.state.booking != held)
    assert clerk.button("Asha Rao").isVisible()
    await clerk.hands.click(clerk.button("Reserve, pay later"))
    await clerk.until(lambda: "Paid and collected until" in words(sheet(clerk)))
    await clerk.hands.click(sheet(clerk)._until_page._go)
    await clerk.until(lambda: "is kept until" in sheet(clerk).page.banner.words())
    await clerk.hands.press(Key.Key_Escape)
    await clerk.until(lambda: not sheet(clerk).isVisible())
    await clerk.hands.click(clerk.button("Reservations"))
    await clerk.until(lambda: "Asha Rao" in words(sheet(clerk)))
    await clerk.until(lambda: clerk.button("Let go").isEnabled())
    await clerk.hands.click(clerk.button("Let go"))
    await clerk.hands.click(clerk.button("Let these go"))
    await clerk.until(lambda: "Nothing is reserved" in words(sheet(clerk)))
    over = await clerk.cinema.services.bookings.get(held.booking_id)
    assert over.state is BookingState.CANCELLED


async def test_tickets_that_are_collected_later_are_printed_then_and_once(clerk: Clerk) -> None:
    await clerk.sign_in()
    sale = clerk.workspace.sale
    await hold(clerk, Key.Key_2)
    await clerk.hands.press(Key.Key_N, held=CTRL)
    await clerk.until(lambda: sheet(clerk).isVisible())
    await clerk.hands.type("Asha Rao")
    await clerk.hands.press(Key.Key_Tab, Key.Key_Tab, Key.Key_Tab, Key.Key_Space)
    await clerk.hands.click(clerk.button("Keep"))
    await clerk.until(
        lambda: sale.state.booking is not None and bool(sale.state.booking.customer.name)
    )
    assert clerk.button("Asha Rao, collects later").isVisible()
    await clerk.hands.press(Key.Key_F9, Key.Key_Return)
    await clerk.until(lambda: sale.state.stage is Stage.DONE)
    assert sale.state.sold is not None
    booking_id = sale.state.sold.booking.booking_id
    assert clerk.workspace.papers.last is None
    assert "collected later" in clerk.workspace.side._done._tickets.words()
    await clerk.hands.press(Key.Key_F4)
    (after,) = clerk.shell.window.findChildren(AfterSheet)
    await clerk.until(lambda: "to be collected" in words(after))
    await clerk.hands.press(Key.Key_R, held=CTRL)
    await clerk.until(lambda: "C hands them over" in after.page.banner.words())
    await clerk.hands.press(Key.Key_Return)
    await clerk.until(lambda: "Ask for an ID in the name of Asha Rao" in words(after))
    assert not clerk.button("Print anew").isEnabled()

    # Other seats are not printed before that either.
    await clerk.hands.press(Key.Key_S, Key.Key_Return, Key.Key_2)
    await clerk.until(lambda: sale.state.held is not None and sale.state.step is None)
    await clerk.hands.press(Key.Key_F4)
    await clerk.until(lambda: after.page is after.exchanging.page)
    await clerk.hands.press(Key.Key_Return)
    await clerk.until(lambda: "C hands the new tickets over" in after.page.banner.words())
    await clerk.hands.press(Key.Key_C)
    await clerk.until(lambda: "Collected." in after.page.banner.words())
    assert "handed over by" in words(after)
    assert not clerk.button("Hand over").isEnabled()
    collected = await clerk.cinema.services.bookings.get(booking_id)
    assert collected.collected_at is not None
