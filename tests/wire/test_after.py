"""Bookings are found and given back over every transport; a clerk needs a supervisor's PIN."""

import pytest

from boxoffice.client.api import BoxOffice
from boxoffice.model.booking import BookingState, Customer, SeatChoice
from boxoffice.model.errors import NotAllowed, WrongSecret
from boxoffice.model.money import Money
from boxoffice.model.payment import PaymentKind
from boxoffice.model.refund import RefundState
from boxoffice.model.user import Approval
from tests.wire.conftest import PASSWORD, Town
from tests.wire.test_shifts import PIN, TILL, sell


async def at_the_counter(town: Town) -> tuple[BoxOffice, Approval]:
    """A clerk, and the yes of an admin of the theatre."""
    clerk = town.box_office()
    await clerk.sign_in("clerk", PASSWORD)
    admin = (await town.box_office().sign_in("admin", PASSWORD)).user
    await town.services.users.set_pin(admin.user_id, PIN, admin.user_id)
    return clerk, Approval(admin.user_id, PIN)


async def test_a_booking_is_found_by_whom_it_is_for_and_as_the_last_one_of_the_till(
    town: Town,
) -> None:
    clerk, _ = await at_the_counter(town)
    theatre_id = town.ids.theatre_id
    first, last = await sell(clerk, town, "B1"), await sell(clerk, town, "B2")
    named = await clerk.after.set_customer(first.booking_id, Customer("Asha Rao", "9820012345"))
    assert named.customer == Customer("Asha Rao", "+919820012345")
    for text in (first.number, "rao", "98200 12345"):
        assert await clerk.after.find(theatre_id, text) == (named,)
    found = await clerk.after.find(theatre_id, "", TILL)
    assert [one.booking_id for one in found] == [last.booking_id, first.booking_id]
    assert await clerk.after.find(theatre_id, "", "Till 2") == ()


async def test_a_clerk_gives_a_ticket_back_with_a_supervisors_pin_alone(town: Town) -> None:
    clerk, yes = await at_the_counter(town)
    sold = await sell(clerk, town, "B1", "B2")
    lines = (sold.seats[0].line_id,)
    plan = await clerk.after.refund_plan(sold.booking_id, lines)
    assert (plan.amount, plan.parts[0].kind) == (Money(20_000, "INR"), PaymentKind.CASH)
    with pytest.raises(NotAllowed):
        await clerk.after.refund(sold.booking_id, lines, "back-1", TILL)
    with pytest.raises(WrongSecret):
        await clerk.after.refund(sold.booking_id, lines, "back-1", TILL, Approval(yes.user_id, "1"))
    (refund,) = await clerk.after.refund(sold.booking_id, lines, "back-1", TILL, yes)
    assert (refund.state, refund.approved_by) == (RefundState.DONE, yes.user_id)
    assert await clerk.after.refunds(sold.booking_id) == (refund,)
    after = await clerk.booking(sold.booking_id)
    assert (after.state, after.paid) == (BookingState.CONFIRMED, Money(20_000, "INR"))
    assert len(await clerk.tickets(sold.booking_id)) == 1


async def test_a_supervisor_needs_nobody_and_the_money_leaves_their_own_shift(town: Town) -> None:
    clerk, _ = await at_the_counter(town)
    sold = await sell(clerk, town, "B1")
    admin = town.box_office()
    await admin.sign_in("admin", PASSWORD)
    lines = tuple(line.line_id for line in sold.lines)
    await admin.after.refund(sold.booking_id, lines, "back-1", "Office")
    assert (await clerk.booking(sold.booking_id)).state is BookingState.REFUNDED
    report = await admin.shifts.shift(town.ids.theatre_id, "Office")
    assert report is not None
    assert report.figures.expected_cash == Money(-20_000, "INR")


async def test_a_clerk_exchanges_for_the_same_price_alone_and_gives_money_back_with_a_pin(
    town: Town,
) -> None:
    clerk, yes = await at_the_counter(town)
    sold = await sell(clerk, town, "B1", "B2")
    both = tuple(line.line_id for line in sold.lines)
    answer = await clerk.hold(town.ids.today, (SeatChoice("B3"),))
    assert answer.booking is not None
    hold_id = answer.booking.booking_id
    plan = await clerk.after.exchange_plan(sold.booking_id, both, hold_id)
    assert (plan.back, plan.due) == (Money(20_000, "INR"), Money(0, "INR"))
    with pytest.raises(NotAllowed):
        await clerk.after.exchange(sold.booking_id, both, hold_id, (), "swap-1", TILL)
    swapped = await clerk.after.exchange(sold.booking_id, both[:1], hold_id, (), "swap-1", TILL)
    assert [line.seat_id for line in swapped.seats] == ["B2", "B3"]
    again = await clerk.after.exchange(sold.booking_id, both[:1], hold_id, (), "swap-1", TILL)
    assert again == swapped
    answer = await clerk.hold(town.ids.today, (SeatChoice("B4"),))
    assert answer.booking is not None
    left = tuple(line.line_id for line in swapped.seats)
    with_pin = (sold.booking_id, left, answer.booking.booking_id, (), "swap-2", TILL, yes)
    last = await clerk.after.exchange(*with_pin)
    assert (last.number, last.paid) == (sold.number, Money(20_000, "INR"))
