"""What the counter takes besides cash: card terminals, vouchers and UPI, alone and together."""

import asyncio

import pytest

from boxoffice.model.booking import Booking, BookingState
from boxoffice.model.errors import (
    BadInput,
    KeyReused,
    NotFound,
    Refusal,
    TryAgain,
    VoucherRefused,
    WrongState,
)
from boxoffice.model.money import Money
from boxoffice.model.payment import PaymentKind, PaymentState, Tender, TenderKind, Voucher
from boxoffice.rules.voucher_codes import is_voucher, voucher_code
from boxoffice.services.payment.providers import Closing
from tests.unit.services.booking.box import CLAIM_SECONDS, later, rupees
from tests.unit.services.payment.psp import Till

State = BookingState
OPEN, CAPTURED, FAILED = PaymentState.OPEN, PaymentState.CAPTURED, PaymentState.FAILED
DUE, REFUNDED, CLOSED = PaymentState.REFUND_DUE, PaymentState.REFUNDED, PaymentState.CLOSED

CASH_100 = Tender(TenderKind.CASH, 10_000)
UPI_300 = Tender(TenderKind.UPI, 30_000)
CASH_400 = Tender(TenderKind.CASH, 40_000)
CARD_400 = Tender(TenderKind.CARD_TERMINAL, 40_000, reference="APPROVAL-7")


async def take(till: Till, booking: Booking, *tenders: Tender, key: str = "key-1") -> Booking:
    """takePayment, a second later."""
    till.box.clock.advance(1)
    return await till.payments.take(booking.booking_id, tenders, key, "clerk-1")


async def issue(till: Till, amount: int, key: str = "issue-1", at: str = "PVRAH") -> Voucher:
    """A voucher of so many rupees."""
    return await till.payments.issue_voucher(at, rupees(amount), None, key, "admin-1")


def voucher(code: str, amount: int) -> Tender:
    return Tender(TenderKind.VOUCHER, amount * 100, reference=code)


async def balance(till: Till, issued: Voucher) -> Money:
    return (await till.payments.voucher("PVRAH", issued.code)).balance


async def test_the_card_terminal_settles_at_once_with_its_approval_code(till: Till) -> None:
    held = await till.box.hold("A1")
    sold = await take(till, held, CARD_400)
    assert sold.state is State.CONFIRMED
    payment = await till.payment(held)
    assert (payment.kind, payment.reference, payment.state) == (
        PaymentKind.CARD_TERMINAL,
        "APPROVAL-7",
        CAPTURED,
    )


async def test_a_voucher_pays_as_far_as_its_balance_goes(till: Till) -> None:
    issued = await issue(till, 500)
    first = await take(till, await till.box.hold("A1"), voucher(issued.code, 400))
    assert first.state is State.CONFIRMED
    assert await balance(till, issued) == rupees(100)
    second = await till.box.hold("A2")
    with pytest.raises(VoucherRefused, match=r"INR 100\.00 left"):
        await take(till, second, voucher(issued.code, 400), key="key-2")
    assert (await till.state(second)).state is State.HELD
    typed = f" {issued.code.lower().replace('-', '')} "
    rest = Tender(TenderKind.CASH, 30_000)
    sold = await take(till, second, voucher(typed, 100), rest, key="key-3")
    assert sold.state is State.CONFIRMED
    assert await balance(till, issued) == rupees(0)


async def test_a_voucher_used_at_two_tills_at_once_pays_once(till: Till) -> None:
    issued = await issue(till, 400)
    held = [await till.box.hold(seat) for seat in ("A1", "A2", "A3")]
    sales = [
        take(till, booking, voucher(issued.code, 400), key=booking.booking_id) for booking in held
    ]
    answers = await asyncio.gather(*sales, return_exceptions=True)
    sold = [answer for answer in answers if isinstance(answer, Booking)]
    assert [booking.state for booking in sold] == [State.CONFIRMED]
    assert all(isinstance(answer, Refusal) for answer in answers if answer not in sold)
    assert await balance(till, issued) == rupees(0)


async def test_a_voucher_of_another_theatre_or_past_its_time_pays_nothing(till: Till) -> None:
    held = await till.box.hold("A1")
    elsewhere = await issue(till, 400, at="CPUNE")
    with pytest.raises(VoucherRefused, match="no such voucher"):
        await take(till, held, voucher(elsewhere.code, 400))
    with pytest.raises(NotFound):
        await till.payments.voucher("PVRAH", elsewhere.code)
    short = await till.payments.issue_voucher("PVRAH", rupees(400), later(60), "issue-2", "admin-1")
    till.box.clock.advance(60)
    with pytest.raises(VoucherRefused, match="no longer valid"):
        await take(till, held, voucher(short.code, 400))
    dollars = Money(40_000, "USD")
    foreign = await till.payments.issue_voucher("PVRAH", dollars, None, "issue-3", "admin-1")
    with pytest.raises(VoucherRefused, match="is for USD"):
        await take(till, held, voucher(foreign.code, 400))
    assert (await till.state(held)).state is State.HELD


async def test_a_voucher_is_issued_once_under_its_key(till: Till) -> None:
    issued = await issue(till, 500)
    assert await issue(till, 500) == issued
    with pytest.raises(KeyReused):
        await issue(till, 600)
    assert (await issue(till, 500, at="CPUNE")).code != issued.code
    with pytest.raises(BadInput, match="more than nothing"):
        await issue(till, 0, key="issue-2")
    with pytest.raises(BadInput, match="some time"):
        await till.payments.issue_voucher("PVRAH", rupees(1), later(0), "issue-3", "admin-1")


def test_a_voucher_code_is_read_however_it_is_typed() -> None:
    assert voucher_code(" abcd efgh-jklm ") == "ABCD-EFGH-JKLM"
    assert is_voucher(" abcd efgh-jklm ")
    assert not any(map(is_voucher, ("MATINEE", "ABCD-EFGH-JKL1", "ABCD-EFGH-JKLMN", "")))


async def test_upi_leaves_the_booking_pending_with_a_link_until_its_money_comes(
    till: Till,
) -> None:
    held = await till.box.hold("A1")
    pending = await take(till, held, Tender(TenderKind.UPI, 40_000))
    assert (pending.state, pending.paid) == (State.PENDING, rupees(0))
    payment = await till.payment(held)
    assert (payment.kind, payment.state, payment.upi_link) == (
        PaymentKind.UPI,
        OPEN,
        "upi://pay?x",
    )
    assert await take(till, held, Tender(TenderKind.UPI, 40_000)) == pending
    await till.hear(held)
    sold = await take(till, held, Tender(TenderKind.UPI, 40_000))
    assert (sold.state, sold.paid) == (State.CONFIRMED, rupees(400))
    assert len(till.psp.asked("open")) == 1


async def test_a_split_sale_is_confirmed_by_its_last_part(till: Till) -> None:
    held = await till.box.hold("A1")
    pending = await take(till, held, CASH_100, UPI_300)
    assert (pending.state, pending.paid) == (State.PENDING, rupees(100))
    assert await till.taken(held) == [CAPTURED, OPEN]
    await till.hear(held, amount_minor=30_000)
    sold = await till.state(held)
    assert (sold.state, sold.paid) == (State.CONFIRMED, rupees(400))
    assert await till.taken(held) == [CAPTURED, CAPTURED]


async def test_the_settled_parts_of_a_split_sale_are_given_back_when_the_rest_never_comes(
    till: Till,
) -> None:
    issued = await issue(till, 200)
    held = await till.box.hold("A1")
    upi = Tender(TenderKind.UPI, 10_000)
    await take(till, held, CASH_100, voucher(issued.code, 200), upi)
    assert await balance(till, issued) == rupees(0)
    till.box.clock.advance(CLAIM_SECONDS)
    await till.payments.sweep_once()
    assert (await till.state(held)).state is State.EXPIRED
    assert await till.taken(held) == [DUE, REFUNDED, CLOSED]
    assert await balance(till, issued) == rupees(200)
    assert await till.told("payment_captured") == ["refund_due", "payment_refunded"]
    # Late money for a part cannot buy the seats any more.
    await till.hear(held)
    await till.payments.sweep_once()
    assert await till.taken(held) == [DUE, REFUNDED, CLOSED, REFUNDED]
    assert await till.box.counts() == (91, 0, 0, 0, 0)


async def test_after_upi_has_failed_the_rest_is_paid_otherwise(till: Till) -> None:
    held = await till.box.hold("A1")
    await take(till, held, CASH_100, UPI_300)
    await till.hear(held, "T1", "failed")
    pending = await take(till, held, CASH_100, UPI_300)
    assert (pending.state, pending.paid) == (State.PENDING, rupees(100))
    rest = Tender(TenderKind.CARD_TERMINAL, 30_000, reference="APPROVAL-8")
    sold = await take(till, held, rest, key="key-2")
    assert (sold.state, sold.paid) == (State.CONFIRMED, rupees(400))
    assert await till.taken(held) == [CAPTURED, FAILED, CAPTURED]


async def test_cash_instead_of_open_upi_closes_it_at_its_provider_first(till: Till) -> None:
    held = await till.box.hold("A1")
    await take(till, held, Tender(TenderKind.UPI, 40_000))
    till.psp.silent = True
    with pytest.raises(TryAgain, match="does not say whether it was paid"):
        await take(till, held, CASH_400, key="key-2")
    assert await till.taken(held) == [OPEN]
    till.psp.silent = False
    sold = await take(till, held, CASH_400, key="key-2")
    assert sold.state is State.CONFIRMED
    assert await till.taken(held) == [CLOSED, CAPTURED]
    assert len(till.psp.asked("close")) == 2


async def test_cash_for_what_upi_has_paid_meanwhile_is_not_taken(till: Till) -> None:
    held = await till.box.hold("A1")
    await take(till, held, Tender(TenderKind.UPI, 40_000))
    till.psp.closing = Closing.PAID
    till.say(await till.payment(held))
    with pytest.raises(WrongState, match="no money is due"):
        await take(till, held, CASH_400, key="key-2")
    assert await till.taken(held) == [CAPTURED]
    assert (await till.state(held)).state is State.CONFIRMED


async def test_upi_that_could_not_be_opened_is_opened_when_asked_again(till: Till) -> None:
    held = await till.box.hold("A1")
    till.psp.silent = True
    pending = await take(till, held, CASH_100, UPI_300)
    assert (pending.state, pending.paid) == (State.PENDING, rupees(100))
    till.psp.silent = False
    await take(till, held, CASH_100, UPI_300)
    _, upi = await till.payments.of_booking(held.booking_id)
    assert upi.upi_link == "upi://pay?x"


async def test_the_rest_of_a_split_sale_can_be_paid_online(till: Till) -> None:
    held = await till.box.hold("A1")
    await take(till, held, CASH_100, UPI_300)
    await till.hear(held, "T1", "failed")
    await till.pay(held)
    *_, online = await till.payments.of_booking(held.booking_id)
    assert online.amount == rupees(300)
    await till.hear(held, "T2", amount_minor=30_000)
    assert (await till.state(held)).state is State.CONFIRMED


async def test_the_states_of_many_bookings_are_read_at_once(till: Till) -> None:
    first, second = await till.open("A1"), await till.box.hold("A2")
    await take(till, second, CASH_400)
    asked = (second.booking_id, "unknown", first.booking_id)
    found = await till.payments.states(asked)
    assert [each.booking_id for each in found] == list(asked)
    assert [each.states for each in found] == [(CAPTURED,), (), (OPEN,)]


async def test_an_upi_payment_that_is_closed_makes_way_for_cash(till: Till) -> None:
    held = await till.box.hold("A1")
    await take(till, held, Tender(TenderKind.UPI, 40_000))
    pending = await till.payments.close_open(held.booking_id)
    assert (pending.state, await till.taken(held)) == (State.PENDING, [CLOSED])
    sold = await take(till, held, CASH_400, key="key-2")
    assert sold.state is State.CONFIRMED


async def test_an_upi_payment_that_was_made_before_it_could_be_closed_buys_the_seats(
    till: Till,
) -> None:
    held = await till.box.hold("A1")
    await take(till, held, Tender(TenderKind.UPI, 40_000))
    till.psp.closing = Closing.PAID
    till.say(await till.payment(held))
    sold = await till.payments.close_open(held.booking_id)
    assert (sold.state, await till.taken(held)) == (State.CONFIRMED, [CAPTURED])


async def test_nobody_pays_otherwise_while_it_is_unknown_whether_upi_was_paid(till: Till) -> None:
    held = await till.box.hold("A1")
    await take(till, held, Tender(TenderKind.UPI, 40_000))
    till.psp.silent = True
    with pytest.raises(TryAgain, match="does not say whether it was"):
        await till.payments.close_open(held.booking_id)
    assert ((await till.state(held)).state, await till.taken(held)) == (State.PENDING, [OPEN])


async def test_who_asks_again_under_the_same_key_has_the_provider_asked(till: Till) -> None:
    held = await till.box.hold("A1")
    await take(till, held, Tender(TenderKind.UPI, 40_000))
    till.say(await till.payment(held))
    sold = await take(till, held, Tender(TenderKind.UPI, 40_000))
    assert (sold.state, await till.taken(held)) == (State.CONFIRMED, [CAPTURED])
