"""Payments through a provider: opened once, asked after, closed before seats are let go."""

import asyncio
import logging
from collections import Counter
from collections.abc import AsyncGenerator
from contextlib import aclosing
from dataclasses import replace
from typing import cast

import pytest

from boxoffice.model.booking import Booking, BookingState
from boxoffice.model.errors import HoldOver, NoProvider, NotFound, TryAgain, WrongState
from boxoffice.model.money import Money
from boxoffice.model.payment import (
    OnlinePayment,
    PaymentKind,
    PaymentState,
    TransactionStatus,
)
from boxoffice.model.terms import TicketType
from boxoffice.services.booking import Bookings
from boxoffice.services.payment import Payments, at_provider, following
from boxoffice.services.payment.methods import PaymentMethods
from boxoffice.services.payment.providers import Closing, Refunding
from boxoffice.stores.migrate import MigratableDatabase
from tests.unit.services.booking.box import CLAIM_SECONDS, TERMS, Box, offered, open_box, rupees
from tests.unit.services.faults import Died, MortalDatabase
from tests.unit.services.payment.psp import METHOD, NAME, Psp, Till, till_over

State = BookingState
OPEN, CAPTURED, FAILED = PaymentState.OPEN, PaymentState.CAPTURED, PaymentState.FAILED
DUE, REFUNDED, CLOSED = PaymentState.REFUND_DUE, PaymentState.REFUNDED, PaymentState.CLOSED


#: Well below what a provider may take to answer.
PATIENCE_SECONDS = 5.0


def watch(box: Box, booking_id: str) -> AsyncGenerator[Booking]:
    """The booking whenever it changes."""
    return cast(AsyncGenerator[Booking], box.bookings.watch_booking(booking_id))


class HangingPsp(Psp):
    """A provider that never says whether a payment is closed."""

    async def close(self, reference: str) -> Closing:
        await asyncio.Event().wait()
        raise AssertionError


async def test_an_opened_payment_waits_for_its_money(till: Till) -> None:
    held = await till.box.hold("A1", "A2")
    opened = await till.pay(held)
    payment = await till.payment(held)
    assert opened == OnlinePayment(
        held.booking_id, f"https://psp/ref-{payment.payment_id}", "shared", "Pay."
    )
    assert (payment.kind, payment.amount, payment.state) == (PaymentKind.ONLINE, rupees(800), OPEN)
    assert (payment.provider, payment.upi_link) == ("psp", "upi://pay?x")
    assert (await till.state(held)).state is State.PENDING
    assert await till.box.counts() == (89, 0, 2, 0, 0)
    assert await till.told() == []


async def test_an_open_payment_is_answered_again(till: Till) -> None:
    held = await till.box.hold("A1")
    opened = [await till.pay(held) for _ in range(3)]
    assert opened == [opened[0]] * 3
    assert len(till.psp.asked("open")) == 1


async def test_a_payment_opened_from_several_places_at_once_is_opened_once(till: Till) -> None:
    held = await till.box.hold("A1")
    opened = await asyncio.gather(*(till.pay(held) for _ in range(5)))
    assert list(opened) == [opened[0]] * 5
    assert await till.taken(held) == [OPEN]


async def test_a_booking_that_needs_no_money_opens_no_payment(till: Till) -> None:
    with pytest.raises(NotFound):
        await till.payments.open_online("unknown", METHOD)
    held = await till.box.hold("A1")
    with pytest.raises(NoProvider, match="“cheque”"):
        await till.payments.open_online(held.booking_id, "cheque")
    paid = await till.box.sell("A2")
    with pytest.raises(WrongState, match="paid"):
        await till.pay(paid)
    pending = await till.box.claim("A3")
    till.box.clock.advance(CLAIM_SECONDS)
    with pytest.raises(HoldOver, match="time to pay"):
        await till.pay(pending)
    await till.payments.sweep_once()
    with pytest.raises(HoldOver, match="over"):
        await till.pay(pending)
    assert till.psp.calls == []


async def test_seats_that_cost_nothing_open_no_payment_and_stay_held(till: Till) -> None:
    terms = replace(TERMS, ticket_types=(*TERMS.ticket_types, TicketType("free", "Free", "F", 0)))
    await till.box.bookings.put_show(replace(offered(version=2), terms=terms))
    held = await till.box.hold("A1 free")
    with pytest.raises(WrongState, match="Nothing is to be paid"):
        await till.payments.open_online(held.booking_id, METHOD)
    assert (await till.box.bookings.get(held.booking_id)).state is BookingState.HELD


async def test_a_provider_that_does_not_answer_is_asked_again_for_the_same_payment(
    till: Till,
) -> None:
    held = await till.box.hold("A1")
    till.psp.silent = True
    with pytest.raises(TryAgain, match="does not answer"):
        await till.pay(held)
    till.psp.silent = False
    opened = await till.pay(held)
    assert opened.client_secret == "shared"
    assert len(set(till.psp.asked("open"))) == 1
    assert await till.taken(held) == [OPEN]


async def test_a_payment_that_nobody_asks_for_again_is_opened_by_the_sweep(till: Till) -> None:
    held = await till.box.hold("A1")
    till.psp.silent = True
    with pytest.raises(TryAgain):
        await till.pay(held)
    till.psp.silent = False
    till.box.clock.advance(15)
    await till.payments.sweep_once()
    assert (await till.payment(held)).reference.startswith("ref-")


async def test_a_payment_that_its_provider_refuses_has_failed(till: Till) -> None:
    held = await till.box.hold("A1")
    till.psp.refuses = True
    with pytest.raises(NoProvider, match="refuses"):
        await till.pay(held)
    assert await till.taken(held) == [FAILED]
    till.psp.refuses = False
    await till.pay(held)
    assert await till.taken(held) == [FAILED, OPEN]


async def test_a_provider_that_takes_too_long_counts_as_silent(
    till: Till, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def never(*_: object) -> None:
        await asyncio.Event().wait()

    monkeypatch.setattr(at_provider, "PROVIDER_SECONDS", 0.01)
    monkeypatch.setattr(Psp, "open", never)
    with pytest.raises(TryAgain):
        await till.pay(await till.box.hold("A1"))


async def test_a_lost_webhook_is_made_up_for_by_asking(till: Till) -> None:
    booking = await till.open("A1")
    till.say(await till.payment(booking))
    await till.payments.sweep_once()
    assert (await till.state(booking)).state is State.PENDING
    till.box.clock.advance(15)
    await till.payments.sweep_once()
    assert (await till.state(booking)).state is State.CONFIRMED
    await till.hear(booking)
    assert await till.taken(booking) == [CAPTURED]


async def test_asking_learns_of_a_failure_too_and_goes_on_while_nothing_has_ended(
    till: Till,
) -> None:
    booking = await till.open("A1")
    for _ in range(3):
        till.box.clock.advance(15)
        await till.payments.sweep_once()
    assert len(till.psp.asked("status")) == 3
    till.say(await till.payment(booking), status=TransactionStatus.FAILED)
    till.box.clock.advance(15)
    await till.payments.sweep_once()
    assert await till.taken(booking) == [FAILED]


async def test_seats_are_let_go_after_the_payment_is_closed_at_its_provider(till: Till) -> None:
    booking = await till.open("A1")
    till.box.clock.advance(CLAIM_SECONDS)
    await till.payments.sweep_once()
    payment = await till.payment(booking)
    assert till.psp.asked("close") == [(payment.reference,)]
    assert payment.state is CLOSED
    assert (await till.state(booking)).state is State.EXPIRED
    assert await till.box.counts() == (91, 0, 0, 0, 0)


async def test_a_payment_that_was_never_answered_is_closed_under_the_name_it_has_there(
    till: Till,
) -> None:
    held = await till.box.hold("A1")
    till.psp.silent = True
    with pytest.raises(TryAgain):
        await till.pay(held)
    till.psp.silent = False
    till.box.clock.advance(CLAIM_SECONDS)
    await till.payments.sweep_once()
    payment = await till.payment(held)
    assert till.psp.asked("close") == [(f"ref-{payment.payment_id}",)]
    assert (await till.state(held)).state is State.EXPIRED


async def test_while_a_provider_is_silent_the_seats_stay_and_staff_are_told_once(
    till: Till,
) -> None:
    booking = await till.open("A1")
    till.psp.silent = True
    till.box.clock.advance(CLAIM_SECONDS)
    for _ in range(100):
        await till.payments.sweep_once()
        till.box.clock.advance(5)
    assert (await till.state(booking)).state is State.PENDING
    assert await till.box.counts() == (90, 0, 1, 0, 0)
    assert await till.told() == ["provider_silent"]
    assert len(till.psp.asked("close")) == 7
    till.psp.silent = False
    till.box.clock.advance(300)
    await till.payments.sweep_once()
    assert (await till.state(booking)).state is State.EXPIRED
    assert await till.taken(booking) == [CLOSED]


async def test_a_payment_that_was_paid_before_it_could_be_closed_confirms(till: Till) -> None:
    booking = await till.open("A1")
    till.psp.closing = Closing.PAID
    till.say(await till.payment(booking))
    till.box.clock.advance(CLAIM_SECONDS)
    await till.payments.sweep_once()
    assert (await till.state(booking)).state is State.CONFIRMED
    assert await till.taken(booking) == [CAPTURED]


async def test_a_payment_said_to_be_paid_but_not_how_keeps_the_seats(till: Till) -> None:
    booking = await till.open("A1")
    till.psp.closing = Closing.PAID
    till.box.clock.advance(CLAIM_SECONDS)
    await till.payments.sweep_once()
    assert (await till.state(booking)).state is State.PENDING
    assert await till.taken(booking) == [OPEN]


async def test_a_wrong_amount_that_staff_were_told_of_keeps_no_seats(till: Till) -> None:
    booking = await till.open("A1")
    till.psp.closing = Closing.PAID
    till.say(await till.payment(booking), amount=Money(100, "INR"))
    till.box.clock.advance(CLAIM_SECONDS)
    await till.payments.sweep_once()
    assert (await till.state(booking)).state is State.EXPIRED
    assert await till.told() == ["amount_wrong"]


async def test_the_payment_of_a_cancelled_booking_is_closed(till: Till) -> None:
    booking = await till.open("A1")
    await till.box.bookings.release(booking.booking_id, "guest")
    till.box.clock.advance(15)
    await till.payments.sweep_once()
    assert await till.taken(booking) == [CLOSED]
    assert len(till.psp.asked("close")) == 1


async def test_payments_that_fail_keep_none_of_the_others_waiting(
    till: Till, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(following, "LOOK_BATCH", 2)
    stuck = [await till.open(seat) for seat in ("A1", "A2", "A3", "A4")]
    names = {(await till.payment(booking)).reference for booking in stuck}
    close = Psp.close

    async def close_some(psp: Psp, reference: str) -> Closing:
        if reference in names:
            raise ConnectionError("lost")
        return await close(psp, reference)

    monkeypatch.setattr(Psp, "close", close_some)
    fine = await till.open("B1")
    till.box.clock.advance(CLAIM_SECONDS)
    for _ in range(3):
        await till.payments.sweep_once()
        till.box.clock.advance(1)
    assert (await till.state(fine)).state is State.EXPIRED
    assert {(await till.state(booking)).state for booking in stuck} == {State.PENDING}


async def test_a_booking_that_cannot_be_ended_is_logged_by_its_number(
    till: Till, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    async def fail(booking_id: str) -> Booking:
        raise ConnectionError

    unpaid = await till.box.claim("A1")
    monkeypatch.setattr(till.box.bookings, "expire", fail)
    till.box.clock.advance(CLAIM_SECONDS + 1)
    await till.payments.sweep_once()
    assert f"An overdue booking could not be ended: {unpaid.number}." in caplog.messages
    assert unpaid.booking_id not in caplog.text


async def test_a_silent_provider_delays_nothing_of_another_one(
    box: Box, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("boxoffice.services.payment.following.ASK_SECONDS", 0.0)
    monkeypatch.setattr(following, "LOOK_BATCH", 2)
    silent, fine = HangingPsp(), Psp()
    monkeypatch.setattr(at_provider, "PROVIDER_SECONDS", 10 * PATIENCE_SECONDS)
    methods = PaymentMethods({"silent": silent, NAME: fine}, {"card": "silent", METHOD: NAME})
    payments = Payments(box.database, box.clock, box.bookings, methods)
    for seat in ("A1", "A2", "A3"):
        await payments.open_online((await box.hold(seat)).booking_id, "card")
    box.clock.advance(1)
    other = (await box.hold("B1")).booking_id
    await payments.open_online(other, METHOD)
    box.clock.advance(CLAIM_SECONDS)
    await payments.start()
    try:
        async with asyncio.timeout(PATIENCE_SECONDS), aclosing(watch(box, other)) as changes:
            while (await anext(changes)).state is not State.EXPIRED:
                pass
    finally:
        await payments.stop()


async def test_overdue_bookings_that_cannot_end_keep_none_of_the_others_waiting(
    till: Till, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("boxoffice.services.booking.bookings.OVERDUE_BATCH", 1)
    stuck = [await till.open(seat) for seat in ("A1", "A2")]
    till.psp.silent = True
    till.box.clock.advance(1)
    unpaid = [await till.box.claim(seat) for seat in ("B1", "B2")]
    till.box.clock.advance(CLAIM_SECONDS)
    await till.payments.sweep_once()
    assert {(await till.state(booking)).state for booking in stuck} == {State.PENDING}
    assert {(await till.state(booking)).state for booking in unpaid} == {State.EXPIRED}


async def second_payment(till: Till) -> Booking:
    """A booking that was paid twice."""
    booking = await till.open("A1")
    await till.hear(booking, "T1")
    await till.hear(booking, "T2")
    return booking


async def test_a_refund_that_is_under_way_is_asked_after_under_the_same_key(till: Till) -> None:
    booking = await second_payment(till)
    till.psp.refunding = Refunding.UNDER_WAY
    await till.payments.sweep_once()
    assert await till.taken(booking) == [CAPTURED, DUE]
    till.psp.refunding = Refunding.DONE
    await till.payments.sweep_once()
    assert len(till.psp.asked("refund")) == 1
    till.box.clock.advance(60)
    await till.payments.sweep_once()
    assert await till.taken(booking) == [CAPTURED, REFUNDED]
    assert len(set(till.psp.asked("refund"))) == 1


async def test_a_refund_that_cannot_be_made_stays_owed_and_staff_are_told(
    till: Till, caplog: pytest.LogCaptureFixture
) -> None:
    booking = await second_payment(till)
    till.psp.refuses = True
    with caplog.at_level(logging.WARNING):
        for _ in range(100):
            await till.payments.sweep_once()
            till.box.clock.advance(5)
    assert await till.taken(booking) == [CAPTURED, DUE]
    assert (await till.told()).count("refund_stuck") == 1
    assert "It refuses." in caplog.text


async def test_the_providers_are_let_go_with_the_service(till: Till) -> None:
    await till.payments.start()
    await till.payments.stop()
    assert till.psp.stopped


async def test_providers_are_asked_without_anybody_waiting_for_them_at_the_start(
    till: Till, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("boxoffice.services.payment.following.ASK_SECONDS", 0.0)
    booking = await till.open("A1")
    till.say(await till.payment(booking))
    till.box.clock.advance(15)
    confirmed = asyncio.Event()
    confirm = Bookings.confirm

    async def confirm_and_say(*arguments: object) -> object:
        outcome = await confirm(*arguments)  # type: ignore[arg-type]
        confirmed.set()
        return outcome

    monkeypatch.setattr(Bookings, "confirm", confirm_and_say)
    again = till_over(till.box, till.psp)
    await again.payments.start()
    async with asyncio.timeout(10):
        await confirmed.wait()
    await again.payments.stop()


#: The transactions of an online payment, in their order.
STEPS = [
    "open_booking",
    "open_payment",
    "note_opened",
    "keep",
    "heed",
    "apply_payment",
    "settle",
]
AT_ANY_STEP = pytest.mark.parametrize("step", STEPS)
BEFORE_OR_AFTER = pytest.mark.parametrize("after_commit", [False, True])
#: The sale's own deaths are shown on both engines; how a step resumes is the same.
ON_SQLITE = pytest.mark.parametrize("database", ["sqlite"], indirect=True)


async def buy(till: Till, held: Booking) -> None:
    """Pay and be paid, and notice a death that was not the caller's trouble."""
    await till.pay(held)
    await till.hear(held)
    await till.state(held)


async def sweep(till: Till, booking: Booking) -> None:
    """Sweep, and notice a death that the sweep has logged."""
    await till.payments.sweep_once()
    await till.state(booking)


@AT_ANY_STEP
@BEFORE_OR_AFTER
@ON_SQLITE
async def test_a_payment_that_died_at_any_step_is_paid_once_in_the_end(
    database: MigratableDatabase, step: str, after_commit: bool
) -> None:
    psp = Psp()
    async with open_box(database) as box:
        held = await box.hold("A1")
        dying = till_over(box, psp, MortalDatabase(database, step, after_commit=after_commit))
        await dying.box.bookings.start()
        with pytest.raises(Died):
            await buy(dying, held)
        await dying.box.bookings.stop()
        next_life = till_over(box, psp)
        # The customer tries again, and so does a provider that got no answer.
        await next_life.payments.start()
        if (await next_life.state(held)).state is not State.CONFIRMED:
            await next_life.pay(held)
            await next_life.hear(held)
        await next_life.payments.sweep_once()
        assert (await next_life.state(held)).state is State.CONFIRMED
        assert await next_life.taken(held) == [CAPTURED]
        assert await next_life.told() == ["payment_captured"]
        await next_life.payments.stop()


@pytest.mark.parametrize("step", STEPS[1:])
@BEFORE_OR_AFTER
@ON_SQLITE
async def test_a_payment_that_died_at_any_step_ends_with_nobody_asking(
    database: MigratableDatabase, step: str, after_commit: bool
) -> None:
    psp = Psp()
    async with open_box(database) as box:
        held = await box.hold("A1")
        dying = till_over(box, psp, MortalDatabase(database, step, after_commit=after_commit))
        await dying.box.bookings.start()
        with pytest.raises(Died):
            await buy(dying, held)
        await dying.box.bookings.stop()
        next_life = till_over(box, psp)
        box.clock.advance(CLAIM_SECONDS)
        await next_life.payments.sweep_once()
        heard = step in STEPS[STEPS.index("keep") + (not after_commit) :]
        booking = await next_life.state(held)
        assert booking.state is (State.CONFIRMED if heard else State.EXPIRED)
        counted = Counter(await next_life.taken(held))
        assert counted in (Counter({CAPTURED: 1}), Counter({CLOSED: 1}), Counter())
        assert await next_life.told() == (["payment_captured"] if heard else [])


@pytest.mark.parametrize("step", ["end_open", "end_booking", "give_back"])
@BEFORE_OR_AFTER
@ON_SQLITE
async def test_an_expiry_and_a_refund_that_died_are_gone_through_with(
    database: MigratableDatabase, step: str, after_commit: bool
) -> None:
    psp = Psp()
    async with open_box(database) as box:
        living = till_over(box, psp)
        twice = await second_payment(living)
        unpaid = await living.open("B1")
        box.clock.advance(CLAIM_SECONDS)
        dying = till_over(box, psp, MortalDatabase(database, step, after_commit=after_commit))
        await dying.box.bookings.start()
        with pytest.raises(Died):
            await sweep(dying, unpaid)
        await dying.box.bookings.stop()
        box.clock.advance(5)
        await living.payments.sweep_once()
        assert (await living.state(unpaid)).state is State.EXPIRED
        assert await living.taken(unpaid) == [CLOSED]
        assert await living.taken(twice) == [CAPTURED, REFUNDED]
        assert (await living.told()).count("payment_refunded") == 1
        assert len(set(psp.asked("refund"))) == 1
