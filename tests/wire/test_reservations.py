"""Seats are reserved, kept longer, let go and paid, and tickets collected, over every transport."""

from datetime import UTC, datetime, timedelta

import pytest

from boxoffice.client.api import BoxOffice
from boxoffice.model.booking import Booking, BookingState, Customer, SeatChoice
from boxoffice.model.errors import BadInput, NotAllowed, WrongSecret
from boxoffice.model.payment import Tender, TenderKind
from tests.wire.conftest import Town
from tests.wire.test_after import at_the_counter

UNTIL = datetime(2026, 11, 20, 14, 0, tzinfo=UTC)
LATER = UNTIL + timedelta(minutes=30)


async def reserved(clerk: BoxOffice, town: Town, *seat_ids: str) -> Booking:
    """Seats that a clerk keeps for Asha."""
    answer = await clerk.hold(town.ids.today, tuple(SeatChoice(one) for one in seat_ids))
    assert answer.booking is not None
    held = answer.booking.booking_id
    with pytest.raises(BadInput):
        await clerk.reservations.reserve(held, UNTIL)
    await clerk.after.set_customer(held, Customer("Asha Rao", "9820012345", collects=True))
    return await clerk.reservations.reserve(held, UNTIL)


async def test_a_clerk_reserves_and_is_paid_for_what_was_not_let_go(town: Town) -> None:
    clerk, _ = await at_the_counter(town)
    booking = await reserved(clerk, town, "B1", "B2", "B3")
    assert (booking.state, booking.expires_at) == (BookingState.PENDING, UNTIL)
    assert await clerk.reservations.of_show(town.ids.today) == (booking,)
    gone = booking.seats[0]
    left = await clerk.reservations.release_lines(booking.booking_id, (gone.line_id,))
    assert left.total == booking.total - gone.price
    due = (Tender(TenderKind.CASH, left.total.amount_minor),)
    paid = await clerk.take_payment(booking.booking_id, due, "sale")
    assert paid.state is BookingState.CONFIRMED
    assert await clerk.reservations.of_show(town.ids.today) == ()
    collected = await clerk.reservations.collect(booking.booking_id)
    assert collected.collected_at is not None
    assert clerk.session is not None
    assert collected.collected_by == clerk.session.user.display_name


async def test_a_clerk_keeps_seats_longer_with_a_supervisors_pin_alone(town: Town) -> None:
    clerk, yes = await at_the_counter(town)
    booking = await reserved(clerk, town, "B1")
    extend = clerk.reservations.extend
    with pytest.raises(NotAllowed):
        await extend(booking.booking_id, LATER)
    with pytest.raises(WrongSecret):
        await extend(booking.booking_id, LATER, type(yes)(yes.user_id, "1"))
    assert (await extend(booking.booking_id, LATER, yes)).expires_at == LATER
