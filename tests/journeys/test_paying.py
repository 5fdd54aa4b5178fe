"""A clerk takes cards, UPI, vouchers and several of them together, and parks baskets."""

import json
from collections import Counter

from PySide6.QtCore import Qt

from boxoffice.bootstrap.payment_methods import DEMO_SECRET
from boxoffice.counter.state import Stage
from boxoffice.counter.upi_page import QrCode
from boxoffice.model.booking import BookingState
from boxoffice.model.money import Money
from boxoffice.model.payment import PaymentKind, PaymentState, Webhook
from boxoffice.model.show import ShowListing
from boxoffice.qtkit.formats import Formats
from boxoffice.services.signatures import sign
from tests.journeys.conftest import Clerk, Counted

F6, F7, F8, F9, F10, F11, F12 = (getattr(Qt.Key, f"Key_F{number}") for number in range(6, 13))
ENTER = Qt.Key.Key_Return


async def rests_in(clerk: Clerk, stage: Stage) -> None:
    sale = clerk.workspace.sale
    await clerk.until(lambda: sale.state.stage is stage and sale.state.step is None)


async def psp_says(clerk: Clerk, status: str, booking_id: str = "") -> None:
    """The payment provider's webhook about a booking, or the one in hand."""
    booking = clerk.workspace.sale.state.booking
    if not booking_id:
        assert booking is not None
        booking_id = booking.booking_id
    body = json.dumps(
        {"transaction_id": "T1", "booking_ref": booking_id, "status": status}
    ).encode()
    signature = sign(DEMO_SECRET, int(clerk.shell.clock.now().timestamp()), body)
    await clerk.cinema.services.payments.hear(Webhook("simulator", signature, body))


async def kinds_paid(clerk: Clerk) -> list[PaymentKind]:
    """How the newest sale was paid."""
    sold = clerk.workspace.sale.state.sold
    assert sold is not None
    payments = await clerk.cinema.services.payments.of_booking(sold.booking.booking_id)
    assert sum(one.amount.amount_minor for one in payments) == sold.booking.total.amount_minor
    assert {one.state for one in payments} == {PaymentState.CAPTURED}
    return [one.kind for one in payments]


async def test_a_card_is_taken_by_its_approval_code(clerk: Clerk) -> None:
    await clerk.sign_in()
    await clerk.hands.press(Qt.Key.Key_2, F10)
    await rests_in(clerk, Stage.CARD)
    await clerk.hands.type("a7c9")
    await clerk.hands.press(ENTER)
    await rests_in(clerk, Stage.DONE)
    assert await kinds_paid(clerk) == [PaymentKind.CARD_TERMINAL]


async def test_upi_is_pending_until_its_provider_says_that_it_was_paid(clerk: Clerk) -> None:
    await clerk.sign_in()
    sale = clerk.workspace.sale
    await clerk.hands.press(Qt.Key.Key_2, F11)
    await rests_in(clerk, Stage.UPI)
    await clerk.until(lambda: sale.state.upi is not None)
    (code,) = clerk.workspace.findChildren(QrCode)
    assert code.accessibleName() == "UPI code for the customer to scan"
    await clerk.hands.press(ENTER)
    await clerk.until(lambda: sale.state.step is None)
    assert sale.state.stage is Stage.UPI
    await psp_says(clerk, "succeeded")
    await rests_in(clerk, Stage.DONE)
    assert await kinds_paid(clerk) == [PaymentKind.UPI]


async def test_three_mixed_tickets_to_another_show_are_sold_by_sale_line_and_upi_in_twelve_keys(
    clerk: Clerk,
) -> None:
    await clerk.sign_in()
    sale, hands = clerk.workspace.sale, Counted(clerk)
    now = sale.state.listing
    assert now is not None
    formats = Formats(clerk.workspace.printing.orders.theatre)

    def hour(listing: ShowListing) -> str:
        return formats.local(listing.show.starts_at).strftime("%I%p").lstrip("0").lower()

    today = [one for one in clerk.workspace.listings if one.local_date == now.local_date]
    shows_at = Counter(map(hour, today))
    later = [one for one in today if one.show.starts_at > now.show.starts_at]
    other = next(
        one for one in later if shows_at[hour(one)] == 1 and one.availability.available > 20
    )

    await hands.press(Qt.Key.Key_Slash)
    await hands.type(f"{hour(other)} 2a1c")
    await hands.press(ENTER)
    await rests_in(clerk, Stage.BASKET)
    await hands.press(F11)
    await rests_in(clerk, Stage.UPI)
    await clerk.until(lambda: sale.state.upi is not None)
    await psp_says(clerk, "succeeded")
    await rests_in(clerk, Stage.DONE)
    assert await kinds_paid(clerk) == [PaymentKind.UPI]
    sold = sale.state.sold
    assert sold is not None
    assert sold.booking.show_id == other.show.show_id
    assert [line.ticket_type for line in sold.booking.seats] == ["adult", "adult", "child"]
    await hands.press(ENTER)
    await rests_in(clerk, Stage.CHOOSING)
    assert hands.keys <= 12


async def test_upi_that_failed_is_followed_by_cash(clerk: Clerk) -> None:
    await clerk.sign_in()
    sale = clerk.workspace.sale
    await clerk.hands.press(Qt.Key.Key_2, F11)
    await clerk.until(lambda: sale.state.upi is not None)
    await psp_says(clerk, "failed")
    await clerk.until(
        lambda: sale.state.upi is not None and sale.state.upi.state is PaymentState.FAILED
    )
    await clerk.hands.click(clerk.button("Cash"))
    await rests_in(clerk, Stage.CASH)
    await clerk.hands.press(ENTER)
    await rests_in(clerk, Stage.DONE)
    sold = sale.state.sold
    assert sold is not None
    payments = await clerk.cinema.services.payments.of_booking(sold.booking.booking_id)
    assert [one.state for one in payments] == [PaymentState.FAILED, PaymentState.CAPTURED]


async def test_a_voucher_and_cash_pay_a_sale_together(clerk: Clerk) -> None:
    await clerk.sign_in()
    voucher = await clerk.cinema.services.payments.issue_voucher(
        "PVRAH", Money(10_000, "INR"), None, "gift", "admin"
    )
    await clerk.hands.press(Qt.Key.Key_2, F12, F8)
    await rests_in(clerk, Stage.VOUCHER)
    await clerk.hands.type(voucher.code.replace("-", "").lower())
    await clerk.hands.press(ENTER)
    await rests_in(clerk, Stage.SPLIT)
    await clerk.hands.press(F9, ENTER)
    await rests_in(clerk, Stage.DONE)
    assert await kinds_paid(clerk) == [PaymentKind.VOUCHER, PaymentKind.CASH]


async def test_a_parked_basket_comes_back_after_another_sale(clerk: Clerk) -> None:
    await clerk.sign_in()
    sale = clerk.workspace.sale
    await clerk.hands.press(Qt.Key.Key_2)
    await rests_in(clerk, Stage.BASKET)
    seats = sale.state.seat_ids
    await clerk.hands.press(F6, Qt.Key.Key_1, F9, ENTER)
    await rests_in(clerk, Stage.DONE)
    await clerk.hands.press(ENTER, F7)
    await rests_in(clerk, Stage.BASKET)
    assert sale.state.seat_ids == seats
    held = sale.state.booking
    assert held is not None
    known = await clerk.cinema.services.bookings.get(held.booking_id)
    assert known.state is BookingState.HELD
