"""Payments through Stripe: its own library, speaking HTTP to a stand-in of its API."""

import logging
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest
from aiohttp.test_utils import TestServer

from boxoffice.model.booking import Booking, BookingState
from boxoffice.model.errors import TryAgain
from boxoffice.model.events import EventKind
from boxoffice.model.money import Money
from boxoffice.model.payment import (
    Payment,
    PaymentKind,
    PaymentState,
    ProviderMessage,
    TransactionStatus,
    Webhook,
)
from boxoffice.model.refund import RefundOrder
from boxoffice.services.payment import Payments
from boxoffice.services.payment.methods import PaymentMethods
from boxoffice.services.payment.providers import (
    Closing,
    ProviderRefused,
    ProviderSilent,
    Refunding,
)
from boxoffice.services.payment.providers import stripe as subject
from boxoffice.services.payment.providers.stripe import API_VERSION, StripeProvider
from tests.clock import FakeClock
from tests.unit.services.booking.box import CLAIM_SECONDS, Box
from tests.unit.services.payment.providers.stripe_double import KEY, StripeDouble, event, signed
from tests.unit.services.payment.psp import kinds_told, outcomes_of

NOW = FakeClock().now()
SECRETS = ("whsec_new", "whsec_old")
RUPEES = Money(40_000, "INR")
State = BookingState
OPEN, CAPTURED = PaymentState.OPEN, PaymentState.CAPTURED
REFUNDED, CLOSED = PaymentState.REFUNDED, PaymentState.CLOSED
SUCCEEDED = TransactionStatus.SUCCEEDED
PAID = ProviderMessage("b1", "pi_1", SUCCEEDED, 40_000, "INR", "pi_1")
CANCELED = ProviderMessage("b1", "pi_1", TransactionStatus.FAILED, reference="pi_1")

#: What is shown with a payment service is the same over each database.
ON_SQLITE = pytest.mark.parametrize("database", ["sqlite"], indirect=True)


@dataclass(frozen=True)
class Account:
    """An account at Stripe, and the provider that pays into it."""

    stripe: StripeDouble
    provider: StripeProvider
    url: str


@pytest.fixture
async def account() -> AsyncIterator[Account]:
    double = StripeDouble()
    async with TestServer(double.app()) as server:
        url = str(server.make_url("")).rstrip("/")
        provider = StripeProvider(KEY, SECRETS, url)
        yield Account(double, provider, url)
        await provider.stop()
        double.over.set()


def payment(amount: Money = RUPEES, payment_id: str = "p1") -> Payment:
    return Payment(payment_id, "b1", PaymentKind.ONLINE, amount, 0, "", OPEN, NOW, "stripe")


async def opened(account: Account) -> str:
    """The reference of an open payment of 400 rupees."""
    return (await account.provider.open(payment())).reference


async def test_a_payment_is_opened_once_however_often_it_is_asked_for(account: Account) -> None:
    account.stripe.trouble["open"] = "lost"
    with pytest.raises(ProviderSilent):
        await account.provider.open(payment())
    first, again = [await account.provider.open(payment()) for _ in range(2)]
    assert first == again
    assert (first.reference, first.client_secret) == ("pi_1", "pi_1_secret_x")
    (intent,) = account.stripe.intents.values()
    assert (intent["amount"], intent["currency"]) == (40_000, "inr")
    assert intent["metadata"] == {"booking_id": "b1", "payment_id": "p1"}
    assert account.stripe.versions == {API_VERSION}


async def test_an_opening_that_failed_at_stripe_is_not_asked_in_vain_for_a_day(
    account: Account,
) -> None:
    account.stripe.trouble["open"] = "error"
    with pytest.raises(ProviderSilent):
        await account.provider.open(payment())
    first, again = [await account.provider.open(payment()) for _ in range(2)]
    assert first.reference == again.reference == "pi_2"


@pytest.mark.parametrize(
    ("amount", "units"),
    [
        (Money(500, "JPY"), 500),
        (Money(5_120, "KWD"), 5_120),
        (Money(5_124, "KWD"), None),
        (Money(500, "ISK"), None),
        (Money(500, "UGX"), None),
        (Money(50_000, "MGA"), None),
    ],
)
async def test_money_is_asked_for_exactly_or_not_at_all(
    account: Account, amount: Money, units: int | None
) -> None:
    if units is None:
        with pytest.raises(ProviderRefused, match=amount.currency):
            await account.provider.open(payment(amount))
    else:
        await account.provider.open(payment(amount))
    assert [each["amount"] for each in account.stripe.intents.values()] == [units] * bool(units)


async def test_what_stripe_refuses_is_refused_in_its_words(account: Account) -> None:
    with pytest.raises(ProviderRefused, match="Amount must be more"):
        await account.provider.open(payment(Money(49, "INR")))


async def test_a_wrong_key_is_refused_and_not_shown(account: Account) -> None:
    wrong = StripeProvider("sk_test_wrong", SECRETS, account.url)
    with pytest.raises(ProviderRefused, match=r"^Stripe refuses the key\.$"):
        await wrong.open(payment())
    await wrong.stop()
    assert "sk_test" not in repr(wrong)


@pytest.mark.parametrize("trouble", ["down", "lost", "broken off", "slow", "proxy", "429", "409"])
async def test_without_an_answer_nobody_knows_what_was_done(
    account: Account, trouble: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    reference = await opened(account)
    if trouble == "slow":
        monkeypatch.setattr(subject, "TIMEOUT_SECONDS", 0.05)
    provider = StripeProvider(KEY, SECRETS, account.url)
    account.stripe.trouble = dict.fromkeys(("open", "status", "close", "refunds"), trouble)
    for asked in (
        provider.open(payment(payment_id="p2")),
        provider.status(reference),
        provider.close(reference),
        provider.refund(reference, RUPEES, "p1"),
    ):
        with pytest.raises(ProviderSilent):
            await asked
    await provider.stop()
    # The library itself does nothing a second time.
    assert (account.stripe.asked["open"], account.stripe.asked["close"]) == (2, 1)


async def test_a_payment_is_open_until_it_is_paid_or_canceled(account: Account) -> None:
    reference = await opened(account)
    account.stripe.fail(reference)
    for status in ("requires_payment_method", "requires_action", "processing"):
        account.stripe.intents[reference]["status"] = status
        assert await account.provider.status(reference) == ()
    account.stripe.pay(reference)
    assert await account.provider.status(reference) == (PAID,)
    assert await account.provider.status("pi_unknown") == ()


async def test_money_that_was_given_back_by_hand_is_not_counted(account: Account) -> None:
    reference = await opened(account)
    account.stripe.pay(reference)["charge"]["amount_refunded"] = 15_000
    (said,) = await account.provider.status(reference)
    assert (said.status, said.amount_minor) == (SUCCEEDED, 25_000)


async def test_a_closed_payment_cannot_be_paid_any_more(account: Account) -> None:
    reference = await opened(account)
    account.stripe.trouble["close"] = "lost"
    with pytest.raises(ProviderSilent):
        await account.provider.close(reference)
    assert await account.provider.close(reference) is Closing.CLOSED
    assert account.stripe.intents[reference]["status"] == "canceled"
    assert await account.provider.status(reference) == (CANCELED,)
    assert await account.provider.close("pi_unknown") is Closing.CLOSED


async def test_a_payment_that_is_paid_or_about_to_be_is_not_closed(account: Account) -> None:
    reference = await opened(account)
    account.stripe.intents[reference]["status"] = "processing"
    with pytest.raises(ProviderSilent, match="“processing”"):
        await account.provider.close(reference)
    account.stripe.pay(reference)
    assert await account.provider.close(reference) is Closing.PAID


async def test_money_goes_back_once_under_a_key_even_after_stripe_forgot_it(
    account: Account,
) -> None:
    reference = await opened(account)
    account.stripe.pay(reference)
    part = Money(15_000, "INR")
    account.stripe.trouble["refund"] = "lost"
    with pytest.raises(ProviderSilent):
        await account.provider.refund(reference, part, "r1")
    for _ in range(2):
        assert await account.provider.refund(reference, part, "r1") is Refunding.DONE
        account.stripe.forget_keys()
    assert await account.provider.refund(reference, Money(25_000, "INR"), "r2") is Refunding.DONE
    assert [each["amount"] for each in account.stripe.refunds] == [15_000, 25_000]
    # By hand at Stripe, under no key of ours.
    assert await account.provider.refund(reference, RUPEES, "r3") is Refunding.DONE


async def test_a_refund_is_done_when_stripe_says_so(account: Account) -> None:
    reference = await opened(account)
    account.stripe.pay(reference)
    await account.provider.refund(reference, RUPEES, "p1")
    (refund,) = account.stripe.refunds
    for status in ("pending", "requires_action"):
        refund["status"] = status
        assert await account.provider.refund(reference, RUPEES, "p1") is Refunding.UNDER_WAY
    refund["status"] = "failed"
    with pytest.raises(ProviderRefused, match="re_1 is “failed”"):
        await account.provider.refund(reference, RUPEES, "p1")
    with pytest.raises(ProviderRefused, match="No such payment_intent"):
        await account.provider.refund("pi_unknown", RUPEES, "p2")


@dataclass(frozen=True)
class Shop:
    """A box office whose payments go through Stripe."""

    box: Box
    payments: Payments
    stripe: StripeDouble

    async def open(self, seat: str) -> Booking:
        """A PENDING booking whose customer has Stripe's page open."""
        held = await self.box.hold(seat)
        answer = await self.payments.open_online(held.booking_id, "card")
        assert answer.client_secret == f"{list(self.stripe.intents)[-1]}_secret_x"
        return await self.box.bookings.get(held.booking_id)

    async def hear(self, kind: str, about: dict[str, Any]) -> bool:
        body = event(kind, about)
        signature = signed(body, SECRETS[1], self.box.clock.now().timestamp())
        return await self.payments.hear(Webhook("stripe", signature, body))

    async def pass_time(self, seconds: float) -> None:
        self.box.clock.advance(seconds)
        await self.payments.sweep_once()

    async def state(self, booking: Booking) -> BookingState:
        return (await self.box.bookings.get(booking.booking_id)).state

    async def taken(self, booking: Booking) -> list[PaymentState]:
        return [each.state for each in await self.payments.of_booking(booking.booking_id)]


@pytest.fixture
def shop(box: Box, account: Account) -> Shop:
    methods = PaymentMethods({"stripe": account.provider}, {"card": "stripe"})
    return Shop(box, Payments(box.database, box.clock, box.bookings, methods), account.stripe)


@ON_SQLITE
async def test_what_is_paid_at_stripe_confirms_the_booking(
    shop: Shop, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.DEBUG):
        booking = await shop.open("A1")
        assert await shop.hear("payment_intent.payment_failed", shop.stripe.fail("pi_1")) is False
        assert await shop.taken(booking) == [OPEN]
        paid = shop.stripe.pay("pi_1")
        assert await shop.hear("payment_intent.succeeded", paid) is True
    assert await shop.state(booking) is State.CONFIRMED
    assert await shop.hear("payment_intent.succeeded", paid) is False
    assert not any(word in caplog.text for word in (KEY, "whsec", "_secret_"))


@ON_SQLITE
async def test_an_opening_whose_answer_was_lost_is_the_same_when_asked_again(shop: Shop) -> None:
    shop.stripe.trouble["open"] = "lost"
    with pytest.raises(TryAgain):
        await shop.open("A1")
    (booking,) = shop.stripe.intents.values()
    await shop.payments.open_online(booking["metadata"]["booking_id"], "card")
    assert list(shop.stripe.intents) == ["pi_1"]


@ON_SQLITE
async def test_a_lost_webhook_is_made_up_for_by_asking_stripe(shop: Shop) -> None:
    booking = await shop.open("A1")
    paid = shop.stripe.pay("pi_1")
    await shop.pass_time(15)
    assert await shop.state(booking) is State.CONFIRMED
    # The same words when they come at last.
    assert await shop.hear("payment_intent.succeeded", paid) is False


@ON_SQLITE
async def test_seats_are_let_go_only_after_stripe_has_closed_the_payment(shop: Shop) -> None:
    booking = await shop.open("A1")
    shop.stripe.fail("pi_1")
    shop.stripe.trouble["close"] = "down"
    await shop.pass_time(CLAIM_SECONDS)
    assert await shop.state(booking) is State.PENDING
    await shop.pass_time(5)
    assert shop.stripe.intents["pi_1"]["status"] == "canceled"
    assert await shop.state(booking) is State.EXPIRED
    assert await shop.taken(booking) == [CLOSED]
    await shop.hear("payment_intent.canceled", shop.stripe.intents["pi_1"])
    assert await shop.taken(booking) == [CLOSED]


@ON_SQLITE
async def test_money_that_came_before_the_closing_confirms(shop: Shop) -> None:
    booking = await shop.open("A1")
    shop.stripe.pay("pi_1")
    await shop.pass_time(CLAIM_SECONDS)
    assert shop.stripe.asked["close"] == 1
    assert await shop.state(booking) is State.CONFIRMED
    assert await shop.taken(booking) == [CAPTURED]


@ON_SQLITE
@pytest.mark.parametrize("change", [{"amount_received": 39_999}, {"currency": "usd"}])
async def test_another_amount_or_currency_at_stripe_confirms_nothing(
    shop: Shop, change: dict[str, Any]
) -> None:
    booking = await shop.open("A1")
    await shop.hear("payment_intent.succeeded", shop.stripe.pay("pi_1") | change)
    assert await shop.state(booking) is State.PENDING


@ON_SQLITE
async def test_a_double_payment_goes_back_once_though_the_answer_was_lost(shop: Shop) -> None:
    booking = await shop.open("A1")
    await shop.hear("payment_intent.succeeded", shop.stripe.pay("pi_1"))
    shop.stripe.intents["pi_2"] = shop.stripe.intents["pi_1"] | {
        "id": "pi_2",
        "status": "requires_action",
    }
    await shop.hear("payment_intent.succeeded", shop.stripe.pay("pi_2"))
    shop.stripe.trouble["refund"] = "lost"
    await shop.pass_time(1)
    assert await shop.taken(booking) == [CAPTURED, PaymentState.REFUND_DUE]
    await shop.pass_time(timedelta(days=2).total_seconds())
    assert await shop.taken(booking) == [CAPTURED, REFUNDED]
    (refund,) = shop.stripe.refunds
    assert (refund["payment_intent"], refund["amount"]) == ("pi_2", 40_000)
    assert await shop.state(booking) is State.CONFIRMED


@ON_SQLITE
async def test_parts_are_given_back_exactly_and_what_stripe_says_of_them_is_no_trouble(
    shop: Shop,
) -> None:
    held = await shop.box.hold("A1", "A2", "D1")
    await shop.payments.open_online(held.booking_id, "card")
    paid = shop.stripe.pay("pi_1")
    await shop.hear("payment_intent.succeeded", paid)
    for seat, amount, left in (("D1", 20_000, 80_000), ("A1", 40_000, 40_000), ("A2", 40_000, 0)):
        booking = await shop.box.bookings.get(held.booking_id)
        (line,) = [one.line_id for one in booking.seats if one.seat_id == seat]
        order = RefundOrder(held.booking_id, (line,), f"refund {seat}", "clerk-1")
        await shop.payments.refund(order)
        await shop.pass_time(1)
        assert shop.stripe.refunds[-1]["amount"] == amount
        charge = paid["charge"]
        assert charge["amount_captured"] - charge["amount_refunded"] == left
        await shop.hear("charge.refunded", charge)
    assert await shop.state(held) is State.REFUNDED
    assert await shop.taken(held) == [REFUNDED]
    assert await shop.box.database.read(outcomes_of) == ["done"] * 4
    told = await shop.box.database.read(kinds_told)
    assert EventKind.AMOUNT_WRONG not in told
    assert EventKind.REFUND_STUCK not in told
