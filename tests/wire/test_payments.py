"""Paying through a provider over the contract: opened, told by webhook, and read back."""

import asyncio
import json
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from boxoffice.gateway.executor import Gateway
from boxoffice.gateway.open_holds import OpenLimits
from boxoffice.model.booking import ConfirmOutcome
from boxoffice.model.events import Notice
from boxoffice.model.payment import Webhook
from boxoffice.services.booking import Bookings
from boxoffice.services.notification import Notifications
from boxoffice.services.payment import Payments
from boxoffice.services.signatures import sign
from boxoffice.settings import Settings
from boxoffice.stores import outbox
from tests.wire import documents
from tests.wire.conftest import PATIENCE_SECONDS, Founded, Line, Town, town_asked

SECRET = "ours alone"
ISSUE_VOUCHER = """mutation ($theatreId: ID!, $amountMinor: Int!, $key: ID!) {
  issueVoucher(theatreId: $theatreId, amountMinor: $amountMinor, idempotencyKey: $key) {
    code theatreId issued { amountMinor currency } balance { amountMinor } issuedAt validUntil
  }
}"""
VOUCHER = """query ($theatreId: ID!, $code: String!) {
  voucher(theatreId: $theatreId, code: $code) { balance { amountMinor } }
}"""
PAYMENTS = """query ($id: ID!) {
  payments(bookingId: $id) { kind state provider transactionId upiLink amount { amountMinor } }
}"""

OWED = """query ($id: ID!) { payments(bookingId: $id) { paymentId state message } }"""
NOTICES = """query ($theatreId: ID!) {
  notices(theatreId: $theatreId) { theatreId kind paymentId text at }
}"""
RETURNED = """mutation ($id: ID!, $key: ID!) {
  paymentReturned(paymentId: $id, idempotencyKey: $key) { paymentId state }
}"""


@pytest.fixture(autouse=True)
def _nobody_looks_by_himself(monkeypatch: pytest.MonkeyPatch) -> None:
    """Events are delivered because something was committed, or not while a test runs."""
    monkeypatch.setattr(outbox, "POLL_SECONDS", 3600.0)


@pytest.fixture
async def town(founded: Founded, tmp_path: Path, way: str) -> AsyncIterator[Town]:
    """A copy of the town whose payments go through the simulated provider."""
    settings = Settings(
        data_dir=tmp_path / "town",
        payment_methods="upi_card_mock=simulator, upi=simulator",
        simulator_secrets=SECRET,
        upi_address="cinema@bank",
        upi_name="PVR Andheri",
    )
    async with town_asked(founded, settings, way) as town:
        yield town


async def lock(line: Line, show_id: int, *seat_ids: str) -> str:
    """The booking id of a lock that must be granted."""
    wanted = {"showID": show_id, "userID": "u1", "seatIDs": list(seat_ids)}
    answer = await line.ask(documents.LOCK_SEATS, lock=wanted)
    assert answer["success"], answer["message"]
    return str(answer["BID"])


async def pay(line: Line, booking_id: str) -> Any:
    asked = {"bookingID": booking_id, "paymentMethodId": "upi_card_mock"}
    return await line.ask(documents.MAKE_PAYMENT, input=asked)


async def hear(
    town: Town, booking_id: str, transaction: str, status: str = "succeeded", **more: Any
) -> bool:
    town.clock.advance(1)
    said = {"transaction_id": transaction, "booking_ref": booking_id, "status": status}
    body = json.dumps(said | more).encode()
    signature = sign(SECRET, int(town.clock.now().timestamp()), body)
    return await town.services.payments.hear(Webhook("simulator", signature, body))


async def sweep(town: Town) -> None:
    """What time does by itself, now."""
    payments = town.services.payments
    assert isinstance(payments, Payments)
    await payments.sweep_once()


async def statuses(line: Line, booking_id: str) -> tuple[int, int]:
    """booking_status and payment_status."""
    details = await line.ask(documents.GET_BOOKING_DETAILS, id=booking_id)
    return details["booking_status"], details["payment_status"]


async def test_a_guest_pays_and_the_webhook_confirms(town: Town) -> None:
    guest = town.guest()
    booking_id = await lock(guest, town.ids.today, "A1", "B1")
    assert await statuses(guest, booking_id) == (0, 0)
    opened = await pay(guest, booking_id)
    assert opened == {
        "bookingID": booking_id,
        "paymentURL": None,
        "clientSecret": None,
        "message": "The payment is open. It ends when the payment provider says so.",
    }
    assert await pay(guest, booking_id) == opened
    assert await statuses(guest, booking_id) == (1, 1)
    assert await hear(town, booking_id, "T1") is True
    assert await hear(town, booking_id, "T1") is False
    assert await statuses(guest, booking_id) == (2, 2)
    (paid,) = await town.clerk.ask(OWED, id=booking_id)
    assert (paid["state"], paid["message"]) == ("CAPTURED", "This payment is made.")


async def test_a_failed_payment_reads_so_until_another_one_is_opened(town: Town) -> None:
    guest = town.guest()
    booking_id = await lock(guest, town.ids.today, "A1")
    await pay(guest, booking_id)
    await hear(town, booking_id, "T1", "failed")
    assert await statuses(guest, booking_id) == (1, 3)
    await pay(guest, booking_id)
    assert await statuses(guest, booking_id) == (1, 1)
    await hear(town, booking_id, "T2")
    assert await statuses(guest, booking_id) == (2, 2)


async def test_a_booking_that_nobody_paid_frees_its_seats(town: Town) -> None:
    guest = town.guest()
    booking_id = await lock(guest, town.ids.today, "A1")
    await pay(guest, booking_id)
    town.clock.advance(600)
    await sweep(town)
    assert await statuses(guest, booking_id) == (4, 3)
    assert await lock(guest, town.ids.today, "A1") != booking_id


async def test_money_for_a_released_booking_reads_refunded(town: Town) -> None:
    guest = town.guest()
    booking_id = await lock(guest, town.ids.today, "A1")
    await pay(guest, booking_id)
    released = {"showID": town.ids.today, "BID": booking_id, "userID": "u1", "seatIDs": ["A1"]}
    assert (await guest.ask(documents.RELEASE_SEATS, rel=released))["rply"] is True
    assert await statuses(guest, booking_id) == (3, 0)
    await hear(town, booking_id, "T1")
    assert await statuses(guest, booking_id) == (3, 2)
    await sweep(town)
    assert await statuses(guest, booking_id) == (3, 4)


async def test_a_till_shows_the_link_that_upi_is_paid_by(town: Town) -> None:
    booking_id = await lock(town.clerk, town.ids.today, "A1")
    tenders = [{"kind": "CASH", "amountMinor": 10_000}, {"kind": "UPI", "amountMinor": 30_000}]
    paying = {"bookingId": booking_id, "tenders": tenders, "key": "k-1"}
    pending = await town.clerk.ask(documents.TAKE_PAYMENT, **paying)
    assert (pending["booking_status"], pending["payment_status"]) == (1, 1)
    _, upi = await town.clerk.ask(PAYMENTS, id=booking_id)
    link = upi.pop("upiLink")
    assert link.startswith("upi://pay?pa=cinema@bank&pn=PVR%20Andheri&tr=")
    assert link.endswith("&am=300.00&cu=INR")
    assert upi == {
        "kind": "UPI",
        "state": "OPEN",
        "provider": "simulator",
        "transactionId": "",
        "amount": {"amountMinor": 30_000},
    }
    await hear(town, booking_id, "T1")
    sold = await town.clerk.ask(documents.TAKE_PAYMENT, **paying)
    assert (sold["booking_status"], sold["payment_status"]) == (2, 2)


async def test_an_admin_issues_a_voucher_and_a_till_takes_it(town: Town) -> None:
    wanted = {"theatreId": town.ids.theatre_id, "amountMinor": 50_000, "key": "v-1"}
    issued = await town.admin.ask(ISSUE_VOUCHER, **wanted)
    assert await town.admin.ask(ISSUE_VOUCHER, **wanted) == issued
    assert issued.pop("code").count("-") == 2
    assert issued == {
        "theatreId": town.ids.theatre_id,
        "issued": {"amountMinor": 50_000, "currency": "INR"},
        "balance": {"amountMinor": 50_000},
        "issuedAt": "2026-11-20T12:00:00Z",
        "validUntil": None,
    }
    assert await town.clerk.refusal(ISSUE_VOUCHER, **wanted) == "NOT_ALLOWED"
    code = (await town.admin.ask(ISSUE_VOUCHER, **wanted))["code"]
    booking_id = await lock(town.clerk, town.ids.today, "A1")
    tender = {"kind": "VOUCHER", "amountMinor": 40_000, "reference": code.lower()}
    paying = {"bookingId": booking_id, "tenders": [tender], "key": "k-1"}
    sold = await town.clerk.ask(documents.TAKE_PAYMENT, **paying)
    assert sold["booking_status"] == 2
    asked = {"theatreId": town.ids.theatre_id, "code": code}
    left = await town.clerk.ask(VOUCHER, **asked)
    assert left == {"balance": {"amountMinor": 10_000}}
    assert await town.stranger.refusal(VOUCHER, **asked) == "NOT_ALLOWED"


async def test_seats_being_paid_count_as_held_until_paid_or_the_payments_time_is_up(
    town: Town,
) -> None:
    gateway = Gateway(town.services, town.clock, guests=True, open_limits=OpenLimits(seats=2))

    async def ask(text: str, **variables: Any) -> Any:
        return await gateway.execute(text, variables, address="203.0.113.5")

    async def lock_two(*seats: str) -> Any:
        wanted = {"showID": town.ids.today, "userID": "u1", "seatIDs": seats}
        answer = await ask(documents.LOCK_SEATS, lock=wanted)
        return answer["data"] and answer["data"]["lockSeats"]["BID"]

    async def open_payment(booking_id: str) -> None:
        asked = {"bookingID": booking_id, "paymentMethodId": "upi_card_mock"}
        assert "errors" not in await ask(documents.MAKE_PAYMENT, input=asked)

    first = await lock_two("A1", "A2")
    town.clock.advance(400)
    await open_payment(first)
    town.clock.advance(400)
    assert await lock_two("B1", "B2") is None
    town.clock.advance(201)
    second = await lock_two("B1", "B2")
    await open_payment(second)
    await hear(town, second, "T1")
    await ask("query ($id: ID!) { booking(bookingId: $id) { state } }", id=second)
    assert await lock_two("B3", "B4") is not None


@pytest.fixture
def posted(monkeypatch: pytest.MonkeyPatch) -> asyncio.Event:
    """Set once a notice is kept."""
    kept = asyncio.Event()
    post = Notifications.post

    async def post_and_say(notifications: Notifications, notice: Notice) -> bool:
        new = await post(notifications, notice)
        kept.set()
        return new

    monkeypatch.setattr(Notifications, "post", post_and_say)
    return kept


async def test_cash_for_a_booking_that_is_over_is_told_and_given_back(
    town: Town, monkeypatch: pytest.MonkeyPatch, posted: asyncio.Event
) -> None:
    booking_id = await lock(town.clerk, town.ids.today, "A1")

    async def over(*_: object) -> ConfirmOutcome:
        return ConfirmOutcome.REFUND

    monkeypatch.setattr(Bookings, "confirm", over)
    tenders = [{"kind": "CASH", "amountMinor": 40_000}]
    await town.clerk.ask(documents.TAKE_PAYMENT, bookingId=booking_id, tenders=tenders, key="k-1")
    (owed,) = await town.clerk.ask(OWED, id=booking_id)
    assert owed["state"] == "REFUND_DUE"
    await asyncio.wait_for(posted.wait(), PATIENCE_SECONDS)
    (notice,) = await town.clerk.ask(NOTICES, theatreId=town.ids.theatre_id)
    number = (await town.services.bookings.get(booking_id)).number
    assert notice.pop("text").startswith(
        f"Give back INR 400.00 (CASH) for booking {number[:4]} {number[4:]}, which was paid,"
    )
    assert notice == {
        "theatreId": town.ids.theatre_id,
        "kind": "REFUND_DUE",
        "paymentId": owed["paymentId"],
        "at": "2026-11-20T12:00:00Z",
    }
    asked = {"id": owed["paymentId"], "key": "back-1"}
    assert await town.clerk.refusal(RETURNED, **asked) == "NOT_ALLOWED"
    assert await town.stranger.refusal(RETURNED, **asked) == "NOT_ALLOWED"
    back = {"paymentId": owed["paymentId"], "state": "REFUNDED"}
    assert [await town.admin.ask(RETURNED, **asked) for _ in range(2)] == [back, back]
    assert await town.admin.refusal(RETURNED, id=owed["paymentId"], key="back-2") == "WRONG_STATE"


async def test_money_of_another_amount_is_told_with_the_bookings_number(
    town: Town, posted: asyncio.Event
) -> None:
    guest = town.guest()
    booking_id = await lock(guest, town.ids.today, "A1")
    await pay(guest, booking_id)
    await hear(town, booking_id, "T1", amount_minor=100, currency="INR")
    await asyncio.wait_for(posted.wait(), PATIENCE_SECONDS)
    number = (await town.services.bookings.get(booking_id)).number
    (payment,) = await town.clerk.ask(OWED, id=booking_id)
    (notice,) = await town.clerk.ask(NOTICES, theatreId=town.ids.theatre_id)
    assert (notice["kind"], notice["paymentId"]) == ("AMOUNT_WRONG", payment["paymentId"])
    assert notice["text"].startswith(
        "simulator took INR 1.00 where INR 400.00 was asked for (transaction T1)."
        f" It did not confirm booking {number[:4]} {number[4:]};"
    )


async def test_money_for_a_hold_that_has_no_payment_is_told_to_its_theatre(
    town: Town, posted: asyncio.Event
) -> None:
    booking_id = await lock(town.guest(), town.ids.today, "A1")
    await hear(town, booking_id, "T1", amount_minor=100, currency="INR")
    await asyncio.wait_for(posted.wait(), PATIENCE_SECONDS)
    (notice,) = await town.clerk.ask(NOTICES, theatreId=town.ids.theatre_id)
    assert (notice["kind"], notice["paymentId"]) == ("PAYMENT_UNKNOWN", "")
    assert notice["text"].startswith("simulator took INR 1.00 for a booking, of which no payment")
    assert "(transaction T1)" in notice["text"]
    assert booking_id not in notice["text"]


async def test_money_for_a_booking_that_nobody_knows_is_told_to_system_admins(
    town: Town, posted: asyncio.Event
) -> None:
    await hear(town, "no-such-booking", "T1", amount_minor=100, currency="INR")
    await asyncio.wait_for(posted.wait(), PATIENCE_SECONDS)
    (notice,) = await town.system.ask(NOTICES, theatreId="")
    assert (notice["kind"], notice["theatreId"]) == ("PAYMENT_UNKNOWN", "")
    assert "no-such-booking" not in notice["text"]
    assert await town.admin.refusal(NOTICES, theatreId="") == "NOT_ALLOWED"
    assert await town.admin.ask(NOTICES, theatreId=town.ids.theatre_id) == []
