"""The simulated provider over real HTTP, delivering to a payment service behind a real door."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from aiohttp import ClientSession, web
from aiohttp.test_utils import TestServer

from boxoffice.model.booking import Booking, BookingState
from boxoffice.model.errors import Refusal
from boxoffice.model.payment import PaymentState, Webhook
from boxoffice.rules.upi import Payee
from boxoffice.services.payment import Payments
from boxoffice.services.payment.methods import PaymentMethods
from boxoffice.services.payment.providers import ProviderSilent
from boxoffice.services.payment.providers.simulator import SimulatorProvider
from boxoffice.services.payment.psp import deliveries
from boxoffice.services.payment.psp.deliveries import Deliveries
from boxoffice.services.payment.psp.server import PspServer
from tests.unit.services.booking.box import CLAIM_SECONDS, Box

SECRET = "shared"
State = BookingState
OPEN, CAPTURED = PaymentState.OPEN, PaymentState.CAPTURED
CLOSED, REFUNDED = PaymentState.CLOSED, PaymentState.REFUNDED
STATUSES = {"BAD_SIGNATURE": 401, "NOT_FOUND": 404, "BAD_INPUT": 400}


@dataclass
class Door:
    """Where webhooks arrive. While `down` it fails, as a gateway that is being started anew."""

    payments: Payments | None = None
    down: bool = False
    heard: list[str] = field(default_factory=list)
    came: asyncio.Queue[str] = field(default_factory=asyncio.Queue)

    async def answer(self, request: web.Request) -> web.Response:
        body = await request.read()
        self.heard.append((await request.json())["transaction_id"])
        if self.down:
            return web.Response(status=503)
        assert self.payments is not None
        provider, signature = request.match_info["provider"], request.headers["X-Signature"]
        try:
            await self.payments.hear(Webhook(provider, signature, body))
        except Refusal as refusal:
            return web.Response(status=STATUSES[refusal.code])
        self.came.put_nowait(self.heard[-1])
        return web.Response()


@dataclass(frozen=True)
class Town:
    """A box office whose payments go through a simulator that is really there."""

    box: Box
    payments: Payments
    door: Door
    url: str
    http: ClientSession

    async def open(self, seat: str) -> Booking:
        held = await self.box.hold(seat)
        await self.payments.open_online(held.booking_id, "upi_card_mock")
        return await self.box.bookings.get(held.booking_id)

    async def psp(self, path: str, body: object = None, **options: Any) -> Any:
        """The JSON that a POST is answered with."""
        async with self.http.post(self.url + path, json=body, params=options) as response:
            return {"http": response.status, **await response.json()}

    async def pay(self, booking: Booking, transaction: str = "T1", **options: Any) -> list[int]:
        """Pay at the simulator; the gateway's statuses of what was delivered by now."""
        paid = {
            "transaction_id": transaction,
            "booking_ref": booking.booking_id,
            "status": "succeeded",
        }
        answer = await self.psp("/mock-psp", paid, **options)
        assert answer["http"] == 200, answer
        return [each["status"] for each in answer["delivered"]]

    async def came(self, *transactions: str) -> None:
        """Wait until these were heard of, in this order."""
        async with asyncio.timeout(10):
            for transaction in transactions:
                assert await self.door.came.get() == transaction

    async def state(self, booking: Booking) -> BookingState:
        return (await self.box.bookings.get(booking.booking_id)).state

    async def taken(self, booking: Booking) -> list[PaymentState]:
        return [each.state for each in await self.payments.of_booking(booking.booking_id)]


#: What is shown here is the same over each database.
pytestmark = pytest.mark.parametrize("database", ["sqlite"], indirect=True)


@pytest.fixture
async def town(box: Box) -> AsyncIterator[Town]:
    door = Door()
    gateway = web.Application()
    gateway.router.add_post("/webhooks/payments/{provider}", door.answer)
    async with TestServer(gateway) as gateway_server, ClientSession() as http:
        address = str(gateway_server.make_url("/webhooks/payments/simulator"))
        psp_app = PspServer(Deliveries(address, SECRET, box.clock)).app()
        async with TestServer(psp_app) as psp:
            url = str(psp.make_url("")).rstrip("/")
            simulator = SimulatorProvider((SECRET,), Payee("a@b", "A"), url)
            methods = PaymentMethods({"simulator": simulator}, {"upi_card_mock": "simulator"})
            payments = Payments(box.database, box.clock, box.bookings, methods)
            door.payments = payments
            yield Town(box, payments, door, url, http)


async def test_what_is_paid_at_the_simulator_confirms_the_booking(town: Town) -> None:
    booking = await town.open("A1")
    assert await town.pay(booking) == [200]
    assert await town.state(booking) is State.CONFIRMED
    assert town.door.heard == ["T1"]


async def test_a_failure_at_the_simulator_leaves_the_booking_pending(town: Town) -> None:
    booking = await town.open("A1")
    failed = {"transaction_id": "T1", "booking_ref": booking.booking_id, "status": "failed"}
    answer = await town.psp("/mock-psp", failed)
    assert answer["delivered"] == [{"body": failed, "status": 200, "error": None}]
    assert await town.taken(booking) == [PaymentState.FAILED]


async def test_a_late_message_is_answered_at_once_and_comes_later(town: Town) -> None:
    booking = await town.open("A1")
    assert await town.pay(booking, late_seconds=0.01) == []
    await town.came("T1")
    assert await town.state(booking) is State.CONFIRMED


async def test_a_message_that_comes_twice_counts_once(town: Town) -> None:
    booking = await town.open("A1")
    assert await town.pay(booking, twice="yes") == [200, 200]
    assert await town.taken(booking) == [CAPTURED]


async def test_a_message_is_overtaken_by_the_next_one(town: Town) -> None:
    first, second = await town.open("A1"), await town.open("A2")
    assert await town.pay(first, "T1", reorder="yes") == []
    assert await town.pay(second, "T2") == [200, 200]
    assert town.door.heard == ["T2", "T1"]
    assert {await town.state(first), await town.state(second)} == {State.CONFIRMED}


async def test_a_message_that_nothing_overtakes_comes_all_the_same(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(deliveries, "OVERTAKEN_SECONDS", 0.01)
    booking = await town.open("A1")
    await town.pay(booking, reorder="yes")
    await town.came("T1")
    assert await town.state(booking) is State.CONFIRMED


async def test_another_amount_confirms_nothing(town: Town) -> None:
    booking = await town.open("A1")
    assert await town.pay(booking, wrong_amount="yes") == [200]
    assert await town.state(booking) is State.PENDING
    # At its deadline staff have been told of that money; the seats are let go.
    town.box.clock.advance(CLAIM_SECONDS)
    await town.payments.sweep_once()
    assert await town.state(booking) is State.EXPIRED


async def test_a_lost_message_is_made_up_for_by_asking(town: Town) -> None:
    booking = await town.open("A1")
    assert await town.pay(booking, lose="yes") == []
    town.box.clock.advance(15)
    await town.payments.sweep_once()
    assert town.door.heard == []
    assert await town.state(booking) is State.CONFIRMED


async def test_money_whose_message_was_lost_is_found_before_the_seats_are_let_go(
    town: Town,
) -> None:
    booking = await town.open("A1")
    await town.pay(booking, lose="yes")
    town.box.clock.advance(CLAIM_SECONDS)
    await town.payments.sweep_once()
    assert await town.state(booking) is State.CONFIRMED


async def test_what_the_simulator_knows_nothing_of_is_closed(town: Town) -> None:
    booking = await town.open("A1")
    town.box.clock.advance(15)
    await town.payments.sweep_once()
    assert await town.taken(booking) == [OPEN]
    town.box.clock.advance(CLAIM_SECONDS)
    await town.payments.sweep_once()
    assert await town.state(booking) is State.EXPIRED
    assert await town.taken(booking) == [CLOSED]


async def test_a_second_payment_is_given_back_at_the_simulator(town: Town) -> None:
    booking = await town.open("A1")
    await town.pay(booking, "T1")
    town.box.clock.advance(1)
    await town.pay(booking, "T2")
    await town.payments.sweep_once()
    assert await town.taken(booking) == [CAPTURED, REFUNDED]
    again = {"transaction_id": "T2", "amount_minor": 1, "currency": "INR"}
    _, second = await town.payments.of_booking(booking.booking_id)
    refused = await town.psp("/refunds", {**again, "key": second.payment_id})
    assert (refused["http"], refused["code"]) == (409, "KEY_REUSED")
    unknown = await town.psp("/refunds", {**again, "transaction_id": "T9", "key": "k"})
    assert unknown["http"] == 404


async def test_a_message_that_the_gateway_did_not_take_is_delivered_again(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(deliveries, "RETRY_SECONDS", (0.01,) * 500)
    booking = await town.open("A1")
    town.door.down = True
    assert await town.pay(booking) == [503]
    town.door.down = False
    await town.came("T1")
    assert await town.state(booking) is State.CONFIRMED


async def test_a_bad_day_lasts_until_a_good_one_is_asked_for(town: Town) -> None:
    booking = await town.open("A1")
    assert (await town.psp("/behaviour", {"lose": True}))["lose"] is True
    assert await town.pay(booking) == []
    assert (await town.psp("/behaviour"))["lose"] is False
    assert await town.pay(booking) == [200]


@pytest.mark.parametrize(
    ("body", "options"),
    [
        ({}, {}),
        ([], {}),
        ({"transaction_id": "T1", "booking_ref": "b", "status": "perhaps"}, {}),
        ({"transaction_id": "T1", "booking_ref": "b", "status": "failed"}, {"twice": "maybe"}),
        ({"transaction_id": "T1", "booking_ref": "b", "status": "failed", "late_seconds": -1}, {}),
    ],
)
async def test_what_makes_no_sense_is_refused_in_words(
    town: Town, body: object, options: dict[str, str]
) -> None:
    answer = await town.psp("/mock-psp", body, **options)
    assert (answer["http"], answer["code"]) == (400, "BAD_INPUT")
    assert town.door.heard == []


async def test_a_web_page_from_anywhere_may_call(town: Town) -> None:
    asks = {
        "Origin": "http://localhost:3000",
        "Access-Control-Request-Method": "POST",
        "Access-Control-Request-Headers": "content-type",
    }
    async with town.http.options(town.url + "/mock-psp", headers=asks) as preflight:
        assert preflight.status == 204
        assert preflight.headers["Access-Control-Allow-Origin"] == "*"
        assert "POST" in preflight.headers["Access-Control-Allow-Methods"]
        assert "Content-Type" in preflight.headers["Access-Control-Allow-Headers"]
    for path in ("/mock-psp", "/nowhere"):
        async with town.http.post(town.url + path, data=b"nonsense") as answer:
            assert answer.headers["Access-Control-Allow-Origin"] == "*"


async def test_a_simulator_that_is_gone_counts_as_silent(town: Town) -> None:
    gone = SimulatorProvider((SECRET,), Payee("a@b", "A"), "http://127.0.0.1:9")
    with pytest.raises(ProviderSilent):
        await gone.close("b")
