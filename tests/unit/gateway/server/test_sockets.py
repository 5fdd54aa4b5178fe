"""graphql-transport-ws: who may speak, in which order, how much, and how it ends."""

import asyncio
import json
from collections.abc import AsyncIterator
from typing import Any

import aiohttp
import pytest

from boxoffice.gateway.server import limits as fixed
from boxoffice.gateway.server.limits import ServerLimits
from boxoffice.model.booking import SeatSnapshot, SeatUpdate
from boxoffice.model.errors import NotFound, NotSignedIn
from tests.unit.gateway import samples
from tests.unit.gateway.server.deltas import WATCHED, Deltas
from tests.unit.gateway.server.served import MOVIE, MOVIE_DATA, PROTOCOL, SEAT_MAP, served


@pytest.mark.parametrize("offered", [("graphql-ws",), ("soap", "mqtt")])
async def test_another_subprotocol_is_refused(offered: tuple[str, ...]) -> None:
    async with served() as gateway:
        with pytest.raises(aiohttp.WSServerHandshakeError) as refused:
            async with gateway.socket(*offered):
                pass
        assert refused.value.status == 400


async def test_no_subprotocol_is_refused() -> None:
    async with served() as gateway:
        with pytest.raises(aiohttp.WSServerHandshakeError):
            await gateway.session.ws_connect(gateway.url + "/graphql")


async def test_ours_is_chosen_among_several() -> None:
    async with served() as gateway, gateway.socket("graphql-ws", PROTOCOL) as line:
        assert line.socket.protocol == PROTOCOL
        await line.initialise()


async def test_queries_and_mutations_are_answered_over_it_as_over_http() -> None:
    async with served() as gateway, gateway.socket(token="") as line:
        await line.begin("1", MOVIE["query"])
        assert await line.hear() == {"id": "1", "type": "next", "payload": MOVIE_DATA}
        assert await line.hear() == {"id": "1", "type": "complete"}
        await line.begin("1", 'mutation { deleteMovie(id: "M1") }')
        said = await line.hear()
        assert said["payload"]["errors"][0]["extensions"] == {"code": "NOT_SIGNED_IN"}
        assert said["payload"]["data"] is None


@pytest.mark.parametrize("query", ["{ nothing }", "{ movie(", "{ __schema { description } }"])
async def test_what_cannot_be_executed_is_an_error_message(query: str) -> None:
    async with served() as gateway, gateway.socket(token="") as line:
        await line.begin("1", query)
        said = await line.hear()
        assert (said["id"], said["type"]) == ("1", "error")
        assert said["payload"][0]["extensions"] == {"code": "BAD_INPUT"}


async def test_a_subscription_goes_on_until_its_client_completes_it() -> None:
    deltas = Deltas()
    async with served(deltas.answers()) as gateway, gateway.socket(token="good") as line:
        await line.begin("s", SEAT_MAP)
        for version in (8, 9):
            deltas.put(version)
            data = {"seatMap": {"version": version}}
            assert await line.hear() == {"id": "s", "type": "next", "payload": {"data": data}}
        await line.say(id="s", type="complete")
        await line.begin("s", "{ serverTime }")
        assert (await line.hear())["payload"]["data"].keys() == {"serverTime"}
        await deltas.left.wait()
        assert deltas.following == 0


async def test_a_socket_that_is_cut_ends_its_subscriptions() -> None:
    deltas = Deltas()
    async with served(deltas.answers()) as gateway:
        async with gateway.socket(token="good") as line:
            await line.begin("s", SEAT_MAP)
            await deltas.begun.wait()
        await deltas.left.wait()


async def test_a_stream_that_fails_is_an_error_message() -> None:
    answers = {**WATCHED, "bookings.watch_seats": NotFound("There is no show 10001.")}
    async with served(answers) as gateway, gateway.socket(token="good") as line:
        await line.begin("s", SEAT_MAP)
        said = await line.hear()
        assert (said["type"], said["payload"][0]["extensions"]) == ("error", {"code": "NOT_FOUND"})


async def test_the_token_of_connection_init_says_who_asks() -> None:
    answers = {"users.staff": NotFound("There is no user u1.")}
    async with served(answers) as gateway, gateway.socket(token="good") as line:
        await line.begin("1", "{ me { userId } }")
        assert (await line.hear())["payload"]["errors"][0]["extensions"]["code"] == "NOT_FOUND"


@pytest.mark.parametrize("authorization", ["Bearer stale", "Basic dTpw", 5])
async def test_a_token_that_is_not_taken_closes_with_4403(authorization: object) -> None:
    async with served() as gateway, gateway.socket() as line:
        await line.say(type="connection_init", payload={"authorization": authorization})
        assert await line.closed() == 4403


async def test_who_does_not_introduce_himself_in_time_is_closed_with_4408(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(fixed, "INIT_SECONDS", 0.02)
    async with served() as gateway, gateway.socket() as line:
        assert await line.closed() == 4408


async def test_a_second_init_closes_with_4429() -> None:
    async with served() as gateway, gateway.socket(token="") as line:
        await line.say(type="connection_init")
        assert await line.closed() == 4429


async def test_an_operation_before_init_closes_with_4401_and_runs_nothing() -> None:
    async with served() as gateway, gateway.socket() as line:
        await line.begin("1", MOVIE["query"])
        assert await line.closed() == 4401
        assert gateway.upstream.calls == []


async def test_an_id_in_use_closes_with_4409() -> None:
    deltas = Deltas()
    async with served(deltas.answers()) as gateway, gateway.socket(token="good") as line:
        await line.begin("s", SEAT_MAP)
        await line.begin("s", MOVIE["query"])
        assert await line.closed() == 4409
        assert "movies.get" not in gateway.upstream.calls


@pytest.mark.parametrize(
    "text",
    [
        "",
        "hello",
        "null",
        "[]",
        "{}",
        '{"type": 5}',
        '{"type": "start", "id": "1", "payload": {"query": "{ serverTime }"}}',
        '{"type": "connection_terminate"}',
        '{"type": "subscribe", "payload": {"query": "{ serverTime }"}}',
        '{"type": "subscribe", "id": "", "payload": {"query": "{ serverTime }"}}',
        '{"type": "subscribe", "id": 1, "payload": {"query": "{ serverTime }"}}',
        '{"type": "subscribe", "id": "' + "1" * 129 + '", "payload": {"query": "{ serverTime }"}}',
        '{"type": "subscribe", "id": "1"}',
        '{"type": "subscribe", "id": "1", "payload": [{"query": "{ serverTime }"}]}',
        '{"type": "subscribe", "id": "1", "payload": {"query": 5}}',
        '{"type": "subscribe", "id": "1", "payload": {"query": "{ a }", "variables": []}}',
        '{"type": "complete"}',
        '{"type": "subscribe", "id": "1", "payload": {"query": "{ a }", "variables": {"a": NaN}}}',
        "[" * 100_000,
    ],
)
async def test_a_message_that_makes_no_sense_closes_with_4400(text: str) -> None:
    async with served() as gateway, gateway.socket(token="") as line:
        await line.socket.send_str(text)
        assert await line.closed() == 4400
        assert gateway.upstream.calls == []


async def test_bytes_close_with_4400() -> None:
    async with served() as gateway, gateway.socket(token="") as line:
        await line.socket.send_bytes(json.dumps({"type": "ping"}).encode())
        assert await line.closed() == 4400


async def test_a_ping_is_answered_and_a_pong_is_not_before_init_and_after() -> None:
    async with served() as gateway, gateway.socket() as line:
        await line.say(type="pong")
        await line.say(type="ping", payload={"a": 1})
        assert await line.hear() == {"type": "pong"}
        await line.initialise()
        await line.say(type="ping")
        assert await line.hear() == {"type": "pong"}


async def test_completing_what_is_not_there_changes_nothing() -> None:
    async with served() as gateway, gateway.socket(token="") as line:
        await line.say(id="9", type="complete")
        await line.say(type="ping")
        assert await line.hear() == {"type": "pong"}


async def test_a_message_over_the_limit_closes_with_1009() -> None:
    small = ServerLimits(body_bytes=1_000)
    async with served(limits=small) as gateway, gateway.socket(token="") as line:
        await line.begin("1", "{ serverTime }" + " " * 2_000)
        assert await line.closed() == 1009


async def test_too_many_messages_close_with_1008() -> None:
    async with served() as gateway, gateway.socket(token="") as line:
        for _ in range(300):
            await line.say(type="pong")
        assert await line.closed() == 1008


async def test_too_many_operations_at_a_time_close_with_1008(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(fixed, "SOCKET_OPERATIONS", 2)
    deltas = Deltas()
    async with served(deltas.answers()) as gateway, gateway.socket(token="good") as line:
        for operation_id in ("1", "2"):
            await line.begin(operation_id, SEAT_MAP)
        await deltas.begun.wait()
        await line.begin("3", MOVIE["query"])
        assert await line.closed() == 1008
        assert "movies.get" not in gateway.upstream.calls
        await deltas.left.wait()


async def test_a_socket_that_says_nothing_for_long_is_closed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(fixed, "IDLE_SECONDS", 0.02)
    monkeypatch.setattr(fixed, "SESSION_CHECK_SECONDS", 0.02)
    async with served() as gateway, gateway.socket(token="") as line:
        assert await line.closed() == 1001


async def test_pings_and_pongs_do_not_keep_a_socket_that_says_nothing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(fixed, "IDLE_SECONDS", 0.02)
    monkeypatch.setattr(fixed, "SESSION_CHECK_SECONDS", 0.02)
    free = ServerLimits(loopback_free=True)
    async with served(limits=free) as gateway, gateway.socket(token="") as line:
        async with asyncio.timeout(5):
            kind = aiohttp.WSMsgType.PONG
            while kind is aiohttp.WSMsgType.PONG:
                await line.socket.ping()
                kind = (await line.socket.receive()).type
        assert (kind, line.socket.close_code) == (aiohttp.WSMsgType.CLOSE, 1001)


async def test_a_session_that_ends_elsewhere_ends_its_sockets(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(fixed, "SESSION_CHECK_SECONDS", 0.02)
    deltas = Deltas()
    async with served(deltas.answers()) as gateway, gateway.socket(token="good") as line:
        await line.begin("s", SEAT_MAP)
        await deltas.begun.wait()
        gateway.upstream.answers["users.caller"] = NotSignedIn("The session has ended.")
        assert await line.closed() == 4403
        await deltas.left.wait()


@pytest.mark.parametrize(
    ("method", "document"),
    [
        ("users.sign_out", "mutation { signOut }"),
        ("users.end_session", 'mutation { endSession(sessionId: "s1") }'),
    ],
)
async def test_a_session_that_is_ended_over_http_ends_its_sockets_at_once(
    monkeypatch: pytest.MonkeyPatch, method: str, document: str
) -> None:
    monkeypatch.setattr(fixed, "SESSION_CHECK_SECONDS", 3_600.0)

    def ended(*_arguments: object) -> bool:
        gateway.upstream.answers["users.caller"] = NotSignedIn("The session has ended.")
        return True

    async with (
        served({method: ended}) as gateway,
        gateway.socket(token="good") as line,
        gateway.socket(token="") as another,
    ):
        await gateway.post({"query": document}, "good")
        assert await line.closed() == 4403
        await another.say(type="ping")
        assert await another.hear() == {"type": "pong"}


async def test_a_session_that_cannot_be_looked_at_is_not_ended(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(fixed, "SESSION_CHECK_SECONDS", 0.01)
    looked = asyncio.Event()

    def broken(_token: str) -> Any:
        looked.set()
        raise KeyError("the store is away")

    async with served() as gateway, gateway.socket(token="good") as line:
        gateway.upstream.answers["users.caller"] = broken
        await looked.wait()
        await line.say(type="ping")
        assert await line.hear() == {"type": "pong"}


async def test_an_operation_that_takes_too_long_is_told_that_its_outcome_is_not_known() -> None:
    async def never(*_arguments: object) -> None:
        await asyncio.Event().wait()

    quick = ServerLimits(request_seconds=0.02)
    async with served({"movies.get": never}, quick) as gateway, gateway.socket(token="") as line:
        await line.begin("1", MOVIE["query"])
        said = await line.hear()
        assert said["payload"][0]["extensions"] == {"code": "TRY_AGAIN"}


async def test_a_reader_who_takes_nothing_in_is_closed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fixed, "SEND_SECONDS", 0.05)
    monkeypatch.setattr(fixed, "CLOSE_SECONDS", 0.05)
    begun, left = asyncio.Event(), asyncio.Event()

    async def endless(*_arguments: object) -> AsyncIterator[SeatUpdate]:
        begun.set()
        try:
            while True:
                states = bytes(2_000_000)
                yield SeatUpdate(SeatSnapshot(10001, "100001", "e", 1, samples.NOON, states, ()))
                await asyncio.sleep(0)
        finally:
            left.set()

    text = "subscription { seatMap(showId: 10001) { ... on SeatMapSnapshot { states } } }"
    answers = {**WATCHED, "bookings.watch_seats": endless}
    async with served(answers) as gateway, gateway.socket(token="good") as line:
        connection = line.socket._response.connection
        assert connection is not None
        assert isinstance(connection.transport, asyncio.Transport)
        connection.transport.pause_reading()
        await line.begin("s", text)
        await begun.wait()
        left.clear()
        await left.wait()
        connection.transport.abort()
