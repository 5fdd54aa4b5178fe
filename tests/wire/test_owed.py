"""Money that is owed back at a counter is listed, and handed over once with a supervisor's yes."""

import pytest

from boxoffice.client.api import BoxOffice
from boxoffice.model.booking import ConfirmOutcome, SeatChoice
from boxoffice.model.errors import NotAllowed, WrongSecret, WrongState
from boxoffice.model.money import Money
from boxoffice.model.owed import OwedWhy
from boxoffice.model.payment import PaymentKind, PaymentState, Tender, TenderKind
from boxoffice.model.shift import AtCounter
from boxoffice.model.user import Approval
from boxoffice.services.booking import Bookings
from tests.wire.conftest import PASSWORD, Town
from tests.wire.test_after import at_the_counter
from tests.wire.test_shifts import TILL

PRICE = Money(20_000, "INR")


async def owe(clerk: BoxOffice, town: Town) -> str:
    """The number of a booking whose cash came when its seats were gone."""

    async def over(*_: object) -> ConfirmOutcome:
        return ConfirmOutcome.REFUND

    answer = await clerk.hold(town.ids.today, (SeatChoice("B1"),))
    assert answer.booking is not None
    cash = (Tender(TenderKind.CASH, PRICE.amount_minor),)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Bookings, "confirm", over)
        await clerk.take_payment(answer.booking.booking_id, cash, "sale-1", AtCounter(TILL))
    return (await clerk.booking(answer.booking.booking_id)).number


async def test_a_clerk_hands_back_what_is_owed_with_a_supervisors_pin_and_the_drawer_is_right(
    town: Town,
) -> None:
    clerk, yes = await at_the_counter(town)
    theatre_id = town.ids.theatre_id
    number = await owe(clerk, town)
    (owed,) = await clerk.shifts.owed(theatre_id)
    assert (owed.booking_number, owed.tender, owed.amount) == (number, PaymentKind.CASH, PRICE)
    assert owed.why is OwedWhy.PAID_OTHERWISE
    with pytest.raises(NotAllowed):
        await clerk.shifts.returned(owed.payment_id, TILL, "back-1")
    with pytest.raises(WrongSecret):
        await clerk.shifts.returned(owed.payment_id, TILL, "back-1", Approval(yes.user_id, "1"))
    for _ in range(2):
        back = await clerk.shifts.returned(owed.payment_id, TILL, "back-1", yes)
        assert back.state is PaymentState.REFUNDED
    with pytest.raises(WrongState):
        await clerk.shifts.returned(owed.payment_id, TILL, "back-2", yes)
    assert await clerk.shifts.owed(theatre_id) == ()
    seen = await clerk.shifts.shift(theatre_id, TILL)
    assert seen is not None
    assert seen.unfinished == ()
    closed = await clerk.shifts.close(seen.shift.shift_id, (), "close-1")
    assert closed.difference == Money(0, "INR")


async def test_what_a_theatre_owes_is_its_own_staffs_to_know(town: Town) -> None:
    clerk, _ = await at_the_counter(town)
    await owe(clerk, town)
    stranger = town.box_office()
    await stranger.sign_in("stranger", PASSWORD)
    with pytest.raises(NotAllowed):
        await stranger.shifts.owed(town.ids.theatre_id)


async def test_a_supervisor_hands_back_alone(town: Town) -> None:
    clerk, _ = await at_the_counter(town)
    await owe(clerk, town)
    admin = town.box_office()
    await admin.sign_in("admin", PASSWORD)
    (owed,) = await admin.shifts.owed(town.ids.theatre_id)
    assert (await admin.shifts.returned(owed.payment_id, "Office", "back-1")).state is (
        PaymentState.REFUNDED
    )
