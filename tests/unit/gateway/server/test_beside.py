"""What stands beside /graphql: health, figures, pictures and payment providers' messages."""

import asyncio
import base64
import contextlib
import io
import re

import pytest

from boxoffice.gateway.server import limits as fixed
from boxoffice.gateway.server.limits import WEBHOOK_BYTES, ServerLimits
from boxoffice.model.doors import AdmittedSeat, ChangedBooking, DoorKey, DoorList
from boxoffice.model.errors import BadInput, BadSignature, NotFound, Refusal, TryAgain
from boxoffice.model.media import Media
from boxoffice.model.payment import Webhook
from boxoffice.model.user import Caller, Grant, Role
from boxoffice.rules.pictures import PICTURE_MAX_BYTES
from tests.unit.gateway.server.deltas import Deltas
from tests.unit.gateway.server.served import MOVIE, SEAT_MAP, TYPENAME, served

DOORS = DoorList(
    "PVRAH",
    (DoorKey("ab" * 8, b"p" * 32, retired=False),),
    (ChangedBooking("ABCD2345", (AdmittedSeat("a1", 2),)),),
    (10002,),
    "d1",
)
POSTER = Media("poster-1", "image/png", b"\x89PNG and so on", "abc123")
ADMIN = Caller("u9", (Grant(Role.MOVIE_ADMIN),))


async def test_a_gateway_says_that_it_is_well() -> None:
    async with served() as gateway:
        said = await gateway.send("GET", "/healthz")
        assert (said.status, said.answer) == (200, {"status": "ok"})


async def test_a_door_list_is_read_by_its_staff_and_not_sent_to_whoever_has_it() -> None:
    clerk = Caller("u1", (Grant(Role.COUNTER, "PVRAH"),))
    headers = {"Authorization": "Bearer t"}
    async with served({"users.caller": clerk, "bookings.door_list": DOORS}) as gateway:
        said = await gateway.send("GET", "/door-lists/PVRAH", headers=headers)
        assert (said.status, said.headers["ETag"]) == (200, '"d1"')
        assert said.headers["Cache-Control"] == "private, no-cache"
        assert said.answer == {
            "theatreId": "PVRAH",
            "keys": [
                {
                    "keyId": "ab" * 8,
                    "publicKey": base64.b64encode(b"p" * 32).decode(),
                    "retired": False,
                }
            ],
            "changed": [{"number": "ABCD2345", "admits": [{"seatUid": "a1", "serial": 2}]}],
            "cancelled": [10002],
            "digest": "d1",
        }
        again = {**headers, "If-None-Match": '"d1"'}
        said = await gateway.send("GET", "/door-lists/PVRAH", headers=again)
        assert (said.status, said.body) == (304, b"")
        said = await gateway.send("GET", "/door-lists/OTHER", headers=headers)
        assert (said.status, said.code) == (403, "NOT_ALLOWED")
        said = await gateway.send("POST", "/door-lists/PVRAH", headers=headers)
        assert said.status == 405
    async with served({"bookings.door_list": DOORS}) as gateway:
        said = await gateway.send("GET", "/door-lists/PVRAH")
        assert (said.status, said.code) == (401, "NOT_SIGNED_IN")
        assert "bookings.door_list" not in gateway.upstream.calls


async def test_figures_count_operations_by_kind_and_outcome() -> None:
    async with served() as gateway, gateway.socket(token="") as line:
        await gateway.post(MOVIE)
        await gateway.post({"query": "mutation Secret { signOut }"})
        await gateway.post({"query": "{ nothing }"})
        await gateway.post(TYPENAME, "stale")
        await line.begin("1", MOVIE["query"])
        await line.hear()
        text = (await gateway.send("GET", "/metrics")).body.decode()
    lines = text.splitlines()
    assert 'boxoffice_requests_total{kind="query",outcome="OK"} 3.0' in lines
    assert 'boxoffice_requests_total{kind="none",outcome="BAD_INPUT"} 1.0' in lines
    assert "boxoffice_sockets 1.0" in lines
    labels = set(re.findall(r"(\w+)=\"", text))
    assert labels == {"kind", "outcome", "le"}


async def test_figures_count_what_limits_refuse() -> None:
    async with served(limits=ServerLimits(address_per_second=0.25)) as gateway:
        await gateway.post(MOVIE)
        await gateway.post(MOVIE)
        lines = (await gateway.send("GET", "/metrics")).body.decode().splitlines()
        assert 'boxoffice_refused_total{limit="rate"} 1.0' in lines


@pytest.mark.parametrize("header", ["X-Forwarded-For", "Forwarded"])
async def test_figures_are_not_for_callers_who_were_passed_on(header: str) -> None:
    async with served() as gateway:
        said = await gateway.send("GET", "/metrics", headers={header: "203.0.113.9"})
        assert (said.status, said.code) == (403, "NOT_ALLOWED")


async def test_anybody_reads_a_picture_as_what_it_is() -> None:
    async with served({"displays.media": POSTER}) as gateway:
        said = await gateway.send("GET", "/media/poster-1")
        assert (said.status, said.body) == (200, POSTER.content)
        assert said.headers["Content-Type"] == "image/png"
        assert said.headers["X-Content-Type-Options"] == "nosniff"
        assert said.headers["ETag"] == '"abc123"'
        again = {"If-None-Match": '"abc123"'}
        assert (await gateway.send("GET", "/media/poster-1", headers=again)).status == 304
        head = await gateway.send("HEAD", "/media/poster-1")
        assert (head.status, head.body, head.headers["Content-Length"]) == (200, b"", "14")


async def test_who_does_not_read_an_answer_loses_the_connection(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(fixed, "SEND_SECONDS", 0.02)
    monkeypatch.setattr(fixed, "READER_BYTES_PER_SECOND", 2**40)
    large = Media("poster-1", "image/png", bytes(20_000_000), "abc123")
    async with served({"displays.media": large}) as gateway, asyncio.timeout(5):
        # Takes in little more than `limit` bytes until it is read from.
        reader, writer = await asyncio.open_connection("127.0.0.1", gateway.port, limit=1_000)
        writer.write(b"GET /media/poster-1 HTTP/1.1\r\nHost: x\r\n\r\n")
        cut = b'boxoffice_refused_total{limit="reader"} 1.0'
        while cut not in (await gateway.send("GET", "/metrics")).body:
            pass
        with contextlib.suppress(ConnectionError):
            assert len(await reader.read()) < len(large.content)
        writer.close()


@pytest.mark.parametrize(
    ("refusal", "status"), [(NotFound("There is none."), 404), (BadInput("No such id."), 400)]
)
async def test_a_picture_that_is_not_there_is_refused(refusal: Refusal, status: int) -> None:
    async with served({"displays.media": refusal}) as gateway:
        said = await gateway.send("GET", "/media/poster-1")
        assert (said.status, said.code) == (status, refusal.code)


async def test_an_admin_puts_a_picture() -> None:
    put: list[object] = []

    def keep(*arguments: object) -> str:
        put.append(arguments)
        return "image/png"

    async with served({"users.caller": ADMIN, "displays.put_media": keep}) as gateway:
        headers = {"Authorization": "Bearer t", "Content-Type": "text/html"}
        said = await gateway.send("PUT", "/media/p-1", data=POSTER.content, headers=headers)
        assert (said.status, said.answer) == (201, {"id": "p-1", "contentType": "image/png"})
        assert put == [("p-1", POSTER.content, ADMIN)]


@pytest.mark.parametrize(
    ("token", "status", "code"),
    [
        ("", 401, "NOT_SIGNED_IN"),
        ("stale", 401, "NOT_SIGNED_IN"),
        ("good", 403, "NOT_ALLOWED"),
    ],
)
async def test_nobody_else_puts_one(token: str, status: int, code: str) -> None:
    async with served() as gateway:
        headers = {"Authorization": f"Bearer {token}"} if token else {}
        said = await gateway.send("PUT", "/media/p-1", data=POSTER.content, headers=headers)
        assert (said.status, said.code) == (status, code)
        assert "displays.put_media" not in gateway.upstream.calls


async def test_a_picture_that_is_too_large_is_not_read_to_its_end() -> None:
    async with served({"users.caller": ADMIN}) as gateway:
        headers = {"Authorization": "Bearer t"}
        data = io.BytesIO(b"0" * (PICTURE_MAX_BYTES + 1))
        said = await gateway.send("PUT", "/media/p-1", data=data, headers=headers)
        assert said.status == 413
        assert "displays.put_media" not in gateway.upstream.calls


async def test_a_picture_is_neither_posted_nor_deleted() -> None:
    async with served() as gateway:
        said = await gateway.send("DELETE", "/media/p-1")
        assert (said.status, said.headers["Allow"]) == (405, "GET, HEAD, PUT")


@pytest.mark.parametrize("header", ["X-Signature", "Stripe-Signature"])
@pytest.mark.parametrize(("fresh", "status"), [(True, "kept"), (False, "known")])
async def test_a_providers_message_is_handed_on_as_it_came(
    header: str, fresh: bool, status: str
) -> None:
    heard: list[Webhook] = []

    def hear(webhook: Webhook) -> bool:
        heard.append(webhook)
        return fresh

    body = b'{ "transaction_id":\t"\xff" }\n'
    async with served({"payments.hear": hear}) as gateway:
        said = await gateway.send(
            "POST", "/webhooks/payments/simulator", data=body, headers={header: "t=1,v1=ab"}
        )
        assert (said.status, said.answer) == (200, {"status": status})
        assert heard == [Webhook("simulator", "t=1,v1=ab", body)]


@pytest.mark.parametrize(
    ("error", "status", "code"),
    [
        (BadSignature("Not signed."), 401, "BAD_SIGNATURE"),
        (NotFound("No such provider."), 404, "NOT_FOUND"),
        (BadInput("No such booking."), 400, "BAD_INPUT"),
        (TryAgain("Not now."), 503, "TRY_AGAIN"),
        (KeyError("secret table"), 503, "TRY_AGAIN"),
        (Refusal("Something else."), 503, "TRY_AGAIN"),
    ],
)
async def test_a_message_that_was_not_kept_is_sent_again_unless_that_is_no_use(
    error: Exception, status: int, code: str
) -> None:
    async with served({"payments.hear": error}) as gateway:
        said = await gateway.send("POST", "/webhooks/payments/simulator", data=b"{}")
        assert (said.status, said.code) == (status, code)
        assert b"secret" not in said.body


@pytest.mark.parametrize(
    ("method", "path", "options", "status"),
    [
        ("GET", "simulator", {}, 405),
        ("POST", "", {}, 404),
        ("POST", "a/b", {}, 404),
        ("POST", "S%C3%AFm", {}, 404),
        ("POST", "simulator", {"headers": {"X-Signature": "x" * 2_000}}, 401),
        ("POST", "simulator", {"data": b"0" * (WEBHOOK_BYTES + 1)}, 413),
    ],
)
async def test_a_message_that_cannot_be_one_reaches_nobody(
    method: str, path: str, options: dict[str, object], status: int
) -> None:
    async with served() as gateway:
        said = await gateway.send(method, f"/webhooks/payments/{path}", **options)
        assert said.status == status
        assert gateway.upstream.calls == []


async def test_open_subscriptions_are_counted() -> None:
    deltas = Deltas()
    async with served(deltas.answers()) as gateway, gateway.socket(token="good") as line:
        await line.begin("1", SEAT_MAP)
        await deltas.begun.wait()
        lines = (await gateway.send("GET", "/metrics")).body.decode().splitlines()
        assert "boxoffice_subscriptions 1.0" in lines
