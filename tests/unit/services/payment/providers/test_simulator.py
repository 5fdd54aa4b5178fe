"""What the simulated provider's webhooks say, and what it does without a simulator."""

import json

import pytest
from aiohttp import web
from aiohttp.test_utils import RawTestServer

from boxoffice.model.errors import BadInput, BadSignature
from boxoffice.model.money import Money
from boxoffice.model.payment import (
    Payment,
    PaymentKind,
    PaymentState,
    ProviderMessage,
    TransactionStatus,
)
from boxoffice.rules.upi import Payee
from boxoffice.services.payment.providers import Closing, ProviderSilent, Refunding
from boxoffice.services.payment.providers.simulator import MAX_BODY_BYTES, SimulatorProvider
from boxoffice.services.signatures import sign
from tests.clock import FakeClock

NOW = FakeClock().now()
PAID = {"transaction_id": "T1", "booking_ref": "b1", "status": "succeeded"}

PAYEE = Payee("cinema@bank", "PVR Andheri")
ALONE = SimulatorProvider(("secret",), PAYEE)


@pytest.mark.parametrize("padding", [0, MAX_BODY_BYTES])
async def test_an_answer_is_read_up_to_a_limit(padding: int) -> None:
    async def answer(_request: web.BaseRequest) -> web.Response:
        return web.json_response({"state": "closed", "more": "0" * padding})

    async with RawTestServer(answer) as server:
        asked = SimulatorProvider(("secret",), PAYEE, str(server.make_url("/")))
        if padding:
            with pytest.raises(ProviderSilent, match="too long"):
                await asked.close("b1")
        else:
            assert await asked.close("b1") is Closing.CLOSED


async def test_nobody_is_asked_elsewhere_than_where_the_simulator_is() -> None:
    asked_for: list[str] = []

    async def answer(request: web.BaseRequest) -> web.Response:
        asked_for.append(request.path)
        return web.json_response({}, status=302, headers={"Location": "/elsewhere"})

    async with RawTestServer(answer) as server:
        with pytest.raises(ProviderSilent):
            await SimulatorProvider(("secret",), PAYEE, str(server.make_url("/"))).close("b1")
    assert asked_for == ["/payments/b1/close"]


def hear(body: bytes) -> tuple[ProviderMessage, ...]:
    """What a webhook with this body, signed rightly, says."""
    return ALONE.read_webhook(sign("secret", int(NOW.timestamp()), body), body, NOW)


def test_a_webhook_says_what_became_of_a_transaction() -> None:
    assert hear(json.dumps(PAID).encode()) == (
        ProviderMessage("b1", "T1", TransactionStatus.SUCCEEDED),
    )
    more = {**PAID, "status": "failed", "amount_minor": 40_000, "currency": "inr", "note": "x"}
    assert hear(json.dumps(more).encode()) == (
        ProviderMessage("b1", "T1", TransactionStatus.FAILED, 40_000, "INR"),
    )


@pytest.mark.parametrize(
    "change",
    [
        {"status": "maybe"},
        {"status": []},
        {"transaction_id": ""},
        {"transaction_id": 7},
        {"transaction_id": "\ud800"},
        {"transaction_id": "T" * 201},
        {"booking_ref": None},
        {"booking_ref": "b\0"},
        {"amount_minor": 400.5},
        {"amount_minor": True},
        {"amount_minor": -1},
        {"amount_minor": 10**16},
        {"currency": "rupees"},
        {"currency": 7},
    ],
)
def test_a_webhook_that_makes_no_sense_is_refused(change: dict[str, object]) -> None:
    with pytest.raises(BadInput):
        hear(json.dumps({**PAID, **change}).encode())


@pytest.mark.parametrize(
    "body", [b"", b"[]", b"7", b"{", b"\xff", b"[" * 20_000, b"9" * 5_000, b" " * 65_537]
)
def test_a_webhook_that_is_no_json_object_is_refused(body: bytes) -> None:
    with pytest.raises(BadInput):
        hear(body)


def test_a_webhook_is_read_only_once_its_signature_fits() -> None:
    with pytest.raises(BadSignature):
        ALONE.read_webhook("t=1,v1=00", b"nonsense", NOW)


async def test_without_a_simulator_a_payment_opens_and_closes_without_calling_anyone() -> None:
    rupees = Money(40_000, "INR")
    payment = Payment("p1", "b1", PaymentKind.ONLINE, rupees, 0, "", PaymentState.OPEN, NOW)
    opened = await ALONE.open(payment)
    assert (opened.reference, opened.url, opened.upi_link) == ("b1", "", "")
    assert await ALONE.status("b1") == ()
    assert await ALONE.close("b1") is Closing.CLOSED
    assert await ALONE.refund("T1", rupees, "key") is Refunding.DONE


async def test_upi_at_the_counter_has_a_link_for_its_amount() -> None:
    payment = Payment(
        "p1", "b1", PaymentKind.UPI, Money(40_050, "INR"), 0, "", PaymentState.OPEN, NOW
    )
    opened = await ALONE.open(payment)
    assert opened.upi_link == "upi://pay?pa=cinema@bank&pn=PVR%20Andheri&tr=p1&am=400.50&cu=INR"
