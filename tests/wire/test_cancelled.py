"""A cancelled show's bookings, over every transport: each is refunded, moved and told once."""

import asyncio
from collections.abc import Callable
from pathlib import Path

import pytest

from boxoffice.client.api import BoxOffice
from boxoffice.model.booking import Booking, BookingState, Customer, SeatChoice
from boxoffice.model.cancelled import (
    CancelledBooking,
    CancelledShow,
    Outcome,
    Remedy,
    TaskState,
)
from boxoffice.model.errors import BadInput, NotAllowed, NotFound, NotOnSale, WrongState
from boxoffice.model.money import Money
from boxoffice.model.payment import PaymentKind, Tender, TenderKind
from boxoffice.settings import Settings
from tests.wire import documents
from tests.wire.building import add_shows, own_screen
from tests.wire.conftest import PASSWORD, Founded, Town, town_asked
from tests.wire.post_office import SECRET, sms_provider
from tests.wire.test_shifts import TILL, sell

WHY = "The projector is broken."
PATIENCE_SECONDS = 20.0


async def signed_in(town: Town, name: str) -> BoxOffice:
    office = town.box_office()
    await office.sign_in(name, PASSWORD)
    return office


async def sold_for_voucher(town: Town, admin: BoxOffice, *seat_ids: str) -> Booking:
    """Seats of today's show, paid with a voucher that is worth just that."""
    seats = tuple(SeatChoice(seat_id) for seat_id in seat_ids)
    held = (await admin.hold(town.ids.today, seats)).booking
    assert held is not None
    key = f"voucher {seat_ids}"
    voucher = await town.services.payments.issue_voucher(
        town.ids.theatre_id, held.total, None, key, "admin"
    )
    paid = (Tender(TenderKind.VOUCHER, held.total.amount_minor, reference=voucher.code),)
    return await admin.take_payment(held.booking_id, paid, key)


def row(show: CancelledShow, booking: Booking) -> CancelledBooking:
    """A booking's line of the list."""
    (found,) = (one for one in show.bookings if one.booking_id == booking.booking_id)
    return found


async def until(
    office: BoxOffice, town: Town, come_true: Callable[[CancelledShow], bool]
) -> CancelledShow:
    """The list, once something is so. A gateway is not asked as often as a test looks."""
    async with asyncio.timeout(PATIENCE_SECONDS):
        while not come_true(await town.services.cancelled.of_show(town.ids.today)):
            pass
    return await office.cancelled.show(town.ids.today)


async def test_only_who_supervises_cancels_a_show_and_says_why(town: Town) -> None:
    clerk, admin = await signed_in(town, "clerk"), await signed_in(town, "admin")
    sold = await sell(clerk, town, "B1")
    with pytest.raises(NotAllowed):
        await clerk.cancelled.cancel(town.ids.today, WHY)
    with pytest.raises(BadInput):
        await admin.cancelled.cancel(town.ids.today, "  ")
    before = await admin.cancelled.show(town.ids.today)
    assert (before.is_cancelled, [one.number for one in before.bookings]) == (False, [sold.number])
    with pytest.raises(WrongState):
        await admin.cancelled.order(town.ids.today, Remedy.REFUND)
    after = await admin.cancelled.cancel(town.ids.today, WHY)
    assert (after.is_cancelled, after.reason) == (True, WHY)
    again = await admin.cancelled.cancel(town.ids.today, "Another reason")
    assert (again.reason, again.at) == (WHY, after.at)
    (note,) = await admin.cancelled.shows(town.ids.theatre_id)
    assert (note.show_id, note.reason) == (town.ids.today, WHY)
    with pytest.raises(NotOnSale):
        await clerk.hold(town.ids.today, (SeatChoice("B2"),))


async def test_all_money_that_can_goes_back_at_once_and_cash_waits_for_its_customer(
    town: Town,
) -> None:
    admin = await signed_in(town, "admin")
    cash = await sell(admin, town, "B1")
    card = await sell(admin, town, "B2", tender=TenderKind.CARD_TERMINAL)
    voucher = await sold_for_voucher(town, admin, "B3", "B4")
    await admin.cancelled.cancel(town.ids.today, WHY)
    asked = await admin.cancelled.order(town.ids.today, Remedy.REFUND, till=TILL)
    again = await admin.cancelled.order(town.ids.today, Remedy.REFUND, till=TILL)
    assert len(asked.bookings) == len(again.bookings) == 3
    after = await until(admin, town, lambda show: row(show, voucher).outcome is Outcome.REFUNDED)
    assert (row(after, cash).outcome, row(after, cash).goes_back) == (Outcome.OPEN, False)
    assert (row(after, card).outcome, row(after, card).goes_back) == (Outcome.OPEN, False)
    (paid,) = row(after, cash).money
    assert (paid.kind, paid.amount) == (PaymentKind.CASH, Money(20_000, "INR"))
    refunds = await admin.after.refunds(voucher.booking_id)
    assert [one.amount for one in refunds] == [Money(40_000, "INR")]
    assert (await admin.booking(voucher.booking_id)).state is BookingState.REFUNDED
    lines = tuple(line.line_id for line in cash.lines)
    await admin.after.refund(cash.booking_id, lines, "counter", TILL)
    shown = await admin.cancelled.show(town.ids.today)
    assert row(shown, cash).outcome is Outcome.REFUNDED


async def test_a_booking_is_moved_to_the_best_seats_of_its_category_in_another_show(
    town: Town,
) -> None:
    admin = await signed_in(town, "admin")
    sold = await sell(admin, town, "A1", "B1", "B2")
    await admin.after.set_customer(sold.booking_id, Customer("Asha Rao"))
    await admin.cancelled.cancel(town.ids.today, WHY)
    ids = (sold.booking_id,)
    with pytest.raises(BadInput):
        await admin.cancelled.order(town.ids.today, Remedy.MOVE, ids, town.ids.today)
    with pytest.raises(NotFound):
        await admin.cancelled.order(town.ids.today, Remedy.REFUND, ("nobody's",))
    for _ in range(2):
        await admin.cancelled.order(town.ids.today, Remedy.MOVE, ids, town.ids.tomorrow)
    after = await until(admin, town, lambda show: row(show, sold).outcome is Outcome.MOVED)
    assert row(after, sold).to_show_id == town.ids.tomorrow
    found = await admin.after.find(town.ids.theatre_id, "asha")
    (moved,) = (one for one in found if one.booking_id != sold.booking_id)
    assert (moved.show_id, moved.state) == (town.ids.tomorrow, BookingState.CONFIRMED)
    assert (moved.paid, moved.total) == (sold.total, sold.total)
    assert sorted(line.seat_id[0] for line in moved.seats) == ["A", "B", "B"]
    assert "instead" in row(after, sold).words


async def test_what_nobody_can_move_by_itself_fails_with_its_reason_and_lets_the_seats_go(
    town: Town,
) -> None:
    admin = await signed_in(town, "admin")
    sold = await sell(admin, town, "B1")
    await add_shows(
        town,
        town.ids.theatre_id,
        own_screen(town),
        {
            "showTime": "2026-11-22T16:00:00Z",
            "categoryDetails": [
                {**one, "price": one["price"] + 50}
                for one in documents.show(own_screen(town), "")["categoryDetails"]
            ],
        },
    )
    dear = town.ids.tomorrow + 1
    await admin.hold(town.ids.tomorrow, tuple(SeatChoice(f"B{one}") for one in range(1, 5)))
    await admin.cancelled.cancel(town.ids.today, WHY)
    for there, why in ((town.ids.tomorrow, "no 1 free seats"), (dear, "costs INR 50.00 more")):
        ids = (sold.booking_id,)
        await admin.cancelled.order(town.ids.today, Remedy.MOVE, ids, there)

        def said(show: CancelledShow, why: str = why) -> bool:
            return why in row(show, sold).reason

        after = await until(admin, town, said)
        assert row(after, sold).outcome is Outcome.FAILED
    assert (await admin.booking(sold.booking_id)).state is BookingState.CONFIRMED
    (counts,) = await town.services.bookings.availability((dear,))
    assert (counts.held, counts.sold) == (0, 0)


async def test_a_customer_is_told_once_in_the_words_that_were_shown(
    founded: Founded, tmp_path: Path
) -> None:
    async with sms_provider() as provider:
        settings = Settings(tmp_path / "town", sms_url=provider.url, sms_secret=SECRET)
        async with town_asked(founded, settings, "embedded") as town:
            provider.clock = town.clock
            admin = await signed_in(town, "admin")
            sold, stranger = await sell(admin, town, "B1"), await sell(admin, town, "B2")
            await admin.after.set_customer(sold.booking_id, Customer("Asha", "98200 12345"))
            shown = await admin.cancelled.cancel(town.ids.today, WHY)
            line = row(shown, sold)
            assert (line.contact, row(shown, stranger).contact) == ("+919820012345", "")
            assert WHY in line.words
            assert "INR 200.00, or seats of another show are yours at the counter" in line.words
            for _ in range(2):
                await admin.cancelled.order(town.ids.today, Remedy.NOTIFY)
            after = await until(admin, town, lambda show: row(show, sold).told is TaskState.DONE)
            assert row(after, stranger).told is None
            async with asyncio.timeout(PATIENCE_SECONDS):
                message = await provider.taken.get()
            assert message["text"] == line.words
            assert provider.taken.empty()
