"""Webhooks: kept, believed and acted on once, in whatever order they come."""

import asyncio
import logging
from dataclasses import replace
from typing import Any

import pytest

from boxoffice.model.booking import BookingState
from boxoffice.model.errors import BadInput, BadSignature, NotFound, WrongState
from boxoffice.model.payment import OnlinePayment, PaymentState, Tender, TenderKind
from boxoffice.services.booking import Bookings
from tests.unit.services.booking.box import CLAIM_SECONDS
from tests.unit.services.payment.psp import Till

State = BookingState
OPEN, CAPTURED, FAILED = PaymentState.OPEN, PaymentState.CAPTURED, PaymentState.FAILED
DUE, REFUNDED, CLOSED = PaymentState.REFUND_DUE, PaymentState.REFUNDED, PaymentState.CLOSED


async def test_a_webhook_that_says_paid_confirms_the_booking(till: Till) -> None:
    booking = await till.open("A1", "A2")
    assert await till.hear(booking) is True
    sold = await till.state(booking)
    assert (sold.state, sold.paid) == (State.CONFIRMED, booking.total)
    payment = await till.payment(booking)
    assert (payment.state, payment.transaction_id) == (CAPTURED, "T1")
    assert await till.told() == ["payment_captured"]


async def test_the_same_webhook_counts_once(till: Till) -> None:
    booking = await till.open("A1")
    heard = await asyncio.gather(*(till.hear(booking) for _ in range(5)))
    assert sorted(heard) == [False, False, False, False, True]
    assert await till.taken(booking) == [CAPTURED]
    # The same in other words, and later.
    assert await till.hear(booking, amount_minor=40_000, currency="INR") is True
    assert await till.taken(booking) == [CAPTURED]
    assert await till.told() == ["payment_captured"]


async def test_a_failed_payment_leaves_the_booking_pending_for_another_one(till: Till) -> None:
    booking = await till.open("A1")
    await till.hear(booking, "T1", "failed")
    assert (await till.state(booking)).state is State.PENDING
    await till.pay(booking)
    assert await till.taken(booking) == [FAILED, OPEN]
    await till.hear(booking, "T2")
    assert await till.taken(booking) == [FAILED, CAPTURED]
    assert (await till.state(booking)).state is State.CONFIRMED


async def test_after_a_failure_another_transaction_pays_without_a_new_opening(till: Till) -> None:
    booking = await till.open("A1")
    await till.hear(booking, "T1", "failed")
    await till.hear(booking, "T2")
    assert await till.taken(booking) == [FAILED, CAPTURED]
    assert (await till.state(booking)).state is State.CONFIRMED


async def test_a_failure_after_success_never_unpays(till: Till) -> None:
    booking = await till.open("A1")
    await till.hear(booking)
    assert await till.hear(booking, "T1", "failed") is True
    assert await till.taken(booking) == [CAPTURED]
    assert (await till.state(booking)).state is State.CONFIRMED


async def test_a_success_that_overtook_its_failure_pays(till: Till) -> None:
    booking = await till.open("A1")
    await till.hear(booking, "T1", "failed")
    await till.hear(booking, "T1")
    assert await till.taken(booking) == [CAPTURED]
    assert (await till.state(booking)).state is State.CONFIRMED


async def test_a_failure_that_nobody_asked_about_changes_nothing(till: Till) -> None:
    held = await till.box.hold("A1")
    assert await till.hear(held, "T1", "failed") is True
    assert await till.state(held) == held
    assert await till.told() == []


async def test_another_transaction_is_a_second_payment_with_its_own_refund(till: Till) -> None:
    booking = await till.open("A1")
    await till.hear(booking, "T1")
    await till.hear(booking, "T2")
    assert await till.taken(booking) == [CAPTURED, DUE]
    await till.payments.sweep_once()
    await till.payments.sweep_once()
    first, second = await till.payments.of_booking(booking.booking_id)
    assert (first.state, second.state) == (CAPTURED, REFUNDED)
    assert till.psp.asked("refund") == [("T2", "INR 400.00", second.payment_id)]
    assert await till.told() == [
        "payment_captured",
        "payment_captured",
        "refund_due",
        "payment_refunded",
    ]
    sold = await till.state(booking)
    assert (sold.state, sold.paid) == (State.CONFIRMED, booking.total)
    assert await till.box.counts() == (90, 0, 0, 1, 0)


@pytest.mark.parametrize(
    "money",
    [{"amount_minor": 39_999}, {"currency": "USD"}, {"amount_minor": 40_000, "currency": "EUR"}],
)
async def test_another_amount_or_currency_never_confirms_and_staff_are_told(
    till: Till, money: dict[str, Any]
) -> None:
    booking = await till.open("A1")
    assert await till.hear(booking, **money) is True
    assert (await till.state(booking)).state is State.PENDING
    assert await till.taken(booking) == [OPEN]
    assert await till.outcomes() == ["wrong"]
    assert await till.told() == ["amount_wrong"]
    await till.payments.sweep_once()
    assert await till.told() == ["amount_wrong"]


async def test_the_right_amount_after_a_wrong_one_confirms(till: Till) -> None:
    booking = await till.open("A1")
    await till.hear(booking, amount_minor=1)
    await till.hear(booking, amount_minor=40_000, currency="INR")
    assert (await till.state(booking)).state is State.CONFIRMED


async def test_a_webhook_for_a_booking_that_nobody_knows_is_kept_and_staff_are_told(
    till: Till,
) -> None:
    assert await till.hear("no-such-booking " + "x" * 150) is True
    assert await till.hear("no-such-booking " + "x" * 150) is False
    assert await till.outcomes() == ["unmatched"]
    assert await till.told() == ["payment_unknown"]


async def test_a_webhook_that_overtook_the_opening_counts_as_it_is_opened(till: Till) -> None:
    held = await till.box.hold("A1")
    await till.hear(held)
    assert await till.state(held) == held
    opened = await till.pay(held)
    assert opened == OnlinePayment(held.booking_id, "", "", "This payment is made.")
    assert (await till.state(held)).state is State.CONFIRMED
    assert await till.told("payment_unknown") == ["payment_captured"]
    assert till.psp.calls == []


async def test_a_part_paid_by_upi_whose_webhook_came_first_is_sold_at_once(till: Till) -> None:
    held = await till.box.hold("A1")
    await till.hear(held)
    sold = await till.payments.take(
        held.booking_id,
        (Tender(TenderKind.CASH, 10_000), Tender(TenderKind.UPI, 30_000)),
        "key-1",
        "clerk-1",
    )
    assert (sold.state, sold.paid) == (State.CONFIRMED, sold.total)
    assert await till.taken(held) == [CAPTURED, CAPTURED]


async def test_a_wrong_amount_that_came_first_leaves_the_payment_to_be_paid(till: Till) -> None:
    held = await till.box.hold("A1")
    await till.hear(held, amount_minor=100, currency="INR")
    opened = await till.pay(held)
    assert (opened.message, await till.taken(held)) == ("Pay.", [OPEN])
    assert await till.told() == ["payment_unknown", "amount_wrong"]


async def test_a_webhook_of_an_unknown_provider_is_not_found(till: Till) -> None:
    webhook = replace(till.webhook("b", "T1", "succeeded"), provider="another")
    with pytest.raises(NotFound, match="“another”"):
        await till.payments.hear(webhook)


async def test_a_webhook_that_is_not_believed_or_not_understood_is_not_kept(till: Till) -> None:
    webhook = till.webhook("b", "T1", "succeeded")
    with pytest.raises(BadSignature):
        await till.payments.hear(replace(webhook, body=webhook.body + b" "))
    till.box.clock.advance(301)
    with pytest.raises(BadSignature):
        await till.payments.hear(webhook)
    with pytest.raises(BadInput):
        await till.payments.hear(till.webhook("b", "T1", "perhaps"))
    assert await till.outcomes() == []


async def test_late_money_buys_the_seats_again_while_all_are_free(till: Till) -> None:
    booking = await till.open("A1", "A2")
    till.box.clock.advance(CLAIM_SECONDS)
    await till.payments.sweep_once()
    assert (await till.state(booking)).state is State.EXPIRED
    await till.hear(booking)
    assert (await till.state(booking)).state is State.CONFIRMED
    assert await till.taken(booking) == [CLOSED, CAPTURED]
    assert await till.box.counts() == (89, 0, 0, 2, 0)


async def test_late_money_for_a_seat_that_was_sold_on_is_refunded_and_frees_nothing(
    till: Till,
) -> None:
    booking = await till.open("A1", "A2")
    till.box.clock.advance(CLAIM_SECONDS)
    await till.payments.sweep_once()
    await till.box.sell("A2")
    await till.hear(booking)
    await till.payments.sweep_once()
    assert (await till.state(booking)).state is State.EXPIRED
    assert await till.taken(booking) == [CLOSED, REFUNDED]
    assert await till.box.counts() == (90, 0, 0, 1, 0)


async def test_late_money_for_a_seat_that_somebody_holds_is_refunded(till: Till) -> None:
    booking = await till.open("A1")
    till.box.clock.advance(CLAIM_SECONDS)
    await till.payments.sweep_once()
    other = await till.box.hold("A1")
    await till.hear(booking)
    await till.payments.sweep_once()
    assert await till.taken(booking) == [CLOSED, REFUNDED]
    cash = Tender(TenderKind.CASH, 40_000)
    sold = await till.payments.take(other.booking_id, (cash,), "key-1", "clerk-1")
    assert sold.state is State.CONFIRMED


async def test_money_for_a_cancelled_booking_is_refunded(till: Till) -> None:
    booking = await till.open("A1")
    assert await till.box.bookings.release(booking.booking_id, "guest")
    await till.hear(booking)
    await till.payments.sweep_once()
    assert (await till.state(booking)).state is State.CANCELLED
    assert await till.taken(booking) == [REFUNDED]
    assert await till.box.counts() == (91, 0, 0, 0, 0)


async def test_money_for_a_booking_that_cash_has_paid_is_refunded(till: Till) -> None:
    booking = await till.open("A1")
    till.box.clock.advance(1)
    cash = Tender(TenderKind.CASH, 40_000)
    await till.payments.take(booking.booking_id, (cash,), "key-1", "clerk-1")
    assert await till.taken(booking) == [CLOSED, CAPTURED]
    await till.hear(booking)
    await till.payments.sweep_once()
    assert await till.taken(booking) == [CLOSED, CAPTURED, REFUNDED]
    sold = await till.state(booking)
    assert (sold.state, sold.paid) == (State.CONFIRMED, booking.total)


async def test_money_that_goes_back_through_its_provider_is_not_for_the_counter(
    till: Till,
) -> None:
    booking = await till.open("A1")
    await till.hear(booking, "T1")
    await till.hear(booking, "T2")
    _, due = await till.payments.of_booking(booking.booking_id)
    with pytest.raises(WrongState, match="counter"):
        await till.payments.returned(due.payment_id, "back-1", "super-1")
    assert await till.taken(booking) == [CAPTURED, DUE]


async def test_what_could_not_be_acted_on_is_tried_again_after_a_growing_pause(
    till: Till, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    booking = await till.open("A1")
    confirm = Bookings.confirm

    async def lost(*_: object) -> None:
        raise ConnectionError("lost")

    monkeypatch.setattr(Bookings, "confirm", lost)
    with caplog.at_level(logging.ERROR):
        assert await till.hear(booking) is True
        await till.payments.sweep_once()
    assert "could not be settled" in caplog.text
    assert await till.taken(booking) == [CAPTURED]
    monkeypatch.setattr(Bookings, "confirm", confirm)
    await till.payments.sweep_once()
    assert (await till.state(booking)).state is State.PENDING
    till.box.clock.advance(5)
    await till.payments.sweep_once()
    assert (await till.state(booking)).state is State.CONFIRMED
