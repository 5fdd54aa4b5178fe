"""The difference of an exchange paid by UPI or with a voucher: before the seats change hands."""

import pytest

from boxoffice.model.booking import Booking, BookingState
from boxoffice.model.errors import HoldOver, Refusal, VoucherRefused
from boxoffice.model.payment import PaymentKind, PaymentState, Tender, TenderKind
from boxoffice.model.refund import RefundOrder
from boxoffice.services.payment.providers import Refunding
from tests.unit.services.booking.box import rupees
from tests.unit.services.faults import Died, MortalDatabase
from tests.unit.services.payment.psp import Till, till_over
from tests.unit.services.payment.test_exchange import exchange_of, in_another_show
from tests.unit.services.payment.test_refunds import agree, drawer, order, sell
from tests.unit.services.payment.test_tenders import balance, issue, voucher

State = BookingState
UPI_100, UPI_200 = Tender(TenderKind.UPI, 10_000), Tender(TenderKind.UPI, 20_000)
CASH_100 = Tender(TenderKind.CASH, 10_000)


async def begun(till: Till, *tenders: Tender, elsewhere: bool = False) -> tuple[RefundOrder, State]:
    """D1 (200) for A1 (400): the order, and how the booking of the new seat stands."""
    sold = await sell(till.box, till.payments, "D1")
    held = await (in_another_show(till.box, "A1") if elsewhere else till.box.hold("A1"))
    asked = exchange_of(sold, "D1", held, *tenders)
    return asked, (await till.payments.exchange(asked)).state


async def seats(till: Till, booking_id: str) -> list[str]:
    """The seats that a booking has."""
    return [line.seat_id for line in (await till.box.bookings.get(booking_id)).seats]


async def paid(till: Till, asked: RefundOrder) -> Booking:
    """The new booking, once its UPI was paid."""
    till.box.clock.advance(1)
    await till.payments.hear(till.webhook(asked.hold_id, "T1", "succeeded"))
    return await till.payments.exchange(asked)


@pytest.mark.parametrize("elsewhere", [False, True])
async def test_seats_change_hands_once_the_difference_was_paid_by_upi(
    till: Till, elsewhere: bool
) -> None:
    asked, state = await begun(till, UPI_200, elsewhere=elsewhere)
    assert (state, await seats(till, asked.booking_id)) == (State.PENDING, ["D1"])
    after = await paid(till, asked)
    assert (after.booking_id, after.state, after.paid) == (
        asked.hold_id,
        State.CONFIRMED,
        rupees(400),
    )
    assert after.invoice
    assert await seats(till, asked.booking_id) == []
    assert (await till.box.bookings.get(asked.booking_id)).state is State.REFUNDED
    (ticket,) = await till.box.bookings.tickets(after.booking_id)
    await till.box.bookings.check_ticket(ticket.text)
    kinds = {one.kind: one.amount for one in await till.payments.of_booking(after.booking_id)}
    assert kinds == {PaymentKind.UPI: rupees(200), PaymentKind.CASH: rupees(200)}
    await till.box.database.read(agree)
    # It is given back by the ways that the money came.
    till.psp.refunding = Refunding.DONE
    await till.payments.refund(order(after, "A1"))
    await till.payments.sweep_once()
    assert (await till.box.bookings.get(after.booking_id)).state is State.REFUNDED
    assert [call[1] for call in till.psp.asked("refund")] == ["INR 200.00"]
    await till.box.database.read(agree)


async def test_the_sweep_goes_on_with_it_when_the_counter_is_gone(till: Till) -> None:
    asked, _ = await begun(till, UPI_200)
    till.box.clock.advance(1)
    await till.payments.hear(till.webhook(asked.hold_id, "T1", "succeeded"))
    till.box.clock.advance(20)
    await till.payments.sweep_once()
    assert (await till.box.bookings.get(asked.hold_id)).state is State.CONFIRMED
    assert await seats(till, asked.booking_id) == []


async def test_what_is_not_paid_in_time_exchanges_nothing_and_gives_the_other_part_back(
    till: Till,
) -> None:
    asked, state = await begun(till, CASH_100, UPI_100)
    assert state is State.PENDING
    pending = await till.box.bookings.get(asked.hold_id)
    assert pending.expires_at is not None
    till.box.clock.advance((pending.expires_at - till.box.clock.now()).total_seconds() + 1)
    await till.payments.sweep_once()
    with pytest.raises(HoldOver):
        await till.payments.exchange(asked)
    assert await seats(till, asked.booking_id) == ["D1"]
    assert await till.taken(pending) == [PaymentState.REFUND_DUE, PaymentState.CLOSED]
    await till.box.database.read(agree)


async def test_it_is_given_up_at_the_counter_and_its_cash_handed_back(till: Till) -> None:
    asked, _ = await begun(till, CASH_100, UPI_100)
    await till.payments.give_up(asked.hold_id, "up-1", "clerk-1", "Till 1")
    # Nothing of it is left that a refund of the old ticket would wait for.
    old = await till.box.bookings.get(asked.booking_id)
    assert [line.seat_id for line in old.seats] == ["D1"]
    await till.payments.refund(order(old, "D1"))
    assert (await till.box.bookings.get(old.booking_id)).state is State.REFUNDED
    assert (await till.box.database.read(drawer))[:3] == [
        ("taken", 20_000),
        ("taken", 10_000),
        ("returned", 10_000),
    ]


async def test_a_voucher_pays_the_difference_at_once_with_a_rest_in_cash(till: Till) -> None:
    issued = await issue(till, 150)
    asked, state = await begun(till, voucher(issued.code, 150), Tender(TenderKind.CASH, 5_000))
    assert state is State.CONFIRMED
    assert await balance(till, issued) == rupees(0)
    await till.box.database.read(agree)
    after = await till.box.bookings.get(asked.hold_id)
    await till.payments.refund(order(after, "A1"))
    assert await balance(till, issued) == rupees(150)


async def test_a_voucher_that_is_not_worth_it_leaves_old_and_new_seats_where_they_are(
    till: Till,
) -> None:
    issued = await issue(till, 100)
    with pytest.raises(VoucherRefused):
        await begun(till, voucher(issued.code, 200))
    assert await till.box.counts() == (89, 1, 0, 1, 0)


async def test_old_tickets_that_were_given_back_meanwhile_free_the_new_seats_and_owe_what_was_paid(
    till: Till,
) -> None:
    asked, _ = await begun(till, CASH_100, UPI_100)
    old = await till.box.bookings.get(asked.booking_id)
    await till.payments.refund(order(old, "D1"))
    with pytest.raises(Refusal):
        await paid(till, asked)
    pending = await till.box.bookings.get(asked.hold_id)
    assert pending.state is State.CANCELLED
    assert await till.taken(pending) == [PaymentState.REFUND_DUE, PaymentState.REFUND_DUE]
    await till.box.database.read(agree)


@pytest.mark.parametrize("after_commit", [False, True])
@pytest.mark.parametrize("step", ["begin", "open_booking", "record", "exchange", "owe", "finish"])
async def test_it_is_done_once_or_not_at_all_wherever_a_process_dies(
    till: Till, step: str, after_commit: bool
) -> None:
    issued = await issue(till, 200)
    sold = await sell(till.box, till.payments, "D1")
    held = await till.box.hold("A1")
    asked = exchange_of(sold, "D1", held, voucher(issued.code, 200))
    dying = MortalDatabase(till.box.database, step, after_commit=after_commit)
    other = till_over(till.box, till.psp, dying)
    await other.box.bookings.start()
    with pytest.raises(Died):
        await other.payments.exchange(asked)
    await other.box.bookings.stop()
    till.box.clock.advance(20)
    await till.payments.sweep_once()
    after = await till.payments.exchange(asked)
    assert (after.state, after.paid) == (State.CONFIRMED, rupees(400))
    assert await balance(till, issued) == rupees(0)
    assert await seats(till, asked.booking_id) == []
    await till.box.database.read(agree)
