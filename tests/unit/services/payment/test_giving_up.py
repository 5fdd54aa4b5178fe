"""A sale that waits for a part of its money is given up: all of it goes back, once."""

import pytest

from boxoffice.model.booking import Booking, BookingState
from boxoffice.model.errors import KeyReused
from boxoffice.model.payment import PaymentState, Tender, TenderKind
from boxoffice.model.shift import AtCounter
from boxoffice.services.payment.providers import Closing
from tests.unit.services.booking.box import rupees
from tests.unit.services.faults import Died, MortalDatabase
from tests.unit.services.payment.psp import Psp, Till, till_over
from tests.unit.services.payment.test_refunds import drawer
from tests.unit.services.payment.test_tenders import balance, issue, voucher

State = BookingState
CLOSED, OPEN, REFUNDED = PaymentState.CLOSED, PaymentState.OPEN, PaymentState.REFUNDED
CASH_100 = Tender(TenderKind.CASH, 10_000)
UPI_300 = Tender(TenderKind.UPI, 30_000)


async def split(till: Till, *tenders: Tender, seat: str = "A1") -> Booking:
    """A sale that waits for its part by UPI, what else was taken being in the drawer."""
    held = await till.box.hold(seat)
    at = AtCounter("Till 1")
    return await till.payments.take(held.booking_id, tenders, f"sale {seat}", "clerk-1", at)


async def give_up(till: Till, booking: Booking, key: str = "up-1") -> Booking:
    return await till.payments.give_up(booking.booking_id, key, "clerk-1", "Till 1")


async def test_a_split_sale_is_given_up_at_once_with_its_cash_handed_back_and_its_seats_free(
    till: Till,
) -> None:
    pending = await split(till, CASH_100, UPI_300)
    for _ in range(2):
        over = await give_up(till, pending)
        assert (over.state, over.paid) == (State.CANCELLED, rupees(0))
        assert await till.taken(pending) == [REFUNDED, CLOSED]
    assert await till.box.database.read(drawer) == [("taken", 10_000), ("returned", 10_000)]
    await till.box.hold("A1")


async def test_it_is_given_up_while_its_provider_is_silent_and_what_is_paid_later_goes_back(
    till: Till,
) -> None:
    pending = await split(till, CASH_100, UPI_300)
    till.psp.silent = True
    assert (await give_up(till, pending)).state is State.CANCELLED
    assert await till.taken(pending) == [REFUNDED, OPEN]
    till.psp.silent = False
    await till.hear(pending)
    await till.payments.sweep_once()
    assert [call[:2] for call in till.psp.asked("refund")] == [("T1", "INR 300.00")]
    assert await till.taken(pending) == [REFUNDED, REFUNDED]
    assert (await till.state(pending)).state is State.CANCELLED


async def test_a_sale_that_was_paid_before_it_was_given_up_is_sold(till: Till) -> None:
    pending = await split(till, CASH_100, UPI_300)
    till.psp.closing = Closing.PAID
    till.say((await till.payments.of_booking(pending.booking_id))[1])
    assert (await give_up(till, pending)).state is State.CONFIRMED
    assert await till.box.database.read(drawer) == [("taken", 10_000), ("taken", 30_000)]


async def test_a_vouchers_part_is_on_it_again(till: Till) -> None:
    issued = await issue(till, 500)
    pending = await split(till, voucher(issued.code, 100), UPI_300)
    assert await balance(till, issued) == rupees(400)
    await give_up(till, pending)
    assert await balance(till, issued) == rupees(500)


async def test_nobody_hands_back_at_the_till_what_a_sale_owes_that_was_over_before(
    till: Till,
) -> None:
    pending = await split(till, CASH_100, UPI_300)
    assert pending.expires_at is not None
    till.box.clock.advance((pending.expires_at - till.box.clock.now()).total_seconds() + 1)
    await till.payments.sweep_once()
    assert (await give_up(till, pending)).state is State.EXPIRED
    assert await till.taken(pending) == [PaymentState.REFUND_DUE, CLOSED]


async def test_a_key_gives_one_sale_up(till: Till) -> None:
    first = await split(till, CASH_100, UPI_300)
    second = await split(till, CASH_100, UPI_300, seat="A2")
    await give_up(till, first)
    with pytest.raises(KeyReused):
        await give_up(till, second)
    assert (await till.state(second)).state is State.PENDING


@pytest.mark.parametrize("after_commit", [False, True])
@pytest.mark.parametrize("step", ["write_operation", "end_booking", "settle", "give_back_once"])
async def test_giving_up_that_is_cut_off_at_any_step_is_gone_on_with_under_its_key(
    till: Till, step: str, after_commit: bool
) -> None:
    pending = await split(till, CASH_100, UPI_300)
    dying = MortalDatabase(till.box.database, step, after_commit=after_commit)
    other = till_over(till.box, Psp(), dying)
    await other.box.bookings.start()
    with pytest.raises(Died):
        await give_up(other, pending)
    await other.box.bookings.stop()
    assert (await give_up(till, pending)).state is State.CANCELLED
    assert await till.box.database.read(drawer) == [("taken", 10_000), ("returned", 10_000)]
