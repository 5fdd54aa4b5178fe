"""What comes after a sale, in the window: found, printed anew, given back, by keys and by mouse."""

from uuid import uuid4

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from boxoffice.bootstrap.demo_accounts import SUPERVISOR_PIN
from boxoffice.bootstrap.hands import in_a_turn_of_its_own
from boxoffice.bootstrap.till import till_name
from boxoffice.counter.after.sheet import AfterSheet
from boxoffice.counter.state import Stage
from boxoffice.model.booking import Booking, BookingState, SeatChoice
from boxoffice.model.payment import Tender, TenderKind
from boxoffice.model.shift import AtCounter
from boxoffice.qtkit.widgets import KeyButton, Text
from boxoffice.rules.booking_number import spoken
from tests.journeys.conftest import Clerk, Counted
from tests.journeys.test_paying import psp_says

Key = Qt.Key


def sheet(clerk: Clerk) -> AfterSheet:
    """The sheet of what comes after a sale."""
    (found,) = clerk.shell.window.findChildren(AfterSheet)
    return found


def words(clerk: Clerk) -> str:
    """All that it says."""
    texts = [one.text() for one in sheet(clerk).findChildren(Text) if one.isVisible()]
    rows = [one.text() for one in sheet(clerk).findChildren(KeyButton) if one.isVisible()]
    return "\n".join(texts + rows)


async def sell(clerk: Clerk, count: int, ticket_type: str = "adult") -> Booking:
    """So many tickets to the emptiest show of the day, sold at this till for cash."""
    workspaces = clerk.counters.workspaces
    assert workspaces is not None
    office = workspaces.after._box_office
    last = max(clerk.workspace._known, key=lambda one: one.show.starts_at)
    free = last.show.show_id
    offer, *_ = await office.offers(free, count)
    choices = tuple(SeatChoice(seat_id, ticket_type) for seat_id in offer.seat_ids)
    answer = await office.hold(free, choices)
    assert answer.booking is not None
    due = (Tender(TenderKind.CASH, answer.booking.total.amount_minor),)
    at = AtCounter(till_name(clerk.shell))
    return await office.take_payment(answer.booking.booking_id, due, uuid4().hex, at)


async def now_is(clerk: Clerk, booking: Booking) -> Booking:
    """A booking as the cinema has it."""
    assert clerk.counters.workspaces is not None
    return await clerk.counters.workspaces.after._box_office.booking(booking.booking_id)


async def test_the_last_sale_is_printed_anew_with_two_keys(clerk: Clerk) -> None:
    await clerk.sign_in()
    sold = await sell(clerk, 2)
    await clerk.hands.press(Key.Key_F4)
    await clerk.until(lambda: spoken(sold.number) in words(clerk))
    await clerk.hands.press(Key.Key_R, held=Qt.KeyboardModifier.ControlModifier)
    await clerk.until(lambda: "admit no more" in sheet(clerk).page.banner.words())


async def test_a_clerk_gives_one_of_three_tickets_back_with_a_supervisors_pin_and_keeps_the_basket(
    clerk: Clerk,
) -> None:
    await clerk.sign_in()
    sold = await sell(clerk, 3)
    sale = clerk.workspace.sale
    await clerk.hands.press(Key.Key_1)
    await clerk.until(lambda: sale.state.stage is Stage.BASKET)
    basket = sale.state.booking
    hands = Counted(clerk)
    await hands.press(Key.Key_F4)
    await clerk.until(lambda: spoken(sold.number) in words(clerk))
    await hands.press(Key.Key_Return)
    await clerk.until(lambda: "Payments" in words(clerk))
    await hands.press(Key.Key_R, Key.Key_2, Key.Key_3)
    price = sold.seats[0].price
    await clerk.until(lambda: sheet(clerk).refunding.page._planned == (sold.seats[0].line_id,))
    assert sheet(clerk).refunding._formats.money(price) in words(clerk)
    await hands.press(Key.Key_Return)
    await clerk.until(lambda: "supervisor says yes" in words(clerk))
    await hands.press(Key.Key_Down)
    # With a wrong PIN nothing is done.
    await clerk.hands.type("9999")
    await clerk.hands.press(Key.Key_Return)
    await clerk.until(lambda: "PIN is wrong" in sheet(clerk).page.banner.words())
    assert (await now_is(clerk, sold)).paid == sold.paid
    await clerk.hands.type(SUPERVISOR_PIN)
    await hands.press(Key.Key_Return)
    await clerk.until(lambda: "Given back" in sheet(clerk).page.banner.words())
    after = await now_is(clerk, sold)
    assert (after.state, after.paid) == (BookingState.CONFIRMED, sold.paid - price)
    await clerk.hands.press(Key.Key_Escape, Key.Key_Escape)
    await clerk.until(lambda: not sheet(clerk).isVisible())
    assert sale.state.booking == basket
    # Beside the PIN's digits.
    assert hands.keys == 8


async def test_a_booking_is_named_and_then_found_by_that_name(clerk: Clerk) -> None:
    await clerk.sign_in()
    sold = await sell(clerk, 1)
    await clerk.hands.press(Key.Key_F4)
    await clerk.until(lambda: spoken(sold.number) in words(clerk))
    await clerk.hands.press(Key.Key_Return)
    await clerk.until(lambda: "Payments" in words(clerk))
    await clerk.hands.press(Key.Key_N)
    await clerk.hands.type("Asha Rao")
    await clerk.hands.press(Key.Key_Return)
    await clerk.hands.type("98200 12345")
    await clerk.hands.press(Key.Key_Return, Key.Key_Return)
    await clerk.until(lambda: "Asha Rao" in words(clerk))
    for text in ("rao", "9820012345", sold.number.lower()):
        await clerk.hands.press(Key.Key_Escape)
        await clerk.until(lambda: sheet(clerk).page is sheet(clerk).find_page)
        await clerk.hands.type(text)
        await clerk.hands.press(Key.Key_Return)
        await clerk.until(lambda: "Payments" in words(clerk))
        assert "Asha Rao" in words(clerk)


async def test_a_sold_seat_is_swapped_for_a_better_one_of_its_show_for_the_difference(
    clerk: Clerk,
) -> None:
    await clerk.sign_in()
    sold = await sell(clerk, 2)
    sale = clerk.workspace.sale
    await clerk.hands.press(Key.Key_F4)
    await clerk.until(lambda: spoken(sold.number) in words(clerk))
    await clerk.hands.press(Key.Key_Return)
    await clerk.until(lambda: "Payments" in words(clerk))
    await clerk.hands.press(Key.Key_S, Key.Key_2, Key.Key_Return)
    await clerk.until(lambda: not sheet(clerk).isVisible())
    await clerk.until(lambda: sale.show is not None and sale.show.show_id == sold.show_id)
    await clerk.hands.press(Key.Key_1)
    await clerk.until(lambda: sale.state.stage is Stage.BASKET)
    held = sale.state.held
    assert held is not None
    # A way to pay leads to the exchange: the new seats are not sold at their whole price.
    await clerk.hands.press(Key.Key_F9)
    await clerk.until(lambda: "The new ones cost" in words(clerk))
    await clerk.hands.press(Key.Key_Return)
    await clerk.until(lambda: "Exchanged" in sheet(clerk).page.banner.words())
    after = await now_is(clerk, sold)
    assert [line.seat_id for line in after.seats] == [sold.seats[1].seat_id, held.seats[0].seat_id]
    assert (after.number, after.paid) == (sold.number, after.total)
    await clerk.until(lambda: sale.state.booking is None)


async def swap_by_upi(clerk: Clerk, sold: Booking) -> Booking:
    """The one ticket is exchanged for a dearer one: ₹10 in cash, for the rest UPI is waited for.
    What was held for it."""
    hands, sale = clerk.hands, clerk.workspace.sale
    await hands.press(Key.Key_F4)
    await clerk.until(lambda: spoken(sold.number) in words(clerk))
    await hands.press(Key.Key_Return)
    await clerk.until(lambda: "Payments" in words(clerk))
    await hands.press(Key.Key_S, Key.Key_Return)
    await clerk.until(lambda: not sheet(clerk).isVisible())
    await clerk.until(lambda: sale.show is not None and sale.show.show_id == sold.show_id)
    await hands.press(Key.Key_1)
    await clerk.until(lambda: sale.state.held is not None and sale.state.step is None)
    held = sale.state.held
    assert held is not None
    await hands.press(Key.Key_F12)
    await clerk.until(lambda: "The new ones cost" in words(clerk))
    await hands.type("10")
    await hands.press(Key.Key_F9)
    await clerk.until(lambda: "Cash" in words(clerk))
    await hands.press(Key.Key_F11)
    await clerk.until(lambda: "Waiting for the customer" in sheet(clerk).page.banner.words())
    await clerk.until(lambda: sale.state.held is None)
    assert (await now_is(clerk, sold)).seats == sold.seats
    return held


async def test_the_difference_of_an_exchange_is_paid_in_parts_and_by_upi_or_given_up(
    clerk: Clerk,
) -> None:
    await clerk.sign_in()
    sold = await sell(clerk, 1, "child")
    held = await swap_by_upi(clerk, sold)
    await clerk.hands.press(Key.Key_Escape, Key.Key_Escape)
    await clerk.until(lambda: "Not exchanged" in sheet(clerk).page.banner.words())
    assert "Hand ₹10.00 back" in sheet(clerk).page.banner.words()
    assert (await now_is(clerk, held)).state is BookingState.CANCELLED
    await clerk.hands.press(Key.Key_Escape, Key.Key_Escape)
    await clerk.until(lambda: not sheet(clerk).isVisible())
    held = await swap_by_upi(clerk, sold)
    await psp_says(clerk, "succeeded", held.booking_id)
    await clerk.hands.press(Key.Key_Return)
    await clerk.until(lambda: "Exchanged" in sheet(clerk).page.banner.words())
    after = await now_is(clerk, held)
    assert (after.state, after.paid) == (BookingState.CONFIRMED, after.total)
    assert (await now_is(clerk, sold)).state is BookingState.REFUNDED


async def test_a_ticket_that_is_scanned_opens_its_booking_wherever_the_focus_is_and_typing_is_typed(
    clerk: Clerk,
) -> None:
    await clerk.sign_in()
    sold = await sell(clerk, 1)
    workspaces = clerk.counters.workspaces
    assert workspaces is not None
    await clerk.until(lambda: workspaces.after.scanner is not None)
    (ticket,) = await workspaces.after._box_office.tickets(sold.booking_id)
    sale, handle = clerk.workspace.sale, clerk.shell.window.windowHandle()
    await clerk.hands.press(Key.Key_1)
    await clerk.until(lambda: sale.state.stage is Stage.BASKET)
    basket = sale.state.booking

    def keys(text: str) -> None:
        for character in text:
            QTest.keyClick(handle, Qt.Key(ord(character.upper())))

    await in_a_turn_of_its_own(lambda: keys(ticket.text))
    await clerk.until(lambda: workspaces.after.sheet is not None)
    await clerk.until(lambda: "Payments" in words(clerk))
    assert spoken(sold.number) in sheet(clerk)._title.text()
    assert sale.state.booking == basket
    await clerk.hands.press(Key.Key_Escape)
    await clerk.until(lambda: sheet(clerk).page is sheet(clerk).find_page)
    await clerk.hands.press(Key.Key_Escape)
    # A letter that a ticket begins with is typed all the same, a moment later.
    await clerk.hands.press(Key.Key_F4)
    await clerk.until(lambda: sheet(clerk).isVisible())
    await in_a_turn_of_its_own(lambda: keys("asha"))
    await clerk.until(lambda: sheet(clerk).find_page.field.text() == "asha")


async def test_a_supervisor_gives_one_of_three_tickets_back_with_six_keys(clerk: Clerk) -> None:
    await clerk.sign_in("supervisor")
    sold = await sell(clerk, 3)
    hands = Counted(clerk)
    await hands.press(Key.Key_F4)
    await clerk.until(lambda: spoken(sold.number) in words(clerk))
    await hands.press(Key.Key_Return)
    await clerk.until(lambda: "Payments" in words(clerk))
    await hands.press(Key.Key_R, Key.Key_1, Key.Key_2)
    await clerk.until(lambda: sheet(clerk).refunding.page._planned == (sold.seats[2].line_id,))
    await hands.press(Key.Key_Return)
    await clerk.until(lambda: "Given back" in sheet(clerk).page.banner.words())
    after = await now_is(clerk, sold)
    assert [line.line_id for line in after.seats] == [one.line_id for one in sold.seats[:2]]
    assert hands.keys == 6
    assert f"Credit note PVRAH/C{after.updated_at:%y}/" in words(clerk)
    await clerk.hands.press(Key.Key_D)
    await clerk.until(lambda: "The credit note is" in sheet(clerk).page.banner.words())


async def test_a_refund_whose_answer_is_lost_says_so_and_is_done_once_when_asked_again(
    clerk: Clerk,
) -> None:
    await clerk.sign_in("supervisor")
    sold = await sell(clerk, 1)
    await clerk.hands.press(Key.Key_F4)
    await clerk.until(lambda: spoken(sold.number) in words(clerk))
    await clerk.hands.press(Key.Key_Return)
    await clerk.until(lambda: "Payments" in words(clerk))
    await clerk.hands.press(Key.Key_R)
    await clerk.until(lambda: bool(sheet(clerk).refunding.page._planned))
    clerk.line.loses = "mutation Refund"
    await clerk.hands.press(Key.Key_Return)
    await clerk.until(lambda: bool(sheet(clerk).refunding.page.banner.words()))
    assert (await now_is(clerk, sold)).state is BookingState.REFUNDED
    await clerk.until(lambda: sheet(clerk).refunding.page.go.isEnabled())
    await clerk.hands.press(Key.Key_Return)
    await clerk.until(lambda: "Given back" in sheet(clerk).page.banner.words())
    workspaces = clerk.counters.workspaces
    assert workspaces is not None
    office = workspaces.after._box_office
    (refund,) = await office.after.refunds(sold.booking_id)
    assert refund.amount == sold.paid
