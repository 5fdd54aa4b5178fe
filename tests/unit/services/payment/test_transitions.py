"""The whole table of steps: what each command makes of a booking, and of a payment, in each state
that these can be in. What is not allowed is refused and changes nothing."""

from collections.abc import Awaitable, Callable

import pytest

from boxoffice.model.booking import Booking, BookingState, ConfirmOutcome, PaidAmount
from boxoffice.model.errors import Refusal, WrongState
from boxoffice.model.payment import Payment, PaymentState, Tender, TenderKind
from boxoffice.services.payment.providers import Closing, Refunding
from tests.unit.services.booking.box import CLAIM_SECONDS, rupees
from tests.unit.services.payment.psp import Till
from tests.unit.services.payment.test_refunds import order

B, P = BookingState, PaymentState
CASH_100, CASH_400 = Tender(TenderKind.CASH, 10_000), Tender(TenderKind.CASH, 40_000)
UPI_300, UPI_400 = Tender(TenderKind.UPI, 30_000), Tender(TenderKind.UPI, 40_000)

pytestmark = pytest.mark.parametrize("database", ["sqlite"], indirect=True)

Made = Callable[[Till], Awaitable[Booking]]
Command = Callable[[Till, Booking], Awaitable[object]]


async def held(till: Till) -> Booking:
    return await till.box.hold("A1")


async def pending(till: Till) -> Booking:
    return await till.box.claim("A1")


async def take(till: Till, *tenders: Tender) -> Booking:
    booking = await held(till)
    await till.payments.take(booking.booking_id, tenders, "sale", "clerk-1")
    return await till.state(booking)


async def paid_in_part(till: Till) -> Booking:
    return await take(till, CASH_100, UPI_300)


async def confirmed(till: Till) -> Booking:
    return await take(till, CASH_400)


async def cancelled(till: Till) -> Booking:
    booking = await pending(till)
    await till.box.bookings.release(booking.booking_id, "clerk-1")
    return await till.state(booking)


async def expired(till: Till) -> Booking:
    return await till.box.expire(await pending(till))


async def refund_pending(till: Till) -> Booking:
    """Paid by UPI, which its provider is still giving back."""
    booking = await take(till, UPI_400)
    await till.hear(booking)
    till.psp.refunding = Refunding.UNDER_WAY
    await till.payments.refund(order(await till.state(booking), "A1"))
    return await till.state(booking)


async def refunded(till: Till) -> Booking:
    booking = await confirmed(till)
    await till.payments.refund(order(booking, "A1"))
    return await till.state(booking)


MADE: dict[str, Made] = {
    "held": held,
    "pending": pending,
    "paid in part": paid_in_part,
    "confirmed": confirmed,
    "cancelled": cancelled,
    "expired": expired,
    "refund pending": refund_pending,
    "refunded": refunded,
}
COMMANDS: dict[str, Command] = {
    "extend": lambda till, it: till.box.bookings.extend(it.booking_id),
    "claim": lambda till, it: till.box.bookings.claim(it.booking_id, "clerk-1"),
    "release": lambda till, it: till.box.bookings.release(it.booking_id, "clerk-1"),
    "give up": lambda till, it: till.box.bookings.give_up(it.booking_id, "clerk-1"),
    "give back": lambda till, it: till.box.bookings.give_back(
        it.booking_id, (it.lines[0].line_id,), "key", "clerk-1"
    ),
    "end refund": lambda till, it: till.box.bookings.end_refund(it.booking_id),
    "sell": lambda till, it: till.payments.take(it.booking_id, (CASH_400,), "other", "clerk-1"),
}
#: What each command leads to from each state; refused where there is nothing, and then it stays.
STEPS: dict[str, dict[str, BookingState]] = {
    "held": {"extend": B.HELD, "claim": B.PENDING, "release": B.CANCELLED, "sell": B.CONFIRMED},
    "pending": {
        "claim": B.PENDING, "release": B.CANCELLED, "give up": B.CANCELLED,
        "end refund": B.PENDING, "sell": B.CONFIRMED,
    },
    "paid in part": {"claim": B.PENDING, "give up": B.CANCELLED, "end refund": B.PENDING},
    "confirmed": {"claim": B.CONFIRMED, "give back": B.REFUND_PENDING, "end refund": B.CONFIRMED},
    "cancelled": {"release": B.CANCELLED, "give up": B.CANCELLED, "end refund": B.CANCELLED},
    "expired": {"release": B.EXPIRED, "end refund": B.EXPIRED},
    "refund pending": {"end refund": B.REFUNDED},
    "refunded": {"end refund": B.REFUNDED},
}  # fmt: skip


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize("state", MADE)
async def test_each_command_takes_a_booking_where_the_table_says_or_nowhere(
    till: Till, state: str, command: str
) -> None:
    booking = await MADE[state](till)
    wanted = STEPS[state].get(command)
    if wanted is None:
        with pytest.raises(Refusal):
            await COMMANDS[command](till, booking)
        assert (await till.state(booking)).state is booking.state
        return
    await COMMANDS[command](till, booking)
    assert (await till.state(booking)).state is wanted


@pytest.mark.parametrize(
    ("state", "kept"),
    [
        ("pending", B.CONFIRMED),
        # Late money has its seats again, which nobody else wanted.
        ("expired", B.CONFIRMED),
        ("confirmed", None),
        ("cancelled", None),
        ("refund pending", None),
        ("refunded", None),
    ],
)
async def test_money_that_comes_is_kept_or_goes_back_as_the_table_says(
    till: Till, state: str, kept: BookingState | None
) -> None:
    booking = await MADE[state](till)
    more = PaidAmount("more", rupees(400))
    outcome = await till.box.bookings.confirm(booking.booking_id, more)
    wanted = ConfirmOutcome.REFUND if kept is None else ConfirmOutcome.CONFIRMED
    assert outcome is wanted
    assert (await till.state(booking)).state is (kept or booking.state)


async def test_a_hold_that_is_only_held_takes_no_money_and_cannot_be_given_up(till: Till) -> None:
    booking = await held(till)
    for ask in (
        till.box.bookings.confirm(booking.booking_id, PaidAmount("p", rupees(400))),
        till.box.bookings.give_up(booking.booking_id, "clerk-1"),
    ):
        with pytest.raises(Refusal):
            await ask


async def an_open(till: Till) -> Payment:
    booking = await take(till, UPI_400)
    return await till.payment(booking)


async def a_failed(till: Till) -> Payment:
    payment = await an_open(till)
    await till.hear(payment.booking_id, status="failed")
    return await till.payment(await till.box.bookings.get(payment.booking_id))


async def a_closed(till: Till) -> Payment:
    payment = await an_open(till)
    return await till.payment(await till.payments.close_open(payment.booking_id))


async def a_captured(till: Till) -> Payment:
    payment = await an_open(till)
    await till.hear(payment.booking_id)
    return await till.payment(await till.box.bookings.get(payment.booking_id))


async def a_due(till: Till) -> Payment:
    """Cash of a sale that ended before the rest was there."""
    booking = await paid_in_part(till)
    till.box.clock.advance(CLAIM_SECONDS + 1)
    await till.payments.sweep_once()
    return (await till.payments.of_booking(booking.booking_id))[0]


async def a_refunded(till: Till) -> Payment:
    booking = await refunded(till)
    return await till.payment(booking)


PAYMENTS: dict[PaymentState, Callable[[Till], Awaitable[Payment]]] = {
    P.OPEN: an_open,
    P.FAILED: a_failed,
    P.CLOSED: a_closed,
    P.CAPTURED: a_captured,
    P.REFUND_DUE: a_due,
    P.REFUNDED: a_refunded,
}
DONE_TO: dict[str, Callable[[Till, Payment], Awaitable[object]]] = {
    "paid": lambda till, it: till.hear(it.booking_id, "T1"),
    "failed": lambda till, it: till.hear(it.booking_id, "T1", "failed"),
    "closed": lambda till, it: till.payments.close_open(it.booking_id),
    "handed back": lambda till, it: till.payments.returned(it.payment_id, "back", "boss"),
    "given up": lambda till, it: till.payments.give_up(it.booking_id, "up", "clerk-1"),
}
#: Where there is nothing, a payment stays as it is.
MONEY: dict[PaymentState, dict[str, PaymentState]] = {
    P.OPEN: {"paid": P.CAPTURED, "failed": P.FAILED, "closed": P.CLOSED, "given up": P.CLOSED},
    # A customer may pay after all what had failed; money for one that is closed is a payment of its
    # own.
    P.FAILED: {"paid": P.CAPTURED},
    P.CLOSED: {},
    P.CAPTURED: {},
    P.REFUND_DUE: {"handed back": P.REFUNDED},
    P.REFUNDED: {},
}


assert {state for steps in STEPS.values() for state in steps.values()} == set(B)
assert set(PAYMENTS) == set(P) == set(MONEY)


@pytest.mark.parametrize("done", DONE_TO)
@pytest.mark.parametrize("state", PAYMENTS)
async def test_what_is_done_to_a_payment_leads_where_the_table_says(
    till: Till, state: PaymentState, done: str
) -> None:
    payment = await PAYMENTS[state](till)
    assert payment.state is state
    till.psp.closing = Closing.CLOSED
    refused = done == "handed back" and state is not P.REFUND_DUE
    if refused:
        with pytest.raises(WrongState):
            await DONE_TO[done](till, payment)
    else:
        await DONE_TO[done](till, payment)
    found = await till.payments.of_booking(payment.booking_id)
    (after,) = [one.state for one in found if one.payment_id == payment.payment_id]
    assert after is MONEY[state].get(done, state)
